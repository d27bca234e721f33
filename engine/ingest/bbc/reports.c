/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/reports.h"

#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/limits.h"
#include "core/map.h"
#include "ingest/bbc/near.h"
#include "ingest/bbc/period.h"
#include "ingest/bbc/table.h"
#include "ingest/stream/spill.h"

enum {
    KEY_BYTES = 8,
    ID_BYTES = 4,
    NUMBERS = 4,
    REPORT_ROLES = 5,
    QUARTERS = 5,
    ENTITIES = BBC_OTHER + 1,
    SORT_PART = 2
};

struct report {     /* what one government reported on one period */
    uint64_t key;   /* period, and the entity in the lowest bits */
    uint32_t id;    /* in names: kind, year of the report, status */
    uint32_t other; /* the first other one that was seen; MAP_NONE: none */
    uint32_t who;   /* in names: the government; MAP_NONE: not said */
    uint32_t other_who;
};

struct bbc_reports {
    const struct bbc_options *options;
    size_t memory;
    struct arena *arena;
    struct text_map *names; /* no more than there are classes */
    VECTOR(struct text) all;
    struct bbc_table table;
    struct spill *sorted;
};

struct bbc_reports *bbc_reports_new(const struct bbc_options *options, size_t memory)
{
    struct bbc_reports *reports = calloc(1, sizeof *reports);

    if (reports == NULL)
        return NULL;
    reports->options = options;
    reports->memory = memory;
    reports->arena = arena_new();
    reports->names = text_map_new();
    reports->table.item_bytes = sizeof(struct report);
    reports->table.key_bytes = KEY_BYTES;
    reports->sorted = spill_new(memory / SORT_PART, options->open_file, options->file_context);
    if (reports->arena != NULL && reports->names != NULL && reports->sorted != NULL)
        return reports;
    bbc_reports_free(reports);
    return NULL;
}

void bbc_reports_free(struct bbc_reports *reports)
{
    if (reports == NULL)
        return;
    arena_free(reports->arena);
    text_map_free(reports->names);
    free(reports->all.items);
    bbc_table_free(&reports->table);
    spill_free(reports->sorted);
    free(reports);
}

/* ---- taking them up ---- */

static enum status name_number(struct bbc_reports *reports, struct text text, uint32_t *out)
{
    *out = text_map_find(reports->names, text);
    if (*out != MAP_NONE)
        return STATUS_OK;
    struct text copy = {arena_copy(reports->arena, text.at, text.length), text.length};
    if (copy.at == NULL)
        return STATUS_MEMORY;
    enum status status = text_map_add(reports->names, copy, reports->all.count, out);
    return status == STATUS_OK ? VECTOR_PUSH(&reports->all, copy) : status;
}

static enum status report_number(struct bbc_reports *reports, const struct bbc_class *class,
                                 uint32_t *out)
{
    const enum profile_role roles[] = {ROLE_KIND, ROLE_REPORT_YEAR, ROLE_STATUS, ROLE_RECENT,
                                       ROLE_BOOKS};
    char name[REPORT_ROLES * (BBC_CLASS_VALUE_BYTES + 8)];
    size_t length = 0;

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        size_t size = strlen(class->value[roles[i]]);
        if (size == 0 || size > BBC_CLASS_VALUE_BYTES)
            continue;
        if (length > 0)
            name[length++] = ' ';
        memcpy(name + length, class->value[roles[i]], size);
        length += size;
    }
    return name_number(reports, (struct text){name, length}, out);
}

/* What stands in the table goes to the sorted records. */
static enum status flush(struct bbc_reports *reports)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < reports->table.count && status == STATUS_OK; i++) {
        const struct report *report = bbc_table_at(&reports->table, i);
        char key[KEY_BYTES];
        char value[NUMBERS * ID_BYTES];
        spill_put(key, report->key, sizeof key);
        spill_put(value, report->id, ID_BYTES);
        spill_put(value + ID_BYTES, report->other, ID_BYTES);
        spill_put(value + 2 * ID_BYTES, report->who, ID_BYTES);
        spill_put(value + 3 * ID_BYTES, report->other_who, ID_BYTES);
        status = spill_add(reports->sorted, (struct text){key, sizeof key},
                           (struct text){value, sizeof value});
    }
    bbc_table_clear(&reports->table);
    return status;
}

