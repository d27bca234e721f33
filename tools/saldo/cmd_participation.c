/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/table/input.h"
#include "participation/bounds.h"
#include "participation/participation_report.h"
#include "saldo/command.h"
#include "saldo/locale.h"
#include "saldo/screen/print.h"
#include "write/fold.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON };

struct arguments {
    const char *path;
    struct date as_of;
    bool dated;
    enum format format;
    const char *home; /* NULL: the default of the rules */
    bool internal;
    bool participants;
};

enum { OPT_AS_OF = 256, OPT_INTERNAL, OPT_PARTICIPANTS, OPT_COUNT };

static const struct argp_option options[] = {
    {"as-of", OPT_AS_OF, N_("DATE"), 0, N_("rows dated later do not count (needed)"), 0},
    {"count-at", OPT_COUNT, "meeste-uren|eerste|elk", 0,
     N_("who counts a participant of several governments; default: meeste-uren"), 0},
    {"format", 'f', "text|csv|json", 0, N_("form of the output"), 0},
    {"internal", OPT_INTERNAL, NULL, 0, N_("every count, NOT FOR PUBLICATION"), 0},
    {"participants", OPT_PARTICIPANTS, NULL, 0,
     N_("with --internal: a row for each participant instead of each government"), 0},
    {0}};

/* ---- arguments ---- */

static void take_format(struct arguments *in, const char *arg, struct argp_state *state)
{
    static const char *const names[] = {
        [FORMAT_TEXT] = "text", [FORMAT_CSV] = "csv", [FORMAT_JSON] = "json"};

    for (enum format format = FORMAT_TEXT; format <= FORMAT_JSON; format++)
        if (strcmp(names[format], arg) == 0) {
            in->format = format;
            return;
        }
    command_error(state, _("'%s' is not a form; expected: text, csv, json"), arg);
}

