/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Computes a run again and tells where it first differs, and why. */
#include <errno.h>
#include <string.h>

#include "api/compare.h"
#include "api/verify_part.h"
#include "core/map.h"
#include "rules/scheme/config.h"
#include "run/diff/diff.h"

/* The dossier of a bundle, with its scheme. */
static void give_dossier(const struct verifying *v, struct dossier_given *given)
{
    const struct evidence *e = &v->evidence;

    *given = (struct dossier_given){.unknown = e->unknown,
                                    .unknown_count = e->unknown_count,
                                    .scheme_file = e->scheme.name,
                                    .scheme_bytes = e->scheme.bytes,
                                    .scheme_size = e->scheme.size,
                                    .own_scheme = v->manifest.own_scheme};
    for (int i = 0; i < FILE_COUNT; i++)
        if (e->inputs[i].state == PIECE_FINE)
            given->files[i] = (struct input){
                e->inputs[i].name, (char *)(uintptr_t)e->inputs[i].bytes, e->inputs[i].size};
}

static enum status refuse(struct verifying *v, enum verify_trouble trouble, const char *file)
{
    v->out->trouble = trouble;
    v->out->trouble_file = file;
    return STATUS_INVALID;
}

static enum status load_dossier(struct verifying *v, struct saldo_dossier **out)
{
    struct dossier_options options = {.scheme_folder = v->options->scheme_folder};
    struct dossier_given given;
    struct date cutoff;

    if (v->manifest.cutoff_replaced &&
        date_parse(v->manifest.cutoff, strlen(v->manifest.cutoff), &cutoff) == STATUS_OK)
        options.cutoff = &cutoff;
    if (v->options->dossier == NULL) {
        if (v->evidence.scheme.bytes == NULL)
            return refuse(v, VERIFY_BUNDLE, BUNDLE_SCHEME);
        give_dossier(v, &given);
        options.given = &given;
    } else if (v->manifest.own_scheme && options.scheme_folder == NULL) {
        v->out->scheme_wanted = v->manifest.scheme.name;
        return v->findings.count > 0 ? STATUS_OK /* what was found already must be told */
                                     : refuse(v, VERIFY_OWN_SCHEME, v->manifest.scheme.name);
    }
    enum status status = api_dossier_new(v->options->dossier, &options, out);
    return *out == NULL && status != STATUS_MEMORY
               ? refuse(v, VERIFY_NO_DOSSIER, v->options->dossier)
               : STATUS_OK;
}

/* ---- why ---- */

static const struct manifest_file *find_input(const struct verifying *v, const char *name)
{
    for (size_t i = 0; i < v->manifest.input_count; i++)
        if (strcmp(v->manifest.inputs[i].name, name) == 0)
            return &v->manifest.inputs[i];
    return NULL;
}

static enum status explain_input(struct verifying *v, const struct input *input)
{
    const struct manifest_file *sealed = find_input(v, input->name);
    char sha256[DIGEST_TEXT_BYTES];

    if (sealed == NULL && input->bytes == NULL)
        return STATUS_OK;
    if (sealed == NULL || input->bytes == NULL) {
        verify_add_cause(
            v, verify_finding_of(sealed == NULL ? VERIFY_INPUT_ADDED : VERIFY_INPUT_ABSENT,
                                 input->name));
        return STATUS_OK;
    }
    enum status status = digest_of(input->bytes, input->size, sha256);
    if (status == STATUS_OK &&
        (input->size != sealed->size || strcmp(sha256, sealed->sha256) != 0)) {
        struct verify_finding cause = verify_finding_of(VERIFY_INPUT_CHANGED, input->name);
        cause.old = verify_copy(v, sealed->sha256);
        cause.new = verify_copy(v, sha256);
        verify_add_cause(v, cause);
    }
    return status;
}

static void explain_words(struct verifying *v, enum verify_kind kind, const char *file,
                          const char *old, const char *new)
{
    struct verify_finding cause = verify_finding_of(kind, file);

    if (strcmp(old, new) == 0)
        return;
    cause.old = verify_copy(v, old);
    cause.new = verify_copy(v, new);
    verify_add_cause(v, cause);
}

static enum status explain_scheme(struct verifying *v, const struct dossier *dossier)
{
    char sha256[DIGEST_TEXT_BYTES];

