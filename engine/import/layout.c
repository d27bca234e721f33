/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/layout.h"

#include <stdio.h>
#include <string.h>

enum { HEADER_ROWS = 20, FOLDED_BYTES = 80, NAMES_BYTES = 400 };

static const struct diag_subject nobody = {0};

#define KEY true
#define NEEDED true
#define FREE false

static const struct layout_column beneficiaries[] = {
    {"begunstigde", COLUMN_KEY, KEY, NEEDED}, {"naam", COLUMN_TEXT, FREE, NEEDED},
    {"soort", COLUMN_WORD, FREE, NEEDED},     {"nis", COLUMN_NIS, FREE, FREE},
    {"kbo", COLUMN_KBO, FREE, FREE},
};
static const struct layout_column members[] = {
    {"begunstigde", COLUMN_KEY, KEY, NEEDED},
    {"nis", COLUMN_NIS, KEY, NEEDED},
    {"naam", COLUMN_TEXT, FREE, NEEDED},
    {"inwoners_niet_eu", COLUMN_COUNT, FREE, FREE},
};
static const struct layout_column applications[] = {
    {"begunstigde", COLUMN_KEY, KEY, NEEDED},
    {"actie", COLUMN_KEY, KEY, NEEDED},
    {"doelgroep", COLUMN_KEY, KEY, FREE},
    {"keuze", COLUMN_WORD, FREE, FREE},
    {"huidig_bereik", COLUMN_COUNT, FREE, NEEDED},
    {"vooropgestelde_kpi", COLUMN_COUNT, FREE, NEEDED},
    {"kpi_vorig_jaar", COLUMN_COUNT, FREE, FREE},
    {"standaardbedrag", COLUMN_MONEY, FREE, FREE},
    {"prioriteit", COLUMN_COUNT, FREE, FREE},
};
static const struct layout_column grants[] = {
    {"begunstigde", COLUMN_KEY, KEY, NEEDED}, {"actie", COLUMN_KEY, KEY, NEEDED},
    {"doelgroep", COLUMN_KEY, KEY, FREE},     {"bedrag", COLUMN_MONEY, FREE, NEEDED},
    {"datum", COLUMN_DATE, KEY, NEEDED},      {"besluit", COLUMN_TEXT, FREE, FREE},
};
static const struct layout_column incentives[] = {
    {"begunstigde", COLUMN_KEY, KEY, NEEDED},
    {"stimulans", COLUMN_WORD, KEY, NEEDED},
    {"bedrag", COLUMN_MONEY, FREE, FREE},
};
static const struct layout_column reports[] = {
    {"begunstigde", COLUMN_KEY, KEY, NEEDED}, {"actie", COLUMN_KEY, KEY, NEEDED},
    {"doelgroep", COLUMN_KEY, KEY, FREE},     {"moment", COLUMN_WORD, KEY, NEEDED},
    {"datum", COLUMN_DATE, KEY, NEEDED},      {"behaalde_kpi", COLUMN_COUNT, FREE, NEEDED},
    {"motivering", COLUMN_TEXT, FREE, FREE},
};
static const struct layout_column decisions[] = {
    {"begunstigde", COLUMN_KEY, KEY, NEEDED}, {"actie", COLUMN_KEY, KEY, FREE},
    {"doelgroep", COLUMN_KEY, KEY, FREE},     {"datum", COLUMN_DATE, KEY, NEEDED},
    {"beslissing", COLUMN_WORD, KEY, NEEDED}, {"bedrag", COLUMN_MONEY, FREE, FREE},
    {"referentie", COLUMN_TEXT, FREE, FREE},
};
static const struct layout_column payments[] = {
    {"begunstigde", COLUMN_KEY, FREE, NEEDED}, {"datum", COLUMN_DATE, FREE, NEEDED},
    {"soort", COLUMN_WORD, FREE, NEEDED},      {"bedrag", COLUMN_MONEY, FREE, NEEDED},
    {"referentie", COLUMN_TEXT, FREE, FREE},
};
static const struct layout_column spending[] = {
    {"begunstigde", COLUMN_KEY, FREE, FREE}, {"nis", COLUMN_NIS, FREE, FREE},
    {"boekjaar", COLUMN_KEY, FREE, NEEDED},  {"kwartaal", COLUMN_KEY, FREE, FREE},
    {"code", COLUMN_KEY, FREE, NEEDED},      {"actie", COLUMN_KEY, FREE, FREE},
    {"bedrag", COLUMN_MONEY, FREE, NEEDED},  {"bron", COLUMN_TEXT, FREE, FREE},
};

