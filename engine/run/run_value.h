/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of afrekening.json, each held against its type in the schema: what is of another type
 * becomes a value without a meaning, and fails the whole. Not for others than run_json. */
#ifndef RUN_RUN_VALUE_H
#define RUN_RUN_VALUE_H

#include "core/map.h"
#include "run/run_load.h"

struct json_t; /* jansson's; NULL, which is what jansson gives for an absent one, fails too */

struct run_reader {
    struct run_loading *to;
    struct text_map *beneficiaries; /* id -> index */
    struct text_map *groups;        /* "action\tgroup" -> index */
    struct text_map *kinds;         /* id -> index */
};

/* Keeps the first failure. */
void run_fail(struct run_reader *r, enum status status);

#define RUN_PUSH(r, vector, ...)                                                                   \
    do {                                                                                           \
        enum status push_status = VECTOR_PUSH(&(r)->to->vector, __VA_ARGS__);                      \
        if (push_status != STATUS_OK)                                                              \
            run_fail((r), push_status);                                                            \
    } while (0)

/* Texts and lists are kept in the arena. null is "", RUN_NONE or not known where _or_none allows
 * it. */
const char *value_copy(struct run_reader *r, const char *text, size_t length);
const char *value_text(struct run_reader *r, const struct json_t *value);
const char *value_text_or_none(struct run_reader *r, const struct json_t *value);
int64_t value_count(struct run_reader *r, const struct json_t *value);
int64_t value_count_or_none(struct run_reader *r, const struct json_t *value);
uint32_t value_line(struct run_reader *r, const struct json_t *value);
bool value_bool(struct run_reader *r, const struct json_t *value);
struct money value_amount(struct run_reader *r, const struct json_t *value);
struct run_amount value_amount_or_none(struct run_reader *r, const struct json_t *value);
/* One of words, as it stands there. */
const char *value_word(struct run_reader *r, const struct json_t *value, const char *const *words,
                       size_t word_count);
const char *const *value_words(struct run_reader *r, const struct json_t *list, uint32_t *words);
/* The size of a list. */
size_t value_rows(struct run_reader *r, const struct json_t *list);
const struct json_t *value_member(const struct json_t *object, const char *key);

/* The cells of a row, taken from left to right. */
struct cells {
    struct run_reader *r;
    const struct json_t *row;
    size_t next;
};

struct cells cells_of(struct run_reader *r, const struct json_t *row, size_t width);
const struct json_t *cells_next(struct cells *cells);
const char *cells_text(struct cells *cells);
int64_t cells_count(struct cells *cells);
int64_t cells_count_or_none(struct cells *cells);
uint32_t cells_line(struct cells *cells);
struct money cells_amount(struct cells *cells);
struct run_amount cells_amount_or_none(struct cells *cells);

/* What is not a row; then each row of the three tables, the beneficiaries first. */
void run_frame(struct run_reader *r, const struct json_t *root);
void run_beneficiary_row(struct run_reader *r, const struct json_t *row);
void run_line_row(struct run_reader *r, const struct json_t *row);
void run_incentive_row(struct run_reader *r, const struct json_t *row);

/* When all rows are there: values that no settlement gives, or that do not add up in 64 bits,
 * fail the whole. */
void run_bounds(struct run_reader *r);

#endif