    if (dossier->scheme == NULL)
        return STATUS_OK;
    enum status status = digest_of(dossier->scheme->bytes, dossier->scheme->size, sha256);
    if (status == STATUS_OK)
        explain_words(v, VERIFY_SCHEME, v->manifest.scheme.name, v->manifest.scheme.sha256, sha256);
    return status;
}

/* ---- files of the dossier that are not read: they stand among the findings of a run ---- */

static enum status add_name(struct text_map *names, const char *file)
{
    uint32_t found;

    return text_map_add(names, (struct text){file, strlen(file)}, 0, &found);
}

static bool has_name(const struct text_map *names, const char *file)
{
    return text_map_find(names, (struct text){file, strlen(file)}) != MAP_NONE;
}

static enum status names_of_run(const struct run *run, struct text_map *names)
{
    const char *code = finding_code(FINDING_FILE_UNKNOWN);
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < run->finding_count && status == STATUS_OK; i++)
        if (strcmp(run->findings[i].code, code) == 0)
            status = add_name(names, run->findings[i].file);
    return status;
}

static enum status names_of_dossier(const struct saldo_dossier *api, struct text_map *names)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < diag_count(api->diags) && status == STATUS_OK; i++)
        if (diag_at(api->diags, i)->finding == FINDING_FILE_UNKNOWN)
            status = add_name(names, diag_at(api->diags, i)->pos.file);
    return status;
}

static void compare_names(struct verifying *v, const struct saldo_dossier *api,
                          const struct text_map *sealed, const struct text_map *now)
{
    const char *code = finding_code(FINDING_FILE_UNKNOWN);

    for (size_t i = 0; i < diag_count(api->diags); i++) {
        const struct diag *diag = diag_at(api->diags, i);
        if (diag->finding == FINDING_FILE_UNKNOWN && !has_name(sealed, diag->pos.file))
            verify_add_cause(v,
                             verify_finding_of(VERIFY_INPUT_ADDED, verify_copy(v, diag->pos.file)));
    }
    for (uint32_t i = 0; i < v->run->finding_count; i++) {
        const struct run_finding *finding = &v->run->findings[i];
        if (strcmp(finding->code, code) == 0 && !has_name(now, finding->file))
            verify_add_cause(v, verify_finding_of(VERIFY_INPUT_ABSENT, finding->file));
    }
}

static enum status explain_unknown(struct verifying *v, const struct saldo_dossier *api)
{
    struct text_map *sealed = text_map_new();
    struct text_map *now = text_map_new();
    enum status status = sealed == NULL || now == NULL ? STATUS_MEMORY : STATUS_OK;

    if (status == STATUS_OK)
        status = names_of_run(v->run, sealed);
    if (status == STATUS_OK)
        status = names_of_dossier(api, now);
    if (status == STATUS_OK)
        compare_names(v, api, sealed, now);
    text_map_free(sealed);
    text_map_free(now);
    return status;
}

static enum status explain(struct verifying *v, const struct saldo_dossier *api)
{
    const struct dossier *dossier = api->dossier;
    char cutoff[DATE_TEXT_BYTES];
    enum status status = STATUS_OK;

    for (int i = 0; i < FILE_COUNT && status == STATUS_OK; i++)
        status = explain_input(v, &dossier->inputs[i]);
    if (status == STATUS_OK)
        status = explain_scheme(v, dossier);
    if (dossier->scheme != NULL) {
        date_format(dossier->config.cutoff, cutoff);
        explain_words(v, VERIFY_CUTOFF, dossier_file_name(FILE_CONFIG), v->manifest.cutoff, cutoff);
    }
    explain_words(v, VERIFY_ENGINE, "", v->manifest.engine, SALDO_VERSION);
    if (status == STATUS_OK && v->run != NULL)
        status = explain_unknown(v, api);
    return status;
}

/* ---- what differs ---- */

static enum status tell_difference(struct verifying *v, const char *name, struct text old,
                                   struct text new)
{
    size_t length = strlen(name);
    bool table = length > 4 && strcmp(name + length - 4, ".csv") == 0;
    struct comparison found;
    enum status status = table ? compare_tables(old, new, v->arena, &found)
                               : compare_texts(old, new, v->arena, &found);

