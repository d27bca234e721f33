/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every bound of the program in one place. A bound that is reached is named in a message. */
#ifndef CORE_LIMITS_H
#define CORE_LIMITS_H

enum {
    LIMIT_TEXT_BYTES = 4000,    /* one field of text */
    LIMIT_KEY_BYTES = 64,       /* begunstigde, doelgroep, stimulans, code */
    LIMIT_COLUMNS = 64,         /* columns of a dossier table */
    LIMIT_SCREEN_FINDINGS = 20, /* findings printed on a terminal; all go to bevindingen.csv */
    LIMIT_YAML_BYTES = 4 << 20, /* a scheme or dossier.yaml */
    LIMIT_YAML_NODES = 20000,   /* words, lists and blocks in it */
    LIMIT_YAML_DEPTH = 16,      /* lists and blocks inside one another */
    LIMIT_ALIKE_FINDINGS = 1000 /* of one kind about governments of exports; more are counted */
};

/* Of verworpen.csv; what is left out is counted in controle.json. */
#define LIMIT_REJECTED_REASON_BYTES UINT64_C(16777216) /* 16 MiB: rows of one reason */
#define LIMIT_REJECTED_BYTES UINT64_C(67108864)        /* 64 MiB: all rows */

#define LIMIT_COUNT INT64_C(1000000000000)            /* a reach or KPI: 10^12 units */
#define LIMIT_MONEY_CENTS INT64_C(100000000000000000) /* one amount: 10^15 euro */
#define LIMIT_ROWS UINT32_C(0x7fffffff)               /* rows of one table */

#endif
