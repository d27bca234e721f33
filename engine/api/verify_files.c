/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "api/compare.h"
#include "api/report_files.h"
#include "api/verify_part.h"
#include "rules/scheme/scheme.h"
#include "run/run_scheme.h"
#include "seal/signature.h"

/* ---- manifest.json ---- */

/* In the order in which a manifest names them. */
static const enum output by_name[OUT_COUNT] = {OUT_LINES,    OUT_JSON, OUT_BENEFICIARIES,
                                               OUT_FINDINGS, OUT_KPI,  OUT_INCENTIVES};

/* The inputs of a manifest are files of a dossier, each once, in their order. */
static bool has_our_inputs(const struct manifest *manifest)
{
    size_t next = 0;

    for (int file = 0; file < FILE_COUNT && next < manifest->input_count; file++)
        next += strcmp(manifest->inputs[next].name, dossier_file_name((enum dossier_file)file)) ==
                0;
    return next == manifest->input_count;
}

static bool has_our_names(const struct manifest *manifest)
{
    char name[LIMIT_KEY_BYTES + 8];
    size_t length = strlen(manifest->scheme_id);

    if (manifest->output_count != OUT_COUNT || !has_our_inputs(manifest) ||
        length > LIMIT_KEY_BYTES)
        return false;
    /* They are printed: a line of its own in them would pass for one of ours. */
    if (!evidence_is_word(manifest->engine) || !evidence_is_word(manifest->scheme_id))
        return false;
    for (size_t i = 0; i < OUT_COUNT; i++)
        if (strcmp(manifest->outputs[i].name, output_name(by_name[i])) != 0)
            return false;
    memcpy(name, manifest->scheme_id, length);
    memcpy(name + length, ".yaml", sizeof ".yaml");
    return strcmp(manifest->scheme.name, name) == 0;
}

static bool is_date(const char *text)
{
    struct date date;

    return date_parse(text, strlen(text), &date) == STATUS_OK;
}

static enum status check_manifest(struct verifying *v)
{
    const struct piece *piece = &v->evidence.manifest;
    enum status status = digest_of(piece->bytes, piece->size, v->out->manifest_sha256);

    if (status == STATUS_OK)
        status = manifest_read(piece->bytes, piece->size, v->arena, &v->manifest);
    if (status == STATUS_OK && (!has_our_names(&v->manifest) || !is_date(v->manifest.cutoff)))
        status = STATUS_SYNTAX;
    if (status == STATUS_SYNTAX) {
        verify_add(v, verify_finding_of(VERIFY_MANIFEST, piece->name));
        return STATUS_OK;
    }
    v->has_manifest = status == STATUS_OK;
    if (!v->has_manifest)
        return status;
    v->out->scheme = v->manifest.scheme_id;
    v->out->engine = v->manifest.engine;
    v->out->cutoff = v->manifest.cutoff;
    v->out->own_scheme = v->manifest.own_scheme;
    return STATUS_OK;
}

/* ---- every file ---- */

/* Whether the file can be looked at. */
static bool is_there(struct verifying *v, const struct piece *piece)
{
    static const enum verify_kind kinds[] = {[PIECE_ABSENT] = VERIFY_ABSENT,
                                             [PIECE_KIND] = VERIFY_NOT_PLAIN,
                                             [PIECE_TOO_BIG] = VERIFY_TOO_BIG};

    if (piece->state == PIECE_FINE)
        return true;
    verify_add(v, verify_finding_of(kinds[piece->state], piece->name));
    return false;
}

static enum status check_output(struct verifying *v, const struct piece *piece)
{
    const struct manifest_file *sealed = verify_sealed(v, piece->name);
    char sha256[DIGEST_TEXT_BYTES];

