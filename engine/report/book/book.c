/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells, formats, notes and pages of the workbook. A double stands here only for what a
 * spreadsheet keeps: an amount is made in cents, and divided by 100 where it is written. */
#include "report/book/book.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "core/date.h"

const char *const book_sheet_names[SHEET_COUNT] = {[SHEET_OVERVIEW] = "Overzicht",
                                                   [SHEET_LINES] = "Afrekening",
                                                   [SHEET_INCENTIVES] = "Stimulansen",
                                                   [SHEET_BENEFICIARIES] = "Begunstigden",
                                                   [SHEET_KPI] = "KPI",
                                                   [SHEET_SPENDING] = "Uitgaven",
                                                   [SHEET_GRANTS] = "Toekenningen",
                                                   [SHEET_REPORTS] = "Rapporten",
                                                   [SHEET_DECISIONS] = "Beslissingen",
                                                   [SHEET_PAYMENTS] = "Betalingen",
                                                   [SHEET_PARAMETERS] = "Parameters",
                                                   [SHEET_FINDINGS] = "Bevindingen",
                                                   [SHEET_SOURCES] = "Bronnen"};

void book_fail(struct book *book, enum status status)
{
    if (book->status == STATUS_OK)
        book->status = status;
}

/* A resource that fell short; other values of errno are no failures of a writer. */
static bool is_failure(int error)
{
    return error == ENOMEM || error == EIO || error == ENOSPC || error == EDQUOT ||
           error == EFBIG || error == EMFILE || error == ENFILE || error == EINTR;
}

void book_find_swallowed(struct book *book)
{
    if (book->why == 0 && is_failure(errno))
        book->why = errno; /* the library sets it back with each temporary file */
    if (book->why != 0)
        book_fail(book, book->why == ENOMEM ? STATUS_MEMORY : STATUS_IO);
}

