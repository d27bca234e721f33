/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheet Parameters: the values that the formulas use, each under a name; the prices; the
 * assumptions; every parameter of the scheme. */
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "report/book/book.h"

enum { NAME, WHAT, GROUP, VALUE, MAXIMUM, SOURCE, PASSAGE, ASSUMPTION, ROW, COLUMNS };
enum { FIRST_LIVE = 4 }; /* row from 0, under its heads */

struct live { /* a value under a name */
    const char *name;
    const char *from; /* parameter or assumption of the scheme; NULL: neither */
    struct book_text what;
    enum book_style style;
    const char *const *words;
    const char *formula; /* NULL: an input */
};

static const char *const roundings[] = {"half-weg-van-nul", "half-naar-even", "naar-beneden", NULL};
static const char *const recoveries[] = {"saldo-ingehouden", "saldo-volgt-beslissing", NULL};
static const char *const readings[] = {"eigen-inbreng", "bruto", NULL};
static const char *const bases[] = {"toegekend", "netto", NULL};
static const char *const rules[] = {"verdeelsleutel", "meerbereik", NULL};
static const char *const maxima[] = {"aftoppen", "melden", NULL};

enum {
    LIVE_CUTOFF,
    LIVE_ADVANCE,
    LIVE_NUMERATOR,
    LIVE_DENOMINATOR,
    LIVE_ROUNDING,
    LIVE_RULE,
    LIVE_DIVISOR,
    LIVE_MAXIMUM,
    LIVE_RECOVERY,
    LIVE_READING,
    LIVE_FACTOR,
    LIVE_BASE,
    LIVE_PROJECT_TO,
    LIVE_SPENDING_FROM,
    LIVE_SPENDING_TO,
    LIVE_COUNT
};

static const struct live live[LIVE_COUNT] = {
    [LIVE_CUTOFF] = {"peildatum",
                     NULL,
                     {"Rijen met een latere datum tellen niet.", "Rows dated later do not count."},
                     STYLE_DATE,
                     NULL,
                     NULL},
    [LIVE_ADVANCE] = {"voorschot",
                      "voorschot",
                      {"Deel van het toegekende bedrag dat bij goedkeuring wordt betaald.",
                       "Part of the amount granted that is paid on approval."},
                      STYLE_RATE,
                      NULL,
                      NULL},
    [LIVE_NUMERATOR] = {"voorschot_teller",
                        NULL,
                        {"Het voorschot als breuk van hele getallen: teller.",
                         "The advance as a fraction of whole numbers: numerator."},
                        STYLE_COUNT,
                        NULL,
                        "=ROUND(voorschot*1000000,0)/GCD(ROUND(voorschot*1000000,0),1000000)"},
    [LIVE_DENOMINATOR] = {"voorschot_noemer",
                          NULL,
                          {"Noemer.", "Denominator."},
                          STYLE_COUNT,
                          NULL,
                          "=1000000/GCD(ROUND(voorschot*1000000,0),1000000)"},
    [LIVE_ROUNDING] = {"afronding",
                       "afronding",
                       {"Wat er met een halve cent gebeurt.", "What becomes of half a cent."},
                       STYLE_WORD,
                       roundings,
                       NULL},
    [LIVE_RULE] = {"subsidieregel",
                   "subsidieregel",
                   {"verdeelsleutel: halvering of verschil; meerbereik: extra bereik × bijdrage.",
                    "verdeelsleutel: halving or difference; meerbereik: additional reach × "
                    "contribution."},
                   STYLE_WORD,
                   rules,
                   NULL},
    [LIVE_DIVISOR] =
        {"deler_meerbereik",
         NULL,
         {"Bij meerbereik: 1 als het standaardbedrag de bijdrage is, 2 als het de volle "
          "trajectprijs is.",
          "With meerbereik: 1 where the price is the contribution, 2 where it is the "
          "full price."},
         STYLE_COUNT,
         NULL,
         NULL},
    [LIVE_MAXIMUM] =
        {"boven_maximum",
         "boven-maximum",
         {"Extra bereik boven het maximum: aftoppen (alleen bij meerbereik) of melden.",
          "Reach above the maximum: aftoppen (cap, with meerbereik only) or melden "
          "(report)."},
         STYLE_WORD,
         maxima,
         NULL},
    [LIVE_RECOVERY] = {"terugvordering_en_saldo",
                       "terugvordering-en-saldo",
                       {"Of een terugvordering ook het saldo doet vervallen.",
                        "Whether a recovery withholds the balance too."},
                       STYLE_WORD,
                       recoveries,
                       NULL},
    [LIVE_READING] = {"verantwoording",
                      "verantwoording",
                      {"Lezing van “hetzelfde bedrag”.", "Reading of “the same amount”."},
                      STYLE_WORD,
                      readings,
                      NULL},
    [LIVE_FACTOR] = {"verantwoording_factor",
                     NULL,
                     {"Vereiste uitgaven = factor × basis.", "Required spending = factor × base."},
                     STYLE_COUNT,
                     NULL,
                     "=IF(verantwoording=\"bruto\",1,2)"},
    [LIVE_BASE] = {"verantwoordingsbasis",
                   "verantwoordingsbasis",
                   {"Subsidie die te verantwoorden is.", "Subsidy to justify."},
                   STYLE_WORD,
                   bases,
                   NULL},
    [LIVE_PROJECT_TO] = {"projectperiode_tot",
                         "projectperiode-tot",
                         {"Tot die dag lopen de stimulansen.", "Incentives run to this day."},
                         STYLE_DATE,
                         NULL,
                         NULL},
    [LIVE_SPENDING_FROM] = {"bestedingsperiode_van",
                            "bestedingsperiode-van",
                            {"Eerste dag waarvan de uitgaven tellen.",
                             "First day of which spending counts."},
                            STYLE_DATE,
                            NULL,
                            NULL},
    [LIVE_SPENDING_TO] = {"bestedingsperiode_tot",
                          "bestedingsperiode-tot",
                          {"Laatste dag waarvan de uitgaven tellen.",
                           "Last day of which spending counts."},
                          STYLE_DATE,
                          NULL,
                          NULL},
};

