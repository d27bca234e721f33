/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every bound of the program in one place. A bound that is reached is named in a message. */
#ifndef CORE_LIMITS_H
#define CORE_LIMITS_H

#include <stdint.h>

enum {
    LIMIT_TEXT_BYTES = 4000,     /* one field of text */
    LIMIT_KEY_BYTES = 64,        /* begunstigde, doelgroep, stimulans, code */
    LIMIT_COLUMNS = 64,          /* columns of a dossier table */
    LIMIT_SCREEN_FINDINGS = 20,  /* findings printed on a terminal; all go to bevindingen.csv */
    LIMIT_ALIKE_FINDINGS = 1000, /* of one kind about governments of exports; more are counted */
    LIMIT_FOLDER_NAMES = 10000,  /* names in a folder, or in a bundle, that are none of ours */

    LIMIT_YAML_BYTES = 4 << 20, /* a scheme, profile, plan, questionnaire or dossier.yaml */
    LIMIT_YAML_NODES = 20000,   /* words, lists and blocks in it */
    LIMIT_YAML_DEPTH = 16,      /* lists and blocks inside one another */
    LIMIT_YAML_DIRECTIVES = 16, /* lines that begin with % */

    LIMIT_JSON_DEPTH = 32, /* arrays and objects inside one another */

    LIMIT_MANIFEST_BYTES = 1 << 20, /* manifest.json */
    LIMIT_MANIFEST_FILES = 64,      /* inputs, outputs, totals of it, each */
    LIMIT_KEY_FILE_BYTES = 1024,    /* a file with a key, PEM */

    /* a workbook: rows and columns are those that .xlsx can have */
    LIMIT_WORKBOOK_ROWS = 1048576,
    LIMIT_WORKBOOK_COLUMNS = 16384,
    LIMIT_WORKBOOK_TEXT = 1 << 18,      /* bytes of one cell; Excel has 32 767 characters */
    LIMIT_WORKBOOK_PARTS = 10000,       /* files in the zip; sheets */
    LIMIT_WORKBOOK_FORMATS = 100000,    /* cell styles; Excel has 65 490 */
    LIMIT_WORKBOOK_DEPTH = 256,         /* elements inside one another */
    LIMIT_WORKBOOK_TOKEN = 2 << 20,     /* bytes of one tag or run of text */
    LIMIT_WORKBOOK_STRINGS = 256 << 20, /* bytes of shared strings, which stay in memory */

    LIMIT_IMPORT_CELLS = 20000000, /* of one sheet that is imported: it stays in memory */

    LIMIT_BUNDLE_FILES = 64,
    LIMIT_BUNDLE_NAME_BYTES = 100,
    LIMIT_BUNDLE_RATIO = 1000 /* unpacked to packed, above LIMIT_BUNDLE_FREE_BYTES */
};

/* Of verworpen.csv; what is left out is counted in controle.json. */
#define LIMIT_REJECTED_REASON_BYTES UINT64_C(16777216) /* 16 MiB: rows of one reason */
#define LIMIT_REJECTED_BYTES UINT64_C(67108864)        /* 64 MiB: all rows */

#define LIMIT_FILE_BYTES UINT64_C(4294967296)      /* a table, a file of a run, a packed bundle */
#define LIMIT_BUNDLE_BYTES UINT64_C(4294967296)    /* of all files of a bundle, unpacked */
#define LIMIT_BUNDLE_FREE_BYTES UINT64_C(67108864) /* up to here any ratio is fine */
#define LIMIT_WORKBOOK_CELLS UINT64_C(200000000)   /* of one sheet, repetition included */
#define LIMIT_WORKBOOK_XML UINT64_C(17179869184)   /* 16 GiB: one part, unpacked */
#define LIMIT_COUNT INT64_C(1000000000000)         /* a reach or KPI: 10^12 units */
#define LIMIT_MONEY_CENTS INT64_C(100000000000000000) /* one amount: 10^15 euro */
#define LIMIT_ROWS UINT32_C(0x7fffffff)               /* rows of one table */

#endif
