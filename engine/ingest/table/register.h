/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Flemish municipalities before and after the mergers of 1 January 2025.
 * Source: formulas/registers/ (public facts; see the README there). */
#ifndef INGEST_TABLE_REGISTER_H
#define INGEST_TABLE_REGISTER_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/map.h"

struct municipality {
    const char *nis; /* five digits */
    const char *name;
    const char *region;                   /* reference region; "" for a code that is new in 2025 */
    const char *province;                 /* by the first digit of the code */
    const char *kbo;                      /* of the municipality; "" when not known */
    const char *kbo_ocmw;                 /* of its OCMW; "" when not known */
    const struct municipality *successor; /* since 2025-01-01; NULL: goes on under its code */
    bool is_new;                          /* the code exists since 2025-01-01 only */
};

struct nis_register {
    struct municipality *items;
    uint32_t count;
    struct text_map *by_nis;
};

/* Reads the built-in lists. */
MUST_CHECK enum status register_load(struct arena *arena, struct nis_register *out);
void register_free(struct nis_register *reg);
const struct municipality *register_find(const struct nis_register *reg, struct text nis);
/* Its reference region; of a code that is new in 2025 that of all its predecessors, "" when they
 * lie in several. */
const char *municipality_region(const struct nis_register *reg,
                                const struct municipality *municipality);
/* The municipality that goes on: itself or its successor. */
const struct municipality *municipality_today(const struct municipality *municipality);

#endif
