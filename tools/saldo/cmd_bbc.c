/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <libintl.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/bbc/explain.h"
#include "ingest/bbc/list.h"
#include "saldo/cmd_bbc_arguments.h"
#include "saldo/cmd_bbc_profile.h"
#include "saldo/cmd_bbc_who.h"
#include "saldo/cmd_bbc_write.h"
#include "saldo/command.h"
#include "saldo/locale.h"
#include "saldo/screen/print.h"
#include "saldo/screen/progress.h"
#include "seal/digest.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)

enum { DEFAULT_THREADS = 8, LARGE_BYTES = 128 * 1024, SHOWN_VALUES = 8 };

/* ---- running ---- */

struct session {
    struct bbc_arguments *in;
    struct arena *arena;
    struct diag_list *diags;
    struct bbc_who who;
    struct bbc_output output;
    struct digest *digest; /* of the file being read */
    struct progress *progress;
    const char **sha256;
    const char *reading; /* that was read last: an export, before it the profile or the dossier */
    struct bbc_trouble trouble;
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

    session->reading = session->in->files[index];
    if (!session->in->options.seal)
        return bbc_run_file(run, session->reading);
    session->digest = digest_new();
    if (session->digest == NULL)
        return STATUS_MEMORY;
    enum status status = bbc_run_file(run, session->reading);
    enum status finished = digest_finish(session->digest, text, &size);
    if (status == STATUS_OK)
        status = finished;
    digest_free(session->digest);
    session->digest = NULL;
    session->sha256[index] = arena_copy(session->arena, text, DIGEST_TEXT_BYTES - 1);
    return session->sha256[index] == NULL ? STATUS_MEMORY : status;
}

/* All files, so that every problem is told at once. */
static enum status read_once(struct session *session, struct bbc_run *run)
{
    enum status all = STATUS_OK;

    for (int i = 0; i < session->in->file_count; i++) {
        enum status status = read_file(session, run, i);
        progress_step(session->progress);
        if (status != STATUS_OK && status != STATUS_INVALID)
            return status;
        if (status == STATUS_INVALID)
            all = status;
    }
    return all;
}

static enum status read_files(struct session *session, struct bbc_run *run)
{
    bool again = false;
    enum status status = read_once(session, run);

    if (status == STATUS_OK)
        status = bbc_run_settle(run, &again);
    if (status != STATUS_OK || !again)
        return status;
    progress_restart(session->progress, _("second reading"));
    status = bbc_output_restart(&session->output);
    if (status == STATUS_OK)
        status = read_once(session, run);
    return status == STATUS_OK ? bbc_run_settle(run, &again) : status;
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
    if (text.lost)
        stdout_lost();
    else
        screen_print(stdout, "  %-13s %15llu %26s\n", name, (unsigned long long)sum.count, text.at);
    bbc_buffer_free(&text);
}

/* What was skipped for a value: foreign text, in the form of messages. */
static void print_value(const struct bbc_skip_value *value)
{
    struct bbc_list word = {.length = 0};
    struct bbc_buffer text = {0};

    bbc_list_add(&word, value->value, 0);
    bbc_put_money(&text, value->sum.cents);
    bbc_put(&text, "", 1);
    screen_print(stdout, "      %-32s %9llu %17s\n", bbc_list_text(&word),
                 (unsigned long long)value->sum.count, text.lost ? "?" : text.at);
    bbc_buffer_free(&text);
}

static void print_values(const struct bbc_result *result, const char *reason)
{
    size_t shown = 0;
    size_t left = 0;

    for (size_t i = 0; i < result->skip_value_count; i++) {
        if (strcmp(bbc_skip_name(result->skip_values[i].reason), reason) != 0)
            continue;
        if (shown++ < SHOWN_VALUES)
            print_value(&result->skip_values[i]);
        else
            left++;
    }
    if (left > 0)
        screen_print(stdout, _("      and %zu more: controle.json\n"), left);
}

/* Nothing is left out without a word: the reasons, and the values that were not asked for. */
static void print_skipped(const struct bbc_result *result)
{
    for (size_t i = 0; i < result->reason_count; i++) {
        const struct bbc_reason_total *reason = &result->reasons[i];
        struct bbc_buffer text = {0};
        if (reason->place != BBC_SKIPPED)
            continue;
        bbc_put_money(&text, reason->sum.cents);
        bbc_put(&text, "", 1);
        screen_print(stdout, "    %-24s %19llu %17s\n", reason->id,
                     (unsigned long long)reason->sum.count, text.lost ? "?" : text.at);
        bbc_buffer_free(&text);
        print_values(result, reason->id);
    }
}

