/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "independent/generate_write.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t random_state;

void seed_random(uint64_t seed)
{
    random_state = (seed + 1) * UINT64_C(0x9E3779B97F4A7C15);
    for (int i = 0; i < 8; i++) {
        random_bits();
    }
}

uint64_t random_bits(void)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return random_state * UINT64_C(2685821657736338717);
}

/* low to high, both included */
int64_t between(int64_t low, int64_t high)
{
    return low + (int64_t)(random_bits() % (uint64_t)(high - low + 1));
}

bool chance(int percent)
{
    return between(1, 100) <= percent;
}

const char *one_of(size_t count, const char *const *words)
{
    return words[between(0, (int64_t)count - 1)];
}

static void *must(void *memory)
{
    if (memory == NULL) {
        fputs("generate: no memory\n", stderr);
        exit(4);
    }
    return memory;
}

/* ---- tables ---- */

struct table {
    const char *file;
    const char *columns; /* with ; between them */
    size_t width;
    char **cells;
    size_t rows;
    size_t room;
};

enum { TEXT = 160 };

static struct table tables[TABLES] = {
    [BEGUNSTIGDEN] = {"begunstigden.csv", "begunstigde;naam;soort;nis;kbo", 5, NULL, 0, 0},
    [LEDEN] = {"leden.csv", "begunstigde;nis;naam;inwoners_niet_eu", 4, NULL, 0, 0},
    [AANVRAGEN] = {"aanvragen.csv",
                   "begunstigde;actie;doelgroep;keuze;huidig_bereik;vooropgestelde_kpi;"
                   "kpi_vorig_jaar;standaardbedrag;prioriteit",
                   9, NULL, 0, 0},
    [TOEKENNINGEN] = {"toekenningen.csv", "begunstigde;actie;doelgroep;bedrag;datum;besluit", 6,
                      NULL, 0, 0},
    [STIMULANSEN] = {"stimulansen.csv", "begunstigde;stimulans;bedrag", 3, NULL, 0, 0},
    [KPI] = {"kpi.csv", "begunstigde;actie;doelgroep;moment;datum;behaalde_kpi;motivering", 7, NULL,
             0, 0},
    [BESLISSINGEN] = {"beslissingen.csv",
                      "begunstigde;actie;doelgroep;datum;beslissing;bedrag;referentie", 7, NULL, 0,
                      0},
    [BETALINGEN] = {"betalingen.csv", "begunstigde;datum;soort;bedrag;referentie", 5, NULL, 0, 0},
    [UITGAVEN] = {"uitgaven.csv", "begunstigde;nis;boekjaar;kwartaal;code;actie;bedrag;bron", 8,
                  NULL, 0, 0},
};

/* One text for each column, in the order of .columns. */
void add_row(size_t which, ...)
{
    struct table *table = &tables[which];
    if (table->rows == table->room) {
        table->room = table->room == 0 ? 64 : 2 * table->room;
        table->cells =
            must(realloc(table->cells, table->room * table->width * sizeof *table->cells));
    }
    va_list list;
    va_start(list, which);
    for (size_t column = 0; column < table->width; column++) {
        table->cells[table->rows * table->width + column] = must(strdup(va_arg(list, char *)));
    }
    va_end(list);
    table->rows++;
}

bool windows_1252;

/* In Windows-1252 the two bytes of U+00C0 to U+00FF become one; the data has no others. */
static void put_text(FILE *out, const char *text, bool quoted)
{
    if (quoted) {
        fputc('"', out);
    }
    for (const char *at = text; *at != '\0'; at++) {
        if (windows_1252 && (unsigned char)*at == 0xC3) {
            at++;
            fputc((unsigned char)*at + 0x40, out);
            continue;
        }
        if (quoted && *at == '"') {
            fputc('"', out);
        }
        fputc(*at, out);
    }
    if (quoted) {
        fputc('"', out);
    }
}

FILE *open_in(const char *dir, const char *file, const char *mode)
{
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", dir, file) >= (int)sizeof path) {
        errno = ENAMETOOLONG;
    } else {
        FILE *stream = fopen(path, mode);
        if (stream != NULL) {
            return stream;
        }
    }
    fprintf(stderr, "generate: %s/%s: %s\n", dir, file, strerror(errno));
    exit(4);
}

