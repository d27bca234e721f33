/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/shown.h"

#include <string.h>

#include "core/arena.h"

/* The size of the character at the start when it can be shown; 0: it cannot. */
static size_t plain_size(struct text text)
{
    unsigned char first = (unsigned char)text.at[0];

    if (first >= 0x20 && first < 0x7f)
        return 1;
    size_t size = text_character(text.at, text.length);
    return size > 0 && !text_is_control(text.at, size) ? size : 0;
}

static struct text behind(struct text text, size_t size)
{
    return (struct text){text.at + size, text.length - size};
}

bool shown_is_plain(struct text text)
{
    size_t size = 1;

    while (text.length > 0 && (size = plain_size(text)) > 0)
        text = behind(text, size);
    return size > 0;
}

size_t shown_write_as(char *to, struct text text, char mark)
{
    size_t length = 0;

    while (text.length > 0) {
        size_t size = plain_size(text);
        if (size > 0) {
            memmove(to + length, text.at, size);
            length += size;
        } else {
            size = text_character(text.at, text.length);
            to[length++] = size > 0 ? mark : '?';
            size = size > 0 ? size : 1;
        }
        text = behind(text, size);
    }
    return length;
}

size_t shown_columns(struct text text)
{
    size_t columns = 0;

    for (; text.length > 0; columns++) {
        size_t size = text_character(text.at, text.length);
        text = behind(text, size > 0 ? size : 1);
    }
    return columns;
}

size_t shown_write(char *to, struct text text)
{
    return shown_write_as(to, text, '?');
}

static size_t put_unit(unsigned unit, char *out)
{
    static const char hex[] = "0123456789abcdef";

    memcpy(out, "\\u", 2);
    for (size_t i = 0; i < 4; i++)
        out[2 + i] = hex[unit >> (12 - 4 * i) & 15];
    return 6;
}

/* RFC 8259, 7: beyond U+FFFF as the two units of UTF-16. */
static size_t put_point(uint32_t point, char *out)
{
    if (point < 0x10000)
        return put_unit(point, out);
    size_t size = put_unit(0xd800 + ((point - 0x10000) >> 10), out);
    return size + put_unit(0xdc00 + (point & 0x3ff), out + size);
}

size_t shown_escape(struct text text, char out[SHOWN_ESCAPE_BYTES], size_t *used)
{
    size_t size = text_character(text.at, text.length);
    char c = *text.at;

    *used = size > 0 ? size : 1;
    if (c == '"' || c == '\\' || c == '\n') {
        out[0] = '\\';
        out[1] = c == '\n' ? 'n' : c;
        return 2;
    }
    if (size == 0)
        return put_unit(0xfffd, out);
    if (text_is_control(text.at, size))
        return put_point(text_code_point(text.at, size), out);
    memcpy(out, text.at, size);
    return size;
}

const char *shown_copy(struct arena *arena, struct text text)
{
    char *copy = arena_alloc(arena, text.length + 1);

    if (copy != NULL)
        copy[shown_write(copy, text)] = '\0';
    return copy;
}

const char *shown_word(struct arena *arena, const char *word)
{
    return shown_copy(arena, (struct text){word, strlen(word)});
}
