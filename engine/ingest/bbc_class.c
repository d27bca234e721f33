/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc_class.h"

#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/limits.h"
#include "core/map.h"
#include "core/vector.h"
#include "ingest/bbc_text.h"

enum { KEYS = 7, FAST_SLOTS = 4096, VALUE_LIMIT = 4 * 1024 };

struct fast_slot { /* a memory of what was worked out; may be overwritten at any time */
    uint64_t words[KEYS][2];
    uint64_t lengths; /* of the fields, a byte each */
    uint32_t variant;
    struct bbc_class *class;
};

struct bbc_classes {
    const struct bbc_options *options;
    const struct bbc_layout *layout;
    struct arena *arena;
    struct text_map *by_key;
    VECTOR(struct bbc_class *) all;
    struct fast_slot *fast;
    enum status status;
};

struct bbc_classes *bbc_classes_new(const struct bbc_options *options,
                                    const struct bbc_layout *layout)
{
    struct bbc_classes *classes = calloc(1, sizeof *classes);

    if (classes == NULL)
        return NULL;
    classes->options = options;
    classes->layout = layout;
    classes->arena = arena_new();
    classes->by_key = text_map_new();
    classes->fast = calloc(FAST_SLOTS, sizeof *classes->fast);
    if (classes->arena != NULL && classes->by_key != NULL && classes->fast != NULL)
        return classes;
    bbc_classes_free(classes);
    return NULL;
}

void bbc_classes_free(struct bbc_classes *classes)
{
    if (classes == NULL)
        return;
    arena_free(classes->arena);
    text_map_free(classes->by_key);
    free(classes->all.items);
    free(classes->fast);
    free(classes);
}

enum status bbc_classes_status(const struct bbc_classes *classes)
{
    return classes->status;
}

size_t bbc_classes_count(const struct bbc_classes *classes)
{
    return classes->all.count;
}

struct bbc_class *bbc_classes_at(struct bbc_classes *classes, size_t index)
{
    return classes->all.items[index];
}

/* ---- what a class means ---- */

static void reject(struct bbc_class *class, enum profile_role role, enum finding finding)
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

/* A date of a ledger gives the year and the quarter. */
static bool read_date(enum profile_dates form, const char *value, struct bbc_class *class)
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
        !two_digits(day, &numbers[2]) ||
        value[form == PROFILE_DAY_FIRST ? 2 : 4] != mark ||
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

static void read_time(const struct bbc_classes *classes, struct bbc_class *class,
                      const struct bbc_value_column *value)
{
    const struct profile *profile = classes->layout->profile;
    const char *year = class->value[ROLE_YEAR];
    const char *quarter = class->value[ROLE_QUARTER];

    if (has_role(classes->layout, value, ROLE_DATE)) {
        if (!read_date(profile->dates, class->value[ROLE_DATE], class))
            reject(class, ROLE_DATE, FINDING_BBC_DATE);
        return;
    }
    if (!bbc_year_read((struct text){year, strlen(year)}, &class->year))
        reject(class, ROLE_YEAR, FINDING_YEAR_BAD);
    if (*quarter != '\0' &&
        !find_word(profile->quarters, profile->quarter_count, quarter, &class->quarter))
        reject(class, ROLE_QUARTER, FINDING_BBC_QUARTER);
}

static void read_status(const struct bbc_classes *classes, struct bbc_class *class)
{
    const struct profile *profile = classes->layout->profile;
    const char *status = class->value[ROLE_STATUS];
    bool known = profile->status_count == 0 || *status == '\0';

    for (size_t i = 0; i < profile->status_count; i++)
        known |= strcmp(profile->statuses[i], status) == 0;
    if (!known)
        reject(class, ROLE_STATUS, FINDING_BBC_STATUS);
    if (classes->options->status != NULL && strcmp(classes->options->status, status) != 0)
        skip(class, BBC_SKIP_STATUS);
}

/* Whether postings of this class count. What is wrong goes before what is merely not asked for. */
static void judge(const struct bbc_classes *classes, struct bbc_class *class,
                  const struct bbc_value_column *value)
{
    const struct profile *profile = classes->layout->profile;
    bool counts = false;

    read_time(classes, class, value);
    for (size_t i = 0; i < profile->code_count; i++)
        counts |= strcmp(profile->codes[i], class->value[ROLE_CODE]) == 0;
    if (!counts)
        skip(class, BBC_SKIP_CODE);
    if (profile->kind_count > 0 && has_role(classes->layout, value, ROLE_KIND) &&
        !find_word(profile->kinds, profile->kind_count, class->value[ROLE_KIND], &class->quarter))
        skip(class, BBC_SKIP_KIND);
    if (has_role(classes->layout, value, ROLE_STATUS))
        read_status(classes, class);
    if (classes->options->year != 0 && classes->options->year != class->year)
        skip(class, BBC_SKIP_YEAR);
}

/* ---- finding it ---- */

/* The decoded value of a key column; shortened to "…" when it is no value at all. */
static const char *key_value(struct bbc_classes *classes, enum profile_role role, struct text raw,
                             struct bbc_class *class)
{
    const struct profile *profile = classes->layout->profile;
    const char *label = profile->columns[role].block;
    char buffer[BBC_DECODED(VALUE_LIMIT)];
    size_t length = 0;

