/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/table/utf16.h"

static uint32_t unit_at(bool big_endian, const unsigned char *p)
{
    return big_endian ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

size_t utf16_character(bool big_endian, const unsigned char *p, size_t left, uint32_t *c)
{
    if (left < 2)
        return 0;
    *c = unit_at(big_endian, p);
    if (*c < 0xd800 || *c > 0xdfff)
        return 2;
    if (*c > 0xdbff)
        return SIZE_MAX;
    if (left < 4)
        return 0;
    uint32_t low = unit_at(big_endian, p + 2);
    if (low < 0xdc00 || low > 0xdfff)
        return SIZE_MAX;
    *c = 0x10000 + ((*c - 0xd800) << 10) + (low - 0xdc00);
    return 4;
}