enum { GOVERNMENTS = 16384 }; /* names kept: an export can make up any number */

static enum status who_number(struct bbc_reports *reports, struct text name, uint32_t *out)
{
    *out = MAP_NONE;
    if (name.length == 0)
        return STATUS_OK;
    *out = text_map_find(reports->names, name);
    if (*out != MAP_NONE || reports->all.count >= GOVERNMENTS)
        return STATUS_OK;
    return name_number(reports, name, out);
}

/* Another report, and another name of who reported. */
static void join(struct report *report, const struct report *more)
{
    if (report->other == MAP_NONE)
        report->other = more->id != report->id ? more->id : more->other;
    if (report->who == MAP_NONE)
        report->who = more->who;
    if (report->other_who == MAP_NONE)
        report->other_who = more->who != report->who ? more->who : more->other_who;
}

enum status bbc_reports_add(struct bbc_reports *reports, const struct bbc_event *event,
                            struct text name)
{
    const struct bbc_class *class = event->class;
    uint64_t key = period_pack(event->nis, class->year, class->quarter) | event->entity;
    uint32_t id = 0;
    bool added = false;
    uint32_t who = MAP_NONE;
    enum status status = report_number(reports, class, &id);

    if (status == STATUS_OK)
        status = who_number(reports, name, &who);
    if (status != STATUS_OK)
        return status;
    struct report *report = bbc_table_add(&reports->table, &key, &added);
    if (report == NULL)
        return STATUS_MEMORY;
    const struct report more = {key, id, MAP_NONE, who, MAP_NONE};
    if (added)
        *report = more;
    else
        join(report, &more);
    bool full = reports->options->open_file != NULL &&
                bbc_table_bytes(&reports->table) > reports->memory / SORT_PART;
    return full ? flush(reports) : STATUS_OK;
}

/* ---- what would count twice ---- */

struct year { /* the reports of one government on one fiscal year */
    uint64_t key;
    bool any;
    bool has[QUARTERS][ENTITIES];
    struct report report[QUARTERS][ENTITIES];
};

static const struct source_pos whole_run = {"saldo", 0, 0};
static const struct diag_subject nobody = {0};

/* There may be as many as governments and years that an export makes up. */
static void say_alike(struct diag_list *diags, enum finding finding, const char *who,
                      const char *year, const char *both)
{
    diag_add_bounded(diags, LIMIT_ALIKE_FINDINGS, finding, whole_run, nobody, who, year, both);
}

/* One NIS code under two names: where one of them says OCMW, its report counts twice. */
static void check_names(const struct bbc_reports *reports, const struct report *report,
                        const struct period_names *period, struct diag_list *diags)
{
    char both[2 * BBC_NAME_BYTES + 8] = "";

    if (report->other_who == MAP_NONE)
        return;
    struct text one = reports->all.items[report->who];
    struct text two = reports->all.items[report->other_who];
    memcpy(both, one.at, one.length);
    memcpy(both + one.length, ", ", 2);
    memcpy(both + one.length + 2, two.at, two.length);
    bool ocmw = (bbc_names_ocmw(one.at) || bbc_names_ocmw(two.at)) &&
                reports->options->ocmw != BBC_OCMW_COUNT;
    say_alike(diags, ocmw ? FINDING_BBC_OCMW_NAMED : FINDING_BBC_TWO_NAMES,
              period_who(reports->options, period), period->year, both);
}

