/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "import/import.h"
#include "ingest/table/input.h"
#include "saldo/command.h"
#include "saldo/screen/print.h"
#include "write/out.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text
#define RECORD "import.json"

struct arguments {
    const char **files;
    size_t count;
    const char *into;
    struct import_options options;
    bool dry;
};

enum { OPT_INTO = 256, OPT_TABLE, OPT_DATES, OPT_DECIMAL };

static const struct argp_option options[] = {
    {"into", OPT_INTO, N_("DOSSIER"), 0, N_("the dossier whose tables get the rows (needed)"), 0},
    {"table", OPT_TABLE, N_("NAME"), 0,
     N_("what the files are: kpi, aanvragen …; without it the name of file or sheet says so, or "
        "the "
        "header"),
     0},
    {"dates", OPT_DATES, "dmy|mdy", 0, N_("how 03/04/2025 is meant: day first, or month first"), 0},
    {"decimal", OPT_DECIMAL, "comma|point", 0, N_("what separates decimals"), 0},
    {"dry-run", 'n', NULL, 0, N_("say what would change, and write nothing"), 0},
    {0}};

static void take_table(struct arguments *in, const char *arg, struct argp_state *state)
{
    in->options.table = layout_file_named(arg);
    if (in->options.table == FILE_COUNT)
        argp_error(state, _("'%s' is not a table of a dossier; see 'saldo help init'"), arg);
}

