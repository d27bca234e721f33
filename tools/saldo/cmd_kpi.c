/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/table/input.h"
#include "ingest/table/register.h"
#include "kpi/write_csv.h"
#include "kpi/write_json.h"
#include "kpi/write_text.h"
#include "saldo/command.h"
#include "saldo/locale.h"
#include "saldo/run_arguments.h"
#include "saldo/screen/print.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON };

struct arguments {
    const char *runs[KPI_YEARS_MOST];
    uint32_t run_count;
    struct kpi_query query;
    enum format format;
    bool rows;
};

enum { OPT_BY = 256, OPT_ONLY, OPT_ROWS };

static const struct argp_option options[] = {
    {"by", OPT_BY, N_("KEY[,KEY...]"), 0,
     N_("group by action (default), group, goal, beneficiary, kind, region or province"), 0},
    {"only", OPT_ONLY, N_("KEY=VALUE"), 0,
     N_("only the applications with this value; may be given several times"), 0},
    {"rows", OPT_ROWS, NULL, 0,
     N_("the applications themselves; of several runs, those that differ from the year before"), 0},
    {"format", 'f', N_("FORM"), 0, N_("text (default), csv or json"), 0},
    {0}};

static enum kpi_dimension take_key(const char *word, size_t length, struct argp_state *state)
{
    enum kpi_dimension dimension = kpi_dimension_find(word, length);

    if (dimension == KPI_DIMENSIONS)
        command_error(state, _("'%.*s' is not a key; see saldo kpi --help"), (int)length, word);
    return dimension;
}

static void take_keys(struct kpi_query *query, const char *list, struct argp_state *state)
{
    query->level_count = 0;
    for (;;) {
        size_t length = strcspn(list, ",");
        enum kpi_dimension dimension = take_key(list, length, state);
        for (uint32_t l = 0; l < query->level_count; l++)
            if (query->by[l] == dimension)
                command_error(state, _("'%.*s' stands in --by twice"), (int)length, list);
        query->by[query->level_count++] = dimension;
        if (list[length] == '\0')
            return;
        list += length + 1;
    }
}

static void take_filter(struct kpi_query *query, const char *filter, struct argp_state *state)
{
    size_t length = strcspn(filter, "=");

    if (filter[length] == '\0')
        command_error(state, _("--only needs KEY=VALUE; found '%s'"), filter);
    if (query->only_count == KPI_DIMENSIONS)
        command_error(state, "%s", _("too many --only"));
    query->only[query->only_count++] =
        (struct kpi_filter){take_key(filter, length, state), filter + length + 1};
}

static enum format take_format(const char *word, struct argp_state *state)
{
    static const char *const words[] = {"text", "csv", "json"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0)
            return (enum format)i;
    command_error(state, _("'%s' is not a form; expected: text, csv or json"), word);
    return FORMAT_TEXT;
}

static void take_run(struct arguments *in, const char *run, struct argp_state *state)
{
    if (in->run_count == KPI_YEARS_MOST)
        command_error(state, _("more than %d runs"), KPI_YEARS_MOST);
    in->runs[in->run_count++] = run;
}

