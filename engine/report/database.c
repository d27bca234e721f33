/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Built in memory and written out whole: the file is a function of the run. The header of the
 * file names the version of the library that wrote it last; that is the one thing that depends on
 * the machine, so it is set to the version whose format we write. */
#include "report/database.h"

#include <sqlite3.h>
#include <string.h>

#include "core/embed.h"

extern const struct embedded_file report_sql[]; /* made by cmake/embed.cmake */

struct database {
    sqlite3 *handle;
    sqlite3_stmt *statement;
    int next; /* parameter to bind, from 1 */
    const struct run *run;
    int result; /* the first of SQLite's that was not right */
};

static void check(struct database *db, int result)
{
    if (db->result == SQLITE_OK && result != SQLITE_OK && result != SQLITE_DONE)
        db->result = result;
}

static void execute(struct database *db, const char *sql)
{
    if (db->result == SQLITE_OK)
        check(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL));
}

/* ---- rows ---- */

static void table_open(struct database *db, const char *sql)
{
    if (db->result == SQLITE_OK)
        check(db, sqlite3_prepare_v2(db->handle, sql, -1, &db->statement, NULL));
    db->next = 1;
}

static void table_close(struct database *db)
{
    sqlite3_finalize(db->statement);
    db->statement = NULL;
}

static void put_count(struct database *db, int64_t count)
{
    if (db->result == SQLITE_OK && count != RUN_NONE)
        check(db, sqlite3_bind_int64(db->statement, db->next, count));
    db->next++; /* what is not bound is NULL */
}

static void put_text(struct database *db, const char *text)
{
    if (db->result == SQLITE_OK)
        check(db, sqlite3_bind_text(db->statement, db->next, text, -1, SQLITE_STATIC));
    db->next++;
}

static void put_text_or_none(struct database *db, const char *text)
{
    if (*text == '\0')
        put_count(db, RUN_NONE);
    else
        put_text(db, text);
}

static void put_money(struct database *db, struct money money)
{
    put_count(db, money.cents);
}

static void put_amount(struct database *db, struct run_amount amount)
{
    put_count(db, amount.known ? amount.money.cents : RUN_NONE);
}

static void put_bool(struct database *db, bool value)
{
    put_count(db, value);
}

static void row_end(struct database *db)
{
    if (db->result == SQLITE_OK)
        check(db, sqlite3_step(db->statement));
    if (db->statement != NULL) {
        sqlite3_reset(db->statement);
        sqlite3_clear_bindings(db->statement);
    }
    db->next = 1;
}

/* ---- the scheme ---- */

static void write_run(struct database *db)
{
    const struct run *run = db->run;

    table_open(db, "INSERT INTO run VALUES ('saldo-sqlite/1', ?, ?, ?, ?, ?, ?)");
    put_text(db, run->engine);
    put_text(db, run->scheme);
    put_text(db, run->scheme_name);
    put_text(db, run->cutoff);
    put_text(db, run->language == LANGUAGE_NL ? "nl" : "en");
    put_text(db, run->manifest_sha256);
    row_end(db);
    table_close(db);
    table_open(db, "INSERT INTO bronnen VALUES (?, ?, ?)");
    for (uint32_t i = 0; i < run->source_count; i++) {
        put_text(db, run->sources[i].id);
        put_text(db, run->sources[i].title);
        put_text(db, run->sources[i].document);
        row_end(db);
    }
    table_close(db);
}

static void write_assumptions(struct database *db)
{
    table_open(db, "INSERT INTO aannames VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
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
        row_end(db);
    }
    table_close(db);
    table_open(db, "INSERT INTO aanname_keuzes VALUES (?, ?, ?)");
    for (uint32_t i = 0; i < db->run->assumption_count; i++)
        for (uint32_t a = 0; a < db->run->assumptions[i].alternative_count; a++) {
            put_text(db, db->run->assumptions[i].id);
            put_text(db, db->run->assumptions[i].alternatives[a].id);
            put_text(db, db->run->assumptions[i].alternatives[a].text);
            row_end(db);
        }
    table_close(db);
}