static void check(struct book *book, lxw_error error)
{
    book_find_swallowed(book);
    if (error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
        book_fail(book, STATUS_RANGE);
    else if (error != LXW_NO_ERROR)
        book_fail(book, STATUS_MEMORY);
}

const char *book_word(const struct book *book, struct book_text text)
{
    return book->language == LANGUAGE_NL ? text.nl : text.en;
}

bool book_chosen(const struct book *book, const char *assumption, const char *alternative)
{
    const struct run_assumption *found = run_assumption_find(book->run, assumption);

    return found != NULL && strcmp(found->chosen, alternative) == 0;
}

enum rounding book_rounding(const struct book *book)
{
    return book_chosen(book, "afronding", "half-naar-even") ? ROUNDING_HALF_EVEN
           : book_chosen(book, "afronding", "naar-beneden") ? ROUNDING_DOWN
                                                            : ROUNDING_HALF_AWAY;
}

const struct run_parameter *book_parameter(const struct book *book, const char *name)
{
    const struct run *run = book->run;

    for (uint32_t i = 0; i < run->parameter_count; i++) {
        const struct run_parameter *p = &run->parameters[i];
        if (strcmp(p->name, name) == 0 && strcmp(p->from, run->cutoff) <= 0 &&
            strcmp(run->cutoff, p->to) <= 0)
            return p;
    }
    return run_parameter_find(run, name);
}

bool book_exact(int64_t a, int64_t b)
{
    int64_t product;

    return !__builtin_mul_overflow(a, b, &product) && product < INT64_C(1) << 53 &&
           product > -(INT64_C(1) << 53);
}

/* ---- values ---- */

struct book_value book_number(int64_t number)
{
    return number != RUN_NONE ? (struct book_value){.kind = VALUE_NUMBER, .number = (double)number}
                              : (struct book_value){0};
}

struct book_value book_money(struct money money)
{
    return (struct book_value){
        .kind = VALUE_NUMBER, .number = (double)money.cents / 100.0, .cents = money.cents};
}

struct book_value book_words(const char *text)
{
    return (struct book_value){.kind = VALUE_TEXT, .text = text};
}

struct book_value book_amount(struct run_amount amount)
{
    return amount.known ? book_money(amount.money) : book_words("");
}

double book_days(const char *text)
{
    struct date date;
    struct date zero;

    if (date_parse(text, strlen(text), &date) != STATUS_OK ||
        date_from_civil(1899, 12, 30, &zero) != STATUS_OK)
        return 0;
    return date.days - zero.days;
}

struct book_value book_date(const char *date)
{
    double days = book_days(date);

    return days > 0 ? (struct book_value){.kind = VALUE_NUMBER, .number = days} : book_words(date);
}

/* ---- formats ---- */

enum { INK = 0x1F2933, HEAD_INK = 0xFFFFFF, HEAD_FILL = 0x1F3A5F, INPUT_HEAD_FILL = 0x8A5A00 };
enum { INPUT_FILL = 0xFFF6D6, INPUT_INK = 0x1A4B8C, WORK_INK = 0x5F6B7A, RULE = 0xC9D1DA };
enum { WORK_HEAD_FILL = 0x5F6B7A, TOTAL_FILL = 0xE6ECF3 };
enum { CHANGED_INK = 0x7A2E00, CHANGED_FILL = 0xFFE0B8 };

static struct lxw_format *new_format(struct book *book, lxw_color_t ink)
{
    struct lxw_format *format = workbook_add_format(book->file);

    if (format == NULL) {
        book_fail(book, STATUS_MEMORY);
        return NULL;
    }
    format_set_font_name(format, "Arial"); /* or the same widths: everywhere */
    format_set_font_size(format, 9);
    format_set_font_color(format, ink);
    return format;
}

static bool is_text(enum book_style style)
{
    return style == STYLE_TEXT || style == STYLE_WRAP || style == STYLE_WORD;
}

static struct lxw_format *head_format(struct book *book, lxw_color_t fill, bool right)
{
    struct lxw_format *format = new_format(book, HEAD_INK);

    if (format == NULL)
        return NULL;
    format_set_bold(format);
    format_set_bg_color(format, fill);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (right)
        format_set_align(format, LXW_ALIGN_RIGHT);
    else
        format_set_indent(format, 1);
    return format;
}

static const char *number_format(enum book_style style)
{
    static const char *const formats[STYLES] = {
        [STYLE_TEXT] = "@",        [STYLE_WRAP] = "@",         [STYLE_WORD] = "General",
        [STYLE_COUNT] = "#,##0",   [STYLE_MONEY] = "#,##0.00", [STYLE_DATE] = "dd/mm/yyyy",
        [STYLE_PERCENT] = "0.00%", [STYLE_RATE] = "0.####%",   [STYLE_NUMBER] = "0"};

    return formats[style];
}

static struct lxw_format *cell_format(struct book *book, enum book_style style, enum book_role role)
{
    struct lxw_format *format = new_format(book, role == ROLE_INPUT  ? INPUT_INK
                                                 : role == ROLE_WORK ? WORK_INK
                                                                     : INK);

    if (format == NULL)
        return NULL;
    format_set_num_format(format, number_format(style));
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_bottom(format, LXW_BORDER_HAIR);
    format_set_bottom_color(format, RULE);
    if (is_text(style))
        format_set_indent(format, 1);
    if (style == STYLE_WRAP)
        format_set_text_wrap(format);
    if (role == ROLE_INPUT) {
        format_set_bg_color(format, INPUT_FILL);
        format_set_unlocked(format);
    }
    if (role == ROLE_TOTAL) {
        format_set_bold(format);
        format_set_bg_color(format, TOTAL_FILL);
    }
    return format;
}

static void make_formats(struct book *book)
{
    for (int style = 0; style < STYLES; style++)
        for (int role = 0; role < ROLES; role++)
            book->formats[style][role] =
                cell_format(book, (enum book_style)style, (enum book_role)role);
    book->title = new_format(book, HEAD_FILL);
    book->subtitle = new_format(book, WORK_INK);
    book->label = new_format(book, HEAD_FILL);
    for (int right = 0; right < 2; right++) {
        book->heads[ROLE_PLAIN][right] = head_format(book, HEAD_FILL, right != 0);
        book->heads[ROLE_INPUT][right] = head_format(book, INPUT_HEAD_FILL, right != 0);
        book->heads[ROLE_WORK][right] = head_format(book, WORK_HEAD_FILL, right != 0);
    }
    book->changed = workbook_add_format(book->file);
    if (book->changed == NULL)
        book_fail(book, STATUS_MEMORY);
    if (book->status != STATUS_OK)
        return;
    format_set_bold(book->changed);
    format_set_font_color(book->changed, CHANGED_INK);
    format_set_bg_color(book->changed, CHANGED_FILL);
    format_set_bold(book->title);
    format_set_font_size(book->title, 15);
    format_set_bold(book->label);
    format_set_font_size(book->label, 11);
}

/* ---- cells ---- */

/* Whether the text is what a spreadsheet would decode: _xHHHH_. */
static bool is_escape(const char *at)
{
    if (strncmp(at, "_x", 2) != 0)
        return false;
    for (int i = 2; i < 6; i++)
        if (strchr("0123456789abcdefABCDEF", at[i]) == NULL || at[i] == '\0')
            return false;
    return at[6] == '_';
}

/* Text as it stands in a cell: characters that XML or a reader would take for something else
 * become visible marks; nothing is lost silently. */
static const char *clean(struct book *book, const char *text)
{
    size_t length = strlen(text);
    size_t used = 0;

    for (size_t i = 0; i < length && used < BOOK_TEXT - 16;) {
        size_t size = text_character(text + i, length - i);
        bool bad = size == 0 || (text_is_control(text + i, size) && text[i] != '\n') ||
                   memcmp(text + i, "\xEF\xBF", size < 2 ? size : 2) == 0;
        if (bad) {
            memcpy(book->scratch + used, "\xEF\xBF\xBD", 3);
            used += 3;
            i += size == 0 ? 1 : size;
            continue;
        }
        if (is_escape(text + i)) {
            memcpy(book->scratch + used, "_x005F", 6);
            used += 6;
        }
        memcpy(book->scratch + used, text + i, size);
        used += size;
        i += size;
    }
    book->scratch[used] = '\0';
    return book->scratch;
}

static void place_of(uint32_t row, unsigned column, char place[16])
{
    char letters[4];

    book_letters(column, letters);
    snprintf(place, 16, "%s%u", letters, row + 1);
}

void book_tally(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
                const char *formula, double number, const char *text)
{
    char place[16];
    char digits[32] = "";

    place_of(row, column, place);
    if (text == NULL)
        snprintf(digits, sizeof digits, "%.16G", number); /* as the library does */
    tally_add(&book->tally.sheets[sheet], place, text != NULL, formula,
              text == NULL ? digits : text);
}

/* An empty cell that has a format. */
static void tally_blank(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column)
{
    char place[16];

    place_of(row, column, place);
    tally_add(&book->tally.sheets[sheet], place, false, NULL, "");
}

void book_plain(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
                const char *text, struct lxw_format *format)
{
    if (book->status != STATUS_OK)
        return;
    const char *cleaned = clean(book, text);

    check(book,
          worksheet_write_string(book->sheets[sheet], row, (lxw_col_t)column, cleaned, format));
    if (*cleaned == '\0')
        tally_blank(book, sheet, row, column);
    else
        book_tally(book, sheet, row, column, NULL, 0, cleaned);
}

void book_head(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
               const char *text, enum book_style style, enum book_role role)
{
    book_plain(book, sheet, row, column, text, book->heads[role][!is_text(style)]);
}

void book_width(struct book *book, enum book_sheet sheet, unsigned first, unsigned last,
                double width)
{
    if (book->status != STATUS_OK)
        return;
    check(book, worksheet_set_column(book->sheets[sheet], (lxw_col_t)first, (lxw_col_t)last, width,
                                     NULL));
    book->tally.widths++;
}

void book_height(struct book *book, enum book_sheet sheet, uint32_t row, double points)
{
    if (book->status == STATUS_OK)
        check(book, worksheet_set_row(book->sheets[sheet], row, points, NULL));
}

unsigned book_text_lines(const char *text, double width)
{
    double room = width * 1.2; /* a letter of our font is narrower than the unit of a width */
    size_t letters = 0;

    for (const char *at = text; *at != '\0'; at++)
        letters += ((unsigned char)*at & 0xC0) != 0x80;
    return 1 + (unsigned)((double)letters / room);
}

void book_row_lines(struct book *book, enum book_sheet sheet, uint32_t row, unsigned lines)
{
    enum { MOST = 30 }; /* a sheet has no row higher than 409 points */

    if (lines > 1)
        book_height(book, sheet, row, 3 + 12.0 * (lines < MOST ? lines : MOST));
}

void book_cell(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
               struct book_value value, enum book_style style, enum book_role role)
{
    struct lxw_worksheet *to = book->sheets[sheet];
    struct lxw_format *format = book->formats[style][role];

    if (book->status != STATUS_OK)
        return;
    if (value.kind == VALUE_NUMBER) {
        check(book, worksheet_write_number(to, row, (lxw_col_t)column, value.number, format));
        book_tally(book, sheet, row, column, NULL, value.number, NULL);
    } else if (value.kind == VALUE_TEXT && *value.text != '\0') {
        book_plain(book, sheet, row, column, value.text, format);
    } else {
        check(book, worksheet_write_blank(to, row, (lxw_col_t)column, format));
        tally_blank(book, sheet, row, column);
    }
}

void book_formula(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
                  const char *formula, struct book_value value, enum book_style style,
                  enum book_role role)
{
    struct lxw_worksheet *to = book->sheets[sheet];
    struct lxw_format *format = book->formats[style][role];

    if (book->status != STATUS_OK)
        return;
    const char *text = value.kind == VALUE_NUMBER ? NULL
                       : value.kind == VALUE_TEXT ? clean(book, value.text)
                                                  : "";

    if (text == NULL)
        check(book, worksheet_write_formula_num(to, row, (lxw_col_t)column, formula, format,
                                                value.number));
    else
        check(book, worksheet_write_formula_str(to, row, (lxw_col_t)column, formula, format, text));
    book_tally(book, sheet, row, column, formula, value.number, text);
}

void book_note(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
               const char *text)
{
    char author[] = "saldo";
    lxw_comment_options options = {
        .author = author, .width = 320, .height = 150, .font_size = 9, .color = 0xFFFBE6};

    char place[16];

    if (book->status != STATUS_OK)
        return;
    const char *cleaned = clean(book, text);

    check(book, worksheet_write_comment_opt(book->sheets[sheet], row, (lxw_col_t)column, cleaned,
                                            &options));
    place_of(row, column, place);
    tally_add(&book->tally.notes, place, false, NULL, cleaned);
    book->tally.noted_sheets += !book->noted[sheet];
    book->noted[sheet] = true;
}

void book_note_passage(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
                       const char *text, const char *name)
{
    const struct run_parameter *parameter = book_parameter(book, name);
    const struct run_assumption *assumption = run_assumption_find(book->run, name);
    const char *source = parameter != NULL    ? parameter->source
                         : assumption != NULL ? assumption->source
                                              : NULL;
    char note[2048];

    if (source == NULL) {
        book_note(book, sheet, row, column, text);
        return;
    }
    snprintf(note, sizeof note, "%s\n\n%s, %s", text, source,
             parameter != NULL ? parameter->passage : assumption->passage);
    note[text_utf8_error(note, strlen(note))] = '\0'; /* never half a character */
    book_note(book, sheet, row, column, note);
}

void book_list(struct book *book, enum book_sheet sheet, uint32_t first, uint32_t last,
               unsigned column, const char *const *words)
{
    char *list[16] = {0}; /* the library copies them */
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                      .ignore_blank = LXW_VALIDATION_ON,
                                      .dropdown = LXW_VALIDATION_ON,
                                      .error_type = LXW_VALIDATION_ERROR_TYPE_STOP};

    for (size_t i = 0; words[i] != NULL; i++)
        list[i] = (char *)(uintptr_t)words[i];
    validation.value_list = list;
    if (book->status != STATUS_OK)
        return;
    check(book, worksheet_data_validation_range(book->sheets[sheet], first, (lxw_col_t)column, last,
                                                (lxw_col_t)column, &validation));
    book->tally.lists++;
}

