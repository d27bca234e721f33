/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/workbook/workbook.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "support/found.h"
#include "support/random.h"
#include "support/rows.h"

enum { ZIP_BYTES = 1 << 20, SHOWN_BYTES = 1 << 16 };

struct part {
    const char *name;
    const char *text;
};

/* A zip in memory; the caller frees at. */
static struct text zip(const struct part *parts, size_t count)
{
    char *at = malloc(ZIP_BYTES);
    size_t used = 0;
    struct archive *archive = archive_write_new();

    assert_non_null(at);
    assert_int_equal(archive_write_set_format_zip(archive), ARCHIVE_OK);
    assert_int_equal(archive_write_open_memory(archive, at, ZIP_BYTES, &used), ARCHIVE_OK);
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, parts[i].name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, (la_int64_t)strlen(parts[i].text));
        assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
        assert_int_equal(archive_write_data(archive, parts[i].text, strlen(parts[i].text)),
                         (la_ssize_t)strlen(parts[i].text));
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
    archive_write_free(archive);
    return (struct text){at, used};
}

static void release(struct text bytes)
{
    free((void *)(uintptr_t)bytes.at);
}

/* ---- what was read, as text ---- */

struct shown {
    char text[SHOWN_BYTES];
    size_t length;
};

static void show(struct shown *shown, const char *at, size_t length)
{
    assert_true(shown->length + length < SHOWN_BYTES);
    memcpy(shown->text + shown->length, at, length);
    shown->length += length;
    shown->text[shown->length] = '\0';
}

static enum status show_row(void *context, const struct workbook_row *row)
{
    static const char kinds[] = "TNDBE?";
    struct shown *shown = context;

    for (uint32_t i = 0; i < row->count; i++) {
        const struct workbook_cell *cell = &row->cells[i];
        char place[CELL_PLACE_BYTES];
        char head[32];
        cell_place_text(row->number, cell->column, place);
        int length = snprintf(head, sizeof head, "%s%s%s%s%c:", shown->length > 0 ? " " : "", place,
                              cell->formula ? "=" : "", cell->hidden || row->hidden ? "-" : "",
                              kinds[cell->kind]);
        show(shown, head, (size_t)length);
        show(shown, cell->text.at, cell->text.length);
    }
    return STATUS_OK;
}

static void show_facts(struct shown *shown, const struct workbook_facts *facts)
{
    char text[128];

    if (facts->formulas + facts->merges + facts->errors + facts->unknowns + facts->hidden_rows +
            facts->hidden_cells ==
        0)
        return;
    int length = snprintf(text, sizeof text, " {f%u m%u e%u u%u r%u c%u}", facts->formulas,
                          facts->merges, facts->errors, facts->unknowns, facts->hidden_rows,
                          facts->hidden_cells);
    show(shown, text, (size_t)length);
}

/* All sheets of a zip, then the findings. */
static void read_all(struct text bytes, struct shown *shown)
{
    struct diag_list *diags = diag_list_new();
    struct workbook *workbook;
    struct workbook_facts facts;

    shown->length = 0;
    shown->text[0] = '\0';
    enum status status = workbook_open(-1, bytes, "w.xlsx", diags, &workbook);
    for (uint32_t i = 0; workbook != NULL && i < workbook_sheet_count(workbook); i++) {
        const struct workbook_sheet *sheet = workbook_sheet_at(workbook, i);
        if (i > 0 || sheet->hidden) {
            show(shown, sheet->hidden ? " |-" : " |", sheet->hidden ? 3 : 2);
            show(shown, sheet->name, strlen(sheet->name));
        }
        status = workbook_read(workbook, i, show_row, shown, &facts);
        if (status != STATUS_OK)
            break;
        show_facts(shown, &facts);
    }
    char *found = found_text(diags);
    show(shown, found, strlen(found));
    assert_int_equal(status == STATUS_OK, diag_count(diags) == 0);
    free(found);
    workbook_free(workbook);
    diag_list_free(diags);
}

/* ---- .xlsx ---- */

#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELS(body) "<Relationships>" body "</Relationships>"
#define RELATION(id, kind, target)                                                                 \
    "<Relationship Id='" id "' Type='" REL kind "' Target='" target "'/>"