static void write_parameters(struct database *db)
{
    table_open(db, "INSERT INTO parameters VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
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
        row_end(db);
    }
    table_close(db);
    table_open(db, "INSERT INTO totalen_regeling VALUES (?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < db->run->stated_total_count; i++) {
        const struct run_stated_total *total = &db->run->stated_totals[i];
        put_text(db, total->subject);
        put_money(db, total->amount);
        put_bool(db, total->used);
        put_text(db, total->source);
        put_text(db, total->passage);
        row_end(db);
    }
    table_close(db);
}

static void write_actions(struct database *db)
{
    const struct run *run = db->run;

    table_open(db, "INSERT INTO acties VALUES (CAST(? AS INTEGER), ?, ?, ?)");
    for (uint32_t i = 0; i < run->action_count; i++) {
        put_text(db, run->actions[i].number);
        put_text(db, run->actions[i].name);
        put_text(db, run->actions[i].goal);
        put_bool(db, run->actions[i].always_judged);
        row_end(db);
    }
    table_close(db);
    table_open(db, "INSERT INTO doelgroepen VALUES (CAST(? AS INTEGER), ?, ?, ?, ?)");
    for (uint32_t i = 0; i < run->group_count; i++) {
        put_text(db, run->groups[i].action);
        put_text(db, run->groups[i].group);
        put_text(db, run->groups[i].unit);
        put_text(db, run->groups[i].price_parameter);
        put_count(db, run->groups[i].maximum);
        row_end(db);
    }
    table_close(db);
    table_open(db, "INSERT INTO stimulanssoorten VALUES (?, ?)");
    for (uint32_t i = 0; i < run->incentive_kind_count; i++) {
        put_text(db, run->incentive_kinds[i].id);
        put_text(db, run->incentive_kinds[i].name);
        row_end(db);
    }
    table_close(db);
}

/* ---- beneficiaries ---- */

static void write_beneficiary(struct database *db, const struct run_beneficiary *owner)
{
    const struct money amounts[] = {
        owner->granted,  owner->incentives, owner->advance,  owner->paid,
        owner->withheld, owner->open,       owner->recovery, owner->accounts_recovery,
        owner->received, owner->due,        owner->base};

    put_text(db, owner->id);
    put_text(db, owner->name);
    put_text(db, owner->kind);
    put_text_or_none(db, owner->nis);
    put_text_or_none(db, owner->kbo);
    put_count(db, owner->line);
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        put_money(db, amounts[i]);
    put_amount(db, owner->spending);
    put_text(db, owner->accounts);
    put_text(db, owner->outcome);
    put_text(db, owner->eligible);
    put_count(db, owner->inhabitants);
    row_end(db);
}

static void write_reading(struct database *db, const struct run_beneficiary *owner,
                          const char *name, const struct run_reading *reading)
{
    put_text(db, owner->id);
    put_text(db, name);
    put_money(db, reading->required);
    put_amount(db, reading->shortfall);
    put_amount(db, reading->recovery);
    row_end(db);
}

static void write_beneficiaries(struct database *db)
{
    const struct run *run = db->run;

    table_open(db, "INSERT INTO begunstigden VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                   "?, ?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < run->beneficiary_count; i++)
        write_beneficiary(db, &run->beneficiaries[i]);
    table_close(db);
    table_open(db, "INSERT INTO verantwoordingen VALUES (?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < run->beneficiary_count; i++) {
        write_reading(db, &run->beneficiaries[i], "eigen-inbreng", &run->beneficiaries[i].own);
        write_reading(db, &run->beneficiaries[i], "bruto", &run->beneficiaries[i].gross);
    }
    table_close(db);
}