    if (!is_there(v, piece)) {
        v->intact = false;
        return STATUS_OK;
    }
    if (sealed == NULL)
        return STATUS_OK; /* there is no manifest, which has been said */
    v->out->files++;
    enum status status = digest_of(piece->bytes, piece->size, sha256);
    if (status != STATUS_OK || (sealed->size == piece->size && strcmp(sealed->sha256, sha256) == 0))
        return status;
    struct verify_finding finding = verify_finding_of(VERIFY_EDITED, piece->name);
    finding.old = verify_copy(v, sealed->sha256);
    finding.new = verify_copy(v, sha256);
    verify_add(v, finding);
    v->intact = false;
    return STATUS_OK;
}

static void check_strangers(struct verifying *v)
{
    for (size_t i = 0; i < v->evidence.stranger_count; i++)
        verify_add(v, verify_finding_of(VERIFY_STRANGER, v->evidence.strangers[i]));
}

/* ---- the scheme, held against the built-in one ---- */

/* Whether the scheme is the one that the user gives himself, in --scheme-dir. */
static enum status is_given(struct verifying *v, bool *given)
{
    char sha256[DIGEST_TEXT_BYTES];
    struct piece file;

    *given = false;
    if (v->options->scheme_folder == NULL || !v->manifest.own_scheme)
        return STATUS_OK;
    int folder = open(v->options->scheme_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return STATUS_OK; /* nothing is given there */
    enum status status =
        piece_read(folder, v->manifest.scheme.name, LIMIT_YAML_BYTES, true, v->arena, &file);
    int saved = errno;
    close(folder);
    errno = saved;
    if (status == STATUS_IO)
        v->out->trouble_file = v->manifest.scheme.name;
    if (status != STATUS_OK || file.state != PIECE_FINE)
        return status;
    status = digest_of(file.bytes, file.size, sha256);
    *given = status == STATUS_OK && strcmp(sha256, v->manifest.scheme.sha256) == 0;
    return status;
}

/* Nobody expects other rules behind the name of a known scheme. */
static enum status check_scheme(struct verifying *v)
{
    const struct embedded_file *builtin;
    char sha256[DIGEST_TEXT_BYTES] = "";
    bool altered = false;
    bool given = false;

    if (!v->has_manifest)
        return STATUS_OK;
    enum status status = run_scheme_judge(&v->manifest, &altered);
    if (status == STATUS_OK && altered)
        status = is_given(v, &given);
    if (status != STATUS_OK || !altered || given)
        return status;
    builtin = scheme_builtin_find(v->manifest.scheme_id);
    if (builtin != NULL)
        status = digest_of(builtin->bytes, builtin->size, sha256);
    /* A bundle holds the scheme; of a folder only the manifest speaks of it. */
    struct verify_finding finding = verify_finding_of(
        VERIFY_SCHEME, v->evidence.bundle != NULL ? v->manifest.scheme.name : OUTPUT_MANIFEST);
    if (v->evidence.bundle == NULL)
        finding.field = v->manifest.scheme.name;
    finding.old = verify_copy(v, v->manifest.scheme.sha256);
    finding.new = verify_copy(v, sha256);
    verify_add(v, finding);
    return status;
}

/* ---- the manifest, held against afrekening.json ---- */

static void check_word(struct verifying *v, const char *field, const char *sealed, const char *told)
{
    struct verify_finding finding = verify_finding_of(VERIFY_TELLS, OUTPUT_MANIFEST);

    if (strcmp(sealed, told) == 0)
        return;
    finding.field = field;
    finding.old = sealed;
    finding.new = told;
    verify_add(v, finding);
}

static const char *amount_text(struct verifying *v, struct money amount)
{
    char text[MONEY_TEXT_BYTES];

    text_format_money(amount, text);
    return verify_copy(v, text);
}

static void check_totals(struct verifying *v)
{
    const struct run_totals *t = &v->run->totals;
    const struct manifest_total told[] = {{"subsidie_berekend", t->computed},
                                          {"toegekend", t->granted},
                                          {"stimulansen", t->incentives},
                                          {"voorschot", t->advance},
                                          {"saldo", t->paid},
                                          {"ingehouden", t->withheld},
                                          {"open", t->open},
                                          {"terugvordering", t->recovery},
                                          {"betaald", t->received},
                                          {"te_betalen", t->due},
                                          {"uit_te_betalen", t->payable},
                                          {"terug_te_vragen", t->claimable}};
    enum { TOTALS = sizeof told / sizeof *told };

    if (v->manifest.total_count != TOTALS) {
        verify_add(v, verify_finding_of(VERIFY_MANIFEST, OUTPUT_MANIFEST));
        return;
    }
    for (size_t i = 0; i < TOTALS; i++) {
        const struct manifest_total *sealed = &v->manifest.totals[i];
        struct verify_finding finding = verify_finding_of(VERIFY_TOTAL, OUTPUT_MANIFEST);
        if (strcmp(sealed->name, told[i].name) == 0 && sealed->amount.cents == told[i].amount.cents)
            continue;
        finding.field = told[i].name;
        finding.old = amount_text(v, sealed->amount);
        finding.new = amount_text(v, told[i].amount);
        verify_add(v, finding);
    }
}

static enum status load_run(struct verifying *v)
{
    struct run_file files[OUT_COUNT + 1];
    const char *blamed = "";