#define STYLES                                                                                     \
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='d/mm/yyyy'/>"                         \
    "<numFmt numFmtId='165' formatCode='#,##0.00&quot; d&quot;'/><numFmt numFmtId='166' "          \
    "formatCode='[Red]0'/><numFmt numFmtId='167' formatCode='General'/></numFmts><cellStyleXfs>"   \
    "<xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"             \
    "<xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='167'/>"             \
    "<xf numFmtId='22'/></cellXfs></styleSheet>"
#define STRINGS                                                                                    \
    "<sst><si><t>een</t></si><si><r><t>tw</t></r><r><t>ee</t></r><rPh><t>X</t></rPh></si>"         \
    "<si><t/></si><si><t xml:space='preserve'> a_x000D_\nb_x0041_</t></si></sst>"

struct sheet_case {
    const char *name;
    const char *book; /* NULL: one sheet, days from 1900 */
    const char *sheet;
    const char *want;
};

static const struct sheet_case sheets[] = {
    {"shared, inline and formula strings", NULL,
     "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
     "<c r='C1' t='inlineStr'><is><t>drie</t></is></c><c r='D1' t='str'><f>A1</f><v>x</v></c>"
     "</row></sheetData>",
     "A1T:een B1T:twee C1T:drie D1=T:x {f1 m0 e0 u0 r0 c0}"},
    {"the sheet stands before the strings, with a prefix", NULL,
     "<x:worksheet xmlns:x='u'><x:sheetData><x:row><x:c t='s'><x:v>0</x:v></x:c></x:row>"
     "</x:sheetData></x:worksheet>",
     "A1T:een"},
    {"escapes and line ends", NULL, "<sheetData><row><c t='s'><v>3</v></c></row></sheetData>",
     "A1T: a\nb_x0041_"},
    {"an empty string is no cell", NULL,
     "<sheetData><row><c t='s'><v>2</v></c><c r='C1'/><c t='n'><v></v></c></row></sheetData>", ""},
    {"places that are left out", NULL,
     "<sheetData><row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row><row r='7'><c>"
     "<v>4</v></c></row><row><c><v>5</v></c></row></sheetData>",
     "A1N:1 D1N:2 E1N:3 A7N:4 A8N:5"},
    {"dates by their style alone", NULL,
     "<sheetData><row><c s='1'><v>45566</v></c><c s='2'><v>45566</v></c><c s='3'><v>45566</v></c>"
     "<c s='4'><v>45566</v></c><c s='5'><v>45566</v></c><c s='6'><v>45418.5</v></c><c>"
     "<v>45566</v></c></row></sheetData>",
     "A1D:2024-10-01 B1D:2024-10-01 C1N:45566 D1N:45566 E1N:45566 F1D:2024-05-06 12:00:00 "
     "G1N:45566"},
    {"days around 29 February 1900", NULL,
     "<sheetData><row><c s='1'><v>59</v></c><c s='1'><v>60</v></c><c s='1'><v>61</v></c><c s='1'>"
     "<v>-1</v></c></row></sheetData>",
     "A1D:1900-02-28 B1N:60 C1D:1900-03-01 D1N:-1"},
    {"days from 1904",
     "<workbook><workbookPr date1904='1'/><sheets><sheet name='A' r:id='r1'/></sheets></workbook>",
     "<sheetData><row><c s='1'><v>44104</v></c><c s='1'><v>0</v></c></row></sheetData>",
     "A1D:2024-10-01 B1D:1904-01-01"},
    {"ISO dates", NULL,
     "<sheetData><row><c t='d'><v>2024-05-06T12:00:00Z</v></c><c t='d'><v>2024-05-06</v></c><c "
     "t='d'><v>2024-05-06T00:00:00</v></c></row></sheetData>",
     "A1D:2024-05-06 12:00:00 B1D:2024-05-06 C1D:2024-05-06"},
    {"truth, error, formula without a value", NULL,
     "<sheetData><row><c t='b'><v>1</v></c><c t='e'><f>1/0</f><v>#DIV/0!</v></c><c><f>A1</f></c>"
     "</row></sheetData>",
     "A1B:1 B1=E:#DIV/0! C1=?: {f2 m0 e1 u1 r0 c0}"},
    {"hidden rows and columns, merged cells", NULL,
     "<cols><col min='2' max='3' hidden='1'/></cols><sheetData><row r='1'><c r='A1'><v>1</v></c>"
     "<c r='B1'><v>2</v></c></row><row r='2' hidden='1'><c><v>3</v></c></row></sheetData>"
     "<mergeCells><mergeCell ref='A1:C1'/></mergeCells>",
     "A1N:1 B1-N:2 A2-N:3 {f0 m1 e0 u0 r1 c1}"},
    {"two sheets, one hidden",
     "<workbook><sheets><sheet name='A' r:id='r1'/><sheet name='B &amp; c' state='veryHidden' "
     "r:id='r1'/></sheets></workbook>",
     "<sheetData><row><c><v>1</v></c></row></sheetData>", "A1N:1 |-B & c A1N:1"},
    {"the last column", NULL, "<sheetData><row><c r='XFD1'><v>1</v></c></row></sheetData>",
     "XFD1N:1"},
    {"beyond the last column", NULL, "<sheetData><row><c r='XFE1'><v>1</v></c></row></sheetData>",
     "0:0 WERKMAP-BESCHADIGD"},
    {"beyond the last row", NULL, "<sheetData><row r='1048577'><c><v>1</v></c></row></sheetData>",
     "0:0 WERKMAP-TE-GROOT"},
    {"rows that go back", NULL, "<sheetData><row r='2'/><row r='1'/></sheetData>",
     "0:0 WERKMAP-BESCHADIGD"},
    {"a cell twice", NULL,
     "<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row></sheetData>",
     "0:0 WERKMAP-BESCHADIGD"},
    {"a cell of another row", NULL,
     "<sheetData><row r='1'><c r='A2'><v>1</v></c></row></sheetData>", "0:0 WERKMAP-BESCHADIGD"},
    {"a string that is not there", NULL, "<sheetData><row><c t='s'><v>4</v></c></row></sheetData>",
     "0:0 WERKMAP-BESCHADIGD"},
    {"a number that is none", NULL, "<sheetData><row><c><v>1,5</v></c></row></sheetData>",
     "0:0 WERKMAP-BESCHADIGD"},
    {"a document type", NULL, "<!DOCTYPE a [<!ENTITY b 'c'>]><sheetData/>",
     "0:0 WERKMAP-BESCHADIGD"},
    {"not closed", NULL, "<sheetData><row>", "0:0 WERKMAP-BESCHADIGD"},
};

