/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/explain/part.h"

#include <jansson.h>
#include <stdarg.h>
#include <string.h>

#include "write/fold.h"
#include "write/screen.h"

enum { VALUE_COLUMN = 62, LABEL_WIDTH = 13, LINE_BYTES = 4096 };

/* A run folder may come from anywhere: what is no string is empty. */
const char *explain_string(const json_t *json)
{
    const char *text = json_string_value(json);

    return text == NULL ? "" : text;
}

const char *explain_language(const struct explanation *e, const char *nl, const char *en)
{
    return e->language == LANGUAGE_NL ? nl : en;
}

/* "saldo                               6.000,00" */
void explain_safe(const struct explanation *e, const char *text)
{
    screen_print(e->stream, "%s", text);
}

void explain_headline(const struct explanation *e, const char *name, const char *value)
{
    int width = VALUE_COLUMN - fold_columns(name);

    screen_print(e->stream, "\n%s%*s\n", name, width > 0 ? width : 1, value);
}

/* "  bron       nota-3, §2.4: …", folded under itself */
void explain_entry(const struct explanation *e, const char *label, const char *format, ...)
{
    char text[LINE_BYTES];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    screen_print(e->stream, "  %-*s", LABEL_WIDTH - 2, label);
    fold_text(e->stream, text, LABEL_WIDTH, LABEL_WIDTH);
}

void explain_formula(const struct explanation *e, const char *text)
{
    explain_entry(e, "", "%s", text);
}

/* Whether the page has this already, and from now on it has: what stands higher is told once. */
static bool told(json_t *object)
{
    bool before = json_object_get(object, "verteld") != NULL;

    if (!before)
        json_object_set_new(object, "verteld", json_true());
    return before;
}

/* "nota-3 (title; document)", the second time "nota-3" */
static void source_text(const struct explanation *e, const char *id, char *text, size_t size)
{
    const json_t *sources = json_object_get(e->root, "bronnen");

    snprintf(text, size, "%s", id);
    for (size_t i = 0; i < json_array_size(sources); i++) {
        json_t *object = json_array_get(sources, i);
        if (strcmp(explain_string(json_object_get(object, "id")), id) == 0 && !told(object))
            snprintf(text, size, "%s (%s; %s)", id,
                     explain_string(json_object_get(object, "titel")),
                     explain_string(json_object_get(object, "document")));
    }
}

static void assumption(const struct explanation *e, const char *id)
{
    const json_t *all = json_object_get(e->root, "aannames");

    for (size_t i = 0; i < json_array_size(all); i++) {
        json_t *object = json_array_get(all, i);
        if (strcmp(explain_string(json_object_get(object, "id")), id) != 0)
            continue;
        bool again = told(object);
        explain_entry(
            e, explain_language(e, "aanname", "assumption"), "%s: %s (%s)%s%s", id,
            explain_string(json_object_get(object, "gekozen")),
            json_is_true(json_object_get(object, "standaard"))
                ? explain_language(e, "standaard", "default")
                : explain_language(e, "gekozen in dossier.yaml", "chosen in dossier.yaml"),
            again ? explain_language(e, ", zie hoger", ", see above") : ". ",
            again ? "" : explain_string(json_object_get(object, "zwijgt")));
    }
}

/* The parameter with its document and passage. */
void explain_parameter(const struct explanation *e, const char *name)
{
    const json_t *all = json_object_get(e->root, "parameters");
    char from[LINE_BYTES / 4];

    for (size_t i = 0; i < json_array_size(all); i++) {
        json_t *object = json_array_get(all, i);
        if (strcmp(explain_string(json_object_get(object, "naam")), name) != 0)
            continue;
        const char *value = json_string_value(json_object_get(object, "waarde")); /* may be NULL */
        const char *source = explain_string(json_object_get(object, "bron"));
        const char *rests = json_string_value(json_object_get(object, "aanname"));
        bool again = told(object);
        explain_entry(e, explain_language(e, "regel", "rule"), "%s = %s%s%s%s", name,
                      value == NULL ? explain_language(e, "onbekend", "unknown") : value,
                      again ? " (" : "", again ? source : "",
                      again ? explain_language(e, ", zie hoger)", ", see above)") : "");
        if (again)
            continue;
        source_text(e, source, from, sizeof from);
        explain_entry(e, explain_language(e, "bron", "source"), "%s, %s%s%s", from,
                      explain_string(json_object_get(object, "passage")),
                      rests == NULL ? "" : explain_language(e, "; aanname ", "; assumption "),
                      rests == NULL ? "" : rests);
    }
}

const char *explain_parameter_value(const struct explanation *e, const char *name)
{
    const json_t *all = json_object_get(e->root, "parameters");

    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *object = json_array_get(all, i);
        const char *value = json_string_value(json_object_get(object, "waarde")); /* may be NULL */
        if (strcmp(explain_string(json_object_get(object, "naam")), name) == 0 && value != NULL)
            return value;
    }
    return "";
}

/* An assumption on which this row rests. */
void explain_resting(const struct explanation *e, struct row row, const char *id)
{
    const json_t *all = row_cell(row, "aannames");

    for (size_t i = 0; i < json_array_size(all); i++)
        if (strcmp(explain_string(json_array_get(all, i)), id) == 0)
            assumption(e, id);
}

const char *explain_cell(const json_t *cells, size_t index)
{
    const char *text = json_string_value(json_array_get(cells, index));

    return text == NULL ? "" : text;
}

int explain_line(const json_t *cells)
{
    return (int)json_integer_value(json_array_get(cells, 0));
}

void explain_cutoff(const struct explanation *e)
{
    bool replaced = json_is_true(json_object_get(e->root, "peildatum_vervangen"));

    explain_entry(e, explain_language(e, "invoer", "input"), "%s peildatum %s",
                  replaced ? explain_language(e, "--as-of, in plaats van dossier.yaml",
                                              "--as-of, in place of dossier.yaml")
                           : "dossier.yaml",
                  explain_string(json_object_get(e->root, "peildatum")));
}

/* The decisions of a row: line, date, kind, amount, reference, use. */
void explain_decisions(const struct explanation *e, struct row row)
{
    const json_t *all = row_cell(row, "beslissingen");

    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *cells = json_array_get(all, i);
        const char *amount = json_string_value(json_array_get(cells, 3));
        explain_entry(e, explain_language(e, "beslissing", "decision"),
                      "beslissingen.csv:%d beslissing %s, datum %s, bedrag %s, referentie %s (%s)",
                      explain_line(cells), explain_cell(cells, 2), explain_cell(cells, 1),
                      amount == NULL ? "-" : explain_money(amount), explain_cell(cells, 4),
                      explain_cell(cells, 5));
    }
}
