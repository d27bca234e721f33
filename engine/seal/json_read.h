/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON that others may have written, read by jansson within core/limits.h. */
#ifndef SEAL_JSON_READ_H
#define SEAL_JSON_READ_H

#include <stddef.h>

#include "core/limits.h"
#include "core/status.h"

struct json_t; /* of jansson */

/* *out is the caller's (json_decref). STATUS_SYNTAX: not one value of JSON, a key twice, or deeper
 * than LIMIT_JSON_DEPTH; STATUS_MEMORY. */
MUST_CHECK enum status json_read(const char *text, size_t size, struct json_t **out);
/* The same of a piece of a document that was cut by lines: any value, as deep as jansson goes. */
MUST_CHECK enum status json_read_part(const char *text, size_t size, struct json_t **out);

#endif