static const char *parameter_text(const struct book *book, const char *name)
{
    const struct run_parameter *parameter = book_parameter(book, name);

    return parameter == NULL ? "" : parameter->value;
}

static const char *chosen(const struct book *book, const char *id, const char *otherwise)
{
    const struct run_assumption *assumption = run_assumption_find(book->run, id);

    return assumption == NULL ? otherwise : assumption->chosen;
}

/* Codes of "A, B" in a row. Returns how many; calls nothing for a NULL taker. */
static unsigned codes(const char *list, const char *at[16], size_t length[16])
{
    unsigned count = 0;

    while (*list != '\0' && count < 16) {
        size_t size = strcspn(list, ",");
        at[count] = list;
        length[count++] = size;
        list += size;
        list += strspn(list, ", ");
    }
    return count;
}

static unsigned code_count(const struct book *book)
{
    const char *at[16];
    size_t length[16];

    return codes(parameter_text(book, "rapporteringscodes"), at, length);
}

static uint32_t first_code(void)
{
    return FIRST_LIVE + LIVE_COUNT;
}

static uint32_t first_price(const struct book *book)
{
    unsigned count = code_count(book);

    return first_code() + (count == 0 ? 1 : count) + 3;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (a != 0) {
        int64_t rest = b % a;
        b = a;
        a = rest;
    }
    return b;
}

enum status book_parameters_define(struct book *book, struct arena *arena)
{
    const struct run *run = book->run;
    const char *advance = parameter_text(book, "voorschot");
    const char *rule = chosen(book, "verdeelsleutel", parameter_text(book, "subsidieregel"));
    struct rate rate = {0};

    if (text_parse_rate((struct text){advance, strlen(advance)}, &rate) != STATUS_OK)
        return STATUS_SYNTAX;
    int64_t divisor = common_divisor(rate.ppm, RATE_WHOLE.ppm);
    book->advance.numerator = rate.ppm / divisor;
    book->advance.denominator = RATE_WHOLE.ppm / divisor;
    book->extra_reach = strcmp(rule, "meerbereik") == 0;
    book->extra_divisor = strcmp(parameter_text(book, "subsidieregel"), "meerbereik") == 0 ? 1 : 2;
    book->factor = run_reads_gross(run) ? 1 : 2;
    book->spending_from = (int64_t)book_days(parameter_text(book, "bestedingsperiode-van"));
    book->spending_to = (int64_t)book_days(parameter_text(book, "bestedingsperiode-tot"));
    book->group_rows = arena_alloc(arena, run->group_count * sizeof *book->group_rows);
    if (book->group_rows == NULL)
        return STATUS_MEMORY;
    for (uint32_t g = 0; g < run->group_count; g++)
        book->group_rows[g] = first_price(book) + g + 1;
    return STATUS_OK;
}

