/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "golden/perturb.h"

/* Runs saldo with its output in a file; its messages go nowhere. */
static int run(const struct bench *bench, const char *const *arguments)
{
    pid_t child = fork();
    int status;

    need(child >= 0, "cannot fork");
    if (child == 0) {
        int out = open(bench->output, O_WRONLY | O_CREAT | O_TRUNC, 0644);
        int nowhere = open("/dev/null", O_WRONLY);
        if (out < 0 || nowhere < 0 || dup2(out, 1) < 0 || dup2(nowhere, 2) < 0)
            _exit(126);
        execv(bench->saldo, (char *const *)(uintptr_t)arguments);
        _exit(127);
    }
    need(waitpid(child, &status, 0) == child && WIFEXITED(status), "saldo was killed");
    return WEXITSTATUS(status);
}

int bench_compute(const struct bench *bench)
{
    const char *const arguments[] = {bench->saldo,   "compute",  bench->dossier,
                                     "--out",        bench->run, "--scheme-dir",
                                     bench->schemes, "--force",  NULL};

    return run(bench, arguments);
}

char *bench_explain(const struct bench *bench, struct arena *arena, const char *beneficiary)
{
    const char *const arguments[] = {bench->saldo, "explain",  "--lang",    "nl",
                                     "--",         bench->run, beneficiary, NULL};

    if (run(bench, arguments) != 0)
        return NULL;
    return file_read(arena, "/", bench->output + 1).bytes;
}

/* ---- amounts ---- */

static const char *const watched[] = {
    "bedrag",     "standaardbedrag", "subsidie",       "toegekend",  "voorschot",  "saldo",
    "ingehouden", "terugvordering",  "uitkomst",       "betaald",    "te_betalen", "uitgaven",
    "vereist",    "tekort",          "verantwoording", "stimulansen"};
enum { WATCHED = sizeof watched / sizeof *watched };

static const char *text_of(const struct table *table, uint32_t row, const char *column)
{
    const struct cell *cell = table_cell(table, row, column);

    return cell == NULL ? "" : cell->value;
}

static void add_table(const struct bench *bench, struct arena *arena, const char *name,
                      const char *part, struct amounts *out)
{
    struct file file = file_read(arena, bench->run, name);
    struct table table = table_read(arena, &file);

    for (uint32_t row = 0; row < table.rows; row++) {
        const char *key = format(arena, "%s\t%s\t%s", text_of(&table, row, "begunstigde"),
                                 text_of(&table, row, part), text_of(&table, row, "doelgroep"));
        for (size_t i = 0; i < WATCHED; i++) {
            const struct cell *cell = table_cell(&table, row, watched[i]);
            if (cell != NULL)
                out->items[out->count++] = (struct amount){key, watched[i], cell->value};
        }
    }
}

static int compare_amounts(const void *left, const void *right)
{
    const struct amount *a = left;
    const struct amount *b = right;
    int order = strcmp(a->key, b->key);

    return order != 0 ? order : strcmp(a->column, b->column);
}

struct amounts bench_amounts(const struct bench *bench, struct arena *arena)
{
    struct amounts amounts = {arena_alloc(arena, 20000 * sizeof *amounts.items), 0};

    need(amounts.items != NULL, "no memory");
    add_table(bench, arena, "afrekening.csv", "actie", &amounts);
    add_table(bench, arena, "stimulansen.csv", "stimulans", &amounts);
    add_table(bench, arena, "begunstigden.csv", "", &amounts);
    need(amounts.count <= 20000, "too many amounts");
    qsort(amounts.items, amounts.count, sizeof *amounts.items, compare_amounts);
    return amounts;
}

/* ---- explanations ---- */

/* The amount under whose heading a column is explained. */
static const char *heading_of(const char *column)
{
    if (strcmp(column, "standaardbedrag") == 0)
        return "subsidie";
    if (strcmp(column, "uitkomst") == 0 || strcmp(column, "ingehouden") == 0)
        return "saldo";
    return column;
}

/* The part of the page on this amount: from the title of its action or incentive to the end of what
 * stands under its heading; a sum of the beneficiary rests on the whole page. */
static struct span part_of(const char *page, const struct amount *amount)
{
    char title[512];
    char heading[64];
    struct span whole = {0, strlen(page)};
    const char *id = strchr(amount->key, '\t') + 1;
    const char *group = strchr(id, '\t') + 1;
    int beneficiary = (int)(id - amount->key) - 1;
    int length = (int)(group - id) - 1;

