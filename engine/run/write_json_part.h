/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of afrekening.json, and what they share; not for others than settlement_json. */
#ifndef RUN_WRITE_JSON_PART_H
#define RUN_WRITE_JSON_PART_H

#include "settle/assumptions.h"
#include "settle/settlement.h"
#include "write/json.h"

/* "tabel":{"kolommen":[...],"rijen":[ */
void settlement_open(struct json *json, const char *name, const char *const *columns, size_t count);
void settlement_close(struct json *json);

/* Cells: the use of a row, the assumptions that an amount rests on, the decisions of a row. */
const char *settlement_use(enum row_use use);
void settlement_resting(struct json *json, const struct settlement *s, struct resting on);
void settlement_decisions(struct json *json, const struct settlement *s, uint32_t first,
                          uint32_t count);

void settlement_lines(struct json *json, const struct settlement *s);
void settlement_incentives(struct json *json, const struct settlement *s);
void settlement_beneficiaries(struct json *json, const struct settlement *s);

#endif
