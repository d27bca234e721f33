/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ingest/workbook/part.h"

void workbook_free(struct workbook *workbook)
{
    if (workbook == NULL)
        return;
    free(workbook->sheets.items);
    free(workbook->string_ends.items);
    free(workbook->is_date.items);
    bytes_free(&workbook->strings);
    arena_free(workbook->arena);
    free(workbook);
}

/* What the zip is, by the parts it has. *none: no workbook. */
static enum status open_parts(struct workbook *workbook, bool *none)
{
    static const char *const parts[] = {"content.xml", "_rels/.rels", "[Content_Types].xml"};
    bool found[3] = {false, false, false};
    bool mimetype = false;
    enum status status = package_look(&workbook->package, parts, 3, found, &mimetype);

    if (status != STATUS_OK)
        return status;
    workbook->ods = found[0] && !found[2];
    *none = !found[0] && !found[1];
    if (*none)
        return STATUS_OK;
    return workbook->ods ? ods_open(workbook) : xlsx_open(workbook);
}

enum status workbook_open(int fd, struct text bytes, const char *name, struct diag_list *diags,
                          struct workbook **out)
{
    struct workbook *workbook = calloc(1, sizeof *workbook);
    bool none = false;

    *out = NULL;
    if (workbook == NULL)
        return STATUS_MEMORY;
    workbook->package = (struct package){fd, bytes, name, diags};
    workbook->arena = arena_new();
    enum status status = workbook->arena == NULL ? STATUS_MEMORY : open_parts(workbook, &none);
    if (status != STATUS_OK || none) {
        workbook_free(workbook);
        return status;
    }
    *out = workbook;
    return STATUS_OK;
}

uint32_t workbook_sheet_count(const struct workbook *workbook)
{
    return workbook->sheets.count;
}

const struct workbook_sheet *workbook_sheet_at(const struct workbook *workbook, uint32_t index)
{
    return &workbook->sheets.items[index].shown;
}

enum status workbook_read(struct workbook *workbook, uint32_t sheet, workbook_row_fn take,
                          void *context, struct workbook_facts *facts)
{
    *facts = (struct workbook_facts){0};
    if (workbook->ods)
        return ods_read(workbook, sheet, take, context, facts);
    return xlsx_read(workbook, &workbook->sheets.items[sheet], take, context, facts);
}
