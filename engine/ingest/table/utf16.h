/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters out of UTF-16. */
#ifndef INGEST_TABLE_UTF16_H
#define INGEST_TABLE_UTF16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character at p; returns the bytes that it takes. 0: more is needed; SIZE_MAX: none. */
size_t utf16_character(bool big_endian, const unsigned char *p, size_t left, uint32_t *c);

#endif
