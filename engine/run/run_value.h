/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of afrekening.json, each held against its type in the schema: what is of another type
 * becomes a value without a meaning, and fails the whole. Not for others than run_json. */
#ifndef RUN_RUN_VALUE_H
#define RUN_RUN_VALUE_H

#include "core/map.h"
#include "run/columns.h"
#include "run/run_load.h"

struct json_t; /* jansson's; NULL, which is what jansson gives for an absent one, fails too */

struct run_reader {
    struct run_loading *to;
    struct text_map *beneficiaries; /* id -> index */
    struct text_map *groups;        /* "action\tgroup" -> index */
    struct text_map *kinds;         /* id -> index */
    struct text_map *words;         /* a word -> its index in known */
    VECTOR(const char *) known;     /* words, dates: the same few in every row are kept once */
    struct run_shape shapes[RUN_TABLES];
    bool borrows;               /* keys in this row are looked up, and not kept */
    const char *only;           /* the one beneficiary whose rows are taken; NULL: all */
    int64_t passed[RUN_TABLES]; /* rows of others */
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

/* A text as it stands in the tree: right as long as that is. */
const char *value_borrow(struct run_reader *r, const struct json_t *value);
/* A text that many rows have. */
const char *value_known(struct run_reader *r, const struct json_t *value);

/* The cells of a row, by place, or of a block, by name; row is a struct run_TABLE, zeroed. */
void run_take_row(struct run_reader *r, enum run_table table, const struct json_t *json, bool block,
                  void *row);

/* What is not a row; then each row of the three tables, the beneficiaries first. */
void run_frame(struct run_reader *r, const struct json_t *root);
void run_beneficiary_row(struct run_reader *r, const struct json_t *row);
void run_line_row(struct run_reader *r, const struct json_t *row);
void run_incentive_row(struct run_reader *r, const struct json_t *row);

/* When all rows are there: values that no settlement gives, or that do not add up in 64 bits,
 * fail the whole. */
void run_bounds(struct run_reader *r);
/* When all rows are joined: a row, a beneficiary or a total that does not tie out fails the whole.
 * Of the totals nothing is known when only one beneficiary is read. */
void run_ties(struct run_reader *r);

#endif