static void print_summary(const struct bbc_result *result, const char *out)
{
    print_sum("gelezen", (struct bbc_sum){result->postings, result->cents});
    print_sum("aanvaard", result->accepted);
    print_sum("verworpen", result->rejected);
    if (result->left.rows > 0)
        print_sum("  ongeschreven", result->left.sum);
    print_sum("overgeslagen", result->skipped);
    print_skipped(result);
    if (!result->refused)
        screen_print(
            stdout, _("\nwritten: %s (uitgaven.csv, verworpen.csv, herkomst.csv, controle.json)\n"),
            out);
}

static enum status run_files(struct session *session, struct bbc_run *run)
{
    const struct bbc_options *options = &session->in->options;
    struct bbc_result result;
    enum status status = read_files(session, run);

    if (status == STATUS_OK)
        status = bbc_run_finish(run, &result);
    progress_end(session->progress);
    if (status == STATUS_OK) {
        result.refused = is_strict_error(session, &result);
        status = bbc_output_finish(&session->output, run, options, &result,
                                   options->seal ? session->sha256 : NULL);
    }
    print_diags(session->diags);
    if (status != STATUS_OK)
        return status;
    note_written(session->in->out);
    print_summary(&result, session->in->out);
    if (!result.refused)
        return STATUS_OK;
    print_error("%s", _("--strict: there are rejected rows or warnings; only verworpen.csv and "
                        "controle.json were written, to see which"));
    return STATUS_INVALID;
}

static int open_spill(void *context)
{
    struct session *session = context;

    return place_open_unnamed(session->output.folder);
}

static void show_progress(void *context, uint64_t bytes)
{
    struct session *session = context;

    progress_at(session->progress, bytes);
}

static uint64_t total_bytes(const struct bbc_arguments *in)
{
    uint64_t total = 0;
    struct stat info;

    for (int i = 0; i < in->file_count; i++)
        total += stat(in->files[i], &info) == 0 && S_ISREG(info.st_mode) ? (uint64_t)info.st_size
                                                                         : 0;
    return total;
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
    options->open_file = open_spill;
    options->file_context = session;
    options->progress = show_progress;
    options->progress_context = session;
    if (getrandom(options->hash_key, sizeof options->hash_key, 0) !=
        (ssize_t)sizeof options->hash_key) {
        session->trouble = (struct bbc_trouble){BBC_AT_NOTHING, errno};
        return STATUS_IO;
    }
    session->progress = progress_new("saldo bbc", total_bytes(session->in));
    struct bbc_run *bbc = bbc_run_new(options, session->diags);
    status = bbc == NULL || session->sha256 == NULL ? STATUS_MEMORY : run_files(session, bbc);
    if (status == STATUS_IO)
        session->trouble = bbc_run_trouble(bbc);
    bbc_run_free(bbc);
    return status;
}

static enum status explain(struct session *session)
{
    struct bbc_buffer text = {0};
    enum status status = STATUS_OK;

    session->in->options.language = locale_language(); /* it goes to the screen */
    for (int i = 0; i < session->in->file_count && status == STATUS_OK; i++) {
        text.length = 0;
        session->reading = session->in->files[i];
        bbc_put_shown_word(&text, session->reading);
        bbc_put_word(&text, "\n");
        status = bbc_explain(&session->in->options, session->reading, session->diags, &text);
        if (status == STATUS_IO)
            session->trouble = (struct bbc_trouble){BBC_AT_EXPORT, errno};
        if (text.length > 0 && !text.lost)
            screen_lines(stdout, (struct text){text.at, text.length});
    }
    bbc_buffer_free(&text);
    print_diags(session->diags);
    return status;
}

static enum status prepare(struct session *session)
{
    struct bbc_arguments *in = session->in;
    struct bbc_options *opts = &in->options;
    const char *word = in->explain != NULL ? in->explain : in->profile;
    enum status status = bbc_profile_load(word, session->arena, session->diags, &opts->profile);