static struct book_value live_value(const struct book *book, unsigned which)
{
    switch (which) {
    case LIVE_CUTOFF:
        return book_date(book->run->cutoff);
    case LIVE_ADVANCE:
        return (struct book_value){.kind = VALUE_NUMBER,
                                   .number = (double)book->advance.numerator /
                                             (double)book->advance.denominator};
    case LIVE_NUMERATOR:
        return book_number(book->advance.numerator);
    case LIVE_DENOMINATOR:
        return book_number(book->advance.denominator);
    case LIVE_ROUNDING:
        return book_words(chosen(book, "afronding", roundings[0]));
    case LIVE_RULE:
        return book_words(book->extra_reach ? "meerbereik" : "verdeelsleutel");
    case LIVE_DIVISOR:
        return book_number(book->extra_divisor);
    case LIVE_MAXIMUM:
        return book_words(parameter_text(book, "boven-maximum"));
    case LIVE_RECOVERY:
        return book_words(chosen(book, "terugvordering-en-saldo", recoveries[0]));
    case LIVE_READING:
        return book_words(chosen(book, "verantwoording", readings[0]));
    case LIVE_FACTOR:
        return book_number(book->factor);
    case LIVE_BASE:
        return book_words(chosen(book, "verantwoordingsbasis", bases[0]));
    default:
        return book_date(parameter_text(book, live[which].from));
    }
}

static void text_at(struct book *book, uint32_t row, unsigned column, const char *text,
                    enum book_style style)
{
    book_cell(book, SHEET_PARAMETERS, row, column, book_words(text), style, ROLE_PLAIN);
}

static const uint8_t widths[COLUMNS] = {27, 44, 17, 22, 10, 14, 62, 36, 10};

static void high(struct book *book, uint32_t row, const char *what, const char *passage,
                 const char *assumption)
{
    unsigned lines = book_text_lines(what, widths[WHAT]);
    unsigned more = book_text_lines(passage, widths[PASSAGE]);

    lines = more > lines ? more : lines;
    more = book_text_lines(assumption, widths[ASSUMPTION]);
    book_row_lines(book, SHEET_PARAMETERS, row, more > lines ? more : lines);
}

/* Of a parameter or assumption of that name. */
static const char *passage_of(const struct book *book, const char *name)
{
    const struct run_parameter *p = name == NULL ? NULL : book_parameter(book, name);
    const struct run_assumption *a = name == NULL ? NULL : run_assumption_find(book->run, name);

    return p != NULL ? p->passage : a != NULL ? a->passage : "";
}

/* Source, passage, assumption and line of a parameter, or of an assumption of that name. */
static void origin(struct book *book, uint32_t row, const char *name)
{
    const struct run_parameter *p = name == NULL ? NULL : book_parameter(book, name);
    const struct run_assumption *a = name == NULL ? NULL : run_assumption_find(book->run, name);

    text_at(book, row, SOURCE, p != NULL ? p->source : a != NULL ? a->source : "", STYLE_TEXT);
    text_at(book, row, PASSAGE, passage_of(book, name), STYLE_WRAP);
    text_at(book, row, ASSUMPTION, p != NULL ? p->assumption : a != NULL ? a->id : "", STYLE_WRAP);
    book_cell(book, SHEET_PARAMETERS, row, ROW, book_number(p != NULL ? p->line : RUN_NONE),
              STYLE_NUMBER, ROLE_PLAIN);
}

static void heads(struct book *book, uint32_t row, struct book_text section,
                  const struct book_text texts[COLUMNS], unsigned inputs)
{
    static const enum book_style styles[COLUMNS] = {
        [VALUE] = STYLE_COUNT, [MAXIMUM] = STYLE_COUNT, [ROW] = STYLE_NUMBER};

    book_plain(book, SHEET_PARAMETERS, row - 1, NAME, book_word(book, section), book->label);
    book_height(book, SHEET_PARAMETERS, row, 26);
    for (unsigned c = 0; c < COLUMNS; c++)
        book_head(book, SHEET_PARAMETERS, row, c, book_word(book, texts[c]), styles[c],
                  c >= VALUE && c < VALUE + inputs ? ROLE_INPUT : ROLE_PLAIN);
}

static void define(struct book *book, const char *name, uint32_t first, uint32_t last)
{
    char range[64];

    snprintf(range, sizeof range, first == last ? "=Parameters!$D$%u" : "=Parameters!$D$%u:$D$%u",
             first + 1, last + 1);
    if (book->status == STATUS_OK && workbook_define_name(book->file, name, range) != LXW_NO_ERROR)
        book_fail(book, STATUS_MEMORY);
    book->tally.names++;
}

