/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the run says of its scheme. */
#include "report/database/rows.h"

static void write_run(struct database *db)
{
    const struct run *run = db->run;

    database_open(db, "INSERT INTO run VALUES ('saldo-sqlite/1', ?, ?, ?, ?, ?, ?)");
    put_text(db, run->engine);
    put_text(db, run->scheme);
    put_text(db, run->scheme_name);
    put_text(db, run->cutoff);
    put_text(db, run->language == LANGUAGE_NL ? "nl" : "en");
    put_text(db, run->manifest_sha256);
    database_row_end(db);
    database_close(db);
    database_open(db, "INSERT INTO bronnen VALUES (?, ?, ?)");
    for (uint32_t i = 0; i < run->source_count; i++) {
        put_text(db, run->sources[i].id);
        put_text(db, run->sources[i].title);
        put_text(db, run->sources[i].document);
        database_row_end(db);
    }
    database_close(db);
}

static void write_assumptions(struct database *db)
{
    database_open(db, "INSERT INTO aannames VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < db->run->assumption_count; i++) {
        const struct run_assumption *assumption = &db->run->assumptions[i];
        put_text(db, assumption->id);
        put_text(db, assumption->silent);
        put_text(db, assumption->assumed);
        put_text(db, assumption->chosen);
        put_bool(db, assumption->standard);
        put_bool(db, assumption->decides);
        put_text(db, assumption->source);
        put_text(db, assumption->passage);
        database_row_end(db);
    }
    database_close(db);
    database_open(db, "INSERT INTO aanname_keuzes VALUES (?, ?, ?)");
    for (uint32_t i = 0; i < db->run->assumption_count; i++)
        for (uint32_t a = 0; a < db->run->assumptions[i].alternative_count; a++) {
            put_text(db, db->run->assumptions[i].id);
            put_text(db, db->run->assumptions[i].alternatives[a].id);
            put_text(db, db->run->assumptions[i].alternatives[a].text);
            database_row_end(db);
        }
    database_close(db);
}

static void write_parameters(struct database *db)
{
    database_open(db, "INSERT INTO parameters VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < db->run->parameter_count; i++) {
        const struct run_parameter *parameter = &db->run->parameters[i];
        put_text(db, parameter->name);
        put_text(db, parameter->from);
        put_text(db, parameter->to);
        put_text_or_none(db, parameter->value);
        put_count(db, parameter->line);
        put_text(db, parameter->source);
        put_text(db, parameter->passage);
        put_text_or_none(db, parameter->assumption);
        database_row_end(db);
    }
    database_close(db);
    database_open(db, "INSERT INTO totalen_regeling VALUES (?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < db->run->stated_total_count; i++) {
        const struct run_stated_total *total = &db->run->stated_totals[i];
        put_text(db, total->subject);
        put_money(db, total->amount);
        put_bool(db, total->used);
        put_text(db, total->source);
        put_text(db, total->passage);
        database_row_end(db);
    }
    database_close(db);
}

static void write_actions(struct database *db)
{
    const struct run *run = db->run;

    database_open(db, "INSERT INTO acties VALUES (CAST(? AS INTEGER), ?, ?, ?)");
    for (uint32_t i = 0; i < run->action_count; i++) {
        put_text(db, run->actions[i].number);
        put_text(db, run->actions[i].name);
        put_text(db, run->actions[i].goal);
        put_bool(db, run->actions[i].always_judged);
        database_row_end(db);
    }
    database_close(db);
    database_open(db, "INSERT INTO doelgroepen VALUES (CAST(? AS INTEGER), ?, ?, ?, ?)");
    for (uint32_t i = 0; i < run->group_count; i++) {
        put_text(db, run->groups[i].action);
        put_text(db, run->groups[i].group);
        put_text(db, run->groups[i].unit);
        put_text(db, run->groups[i].price_parameter);
        put_count(db, run->groups[i].maximum);
        database_row_end(db);
    }
    database_close(db);
    database_open(db, "INSERT INTO stimulanssoorten VALUES (?, ?)");
    for (uint32_t i = 0; i < run->incentive_kind_count; i++) {
        put_text(db, run->incentive_kinds[i].id);
        put_text(db, run->incentive_kinds[i].name);
        database_row_end(db);
    }
    database_close(db);
}

void database_scheme(struct database *db)
{
    write_run(db);
    write_assumptions(db);
    write_parameters(db);
    write_actions(db);
}