static void write_members(struct database *db, const struct run_beneficiary *owner)
{
    for (uint32_t i = owner->first_member; i < owner->first_member + owner->member_count; i++) {
        const struct run_member *member = &db->run->members[i];
        put_text(db, owner->id);
        put_text(db, member->nis);
        put_text(db, member->name);
        put_count(db, member->inhabitants);
        put_count(db, member->line);
        row_end(db);
    }
}

static void write_payments(struct database *db, const struct run_beneficiary *owner)
{
    for (uint32_t i = owner->first_payment; i < owner->first_payment + owner->payment_count; i++) {
        const struct run_payment *payment = &db->run->payments[i];
        put_text(db, owner->id);
        put_count(db, payment->line);
        put_text(db, payment->date);
        put_text(db, payment->kind);
        put_money(db, payment->amount);
        put_text(db, payment->reference);
        put_text(db, payment->use);
        row_end(db);
    }
}

static void write_spending(struct database *db, const struct run_beneficiary *owner)
{
    for (uint32_t i = owner->first_spending; i < owner->first_spending + owner->spending_count;
         i++) {
        const struct run_spending *row = &db->run->spending[i];
        put_text(db, owner->id);
        put_count(db, row->line);
        put_text_or_none(db, row->nis);
        put_count(db, row->fiscal_year);
        put_count(db, row->quarter);
        put_text(db, row->code);
        put_text(db, row->action);
        put_money(db, row->amount);
        put_text(db, row->source);
        put_text(db, row->use);
        put_amount(db, row->share);
        put_bool(db, row->estimated);
        row_end(db);
    }
}

static void each_beneficiary(struct database *db, const char *sql,
                             void (*write)(struct database *, const struct run_beneficiary *))
{
    table_open(db, sql);
    for (uint32_t i = 0; i < db->run->beneficiary_count; i++)
        write(db, &db->run->beneficiaries[i]);
    table_close(db);
}

/* ---- applications and incentives ---- */

static void put_balance(struct database *db, const struct run_balance *balance)
{
    put_money(db, balance->granted);
    put_money(db, balance->advance);
    put_money(db, balance->computed);
    put_text(db, balance->outcome);
    put_money(db, balance->paid);
    put_money(db, balance->withheld);
    put_money(db, balance->open);
    put_money(db, balance->recovery);
    put_text(db, balance->reason);
    put_text(db, balance->reason_text);
}

static void write_line(struct database *db, uint32_t index)
{
    const struct run_line *line = &db->run->lines[index];

    put_count(db, (int64_t)index + 1);
    put_text(db, db->run->beneficiaries[line->beneficiary].id);
    put_text(db, db->run->actions[line->action].number);
    put_text(db, db->run->groups[line->group].group);
    put_count(db, line->line);
    put_text_or_none(db, line->choice);
    put_count(db, line->baseline);
    put_count(db, line->target);
    put_count(db, line->last_year);
    put_money(db, line->price);
    put_text_or_none(db, line->price_parameter);
    put_count(db, line->counted);
    put_count(db, line->divisor);
    put_text(db, line->split);
    put_money(db, line->grant);
    put_count(db, line->achieved);
    put_balance(db, &line->balance);
    row_end(db);
}

static void write_option(struct database *db, uint32_t index, const char *name,
                         const struct run_option *option)
{
    put_count(db, (int64_t)index + 1);
    put_text(db, name);
    put_money(db, option->paid);
    put_money(db, option->withheld);
    put_money(db, option->recovery);
    row_end(db);
}

static void write_options(struct database *db, uint32_t index)
{
    const struct run_line *line = &db->run->lines[index];

    if (!line->needs_decision)
        return;
    write_option(db, index, "inhouden", &line->options.withhold);
    write_option(db, index, "herberekenen", &line->options.recompute);
    write_option(db, index, "alles-terugvorderen", &line->options.recover_all);
}

static void write_grants(struct database *db, uint32_t index)
{
    const struct run_line *line = &db->run->lines[index];

    for (uint32_t i = line->first_grant; i < line->first_grant + line->grant_count; i++) {
        const struct run_grant *grant = &db->run->grants[i];
        put_count(db, (int64_t)index + 1);
        put_count(db, grant->line);
        put_text(db, grant->date);
        put_money(db, grant->amount);
        put_text(db, grant->act);
        put_text(db, grant->use);
        row_end(db);
    }
}

