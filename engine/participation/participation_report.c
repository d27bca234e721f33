/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "participation/participation_report.h"

#include <string.h>

#include "participation/bounds.h"
#include "participation/hours.h"
#include "write/cell.h"
#include "write/json.h"

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

static void row_csv(struct out *out, const struct view *view, const struct published_row *row)
{
    struct money hours;

    out_text(out, row->level);
    out_char(out, ';');
    cell_text(out, region_of(view->publication, row));
    out_char(out, ';');
    cell_text(out, row->code);
    out_char(out, ';');
    cell_text(out, *row->code == '\0' ? "" : row->name);
    out_char(out, ';');
    if (shows(view, row, SHOWN_PARTICIPANTS))
        out_count(out, published_cell(row, CELL_PARTICIPANTS));
    out_char(out, ';');
    if (shows(view, row, SHOWN_ALL))
        out_count(out, row->completed);
    out_char(out, ';');
    if (shows(view, row, SHOWN_ALL))
        out_count(out, row->running);
    out_char(out, ';');
    if (published_hours(view->publication, row, view->internal, &hours))
        out_money(out, hours);
}

static const char table_columns[] =
    "niveau;regio;bestuur;naam;deelnemers;voltooid;lopend;uren_resterend";

void publication_csv(struct out *out, const struct publication *publication)
{
    const struct view view = {publication, false};

    out_text(out, table_columns);
    out_text(out, ";getoond\n");
    for (uint32_t i = 0; i < publication->rows.count; i++) {
        const struct published_row *row = &publication->rows.items[i];
        row_csv(out, &view, row);
        out_char(out, ';');
        out_text(out, shown_name(&view, row));
        out_char(out, '\n');
    }
}

void internal_governments_csv(struct out *out, const struct publication *publication)
{
    const struct view view = {publication, true};

    out_text(out, table_columns);
    out_char(out, '\n');
    for (uint32_t i = 0; i < publication->rows.count; i++) {
        row_csv(out, &view, &publication->rows.items[i]);
        out_char(out, '\n');
    }
}

void internal_participants_csv(struct out *out, const struct participation *participation)
{
    char day[DATE_TEXT_BYTES];

    out_text(out, "deelnemer;bestuur;besturen;deelnames;uren;uren_resterend;voltooid_op\n");
    for (uint32_t i = 0; i < participation->participants.count; i++) {
        const struct participant *participant = &participation->participants.items[i];
        cell_text(out, participant->key);
        out_char(out, ';');
        cell_text(out, participation->governments.items[participant->home].code);
        out_char(out, ';');
        out_count(out, participant->government_count);
        out_char(out, ';');
        out_count(out, participant->row_count);
        out_char(out, ';');
        out_money(out, (struct money){participant->hundredths});
        out_char(out, ';');
        out_money(out, (struct money){participant->left});
        out_char(out, ';');
        if (participant->left == 0) {
            date_format(participant->completed_on, day);
            out_text(out, day);
        }
        out_char(out, '\n');
    }
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
