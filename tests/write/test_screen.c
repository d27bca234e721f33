/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/screen.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "support/rows.h"

/* One line of a screen, of a call of screen_print. */
#define PRINTED(wanted, ...)                                                                       \
    do {                                                                                           \
        char *printed_text = NULL;                                                                 \
        size_t printed_size;                                                                       \
        FILE *printed_stream = open_memstream(&printed_text, &printed_size);                       \
        assert_non_null(printed_stream);                                                           \
        screen_print(printed_stream, __VA_ARGS__);                                                 \
        fclose(printed_stream);                                                                    \
        assert_string_equal(printed_text, wanted);                                                 \
        free(printed_text);                                                                        \
    } while (0)

static void test_words(void **state)
{
    (void)state;
    PRINTED("a b\n", "a %s\n", "b");
    PRINTED("a ?[31mb?\n", "a %s\n", "\x1b[31mb\n");
    PRINTED("[    x]", "[%5s]", "x");
    PRINTED("[x    ]", "[%-5s]", "x");
    PRINTED("[x    ]", "[%-*s]", 5, "x");
    PRINTED("[x    ]", "[%*s]", -5, "x");
    PRINTED("[    \xc3\xa9]", "[%5s]", "\xc3\xa9"); /* characters, not bytes */
    PRINTED("[ab]", "[%.*s]", 2, "abcd");
    PRINTED("[   ab]", "[%*.*s]", 5, 2, "abcd");
    PRINTED("[]", "[%s]", "");
    PRINTED("100 %", "%u %%", 100U);
    PRINTED("\x1b[0m", "\x1b[0m"); /* the format is ours */
}

static void test_numbers(void **state)
{
    (void)state;
    PRINTED("0 -1 2147483647 -2147483648", "%d %d %d %d", 0, -1, INT_MAX, INT_MIN);
    PRINTED("4294967295", "%u", UINT_MAX);
    PRINTED("-9223372036854775808", "%lld", LLONG_MIN);
    PRINTED("18446744073709551615", "%llu", ULLONG_MAX);
    PRINTED("18446744073709551615", "%zu", SIZE_MAX);
    PRINTED("-1 1", "%ld %lu", -1L, 1UL);
    PRINTED("[   12][-1   ]", "[%5u][%-5d]", 12U, -1);
}

/* A text longer than a piece is not cut inside a character. */
static void test_long(void **state)
{
    char text[4 * 1024 + 1];

    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        memset(text, 'a', shift);
        for (size_t i = shift; i + 3 < sizeof text; i += 3)
            memcpy(text + i, "\xe2\x82\xac\0", 4);
        PRINTED(text, "%s", text);
    }
}

static void test_lines(void **state)
{
    static const char text[] = "a\nb\x1b\n\nc\rd";
    char *shown = NULL;
    size_t size;
    FILE *stream = open_memstream(&shown, &size);

    (void)state;
    assert_non_null(stream);
    screen_lines(stream, (struct text){text, sizeof text - 1});
    fclose(stream);
    assert_string_equal(shown, "a\nb?\n\nc?d");
    free(shown);
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_words, "words", NULL);
    rows_add(rows, test_numbers, "numbers", NULL);
    rows_add(rows, test_long, "long text", NULL);
    rows_add(rows, test_lines, "lines", NULL);
    return rows_run(rows, "write/screen");
}