    if (status != STATUS_OK || found.same)
        return status;
    struct verify_finding finding = {
        .kind = *found.field != '\0' ? VERIFY_CELL : VERIFY_TEXT,
        .file = name,
        .line = found.line,
        .column = found.column,
        .beneficiary = found.beneficiary,
        .action = found.action,
        .group = found.group,
        .field = found.field,
        .old = found.old,
        .new = found.new,
    };
    verify_add(v, finding);
    return STATUS_OK;
}

/* A file that is not the one that was sealed, while what comes out now is. */
static enum status explain_output(struct verifying *v, const struct piece *piece, struct text new)
{
    const struct manifest_file *sealed = verify_sealed(v, piece->name);
    char sha256[DIGEST_TEXT_BYTES];
    enum status status = digest_of(new.at, new.length, sha256);

    if (status == STATUS_OK && sealed != NULL && strcmp(sealed->sha256, sha256) == 0)
        verify_add_cause(v, verify_finding_of(VERIFY_OUTPUT, piece->name));
    return status;
}

/* Amounts before what is made of them; the manifest, which hashes them all, last. */
static const enum output by_weight[OUT_COUNT] = {OUT_LINES, OUT_INCENTIVES, OUT_BENEFICIARIES,
                                                 OUT_KPI,   OUT_FINDINGS,   OUT_JSON};

static enum status compare_piece(struct verifying *v, const struct piece *piece,
                                 const struct bytes *made)
{
    struct text old = {piece->bytes, piece->size};
    struct text new = {made->at, made->size};

    if (piece->state != PIECE_FINE ||
        (old.length == new.length &&memcmp(old.at, new.at, old.length) == 0))
        return STATUS_OK;
    enum status status = tell_difference(v, piece->name, old, new);
    return status == STATUS_OK ? explain_output(v, piece, new) : status;
}

static enum status compare_outputs(struct verifying *v, const struct outputs *made)
{
    uint32_t before = v->findings.count;
    uint32_t causes = v->causes.count;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < OUT_COUNT && status == STATUS_OK; i++)
        status = compare_piece(v, &v->evidence.outputs[by_weight[i]], &made->files[by_weight[i]]);
    if (status == STATUS_OK)
        status = compare_piece(v, &v->evidence.manifest, &made->manifest);
    if (v->findings.count > before && v->causes.count == 0 && causes == 0)
        verify_add_cause(v, verify_finding_of(VERIFY_RESEALED, ""));
    v->out->recomputed = true;
    return status;
}

/* ---- which cells of the input, as far as both runs tell ---- */

enum { CHANGES_TOLD = 10 };

static enum status load_made(struct verifying *v, const struct outputs *made,
                             const struct run **out)
{
    struct run_file files[OUT_COUNT + 1];
    const char *blamed;

    for (int i = 0; i < OUT_COUNT; i++)
        files[i] =
            (struct run_file){output_name((enum output)i), made->files[i].at, made->files[i].size};
    files[OUT_COUNT] = (struct run_file){OUTPUT_MANIFEST, made->manifest.at, made->manifest.size};
    return run_load_files(files, OUT_COUNT + 1, v->arena, out, &blamed);
}

/* The move of the first cell that was found to differ; NULL: it is none. */
static const struct diff_move *find_move(const struct verifying *v, const struct diff *diff)
{
    const struct verify_finding *first = NULL;

    for (uint32_t i = 0; i < v->findings.count && first == NULL; i++)
        if (v->findings.items[i].kind == VERIFY_CELL)
            first = &v->findings.items[i];
    for (uint32_t i = 0; i < diff->move_count && first != NULL; i++) {
        const struct diff_move *move = &diff->moves[i];
        if (strcmp(move->beneficiary, first->beneficiary) == 0 &&
            strcmp(move->action, first->action) == 0 && strcmp(move->group, first->group) == 0 &&
            strcmp(move->column, first->field) == 0)
            return move;
    }
    return NULL;
}

