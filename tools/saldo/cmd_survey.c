/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/limits.h"
#include "ingest/table/input.h"
#include "saldo/command.h"
#include "saldo/screen/print.h"
#include "saldo/screen/survey_text.h"
#include "survey/answers_write.h"
#include "survey/published_write.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON, FORMATS };
static const char *const format_name[FORMATS] = {"text", "csv", "json"};

struct arguments {
    const char *file;
    const char *scheme;
    const char *questionnaire; /* NULL: vragen.yaml beside the file */
    const char *level;         /* as given */
    double confidence;
    enum format format;
    bool strict;
};

enum { OPT_FORMAT = 256, OPT_CONFIDENCE, OPT_SCHEME, OPT_STRICT, OPT_QUESTIONNAIRE };

static const struct argp_option option_list[] = {
    {"format", OPT_FORMAT, N_("text|csv|json"), 0, N_("what to print; default: text"), 0},
    {"confidence", OPT_CONFIDENCE, N_("PERCENT"), 0,
     N_("of the intervals, from 50 to 99,9999; default: 95"), 0},
    {"questionnaire", OPT_QUESTIONNAIRE, N_("FILE"), 0,
     N_("who was invited and what was asked; default: vragen.yaml beside FILE"), 0},
    {"scheme", OPT_SCHEME, N_("ID"), 0,
     N_("whose actions published figures are about; default: plan-samenleven-3"), 0},
    {"strict", OPT_STRICT, NULL, 0, N_("an impossible figure is an error"), 0},
    {0}};

static void parse_format(struct argp_state *state, struct arguments *in, const char *arg)
{
    for (int format = 0; format < FORMATS; format++)
        if (strcmp(arg, format_name[format]) == 0) {
            in->format = (enum format)format;
            return;
        }
    command_error(state, _("'%s' is not one of: text, csv, json"), arg);
}

