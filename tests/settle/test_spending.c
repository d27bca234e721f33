/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spending within the window of call 3, 2024-10-01 to 2025-12-31. Amounts are chosen so that a day
 * is a euro: 366 in 2024, of which 274 before the window, and 365 in 2025. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "settle_test/settled.h"
#include "support/folder.h"
#include "support/rows.h"

#define S "ABB-SAMENLEVEN"
#define ROW(year, quarter, code, amount) "voorbeeld-1;12021;" year ";" quarter ";" code ";a;" amount
#define JR ";jaarrekening\n"

static const struct spending {
    const char *name;
    const char *rows;
    int64_t cents;
    bool has, estimated;
    uint32_t outside; /* rows that do not count */
    size_t incomplete;
} spendings[] = {
    {"none", "", 0, false, false, 0, 0},
    {"2024 as a whole is split by days", ROW("2024", "", S, "366,00") JR, 9200, true, true, 0, 0},
    {"2024 to the end of September and of the year",
     ROW("2024", "3", S, "200,00") JR ROW("2024", "4", S, "300,00") JR, 10000, true, false, 0, 0},
    {"the same in another order", ROW("2024", "4", S, "300,00") JR ROW("2024", "3", S, "200,00") JR,
     10000, true, false, 0, 0},
    {"2024 to the end of June and of the year: 92 of 184 days",
     ROW("2024", "2", S, "100,00") JR ROW("2024", "4", S, "300,00") JR, 10000, true, true, 0, 0},
    {"2024 to the end of September only", ROW("2024", "3", S, "200,00") JR, 0, true, false, 0, 1},
    {"2025 as a whole", ROW("2025", "", S, "365,00") JR, 36500, true, false, 0, 0},
    {"2025 to the end of June only", ROW("2025", "2", S, "50,00") JR, 5000, true, false, 0, 1},
    {"2023 and 2026 lie outside", ROW("2023", "", S, "1,00") JR ROW("2026", "", S, "1,00") JR, 0,
     false, false, 2, 0},
    {"another code", ROW("2025", "", "ABB-ANDERS", "1,00") JR, 0, false, false, 1, 0},
    {"an empty code", ROW("2025", "", "", "1,00") JR, 0, false, false, 1, 0},
    {"both codes", ROW("2025", "", S, "1,00") JR ROW("2025", "", "ABB-SLV", "2,00") JR, 300, true,
     false, 0, 0},
    {"both years", ROW("2024", "", S, "366,00") JR ROW("2025", "", S, "365,00") JR, 45700, true,
     true, 0, 0},
    {"below zero", ROW("2025", "", S, "-1,50") JR, -150, true, false, 0, 0},
    {"rounded once, half away from zero", ROW("2024", "", S, "0,02") JR, 1, true, true, 0, 0},
};

static void test_spending(void **state)
{
    const struct spending *row = *state;
    struct folder folder;
    char text[1024];
    uint32_t outside = 0;

    folder_new(&folder);
    folder_copy_source(&folder, "fixtures/nota");
    snprintf(text, sizeof text, "begunstigde;nis;boekjaar;kwartaal;code;actie;bedrag;bron\n%s",
             row->rows);
    folder_write_text(&folder, "uitgaven.csv", text);
    struct settled settled = settled_new(folder.path, NULL);
    assert_int_equal(settled.status, STATUS_OK);
    const struct beneficiary_line *line = &settled.settlement->beneficiaries[0];
    assert_string_equal(line->beneficiary->id, "voorbeeld-1");
    assert_int_equal(line->matching.spending.cents, row->cents);
    assert_int_equal(line->has_spending, row->has);
    assert_int_equal(line->estimated, row->estimated);
    for (uint32_t i = 0; i < settled.dossier->spending.count; i++)
        outside += settled.settlement->spending[i].use == ROW_OUTSIDE;
    assert_int_equal(outside, row->outside);
    assert_int_equal(settled_findings(&settled, FINDING_SPENDING_INCOMPLETE), row->incomplete);
    assert_int_equal(settled_findings(&settled, FINDING_SPENDING_ESTIMATE), row->estimated);
    settled_free(&settled);
    folder_remove(&folder);
}

/* verantwoording of a grant of 30.000,00: required 60.000,00. */
static const struct accounts_row {
    const char *name;
    const char *rows;
    const char *cutoff;
    enum accounts accounts;
    int64_t shortfall_cents;
} accounts[] = {
    {"enough", ROW("2025", "", S, "60.000,00") JR, NULL, ACCOUNTS_SUFFICIENT, 0},
    {"a cent short", ROW("2025", "", S, "59.999,99") JR, NULL, ACCOUNTS_DECISION_NEEDED, 1},
    {"short, and the window still runs", ROW("2025", "", S, "1,00") JR, "2025-12-31",
     ACCOUNTS_RUNNING, 5999900},
    {"short, the day after", ROW("2025", "", S, "1,00") JR, "2026-01-01", ACCOUNTS_DECISION_NEEDED,
     5999900},
    {"no figures", "", NULL, ACCOUNTS_ABSENT, 6000000},
};

static void test_accounts(void **state)
{
    const struct accounts_row *row = *state;
    struct folder folder;
    char text[1024];

    folder_new(&folder);
    folder_copy_source(&folder, "fixtures/nota");
    snprintf(text, sizeof text, "begunstigde;nis;boekjaar;kwartaal;code;actie;bedrag;bron\n%s",
             row->rows);
    folder_write_text(&folder, "uitgaven.csv", text);
    struct settled settled = settled_new(folder.path, row->cutoff);
    assert_int_equal(settled.status, STATUS_OK);
    const struct beneficiary_line *line = &settled.settlement->beneficiaries[0];
    assert_int_equal(line->accounts, row->accounts);
    assert_int_equal(line->matching.reading[0].shortfall.cents, row->shortfall_cents);
    settled_free(&settled);
    folder_remove(&folder);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_spending, spendings);
    ROWS_ADD(rows, test_accounts, accounts);
    return rows_run(rows, "settle/spending");
}
