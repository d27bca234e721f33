/* SPDX-License-Identifier: GPL-3.0-or-later */
/* usage: workbooks FOLDER
 * Workbooks as people make them, by libxlsxwriter, for office.sh. */
#include <stdio.h>
#include <xlsxwriter.h>

static lxw_workbook *workbook_in(const char *folder, const char *name)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return workbook_new(path);
}

static void put_row(lxw_worksheet *sheet, lxw_row_t row, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cells[i] != NULL)
            worksheet_write_string(sheet, row, (lxw_col_t)i, cells[i], NULL);
}

static const char *const kpi_heads[] = {"Begunstigde", "Actie",        "Doelgroep", "Moment",
                                        "Datum",       "Behaalde KPI", "Motivering"};

static void put_report(lxw_workbook *book, lxw_worksheet *sheet, lxw_row_t row, const char *who,
                       int day, double achieved)
{
    lxw_datetime date = {2023, 10, day, 0, 0, 0.0};
    lxw_format *format = workbook_add_format(book);

    format_set_num_format(format, "dd/mm/yyyy");
    worksheet_write_string(sheet, row, 0, who, NULL);
    worksheet_write_number(sheet, row, 1, 5, NULL);
    worksheet_write_string(sheet, row, 3, "Eind", NULL);
    worksheet_write_datetime(sheet, row, 4, &date, format);
    worksheet_write_number(sheet, row, 5, achieved, NULL);
}

/* Typed cells, a title above, an empty row, a total by a formula, a sheet that is no table. */
static void write_typed(const char *folder)
{
    lxw_workbook *book = workbook_in(folder, "indiening.xlsx");
    lxw_worksheet *text = workbook_add_worksheet(book, "Uitleg");
    lxw_worksheet *sheet = workbook_add_worksheet(book, "KPI 2023");
    static const char *const who_heads[] = {"begunstigde", "naam", "soort", "nis", "kbo"};
    static const char *const who[] = {"gent", "Gent", "Gemeente", "44021"};

    worksheet_write_string(text, 0, 0, "Vul de bladen in", NULL);
    worksheet_write_string(sheet, 0, 0, "Rapport", NULL);
    put_row(sheet, 2, kpi_heads, sizeof kpi_heads / sizeof *kpi_heads);
    put_report(book, sheet, 3, "gent", 4, 512);
    put_report(book, sheet, 5, "gent ", 5, 100);
    worksheet_write_string(sheet, 6, 0, "Totaal", NULL);
    worksheet_write_formula_num(sheet, 6, 5, "=SUM(F4:F6)", NULL, 612);
    sheet = workbook_add_worksheet(book, "begunstigden");
    put_row(sheet, 0, who_heads, sizeof who_heads / sizeof *who_heads);
    put_row(sheet, 1, who, sizeof who / sizeof *who);
    worksheet_write_number(sheet, 1, 4, 207451227, NULL);
    workbook_close(book);
}

/* Two sheets that fit one table. */
static void write_two(const char *folder)
{
    lxw_workbook *book = workbook_in(folder, "twee.xlsx");

    for (int i = 0; i < 2; i++) {
        lxw_worksheet *sheet = workbook_add_worksheet(book, i == 0 ? "kpi" : "kpi (2)");
        put_row(sheet, 0, kpi_heads, sizeof kpi_heads / sizeof *kpi_heads);
        put_report(book, sheet, 1, "gent", 4, 512);
    }
    workbook_close(book);
}

/* What a person does not see, and what has no value. */
static void write_odd(const char *folder)
{
    lxw_workbook *book = workbook_in(folder, "kpi.xlsx");
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Blad1");
    lxw_row_col_options hidden = {.hidden = LXW_TRUE};

    put_row(sheet, 0, kpi_heads, sizeof kpi_heads / sizeof *kpi_heads);
    put_report(book, sheet, 1, "gent", 4, 512);
    worksheet_set_row_opt(sheet, 1, LXW_DEF_ROW_HEIGHT, NULL, &hidden);
    put_report(book, sheet, 2, "gent", 5, 512.5);
    put_report(book, sheet, 3, "gent", 6, 1);
    worksheet_write_formula_str(sheet, 3, 5, "=1/0", NULL, "#DIV/0!");
    workbook_close(book);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    write_typed(argv[1]);
    write_two(argv[1]);
    write_odd(argv[1]);
    return 0;
}