/* A word of two, and what it stands for. */
static char take_word(const char *arg, const char *first, char one, const char *second, char other,
                      struct argp_state *state)
{
    if (strcmp(arg, first) == 0)
        return one;
    if (strcmp(arg, second) != 0)
        argp_error(state, _("'%s' is not known; expected: %s, %s"), arg, first, second);
    return other;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case OPT_INTO:
        in->into = arg;
        return 0;
    case OPT_TABLE:
        take_table(in, arg, state);
        return 0;
    case OPT_DATES:
        in->options.habits.date_order = take_word(arg, "dmy", 'd', "mdy", 'm', state);
        return 0;
    case OPT_DECIMAL:
        in->options.habits.decimal = take_word(arg, "comma", ',', "point", '.', state);
        return 0;
    case 'n':
        in->dry = true;
        return 0;
    case ARGP_KEY_ARG:
        in->files[in->count++] = arg;
        return 0;
    case ARGP_KEY_END:
        if (in->count == 0)
            argp_usage(state);
        if (in->into == NULL)
            argp_error(state, "%s", _("--into is needed"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- the screen ---- */

static void print_changes(const uint32_t counts[IMPORT_CHANGES])
{
    const char *const names[IMPORT_CHANGES] = {
        _("blanks"),   _("capitals"), _("currency signs"),           _("marks between thousands"),
        _("decimals"), _("dates"),    _("numbers of organisations"), _("typed cells")};
    const char *before = "  ";

    for (size_t i = 0; i < IMPORT_CHANGES; i++) {
        if (counts[i] == 0)
            continue;
        printf(_("%s%s in %u cells"), before, names[i], counts[i]);
        before = ", ";
    }
    if (*before == ',')
        putchar('\n');
}

static void print_form(const struct import_sheet *sheet)
{
    char separator[] = {sheet->separator, '\0'};

    if (sheet->separator == '\0')
        return;
    printf(_("  separator %s"), sheet->separator == '\t' ? _("tab") : separator);
    if (sheet->separator_line)
        printf("%s", _(" (from its sep= line)"));
    if (sheet->encoding != NULL)
        printf(", %s", sheet->encoding);
    if (sheet->mark)
        printf("%s", _(", byte order mark left out"));
    putchar('\n');
}

static void print_sheet(const struct import_sheet *sheet)
{
    printf("%s%s%s → %s: ", sheet->file, sheet->sheet == NULL ? "" : ":",
           sheet->sheet == NULL ? "" : sheet->sheet, dossier_file_name(sheet->table));
    printf(_("%u rows, %u new, %u there already\n"), sheet->read, sheet->added, sheet->same);
    print_form(sheet);
    if (sheet->blank > 0)
        printf(ngettext("  %u blank row left out\n", "  %u blank rows left out\n", sheet->blank),
               sheet->blank);
    if (sheet->totals > 0)
        printf(ngettext("  %u total row left out, it adds up\n",
                        "  %u total rows left out, they add up\n", sheet->totals),
               sheet->totals);
    print_changes(sheet->counts);
}

/* ---- writing ---- */

static enum status put_file(int folder, const char *name, const struct bytes *bytes)
{
    struct out *out = out_new(folder, name, NULL, NULL);

    if (out == NULL)
        return STATUS_IO;
    out_bytes(out, bytes->at, bytes->size);
    return out_finish(out);
}

static enum status write_all(int folder, const struct import *import, struct diag_list *diags)
{
    struct input old;
    struct bytes record = {0};
    enum status status = input_read(folder, RECORD, false, diags, &old);

    if (status == STATUS_OK)
        status = import_record(import, (struct text){old.bytes, old.size}, &record);
    for (int file = 0; status == STATUS_OK && file < FILE_COUNT; file++)
        if (import->tables[file].added > 0)
            status = put_file(folder, dossier_file_name((enum dossier_file)file),
                              &import->tables[file].bytes);
    if (status == STATUS_OK)
        status = put_file(folder, RECORD, &record);
    bytes_free(&record);
    input_free(&old);
    return status;
}

static int write_changes(int folder, const struct arguments *in, const struct import *import,
                         struct diag_list *diags)
{
    if (!import_changes_anything(import)) {
        printf(_("nothing new: %s stays as it is\n"), in->into);
        return SALDO_OK;
    }
    if (in->dry) {
        printf(_("nothing was written (--dry-run)\n"));
        return SALDO_OK;
    }
    enum status status = write_all(folder, import, diags);
    if (status == STATUS_SYNTAX) {
        print_error(_("%s/%s is not a record of saldo import; move it away"), in->into, RECORD);
        return SALDO_INVALID;
    }
    if (status != STATUS_OK) {
        print_error("%s: %s", in->into, strerror(errno));
        return SALDO_RESOURCES;
    }
    printf(_("written: %s; what was changed stands in %s\nnext:    saldo check %s\n"), in->into,
           RECORD, in->into);
    return SALDO_OK;
}

static int run(int folder, const struct arguments *in, struct diag_list *diags)
{
    struct import import;
    enum status status = import_files(folder, in->files, in->count, &in->options, diags, &import);
    int result = SALDO_RESOURCES;

    diag_sort(diags);
    print_diags(diags);
    for (uint32_t i = 0; i < import.sheets.count; i++)
        print_sheet(&import.sheets.items[i]);
    if (status == STATUS_OK) {
        result = write_changes(folder, in, &import, diags);
    } else if (status == STATUS_INVALID) {
        print_error("%s", _("nothing was written"));
        result = SALDO_INVALID;
    } else {
        print_error("%s: %s", in->into,
                    status == STATUS_MEMORY ? _("out of memory") : strerror(errno));
    }
    import_free(&import);
    return finish(result);
}

int cmd_import(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("FILE..."),
        .doc =
            N_("Reads what people hand in, a workbook or a CSV as a spreadsheet saves it, into "
               "the tables of a dossier. What has one meaning is taken and said; what has two is "
               "asked."),
        .children = common_children};
    struct arguments in = {.options = {.table = FILE_COUNT},
                           .files = calloc((size_t)argc + 1, sizeof *in.files)};
    struct diag_list *diags = diag_list_new();
    int status = SALDO_RESOURCES;

    if (in.files != NULL && diags != NULL) {
        command_parse(&argp, argc, argv, &in);
        int folder = open(in.into, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0) {
            print_error("%s: %s", in.into, strerror(errno));
            status = SALDO_INVALID;
        } else {
            status = run(folder, &in, diags);
            close(folder);
        }
    }
    diag_list_free(diags);
    free(in.files);
    return status;
}