static void test_sheet(void **state)
{
    const struct sheet_case *row = *state;
    char sheet[8192];
    struct shown shown;
    bool whole = strstr(row->sheet, "worksheet") != NULL || row->sheet[1] == '!';
    const char *book = row->book == NULL
                           ? "<workbook><sheets><sheet name='A' r:id='r1'/></sheets></workbook>"
                           : row->book;
    const struct part parts[] = {
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", RELS(RELATION("a", "officeDocument", "xl/workbook.xml"))},
        {"xl/worksheets/sheet1.xml", sheet},
        {"xl/workbook.xml", book},
        {"xl/_rels/workbook.xml.rels", RELS(RELATION("r1", "worksheet", "worksheets/sheet1.xml")
                                                RELATION("r2", "styles", "/xl/styles.xml") RELATION(
                                                    "r3", "sharedStrings", "../xl/strings.xml"))},
        {"xl/styles.xml", STYLES},
        {"xl/strings.xml", STRINGS},
    };

    snprintf(sheet, sizeof sheet, whole ? "%s" : "<worksheet>%s</worksheet>", row->sheet);
    struct text bytes = zip(parts, sizeof parts / sizeof *parts);
    read_all(bytes, &shown);
    assert_string_equal(shown.text, row->want);
    release(bytes);
}

/* ---- .ods ---- */