static void write_codes(struct book *book)
{
    const char *at[16];
    size_t length[16];
    unsigned count = codes(parameter_text(book, "rapporteringscodes"), at, length);
    uint32_t row = first_code();
    char code[128];

    for (unsigned i = 0; i < (count == 0 ? 1 : count); i++) {
        snprintf(code, sizeof code, "%.*s", count == 0 ? 0 : (int)length[i],
                 count == 0 ? "" : at[i]);
        text_at(book, row + i, NAME, "rapporteringscodes", STYLE_TEXT);
        text_at(book, row + i, WHAT,
                book_word(book, (struct book_text){"Uitgaven met deze code tellen.",
                                                   "Spending with this code counts."}),
                STYLE_WRAP);
        text_at(book, row + i, GROUP, "", STYLE_TEXT);
        book_cell(book, SHEET_PARAMETERS, row + i, VALUE, book_words(code), STYLE_TEXT, ROLE_INPUT);
        origin(book, row + i, "rapporteringscodes");
    }
    define(book, "rapporteringscodes", row, row + (count == 0 ? 0 : count - 1));
}

static void write_live(struct book *book)
{
    static const struct book_text texts[COLUMNS] = {{"naam van de cel", "name of the cell"},
                                                    {"wat ze doet", "what it does"},
                                                    {"", ""},
                                                    {"waarde", "value"},
                                                    {"", ""},
                                                    {"bron", "source"},
                                                    {"passage", "passage"},
                                                    {"aanname", "assumption"},
                                                    {"lijn in de regeling", "line in the scheme"}};

    heads(book, FIRST_LIVE - 1,
          (struct book_text){"Waarden die de formules gebruiken", "Values that the formulas use"},
          texts, 1);
    for (unsigned i = 0; i < LIVE_COUNT; i++) {
        uint32_t row = FIRST_LIVE + i;
        high(book, row, book_word(book, live[i].what), passage_of(book, live[i].from), "");
        text_at(book, row, NAME, live[i].name, STYLE_TEXT);
        text_at(book, row, WHAT, book_word(book, live[i].what), STYLE_WRAP);
        text_at(book, row, GROUP, "", STYLE_TEXT);
        if (live[i].formula != NULL)
            book_formula(book, SHEET_PARAMETERS, row, VALUE, live[i].formula, live_value(book, i),
                         live[i].style, ROLE_FORMULA);
        else
            book_cell(book, SHEET_PARAMETERS, row, VALUE, live_value(book, i), live[i].style,
                      ROLE_INPUT);
        origin(book, row, live[i].from);
        define(book, live[i].name, row, row);
        if (live[i].words != NULL)
            book_list(book, SHEET_PARAMETERS, row, row, VALUE, live[i].words);
    }
    write_codes(book);
}

/* The amount of a price as the scheme writes it, "1.300,00"; nothing where it is not known. */
static struct book_value price_value(const struct book *book, const struct run_group *group)
{
    const char *text = parameter_text(book, group->price_parameter);
    struct money money;

    return text_parse_money((struct text){text, strlen(text)}, &money) == STATUS_OK
               ? book_money(money)
               : (struct book_value){0};
}

static uint32_t write_prices(struct book *book)
{
    static const struct book_text texts[COLUMNS] = {{"actie", "action"},
                                                    {"naam", "name"},
                                                    {"doelgroep", "target group"},
                                                    {"standaardbedrag", "unit price"},
                                                    {"maximum", "maximum"},
                                                    {"bron", "source"},
                                                    {"passage", "passage"},
                                                    {"aanname", "assumption"},
                                                    {"lijn in de regeling", "line in the scheme"}};
    const struct run *run = book->run;
    uint32_t row = first_price(book);

    heads(book, row - 1,
          (struct book_text){"Standaardbedragen en maxima", "Unit prices and maxima"}, texts, 2);
    for (uint32_t a = 0; a < run->action_count; a++)
        for (uint32_t g = 0; g < run->actions[a].group_count; g++) {
            const struct run_group *group = &run->groups[run->actions[a].first_group + g];
            uint32_t at = book->group_rows[run->actions[a].first_group + g] - 1;
            high(book, at, run->actions[a].name, passage_of(book, group->price_parameter), "");
            text_at(book, at, NAME, group->action, STYLE_TEXT);
            text_at(book, at, WHAT, run->actions[a].name, STYLE_WRAP);
            text_at(book, at, GROUP, group->group, STYLE_TEXT);
            book_cell(book, SHEET_PARAMETERS, at, VALUE, price_value(book, group), STYLE_MONEY,
                      ROLE_INPUT);
            book_cell(book, SHEET_PARAMETERS, at, MAXIMUM, book_number(group->maximum), STYLE_COUNT,
                      ROLE_INPUT);
            origin(book, at, group->price_parameter);
        }
    return row + run->group_count;
}

