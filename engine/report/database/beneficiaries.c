/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The beneficiaries, their members, their payments and their spending. */
#include "report/database/rows.h"

static void write_reading(struct database *db, const struct run_beneficiary *owner,
                          const char *name, const struct run_reading *reading)
{
    put_text(db, owner->id);
    put_text(db, name);
    database_row(db, reading);
}

static void write_beneficiaries(struct database *db)
{
    const struct run *run = db->run;

    database_open_rows(db, "begunstigden", 0, RUN_beneficiary);
    for (uint32_t i = 0; i < run->beneficiary_count; i++)
        database_row(db, &run->beneficiaries[i]);
    database_close(db);
    database_open_rows(db, "verantwoordingen", 2, RUN_reading);
    for (uint32_t i = 0; i < run->beneficiary_count; i++) {
        write_reading(db, &run->beneficiaries[i], "eigen-inbreng", &run->beneficiaries[i].own);
        write_reading(db, &run->beneficiaries[i], "bruto", &run->beneficiaries[i].gross);
    }
    database_close(db);
}

static void write_rows(struct database *db, const char *id, enum run_table table, uint32_t first,
                       uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++) {
        put_text(db, id);
        database_row(db, run_row(db->run, table, i));
    }
}

void database_beneficiaries(struct database *db)
{
    const struct run_beneficiary *owners = db->run->beneficiaries;

    write_beneficiaries(db);
    database_open_rows(db, "leden", 1, RUN_member);
    for (uint32_t i = 0; i < db->run->beneficiary_count; i++)
        write_rows(db, owners[i].id, RUN_member, owners[i].first_member, owners[i].member_count);
    database_close(db);
    database_open_rows(db, "betalingen", 1, RUN_payment);
    for (uint32_t i = 0; i < db->run->beneficiary_count; i++)
        write_rows(db, owners[i].id, RUN_payment, owners[i].first_payment, owners[i].payment_count);
    database_close(db);
    database_open_rows(db, "uitgaven", 1, RUN_spending);
    for (uint32_t i = 0; i < db->run->beneficiary_count; i++)
        write_rows(db, owners[i].id, RUN_spending, owners[i].first_spending,
                   owners[i].spending_count);
    database_close(db);
}