    if (length == 0)
        return whole;
    snprintf(title, sizeof title, "\n== %.*s, %s %.*s%s%s ==\n", beneficiary, amount->key,
             *id >= '0' && *id <= '9' ? "actie" : "stimulans", length, id,
             *group == '\0' ? "" : ", ", group);
    const char *start = strstr(page, title);
    if (start == NULL)
        return (struct span){0, 0};
    const char *next = strstr(start + 1, "\n== ");
    const char *end = next == NULL ? page + whole.end : next;
    snprintf(heading, sizeof heading, "\n\n%s  ", heading_of(amount->column));
    const char *own = strstr(start, heading);
    if (own == NULL || own > end)
        return (struct span){0, 0};
    const char *after = strstr(own + 2, "\n\n");
    if (after != NULL && after < end)
        end = after;
    return (struct span){(size_t)(start - page), (size_t)(end - page)};
}

/* Whether the word stands in the text as a word of its own. */
static bool has_word(const char *text, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        bool begins = at == text || strchr(" ,;(", at[-1]) != NULL;
        bool ends = at[length] == '\0' || strchr(" ,;):", at[length]) != NULL;
        if (begins && ends)
            return true;
    }
    return false;
}

static bool is_key(const char *column)
{
    static const char *const keys[] = {"begunstigde", "actie", "doelgroep", "moment", "stimulans"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i], column) == 0)
            return true;
    return false;
}

static bool entry_names(const char *entry, const struct place *place)
{
    char line[128];

    if (place->name != NULL) { /* entries begin with two blanks and their label */
        size_t length = strlen(place->name);
        return strncmp(entry, place->name, length) == 0 &&
               (entry[length] == ':' || strncmp(entry + length, " =", 2) == 0);
    }
    if (place->line > 0)
        snprintf(line, sizeof line, "%s:%u", place->file, (unsigned)place->line);
    else
        snprintf(line, sizeof line, "%s", place->file);
    return has_word(entry, line) && (is_key(place->column) || has_word(entry, place->column));
}

/* One entry with its folds undone, blanks single; at moves to the next one. */
static void next_entry(const char *page, size_t *at, size_t end, char *entry, size_t room)
{
    size_t length = 0;

    do {
        while (*at < end && page[*at] == ' ')
            (*at)++;
        while (*at < end && page[*at] != '\n' && length + 2 < room) {
            if (page[*at] != ' ' || (length > 0 && entry[length - 1] != ' '))
                entry[length++] = page[*at];
            (*at)++;
        }
        entry[length++] = ' ';
        *at += *at < end;
    } while (*at < end && strncmp(page + *at, "             ", 13) == 0);
    entry[length] = '\0';
}

bool explanation_names(const char *page, const struct amount *amount, const struct place *place)
{
    char entry[16384];

    if (page == NULL)
        return false;
    struct span part = part_of(page, amount);
    for (size_t at = part.start; at < part.end;) {
        next_entry(page, &at, part.end, entry, sizeof entry);
        if (entry_names(entry, place))
            return true;
    }
    return false;
}

/* ---- diff ---- */

struct table bench_diff(const struct bench *bench, struct arena *arena)
{
    const char *const arguments[] = {bench->saldo, "diff",     "--format", "csv",
                                     bench->base,  bench->run, NULL};
    int status = run(bench, arguments);

    need(status == 0 || status == 3, "diff failed");
    struct file file = file_read(arena, "/", bench->output + 1);
    return table_read(arena, &file);
}

static bool is_line(const char *cell, uint32_t line)
{
    char text[16];

    snprintf(text, sizeof text, "%u", (unsigned)line);
    return strcmp(cell, text) == 0;
}

static bool cause_names(const struct table *diff, uint32_t row, const struct place *place)
{
    const char *kind = text_of(diff, row, "oorzaak");
    const char *field = text_of(diff, row, "veld");

    if (place->name != NULL)
        return strcmp(place->name + strcspn(place->name, " ") + 1, field) == 0 &&
               strncmp(place->name, *kind == 'p' ? "regel " : "aanname ",
                       strcspn(place->name, " ") + 1) == 0;
    if (strcmp(place->file, "dossier.yaml") == 0)
        return strcmp(place->column, kind) == 0;
    if (strcmp(text_of(diff, row, "bestand"), place->file) != 0 ||
        (!is_line(text_of(diff, row, "lijn_oud"), place->line) &&
         !is_line(text_of(diff, row, "lijn_nieuw"), place->line)))
        return false;
    return strcmp(kind, "cel") == 0 ? strcmp(field, place->column) == 0 : is_key(place->column);
}

bool diff_names(const struct table *diff, const struct amount *amount, const struct place *place)
{
    for (uint32_t row = 0; row < diff->rows; row++) {
        char key[512];
        snprintf(key, sizeof key, "%s\t%s\t%s", text_of(diff, row, "begunstigde"),
                 text_of(diff, row, "actie"), text_of(diff, row, "doelgroep"));
        if (strcmp(key, amount->key) == 0 &&
            strcmp(text_of(diff, row, "kolom"), amount->column) == 0 &&
            cause_names(diff, row, place))
            return true;
    }
    return false;
}
