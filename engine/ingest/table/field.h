/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of a row: read it, or say what is wrong with it and what would be right.
 *
 * Each function returns whether *out was set; when it was not, a finding was added. */
#ifndef INGEST_TABLE_FIELD_H
#define INGEST_TABLE_FIELD_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/date.h"
#include "ingest/table/table.h"

struct field_reader {
    const struct table_row *row;
    struct diag_list *diags;
    struct diag_subject subject; /* filled in as soon as it is known */
};

bool field_is_empty(const struct field_reader *reader, uint32_t column);
struct text field_raw(const struct field_reader *reader, uint32_t column);
/* What a finding may repeat of it: of a confidential table table_shown of it. */
struct text field_shown(const struct field_reader *reader, uint32_t column);

/* A field with a byte that is no text gets no finding of its own: the byte has one (input.h), and
 * everything else that is wrong with the field follows from it; it is counted (table.h). */
/* Adds a finding at the field, with the field as first part and its name as second. */
void field_report(const struct field_reader *reader, uint32_t column, enum finding finding,
                  const char *part3);
/* Adds a finding at the field with free parts. */
void field_report_parts(const struct field_reader *reader, uint32_t column, enum finding finding,
                        struct text part1, const char *part2, const char *part3);

/* An identifier: not empty, at most LIMIT_KEY_BYTES, no outer blanks, no control characters. */
bool field_key(const struct field_reader *reader, uint32_t column, struct text *out);
/* The same, but may be empty. */
bool field_optional_key(const struct field_reader *reader, uint32_t column, struct text *out);
/* Free text up to LIMIT_TEXT_BYTES, copied into the arena; without memory *out is NULL. */
bool field_text(const struct field_reader *reader, uint32_t column, struct arena *arena,
                const char **out);
/* The same on one line, without a character that nobody can see: for what a terminal shows. */
bool field_line(const struct field_reader *reader, uint32_t column, struct arena *arena,
                const char **out);
bool field_count(const struct field_reader *reader, uint32_t column, int64_t *out);
/* Not negative unless may_be_negative. */
bool field_money(const struct field_reader *reader, uint32_t column, bool may_be_negative,
                 struct money *out);
/* YYYY-MM-DD between from and to, both included. */
bool field_date(const struct field_reader *reader, uint32_t column, struct date from,
                struct date to, struct date *out);
/* One of count words; *out is its index. */
bool field_word(const struct field_reader *reader, uint32_t column, const char *const *words,
                uint32_t count, uint32_t *out);

/* Joins words for a message: "a, b, c"; what does not fit ends in an ellipsis. */
enum { WORDS_BYTES = 200 };
void words_join(const char *const *words, uint32_t count, char out[WORDS_BYTES]);

#endif