static void tell_change(struct verifying *v, const struct diff_cause *from)
{
    struct verify_finding cause = verify_finding_of(VERIFY_CHANGE, from->file);

    if (from->kind == DIFF_CUTOFF || from->kind == DIFF_ENGINE || from->kind == DIFF_SCHEME)
        return; /* are causes of their own */
    if (from->kind == DIFF_PARAMETER)
        cause.file = v->manifest.scheme.name;
    if (from->kind == DIFF_ASSUMPTION)
        cause.file = dossier_file_name(FILE_CONFIG);
    cause.line = from->new_line > 0 ? from->new_line : from->old_line;
    cause.field = from->column;
    cause.old = from->old;
    cause.new = from->new;
    verify_add_cause(v, cause);
}

/* Whether something that went in is known to have changed. */
static bool went_in(const struct verifying *v)
{
    for (uint32_t i = 0; i < v->causes.count; i++)
        if (v->causes.items[i].kind == VERIFY_INPUT_CHANGED ||
            v->causes.items[i].kind == VERIFY_INPUT_ADDED ||
            v->causes.items[i].kind == VERIFY_INPUT_ABSENT ||
            v->causes.items[i].kind == VERIFY_SCHEME)
            return true;
    return false;
}

static enum status explain_changes(struct verifying *v, const struct outputs *made)
{
    const struct run *now;
    const struct diff *diff;
    enum status status = load_made(v, made, &now);

    if (status == STATUS_OK)
        status = diff_runs(v->run, now, v->arena, &diff);
    if (status != STATUS_OK)
        return status;
    const struct diff_move *move = find_move(v, diff);
    uint32_t count = move == NULL ? diff->cause_count : move->cause_count;
    for (uint32_t i = 0; i < count && i < CHANGES_TOLD; i++)
        tell_change(v, &diff->causes[move == NULL ? i : diff->cause_of[move->first_cause + i]]);
    return STATUS_OK;
}

/* The dossier cannot be settled any more: its first error says so. */
static void tell_error(struct verifying *v, const struct saldo_dossier *api)
{
    char sentence[DIAG_TEXT_BYTES];
    const struct diag *diag = diag_at(api->diags, 0);
    struct verify_finding finding = verify_finding_of(VERIFY_DOSSIER, "");

    diag_text(diag, v->options->language, sentence);
    if (diag->pos.file != NULL)
        finding.file = verify_copy(v, diag->pos.file);
    finding.line = diag->pos.line;
    finding.column = diag->pos.column;
    finding.new = verify_copy(v, sentence);
    verify_add(v, finding);
}

/* A file that could not be read, or memory that was not there, says nothing of the run. */
static enum status check_read(struct verifying *v, const struct saldo_dossier *api)
{
    char sentence[DIAG_TEXT_BYTES];

    for (size_t i = 0; i < diag_count(api->diags); i++) {
        const struct diag *diag = diag_at(api->diags, i);
        if (diag->finding != FINDING_FILE_UNREADABLE && diag->finding != FINDING_SCHEME_FOLDER)
            continue;
        diag_text(diag, v->options->language, sentence);
        v->out->trouble_words = verify_copy(v, sentence);
        v->out->trouble_of_input = diag->finding == FINDING_SCHEME_FOLDER &&
                                   !diag_blames_system(api->diags);
        return refuse(v, VERIFY_NOT_READ, verify_copy(v, diag->pos.file));
    }
    return api->status == STATUS_INVALID ? STATUS_OK : api->status;
}

enum status verify_again(struct verifying *v)
{
    struct saldo_dossier *dossier = NULL;
    struct outputs made = {0};
    enum status status = load_dossier(v, &dossier);

    if (status == STATUS_OK && dossier == NULL)
        return *v->out->scheme_wanted != '\0' ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK)
        status = check_read(v, dossier);
    if (status == STATUS_OK)
        status = explain(v, dossier);
    if (status == STATUS_OK && dossier->status != STATUS_OK)
        tell_error(v, dossier);
    else if (status == STATUS_OK)
        status = outputs_make(dossier, &made);
    if (status == STATUS_OK && dossier->status == STATUS_OK)
        status = compare_outputs(v, &made);
    if (status == STATUS_OK && v->out->recomputed && v->run != NULL && went_in(v))
        status = explain_changes(v, &made);
    int saved = errno;
    outputs_free(&made);
    saldo_dossier_free(dossier);
    errno = saved;
    return status;
}
