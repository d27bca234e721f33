/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the forms of the report write alike. */
#include <stdio.h>
#include <string.h>

#include "indicators/write.h"

void indicators_figure(const struct plan_indicator *indicator, int64_t number, char decimal,
                       char out[FIGURE_BYTES])
{
    const char *sign = number < 0 ? "-" : "";
    int64_t size = number < 0 ? -number : number;

    if (indicator->kind != INDICATOR_PERCENTAGE) {
        snprintf(out, FIGURE_BYTES, "%s%lld", sign, (long long)size);
        return;
    }
    int length = snprintf(out, FIGURE_BYTES, "%s%lld%c%04lld", sign, (long long)(size / 10000),
                          decimal, (long long)(size % 10000));
    while (out[length - 1] == '0')
        out[--length] = '\0';
    if (out[length - 1] == decimal)
        out[--length] = '\0';
}

void indicators_years(const struct plan *plan, uint32_t missing, char out[YEARS_BYTES])
{
    int length = 0;

    out[0] = '\0';
    for (int i = 0; i < PLAN_YEARS; i++)
        if ((missing >> i & 1) != 0)
            length += snprintf(out + length, (size_t)(YEARS_BYTES - length), "%s%d",
                               length == 0 ? "" : ", ", (plan->from + i) % 10000);
}

void indicators_ministers(const struct plan_minister *const *list, size_t count,
                          char out[MINISTERS_BYTES])
{
    size_t length = 0;

    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(list[i]->id);
        if (length + size + 3 > MINISTERS_BYTES)
            return;
        if (i > 0) {
            memcpy(out + length, ", ", 2);
            length += 2;
        }
        memcpy(out + length, list[i]->id, size + 1);
        length += size;
    }
}
