/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/cmd_import_print.h"

#include <libintl.h>
#include <stdio.h>

#include "write/screen.h"

#define _(text) gettext(text)

static void print_changes(const uint32_t counts[IMPORT_CHANGES])
{
    const char *const names[IMPORT_CHANGES] = {
        _("blanks"),   _("capitals"), _("currency signs"),           _("marks between thousands"),
        _("decimals"), _("dates"),    _("numbers of organisations"), _("typed cells")};
    const char *before = "  ";

    for (size_t i = 0; i < IMPORT_CHANGES; i++) {
        if (counts[i] == 0)
            continue;
        screen_print(stdout, "%s", before);
        screen_print(stdout, ngettext("%s in %u cell", "%s in %u cells", counts[i]), names[i],
                     counts[i]);
        before = ", ";
    }
    if (*before == ',')
        fputc('\n', stdout);
}

static void print_form(const struct import_sheet *sheet)
{
    char separator[] = {sheet->separator, '\0'};

    if (sheet->separator == '\0')
        return;
    screen_print(stdout, _("  separator %s"), sheet->separator == '\t' ? _("tab") : separator);
    if (sheet->separator_line)
        screen_print(stdout, "%s", _(" (from its sep= line)"));
    if (sheet->encoding != NULL)
        screen_print(stdout, ", %s", sheet->encoding);
    if (sheet->mark)
        screen_print(stdout, "%s", _(", byte order mark left out"));
    fputc('\n', stdout);
}

static void print_sheet(const struct import_sheet *sheet)
{
    uint32_t rows = sheet->added + sheet->same;

    screen_print(stdout, "%s%s%s → %s: ", sheet->file, sheet->sheet == NULL ? "" : ":",
                 sheet->sheet == NULL ? "" : sheet->sheet, dossier_file_name(sheet->table));
    screen_print(
        stdout,
        ngettext("%u row, %u new, %u there already\n", "%u rows, %u new, %u there already\n", rows),
        rows, sheet->added, sheet->same);
    print_form(sheet);
    if (sheet->blank > 0)
        screen_print(
            stdout,
            ngettext("  %u blank row left out\n", "  %u blank rows left out\n", sheet->blank),
            sheet->blank);
    if (sheet->totals > 0)
        screen_print(stdout,
                     ngettext("  %u total row left out, it adds up\n",
                              "  %u total rows left out, they add up\n", sheet->totals),
                     sheet->totals);
    print_changes(sheet->counts);
}

void import_print(const struct import *import)
{
    for (uint32_t i = 0; i < import->sheets.count; i++)
        print_sheet(&import->sheets.items[i]);
}
