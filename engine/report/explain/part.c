/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/explain/part.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "core/text.h"
#include "write/fold.h"
#include "write/screen.h"

enum { VALUE_COLUMN = 62, LABEL_WIDTH = 13, LINE_BYTES = 4096 };

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
static bool told(bool *before)
{
    bool again = *before;

    *before = true;
    return again;
}

/* "nota-3 (title; document)", the second time "nota-3" */
static void source_text(const struct explanation *e, const char *id, char *text, size_t size)
{
    const struct run_source *source = run_source_find(e->run, id);

    snprintf(text, size, "%s", id);
    if (source != NULL && !told(&e->told_sources[source - e->run->sources]))
        snprintf(text, size, "%s (%s; %s)", id, source->title, source->document);
}

static void assumption(const struct explanation *e, const char *id)
{
    const struct run_assumption *found = run_assumption_find(e->run, id);

    if (found == NULL)
        return;
    bool again = told(&e->told_assumptions[found - e->run->assumptions]);
    explain_entry(
        e, explain_language(e, "aanname", "assumption"), "%s: %s (%s)%s%s", id, found->chosen,
        found->standard ? explain_language(e, "standaard", "default")
                        : explain_language(e, "gekozen in dossier.yaml", "chosen in dossier.yaml"),
        again ? explain_language(e, ", zie hoger", ", see above") : ". ",
        again ? "" : found->silent);
}

static void parameter(const struct explanation *e, uint32_t index)
{
    const struct run_parameter *from = &e->run->parameters[index];
    bool again = told(&e->told_parameters[index]);
    bool known = *from->value != '\0';
    bool rests = *from->assumption != '\0';
    char text[LINE_BYTES / 4];

    explain_entry(e, explain_language(e, "regel", "rule"), "%s = %s%s%s%s", from->name,
                  known ? from->value : explain_language(e, "onbekend", "unknown"),
                  again ? " (" : "", again ? from->source : "",
                  again ? explain_language(e, ", zie hoger)", ", see above)") : "");
    if (again)
        return;
    source_text(e, from->source, text, sizeof text);
    explain_entry(e, explain_language(e, "bron", "source"), "%s, %s%s%s", text, from->passage,
                  rests ? explain_language(e, "; aanname ", "; assumption ") : "",
                  from->assumption);
}

/* Each value of the parameter, with its document and passage. */
void explain_parameter(const struct explanation *e, const char *name)
{
    for (uint32_t i = 0; i < e->run->parameter_count; i++)
        if (strcmp(e->run->parameters[i].name, name) == 0)
            parameter(e, i);
}

const char *explain_parameter_value(const struct explanation *e, const char *name)
{
    for (uint32_t i = 0; i < e->run->parameter_count; i++)
        if (strcmp(e->run->parameters[i].name, name) == 0 && *e->run->parameters[i].value != '\0')
            return e->run->parameters[i].value;
    return "";
}

void explain_resting(const struct explanation *e, const char *const *assumptions, uint32_t count,
                     const char *id)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(assumptions[i], id) == 0)
            assumption(e, id);
}

void explain_cutoff(const struct explanation *e)
{
    explain_entry(e, explain_language(e, "invoer", "input"), "%s peildatum %s",
                  e->run->cutoff_replaced
                      ? explain_language(e, "--as-of, in plaats van dossier.yaml",
                                         "--as-of, in place of dossier.yaml")
                      : "dossier.yaml",
                  e->run->cutoff);
}

void explain_decisions(const struct explanation *e, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++) {
        const struct run_decision *row = &e->run->decisions[i];
        explain_entry(e, explain_language(e, "beslissing", "decision"),
                      "beslissingen.csv:%" PRIu32
                      " beslissing %s, datum %s, bedrag %s, referentie %s (%s)",
                      row->line, row->decision, row->date, explain_amount(row->amount),
                      row->reference, row->use);
    }
}

enum { BUFFERS = 16 };

const char *explain_money(struct money amount)
{
    static _Thread_local char buffers[BUFFERS][MONEY_TEXT_BYTES];
    static _Thread_local unsigned next;
    char *buffer = buffers[next++ % BUFFERS];

    text_format_money(amount, buffer);
    return buffer;
}

const char *explain_amount(struct run_amount amount)
{
    return amount.known ? explain_money(amount.money) : "-";
}

const char *explain_number(int64_t count)
{
    static _Thread_local char buffers[BUFFERS][COUNT_TEXT_BYTES];
    static _Thread_local unsigned next;
    char *buffer = buffers[next++ % BUFFERS];

    text_format_count(count, buffer);
    return buffer;
}
