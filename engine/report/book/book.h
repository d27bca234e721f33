/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook being written: its sheets as tables of columns, and the formulas in them. For
 * workbook*.c and book*.c; not for others.
 *
 * A column carries its formula as a template, and each row brings the values that the run gives;
 * both are written, so that a reader that does not compute shows our amounts. In a template
 * [key] is the cell of that column in the same row, [^key] in the row above and [_key] in the row
 * below, [sheet:key] the column of another table, # the row that the value names, and % in
 * [sheet:%] the column that the value names. */
#ifndef REPORT_BOOK_BOOK_H
#define REPORT_BOOK_BOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "report/book/tally.h"
#include "run/run.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

enum book_sheet { /* in the order of the tabs */
                  SHEET_OVERVIEW,
                  SHEET_LINES,
                  SHEET_INCENTIVES,
                  SHEET_BENEFICIARIES,
                  SHEET_KPI,
                  SHEET_SPENDING,
                  SHEET_GRANTS,
                  SHEET_REPORTS,
                  SHEET_DECISIONS,
                  SHEET_PAYMENTS,
                  SHEET_PARAMETERS,
                  SHEET_FINDINGS,
                  SHEET_SOURCES,
                  SHEET_COUNT
};

enum book_style {
    STYLE_TEXT,
    STYLE_WRAP,
    STYLE_WORD, /* a word of ours */
    STYLE_COUNT,
    STYLE_MONEY,
    STYLE_DATE,
    STYLE_PERCENT,
    STYLE_RATE,
    STYLE_NUMBER, /* counts without grouping: years, line numbers */
    STYLES
};

enum book_role { ROLE_PLAIN, ROLE_INPUT, ROLE_FORMULA, ROLE_WORK, ROLE_TOTAL, ROLES };

struct book_text { /* in both languages */
    const char *nl;
    const char *en;
};

struct book_column {
    const char *key;
    struct book_text head;
    struct book_text note; /* of the header cell; NULL: none */
    const char *passage;   /* parameter or assumption whose passage the note quotes; NULL: none */
    const char *formula;   /* template; NULL: a value */
    const char *const *words; /* what an input may be, up to NULL; NULL: anything */
    uint8_t width;
    enum book_style style;
    bool input;
    bool work;  /* intermediate amounts: right of what is printed */
    bool total; /* summed above the table */
    bool array; /* an array formula */
};

enum book_kind { VALUE_NONE, VALUE_NUMBER, VALUE_TEXT };

struct book_value {
    enum book_kind kind;
    bool given; /* an input here, though the column has a formula */
    bool plain; /* no formula here, though the column has one */
    double number;
    int64_t cents; /* of an amount */
    const char *text;
    uint32_t row;    /* what # stands for */
    const char *key; /* what % stands for */
};

struct book_extent { /* rows of another table that belong to this one */
    bool set;
    uint32_t first, count;
};

struct book_row {
    struct book_value *cells; /* by column, all VALUE_NONE at first */
    struct book_extent own[SHEET_COUNT];
};

struct book;

struct book_table {
    enum book_sheet sheet;
    const struct book_column *columns;
    unsigned column_count;
    unsigned frozen; /* columns that stay in sight */
    struct book_text title;
    uint32_t rows;
    uint32_t spare; /* empty rows for inputs behind the last */
    enum status (*fill)(struct book *book, uint32_t index, struct book_row *row);
};

struct book_owner { /* of a row of a table below: number, and who it is */
    uint32_t number;
    uint32_t first, count;
    uint32_t beneficiary;
    const char *action;
    const char *group;
};

struct book {
    struct lxw_workbook *file;
    int memory; /* the open file that it becomes */
    int why;    /* errno of the first failure that the library met, told or not; 0: none */
    struct lxw_worksheet *sheets[SHEET_COUNT];
    struct lxw_format *formats[STYLES][ROLES];
    struct lxw_format *title, *subtitle, *label;
    struct lxw_format *heads[ROLES][2]; /* plain, input, work; left and right */
    struct lxw_format *changed;         /* conditional */
    const struct run *run;
    enum language language;
    enum status status; /* of the first thing that failed */
    struct tally tally; /* of what was handed to the library */
    bool noted[SHEET_COUNT];
    struct book_table tables[SHEET_COUNT];
    struct book_owner *grant_owners, *report_owners, *decision_owners, *payment_owners;
    uint32_t *series;          /* of rows of spending: number */
    uint32_t *spending_owners; /* beneficiary of each */
    uint32_t *group_rows;      /* of the prices in Parameters, from 1, by group */
    struct book_kpi *kpi;      /* see book_kpi.c */
    bool extra_reach;          /* the rule is meerbereik */
    int64_t extra_divisor;     /* of its price: 1 contribution, 2 full price */
    struct {
        int64_t numerator, denominator;
    } advance;                          /* the rate, reduced: 80 % is 4 / 5 */
    int64_t factor;                     /* of the financial control: 2 or 1 */
    int64_t spending_from, spending_to; /* serial days */
    char *scratch;                      /* BOOK_TEXT bytes: cleaned text */
    char *formula;                      /* BOOK_FORMULA bytes */
};