static void parse_confidence(struct argp_state *state, struct arguments *in, const char *arg)
{
    char text[32];
    struct rate rate = {0};
    int length = snprintf(text, sizeof text, "%s %%", arg);

    if (length < 0 || (size_t)length >= sizeof text ||
        text_parse_rate((struct text){text, (size_t)length}, &rate) != STATUS_OK ||
        rate.ppm < 500000 || rate.ppm > 999999)
        command_error(state, _("'%s' is not a confidence from 50 to 99,9999"), arg);
    in->level = arg;
    in->confidence = (double)rate.ppm / 1e6;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case OPT_FORMAT:
        parse_format(state, in, arg);
        return 0;
    case OPT_CONFIDENCE:
        parse_confidence(state, in, arg);
        return 0;
    case OPT_SCHEME:
        in->scheme = arg;
        return 0;
    case OPT_QUESTIONNAIRE:
        in->questionnaire = arg;
        return 0;
    case OPT_STRICT:
        in->strict = true;
        return 0;
    case ARGP_KEY_ARG:
        if (in->file != NULL)
            argp_usage(state);
        in->file = arg;
        return 0;
    case ARGP_KEY_END:
        if (in->file == NULL)
            argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

struct session {
    const struct arguments *in;
    struct arena *arena;
    struct diag_list *diags;
    const struct scheme *scheme;
    bool writing; /* what fails is standard output, no longer a file */
};

static enum status load_scheme(struct session *session)
{
    const struct embedded_file *builtin = scheme_builtin_find(session->in->scheme);

    if (builtin == NULL) {
        print_error(_("unknown scheme '%s'; see 'saldo scheme list'"), session->in->scheme);
        return STATUS_INVALID;
    }
    return scheme_load(builtin->file, builtin->bytes, builtin->size, session->arena, session->diags,
                       &session->scheme);
}

/* ---- published figures ---- */

static enum status write_published(struct session *session, const struct published *published)
{
    session->writing = true;
    if (session->in->format == FORMAT_TEXT) {
        survey_print_published(published, session->in->level, session->arena);
        return STATUS_OK;
    }
    struct out *out = out_fd_new(STDOUT_FILENO);
    if (out == NULL)
        return STATUS_MEMORY;
    enum status status =
        session->in->format == FORMAT_CSV
            ? published_write_csv(out, published, session->arena)
            : published_write_json(out, published, session->in->level, session->arena);
    enum status written = out_finish(out);
    return status == STATUS_OK ? written : status;
}

/* With --strict, after the report. */
static bool is_refused(const struct session *session, const struct published *published)
{
    struct published_tally tally = published_tally(published);
    unsigned figures = tally.figures[PUBLISHED_IMPOSSIBLE];
    unsigned questions = tally.questions[PUBLISHED_IMPOSSIBLE];

    if (!session->in->strict || figures + questions == 0)
        return false;
    print_error(_("%s: impossible figures: %u, impossible questions: %u (--strict)"),
                session->in->file, figures, questions);
    return true;
}

static enum status run_published(struct session *session, struct text text)
{
    struct published published = {0};
    enum status status = load_scheme(session);

    if (status == STATUS_OK)
        status = published_read(session->in->file, text, session->scheme, session->arena,
                                session->diags, &published);
    if (status == STATUS_OK)
        status = published_judge(&published, session->in->confidence, session->arena);
    if (status == STATUS_OK)
        status = write_published(session, &published);
    if (status == STATUS_OK && is_refused(session, &published))
        status = STATUS_INVALID;
    published_free(&published);
    return status;
}

/* ---- answers ---- */

/* FILE of --questionnaire, or vragen.yaml in the folder of the answers. */
static const char *questionnaire_path(const struct session *session)
{
    static const char name[] = "vragen.yaml";
    const char *file = session->in->file;
    const char *slash = strrchr(file, '/');
    size_t folder = slash == NULL ? 0 : (size_t)(slash + 1 - file);
    char *path = arena_alloc(session->arena, folder + sizeof name);

    if (session->in->questionnaire != NULL || path == NULL)
        return session->in->questionnaire;
    memcpy(path, file, folder);
    memcpy(path + folder, name, sizeof name);
    return path;
}

static enum status load_questionnaire(struct session *session, struct questionnaire *out)
{
    struct input input = {0};
    const char *path = questionnaire_path(session);

    if (path == NULL)
        return STATUS_MEMORY;
    enum status status =
        input_read_most(AT_FDCWD, path, false, LIMIT_YAML_BYTES, session->diags, &input);
    if (status != STATUS_OK)
        return status;
    if (input.bytes == NULL) {
        print_error(_("%s: no such file; answers need a questionnaire (--questionnaire)"), path);
        return STATUS_INVALID;
    }
    status = questionnaire_load(path, input.bytes, input.size, session->arena, session->diags, out);
    input_free(&input);
    return status;
}

static enum status write_answers(struct session *session, const struct survey *survey)
{
    const struct arguments *in = session->in;

    session->writing = true;
    if (in->format == FORMAT_TEXT) {
        survey_print_answers(survey, in->confidence, in->level);
        return STATUS_OK;
    }
    struct out *out = out_fd_new(STDOUT_FILENO);
    if (out == NULL)
        return STATUS_MEMORY;
    if (in->format == FORMAT_CSV)
        survey_write_csv(out, survey, in->confidence);
    else
        survey_write_json(out, survey, in->confidence, in->level);
    return out_finish(out);
}

static enum status run_answers(struct session *session, struct text text)
{
    struct questionnaire questionnaire;
    struct survey survey = {0};
    enum status status = load_questionnaire(session, &questionnaire);

    if (status == STATUS_OK)
        status = survey_read(session->in->file, text, &questionnaire, session->arena,
                             session->diags, &survey);
    if (status == STATUS_OK)
        status = write_answers(session, &survey);
    survey_free(&survey);
    return status;
}

/* ---- both ---- */

/* Whether the header, which is the first line, has this column. */
static bool has_column(struct text text, const char *name)
{
    const char *end = memchr(text.at, '\n', text.length);
    const char *stop = end == NULL ? text.at + text.length : end;
    size_t length = strlen(name);

    if (stop > text.at && stop[-1] == '\r')
        stop--;
    for (const char *at = text.at; at < stop; at++) {
        const char *next = memchr(at, ';', (size_t)(stop - at));
        const char *last = next == NULL ? stop : next;
        bool quoted = last - at >= 2 && at[0] == '"' && last[-1] == '"';
        if ((size_t)(last - at) == length + (quoted ? 2 : 0) &&
            memcmp(at + (quoted ? 1 : 0), name, length) == 0)
            return true;
        at = last;
    }
    return false;
}

static enum status run_text(struct session *session, struct text text)
{
    if (has_column(text, "percentage"))
        return run_published(session, text);
    if (has_column(text, "respondent"))
        return run_answers(session, text);
    diag_add(session->diags, FINDING_SURVEY_HEADER, (struct source_pos){session->in->file, 1, 0},
             (struct diag_subject){0}, NULL, NULL, NULL);
    return STATUS_INVALID;
}

static enum status run(struct session *session)
{
    struct input input = {0};
    struct text text;
    char *owned = NULL;
    enum status status = input_read(AT_FDCWD, session->in->file, false, session->diags, &input);

    if (status == STATUS_OK && input.bytes == NULL) {
        errno = ENOENT;
        return STATUS_IO;
    }
    if (status == STATUS_OK)
        status = input_decode(&input, ENCODING_UTF8, NULL, session->diags, &text, &owned);
    if (status == STATUS_OK)
        status = run_text(session, text);
    free(owned);
    input_free(&input);
    return status;
}

static int exit_status(const struct session *session, enum status status)
{
    switch (status) {
    case STATUS_OK:
        return SALDO_OK;
    case STATUS_INVALID:
        return refused(session->diags);
    case STATUS_IO:
        if (!session->writing)
            return input_failed(session->in->file);
        return stdout_failed();
    default:
        print_error("%s", _("not enough memory"));
        return SALDO_RESOURCES;
    }
}

int cmd_survey(int argc, char **argv)
{
    static const struct argp argp = {
        .options = option_list,
        .parser = parse,
        .args_doc = N_("FILE"),
        .doc = N_("Reports a survey, or judges published figures of one: which can exist, and "
                  "which cannot. The header of FILE decides: with a column percentage it holds "
                  "published figures, with a column respondent the answers of pseudonymous "
                  "respondents."),
        .children = common_children};
    struct arguments in = {.scheme = "plan-samenleven-3", .level = "95", .confidence = 0.95};
    struct session session = {.in = &in};

    command_parse(&argp, argc, argv, &in);
    session.arena = arena_new();
    session.diags = diag_list_new();
    errno = 0;
    enum status status = session.arena == NULL || session.diags == NULL ? STATUS_MEMORY
                                                                        : run(&session);
    int error = errno;
    if (session.diags != NULL)
        print_diags(session.diags);
    errno = error;
    int code = exit_status(&session, status);
    diag_list_free(session.diags);
    arena_free(session.arena);
    return finish(code);
}