static const struct sheet_case documents[] = {
    {"types", NULL,
     "<table:table table:name='A'><table:table-row><table:table-cell office:value-type='string'>"
     "<text:p>een</text:p><text:p>twee<text:s text:c='2'/>x<text:line-break/>y</text:p>"
     "</table:table-cell><table:table-cell office:value-type='float' office:value='1234.5'>"
     "<text:p>1.234,50</text:p></table:table-cell><table:table-cell office:value-type='date' "
     "office:date-value='2024-10-01'><text:p>1/10/24</text:p></table:table-cell>"
     "<table:table-cell office:value-type='boolean' office:boolean-value='true'/>"
     "</table:table-row></table:table>",
     "A1T:een\ntwee  x\ny B1N:1234.5 C1D:2024-10-01 D1B:1"},
    {"repeated cells and rows", NULL,
     "<table:table table:name='A'><table:table-row table:number-rows-repeated='2'>"
     "<table:table-cell table:number-columns-repeated='3'/><table:table-cell "
     "table:number-columns-repeated='2'><text:p>x</text:p></table:table-cell></table:table-row>"
     "<table:table-row table:number-rows-repeated='1048573'><table:table-cell "
     "table:number-columns-repeated='16384'/></table:table-row></table:table>",
     "D1T:x E1T:x D2T:x E2T:x"},
    {"a note and a drawing are no text", NULL,
     "<table:table><table:table-row><table:table-cell><office:annotation><text:p>noot</text:p>"
     "</office:annotation><text:p> a <text:span>b</text:span></text:p></table:table-cell>"
     "</table:table-row></table:table>",
     "A1T:a b"},
    {"hidden and merged, an error, a formula", NULL,
     "<office:automatic-styles><style:style style:name='t' style:family='table'>"
     "<style:table-properties table:display='false'/></style:style></office:automatic-styles>"
     "<table:table table:name='V' table:style-name='t'><table:table-column "
     "table:visibility='collapse'/><table:table-row table:visibility='filter'><table:table-cell "
     "table:number-columns-spanned='2' table:formula='of:=1/0' calcext:value-type='error'>"
     "<text:p>#DIV/0!</text:p></table:table-cell><table:covered-table-cell/><table:table-cell "
     "table:formula='of:=1'/></table:table-row></table:table>",
     " |-V A1=-E:#DIV/0! C1=-?: {f2 m1 e1 u1 r1 c1}"},
    {"too many repeated cells", NULL,
     "<table:table><table:table-row table:number-rows-repeated='1048576'><table:table-cell "
     "table:number-columns-repeated='16384'><text:p>x</text:p></table:table-cell>"
     "</table:table-row></table:table>",
     "0:0 WERKMAP-TE-GROOT"},
    {"too many blanks", NULL,
     "<table:table><table:table-row><table:table-cell><text:p><text:s text:c='4000000000'/>"
     "</text:p></table:table-cell></table:table-row></table:table>",
     "0:0 WERKMAP-TE-GROOT"},
    {"a number that is none", NULL,
     "<table:table><table:table-row><table:table-cell office:value-type='float' "
     "office:value='een'/></table:table-row></table:table>",
     "0:0 WERKMAP-BESCHADIGD"},
    {"no sheet", NULL, "", "0:0 WERKMAP-BESCHADIGD"},
};

static void test_document(void **state)
{
    const struct sheet_case *row = *state;
    char content[8192];
    struct shown shown;
    const struct part parts[] = {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                                 {"content.xml", content}};

    snprintf(content, sizeof content, "<office:document-content>%s</office:document-content>",
             row->sheet);
    struct text bytes = zip(parts, 2);
    read_all(bytes, &shown);
    assert_string_equal(shown.text, row->want);
    release(bytes);
}

/* ---- zips that are none, twice, or damaged ---- */

static void test_packages(void **state)
{
    static const struct part csv[] = {{"export.csv", "a;b\n"}};
    static const struct part twice[] = {{"content.xml", "<a/>"}, {"CONTENT.xml", "<a/>"}};
    static const struct part lost[] = {
        {"_rels/.rels", RELS(RELATION("a", "officeDocument", "xl/workbook.xml"))}};
    struct shown shown;
    struct text bytes = zip(csv, 1);

    (void)state;
    read_all(bytes, &shown);
    assert_string_equal(shown.text, ""); /* a zipped export is no workbook, and no error */
    assert_true(workbook_is_zip(bytes.at, bytes.length));
    release(bytes);
    bytes = zip(twice, 2);
    read_all(bytes, &shown);
    assert_string_equal(shown.text, "0:0 WERKMAP-BESCHADIGD");
    release(bytes);
    bytes = zip(lost, 1);
    read_all(bytes, &shown);
    assert_string_equal(shown.text, "0:0 WERKMAP-BESCHADIGD");
    release(bytes);
}

