/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/place.h"
#include "indicators/folder.h"
#include "indicators/write.h"
#include "saldo/command.h"
#include "saldo/locale.h"
#include "saldo/screen/place_print.h"
#include "saldo/screen/print.h"
#include "seal/digest.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

enum form { FORM_TEXT, FORM_CSV, FORM_JSON };

struct arguments {
    const char *folder;
    const char *as_of, *year, *goal, *minister, *action; /* as written; NULL: not given */
    struct date cutoff;
    const char *out;
    enum form form;
    bool template;
};

enum { OPT_AS_OF = 256, OPT_YEAR, OPT_GOAL, OPT_MINISTER, OPT_ACTION, OPT_TEMPLATE };

static const struct argp_option options[] = {
    {"as-of", OPT_AS_OF, N_("DATE"), 0, N_("cut-off date in place of that of plan.yaml"), 0},
    {"year", OPT_YEAR, N_("YEAR"), 0, N_("year of the report; otherwise that of the date"), 0},
    {"goal", OPT_GOAL, N_("NUMBER"), 0, N_("only this goal"), 0},
    {"minister", OPT_MINISTER, N_("ID"), 0, N_("only what this minister is responsible for"), 0},
    {"action", OPT_ACTION, N_("NUMBER"), 0, N_("only this action"), 0},
    {"format", 'f', N_("text|csv|json"), 0, N_("form of what stands on standard output"), 0},
    {"out", 'o', N_("DIR"), 0, N_("write every table, and JSON, to a new folder"), 0},
    {"template", OPT_TEMPLATE, NULL, 0, N_("print an empty metingen.csv with every indicator"), 0},
    {0}};

static enum form find_form(const char *word, struct argp_state *state)
{
    if (strcmp(word, "csv") == 0)
        return FORM_CSV;
    if (strcmp(word, "json") == 0)
        return FORM_JSON;
    if (strcmp(word, "text") != 0)
        command_error(state, _("'%s' is not a form; expected: text, csv, json"), word);
    return FORM_TEXT;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case OPT_AS_OF:
        in->as_of = arg;
        if (date_parse(arg, strlen(arg), &in->cutoff) != STATUS_OK)
            command_error(state, _("'%s' is not a date; expected: YYYY-MM-DD"), arg);
        return 0;
    case OPT_YEAR:
        in->year = arg;
        return 0;
    case OPT_GOAL:
        in->goal = arg;
        return 0;
    case OPT_MINISTER:
        in->minister = arg;
        return 0;
    case OPT_ACTION:
        in->action = arg;
        return 0;
    case OPT_TEMPLATE:
        in->template = true;
        return 0;
    case 'f':
        in->form = find_form(arg, state);
        return 0;
    case 'o':
        in->out = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (in->folder != NULL)
            argp_usage(state);
        in->folder = arg;
        return 0;
    case ARGP_KEY_END:
        if ((in->folder == NULL) != in->template || (in->template && in->out != NULL))
            argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- selection ---- */

static struct text text_of(const char *word)
{
    return (struct text){word, strlen(word)};
}

static bool select_minister(const struct plan *plan, const char *id, struct selection *out)
{
    out->minister = id == NULL ? NULL : plan_minister_find(plan, text_of(id));
    if (id == NULL || out->minister != NULL)
        return true;
    print_error(_("the plan has no minister '%s'; it has:"), id);
    for (size_t i = 0; i < plan->minister_count; i++)
        screen_print(stderr, "  %-20s %s\n", plan->ministers[i].id, plan->ministers[i].name);
    return false;
}

static bool select_parts(const struct plan *plan, const struct arguments *in, struct selection *out)
{
    *out = (struct selection){0};
    if (in->goal != NULL && (out->goal = plan_goal_find(plan, text_of(in->goal))) == NULL) {
        print_error(_("the plan has no goal '%s'; expected: 1 to %zu"), in->goal, plan->goal_count);
        return false;
    }
    if (in->action != NULL && (out->action = plan_action_find(plan, text_of(in->action))) == NULL) {
        print_error(_("the plan has no action '%s'; expected: 1 to %zu"), in->action,
                    plan->action_count);
        return false;
    }
    return select_minister(plan, in->minister, out);
}

/* The year that was asked, or standard; 0 after a message. */
static int select_year(const struct plan *plan, const char *text, int last, int standard)
{
    int64_t year = standard;

    if (text == NULL)
        return standard;
    if (strlen(text) == 4 && text_parse_count(text_of(text), &year) == STATUS_OK &&
        year >= plan->from && year <= last)
        return (int)year;
    print_error(_("'%s' is not a year to report on; expected: %d to %d"), text, plan->from, last);
    return 0;
}

/* ---- template ---- */

static int write_template(const struct arguments *in)
{
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    struct out *out = out_fd_new(STDOUT_FILENO);
    struct selection selection;
    const struct plan *plan;
    int status = SALDO_RESOURCES;

    if (arena != NULL && diags != NULL && out != NULL &&
        indicators_plan(plan_builtin_at(0)->id, arena, diags, &plan) == STATUS_OK) {
        int year = in->year == NULL ? 0 : select_year(plan, in->year, plan->to, 0);
        status = SALDO_USAGE;
        if (select_parts(plan, in, &selection) && (in->year == NULL || year != 0)) {
            indicators_template(plan, &selection, year, out);
            status = SALDO_OK;
        }
    }
    if (out != NULL && out_finish(out) != STATUS_OK) {
        status = stdout_failed();
    }
    diag_list_free(diags);
    arena_free(arena);
    return status;
}

/* ---- report ---- */

typedef void (*write_fn)(const struct indicators_report *report, struct out *out);

static const struct {
    const char *name;
    write_fn write;
} files[] = {{"indicatoren.csv", indicators_csv},
             {"acties.csv", indicators_csv_actions},
             {"doelstellingen.csv", indicators_csv_goals},
             {"ministers.csv", indicators_csv_ministers},
             {"indicatoren.json", indicators_json}};

static bool owns(const char *name)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(files[i].name, name) == 0)
            return true;
    return false;
}

