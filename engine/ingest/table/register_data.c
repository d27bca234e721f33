/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/table/register_data.h"

#include "core/embed.h"

extern const struct embedded_file ingest_registers[]; /* made by cmake/embed.cmake */
enum { MUNICIPALITIES, MERGERS, PROVINCES };

static const char *const municipality_columns[] = {"nis", "naam", "regio", "kbo_gemeente",
                                                   "kbo_ocmw"};
static const char *const merger_columns[] = {"nis_voor", "nis_na", "naam_na", "datum"};
static const char *const province_columns[] = {"cijfer", "provincie", "bron"};

struct register_list register_municipalities(void)
{
    const struct embedded_file *file = &ingest_registers[MUNICIPALITIES];

    return (struct register_list){
        {.file = file->file, .columns = municipality_columns, .column_count = 5},
        {file->bytes, file->size}};
}

struct register_list register_mergers(void)
{
    const struct embedded_file *file = &ingest_registers[MERGERS];

    return (struct register_list){
        {.file = file->file, .columns = merger_columns, .column_count = 4},
        {file->bytes, file->size}};
}

struct register_list register_provinces(void)
{
    const struct embedded_file *file = &ingest_registers[PROVINCES];

    return (struct register_list){
        {.file = file->file, .columns = province_columns, .column_count = 3},
        {file->bytes, file->size}};
}