/* A byte changed anywhere, and any length: read or refused, never more. */
static void test_damaged(void **state)
{
    const struct part parts[] = {
        {"mimetype", "x"},
        {"content.xml", "<o><table:table><table:table-row><table:table-cell><text:p>een</text:p>"
                        "</table:table-cell></table:table-row></table:table></o>"}};
    struct text bytes = zip(parts, 2);
    struct shown shown;
    uint64_t seed = 7;
    char *at = malloc(bytes.length);

    (void)state;
    assert_non_null(at);
    for (int i = 0; i < 3000; i++) {
        memcpy(at, bytes.at, bytes.length);
        for (uint64_t changes = random_below(&seed, 3); changes-- > 0;)
            at[random_below(&seed, bytes.length)] = (char)random_next(&seed);
        read_all((struct text){at, bytes.length - random_below(&seed, i % 2 == 0 ? 1 : 40)},
                 &shown);
    }
    free(at);
    release(bytes);
}

/* ---- numbers ---- */

static const struct number_case {
    const char *name; /* as stored */
    const char *want;
    enum status status;
} numbers[] = {
    {"0", "0", STATUS_OK},
    {"-0", "0", STATUS_OK},
    {"0.0", "0", STATUS_OK},
    {"512", "512", STATUS_OK},
    {"5.12E+2", "512", STATUS_OK},
    {"1234.5", "1234,50", STATUS_OK},
    {"-1234.56", "-1234,56", STATUS_OK},
    {"0.30000000000000004", "0,30", STATUS_OK},
    {"1.1499999999999999", "1,15", STATUS_OK},
    {"76.199999999999989", "76,20", STATUS_OK},
    {"9999999999999.98", "9999999999999,98", STATUS_OK},
    {"10000000000000", "10000000000000", STATUS_RANGE},
    {"1e300", "1e300", STATUS_RANGE},
    {"1e-300", "0", STATUS_OK},
    {"0.005", "0,005", STATUS_RANGE},
    {"2.675", "2,675", STATUS_RANGE},
    {"0.0100001", "0,0100001", STATUS_RANGE},
    {"1234567890.1199999", "1234567890,12", STATUS_OK},
    {"0.01000000001", "0,01", STATUS_OK},
    {"-9.51E-05", "-9,51E-05", STATUS_RANGE},
    {"0.300075347642987", "0,300075347642987", STATUS_RANGE},
    {"12345678901234567890", "12345678901234567890", STATUS_RANGE},
    {"1,5", "1,5", STATUS_SYNTAX},
    {"", "", STATUS_SYNTAX},
    {".", ",", STATUS_SYNTAX},
    {"1e", "1e", STATUS_SYNTAX},
    {"nan", "nan", STATUS_SYNTAX},
    {"0x10", "0x10", STATUS_SYNTAX},
    {"1 ", "1 ", STATUS_SYNTAX},
    {"1e99999999999999999999", "1e99999999999999999999", STATUS_RANGE},
};

static void test_number(void **state)
{
    const struct number_case *row = *state;
    char out[WORKBOOK_NUMBER_BYTES];

    assert_int_equal(workbook_number((struct text){row->name, strlen(row->name)}, ',', out),
                     row->status);
    assert_string_equal(out, row->want);
}

/* Every amount of cents that a binary fraction stores comes back. */
static void test_cents(void **state)
{
    uint64_t seed = 1;

    (void)state;
    for (int i = 0; i < 200000; i++) {
        uint64_t cents = random_below(&seed, i % 2 == 0 ? 1000000 : UINT64_C(100000000000000));
        char stored[40];
        char want[40];
        char out[WORKBOOK_NUMBER_BYTES];
        int length = snprintf(stored, sizeof stored, "%.17g", (double)cents / 100);
        if (cents % 100 == 0)
            snprintf(want, sizeof want, "%llu", (unsigned long long)(cents / 100));
        else
            snprintf(want, sizeof want, "%llu,%02u", (unsigned long long)(cents / 100),
                     (unsigned)(cents % 100));
        assert_int_equal(workbook_number((struct text){stored, (size_t)length}, ',', out),
                         STATUS_OK);
        assert_string_equal(out, want);
    }
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_sheet, sheets);
    ROWS_ADD(rows, test_document, documents);
    rows_add(rows, test_packages, "packages", NULL);
    rows_add(rows, test_damaged, "damaged", NULL);
    ROWS_ADD(rows, test_number, numbers);
    rows_add(rows, test_cents, "cents", NULL);
    return rows_run(rows, "ingest/workbook");
}
