/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of afrekening.json that holds the rules: sources, parameters, prices, assumptions. */
#ifndef RUN_WRITE_JSON_SCHEME_H
#define RUN_WRITE_JSON_SCHEME_H

#include "settle/settlement.h"
#include "write/json.h"

/* Members bronnen, parameters, acties, stimulanssoorten, aannames and totalen_regeling of the open
 * object. */
void scheme_json(struct json *json, const struct settlement *settlement);

/* The name under which a price stands among the parameters: "standaardbedrag 9 nieuwkomers". */
enum { PRICE_NAME_BYTES = 128 };
const char *price_name(const struct scheme_action *action, const struct scheme_group *group,
                       char out[PRICE_NAME_BYTES]);

#endif