    session->reading = word;
    if (status == STATUS_OK) {
        session->reading = in->dossier;
        status = bbc_who_load(&session->who, in->dossier, session->arena, session->diags);
    }
    session->trouble = (struct bbc_trouble){BBC_AT_EXPORT, errno};
    /* What is written does not follow the locale: Dutch, or the language of the dossier. */
    opts->language = session->who.dossier == NULL ? LANGUAGE_NL
                                                  : session->who.dossier->config.language;
    opts->hash = hash;
    opts->hash_context = session;
    opts->dossier_context = &session->who;
    opts->nis_of_name = bbc_who_nis_of_name;
    opts->nis_known = bbc_who_known;
    opts->named = session->who.has_dossier ? bbc_who_named : NULL;
    opts->beneficiary = session->who.has_dossier ? bbc_who_beneficiary : NULL;
    return status;
}

/* The place that the system refused, and why; the exit status of it. */
static int print_trouble(const struct session *session)
{
    const struct bbc_output *output = &session->output;
    const struct bbc_trouble *trouble = &session->trouble;
    const char *out = session->in->out;
    int error = output->failed != NULL ? output->error : trouble->error;
    const char *why = strerror(error);

    if (output->failed != NULL && *output->failed == '\0') {
        print_error("%s: %s", out, why);
    } else if (output->failed != NULL) {
        print_error("%s/%s: %s", out, output->failed, why);
    } else if (trouble->where == BBC_AT_EXPORT) {
        errno = error;
        return input_failed(session->reading);
    } else if (trouble->where == BBC_AT_TEMPORARY) {
        print_error(_("%s: the temporary files that sort what does not fit in memory: %s"), out,
                    why);
    } else if (trouble->where == BBC_AT_REJECTED) {
        print_error("%s/verworpen.csv: %s", out, why);
    } else if (trouble->where == BBC_AT_ORIGIN) {
        print_error("%s/herkomst.csv: %s", out, why);
    } else {
        print_error("%s", why);
    }
    return SALDO_RESOURCES;
}

/* Every export that is not there, by the path that was given. */
static enum status find_files(const struct bbc_arguments *in)
{
    enum status status = STATUS_OK;
    struct stat info;

    for (int i = 0; i < in->file_count; i++)
        if (stat(in->files[i], &info) != 0 && errno != EACCES) { /* that one is a finding */
            (void)input_failed(in->files[i]);
            status = STATUS_INVALID;
        }
    return status;
}

static int exit_status(const struct session *session, enum status status)
{
    const struct bbc_arguments *in = session->in;

    switch (status) {
    case STATUS_OK:
        return SALDO_OK;
    case STATUS_INVALID:
        return refused(session->diags);
    case STATUS_EXISTS:
        print_error(_("%s is there already; choose another folder"), in->out);
        return SALDO_INVALID;
    case STATUS_BUSY:
        print_error(_("%s was changed by another program meanwhile; nothing was replaced"),
                    in->out);
        return SALDO_INVALID;
    case STATUS_RANGE:
        print_error(_("'%s' does not end in the name of what is to be written"), in->out);
        return SALDO_INVALID;
    case STATUS_BROKEN:
        print_error("%s", _("a tie-out failed; nothing was written"));
        return SALDO_RESOURCES;
    case STATUS_IO:
        return print_trouble(session);
    default:
        print_error("%s", _("not enough memory"));
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
    struct bbc_arguments in = {.options = {.threads = processors(), .level = scan_best_level()}};
    struct session session = {.in = &in};

    bbc_arguments_parse(argc, argv, &in);
    /* Large blocks come and go in every thread: each goes back to the system, whoever frees it. */
    (void)mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
    session.arena = arena_new();
    session.diags = diag_list_new();
    if (session.arena == NULL || session.diags == NULL)
        return exit_status(&session, STATUS_MEMORY);
    enum status status = in.show != NULL ? bbc_profile_show(in.show, session.diags)
                                         : find_files(&in);
    if (status == STATUS_OK && in.show == NULL)
        status = prepare(&session);
    if (status == STATUS_OK && in.show == NULL) {
        status = in.explain != NULL ? explain(&session) : run(&session);
    } else {
        print_diags(session.diags);
    }
    progress_free(session.progress);
    bbc_output_free(&session.output);
    bbc_who_free(&session.who);
    int code = exit_status(&session, status);
    diag_list_free(session.diags);
    arena_free(session.arena);
    return finish(code);
}
