/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tables of the open data are written with; not for others than opendata_tables. */
#ifndef REPORT_OPENDATA_COLUMNS_H
#define REPORT_OPENDATA_COLUMNS_H

#include "report/opendata/tables.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define COLUMNS(array) .columns = (array), .column_count = COUNT(array)

struct open_cell open_text(const char *value);
struct open_cell open_count(int64_t value);
struct open_cell open_amount(struct run_amount value);
struct open_cell open_money(struct money value);
struct open_cell open_boolean(bool value);
/* The number of an action as a number; the scheme holds it as digits. */
struct open_cell open_action_number(const char *number);
uint32_t open_group_rows(const struct run *run);

extern const struct open_table open_acties;
extern const struct open_table open_afrekening;
extern const struct open_table open_begunstigden;
extern const struct open_table open_bronnen;
extern const struct open_table open_doelgroepen;
extern const struct open_table open_kpi;
extern const struct open_table open_leden;
extern const struct open_table open_parameters;
extern const struct open_table open_rapporten;
extern const struct open_table open_stimulansen;

/* ---- columns that tables share ---- */

#define BENEFICIARY                                                                                \
    {                                                                                              \
        .name = "begunstigde", .required = true, .says = {                                         \
            "sleutel van de begunstigde",                                                          \
            "key of the beneficiary"                                                               \
        }                                                                                          \
    }
#define ACTION                                                                                     \
    {                                                                                              \
        .name = "actie", .kind = OPEN_COUNT, .required = true, .says = {                           \
            "nummer van de actie",                                                                 \
            "number of the action"                                                                 \
        }                                                                                          \
    }
#define GROUP                                                                                      \
    {                                                                                              \
        .name = "doelgroep", .empty_is_text = true, .says = {                                      \
            "doelgroep; leeg als de actie er geen heeft",                                          \
            "target group; empty when the action has none"                                         \
        }                                                                                          \
    }
#define AMOUNT(column, nl, en)                                                                     \
    {                                                                                              \
        .name = (column), .kind = OPEN_MONEY, .required = true, .says = { nl, en }                 \
    }
#define UNITS(column, need, nl, en)                                                                \
    {                                                                                              \
        .name = (column), .kind = OPEN_COUNT, .required = (need), .says = { nl, en }               \
    }
#define NUMBER(column, of, nl, en)                                                                 \
    {                                                                                              \
        .name = (column), .kind = OPEN_COUNT, .required = true, .unit = (of), .says = { nl, en }   \
    }
#define WORD(column, need, nl, en)                                                                 \
    {                                                                                              \
        .name = (column), .required = (need), .says = { nl, en }                                   \
    }
#define DATE(column, nl, en)                                                                       \
    {                                                                                              \
        .name = (column), .required = true, .is_date = true, .format = "yyyy-MM-dd", .says = {     \
            nl,                                                                                    \
            en                                                                                     \
        }                                                                                          \
    }
#define PATTERN(column, need, regexp, nl, en)                                                      \
    {                                                                                              \
        .name = (column), .required = (need), .format = (regexp), .says = { nl, en }               \
    }

#define BALANCE_COLUMNS                                                                            \
    AMOUNT("voorschot", "bij de goedkeuring betaald deel", "part paid on approval"),               \
        AMOUNT("saldo", "te betalen saldo", "balance to pay"),                                     \
        AMOUNT("ingehouden", "ingehouden deel van het saldo", "part of the balance withheld"),     \
        AMOUNT("open", "saldo dat op een rapport of beslissing wacht",                             \
               "balance that waits for a report or a decision"),                                   \
        AMOUNT("terugvordering", "teruggevorderd bedrag", "amount claimed back")

#define OUTCOMES                                                                                   \
    "beslissing-nodig|terugvordering|saldo-ingehouden|lopend|saldo-uitbetalen|stopgezet|geen-"     \
    "subsidie"

#endif