void close_written(FILE *out)
{
    if (fclose(out) != 0) {
        fprintf(stderr, "generate: %s\n", strerror(errno));
        exit(4);
    }
}

void shuffle(size_t *order, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
    for (size_t i = count; i > 1; i--) {
        size_t other = (size_t)between(0, (int64_t)i - 1);
        size_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

/* Columns and rows in random order, quotes here and there, LF or CRLF, with or without BOM. */
void write_table(const char *dir, size_t which)
{
    const struct table *table = &tables[which];
    FILE *out = open_in(dir, table->file, "wb");
    const char *end = chance(30) ? "\r\n" : "\n";
    int quotes = (int)between(0, 2) * 50;
    bool extra = chance(10); /* an unknown column is reported, not read */
    bool blanks = chance(5); /* empty lines are reported, not read */
    size_t columns[16] = {0};
    shuffle(columns, table->width);
    size_t *order = must(calloc(table->rows + 1, sizeof *order));
    shuffle(order, table->rows);
    char *names[16];
    char *header = must(strdup(table->columns));
    char *rest = header;
    for (size_t i = 0; i < table->width; i++) {
        names[i] = strsep(&rest, ";");
    }
    if (!windows_1252 && chance(20)) {
        fputs("\xEF\xBB\xBF", out);
    }
    for (size_t i = 0; i < table->width; i++) {
        fputs(i == 0 ? "" : ";", out);
        put_text(out, names[columns[i]], quotes == 100);
    }
    fprintf(out, "%s%s", extra ? ";opmerking" : "", end);
    for (size_t row = 0; row < table->rows; row++) {
        fputs(blanks && chance(10) ? end : "", out);
        for (size_t i = 0; i < table->width; i++) {
            const char *cell = table->cells[order[row] * table->width + columns[i]];
            fputs(i == 0 ? "" : ";", out);
            put_text(out, cell, strpbrk(cell, ";\"\n") != NULL || chance(quotes));
        }
        bool last = row + 1 == table->rows;
        fprintf(out, "%s%s", extra ? ";nagekeken" : "", last && chance(20) ? "" : end);
    }
    free(header);
    free(order);
    close_written(out);
}

/* ---- texts of numbers and dates; a ring of buffers, so that several fit in one call ---- */

static char *next_text(void)
{
    static char ring[16][TEXT];
    static size_t at;
    at = (at + 1) % 16;
    return ring[at];
}

const char *digits(int64_t number, bool grouped)
{
    char plain[32];
    char *text = next_text();
    size_t length = (size_t)snprintf(plain, sizeof plain, "%lld", (long long)number);
    size_t to = 0;
    for (size_t i = 0; i < length; i++) {
        if (grouped && i > 0 && (length - i) % 3 == 0) {
            text[to++] = '.';
        }
        text[to++] = plain[i];
    }
    text[to] = '\0';
    return text;
}

const char *count_text(int64_t count)
{
    return digits(count, chance(30));
}

const char *money_text(int64_t cents)
{
    char *text = next_text();
    int64_t size = cents < 0 ? -cents : cents;
    const char *sign = cents < 0 ? "-" : "";
    const char *euros = digits(size / 100, chance(50));
    int left = (int)(size % 100);
    if (left == 0 && chance(30)) {
        snprintf(text, TEXT, "%s%s", sign, euros);
    } else if (left % 10 == 0 && chance(30)) {
        snprintf(text, TEXT, "%s%s,%d", sign, euros, left / 10);
    } else {
        snprintf(text, TEXT, "%s%s,%02d", sign, euros, left);
    }
    return text;
}

/* days since 2000-01-01 */
const char *date_text(int64_t days)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 2000;
    for (;; year++) {
        int length = year % 4 == 0 ? 366 : 365; /* 2000 to 2099 */
        if (days < length) {
            break;
        }
        days -= length;
    }
    int month = 0;
    for (; month < 12; month++) {
        int length = lengths[month] + (month == 1 && year % 4 == 0 ? 1 : 0);
        if (days < length) {
            break;
        }
        days -= length;
    }
    char *text = next_text();
    snprintf(text, TEXT, "%04d-%02d-%02d", year, month + 1, (int)days + 1);
    return text;
}

size_t row_count(size_t which)
{
    return tables[which].rows;
}