#define TABLE(columns)                                                                             \
    {                                                                                              \
        columns, sizeof columns / sizeof *columns                                                  \
    }
static const struct {
    const struct layout_column *columns;
    uint32_t count;
} tables[FILE_COUNT] = {
    [FILE_BENEFICIARIES] = TABLE(beneficiaries), [FILE_MEMBERS] = TABLE(members),
    [FILE_APPLICATIONS] = TABLE(applications),   [FILE_GRANTS] = TABLE(grants),
    [FILE_INCENTIVES] = TABLE(incentives),       [FILE_REPORTS] = TABLE(reports),
    [FILE_DECISIONS] = TABLE(decisions),         [FILE_PAYMENTS] = TABLE(payments),
    [FILE_SPENDING] = TABLE(spending),
};

const struct layout_column *layout_columns(enum dossier_file file, uint32_t *count)
{
    *count = tables[file].count;
    return tables[file].columns;
}

/* Small letters and digits only, so that "Vooropgestelde KPI" is vooropgestelde_kpi. */
static void folded(struct text text, char out[FOLDED_BYTES])
{
    size_t length = 0;

    for (size_t i = 0; i < text.length && length + 1 < FOLDED_BYTES; i++) {
        char c = text.at[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c > 0xc2)
            out[length++] = c;
        else if (c != ' ' && c != '_' && c != '-' && (unsigned char)c < 0x80)
            out[length++] = c; /* any other mark tells names apart */
    }
    out[length] = '\0';
}

static bool same_name(struct text head, const char *name)
{
    char left[FOLDED_BYTES];
    char right[FOLDED_BYTES];

    folded(head, left);
    folded((struct text){name, strlen(name)}, right);
    return strcmp(left, right) == 0;
}

enum dossier_file layout_file_named(const char *text)
{
    char have[FOLDED_BYTES];
    char want[FOLDED_BYTES];

    folded((struct text){text, strlen(text)}, have);
    for (int file = FILE_BENEFICIARIES; file < FILE_COUNT; file++) {
        const char *name = dossier_file_name((enum dossier_file)file);
        folded((struct text){name, strlen(name) - strlen(".csv")}, want);
        if (strncmp(have, want, strlen(want)) == 0)
            return (enum dossier_file)file;
    }
    return FILE_COUNT;
}

/* ---- the header ---- */

/* Lays the columns of a table over a row of cells. Returns how many needed columns are missing;
 * *known: how many are there. */
static uint32_t lay(const struct sheet *sheet, uint32_t first, uint32_t end, struct layout *layout,
                    uint32_t *known)
{
    uint32_t missing = 0;

    *known = 0;
    for (uint32_t c = 0; c < tables[layout->file].count; c++) {
        const struct layout_column *column = &tables[layout->file].columns[c];
        layout->source[c] = 0;
        for (uint32_t i = first; i < end && layout->source[c] == 0; i++) {
            struct text head = sheet->cells.items[i].text;
            if (!same_name(head, column->name))
                continue;
            layout->source[c] = sheet->cells.items[i].column;
            layout->renamed[c] = !text_is(head, column->name);
            ++*known;
        }
        missing += column->needed && layout->source[c] == 0;
    }
    return missing;
}

static uint32_t row_end_of(const struct sheet *sheet, uint32_t first)
{
    uint32_t end = first;

    while (end < sheet->cells.count && sheet->cells.items[end].row == sheet->cells.items[first].row)
        end++;
    return end;
}

/* The header of one table: the first row, of the first twenty, that has what the table needs; or
 * the row that comes nearest. Returns what is missing there. */
static uint32_t find_header(const struct sheet *sheet, struct layout *best)
{
    uint32_t least = UINT32_MAX;
    struct layout layout = {.file = best->file};
    uint32_t end = 0;

    for (uint32_t first = 0, rows = 0;
         first < sheet->cells.count && rows < HEADER_ROWS && least > 0; first = end, rows++) {
        uint32_t known = 0;
        end = row_end_of(sheet, first);
        uint32_t missing = lay(sheet, first, end, &layout, &known);
        if (missing >= least || known == 0)
            continue;
        least = missing;
        layout.header_row = sheet->cells.items[first].row;
        layout.header_cell = first;
        layout.first_cell = end;
        *best = layout;
    }
    return least;
}

