/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "participation/participation_report.h"

#include <string.h>

#include "participation/bounds.h"
#include "participation/hours.h"
#include "write/json.h"
#include "write/table.h"

/* What of a row goes out: everything for those inside, what was left for the rest. */
struct view {
    const struct publication *publication;
    bool internal;
};

static bool shows(const struct view *view, const struct published_row *row, enum shown least)
{
    return view->internal || row->shown <= least;
}

static const char *shown_name(const struct view *view, const struct published_row *row)
{
    static const char *const names[] = {
        [SHOWN_ALL] = "alles", [SHOWN_PARTICIPANTS] = "deelnemers", [SHOWN_NOTHING] = "niets"};

    if (view->internal)
        return names[SHOWN_ALL];
    return row->shown == SHOWN_ALL && !row->hours ? "aantallen" : names[row->shown];
}

bool published_hours(const struct publication *publication, const struct published_row *row,
                     bool internal, struct money *out)
{
    out->cents = internal ? row->left : hours_rounded(publication, row->left);
    return internal || row->hours;
}

/* ---- CSV ---- */

static const char *region_of(const struct publication *publication, const struct published_row *row)
{
    return *row->code == '\0' ? row->name : publication->rows.items[row->parent].name;
}

static void put_count(struct out *out, bool shown, int64_t count)
{
    if (shown)
        out_count(out, count);
}

static void put_hours(struct out *out, const struct view *view, const struct published_row *row)
{
    struct money hours;

    if (published_hours(view->publication, row, view->internal, &hours))
        out_money(out, hours);
}

/* row: NULL in the header. */
static void row_csv(struct table *t, const struct view *view, const struct published_row *row)
{
    TABLE_TEXT(t, "niveau", row->level);
    TABLE_TEXT(t, "regio", region_of(view->publication, row));
    TABLE_TEXT(t, "bestuur", row->code);
    TABLE_TEXT(t, "naam", *row->code == '\0' ? "" : row->name);
    TABLE_CELL(t, "deelnemers",
               put_count(t->out, shows(view, row, SHOWN_PARTICIPANTS),
                         published_cell(row, CELL_PARTICIPANTS)));
    TABLE_CELL(t, "voltooid", put_count(t->out, shows(view, row, SHOWN_ALL), row->completed));
    TABLE_CELL(t, "lopend", put_count(t->out, shows(view, row, SHOWN_ALL), row->running));
    TABLE_CELL(t, "uren_resterend", put_hours(t->out, view, row));
    if (!view->internal)
        TABLE_TEXT(t, "getoond", shown_name(view, row));
    table_end(t);
}

static void table_csv(struct out *out, const struct view *view)
{
    struct table t = table_open(out);

    row_csv(&t, view, NULL);
    for (uint32_t i = 0; i < view->publication->rows.count; i++)
        row_csv(&t, view, &view->publication->rows.items[i]);
}

void publication_csv(struct out *out, const struct publication *publication)
{
    table_csv(out, &(const struct view){publication, false});
}

void internal_governments_csv(struct out *out, const struct publication *publication)
{
    table_csv(out, &(const struct view){publication, true});
}

static void put_completed(struct out *out, const struct participant *participant)
{
    char day[DATE_TEXT_BYTES];

    if (participant->left != 0)
        return;
    date_format(participant->completed_on, day);
    out_text(out, day);
}

/* participant: NULL in the header. */
static void participant_csv(struct table *t, const struct participation *participation,
                            const struct participant *participant)
{
    TABLE_TEXT(t, "deelnemer", participant->key);
    TABLE_TEXT(t, "bestuur", participation->governments.items[participant->home].code);
    TABLE_COUNT(t, "besturen", participant->government_count);
    TABLE_COUNT(t, "deelnames", participant->row_count);
    TABLE_MONEY(t, "uren", (struct money){participant->hundredths});
    TABLE_MONEY(t, "uren_resterend", (struct money){participant->left});
    TABLE_CELL(t, "voltooid_op", put_completed(t->out, participant));
    table_end(t);
}

void internal_participants_csv(struct out *out, const struct participation *participation)
{
    struct table t = table_open(out);

    participant_csv(&t, participation, NULL);
    for (uint32_t i = 0; i < participation->participants.count; i++)
        participant_csv(&t, participation, &participation->participants.items[i]);
}

/* ---- JSON ---- */

static void ref_json(struct json *json, const struct scheme_ref *ref)
{
    json_member_text(json, "bron", ref->source->id);
    json_member_text(json, "document", ref->source->document);
    json_member_text(json, "passage", ref->passage);
    json_member_text(json, "aanname", ref->assumption);
}

