/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The random numbers, tables and texts of the generator of dossiers. */
#ifndef TESTS_GENERATE_WRITE_H
#define TESTS_GENERATE_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* xorshift64*; the same seed gives the same sequence. */
void seed_random(uint64_t seed);
uint64_t random_bits(void);
int64_t between(int64_t low, int64_t high); /* both included */
bool chance(int percent);
const char *one_of(size_t count, const char *const *words);
#define PICK(...)                                                                                  \
    one_of(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *),                      \
           (const char *const[]){__VA_ARGS__})
void shuffle(size_t *order, size_t count); /* fills order with 0 to count - 1, in random order */

enum {
    BEGUNSTIGDEN,
    LEDEN,
    AANVRAGEN,
    TOEKENNINGEN,
    STIMULANSEN,
    KPI,
    BESLISSINGEN,
    BETALINGEN,
    UITGAVEN,
    TABLES
};

void add_row(size_t which, ...); /* one text for each column, in the order of design.md */
size_t row_count(size_t which);
extern bool windows_1252; /* what write_table writes, instead of UTF-8 */
/* Columns and rows in random order, quotes here and there, LF or CRLF, with or without BOM. */
void write_table(const char *dir, size_t which);

FILE *open_in(const char *dir, const char *file, const char *mode); /* exits on failure */
void close_written(FILE *out);

/* Texts live in a ring: the last sixteen are valid. */
const char *digits(int64_t number, bool grouped);
const char *count_text(int64_t count); /* with or without points */
const char *money_text(int64_t cents); /* any of the Belgian forms */
const char *date_text(int64_t days);   /* since 2000-01-01, before 2100 */

#endif
