/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/explain/explain.h"

#include <jansson.h>
#include <string.h>

#include "report/explain/part.h"
#include "write/screen.h"

static bool wanted_action(struct row row, const struct explain_query *query)
{
    return query->action == NULL ||
           (strcmp(row_text(row, "actie"), query->action) == 0 &&
            (query->group == NULL || strcmp(row_text(row, "doelgroep"), query->group) == 0));
}

static bool wanted_incentive(struct row row, const struct explain_query *query)
{
    return query->action == NULL ||
           (strcmp(row_text(row, "stimulans"), query->action) == 0 && query->group == NULL);
}

static bool wanted_any(const struct explanation *e, const struct explain_query *query)
{
    struct row row;

    if (query->action == NULL)
        return explain_row(e, "begunstigden", 0).cells != NULL;
    for (size_t i = 0; (row = explain_row(e, "afrekening", i)).cells != NULL; i++)
        if (wanted_action(row, query))
            return true;
    for (size_t i = 0; (row = explain_row(e, "stimulansen", i)).cells != NULL; i++)
        if (wanted_incentive(row, query))
            return true;
    return false;
}

static bool explain_all(const struct explanation *e, const struct explain_query *query)
{
    struct row row;

    if (!wanted_any(e, query))
        return false;
    explain_safe(e, explain_string(json_object_get(e->root, "regeling")));
    screen_print(e->stream, ", peildatum ");
    explain_safe(e, explain_string(json_object_get(e->root, "peildatum")));
    fputc('\n', e->stream);
    row = explain_row(e, "begunstigden", 0);
    if (query->action == NULL && row.cells != NULL)
        explain_beneficiary(e, row);
    for (size_t i = 0; (row = explain_row(e, "afrekening", i)).cells != NULL; i++)
        if (wanted_action(row, query)) {
            explain_action(e, row);
        }
    for (size_t i = 0; (row = explain_row(e, "stimulansen", i)).cells != NULL; i++)
        if (wanted_incentive(row, query)) {
            explain_incentive(e, row);
        }
    return true;
}

enum status explain_write(const char *json, size_t size, const struct explain_query *query,
                          enum language language, FILE *stream)
{
    enum status status;
    struct explanation e = {.stream = stream, .language = language};

    e.root = explain_load(json, size, query->beneficiary, &status);
    if (e.root == NULL)
        return status;
    bool found = explain_all(&e, query);
    json_decref(e.root);
    return found ? STATUS_OK : STATUS_RANGE;
}