static void write_reports(struct database *db, uint32_t index)
{
    const struct run_line *line = &db->run->lines[index];

    for (uint32_t i = line->first_report; i < line->first_report + line->report_count; i++) {
        const struct run_report *report = &db->run->reports[i];
        put_count(db, (int64_t)index + 1);
        put_count(db, report->line);
        put_text(db, report->moment);
        put_text(db, report->date);
        put_count(db, report->achieved);
        put_text(db, report->motivation);
        put_text(db, report->use);
        row_end(db);
    }
}

static void each_line(struct database *db, const char *sql,
                      void (*write)(struct database *, uint32_t))
{
    table_open(db, sql);
    for (uint32_t i = 0; i < db->run->line_count; i++)
        write(db, i);
    table_close(db);
}

static void write_incentives(struct database *db)
{
    table_open(db, "INSERT INTO stimulansen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < db->run->incentive_count; i++) {
        const struct run_incentive *incentive = &db->run->incentives[i];
        put_text(db, db->run->beneficiaries[incentive->beneficiary].id);
        put_text(db, db->run->incentive_kinds[incentive->kind].id);
        put_count(db, incentive->line);
        put_balance(db, &incentive->balance);
        row_end(db);
    }
    table_close(db);
}

/* ---- decisions and assumptions, of three kinds of owner ---- */

/* row: of afrekening, or RUN_NONE; incentive: or "". */
static void write_decisions(struct database *db, const char *owner, int64_t row,
                            const char *incentive, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++) {
        const struct run_decision *decision = &db->run->decisions[i];
        put_text(db, owner);
        put_count(db, row);
        put_text_or_none(db, incentive);
        put_count(db, decision->line);
        put_text(db, decision->date);
        put_text(db, decision->decision);
        put_amount(db, decision->amount);
        put_text(db, decision->reference);
        put_text(db, decision->use);
        row_end(db);
    }
}

static void write_resting(struct database *db, const char *owner, int64_t row,
                          const char *incentive, const char *const *assumptions, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        put_text(db, assumptions[i]);
        put_text(db, owner);
        put_count(db, row);
        put_text_or_none(db, incentive);
        row_end(db);
    }
}

