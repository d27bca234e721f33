/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/limits.h"
#include "ingest/bbc_explain.h"
#include "ingest/input.h"
#include "saldo/cmd_bbc_who.h"
#include "saldo/cmd_bbc_write.h"
#include "saldo/command.h"
#include "saldo/locale.h"
#include "saldo/print.h"
#include "seal/digest.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

enum { DEFAULT_THREADS = 8 };

struct arguments {
    char **files;
    int file_count;
    const char *profile;
    const char *explain;
    const char *out;
    const char *dossier;
    bool strict;
    struct bbc_options options;
};

enum {
    OPT_EXPLAIN = 256,
    OPT_SEAL,
    OPT_THREADS,
    OPT_STATUS,
    OPT_YEAR,
    OPT_STRICT,
    OPT_DOSSIER,
    OPT_SET,
    OPT_OCMW,
    OPT_CHUNK,
    OPT_SIMD
};

static const struct argp_option option_list[] = {
    {"profile", 'p', N_("PROFILE"), 0, N_("how the export is to be read: an id or a path"), 0},
    {"out", 'o', N_("DIR"), 0, N_("folder to write; it must not exist yet"), 0},
    {"explain-profile", OPT_EXPLAIN, N_("PROFILE"), 0,
     N_("show how the first rows are read, and write nothing"), 0},
    {"status", OPT_STATUS, N_("STATUS"), 0, N_("take only rows with this status"), 0},
    {"year", OPT_YEAR, N_("YEAR"), 0, N_("take only this fiscal year"), 0},
    {"dossier", OPT_DOSSIER, N_("DOSSIER"), 0,
     N_("take only its beneficiaries, and fill in who they are"), 0},
    {"set", OPT_SET, N_("ROLE=VALUE"), 0,
     N_("what the whole export is about, where no column says so: code, soort, nis …"), 0},
    {"ocmw", OPT_OCMW, N_("tellen|weglaten"), 0,
     N_("what to do with an OCMW beside its municipality"), 0},
    {"seal", OPT_SEAL, NULL, 0, N_("hash the exports while reading"), 0},
    {"strict", OPT_STRICT, NULL, 0, N_("rejected rows and warnings are errors"), 0},
    {"threads", OPT_THREADS, N_("N"), 0, N_("how many threads read; default: all processors"), 0},
    {"chunk", OPT_CHUNK, N_("BYTES"), OPTION_HIDDEN, NULL, 0},
    {"simd", OPT_SIMD, N_("LEVEL"), OPTION_HIDDEN, NULL, 0},
    {0}};

/* A number from least to most; anything else is wrong use. */
static size_t parse_number(struct argp_state *state, const char *arg, size_t least, size_t most)
{
    int64_t number = 0;
    struct text text = {arg, strlen(arg)};

    if (text_parse_count(text, &number) != STATUS_OK || (size_t)number < least ||
        (size_t)number > most)
        argp_error(state, _("'%s' is not a number from %zu to %zu"), arg, least, most);
    return (size_t)number;
}

static void parse_set(struct argp_state *state, struct arguments *in, const char *arg)
{
    const char *value = strchr(arg, '=');

    for (int role = 0; role < ROLE_COUNT && value != NULL; role++) {
        const char *name = profile_role_name((enum profile_role)role);
        size_t length = strlen(name);
        if (role == ROLE_AMOUNT || length != (size_t)(value - arg) ||
            memcmp(arg, name, length) != 0)
            continue;
        if (value[1] == '\0' || strlen(value + 1) > LIMIT_KEY_BYTES)
            break;
        in->options.declared[role] = value + 1;
        return;
    }
    argp_error(state, _("'%s' is not ROLE=VALUE with a role of the profile"), arg);
}

static void parse_simd(struct argp_state *state, struct arguments *in, const char *arg)
{
    for (int level = 0; level < SCAN_LEVELS; level++)
        if (strcmp(scan_level_name((enum scan_level)level), arg) == 0 &&
            scan_level_works((enum scan_level)level)) {
            in->options.level = (enum scan_level)level;
            return;
        }
    argp_error(state, _("'%s' is not an instruction set of this processor"), arg);
}

