/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A government and a period in 64 bits, as a key that stands in their order. */
#ifndef INGEST_BBC_PERIOD_H
#define INGEST_BBC_PERIOD_H

#include <stdint.h>

#include "core/text.h"
#include "ingest/bbc/bbc.h"

/* NIS 17 bits, year 7, quarter 3; below them 35 bits for whatever else makes the key. */
enum { PERIOD_NIS = 45, PERIOD_YEAR = 38, PERIOD_QUARTER = 35 };

static inline uint64_t period_pack(const char nis[8], uint32_t year, uint32_t quarter)
{
    uint64_t number = 0;

    for (int i = 0; i < 5; i++)
        number = number * 10 + (uint64_t)(nis[i] - '0');
    return number << PERIOD_NIS | (uint64_t)(year - 2000) << PERIOD_YEAR |
           (uint64_t)quarter << PERIOD_QUARTER;
}

static inline uint32_t period_year(uint64_t key)
{
    return 2000 + (uint32_t)(key >> PERIOD_YEAR & 0x7f);
}

static inline uint32_t period_quarter(uint64_t key)
{
    return (uint32_t)(key >> PERIOD_QUARTER & 7);
}

struct period_names { /* for a sentence */
    char nis[8];
    char year[COUNT_TEXT_BYTES];
};

static inline struct period_names period_names(uint64_t key)
{
    struct period_names names;
    uint32_t nis = (uint32_t)(key >> PERIOD_NIS);

    for (int i = 4; i >= 0; i--, nis /= 10)
        names.nis[i] = (char)('0' + nis % 10);
    names.nis[5] = '\0';
    text_format_count_plain((int64_t)period_year(key), names.year);
    return names;
}

/* Who it is for a sentence: the NIS code, or the beneficiary that has none. */
static inline const char *period_who(const struct bbc_options *options,
                                     const struct period_names *names)
{
    if (*bbc_shown_nis(names->nis) != '\0' || options->beneficiary == NULL)
        return names->nis;
    const char *id = options->beneficiary(options->dossier_context, (struct text){names->nis, 5});
    return id == NULL ? names->nis : id;
}

#endif