    for (int i = 0; i < OUT_COUNT; i++)
        files[i] = (struct run_file){v->evidence.outputs[i].name, v->evidence.outputs[i].bytes,
                                     v->evidence.outputs[i].size};
    files[OUT_COUNT] =
        (struct run_file){OUTPUT_MANIFEST, v->evidence.manifest.bytes, v->evidence.manifest.size};
    enum status status = run_load_files(files, OUT_COUNT + 1, v->arena, &v->run, &blamed);
    if (status == STATUS_OK || status == STATUS_MEMORY)
        return status;
    v->run = NULL;
    verify_add(v, verify_finding_of(VERIFY_NOT_A_RUN, blamed));
    return STATUS_OK;
}

static enum status check_contents(struct verifying *v)
{
    if (!v->has_manifest || !v->intact)
        return STATUS_OK;
    enum status status = load_run(v);
    if (status != STATUS_OK || v->run == NULL)
        return status;
    check_word(v, "motor", v->manifest.engine, v->run->engine);
    check_word(v, "regeling", v->manifest.scheme_id, v->run->scheme);
    check_word(v, "peildatum", v->manifest.cutoff, v->run->cutoff);
    check_totals(v);
    return verify_tables(v);
}

/* ---- forms ---- */

static enum status make_form(struct verifying *v, const struct report_form *form,
                             enum language language, struct bytes *made)
{
    struct out *out = out_tap_new(bytes_add, made);

    if (out == NULL)
        return STATUS_MEMORY;
    enum status status = report_form_write(form, v->run, language, out);
    enum status finished = out_finish(out);
    status = status == STATUS_OK ? finished : status;
    return status == STATUS_OK ? bytes_status(made) : status;
}

/* A form is made in the language of the run, unless report was asked for the other. */
static enum status check_form(struct verifying *v, const struct report_form *form,
                              const struct piece *piece)
{
    struct comparison best = {0};
    enum language own = v->run->language;
    enum status status = STATUS_OK;

    for (int turn = 0; turn < 2 && status == STATUS_OK && !best.same; turn++) {
        struct bytes made = {0};
        struct comparison found;
        enum language other = own == LANGUAGE_NL ? LANGUAGE_EN : LANGUAGE_NL;
        status = make_form(v, form, turn == 0 ? own : other, &made);
        if (status == STATUS_OK)
            status = compare_texts((struct text){piece->bytes, piece->size},
                                   (struct text){made.at, made.size}, v->arena, &found);
        bytes_free(&made);
        if (status == STATUS_OK && (turn == 0 || found.same || found.line > best.line))
            best = found;
    }
    if (status != STATUS_OK || best.same)
        return status;
    struct verify_finding finding = verify_finding_of(VERIFY_FORM, piece->name);
    finding.line = best.line;
    finding.column = best.column;
    finding.old = best.old;
    finding.new = best.new;
    verify_add(v, finding);
    return STATUS_OK;
}

static enum status check_forms(struct verifying *v)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < v->evidence.form_count && status == STATUS_OK; i++) {
        const struct piece *piece = &v->evidence.forms[i];
        if (piece->state == PIECE_ABSENT || !is_there(v, piece) || v->run == NULL)
            continue;
        v->out->files++;
        status = check_form(v, report_form_at(i), piece);
    }
    return status;
}

