/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of formulas/registers/ as they were when the program was built. */
#ifndef INGEST_TABLE_REGISTER_DATA_H
#define INGEST_TABLE_REGISTER_DATA_H

#include "ingest/table/table.h"

struct register_list {
    struct table_spec spec;
    struct text text;
};

struct register_list register_municipalities(void); /* nis, name, region, KBO, KBO of the OCMW */
struct register_list register_mergers(void);        /* old nis, new nis, new name, date */
struct register_list register_provinces(void);      /* first digit of a nis, name, source */

#endif
