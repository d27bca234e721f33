/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to change: the sample of rows, with what to put in each column; the keys of dossier.yaml;
 * the values of the scheme. */
#include "golden/perturb.h"

#include <string.h>

#include "core/text.h"

enum { ROWS_OF_A_KIND = 2 };

static void add(struct plan *plan, const struct file *file, struct span span, const char *text,
                struct place place)
{
    struct change change = {file, span, text, place};
    size_t length = strlen(text);

    if (length == span.end - span.start && memcmp(file->bytes + span.start, text, length) == 0)
        return;
    need(VECTOR_PUSH(&plan->changes, change) == STATUS_OK, "no memory");
}

/* ---- cells ---- */

/* What to put in a column, words apart by blanks; "-" is an empty cell. */
static const struct {
    const char *column;
    const char *words;
    bool kind; /* its words tell kinds of rows apart */
} columns[] = {
    {"begunstigde", "antwerpen gent aalst voorbeeld-1 voorbeeld-2 vgc a b", false},
    {"actie", "- 2 5 9 13 20 23 mentorrol samenwerkingsverband", false},
    {"doelgroep", "- nieuwkomers vrouwen personen-met-handicap burgers", false},
    {"stimulans", "mentorrol samenwerkingsverband sociale-impact-obligatie", true},
    {"soort", "gemeente samenwerkingsverband vgc vzw-de-rand voorschot saldo terugvordering", true},
    {"keuze", "- voortzetten verminderen stopzetten", true},
    {"moment", "tussentijds eind", true},
    {"beslissing",
     "motivering-aanvaard motivering-geweigerd saldo-inhouden terugvordering stimulans-aanvaard "
     "stimulans-geweigerd verantwoording-aanvaard",
     true},
    {"datum", "2024-07-01 2025-03-01 2025-10-01 2026-02-20 2026-07-01", false},
    {"boekjaar", "2022 2023 2024 2025 2026", true},
    {"kwartaal", "- 1 2 3 4", true},
    {"code", "- ABB-SAMENLEVEN ABB-SLV ANDERE", true},
    {"bron", "manueel x.csv", true},
    {"nis", "11002 44021 71016 46030", false},
    {"bedrag", "- 0,00 1,00 333,33 12.345,67", false},
    {"standaardbedrag", "- 1,00 120,00 415,25", false},
    {"huidig_bereik", "0 1 7 60 100000", false},
    {"vooropgestelde_kpi", "- 0 1 7 60", false},
    {"kpi_vorig_jaar", "- 0 1 100000", false},
    {"behaalde_kpi", "0 1 60 100000", false},
    {"inwoners_niet_eu", "- 1 100000", false},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void add_words(struct plan *plan, const struct file *file, struct span span,
                      const char *words, struct place place)
{
    while (*words != '\0') {
        size_t length = strcspn(words, " ");
        const char *word = arena_copy(plan->arena, words, length);
        need(word != NULL, "no memory");
        add(plan, file, span, strcmp(word, "-") == 0 ? "" : word, place);
        words += length + strspn(words + length, " ");
    }
}

/* One more and one less of a count or an amount: the edges of the rules. */
static void add_neighbours(struct plan *plan, const struct file *file, const struct cell *cell,
                           struct place place)
{
    struct text text = {cell->value, strlen(cell->value)};
    char buffer[MONEY_TEXT_BYTES];
    struct money money;
    int64_t count;

    for (int step = -1; step <= 1; step += 2) {
        if (text_parse_count(text, &count) == STATUS_OK && count + step >= 0) {
            text_format_count_plain(count + step, buffer);
        } else if (text_parse_money(text, &money) == STATUS_OK && money.cents + step >= 0) {
            money.cents += step;
            text_format_money(money, buffer);
        } else {
            continue;
        }
        add(plan, file, cell->span, format(plan->arena, "%s", buffer), place);
    }
}

static void add_cell(struct plan *plan, const struct file *file, const struct cell *cell)
{
    struct place place = {file->name, cell->line, cell->column, NULL};

    for (size_t i = 0; i < COLUMNS; i++) {
        if (strcmp(columns[i].column, cell->column) != 0)
            continue;
        add_words(plan, file, cell->span, columns[i].words, place);
        if (!columns[i].kind)
            add_neighbours(plan, file, cell, place);
        return;
    }
    add_words(plan, file, cell->span, "- x", place); /* free text: nothing may move */
}

/* The outcome, split or state that the row led to. */
static const char *outcome_of(const struct amounts *amounts, struct arena *arena,
                              const struct table *table, uint32_t row)
{
    const struct cell *cell[] = {table_cell(table, row, "begunstigde"),
                                 table_cell(table, row, "actie"),
                                 table_cell(table, row, "doelgroep")};
    if (cell[1] == NULL)
        cell[1] = table_cell(table, row, "stimulans");
    bool spending = table_cell(table, row, "boekjaar") != NULL;
    const char *key = format(arena, "%s\t%s\t%s", cell[0]->value,
                             cell[1] == NULL || spending ? "" : cell[1]->value,
                             cell[2] == NULL ? "" : cell[2]->value);
    for (size_t i = 0; i < amounts->count; i++)
        if (strcmp(amounts->items[i].key, key) == 0 &&
            strcmp(amounts->items[i].column, spending ? "verantwoording" : "uitkomst") == 0)
            return amounts->items[i].value;
    return "";
}

static const char *kind_of(struct arena *arena, const struct table *table, uint32_t row,
                           const char *outcome)
{
    const char *kind = outcome;

    for (uint32_t i = 0; i < table->columns; i++) {
        const struct cell *cell = &table->cells[row * table->columns + i];
        const char *word = *cell->value == '\0' ? "-" : "+";
        for (size_t c = 0; c < COLUMNS; c++)
            if (columns[c].kind && strcmp(columns[c].column, cell->column) == 0)
                word = cell->value;
        kind = format(arena, "%s;%s", kind, word);
    }
    return kind;
}

static void add_table(struct plan *plan, const struct file *file, const struct amounts *amounts)
{
    struct table table = table_read(plan->arena, file);
    const char **kinds = arena_alloc(plan->arena, (table.rows + 1) * sizeof *kinds);

    need(kinds != NULL, "no memory");
    for (uint32_t row = 0; row < table.rows; row++) {
        int seen = 0;
        kinds[row] =
            kind_of(plan->arena, &table, row, outcome_of(amounts, plan->arena, &table, row));
        for (uint32_t before = 0; before < row; before++)
            seen += strcmp(kinds[before], kinds[row]) == 0;
        for (uint32_t i = 0; i < table.columns && seen < ROWS_OF_A_KIND; i++)
            add_cell(plan, file, &table.cells[row * table.columns + i]);
    }
}

/* ---- the scheme, read by its indents ---- */

struct yaml_line {
    const char *text; /* of the line, without indent and "- " */
    size_t indent;    /* of text */
    size_t start;     /* of text, in the file */
    size_t end;       /* of the line */
};

static bool next_line(const struct file *file, size_t *at, struct yaml_line *line)
{
    const char *start = file->bytes + *at;

    if (*start == '\0')
        return false;
    line->indent = strspn(start, " -");
    line->text = start + line->indent;
    line->start = *at + line->indent;
    line->end = *at + strcspn(start, "\n");
    *at = line->end + (file->bytes[line->end] == '\n');
    return true;
}

/* The value behind "key: " when the line has that key. */
static const char *value_of(struct arena *arena, const struct yaml_line *line, const char *key,
                            struct span *span)
{
    size_t length = strlen(key);

    if (strncmp(line->text, key, length) != 0 || strncmp(line->text + length, ": ", 2) != 0)
        return NULL;
    *span = (struct span){line->start + length + 2, line->end};
    const char *value = arena_copy(arena, line->text + length + 2, span->end - span->start);
    need(value != NULL, "no memory");
    return value;
}

static const char *const words_of[][2] = {
    {"subsidieregel", "verdeelsleutel meerbereik"},
    {"keuze", "verplicht geen"},
    {"kpi-boven-vorig-jaar", "weigeren n.v.t."},
    {"boven-maximum", "aftoppen melden"},
};

static void add_value(struct plan *plan, const char *name, const char *value, struct span span)
{
    struct place place = {.name = format(plan->arena, "regel %s", name)};
    const char *words = "1 0 100000 1,00 4.321,09 33,33% 100% 2024-12-31 2026-06-30 onbekend";
    char last = value[strlen(value) - 1];

    for (size_t i = 0; i < sizeof words_of / sizeof *words_of; i++)
        if (strcmp(words_of[i][0], name) == 0)
            words = words_of[i][1];
    if (last == ']')
        words = "[ABB-SLV] [ABB-SAMENLEVEN] [ANDERE] [gemeente]";
    if (last == '%') {
        add(plan, &plan->scheme, span, "70 %", place);
        add(plan, &plan->scheme, span, "33,33 %", place);
    }
    if (strlen(value) == 10 && value[4] == '-')
        words = "2022-10-02 2024-01-15 2024-12-31 2025-06-30 2025-12-31 2026-06-30";
    add_words(plan, &plan->scheme, span, words, place);
}

struct scheme_place { /* where in the scheme a line stands */
    const char *section;
    const char *item;  /* parameter, number of the action, id */
    const char *group; /* of the action */
    const char *part;  /* prijs, maximum */
};

static const char *place_name(struct arena *arena, const struct scheme_place *at)
{
    if (strcmp(at->section, "parameters") == 0)
        return at->item;
    if (strcmp(at->section, "stimulansen") == 0)
        return format(arena, "stimulans %s", at->item);
    return format(arena, "%s %s%s%s",
                  strcmp(at->part, "prijs") == 0 ? "standaardbedrag" : "maximum", at->item,
                  *at->group == '\0' ? "" : " ", at->group);
}

static const char *key_of(struct arena *arena, const struct yaml_line *line)
{
    const char *key = arena_copy(arena, line->text, strcspn(line->text, ":\n"));

    need(key != NULL, "no memory");
    return key;
}

static const char *unquoted(struct arena *arena, const char *text)
{
    size_t skip = *text == '\'';

    return arena_copy(arena, text + skip, strlen(text) - 2 * skip);
}

/* An assumption chosen in the dossier: the old choice goes, wherever it stood. */
static void add_choice(struct plan *plan, const char *id, const char *alternative)
{
    struct place place = {.name = format(plan->arena, "aanname %s", id)};
    size_t at = 0;
    struct yaml_line line;
    struct span span;
    const char *block = strstr(plan->config.bytes, "\naannames:\n");

    while (next_line(&plan->config, &at, &line))
        if (line.indent > 0 && value_of(plan->arena, &line, id, &span) != NULL) {
            add(plan, &plan->config, span, alternative, place);
            return;
        }
    size_t end = block == NULL ? plan->config.size
                               : (size_t)(block - plan->config.bytes) + strlen("\naannames:\n");
    add(plan, &plan->config, (struct span){end, end},
        format(plan->arena, "%s  %s: %s\n", block == NULL ? "aannames:\n" : "", id, alternative),
        place);
}

static void add_scheme_line(struct plan *plan, struct scheme_place *at,
                            const struct yaml_line *line)
{
    struct span span;
    const char *value;

    if (line->indent == 0)
        *at = (struct scheme_place){key_of(plan->arena, line), "", "", ""};
    else if (line->indent == 2 && strcmp(at->section, "parameters") == 0)
        at->item = key_of(plan->arena, line);
    else if (line->indent == 4 && ((value = value_of(plan->arena, line, "id", &span)) != NULL ||
                                   (value = value_of(plan->arena, line, "nummer", &span)) != NULL))
        *at = (struct scheme_place){at->section, value, "", ""};
    else if (line->indent == 8 && strcmp(at->section, "aannames") == 0 &&
             (value = value_of(plan->arena, line, "id", &span)) != NULL)
        add_choice(plan, at->item, value);
    else if (line->indent == 8 && value_of(plan->arena, line, "eenheid", &span) != NULL)
        at->group = line->text[-2] == '-' ? "" : at->group;
    else if (line->indent == 8 && (value = value_of(plan->arena, line, "id", &span)) != NULL)
        at->group = unquoted(plan->arena, value);
    else if (line->indent == 8 || line->indent == 4)
        at->part = key_of(plan->arena, line);
    if ((value = value_of(plan->arena, line, "waarde", &span)) != NULL ||
        (value = value_of(plan->arena, line, "waarden", &span)) != NULL)
        add_value(plan, place_name(plan->arena, at), value, span);
}

static void add_scheme(struct plan *plan)
{
    struct scheme_place place = {"", "", "", ""};
    struct yaml_line line;

    for (size_t at = 0; next_line(&plan->scheme, &at, &line);)
        if (*line.text != '#' && *line.text != '\n')
            add_scheme_line(plan, &place, &line);
}

static void add_config(struct plan *plan)
{
    static const char *const keys[][2] = {
        {"regeling", "plan-samenleven-1 plan-samenleven-2 plan-samenleven-3"},
        {"peildatum",
         "2022-12-31 2023-10-20 2024-06-30 2024-10-20 2025-06-30 2025-10-08 2026-01-25 2026-12-31"},
        {"taal", "nl en"},
        {"codering", "utf-8 windows-1252"},
    };
    struct yaml_line line;
    struct span span;

    for (size_t at = 0; next_line(&plan->config, &at, &line);)
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            if (line.indent == 0 && value_of(plan->arena, &line, keys[i][0], &span) != NULL)
                add_words(plan, &plan->config, span, keys[i][1],
                          (struct place){"dossier.yaml", 0, keys[i][0], NULL});
}

void plan_changes(struct plan *plan, const struct file *files, size_t count,
                  const struct amounts *amounts)
{
    add_config(plan);
    add_scheme(plan);
    for (size_t i = 0; i < count; i++)
        add_table(plan, &files[i], amounts);
}

/* The scheme that dossier.yaml names. */
const char *plan_scheme_name(const struct plan *plan)
{
    struct yaml_line line;
    struct span span;

    for (size_t at = 0; next_line(&plan->config, &at, &line);) {
        const char *id = value_of(plan->arena, &line, "regeling", &span);
        if (id != NULL)
            return format(plan->arena, "%s.yaml", id);
    }
    return "";
}