static void check_report(const struct bbc_reports *reports, const struct year *year,
                         uint32_t quarter, enum bbc_entity entity, struct diag_list *diags)
{
    const struct report *report = &year->report[quarter][entity];
    struct period_names period = period_names(year->key);
    const char *who = period_who(reports->options, &period);

    if (report->other != MAP_NONE) {
        struct text one = reports->all.items[report->id];
        struct text two = reports->all.items[report->other];
        char both[2 * REPORT_ROLES * (BBC_CLASS_VALUE_BYTES + 8) + 8];
        memcpy(both, one.at, one.length);
        memcpy(both + one.length, ", ", 2);
        memcpy(both + one.length + 2, two.at, two.length);
        both[one.length + 2 + two.length] = '\0';
        say_alike(diags, FINDING_BBC_TWICE, who, period.year, both);
    }
    if (quarter == 0 && year->has[4][entity])
        say_alike(diags, FINDING_BBC_YEAR_AND_QUARTER, who, period.year, NULL);
    if (entity == BBC_GEMEENTE)
        check_names(reports, report, &period, diags);
    if (entity != BBC_OCMW)
        return;
    bool gemeente = year->has[quarter][BBC_GEMEENTE];
    if (!gemeente && reports->options->ocmw == BBC_OCMW_SKIP)
        say_alike(diags, FINDING_BBC_OCMW_ALONE, who, period.year, NULL);
    else if (gemeente && reports->options->ocmw == BBC_OCMW_ASK)
        say_alike(diags, FINDING_BBC_OCMW, who, period.year, NULL);
}

static void check_year(const struct bbc_reports *reports, const struct year *year,
                       struct diag_list *diags)
{
    for (uint32_t quarter = 0; quarter < QUARTERS && year->any; quarter++)
        for (int entity = 0; entity < ENTITIES; entity++)
            if (year->has[quarter][entity])
                check_report(reports, year, quarter, (enum bbc_entity)entity, diags);
}

struct unknown {    /* NIS codes that no register has */
    uint64_t last;  /* key of the one looked at last */
    uint64_t first; /* key of the first unknown one */
    uint64_t count;
};

/* Keys come in the order of their NIS codes. */
static void check_nis(const struct bbc_reports *reports, uint64_t key, struct unknown *unknown)
{
    const struct bbc_options *options = reports->options;
    struct period_names period = period_names(key);

    if (options->nis_known == NULL || *bbc_shown_nis(period.nis) == '\0' ||
        key >> PERIOD_NIS == unknown->last >> PERIOD_NIS)
        return;
    unknown->last = key;
    if (options->nis_known(options->dossier_context, (struct text){period.nis, 5}))
        return;
    if (unknown->count++ == 0)
        unknown->first = key;
}

static void take_report(struct year *year, uint64_t key, struct text value)
{
    uint32_t quarter = period_quarter(key);
    uint64_t entity = key & ((UINT64_C(1) << PERIOD_QUARTER) - 1);
    struct report *report = &year->report[quarter][entity];
    uint32_t number[NUMBERS];

    for (size_t i = 0; i < NUMBERS; i++)
        number[i] = (uint32_t)spill_get(value.at + i * ID_BYTES, ID_BYTES);
    const struct report more = {key, number[0], number[1], number[2], number[3]};
    if (year->has[quarter][entity])
        join(report, &more);
    else
        *report = more;
    year->has[quarter][entity] = true;
    year->any = true;
    year->key = key;
}

static void report_unknown(const struct unknown *unknown, struct diag_list *diags)
{
    struct period_names period = period_names(unknown->first);
    char count[COUNT_TEXT_BYTES];

    if (unknown->count == 0)
        return;
    text_format_count((int64_t)unknown->count, count);
    diag_add(diags, FINDING_BBC_NIS_UNKNOWN, whole_run, nobody, period.nis, count, NULL);
}

enum status bbc_reports_check(struct bbc_reports *reports, struct diag_list *diags)
{
    struct year year = {0};
    struct unknown unknown = {.last = UINT64_MAX};
    bool found = false;
    struct text key;
    struct text value;
    enum status status = flush(reports);

    if (status == STATUS_OK)
        status = spill_rewind(reports->sorted);
    while (status == STATUS_OK) {
        status = spill_next(reports->sorted, &key, &value, &found);
        if (status != STATUS_OK || !found)
            break;
        uint64_t number = spill_get(key.at, KEY_BYTES);
        if (year.any && number >> PERIOD_YEAR != year.key >> PERIOD_YEAR) {
            check_year(reports, &year, diags);
            year = (struct year){0};
        }
        check_nis(reports, number, &unknown);
        take_report(&year, number, value);
    }
    if (status != STATUS_OK)
        return status;
    check_year(reports, &year, diags);
    report_unknown(&unknown, diags);
    return STATUS_OK;
}
