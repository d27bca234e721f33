/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a dossier table; every row that comes through has all its fields. */
#include <stdlib.h>
#include <string.h>

#include "ingest/dossier/dossier.h"
#include "ingest/table/input.h"
#include "ingest/table/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum status take(void *context, const struct table_row *row)
{
    size_t *bytes = context;

    for (uint32_t i = 0; i < row->spec->column_count; i++)
        *bytes += row->fields[i].length;
    return row->line == 0 ? STATUS_BROKEN : STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char copy[1 << 20];
    uint32_t count = 0;
    const char *const *columns = dossier_columns(FILE_SPENDING, &count);
    const struct table_spec spec = {"uitgaven.csv", columns, count, true, false, NULL};
    struct diag_list *diags = diag_list_new();
    struct table_counts counts = {0};
    struct text text;
    char *owned = NULL;
    size_t bytes = 0;

    if (diags == NULL || size < 1 || size > sizeof copy) {
        diag_list_free(diags);
        return 0;
    }
    memcpy(copy, data + 1, size - 1);
    struct input input = {.name = "uitgaven.csv", .bytes = copy, .size = size - 1};
    if (input_decode(&input, (enum encoding)(data[0] % 3), "dossier.yaml", diags, &text, &owned) ==
        STATUS_OK) {
        enum status status = table_read(&spec, text, diags, take, &bytes, &counts);
        if (status == STATUS_BROKEN || bytes > size * 3)
            abort();
    }
    free(owned);
    diag_list_free(diags);
    return 0;
}