static bool is_file(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case OPT_BY:
        take_keys(&in->query, arg, state);
        return 0;
    case OPT_ONLY:
        take_filter(&in->query, arg, state);
        return 0;
    case OPT_ROWS:
        in->rows = true;
        return 0;
    case 'f':
        in->format = take_format(arg, state);
        return 0;
    case ARGP_KEY_ARG:
        take_run(in, arg, state);
        return 0;
    case ARGP_KEY_END:
        if (in->run_count == 0)
            argp_usage(state);
        if (in->run_count > 1 && (in->query.level_count > 0 || in->query.only_count > 0))
            command_error(state, "%s", _("--by and --only are for one run"));
        if (in->run_count == 1 && is_file(in->runs[0]) &&
            (in->query.level_count > 0 || in->query.only_count > 0 || in->rows ||
             in->format != FORMAT_CSV))
            command_error(state, "%s",
                          _("a table of reports needs --format csv, and nothing else"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static int failed(enum status status)
{
    switch (status) {
    case STATUS_EXISTS:
        print_error("%s", _("two of the runs are of the same project period"));
        return SALDO_INVALID;
    case STATUS_RANGE:
        print_error("%s", _("a run whose scheme knows no project period cannot stand beside "
                            "others"));
        return SALDO_INVALID;
    case STATUS_SYNTAX:
        print_error("%s", _("a date or percentage of the run cannot be read"));
        return SALDO_INVALID;
    case STATUS_OVERFLOW:
        print_error("%s", _("a sum is too large"));
        return SALDO_RESOURCES;
    case STATUS_BROKEN:
        print_error("%s", _("the reasons of a difference do not add up: a defect of saldo"));
        return SALDO_RESOURCES;
    default:
        print_error("%s", _("no memory"));
        return SALDO_RESOURCES;
    }
}

static void write_view(const struct arguments *in, const struct kpi_view *view, struct out *out)
{
    if (in->format == FORMAT_JSON)
        kpi_json_view(out, view, in->rows);
    else if (in->format == FORMAT_CSV && in->rows)
        kpi_table_rows(out, view);
    else if (in->format == FORMAT_CSV)
        kpi_table_view(out, view);
    else if (in->rows)
        kpi_text_rows(stdout, view, locale_language());
    else
        kpi_text_view(stdout, view, locale_language());
}

static void write_years(const struct arguments *in, const struct kpi_years *years, struct out *out)
{
    if (in->format == FORMAT_JSON)
        kpi_json_years(out, years);
    else if (in->format == FORMAT_CSV && in->rows)
        kpi_table_differences(out, years);
    else if (in->format == FORMAT_CSV)
        kpi_table_years(out, years);
    else
        kpi_text_years(stdout, years, in->rows, locale_language());
}

static int report(const struct arguments *in, const struct kpi_facts *const *facts,
                  struct arena *arena)
{
    struct kpi_years years;
    struct kpi_view view;
    bool one = in->run_count == 1;
    enum status status = one ? kpi_view_make(facts[0], &in->query, arena, &view)
                             : kpi_years_make(facts, in->run_count, arena, &years);
    struct out *out = status == STATUS_OK ? out_fd_new(STDOUT_FILENO) : NULL;

    if (status != STATUS_OK)
        return failed(status);
    if (out == NULL)
        return failed(STATUS_MEMORY);
    if (one)
        write_view(in, &view, out);
    else
        write_years(in, &years, out);
    return out_finish(out) == STATUS_OK ? SALDO_OK : stdout_failed();
}

static int read_and_report(const struct arguments *in, const struct nis_register *reg,
                           struct arena *arena)
{
    const struct kpi_facts *facts[KPI_YEARS_MOST];
    int result = SALDO_OK;

    for (uint32_t i = 0; i < in->run_count; i++) {
        const struct run *run = read_run(in->runs[i], arena, &result);
        if (run == NULL)
            return result;
        enum status status = kpi_facts_make(run, reg, arena, &facts[i]);
        if (status != STATUS_OK)
            return failed(status);
    }
    return report(in, facts, arena);
}

/* ---- a bare table of reports ---- */

static int write_reports(const char *file, struct text text, struct diag_list *diags)
{
    struct kpi_report_table table;
    enum status status = kpi_reports_read(file, text, diags, &table);
    struct out *out = status == STATUS_OK ? out_fd_new(STDOUT_FILENO) : NULL;
    int result = SALDO_OK;

    if (status == STATUS_INVALID)
        result = SALDO_INVALID; /* the findings say so */
    else if (status != STATUS_OK || out == NULL)
        result = failed(status == STATUS_OK ? STATUS_MEMORY : status);
    if (out != NULL) {
        kpi_table_reports(out, &table);
        if (out_finish(out) != STATUS_OK)
            result = stdout_failed();
    }
    kpi_reports_free(&table);
    return result;
}

static int report_file(const struct arguments *in)
{
    struct diag_list *diags = diag_list_new();
    struct input input = {0};
    struct text text = {"", 0};
    char *owned = NULL;
    int result;

    if (diags == NULL)
        return failed(STATUS_MEMORY);
    enum status status = input_read(AT_FDCWD, in->runs[0], true, diags, &input);
    if (status == STATUS_OK)
        status = input_decode(&input, ENCODING_UTF8, NULL, diags, &text, &owned);
    if (status == STATUS_OK)
        status = diag_list_status(diags);
    result = status == STATUS_OK        ? write_reports(in->runs[0], text, diags)
             : status == STATUS_INVALID ? refused(diags)
                                        : failed(status);
    print_diags(diags);
    free(owned);
    input_free(&input);
    diag_list_free(diags);
    return result;
}

int cmd_kpi(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("RUN...\nFILE"),
        .doc =
            N_("Reports on the KPI of a run: who reported, and the figures by key, each down to "
               "its rows. Of several runs, the project years side by side, and why they differ. "
               "Of a table of reports (a FILE with the columns of kpi.csv), the sum, extremes and "
               "quartiles of each action, target group and moment. Writes to standard output."),
        .children = common_children};
    struct arguments in = {0};
    struct nis_register reg = {0};

    command_parse(&argp, argc, argv, &in);
    if (in.run_count == 1 && is_file(in.runs[0]))
        return finish(report_file(&in));
    if (in.query.level_count == 0)
        in.query.by[in.query.level_count++] = KPI_BY_ACTION;
    struct arena *arena = arena_new();
    enum status status = arena == NULL ? STATUS_MEMORY : register_load(arena, &reg);
    int result = status == STATUS_OK ? read_and_report(&in, &reg, arena) : failed(status);
    register_free(&reg);
    arena_free(arena);
    return finish(result);
}
