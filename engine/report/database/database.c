/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Built in memory and written out whole: the file is a function of the run. The
 * header of the file names the version of the library that wrote it last; that
 * is the one thing that depends on the machine, so it is set to the version
 * whose format we write. */
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

static void write_lines(struct database *db)
{
    database_open_rows(db, "afrekening", 1, RUN_line);
    for (uint32_t i = 0; i < db->run->line_count; i++) {
        put_count(db, (int64_t)i + 1);
        database_row(db, &db->run->lines[i]);
    }
    database_close(db);
}

static void write_option(struct database *db, uint32_t index, const char *name,
                         const struct run_option *option)
{
    put_count(db, (int64_t)index + 1);
    put_text(db, name);
    database_row(db, option);
}

static void write_options(struct database *db)
{
    database_open_rows(db, "alternatieven", 2, RUN_option);
    for (uint32_t i = 0; i < db->run->line_count; i++) {
        const struct run_line *line = &db->run->lines[i];
        if (!line->needs_decision)
            continue;
        write_option(db, i, "inhouden", &line->options.withhold);
        write_option(db, i, "herberekenen", &line->options.recompute);
        write_option(db, i, "alles-terugvorderen", &line->options.recover_all);
    }
    database_close(db);
}

static void write_grants(struct database *db)
{
    database_open_rows(db, "toekenningen", 1, RUN_grant);
    for (uint32_t i = 0; i < db->run->line_count; i++)
        for (uint32_t g = 0; g < db->run->lines[i].grant_count; g++) {
            put_count(db, (int64_t)i + 1);
            database_row(db, &db->run->grants[db->run->lines[i].first_grant + g]);
        }
    database_close(db);
}

static void write_reports(struct database *db)
{
    database_open_rows(db, "rapporten", 1, RUN_report);
    for (uint32_t i = 0; i < db->run->line_count; i++)
        for (uint32_t r = 0; r < db->run->lines[i].report_count; r++) {
            put_count(db, (int64_t)i + 1);
            database_row(db, &db->run->reports[db->run->lines[i].first_report + r]);
        }
    database_close(db);
}

static void write_incentives(struct database *db)
{
    database_open_rows(db, "stimulansen", 0, RUN_incentive);
    for (uint32_t i = 0; i < db->run->incentive_count; i++)
        database_row(db, &db->run->incentives[i]);
    database_close(db);
}

/* ---- decisions and assumptions, of three kinds of owner ---- */

/* row: of afrekening, or RUN_NONE; incentive: or "". */
static void write_decisions(struct database *db, const char *owner, int64_t row,
                            const char *incentive, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++) {
        put_text(db, owner);
        put_count(db, row);
        put_text_or_none(db, incentive);
        database_row(db, &db->run->decisions[i]);
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

    database_open_rows(db, "beslissingen", 3, RUN_decision);
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
    database_open_rows(db, "bevindingen", 0, RUN_finding);
    for (uint32_t i = 0; i < db->run->finding_count; i++)
        database_row(db, &db->run->findings[i]);
    database_close(db);
}

/* ---- the file ---- */

static void fill(struct database *db)
{
    database_scheme(db);
    database_beneficiaries(db);
    write_lines(db);
    write_options(db);
    write_grants(db);
    write_reports(db);
    write_incentives(db);
    write_all_decisions(db);
    write_all_resting(db);
    write_findings(db);
}

static void make_tables(struct database *db)
{
    struct bytes sql = {0};

    if (database_schema(report_sql[0].bytes, &sql) == STATUS_OK)
        execute(db, sql.at);
    else
        database_no_memory(db);
    bytes_free(&sql);
}

/* Offset 96 of the header: the library that wrote the file last, as a
 * big-endian number. */
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
    execute(&db, "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA "
                 "foreign_keys = ON; "
                 "PRAGMA user_version = 1; BEGIN");
    make_tables(&db);
    fill(&db);
    execute(&db, "COMMIT");
    if (db.result == SQLITE_OK)
        status = serialize(&db, out);
    else if (db.result == SQLITE_CONSTRAINT || db.result == SQLITE_MISMATCH)
        status = STATUS_BROKEN;
    sqlite3_close(db.handle);
    return status;
}
