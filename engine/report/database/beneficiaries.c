/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The beneficiaries, their members, their payments and their spending. */
#include "report/database/rows.h"

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
    database_row_end(db);
}

static void write_reading(struct database *db, const struct run_beneficiary *owner,
                          const char *name, const struct run_reading *reading)
{
    put_text(db, owner->id);
    put_text(db, name);
    put_money(db, reading->required);
    put_amount(db, reading->shortfall);
    put_amount(db, reading->recovery);
    database_row_end(db);
}

static void write_beneficiaries(struct database *db)
{
    const struct run *run = db->run;

    database_open(db,
                  "INSERT INTO begunstigden VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                  "?, ?, ?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < run->beneficiary_count; i++)
        write_beneficiary(db, &run->beneficiaries[i]);
    database_close(db);
    database_open(db, "INSERT INTO verantwoordingen VALUES (?, ?, ?, ?, ?)");
    for (uint32_t i = 0; i < run->beneficiary_count; i++) {
        write_reading(db, &run->beneficiaries[i], "eigen-inbreng", &run->beneficiaries[i].own);
        write_reading(db, &run->beneficiaries[i], "bruto", &run->beneficiaries[i].gross);
    }
    database_close(db);
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
        database_row_end(db);
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
        database_row_end(db);
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
        database_row_end(db);
    }
}

static void each_beneficiary(struct database *db, const char *sql,
                             void (*write)(struct database *, const struct run_beneficiary *))
{
    database_open(db, sql);
    for (uint32_t i = 0; i < db->run->beneficiary_count; i++)
        write(db, &db->run->beneficiaries[i]);
    database_close(db);
}

void database_beneficiaries(struct database *db)
{
    write_beneficiaries(db);
    each_beneficiary(db, "INSERT INTO leden VALUES (?, ?, ?, ?, ?)", write_members);
    each_beneficiary(db, "INSERT INTO betalingen VALUES (?, ?, ?, ?, ?, ?, ?)", write_payments);
    each_beneficiary(db, "INSERT INTO uitgaven VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     write_spending);
}
