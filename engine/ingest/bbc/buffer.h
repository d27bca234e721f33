/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that grows: rows of CSV on their way to a file. */
#ifndef INGEST_BBC_BUFFER_H
#define INGEST_BBC_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/money.h"
#include "core/text.h"

struct bbc_buffer {
    char *at;
    size_t length;
    size_t capacity;
    bool lost; /* memory ran out; what was added since is missing */
};

void bbc_buffer_free(struct bbc_buffer *buffer);
/* Room for size bytes behind what it holds; NULL without memory. */
char *bbc_reserve(struct bbc_buffer *buffer, size_t size);
void bbc_put(struct bbc_buffer *buffer, const char *at, size_t length);
void bbc_put_word(struct bbc_buffer *buffer, const char *word);
/* As it can be shown (core/shown.h). */
void bbc_put_shown(struct bbc_buffer *buffer, struct text text);
void bbc_put_shown_word(struct bbc_buffer *buffer, const char *word);
void bbc_put_number(struct bbc_buffer *buffer, uint64_t number);
/* 1.234,56: as text_format_money, for sums of any size. */
void bbc_put_money(struct bbc_buffer *buffer, __int128 cents);
void bbc_put_money_plain(struct bbc_buffer *buffer, __int128 cents); /* 1234.56 */
/* A field of text: quoted where it must be, and never taken for a formula by a spreadsheet. */
void bbc_put_field(struct bbc_buffer *buffer, struct text text);
void bbc_put_field_word(struct bbc_buffer *buffer, const char *word);
/* A string of JSON, in its quotes; as write/json.h writes one. */
void bbc_put_json(struct bbc_buffer *buffer, const char *word);

#endif
