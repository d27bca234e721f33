/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey/number.h"

#include <math.h>
#include <stdio.h>

#include "stats/plausible.h"
#include "write/json.h"

static void tenths(int64_t units, char decimal, char out[NUMBER_TEXT_BYTES])
{
    snprintf(out, NUMBER_TEXT_BYTES, "%lld%c%d", (long long)(units / 10), decimal,
             (int)(units % 10));
}

void number_share(double share, char decimal, char out[NUMBER_TEXT_BYTES])
{
    tenths((int64_t)floor(share * 1000 + 0.5), decimal, out);
}

void number_part(int64_t part, int64_t whole, char decimal, char out[NUMBER_TEXT_BYTES])
{
    tenths(percent_of(part, whole, 1, PERCENT_HALF_UP).units, decimal, out);
}

void number_level(const char *level, char out[NUMBER_LEVEL_BYTES])
{
    snprintf(out, NUMBER_LEVEL_BYTES, "%s", level);
    for (char *at = out; *at != '\0'; at++)
        if (*at == ',')
            *at = '.';
}

void number_interval(struct json *json, const char *key, struct interval interval)
{
    char text[NUMBER_TEXT_BYTES];

    json_key(json, key);
    json_open(json, '[');
    number_share(interval.low, '.', text);
    json_text(json, text);
    number_share(interval.high, '.', text);
    json_text(json, text);
    json_close(json, ']');
}