static void check_arguments(const struct arguments *in, struct argp_state *state)
{
    struct trajectory rules = {0};

    if (in->path == NULL)
        argp_usage(state);
    if (!in->dated)
        command_error(state, "%s", _("--as-of is needed"));
    if (in->participants && !in->internal)
        command_error(state, "%s", _("--participants needs --internal"));
    if (in->home != NULL && !trajectory_choose_home(&rules, in->home))
        command_error(state, _("'%s' is not a way to count; expected: meeste-uren, eerste, elk"),
                      in->home);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case OPT_AS_OF:
        in->dated = date_parse(arg, strlen(arg), &in->as_of) == STATUS_OK;
        if (!in->dated)
            command_error(state, _("'%s' is not a date; expected: YYYY-MM-DD"), arg);
        return 0;
    case OPT_COUNT:
        in->home = arg;
        return 0;
    case 'f':
        take_format(in, arg, state);
        return 0;
    case OPT_INTERNAL:
        in->internal = true;
        return 0;
    case OPT_PARTICIPANTS:
        in->participants = true;
        return 0;
    case ARGP_KEY_ARG:
        if (in->path != NULL)
            argp_usage(state);
        in->path = arg;
        return 0;
    case ARGP_KEY_END:
        check_arguments(in, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- text ---- */

enum { NAME_WIDTH = 38, KEY_WIDTH = 36 /* a UUID */ };

/* A name in NAME_WIDTH columns, behind an indent. */
static void print_name(const char *name, int indent)
{
    int columns = fold_columns(name);

    screen_print(stdout, "%*s", indent, "");
    screen_print(stdout, "%s", name);
    screen_print(stdout, "%*s", columns + indent < NAME_WIDTH ? NAME_WIDTH - indent - columns : 1,
                 "");
}

static void print_cell(int64_t count, bool shown, int width)
{
    char text[COUNT_TEXT_BYTES];

    text_format_count(count, text);
    screen_print(stdout, "%*s", width, shown ? text : "-");
}

static void print_row(const struct publication *publication, const struct published_row *row,
                      bool internal)
{
    enum shown shown = internal ? SHOWN_ALL : row->shown;
    bool whole = shown == SHOWN_ALL;
    struct money hours;
    bool timed = published_hours(publication, row, internal, &hours);
    bool total = row->parent == PUBLISH_NONE;

    print_name(total ? _("total") : row->name, total ? 0 : *row->code == '\0' ? 2 : 4);
    print_cell(published_cell(row, CELL_PARTICIPANTS), shown != SHOWN_NOTHING, 10);
    print_cell(row->completed, whole, 9);
    print_cell(row->running, whole, 8);
    screen_print(stdout, "%14s\n", timed ? belgian(hours.cents) : "-");
}

static void print_table(const struct publication *publication, bool internal)
{
    screen_print(stdout, "%-*s%10s%9s%8s%14s\n", NAME_WIDTH, "", "deelnemers", "voltooid", "lopend",
                 "uren over");
    for (uint32_t i = 0; i < publication->rows.count; i++)
        print_row(publication, &publication->rows.items[i], internal);
}

static void print_participants(const struct participation *participation)
{
    char day[DATE_TEXT_BYTES];

    screen_print(stdout, "%-*s %-7s%10s%12s  %s\n", KEY_WIDTH, "deelnemer", "bestuur", "uren",
                 "resterend", "voltooid");
    for (uint32_t i = 0; i < participation->participants.count; i++) {
        const struct participant *participant = &participation->participants.items[i];
        bool fits = strlen(participant->key) <= KEY_WIDTH; /* keys are ASCII */
        if (participant->left == 0)
            date_format(participant->completed_on, day);
        screen_print(stdout, "%-*.*s%s %-7s%10s%12s  %s\n", fits ? KEY_WIDTH : KEY_WIDTH - 1,
                     fits ? KEY_WIDTH : KEY_WIDTH - 1, participant->key, fits ? "" : "…",
                     participation->governments.items[participant->home].code,
                     belgian(participant->hundredths), belgian(participant->left),
                     participant->left == 0 ? day : "-");
    }
}

/* The assumption that moves counts, and where the hours come from. */
static void print_rules(const struct participation *participation)
{
    const struct trajectory *rules = &participation->rules;
    char line[512];
    char count[COUNT_TEXT_BYTES];

    text_format_count(rules->hours.count, count);
    snprintf(line, sizeof line, "traject-uren: %s [%s] %s", count, rules->hours.ref.source->id,
             rules->hours.ref.passage);
    fold_text(stdout, line, 0, 0);
    snprintf(line, sizeof line, "aanname toewijzing: %s", trajectory_home_name(rules->home));
    fold_text(stdout, line, 0, 0);
}

static void print_text(const struct arguments *in, const struct participation *participation,
                       const struct publication *publication)
{
    char day[DATE_TEXT_BYTES];

    date_format(participation->as_of, day);
    screen_print(stdout, _("Participation and network trajectory, up to %s\n"), day);
    print_rules(participation);
    if (in->internal)
        fold_text(stdout, _("INTERNAL: not for publication."), 0, 0);
    fputc('\n', stdout);
    if (in->participants) {
        print_participants(participation);
        return;
    }
    print_table(publication, in->internal);
    if (in->internal)
        return;
    char threshold[COUNT_TEXT_BYTES];
    char whole[COUNT_TEXT_BYTES];
    char note[512];
    text_format_count(publication->threshold, threshold);
    text_format_count(publication->whole / HOURS_WHOLE, whole);
    snprintf(note, sizeof note,
             _("-: not shown, because it or another count is below %s and could be worked out"),
             threshold);
    fputc('\n', stdout);
    fold_text(stdout, note, 0, 0);
    snprintf(note, sizeof note,
             _("hours: rounded to a whole trajectory of %s, and not shown where they would tell "
               "something of one person"),
             whole);
    fold_text(stdout, note, 0, 0);
}

/* ---- the work ---- */

static enum status write_data(const struct arguments *in, const struct participation *participation,
                              const struct publication *publication)
{
    struct out *out = out_fd_new(STDOUT_FILENO);

    if (out == NULL)
        return STATUS_MEMORY;
    if (in->format == FORMAT_JSON && in->internal)
        internal_json(out, participation, publication);
    else if (in->format == FORMAT_JSON)
        publication_json(out, participation, publication);
    else if (in->participants)
        internal_participants_csv(out, participation);
    else if (in->internal)
        internal_governments_csv(out, publication);
    else
        publication_csv(out, publication);
    return out_finish(out);
}

static enum status report(const struct arguments *in, const struct participation *participation)
{
    struct publication publication;
    enum status status = publication_count(participation, &publication);

    if (status != STATUS_OK)
        return status;
    if (!in->internal)
        status = publication_protect(&publication);
    if (status == STATUS_OK && in->format == FORMAT_TEXT)
        print_text(in, participation, &publication);
    else if (status == STATUS_OK)
        status = write_data(in, participation, &publication);
    publication_free(&publication);
    return status;
}

/* A folder holds deelnames.csv; anything else is the file itself. */
static enum status read_input(const char *path, struct diag_list *diags, struct input *input)
{
    struct stat info;

    if (stat(path, &info) != 0)
        return STATUS_IO;
    if (!S_ISDIR(info.st_mode))
        return input_read(AT_FDCWD, path, true, diags, input);
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return STATUS_IO;
    enum status status = input_read(folder, "deelnames.csv", true, diags, input);
    close(folder);
    return status;
}

static enum status work(const struct arguments *in, struct arena *arena, struct diag_list *diags,
                        struct input *input, struct participation *participation)
{
    struct text text;
    char *owned = NULL;
    enum status status = trajectory_builtin(arena, diags, &participation->rules);

    if (status == STATUS_OK)
        status = read_input(in->path, diags, input);
    if (status != STATUS_OK)
        return status;
    if (in->home != NULL)
        (void)trajectory_choose_home(&participation->rules, in->home);
    participation->file = input->name;
    participation->as_of = in->as_of;
    status = input_decode(input, ENCODING_UTF8, NULL, diags, &text, &owned);
    if (status == STATUS_OK)
        status = participation_read(text, arena, diags, participation);
    print_diags(diags);
    if (status == STATUS_OK)
        status = report(in, participation);
    return status;
}

/* writing: what fails is standard output, no longer the file. */
static int result_of(enum status status, const struct diag_list *diags, const char *path,
                     bool writing)
{
    switch (status) {
    case STATUS_OK:
        return SALDO_OK;
    case STATUS_INVALID:
        return refused(diags);
    case STATUS_BROKEN:
        print_error("%s", _("a small count would be open; nothing is published"));
        return SALDO_RESOURCES;
    case STATUS_IO:
        if (!writing)
            return input_failed(path);
        return stdout_failed();
    default:
        print_error("%s: %s", path, _("no memory"));
        return SALDO_RESOURCES;
    }
}

int cmd_participation(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("DIR|FILE"),
        .doc = N_("Counts the trajectories of deelnames.csv, completed and running, for each "
                  "government, and hides what could point at a person."),
        .children = common_children};
    struct arguments in = {0};
    struct input input = {0};
    struct participation participation = {0};
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    enum status status = STATUS_MEMORY;

    command_parse(&argp, argc, argv, &in);
    if (arena != NULL && diags != NULL)
        status = work(&in, arena, diags, &input, &participation);
    if (status == STATUS_INVALID && input.bytes == NULL)
        print_diags(diags);
    int result = result_of(status, diags, in.path, input.bytes != NULL);
    participation_free(&participation);
    input_free(&input);
    diag_list_free(diags);
    arena_free(arena);
    return finish(result);
}
