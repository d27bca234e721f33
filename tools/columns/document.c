/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "columns/columns.h"
#include "run/columns.h"

static const enum run_table tables[] = {RUN_line, RUN_incentive, RUN_beneficiary, RUN_kpi,
                                        RUN_finding};
enum { TABLES = sizeof tables / sizeof *tables };

static const char *kind_name(enum run_kind kind)
{
    switch (kind) {
    case RUN_KEY:
        return "key";
    case RUN_WORD:
    case RUN_OUTCOME:
    case RUN_EMPTY_WORD:
        return "word";
    case RUN_COUNT:
    case RUN_MAYBE_COUNT:
        return "count";
    case RUN_LINE:
    case RUN_MAYBE_LINE:
    case RUN_NUMBER:
        return "number";
    case RUN_AMOUNT:
    case RUN_SIGNED_AMOUNT:
    case RUN_MAYBE_AMOUNT:
    case RUN_MAYBE_SIGNED:
        return "amount";
    case RUN_PERCENT:
        return "per cent";
    default:
        return "text";
    }
}

static void write_row(struct out *out, const struct run_column *column)
{
    out_text(out, "| `");
    out_text(out, run_column_name(column, RUN_CSV));
    out_text(out, "` | ");
    out_text(out, kind_name(column->kind));
    out_text(out, " | ");
    out_text(out, column->says[LANGUAGE_EN]);
    if (column->symbol != NULL) {
        out_text(out, ": ");
        out_text(out, column->symbol);
    }
    out_text(out, " |\n");
}

static void write_table(struct out *out, enum run_table table)
{
    struct run_shape shape;

    run_shape(table, RUN_CSV, &shape);
    out_text(out, "\n| column | type | meaning |\n|---|---|---|\n");
    for (size_t i = 0; i < shape.count; i++)
        write_row(out, shape.columns[i]);
    out_char(out, '\n');
}

/* The table whose first or last line this is; TABLES: it is another line. */
static int mark_of(const char *line, size_t length, const char *end)
{
    char mark[96];

    for (int i = 0; i < TABLES; i++) {
        int size =
            snprintf(mark, sizeof mark, "<!-- columns %s: %s -->", run_table_name(tables[i]), end);
        if (length == (size_t)size && memcmp(line, mark, length) == 0)
            return i;
    }
    return TABLES;
}

enum status columns_document(const char *document, struct out *out)
{
    int open = TABLES;
    int seen[TABLES] = {0};
    bool all = true;

    while (*document != '\0') {
        size_t length = strcspn(document, "\n");
        int begins = mark_of(document, length, "begin");
        int ends = mark_of(document, length, "end");
        if ((begins < TABLES && open < TABLES) || (ends < TABLES && open != ends))
            return STATUS_SYNTAX;
        if (open == TABLES || ends < TABLES) {
            out_bytes(out, document, length);
            out_char(out, '\n');
        }
        if (begins < TABLES) {
            write_table(out, tables[begins]);
            seen[begins]++;
        }
        open = begins < TABLES ? begins : ends < TABLES ? TABLES : open;
        document += length + (document[length] == '\n');
    }
    for (int i = 0; i < TABLES; i++)
        all = all && seen[i] == 1;
    return all && open == TABLES ? STATUS_OK : STATUS_SYNTAX;
}