static const char *yes(const struct book *book, bool is)
{
    return book_word(book, is ? (struct book_text){"ja", "yes"} : (struct book_text){"nee", "no"});
}

static uint32_t write_assumptions(struct book *book, uint32_t row)
{
    static const struct book_text texts[COLUMNS] = {
        {"aanname", "assumption"},
        {"wat de tekst niet zegt", "what the text does not say"},
        {"bepaalt een bedrag", "decides an amount"},
        {"gekozen", "chosen"},
        {"standaard", "standard"},
        {"bron", "source"},
        {"passage", "passage"},
        {"wat aangenomen is", "what is assumed"},
        {"", ""}};
    const struct run *run = book->run;

    heads(book, row - 1, (struct book_text){"Aannames", "Assumptions"}, texts, 0);
    for (uint32_t i = 0; i < run->assumption_count; i++, row++) {
        const struct run_assumption *a = &run->assumptions[i];
        high(book, row, a->silent, a->passage, a->assumed);
        text_at(book, row, NAME, a->id, STYLE_WRAP);
        text_at(book, row, WHAT, a->silent, STYLE_WRAP);
        text_at(book, row, GROUP, yes(book, a->decides), STYLE_WORD);
        text_at(book, row, VALUE, a->chosen, STYLE_WRAP);
        text_at(book, row, MAXIMUM, yes(book, a->standard), STYLE_WORD);
        text_at(book, row, SOURCE, a->source, STYLE_TEXT);
        text_at(book, row, PASSAGE, a->passage, STYLE_WRAP);
        text_at(book, row, ASSUMPTION, a->assumed, STYLE_WRAP);
        text_at(book, row, ROW, "", STYLE_TEXT);
    }
    return row;
}

static uint32_t write_all(struct book *book, uint32_t row)
{
    static const struct book_text texts[COLUMNS] = {{"parameter", "parameter"},
                                                    {"waarde", "value"},
                                                    {"geldig van", "valid from"},
                                                    {"geldig tot", "valid to"},
                                                    {"", ""},
                                                    {"bron", "source"},
                                                    {"passage", "passage"},
                                                    {"aanname", "assumption"},
                                                    {"lijn in de regeling", "line in the scheme"}};
    const struct run *run = book->run;

    heads(book, row - 1,
          (struct book_text){"Alle parameters van de regeling, zoals ze er staan",
                             "Every parameter of the scheme, as it stands there"},
          texts, 0);
    for (uint32_t i = 0; i < run->parameter_count; i++, row++) {
        const struct run_parameter *p = &run->parameters[i];
        high(book, row, p->value, p->passage, p->assumption);
        text_at(book, row, NAME, p->name, STYLE_TEXT);
        text_at(book, row, WHAT,
                *p->value != '\0' ? p->value
                                  : book_word(book, (struct book_text){"onbekend", "unknown"}),
                STYLE_WRAP);
        book_cell(book, SHEET_PARAMETERS, row, GROUP, book_date(p->from), STYLE_DATE, ROLE_PLAIN);
        book_cell(book, SHEET_PARAMETERS, row, VALUE, book_date(p->to), STYLE_DATE, ROLE_PLAIN);
        text_at(book, row, MAXIMUM, "", STYLE_TEXT);
        text_at(book, row, SOURCE, p->source, STYLE_TEXT);
        text_at(book, row, PASSAGE, p->passage, STYLE_WRAP);
        text_at(book, row, ASSUMPTION, p->assumption, STYLE_WRAP);
        book_cell(book, SHEET_PARAMETERS, row, ROW, book_number(p->line), STYLE_NUMBER, ROLE_PLAIN);
    }
    return row;
}

void book_parameters(struct book *book)
{
    for (unsigned c = 0; c < COLUMNS; c++)
        book_width(book, SHEET_PARAMETERS, c, c, widths[c]);
    book_plain(
        book, SHEET_PARAMETERS, 0, 0,
        book_word(book, (struct book_text){"Parameters en aannames", "Parameters and assumptions"}),
        book->title);
    book_plain(book, SHEET_PARAMETERS, 1, 0, book->run->scheme_name, book->subtitle);
    write_live(book);
    uint32_t row = write_prices(book);
    row = write_assumptions(book, row + 3);
    row = write_all(book, row + 3);
    worksheet_freeze_panes(book->sheets[SHEET_PARAMETERS], 2, 1);
    book_page(book, SHEET_PARAMETERS, row - 1, COLUMNS - 1, 0);
}
