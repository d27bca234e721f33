/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest_test/scan_oracle.h"
#include "support/random.h"

enum { SMALL_LENGTH = 6, TEXT_BYTES = 320, RANDOM_TEXTS = 400, FEW_CUTS = 20000 };

static const char alphabet[] = {'a', ';', '"', '\n', '\r'};

static void check(const struct oracle_case *input, bool thorough)
{
    char *difference = oracle_difference(input, thorough);

    if (difference == NULL)
        return;
    for (size_t i = 0; i < input->length; i++)
        print_message("%02x ", (unsigned char)input->text[i]);
    print_message("\n%s\n", difference);
    free(difference);
    fail();
}

/* Every text of up to six characters that matter. */
static void every_small_text(void **state)
{
    char text[SMALL_LENGTH];
    size_t count = 1;

    (void)state;
    for (size_t length = 0; length <= SMALL_LENGTH; length++, count *= sizeof alphabet)
        for (size_t number = 0; number < count; number++) {
            size_t rest = number;
            for (size_t i = 0; i < length; i++, rest /= sizeof alphabet)
                text[i] = alphabet[rest % sizeof alphabet];
            const struct oracle_case input = {text, length, '\n', SPLIT_RECORD_LIMIT, 0};
            check(&input, false);
        }
}

/* Fills a text so that what matters falls everywhere in a block, with long plain stretches. */
static size_t random_text(uint64_t *random, char *text, unsigned quotes)
{
    size_t length = random_next(random) % TEXT_BYTES;

    for (size_t i = 0; i < length; i++) {
        unsigned pick = (unsigned)(random_next(random) % 64);
        text[i] = (char)(pick < 20 ? ';' : pick < 24 ? '\n' : pick == 24 ? '\r' : 'x');
        if (pick < quotes)
            text[i] = '"';
    }
    return length;
}

/* Texts that are right more often than not: whole fields, quoted or plain. */
static size_t random_table(uint64_t *random, char *text)
{
    static const char *const fields[] = {
        "",         "a",          "abc def",  "\"\"", "\"a;b\"", "\"a\nb\"", "\"a\"\"b\"",
        "\"\"\"\"", "\"x\r\ny\"", "1.234,56", "\"",   "a\"b",    "\r"};
    static const char *const ends[] = {";", ";", ";", ";", "\n", "\r\n"};
    size_t length = 0;
    size_t wrong = random_next(random) % 4 == 0 ? 0 : 3; /* the last three fields break a text */

    while (length + 16 < TEXT_BYTES && random_next(random) % 60 != 0) {
        const char *field = fields[random_next(random) % (13 - wrong)];
        const char *end = ends[random_next(random) % 6];
        memcpy(text + length, field, strlen(field));
        length += strlen(field);
        memcpy(text + length, end, strlen(end));
        length += strlen(end);
    }
    return length;
}

static size_t either(uint64_t *random, char *text, unsigned number)
{
    return number % 2 == 0 ? random_text(random, text, number % 12) : random_table(random, text);
}

static void random_texts_cut_everywhere(void **state)
{
    uint64_t random = 1;
    char text[TEXT_BYTES];

    (void)state;
    for (unsigned i = 0; i < RANDOM_TEXTS; i++) {
        size_t length = either(&random, text, i);
        const struct oracle_case input = {text, length, '\n', SPLIT_RECORD_LIMIT, i % 3};
        check(&input, true);
    }
}

static void random_texts_few_cuts(void **state)
{
    uint64_t random = 2;
    char text[TEXT_BYTES];

    (void)state;
    for (unsigned i = 0; i < FEW_CUTS; i++) {
        size_t length = either(&random, text, i);
        size_t limit = i % 5 == 0 ? 64 : i % 5 == 1 ? 128 : SPLIT_RECORD_LIMIT;
        const struct oracle_case input = {text, length, i % 7 == 0 ? '\r' : '\n', limit, 0};
        check(&input, false);
    }
}

static char *repeat(const char *what, size_t count)
{
    size_t length = strlen(what);
    char *text = malloc(count * length);

    assert_non_null(text);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * length, what, length);
    return text;
}

/* Records about as long as the limit, and lines that never end. */
static void the_limit(void **state)
{
    static const char *const pieces[] = {"x", "\"", ";", "\"x\n", "a;\"\"\n"};

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        for (size_t count = 120; count < 140; count++) {
            char *text = repeat(pieces[i], count);
            const struct oracle_case input = {text, count * strlen(pieces[i]), '\n', 128, 0};
            check(&input, false);
            free(text);
        }
}

static void records_held_back(void **state)
{
    static const char text[] = "a\nb\nc\nd\n";
    const struct oracle_case input = {text, sizeof text - 1, '\n', 128, 2};

    (void)state;
    for (size_t chunk_bytes = 1; chunk_bytes < 12; chunk_bytes++) {
        char *found = oracle_by_scan(&input, SCAN_PORTABLE, chunk_bytes, 0);
        assert_string_equal(found, "0:1 [61]\n2:2 [62]\n4:3 [63]\n6:4 [64]\n");
        free(found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_small_text),      cmocka_unit_test(random_texts_cut_everywhere),
        cmocka_unit_test(random_texts_few_cuts), cmocka_unit_test(the_limit),
        cmocka_unit_test(records_held_back),
    };

    return cmocka_run_group_tests_name("ingest/scan", tests, NULL, NULL);
}
