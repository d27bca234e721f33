/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Built in memory and written out whole: the file is a function of the run. The header of the
 * file names the version of the library that wrote it last; that is the one thing that depends on
 * the machine, so it is set to the version whose format we write. */
#include "report/database/database.h"

#include <sqlite3.h>
#include <string.h>

#include "core/embed.h"
#include "report/database/rows.h"

extern const struct embedded_file report_sql[]; /* made by cmake/embed.cmake */

static void execute(struct database *db, const char *sql)
{
    if (db->result == SQLITE_OK)
        database_check(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL));
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
    database_row_end(db);
}

static void write_option(struct database *db, uint32_t index, const char *name,
                         const struct run_option *option)
{
    put_count(db, (int64_t)index + 1);
    put_text(db, name);
    put_money(db, option->paid);
    put_money(db, option->withheld);
    put_money(db, option->recovery);
    database_row_end(db);
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
        database_row_end(db);
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
        database_row_end(db);
    }
}

static void each_line(struct database *db, const char *sql,
                      void (*write)(struct database *, uint32_t))
{
    database_open(db, sql);
    for (uint32_t i = 0; i < db->run->line_count; i++)
        write(db, i);
    database_close(db);
}

static void write_incentives(struct database *db)
{
    database_open(db, "INSERT INTO stimulansen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < db->run->incentive_count; i++) {
        const struct run_incentive *incentive = &db->run->incentives[i];
        put_text(db, db->run->beneficiaries[incentive->beneficiary].id);
        put_text(db, db->run->incentive_kinds[incentive->kind].id);
        put_count(db, incentive->line);
        put_balance(db, &incentive->balance);
        database_row_end(db);
    }
    database_close(db);
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
        database_row_end(db);
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
        database_row_end(db);
    }
}

static void write_all_decisions(struct database *db)
{
    const struct run *run = db->run;

    database_open(db, "INSERT INTO beslissingen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
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
    database_close(db);
}

static void write_all_resting(struct database *db)
{
    const struct run *run = db->run;

    database_open(db, "INSERT INTO rust_op VALUES (?, ?, ?, ?)");
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
    database_close(db);
}

static void write_findings(struct database *db)
{
    database_open(db, "INSERT INTO bevindingen VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
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
        database_row_end(db);
    }
    database_close(db);
}

/* ---- the file ---- */

static void fill(struct database *db)
{
    database_scheme(db);
    database_beneficiaries(db);
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
    database_check(&db, sqlite3_open_v2(
                            ":memory:", &db.handle,
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
