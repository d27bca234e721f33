/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/nearest.h"

#include "support/rows.h"

static const char *const words[] = {"check", "calc", "compute", "bbc", "kpi", "verify", "init"};
enum { WORDS = sizeof words / sizeof *words };

static const struct row {
    const char *name; /* what is typed */
    size_t want;
} rows[] = {
    {"check", 0},   {"chekc", 0}, {"Check", 0},   {"chek", 0},           {"calk", 1},
    {"comptue", 2}, {"bcb", 3},   {"kip", 4},     {"verfy", 5},          {"veriffy", 5},
    {"x", WORDS},   {"", WORDS},  {"zzz", WORDS}, {"settlement", WORDS}, {"int", 6},
};

static void test_word(void **state)
{
    const struct row *row = *state;

    assert_int_equal(nearest_word(row->name, words, WORDS), row->want);
}

static void test_distance(void **state)
{
    static const char *const two[] = {"aab", "aac"};

    (void)state;
    assert_int_equal(nearest_distance("", ""), 0);
    assert_int_equal(nearest_distance("abc", ""), 3);
    assert_int_equal(nearest_distance("", "abc"), 3);
    assert_int_equal(nearest_distance("ab", "ba"), 1);
    assert_int_equal(nearest_distance("kitten", "sitting"), 3);
    assert_int_equal(nearest_word("aad", two, 2), 2); /* both are as near: neither is meant */
}

int main(void)
{
    struct rows *all = rows_new();

    ROWS_ADD(all, test_word, rows);
    rows_add(all, test_distance, "distance", NULL);
    return rows_run(all, "core/nearest");
}