static void report(const struct sheet *sheet, struct diag_list *diags, enum finding finding,
                   uint32_t row, uint32_t column, struct text part1, const char *part2)
{
    diag_add_text(diags, finding, sheet_pos(sheet, row, column), nobody, part1, part2, NULL);
}

static struct text text_of(const char *word)
{
    return (struct text){word, strlen(word)};
}

static void report_missing(const struct sheet *sheet, const struct layout *layout,
                           struct diag_list *diags)
{
    for (uint32_t c = 0; c < tables[layout->file].count; c++)
        if (tables[layout->file].columns[c].needed && layout->source[c] == 0)
            report(sheet, diags, FINDING_COLUMN_MISSING, layout->header_row, 0,
                   text_of(tables[layout->file].columns[c].name), NULL);
}

/* Heads that no column took, and heads that stand twice. */
static enum status check_heads(const struct sheet *sheet, struct layout *layout,
                               struct diag_list *diags)
{
    enum status status = STATUS_OK;

    for (uint32_t i = layout->header_cell; i < layout->first_cell; i++) {
        const struct cell *cell = &sheet->cells.items[i];
        bool taken = false;
        bool twice = false;
        for (uint32_t c = 0; c < tables[layout->file].count; c++) {
            bool same = same_name(cell->text, tables[layout->file].columns[c].name);
            taken |= same && layout->source[c] == cell->column;
            twice |= same && layout->source[c] != cell->column;
        }
        if (twice) {
            report(sheet, diags, FINDING_COLUMN_DUPLICATE, cell->row, cell->column, cell->text,
                   NULL);
            status = STATUS_INVALID;
        } else if (!taken) {
            layout->unknown++;
            report(sheet, diags, FINDING_COLUMN_UNKNOWN, cell->row, cell->column, cell->text, NULL);
        }
    }
    return status;
}

static void join(char out[NAMES_BYTES], const char *name)
{
    size_t length = strlen(out);

    snprintf(out + length, NAMES_BYTES - length, "%s%s", length > 0 ? ", " : "", name);
}

/* By its header alone: the table that has all it needs, and of several the one that knows more. */
static enum dossier_file file_by_header(const struct sheet *sheet, char names[NAMES_BYTES])
{
    enum dossier_file best = FILE_COUNT;
    uint32_t most = 0;

    names[0] = '\0';
    for (int file = FILE_BENEFICIARIES; file < FILE_COUNT; file++) {
        struct layout layout = {.file = (enum dossier_file)file};
        uint32_t known = 0;
        if (find_header(sheet, &layout) != 0)
            continue;
        lay(sheet, layout.header_cell, layout.first_cell, &layout, &known);
        if (known > most) {
            most = known;
            best = (enum dossier_file)file;
            names[0] = '\0';
        }
        if (known == most)
            join(names, dossier_file_name((enum dossier_file)file));
    }
    return best;
}

static enum status no_table(const struct sheet *sheet, bool alone, struct diag_list *diags)
{
    report(sheet, diags, alone ? FINDING_IMPORT_NO_TABLE : FINDING_IMPORT_NO_TABLE_BESIDE, 0, 0,
           text_of(""), NULL);
    return alone ? STATUS_INVALID : STATUS_OK;
}

enum status layout_find(const struct sheet *sheet, enum dossier_file wanted, bool alone,
                        struct diag_list *diags, struct layout *out, bool *found)
{
    char names[NAMES_BYTES];
    enum dossier_file file = wanted;

    *found = false;
    *out = (struct layout){0};
    if (file == FILE_COUNT && sheet->sheet != NULL)
        file = layout_file_named(sheet->sheet);
    if (file == FILE_COUNT && (sheet->sheet == NULL || alone))
        file = layout_file_named(sheet->file);
    if (sheet->cells.count == 0)
        return file == FILE_COUNT && alone ? no_table(sheet, alone, diags) : STATUS_OK;
    bool named = file != FILE_COUNT;
    if (!named)
        file = file_by_header(sheet, names);
    if (file == FILE_COUNT)
        return no_table(sheet, alone, diags);
    if (!named && strchr(names, ',') != NULL) {
        report(sheet, diags, FINDING_IMPORT_WHICH_TABLE, 0, 0, text_of(names), NULL);
        return STATUS_INVALID;
    }
    out->file = file;
    if (find_header(sheet, out) > 0) {
        out->header_row = out->header_row == 0 ? sheet->cells.items[0].row : out->header_row;
        report_missing(sheet, out, diags);
        return STATUS_INVALID;
    }
    *found = true;
    return check_heads(sheet, out, diags);
}