void book_page(struct book *book, enum book_sheet sheet, uint32_t last_row, unsigned last_column,
               uint32_t repeated_row)
{
    struct lxw_worksheet *to = book->sheets[sheet];
    char footer[256];

    snprintf(footer, sizeof footer, "&L&8saldo %s, %.16s&C&8&A&R&8&P / &N", book->run->engine,
             book->run->manifest_sha256);
    worksheet_set_landscape(to);
    worksheet_set_paper(to, 9); /* A4 */
    worksheet_set_margins(to, 0.4, 0.4, 0.5, 0.6);
    worksheet_fit_to_pages(to, 1, 0);
    check(book, worksheet_set_footer(to, footer));
    book->tally.names += repeated_row > 0 ? 2 : 1;
    check(book, worksheet_print_area(to, 0, 0, last_row, (lxw_col_t)last_column));
    if (repeated_row > 0)
        check(book, worksheet_repeat_rows(to, repeated_row, repeated_row));
}

void book_start(struct book *book)
{
    make_formats(book);
    for (int i = 0; i < SHEET_COUNT && book->status == STATUS_OK; i++) {
        /* Formulas name the sheets: one name in both languages. */
        book->sheets[i] = workbook_add_worksheet(book->file, book_sheet_names[i]);
        if (book->sheets[i] == NULL) {
            book_fail(book, STATUS_MEMORY);
            return;
        }
        lxw_protection options = {
            .format_columns = LXW_TRUE, .format_rows = LXW_TRUE, .autofilter = LXW_TRUE};
        worksheet_protect(book->sheets[i], NULL, &options);
        worksheet_gridlines(book->sheets[i], LXW_HIDE_ALL_GRIDLINES);
    }
}
