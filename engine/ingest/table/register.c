/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/table/register.h"

#include <string.h>

#include "core/vector.h"
#include "ingest/table/register_data.h"
#include "ingest/table/table.h"

struct loading {
    struct arena *arena;
    VECTOR(struct municipality) items;
    struct text_map *by_nis;
    bool lost; /* memory ran out */
};

static const char *keep(struct loading *loading, struct text text)
{
    char *copy = arena_copy(loading->arena, text.at, text.length);

    loading->lost |= copy == NULL;
    return copy;
}

static enum status take_municipality(void *context, const struct table_row *row)
{
    struct loading *loading = context;
    struct municipality municipality = {.nis = keep(loading, row->fields[0]),
                                        .name = keep(loading, row->fields[1]),
                                        .region = keep(loading, row->fields[2]),
                                        .kbo = keep(loading, row->fields[3]),
                                        .kbo_ocmw = keep(loading, row->fields[4])};

    return loading->lost ? STATUS_MEMORY : VECTOR_PUSH(&loading->items, municipality);
}

static enum status index_by_nis(struct loading *loading)
{
    enum status status = STATUS_OK;
    uint32_t found;

    for (uint32_t i = 0; i < loading->items.count && status == STATUS_OK; i++)
        status =
            text_map_add(loading->by_nis, (struct text){loading->items.items[i].nis, 5}, i, &found);
    return status;
}

/* The codes that are new in 2025 come behind the old ones. */
static enum status take_new_code(void *context, const struct table_row *row)
{
    struct loading *loading = context;
    uint32_t found;

    if (text_map_find(loading->by_nis, row->fields[1]) != MAP_NONE)
        return STATUS_OK;
    struct municipality municipality = {.nis = keep(loading, row->fields[1]),
                                        .name = keep(loading, row->fields[2]),
                                        .region = "",
                                        .kbo = "",
                                        .kbo_ocmw = "",
                                        .is_new = true};
    if (loading->lost)
        return STATUS_MEMORY;
    enum status status = text_map_add(loading->by_nis, (struct text){municipality.nis, 5},
                                      loading->items.count, &found);
    return status == STATUS_OK ? VECTOR_PUSH(&loading->items, municipality) : status;
}

static enum status take_merger(void *context, const struct table_row *row)
{
    struct loading *loading = context;
    uint32_t old = text_map_find(loading->by_nis, row->fields[0]);
    uint32_t next = text_map_find(loading->by_nis, row->fields[1]);

    if (old == MAP_NONE || next == MAP_NONE)
        return STATUS_BROKEN; /* the built-in lists do not fit each other */
    loading->items.items[old].successor = &loading->items.items[next];
    return STATUS_OK;
}

/* Of the municipalities whose code begins with the digit. */
static enum status take_province(void *context, const struct table_row *row)
{
    struct loading *loading = context;
    const char *name = keep(loading, row->fields[1]);

    for (uint32_t i = 0; i < loading->items.count && row->fields[0].length == 1; i++)
        if (*loading->items.items[i].nis == *row->fields[0].at)
            loading->items.items[i].province = name;
    return loading->lost ? STATUS_MEMORY : STATUS_OK;
}

static enum status read_list(struct register_list list, struct diag_list *diags, table_row_fn take,
                             struct loading *loading)
{
    struct table_counts counts;
    enum status status = table_read(&list.spec, list.text, diags, take, loading, &counts);

    if (status == STATUS_OK && diag_count(diags) > 0)
        return STATUS_BROKEN;
    return status == STATUS_INVALID ? STATUS_BROKEN : status;
}

static enum status read_lists(struct loading *loading, struct diag_list *diags)
{
    enum status status = read_list(register_municipalities(), diags, take_municipality, loading);

    if (status == STATUS_OK)
        status = index_by_nis(loading);
    if (status == STATUS_OK)
        status = read_list(register_mergers(), diags, take_new_code, loading);
    if (status == STATUS_OK) /* again, now that the array no longer moves */
        status = read_list(register_mergers(), diags, take_merger, loading);
    if (status == STATUS_OK)
        status = read_list(register_provinces(), diags, take_province, loading);
    for (uint32_t i = 0; i < loading->items.count && status == STATUS_OK; i++)
        if (loading->items.items[i].province == NULL)
            status = STATUS_BROKEN; /* a digit that provincies.csv does not have */
    return status;
}

enum status register_load(struct arena *arena, struct nis_register *out)
{
    struct loading loading = {.arena = arena, .by_nis = text_map_new()};
    struct diag_list *diags = diag_list_new();
    enum status status = STATUS_MEMORY;

    if (loading.by_nis != NULL && diags != NULL)
        status = read_lists(&loading, diags);
    diag_list_free(diags);
    *out = (struct nis_register){loading.items.items, loading.items.count, loading.by_nis};
    if (status != STATUS_OK)
        register_free(out);
    return status;
}

void register_free(struct nis_register *reg)
{
    free(reg->items);
    text_map_free(reg->by_nis);
    *reg = (struct nis_register){0};
}

const struct municipality *register_find(const struct nis_register *reg, struct text nis)
{
    uint32_t index = text_map_find(reg->by_nis, nis);

    return index == MAP_NONE ? NULL : &reg->items[index];
}

const char *municipality_region(const struct nis_register *reg,
                                const struct municipality *municipality)
{
    const char *region = NULL;

    if (!municipality->is_new)
        return municipality->region;
    for (uint32_t i = 0; i < reg->count; i++) {
        if (reg->items[i].successor != municipality)
            continue;
        if (region != NULL && strcmp(region, reg->items[i].region) != 0)
            return "";
        region = reg->items[i].region;
    }
    return region == NULL ? "" : region;
}

const struct municipality *municipality_today(const struct municipality *municipality)
{
    return municipality->successor != NULL ? municipality->successor : municipality;
}
