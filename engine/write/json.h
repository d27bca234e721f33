/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as a stream. A tree of a million rows does not fit the bound of memory, and jansson has no
 * streaming writer; its reader checks in the tests what is written here. */
#ifndef WRITE_JSON_H
#define WRITE_JSON_H

#include <stdbool.h>

#include "core/date.h"
#include "write/out.h"

struct json { /* begin with {.out = out} */
    struct out *out;
    bool comma; /* a value stands before the next one */
};

void json_open(struct json *json, char bracket);  /* { or [ */
void json_close(struct json *json, char bracket); /* } or ] */
void json_key(struct json *json, const char *key);
void json_text(struct json *json, const char *text); /* NULL: null */
void json_word(struct json *json, const char *word); /* a word of ours: nothing to escape */
void json_count(struct json *json, int64_t count);
void json_money(struct json *json, struct money money); /* "30000.00" */
void json_date(struct json *json, struct date date);
void json_bool(struct json *json, bool value);
void json_none(struct json *json);
/* A line end before the next value (never before a closing bracket), for reading by lines. */
void json_line(struct json *json);

/* Key and value. */
void json_member_text(struct json *json, const char *key, const char *text);
void json_member_money(struct json *json, const char *key, struct money money);
void json_member_count(struct json *json, const char *key, int64_t count);
void json_member_date(struct json *json, const char *key, struct date date);

#endif