static const struct place_kind kind = {owns, NULL};

static enum status write_files(const struct indicators_report *report, struct place *folder)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < sizeof files / sizeof *files && status == STATUS_OK; i++) {
        struct out *out = out_new(place_fd(folder), files[i].name, NULL, NULL);
        if (out == NULL)
            return STATUS_IO;
        files[i].write(report, out);
        status = out_finish(out);
    }
    return status == STATUS_OK ? place_put(folder) : status;
}

static int write_folder(const struct indicators_report *report, const char *path)
{
    const struct place_words words = {_("is there already; choose another folder"), ""};
    struct place *folder;
    enum status status = place_new(path, &kind, false, &folder);

    if (status == STATUS_OK)
        status = write_files(report, folder);
    place_free(folder);
    if (status == STATUS_OK)
        screen_print(stdout,
                     _("written: %s (indicatoren.csv, acties.csv, doelstellingen.csv, …)\n"), path);
    return print_place_failure(path, status, false, &words);
}

static int write_stdout(const struct indicators_report *report, enum form form)
{
    if (form == FORM_TEXT)
        return indicators_text(report, locale_language(), stdout) == STATUS_OK ? SALDO_OK
                                                                               : SALDO_RESOURCES;
    struct out *out = out_fd_new(STDOUT_FILENO);
    if (out == NULL)
        return SALDO_RESOURCES;
    if (form == FORM_CSV)
        indicators_csv(report, out);
    else
        indicators_json(report, out);
    return out_finish(out) == STATUS_OK ? SALDO_OK : stdout_failed();
}

enum { HASHED = 3 };

/* The files that the report rests on, hashed. */
static bool describe(const struct indicators *found, struct indicators_report *report,
                     char sha256[HASHED][DIGEST_TEXT_BYTES])
{
    const struct plan *plan = found->plan;
    const struct input *config = &found->config;
    const struct input *table = &found->table;

    report->registry = (struct indicators_file){plan->file, plan->size, sha256[0]};
    report->table = (struct indicators_file){table->name, table->size, sha256[1]};
    if (config->bytes != NULL)
        report->config = (struct indicators_file){config->name, config->size, sha256[2]};
    return digest_of(plan->bytes, plan->size, sha256[0]) == STATUS_OK &&
           digest_of(table->bytes, table->size, sha256[1]) == STATUS_OK &&
           (config->bytes == NULL ||
            digest_of(config->bytes, config->size, sha256[2]) == STATUS_OK);
}

static int report_on(const struct indicators *found, const struct arguments *in)
{
    struct indicators_report report = {.plan = found->plan,
                                       .rows = found->measurements.read,
                                       .empty = found->measurements.empty,
                                       .later = found->measurements.later,
                                       .version = saldo_version()};
    char sha256[HASHED][DIGEST_TEXT_BYTES];
    struct progress_list list;
    int last, month, day;

    date_to_civil(found->cutoff, &last, &month, &day);
    last = last < found->plan->to ? last : found->plan->to;
    int year = select_year(found->plan, in->year, last, last);
    if (year == 0 || !select_parts(found->plan, in, &report.selection))
        return SALDO_USAGE;
    if (progress_make(found->plan, &found->measurements, year, found->cutoff, found->arena,
                      &list) != STATUS_OK ||
        !describe(found, &report, sha256))
        return SALDO_RESOURCES;
    report.list = &list;
    return in->out == NULL ? write_stdout(&report, in->form) : write_folder(&report, in->out);
}

static int load_and_report(const struct arguments *in)
{
    struct indicators found;
    int result = SALDO_RESOURCES;
    enum status status =
        indicators_load(in->folder, in->as_of == NULL ? NULL : &in->cutoff, &found);

    if (status == STATUS_IO)
        result = input_failed(in->folder);
    else if (status == STATUS_MEMORY)
        print_error("%s: %s", in->folder, _("no memory"));
    else
        print_diags(found.diags);
    if (status == STATUS_OK)
        result = report_on(&found, in);
    else if (status == STATUS_INVALID)
        result = refused(found.diags);
    indicators_free(&found);
    return result;
}

int cmd_indicators(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("DIR\n--template"),
        .doc = N_("Reports on the indicators of the integrated action plan: reads DIR/metingen.csv "
                  "and shows for each goal, minister and action what was measured, how it "
                  "changed, and what is due, overdue or missing. Nothing is judged against a "
                  "target that the plan does not give."),
        .children = common_children};
    struct arguments in = {0};

    command_parse(&argp, argc, argv, &in);
    return finish(in.template ? write_template(&in) : load_and_report(&in));
}