static void check_end(struct argp_state *state, const struct arguments *in)
{
    if (in->file_count == 0)
        argp_usage(state);
    if (in->explain != NULL)
        return;
    if (in->profile == NULL)
        argp_error(state, "%s", _("--profile PROFILE is needed"));
    if (in->out == NULL)
        argp_error(state, "%s", _("--out DIR is needed"));
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case 'p':
        in->profile = arg;
        return 0;
    case 'o':
        in->out = arg;
        return 0;
    case OPT_EXPLAIN:
        in->explain = arg;
        return 0;
    case OPT_SEAL:
        in->options.seal = true;
        return 0;
    case OPT_STRICT:
        in->strict = true;
        return 0;
    case OPT_DOSSIER:
        in->dossier = arg;
        return 0;
    case OPT_STATUS:
        in->options.status = arg;
        return 0;
    case OPT_YEAR:
        in->options.year = (uint32_t)parse_number(state, arg, 2000, 2100);
        return 0;
    case OPT_THREADS:
        in->options.threads = (unsigned)parse_number(state, arg, 1, BBC_THREADS);
        return 0;
    case OPT_CHUNK:
        in->options.chunk_bytes = parse_number(state, arg, 1, 1 << 26);
        return 0;
    case OPT_SIMD:
        parse_simd(state, in, arg);
        return 0;
    case OPT_SET:
        parse_set(state, in, arg);
        return 0;
    case OPT_OCMW:
        in->options.ocmw = strcmp(arg, "tellen") == 0 ? BBC_OCMW_COUNT : BBC_OCMW_SKIP;
        if (strcmp(arg, "tellen") != 0 && strcmp(arg, "weglaten") != 0)
            argp_error(state, _("'%s' is not one of: tellen, weglaten"), arg);
        return 0;
    case ARGP_KEY_ARGS:
        in->files = state->argv + state->next;
        in->file_count = state->argc - state->next;
        return 0;
    case ARGP_KEY_END:
        check_end(state, in);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- the profile ---- */

static enum status load_file(const char *path, struct arena *arena, struct diag_list *diags,
                             const struct profile **out)
{
    struct input input = {0};
    enum status status = input_read(AT_FDCWD, path, true, diags, &input);

    if (status != STATUS_OK)
        return status;
    const char *bytes = arena_copy(arena, input.bytes, input.size);
    size_t size = input.size;
    input_free(&input);
    return bytes == NULL ? STATUS_MEMORY : profile_load(path, bytes, size, arena, diags, out);
}

static void unknown_profile(const char *id, struct diag_list *diags)
{
    char known[256] = "";
    size_t length = 0;

    for (size_t i = 0; i < profile_builtin_count(); i++) {
        int wrote = snprintf(known + length, sizeof known - length, "%s%s", i == 0 ? "" : ", ",
                             profile_builtin_at(i)->id);
        length += wrote > 0 && (size_t)wrote < sizeof known - length ? (size_t)wrote : 0;
    }
    diag_add(diags, FINDING_PROFILE_UNKNOWN, (struct source_pos){"saldo", 0, 0},
             (struct diag_subject){0}, id, known, NULL);
}

/* A path has a slash or ends in .yaml; anything else is an id. */
static enum status load_profile(const char *word, struct arena *arena, struct diag_list *diags,
                                const struct profile **out)
{
    const struct profile_builtin *builtin = profile_builtin_find(word);
    size_t length = strlen(word);

    if (builtin != NULL)
        return profile_load(builtin->file, builtin->bytes, builtin->size, arena, diags, out);
    if (strchr(word, '/') != NULL || (length > 5 && strcmp(word + length - 5, ".yaml") == 0))
        return load_file(word, arena, diags, out);
    unknown_profile(word, diags);
    return STATUS_INVALID;
}

/* ---- running ---- */

struct session {
    struct arguments *in;
    struct arena *arena;
    struct diag_list *diags;
    struct bbc_who who;
    struct bbc_output output;
    struct digest *digest; /* of the file being read */
    const char **sha256;
};

static void hash(void *context, const char *at, size_t length)
{
    struct session *session = context;

    digest_add(session->digest, at, length);
}

static enum status read_file(struct session *session, struct bbc_run *run, int index)
{
    char text[DIGEST_TEXT_BYTES];
    uint64_t size = 0;

    if (!session->in->options.seal)
        return bbc_run_file(run, session->in->files[index]);
    session->digest = digest_new();
    if (session->digest == NULL)
        return STATUS_MEMORY;
    enum status status = bbc_run_file(run, session->in->files[index]);
    enum status finished = digest_finish(session->digest, text, &size);
    if (status == STATUS_OK)
        status = finished;
    digest_free(session->digest);
    session->digest = NULL;
    session->sha256[index] = arena_copy(session->arena, text, DIGEST_TEXT_BYTES - 1);
    return session->sha256[index] == NULL ? STATUS_MEMORY : status;
}

/* All files, so that every problem is told at once. */
static enum status read_files(struct session *session, struct bbc_run *run)
{
    enum status all = STATUS_OK;

    for (int i = 0; i < session->in->file_count; i++) {
        enum status status = read_file(session, run, i);
        if (status != STATUS_OK && status != STATUS_INVALID)
            return status;
        if (status == STATUS_INVALID)
            all = status;
    }
    return all;
}

static bool is_strict_error(const struct session *session, const struct bbc_result *result)
{
    return session->in->strict &&
           (result->rejected.count > 0 || diag_count_of(session->diags, SEVERITY_WARNING) > 0);
}

static void print_sum(const char *name, struct bbc_sum sum)
{
    struct bbc_buffer text = {0};

    bbc_put_money(&text, sum.cents);
    bbc_put(&text, "", 1);
    fprintf(stdout, "  %-13s %15llu %26s\n", name, (unsigned long long)sum.count,
            text.lost ? "?" : text.at);
    bbc_buffer_free(&text);
}

static void print_summary(const struct bbc_result *result, const char *out)
{
    print_sum("gelezen", (struct bbc_sum){result->postings, result->cents});
    print_sum("aanvaard", result->accepted);
    print_sum("verworpen", result->rejected);
    print_sum("overgeslagen", result->skipped);
    printf(_("\nwritten: %s (uitgaven.csv, verworpen.csv, herkomst.csv, controle.json)\n"), out);
}

static enum status run_files(struct session *session, struct bbc_run *run)
{
    struct bbc_result result;
    enum status status = read_files(session, run);

    if (status == STATUS_OK)
        status = bbc_run_finish(run, &result);
    if (status == STATUS_OK && is_strict_error(session, &result))
        status = STATUS_INVALID;
    if (status == STATUS_OK)
        status = bbc_output_finish(&session->output, run, &session->in->options, &result,
                                   session->in->options.seal ? session->sha256 : NULL);
    print_diags(session->diags);
    if (status == STATUS_OK)
        print_summary(&result, session->in->out);
    return status;
}

static enum status run(struct session *session)
{
    struct bbc_options *options = &session->in->options;
    enum status status = bbc_output_open(&session->output, session->in->out);

    if (status != STATUS_OK)
        return status;
    session->sha256 =
        arena_alloc(session->arena, (size_t)session->in->file_count * sizeof *session->sha256);
    options->write_rejected = bbc_output_rejected;
    options->write_origin = bbc_output_origin;
    options->write_context = &session->output;
    struct bbc_run *bbc = bbc_run_new(options, session->diags);
    status = bbc == NULL || session->sha256 == NULL ? STATUS_MEMORY : run_files(session, bbc);
    bbc_run_free(bbc);
    return status;
}

static enum status explain(struct session *session)
{
    struct bbc_buffer text = {0};
    enum status status = STATUS_OK;

    for (int i = 0; i < session->in->file_count && status == STATUS_OK; i++) {
        text.length = 0;
        bbc_put_word(&text, session->in->files[i]);
        bbc_put_word(&text, "\n");
        status = bbc_explain(&session->in->options, session->in->files[i], session->diags, &text);
        if (text.length > 0 && !text.lost)
            fwrite(text.at, 1, text.length, stdout);
    }
    bbc_buffer_free(&text);
    print_diags(session->diags);
    return status;
}

static enum status prepare(struct session *session)
{
    struct arguments *in = session->in;
    struct bbc_options *opts = &in->options;
    const char *word = in->explain != NULL ? in->explain : in->profile;
    enum status status = load_profile(word, session->arena, session->diags, &opts->profile);

    if (status == STATUS_OK)
        status = bbc_who_load(&session->who, in->dossier, session->arena, session->diags);
    /* What is written does not follow the locale: Dutch, or the language of the dossier. */
    opts->language = session->who.dossier == NULL ? LANGUAGE_NL
                                                  : session->who.dossier->config.language;
    opts->hash = hash;
    opts->hash_context = session;
    opts->dossier_context = &session->who;
    opts->nis_of_name = bbc_who_nis_of_name;
    opts->nis_known = bbc_who_known;
    opts->beneficiary = session->who.has_dossier ? bbc_who_beneficiary : NULL;
    return status;
}

static int exit_status(const struct arguments *in, enum status status)
{
    switch (status) {
    case STATUS_OK:
        return SALDO_OK;
    case STATUS_INVALID:
        return SALDO_INVALID;
    case STATUS_EXISTS:
        print_error(_("%s is there already; choose another folder"), in->out);
        return SALDO_INVALID;
    case STATUS_BROKEN:
        print_error("%s", _("a tie-out failed; nothing was written"));
        return SALDO_RESOURCES;
    default:
        print_error("%s", status == STATUS_IO ? strerror(errno) : _("not enough memory"));
        return SALDO_RESOURCES;
    }
}

static unsigned processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count < 1 ? 1 : count > DEFAULT_THREADS ? DEFAULT_THREADS : (unsigned)count;
}

int cmd_bbc(int argc, char **argv)
{
    static const struct argp argp = {
        .options = option_list,
        .parser = parse,
        .args_doc = N_("FILE..."),
        .doc = N_("Reads exports of the BBC analysis tool: every amount is accepted, rejected or "
                  "skipped, and none is lost. Writes DIR whole or not at all."),
        .children = common_children};
    struct arguments in = {.options = {.threads = processors(), .level = scan_best_level()}};
    struct session session = {.in = &in};

    command_parse(&argp, argc, argv, &in);
    session.arena = arena_new();
    session.diags = diag_list_new();
    if (session.arena == NULL || session.diags == NULL)
        return exit_status(&in, STATUS_MEMORY);
    errno = 0;
    enum status status = prepare(&session);
    if (status == STATUS_OK)
        status = in.explain != NULL ? explain(&session) : run(&session);
    else
        print_diags(session.diags);
    bbc_output_free(&session.output);
    bbc_who_free(&session.who);
    int code = exit_status(&in, status);
    diag_list_free(session.diags);
    arena_free(session.arena);
    return finish(code);
}