    if (raw.length > VALUE_LIMIT) {
        reject(class, role, FINDING_TEXT_LONG);
        return "…";
    }
    if (!bbc_decode(profile->encoding, profile->quote, raw, buffer, &length)) {
        reject(class, role, FINDING_BBC_ENCODING);
        return "…";
    }
    struct text text = bbc_trim((struct text){buffer, length});
    if (label != NULL && !bbc_block_find(text, label, &text))
        return "";
    if (text.length > BBC_CLASS_VALUE_BYTES) {
        reject(class, role, FINDING_TEXT_LONG);
        return "…";
    }
    return arena_copy(classes->arena, text.at, text.length);
}

static bool fill_values(struct bbc_classes *classes, const struct text *keys,
                        const struct bbc_value_column *value, struct bbc_class *class)
{
    const struct bbc_layout *layout = classes->layout;

    for (int role = 0; role < ROLE_COUNT; role++) {
        const char *fixed = value->fixed[role] != NULL ? value->fixed[role] : layout->fixed[role];
        class->value[role] = fixed == NULL ? "" : fixed;
    }
    for (uint32_t i = 0; i < layout->key_count; i++) {
        const char *word = key_value(classes, layout->keys[i], keys[i], class);
        if (word == NULL)
            return false;
        class->value[layout->keys[i]] = word;
    }
    return true;
}

/* One text for all that makes the class. */
static struct text class_key(struct bbc_classes *classes, const struct bbc_class *class,
                             uint32_t variant)
{
    char key[KEYS * (BBC_CLASS_VALUE_BYTES + 1) + 16];
    size_t length = sizeof variant;

    memcpy(key, &variant, sizeof variant);
    key[length++] = (char)class->place; /* so that "…" is not taken for a value */
    for (uint32_t i = 0; i < classes->layout->key_count; i++) {
        const char *value = class->value[classes->layout->keys[i]];
        size_t size = strlen(value) + 1;
        memcpy(key + length, value, size);
        length += size;
    }
    return (struct text){arena_copy(classes->arena, key, length), length};
}

static struct bbc_class *make_class(struct bbc_classes *classes, const struct text *keys,
                                    const struct bbc_value_column *value)
{
    struct bbc_class class = {.place = BBC_ACCEPTED};
    uint32_t found = 0;

    if (!fill_values(classes, keys, value, &class))
        return NULL;
    struct text key = class_key(classes, &class, value->variant);
    if (key.at == NULL ||
        text_map_add(classes->by_key, key, classes->all.count, &found) != STATUS_OK)
        return NULL;
    if (found < classes->all.count)
        return classes->all.items[found];
    struct bbc_class *made = arena_alloc(classes->arena, sizeof *made);
    if (made == NULL || VECTOR_PUSH(&classes->all, made) != STATUS_OK)
        return NULL;
    judge(classes, &class, value);
    *made = class;
    if (classes->all.count > BBC_CLASSES)
        classes->status = STATUS_RANGE;
    return made;
}

/* The first bytes of a field, zero behind its end. */
static inline void load_words(struct text text, uint64_t words[2])
{
    static const uint64_t keep[9] = {0,
                                     UINT64_C(0xff),
                                     UINT64_C(0xffff),
                                     UINT64_C(0xffffff),
                                     UINT64_C(0xffffffff),
                                     UINT64_C(0xffffffffff),
                                     UINT64_C(0xffffffffffff),
                                     UINT64_C(0xffffffffffffff),
                                     UINT64_MAX};
    size_t second = text.length > 8 ? text.length - 8 : 0;

    memcpy(words, text.at, 16);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    words[0] = __builtin_bswap64(words[0]);
    words[1] = __builtin_bswap64(words[1]);
#endif
    words[0] &= keep[text.length > 8 ? 8 : text.length];
    words[1] &= keep[second];
}

static struct bbc_class *find_slowly(struct bbc_classes *classes, const struct text *keys,
                                     const struct bbc_value_column *value)
{
    struct bbc_class *class = make_class(classes, keys, value);

    if (class == NULL)
        classes->status = STATUS_MEMORY;
    return classes->status == STATUS_OK ? class : NULL;
}

struct bbc_class *bbc_class_of(struct bbc_classes *classes, const struct text *keys,
                               const struct bbc_value_column *value)
{
    const uint32_t count = classes->layout->key_count;
    uint64_t words[KEYS][2];
    uint64_t hash = value->variant;
    uint64_t lengths = 0;
    uint64_t different = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (keys[i].length > 16)
            return find_slowly(classes, keys, value);
        load_words(keys[i], words[i]);
        lengths |= (uint64_t)keys[i].length << i * 8;
        hash = (hash ^ words[i][0]) * UINT64_C(0x9e3779b97f4a7c15) + words[i][1];
    }
    hash ^= hash >> 32;
    hash *= UINT64_C(0xd6e8feb86659fd93);
    struct fast_slot *slot = &classes->fast[hash >> 52];
    different = (slot->lengths ^ lengths) | (slot->variant ^ value->variant);
    for (uint32_t i = 0; i < count; i++)
        different |= (slot->words[i][0] ^ words[i][0]) | (slot->words[i][1] ^ words[i][1]);
    if (__builtin_expect(different == 0 && slot->class != NULL, 1))
        return slot->class;
    slot->class = find_slowly(classes, keys, value);
    slot->lengths = lengths;
    slot->variant = value->variant;
    memcpy(slot->words, words, count * sizeof *words);
    return slot->class;
}
