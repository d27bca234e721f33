/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/encoding.h"

#include <string.h>

enum { LOOKED_AT_BYTES = 512 };

/* Whether more than half of the pairs at the start are a character beside a NUL, always on the same
 * side. */
static int has_wide_pairs(const char *bytes, size_t size)
{
    size_t length = size < LOOKED_AT_BYTES ? size : LOOKED_AT_BYTES;
    size_t pairs = length / 2;
    size_t little = 0;
    size_t big = 0;

    for (size_t i = 0; i + 1 < length; i += 2) {
        little += bytes[i] != '\0' && bytes[i + 1] == '\0';
        big += bytes[i] == '\0' && bytes[i + 1] != '\0';
    }
    return (big == 0 && little * 2 > pairs) || (little == 0 && big * 2 > pairs);
}

const char *encoding_wide(const char *bytes, size_t size)
{
    if (size >= 4 &&
        (memcmp(bytes, "\xff\xfe\0\0", 4) == 0 || memcmp(bytes, "\0\0\xfe\xff", 4) == 0))
        return "UTF-32";
    if (size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
        return "UTF-16";
    return size >= 4 && has_wide_pairs(bytes, size) ? "UTF-16" : NULL;
}

/* Code points of the bytes 0x80 to 0x9f of Windows-1252; 0: not assigned. The rest is Latin-1. */
static const uint16_t windows_1252_high[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

uint32_t encoding_windows_1252(unsigned char byte)
{
    return byte >= 0x80 && byte < 0xa0 ? windows_1252_high[byte - 0x80] : byte;
}

size_t encoding_put_utf8(uint32_t point, char *out)
{
    size_t length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};

    out[0] = (char)(lead[length] | point >> 6 * (length - 1));
    for (size_t i = 1; i < length; i++)
        out[i] = (char)(0x80 | (point >> 6 * (length - 1 - i) & 0x3f));
    return length;
}