/* ---- the signature ---- */

static enum status check_key(struct verifying *v, const struct piece *key)
{
    const struct piece *signature = &v->evidence.signature;
    const struct piece *manifest = &v->evidence.manifest;
    unsigned char bytes[SIGNATURE_BYTES];

    memcpy(bytes, signature->bytes, SIGNATURE_BYTES);
    enum status status =
        signature_check(key->bytes, key->size, manifest->bytes, manifest->size, bytes);
    if (status == STATUS_RANGE) {
        verify_add(v, verify_finding_of(VERIFY_SIGNATURE_WRONG, signature->name));
        return STATUS_OK;
    }
    v->out->signature_checked = status == STATUS_OK;
    return status;
}

static enum status refuse_key(struct verifying *v)
{
    v->out->trouble = VERIFY_KEY;
    v->out->trouble_file = v->options->key;
    return STATUS_INVALID;
}

/* A key that is not there is the user's mistake; one that cannot be read is the system's. */
static enum status read_key(struct verifying *v, struct piece *key)
{
    enum status status =
        piece_read(AT_FDCWD, v->options->key, LIMIT_KEY_FILE_BYTES, true, v->arena, key);

    if (status != STATUS_OK) {
        v->out->trouble_file = v->options->key;
        return status;
    }
    if (key->state == PIECE_ABSENT)
        return refuse_key(v);
    v->out->key = SIGNATURE_KEY_NONE;
    if (key->state == PIECE_FINE)
        status = signature_key_judge(key->bytes, key->size, &v->out->key);
    return status == STATUS_OK && v->out->key != SIGNATURE_KEY_FINE ? refuse_key(v) : status;
}

/* Whether it is there and has the size of one. */
static bool is_signature(struct verifying *v, const struct piece *signature)
{
    if (signature->state == PIECE_TOO_BIG ||
        (signature->state == PIECE_FINE && signature->size != SIGNATURE_BYTES)) {
        verify_add(v, verify_finding_of(VERIFY_SIGNATURE_SIZE, signature->name));
        return false;
    }
    return is_there(v, signature);
}

static enum status check_signature(struct verifying *v)
{
    const struct piece *signature = &v->evidence.signature;
    struct piece key;

    v->out->is_signed = signature->state != PIECE_ABSENT;
    bool whole = v->out->is_signed && is_signature(v, signature);
    if (v->options->key == NULL)
        return STATUS_OK;
    enum status status = read_key(v, &key);
    if (status == STATUS_OK && !v->out->is_signed)
        verify_add(v, verify_finding_of(VERIFY_SIGNATURE_ABSENT, OUTPUT_SIGNATURE));
    if (status == STATUS_OK && whole && v->evidence.manifest.state == PIECE_FINE)
        status = check_key(v, &key);
    return status;
}

enum status verify_files(struct verifying *v)
{
    enum status status = STATUS_OK;

    if (is_there(v, &v->evidence.manifest))
        status = check_manifest(v);
    v->intact = v->has_manifest;
    for (size_t i = 0; i < OUT_COUNT && status == STATUS_OK; i++)
        status = check_output(v, &v->evidence.outputs[by_name[i]]);
    check_strangers(v);
    if (status == STATUS_OK)
        status = check_scheme(v);
    if (status == STATUS_OK)
        status = check_contents(v);
    if (status == STATUS_OK)
        status = check_forms(v);
    return status == STATUS_OK ? check_signature(v) : status;
}
