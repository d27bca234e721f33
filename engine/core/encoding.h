/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the bytes of a text stand for characters: what can be told from the bytes alone. */
#ifndef CORE_ENCODING_H
#define CORE_ENCODING_H

#include <stddef.h>
#include <stdint.h>

/* What a dossier says that its tables are. */
enum encoding {
    ENCODING_UTF8,
    ENCODING_WINDOWS_1252,
    ENCODING_UNKNOWN /* it says what does not exist: a finding stands there, none follows */
};

/* "UTF-16" or "UTF-32" by the mark at the start, or, without one, because every second byte of the
 * beginning is NUL; NULL: neither. No text of single bytes or UTF-8 holds a NUL. */
const char *encoding_wide(const char *bytes, size_t size);

/* Code point of a byte of Windows-1252; 0 for the five that stand for nothing, and for NUL. */
uint32_t encoding_windows_1252(unsigned char byte);

/* Writes a code point as 1 to 4 bytes of UTF-8; returns how many. */
size_t encoding_put_utf8(uint32_t point, char *out);

#endif
