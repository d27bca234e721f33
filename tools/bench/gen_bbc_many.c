/* SPDX-License-Identifier: GPL-3.0-or-later */
/* usage: gen_bbc_many ROWS [REPEAT_EVERY] > export.csv
 * Writes an export in which every row counts and has an action of its own, so that nothing adds up:
 * what is hardest on the memory of `saldo bbc`. With REPEAT_EVERY each so manieth row is followed,
 * much later, by the same row again. The figures are made up. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

enum { LAG = 500000 };

static uint64_t number(const char *word)
{
    uint64_t value = 0;

    for (; *word >= '0' && *word <= '9'; word++)
        value = value * 10 + (uint64_t)(*word - '0');
    return value;
}

static void put_row(uint64_t i)
{
    uint64_t mixed = i * UINT64_C(0x9e3779b97f4a7c15);
    static const unsigned nis[] = {11002, 12025, 13040, 23027, 24062, 31005,
                                   34022, 44021, 45035, 46021, 71022, 73083};
    unsigned year = 2022 + (unsigned)(mixed >> 60 & 3);

    printf("Code: BD0001;Code: AP00001;Code: AC%09" PRIu64 ";%u;Gemeente;JR;%u;%u;ABB-SLV;"
           "%u.%03u,%02u\n",
           i, nis[mixed >> 40 & 7], year, year, 1 + (unsigned)(mixed & 127),
           (unsigned)(mixed >> 8 & 511), (unsigned)(mixed >> 24 & 63));
}

int main(int argc, char **argv)
{
    uint64_t rows = argc > 1 ? number(argv[1]) : 1000000;
    uint64_t every = argc > 2 ? number(argv[2]) : 0;

    puts("Beleidsdoelst. totaaloverzicht;Actieplan totaaloverzicht;Actie totaaloverzicht;NIS-code;"
         "Bestuur;Type rapport;Rapportjaar;Boekjaar;Externe rapporteringscode;Uitgave");
    for (uint64_t i = 0; i < rows; i++) {
        put_row(i);
        if (every != 0 && i >= LAG && i % every == 0)
            put_row(i - LAG);
    }
    return 0;
}