static void write_all_decisions(struct database *db)
{
    const struct run *run = db->run;

    table_open(db, "INSERT INTO beslissingen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < run->line_count; i++)
        write_decisions(db, run->beneficiaries[run->lines[i].beneficiary].id, (int64_t)i + 1, "",
                        run->lines[i].balance.first_decision, run->lines[i].balance.decision_count);
    for (uint32_t i = 0; i < run->incentive_count; i++)
        write_decisions(db, run->beneficiaries[run->incentives[i].beneficiary].id, RUN_NONE,
                        run->incentive_kinds[run->incentives[i].kind].id,
                        run->incentives[i].balance.first_decision,
                        run->incentives[i].balance.decision_count);
    for (uint32_t i = 0; i < run->beneficiary_count; i++)
        write_decisions(db, run->beneficiaries[i].id, RUN_NONE, "",
                        run->beneficiaries[i].first_decision, run->beneficiaries[i].decision_count);
    table_close(db);
}

static void write_all_resting(struct database *db)
{
    const struct run *run = db->run;

    table_open(db, "INSERT INTO rust_op VALUES (?, ?, ?, ?)");
    for (uint32_t i = 0; i < run->line_count; i++)
        write_resting(db, run->beneficiaries[run->lines[i].beneficiary].id, (int64_t)i + 1, "",
                      run->lines[i].balance.assumptions, run->lines[i].balance.assumption_count);
    for (uint32_t i = 0; i < run->incentive_count; i++)
        write_resting(db, run->beneficiaries[run->incentives[i].beneficiary].id, RUN_NONE,
                      run->incentive_kinds[run->incentives[i].kind].id,
                      run->incentives[i].balance.assumptions,
                      run->incentives[i].balance.assumption_count);
    for (uint32_t i = 0; i < run->beneficiary_count; i++)
        write_resting(db, run->beneficiaries[i].id, RUN_NONE, "", run->beneficiaries[i].assumptions,
                      run->beneficiaries[i].assumption_count);
    table_close(db);
}

static void write_findings(struct database *db)
{
    table_open(db, "INSERT INTO bevindingen VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < db->run->finding_count; i++) {
        const struct run_finding *finding = &db->run->findings[i];
        put_text(db, finding->severity);
        put_text(db, finding->code);
        put_text(db, finding->file);
        put_count(db, finding->line == 0 ? RUN_NONE : (int64_t)finding->line);
        put_count(db, finding->column == 0 ? RUN_NONE : (int64_t)finding->column);
        put_text(db, finding->beneficiary);
        put_text(db, finding->action);
        put_text(db, finding->text);
        row_end(db);
    }
    table_close(db);
}

/* ---- the file ---- */

static void fill(struct database *db)
{
    write_run(db);
    write_assumptions(db);
    write_parameters(db);
    write_actions(db);
    write_beneficiaries(db);
    each_beneficiary(db, "INSERT INTO leden VALUES (?, ?, ?, ?, ?)", write_members);
    each_beneficiary(db, "INSERT INTO betalingen VALUES (?, ?, ?, ?, ?, ?, ?)", write_payments);
    each_beneficiary(db, "INSERT INTO uitgaven VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     write_spending);
    each_line(db,
              "INSERT INTO afrekening VALUES (?, ?, CAST(? AS INTEGER), ?, ?, ?, ?, ?, ?, ?, ?, ?, "
              "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              write_line);
    each_line(db, "INSERT INTO alternatieven VALUES (?, ?, ?, ?, ?)", write_options);
    each_line(db, "INSERT INTO toekenningen VALUES (?, ?, ?, ?, ?, ?)", write_grants);
    each_line(db, "INSERT INTO rapporten VALUES (?, ?, ?, ?, ?, ?, ?)", write_reports);
    write_incentives(db);
    write_all_decisions(db);
    write_all_resting(db);
    write_findings(db);
}

/* Offset 96 of the header: the library that wrote the file last, as a big-endian number. */
enum { VERSION_AT = 96, VERSION_BYTES = 4, HEADER_BYTES = 100 };
static const unsigned char format_version[VERSION_BYTES] = {0x00, 0x2e, 0x63, 0x01}; /* 3 040 001 */

static enum status serialize(struct database *db, struct out *out)
{
    sqlite3_int64 size = 0;
    unsigned char *bytes = sqlite3_serialize(db->handle, "main", &size, 0);

    if (bytes == NULL || size < HEADER_BYTES) {
        sqlite3_free(bytes);
        return STATUS_MEMORY;
    }
    memcpy(bytes + VERSION_AT, format_version, VERSION_BYTES);
    out_bytes(out, (const char *)bytes, (size_t)size);
    sqlite3_free(bytes);
    return STATUS_OK;
}

enum status database_write(const struct run *run, enum language language, struct out *out)
{
    struct database db = {.run = run};
    enum status status = STATUS_MEMORY;

    (void)language;
    check(&db,
          sqlite3_open_v2(":memory:", &db.handle,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, NULL));
    execute(&db, "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA foreign_keys = ON; "
                 "PRAGMA user_version = 1; BEGIN");
    execute(&db, report_sql[0].bytes);
    fill(&db);
    execute(&db, "COMMIT");
    if (db.result == SQLITE_OK)
        status = serialize(&db, out);
    else if (db.result == SQLITE_CONSTRAINT || db.result == SQLITE_MISMATCH)
        status = STATUS_BROKEN;
    sqlite3_close(db.handle);
    return status;
}
