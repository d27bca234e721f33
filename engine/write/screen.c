/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/screen.h"

#include <assert.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "core/shown.h"

enum { PIECE_BYTES = 512, LONGEST_CHARACTER = 4 };

enum size { SIZE_INT, SIZE_LONG, SIZE_LONG_LONG, SIZE_SIZE };

struct conversion {
    bool left;
    int width;     /* in characters */
    int precision; /* in bytes; -1: none */
    enum size size;
    char letter;
};

/* ---- what stands in the format ---- */

struct arguments {
    va_list list;
};

static int read_number(const char **at, struct arguments *from)
{
    int number = 0;

    if (**at == '*') {
        (*at)++;
        return va_arg(from->list, int);
    }
    for (; **at >= '0' && **at <= '9'; (*at)++) {
        assert(number < INT_MAX / 16);
        number = number * 10 + (**at - '0');
    }
    return number;
}

static enum size read_size(const char **at)
{
    if (**at == 'z') {
        (*at)++;
        return SIZE_SIZE;
    }
    enum size size = SIZE_INT;
    for (; **at == 'l' && size < SIZE_LONG_LONG; (*at)++)
        size = (enum size)(size + 1);
    return size;
}

/* *at stands behind the '%', and in the end behind the conversion. */
static struct conversion read_conversion(const char **at, struct arguments *from)
{
    struct conversion found = {.precision = -1};

    for (; **at == '-'; (*at)++)
        found.left = true;
    found.width = read_number(at, from);
    if (found.width < 0) { /* as printf: a negative width is a width on the left */
        found.left = true;
        found.width = -found.width;
    }
    if (**at == '.') {
        (*at)++;
        found.precision = read_number(at, from);
    }
    found.size = read_size(at);
    found.letter = *(*at)++;
    return found;
}

/* ---- what is written ---- */

static void fill(FILE *stream, int count)
{
    for (; count > 0; count--)
        fputc(' ', stream);
}

static size_t bytes_of(const char *text, int precision)
{
    return precision < 0 ? strlen(text) : strnlen(text, (size_t)precision);
}

/* A piece that ends with a whole character, where there is one. */
static size_t piece_of(struct text text)
{
    size_t size = PIECE_BYTES;

    if (text.length <= size)
        return text.length;
    for (size_t back = 0; back < LONGEST_CHARACTER; back++)
        if (((unsigned char)text.at[size - back] & 0xc0) != 0x80)
            return size - back;
    return size;
}

void screen_text(FILE *stream, struct text text)
{
    char piece[PIECE_BYTES];

    while (text.length > 0) {
        size_t size = piece_of(text);
        fwrite(piece, 1, shown_write(piece, (struct text){text.at, size}), stream);
        text = (struct text){text.at + size, text.length - size};
    }
}

void screen_lines(FILE *stream, struct text text)
{
    const char *end;

    while ((end = text.length == 0 ? NULL : memchr(text.at, '\n', text.length)) != NULL) {
        size_t length = (size_t)(end - text.at);
        screen_text(stream, (struct text){text.at, length});
        fputc('\n', stream);
        text = (struct text){end + 1, text.length - length - 1};
    }
    screen_text(stream, text);
}

static void put(FILE *stream, const struct conversion *how, struct text text)
{
    int missing = how->width > 0 ? how->width - (int)shown_columns(text) : 0;

    if (!how->left)
        fill(stream, missing);
    screen_text(stream, text);
    if (how->left)
        fill(stream, missing);
}

static void put_words(FILE *stream, const struct conversion *how, const char *words)
{
    if (words == NULL)
        words = "";
    put(stream, how, (struct text){words, bytes_of(words, how->precision)});
}

static void put_number(FILE *stream, const struct conversion *how, bool negative,
                       unsigned long long value)
{
    char digits[COUNT_TEXT_BYTES];
    char *end = digits + sizeof digits;
    char *at = end;

    do
        *--at = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    if (negative)
        *--at = '-';
    put(stream, how, (struct text){at, (size_t)(end - at)});
}

static long long take_signed(enum size size, struct arguments *from)
{
    switch (size) {
    case SIZE_LONG:
        return va_arg(from->list, long);
    case SIZE_LONG_LONG:
        return va_arg(from->list, long long);
    case SIZE_SIZE:
        return va_arg(from->list, ptrdiff_t);
    case SIZE_INT:
        break;
    }
    return va_arg(from->list, int);
}

static unsigned long long take_unsigned(enum size size, struct arguments *from)
{
    switch (size) {
    case SIZE_LONG:
        return va_arg(from->list, unsigned long);
    case SIZE_LONG_LONG:
        return va_arg(from->list, unsigned long long);
    case SIZE_SIZE:
        return va_arg(from->list, size_t);
    case SIZE_INT:
        break;
    }
    return va_arg(from->list, unsigned);
}

static void convert(FILE *stream, const char **at, struct arguments *from)
{
    struct conversion how = read_conversion(at, from);
    long long value;

    switch (how.letter) {
    case '%':
        fputc('%', stream);
        return;
    case 's':
        put_words(stream, &how, va_arg(from->list, const char *));
        return;
    case 'u':
        put_number(stream, &how, false, take_unsigned(how.size, from));
        return;
    case 'd':
        value = take_signed(how.size, from);
        put_number(stream, &how, value < 0,
                   value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value);
        return;
    default:
        assert(false && "a conversion that screen_print knows");
    }
}

void screen_print_list(FILE *stream, const char *format, va_list arguments)
{
    struct arguments from;

    va_copy(from.list, arguments);
    while (*format != '\0') {
        size_t plain = strcspn(format, "%");
        fwrite(format, 1, plain, stream);
        format += plain;
        if (*format == '\0')
            break;
        format++;
        convert(stream, &format, &from);
    }
    va_end(from.list);
}

void screen_print(FILE *stream, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    screen_print_list(stream, format, arguments);
    va_end(arguments);
}
