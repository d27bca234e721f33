/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/judge.h"

#include <string.h>

#include "core/date.h"
#include "ingest/bbc/text.h"

void bbc_class_reject(struct bbc_class *class, enum profile_role role, enum finding finding)
{
    if (class->place == BBC_REJECTED) /* the first thing that is wrong */
        return;
    class->place = BBC_REJECTED;
    class->role = role;
    class->finding = finding;
}

static void skip(struct bbc_class *class, enum bbc_skip reason)
{
    if (class->place != BBC_ACCEPTED)
        return;
    class->place = BBC_SKIPPED;
    class->skip = reason;
}

static bool two_digits(const char *at, uint32_t *out)
{
    if (at[0] < '0' || at[0] > '9' || at[1] < '0' || at[1] > '9')
        return false;
    *out = (uint32_t)(at[0] - '0') * 10 + (uint32_t)(at[1] - '0');
    return true;
}

bool bbc_class_date(enum profile_dates form, const char *value, struct bbc_class *class)
{
    struct text year = {value, 4};
    const char *month = value + 5;
    const char *day = value + 8;
    uint32_t numbers[3] = {0};
    char mark = '-';
    struct date date;

    if (strlen(value) != 10)
        return false;
    if (form == PROFILE_DAY_FIRST) {
        year.at = value + 6;
        month = value + 3;
        day = value;
        mark = '/';
    }
    if (!bbc_year_read(year, &numbers[0]) || !two_digits(month, &numbers[1]) ||
        !two_digits(day, &numbers[2]) || value[form == PROFILE_DAY_FIRST ? 2 : 4] != mark ||
        value[form == PROFILE_DAY_FIRST ? 5 : 7] != mark)
        return false;
    if (date_from_civil((int)numbers[0], (int)numbers[1], (int)numbers[2], &date) != STATUS_OK)
        return false;
    class->year = numbers[0];
    class->quarter = (numbers[1] + 2) / 3;
    return true;
}

static bool find_word(const struct profile_word *words, size_t count, const char *value,
                      uint32_t *quarter)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i].value, value) == 0) {
            if (words[i].quarter != 0)
                *quarter = words[i].quarter;
            return true;
        }
    return false;
}

static bool has_role(const struct bbc_layout *layout, const struct bbc_value_column *value,
                     enum profile_role role)
{
    return layout->column[role] >= 0 || layout->fixed[role] != NULL || value->fixed[role] != NULL;
}

static void read_time(const struct bbc_layout *layout, struct bbc_class *class,
                      const struct bbc_value_column *value)
{
    const struct profile *profile = layout->profile;
    const char *year = class->value[ROLE_YEAR];
    const char *quarter = class->value[ROLE_QUARTER];

    if (has_role(layout, value, ROLE_DATE)) {
        if (class->year == 0 && !bbc_class_date(profile->dates, class->value[ROLE_DATE], class))
            bbc_class_reject(class, ROLE_DATE, FINDING_BBC_DATE);
        return;
    }
    if (!bbc_year_read((struct text){year, strlen(year)}, &class->year))
        bbc_class_reject(class, ROLE_YEAR, FINDING_YEAR_BAD);
    if (*quarter != '\0' &&
        !find_word(profile->quarters, profile->quarter_count, quarter, &class->quarter))
        bbc_class_reject(class, ROLE_QUARTER, FINDING_BBC_QUARTER);
}

static void read_status(const struct bbc_options *options, const struct bbc_layout *layout,
                        struct bbc_class *class)
{
    const struct profile *profile = layout->profile;
    const char *status = class->value[ROLE_STATUS];
    bool known = profile->status_count == 0 || *status == '\0';

    for (size_t i = 0; i < profile->status_count; i++)
        known |= strcmp(profile->statuses[i], status) == 0;
    if (!known)
        bbc_class_reject(class, ROLE_STATUS, FINDING_BBC_STATUS);
    if (options->status != NULL && strcmp(options->status, status) != 0)
        skip(class, BBC_SKIP_STATUS);
}

void bbc_class_judge(const struct bbc_options *options, const struct bbc_layout *layout,
                     struct bbc_class *class, const struct bbc_value_column *value)
{
    const struct profile *profile = layout->profile;
    bool counts = false;

    read_time(layout, class, value);
    for (size_t i = 0; i < profile->code_count; i++)
        counts |= strcmp(profile->codes[i], class->value[ROLE_CODE]) == 0;
    if (!counts)
        skip(class, BBC_SKIP_CODE);
    if (profile->kind_count > 0 && has_role(layout, value, ROLE_KIND) &&
        !find_word(profile->kinds, profile->kind_count, class->value[ROLE_KIND], &class->quarter))
        skip(class, BBC_SKIP_KIND);
    if (has_role(layout, value, ROLE_STATUS))
        read_status(options, layout, class);
    if (options->year != 0 && options->year != class->year)
        skip(class, BBC_SKIP_YEAR);
}
