/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/buffer.h"

#include <stdlib.h>
#include <string.h>

#include "core/shown.h"

void bbc_buffer_free(struct bbc_buffer *buffer)
{
    free(buffer->at);
    *buffer = (struct bbc_buffer){0};
}

static bool reserve(struct bbc_buffer *buffer, size_t more)
{
    size_t capacity = buffer->capacity == 0 ? 1024 : buffer->capacity;

    if (buffer->lost)
        return false;
    while (capacity - buffer->length < more)
        capacity *= 2;
    if (capacity == buffer->capacity)
        return true;
    char *at = realloc(buffer->at, capacity);
    if (at == NULL) {
        buffer->lost = true;
        return false;
    }
    buffer->at = at;
    buffer->capacity = capacity;
    return true;
}

char *bbc_reserve(struct bbc_buffer *buffer, size_t size)
{
    return reserve(buffer, size) ? buffer->at + buffer->length : NULL;
}

void bbc_put(struct bbc_buffer *buffer, const char *at, size_t length)
{
    if (length == 0 || !reserve(buffer, length))
        return;
    memcpy(buffer->at + buffer->length, at, length);
    buffer->length += length;
}

void bbc_put_word(struct bbc_buffer *buffer, const char *word)
{
    bbc_put(buffer, word, strlen(word));
}

void bbc_put_shown(struct bbc_buffer *buffer, struct text text)
{
    if (text.length > 0 && reserve(buffer, text.length))
        buffer->length += shown_write(buffer->at + buffer->length, text);
}

void bbc_put_shown_word(struct bbc_buffer *buffer, const char *word)
{
    bbc_put_shown(buffer, (struct text){word, strlen(word)});
}

/* Writes the digits of value before end; point: a mark between groups of three. */
static char *digits_before(unsigned __int128 value, bool point, char *end)
{
    int count = 0;

    do {
        if (point && count > 0 && count % 3 == 0)
            *--end = '.';
        *--end = (char)('0' + (int)(value % 10));
        value /= 10;
        count++;
    } while (value != 0);
    return end;
}

void bbc_put_number(struct bbc_buffer *buffer, uint64_t number)
{
    char text[24];
    char *end = text + sizeof text;
    char *at = digits_before(number, false, end);

    bbc_put(buffer, at, (size_t)(end - at));
}

static void put_money(struct bbc_buffer *buffer, __int128 cents, bool belgian)
{
    char text[64];
    char *end = text + sizeof text;
    unsigned __int128 size = cents < 0 ? -(unsigned __int128)cents : (unsigned __int128)cents;

    end[-1] = (char)('0' + (int)(size % 10));
    end[-2] = (char)('0' + (int)(size / 10 % 10));
    end[-3] = belgian ? ',' : '.';
    char *at = digits_before(size / 100, belgian, end - 3);
    if (cents < 0)
        *--at = '-';
    bbc_put(buffer, at, (size_t)(end - at));
}

void bbc_put_money(struct bbc_buffer *buffer, __int128 cents)
{
    put_money(buffer, cents, true);
}

void bbc_put_money_plain(struct bbc_buffer *buffer, __int128 cents)
{
    put_money(buffer, cents, false);
}

void bbc_put_field(struct bbc_buffer *buffer, struct text text)
{
    bool formula = text.length > 0 && memchr("=+-@\t\r", text.at[0], 6) != NULL;
    bool quoted = formula;

    for (size_t i = 0; i < text.length && !quoted; i++)
        quoted = memchr(";\"\r\n", text.at[i], 4) != NULL;
    if (!quoted) {
        bbc_put(buffer, text.at, text.length);
        return;
    }
    bbc_put(buffer, formula ? "\"'" : "\"", formula ? 2 : 1);
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == '"')
            bbc_put(buffer, "\"", 1);
        bbc_put(buffer, text.at + i, 1);
    }
    bbc_put(buffer, "\"", 1);
}

void bbc_put_field_word(struct bbc_buffer *buffer, const char *word)
{
    bbc_put_field(buffer, (struct text){word, strlen(word)});
}

void bbc_put_json(struct bbc_buffer *buffer, const char *word)
{
    size_t length = strlen(word);

    bbc_put(buffer, "\"", 1);
    while (length > 0) {
        char piece[SHOWN_ESCAPE_BYTES];
        size_t used;
        bbc_put(buffer, piece, shown_escape((struct text){word, length}, piece, &used));
        word += used;
        length -= used;
    }
    bbc_put(buffer, "\"", 1);
}