static void value_json(struct json *json, const struct trajectory_value *value)
{
    json_line(json);
    json_open(json, '{');
    json_member_text(json, "parameter", value->name);
    json_member_count(json, "waarde", value->count);
    ref_json(json, &value->ref);
    json_close(json, '}');
}

static void assumptions_json(struct json *json, const struct trajectory *rules)
{
    json_line(json);
    json_key(json, "aannames");
    json_open(json, '[');
    for (size_t i = 0; i < rules->assumption_count; i++) {
        const struct scheme_assumption *assumption = &rules->assumptions[i];
        bool home = strcmp(assumption->id, "toewijzing") == 0;
        json_line(json);
        json_open(json, '{');
        json_member_text(json, "aanname", assumption->id);
        json_member_text(json, "gekozen",
                         home ? trajectory_home_name(rules->home)
                              : assumption->alternatives[assumption->standard].id);
        json_member_text(json, "zwijgt", assumption->silent);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void head_json(struct json *json, const struct participation *participation,
                      const char *kind)
{
    const struct trajectory *rules = &participation->rules;

    json_open(json, '{');
    json_member_text(json, "schema", PARTICIPATION_JSON_SCHEMA);
    json_member_text(json, "soort", kind);
    json_member_date(json, "peildatum", participation->as_of);
    json_line(json);
    json_key(json, "parameters");
    json_open(json, '[');
    value_json(json, &rules->hours);
    value_json(json, &rules->threshold);
    json_close(json, ']');
    assumptions_json(json, rules);
}

static void count_json(struct json *json, const char *key, int64_t count, bool shown)
{
    json_key(json, key);
    if (shown)
        json_count(json, count);
    else
        json_none(json);
}

static void row_json(struct json *json, const struct view *view, const struct published_row *row)
{
    bool counts = shows(view, row, SHOWN_ALL);
    struct money hours;

    json_line(json);
    json_open(json, '{');
    json_member_text(json, "niveau", row->level);
    json_member_text(json, "regio", region_of(view->publication, row));
    json_member_text(json, "bestuur", *row->code == '\0' ? NULL : row->code);
    json_member_text(json, "naam", *row->code == '\0' ? NULL : row->name);
    count_json(json, "deelnemers", published_cell(row, CELL_PARTICIPANTS),
               shows(view, row, SHOWN_PARTICIPANTS));
    count_json(json, "voltooid", row->completed, counts);
    count_json(json, "lopend", row->running, counts);
    json_key(json, "uren_resterend");
    if (published_hours(view->publication, row, view->internal, &hours))
        json_money(json, hours);
    else
        json_none(json);
    json_member_text(json, "getoond", shown_name(view, row));
    json_close(json, '}');
}

static void rows_json(struct json *json, const struct publication *publication, bool internal)
{
    const struct view view = {publication, internal};

    json_line(json);
    json_key(json, "rijen");
    json_open(json, '[');
    for (uint32_t i = 0; i < publication->rows.count; i++)
        row_json(json, &view, &publication->rows.items[i]);
    json_close(json, ']');
}

static void end_json(struct json *json)
{
    json_close(json, '}');
    out_char(json->out, '\n');
}

void publication_json(struct out *out, const struct participation *participation,
                      const struct publication *publication)
{
    struct json json = {.out = out};

    head_json(&json, participation, "publicatie");
    rows_json(&json, publication, false);
    end_json(&json);
}

static void participant_json(struct json *json, const struct participation *participation,
                             const struct participant *participant)
{
    json_line(json);
    json_open(json, '{');
    json_member_text(json, "deelnemer", participant->key);
    json_member_text(json, "bestuur", participation->governments.items[participant->home].code);
    json_member_count(json, "besturen", participant->government_count);
    json_member_count(json, "deelnames", participant->row_count);
    json_member_money(json, "uren", (struct money){participant->hundredths});
    json_member_money(json, "uren_resterend", (struct money){participant->left});
    json_key(json, "voltooid_op");
    if (participant->left == 0)
        json_date(json, participant->completed_on);
    else
        json_none(json);
    json_close(json, '}');
}

void internal_json(struct out *out, const struct participation *participation,
                   const struct publication *publication)
{
    struct json json = {.out = out};

    head_json(&json, participation, "intern");
    rows_json(&json, publication, true);
    json_line(&json);
    json_key(&json, "deelnemers");
    json_open(&json, '[');
    for (uint32_t i = 0; i < participation->participants.count; i++)
        participant_json(&json, participation, &participation->participants.items[i]);
    json_close(&json, ']');
    end_json(&json);
}