enum {
    BOOK_TEXT = 40000,
    BOOK_FORMULA = 8192, /* Excel's limit */
    BOOK_TOTALS = 2,     /* row of the totals, from 0 */
    BOOK_HEAD = 3,
    BOOK_FIRST = 4,      /* first row of a table */
    BOOK_ROWS = 1048576, /* Excel's limit */
    BOOK_WHOLE = 2000,   /* tables up to this are searched whole, so that rows can be added */
    BOOK_SPARE_DECISIONS = 20
};
/* The largest amount, 100 billion euro: up to there an amount in euro times 100, rounded, is its
 * number of cents, in any spreadsheet. See book_exact for products. */
#define BOOK_MOST_CENTS INT64_C(10000000000000)

/* Whether the product is a whole number that a double holds: below 2^53. */
bool book_exact(int64_t a, int64_t b);

/* Rounds the quotient q of n / d (all whole, n ≥ 0, d > 0) as the cell `afronding` says; the
 * remainder is taken exactly, so that no spreadsheet's own rounding decides. */
#define BOOK_ROUNDED(q, n, d)                                                                      \
    "(" q "+IF(afronding=\"naar-beneden\",IF(" n "<" q "*" d ",-1,0),"                             \
    "IF(OR(2*(" n "-" q "*" d ")>" d ",AND(2*(" n "-" q "*" d ")=" d                               \
    ",OR(afronding=\"half-weg-van-nul\",ISODD(" q ")))),1,0)))"

/* Of the tabs, in both languages: formulas name them. */
extern const char *const book_sheet_names[SHEET_COUNT];
const char *book_word(const struct book *book, struct book_text text);
bool book_chosen(const struct book *book, const char *assumption, const char *alternative);
enum rounding book_rounding(const struct book *book);
/* The value of a parameter on the day of the run; NULL: there is none. */
const struct run_parameter *book_parameter(const struct book *book, const char *name);

struct book_value book_number(int64_t number);
struct book_value book_money(struct money money);
struct book_value book_amount(struct run_amount amount); /* "" when not known */
struct book_value book_words(const char *text);
struct book_value book_date(const char *date); /* "2025-10-15"; text when it is none */
double book_days(const char *text);            /* serial day of a spreadsheet; 0: no date */

void book_start(struct book *book); /* formats and empty sheets */
/* Everything below remembers the first failure in book->status. */
void book_fail(struct book *book, enum status status);
/* Looks at errno, which was 0 when the library began: what it met and did not tell. */
void book_find_swallowed(struct book *book);
void book_cell(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
               struct book_value value, enum book_style style, enum book_role role);
void book_plain(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
                const char *text, struct lxw_format *format);
/* Cell of a heading over cells of that style and role (plain, input or work). */
void book_head(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
               const char *text, enum book_style style, enum book_role role);
/* Columns from first to last. */
void book_width(struct book *book, enum book_sheet sheet, unsigned first, unsigned last,
                double width);
void book_height(struct book *book, enum book_sheet sheet, uint32_t row, double points);
/* Lines that the text takes in a column that is so wide. */
unsigned book_text_lines(const char *text, double width);
/* Height for so many lines; call it before the cells of the row are written. */
void book_row_lines(struct book *book, enum book_sheet sheet, uint32_t row, unsigned lines);
/* A cell that the caller handed to the library itself; formula and text may be NULL. */
void book_tally(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
                const char *formula, double number, const char *text);
/* formula without a template: as it stands. */
void book_formula(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
                  const char *formula, struct book_value value, enum book_style style,
                  enum book_role role);
void book_note(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
               const char *text);
/* "text\n\nsource: passage" of a parameter or assumption. */
void book_note_passage(struct book *book, enum book_sheet sheet, uint32_t row, unsigned column,
                       const char *text, const char *name);
void book_list(struct book *book, enum book_sheet sheet, uint32_t first, uint32_t last,
               unsigned column, const char *const *words);
void book_page(struct book *book, enum book_sheet sheet, uint32_t last_row, unsigned last_column,
               uint32_t repeated_row);
void book_table(struct book *book, enum book_sheet sheet);
/* The column of a table: "AB". */
void book_letters(unsigned column, char out[4]);
/* "Afrekening!$P$5:$P$456" */
size_t book_range(const struct book *book, enum book_sheet sheet, const char *key,
                  const struct book_extent *own, char *out, size_t size);
unsigned book_column(const struct book *book, enum book_sheet sheet, const char *key);

/* The tables, each in a file of its own; the order of definition is not that of writing. */
void book_lines_define(struct book *book);
void book_incentives_define(struct book *book);
void book_beneficiaries_define(struct book *book);
MUST_CHECK enum status book_kpi_define(struct book *book, struct arena *arena);
void book_spending_define(struct book *book);
void book_events_define(struct book *book);
void book_findings_define(struct book *book);
/* Whose rows those of the tables are. */
MUST_CHECK enum status book_owners(struct book *book, struct arena *arena);
MUST_CHECK enum status book_series(struct book *book, struct arena *arena);
/* Reads what the formulas take from the scheme. */
MUST_CHECK enum status book_parameters_define(struct book *book, struct arena *arena);
void book_parameters(struct book *book);
void book_overview(struct book *book);
void book_sources(struct book *book);

/* What the decisions of a line or incentive that count come to, as the formulas see them. */
struct book_verdict {
    bool accepted;
    struct money withheld;
    struct money recovery;
};
struct book_verdict book_verdict(const struct run *run, uint32_t first, uint32_t count,
                                 struct money balance, bool incentive);
/* Numbers of rows: beneficiaries from 1, then lines, then incentives. */
uint32_t book_line_number(const struct run *run, uint32_t line);
uint32_t book_incentive_number(const struct run *run, uint32_t incentive);

#endif
