/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc_class.h"

#include <stdlib.h>
#include <string.h>

#include "core/date.h"
#include "core/limits.h"
#include "core/map.h"
#include "core/vector.h"
#include "ingest/bbc_text.h"

enum {
    KEYS = 7,
    BUCKET_BITS = 10,
    BUCKETS = 1 << BUCKET_BITS,
    WORDS = BBC_CLASS_PAD / 8,
    VALUE_LIMIT = 4 * 1024
};

struct fast_key {
    uint64_t lengths; /* of the spans, a byte each, and the variant */
    uint64_t words[KEYS][WORDS];
};

struct fast_slot { /* a memory of what was worked out; may be overwritten at any time */
    struct fast_key key;
    struct bbc_class *class;
};

struct bbc_classes {
    const struct bbc_options *options;
    const struct bbc_layout *layout;
    struct arena *arena;
    struct text_map *by_key;
    VECTOR(struct bbc_class *) all;
    struct fast_slot (*fast)[2]; /* buckets of two */
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
    classes->fast = calloc(BUCKETS, sizeof *classes->fast);
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
    /* "…" is no value: what it stands for is part of the class. */
    const uint32_t wrong = class->place == BBC_REJECTED
                               ? ((uint32_t) class->finding << 8 | (uint32_t) class->role) + 1
                               : 0;

    memcpy(key, &variant, sizeof variant);
    memcpy(key + length, &wrong, sizeof wrong);
    length += sizeof wrong;
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
    if (made == NULL)
        return NULL;
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): a vector of pointers */
    if (VECTOR_PUSH(&classes->all, made) != STATUS_OK)
        return NULL;
    judge(classes, &class, value);
    *made = class;
    if (classes->all.count > BBC_CLASSES)
        classes->status = STATUS_RANGE;
    return made;
}

static uint64_t load_little(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Eight bytes from at on, of which only the first left are kept. */
static inline uint64_t load_part(const char *at, size_t left)
{
    uint64_t keep = left >= 8 ? UINT64_MAX : (UINT64_C(1) << left * 8) - 1;

    return load_little(at) & keep;
}

struct span_text {
    const char *at;
    size_t length;
};

static inline struct span_text span_of(const struct bbc_record *record, struct bbc_span span)
{
    struct text last = bbc_field(record, span.last);
    const char *at = span.first == 0 ? record->base + record->from
                                     : record->base + record->ends[span.first - 1] + 1;

    return (struct span_text){at, (size_t)(last.at + last.length - at)};
}

/* A hash of a span of at most BBC_CLASS_PAD bytes. */
static inline uint64_t hash_span(struct span_text span)
{
    size_t left = span.length > 8 ? span.length - 8 : 0;
    uint64_t hash = load_part(span.at, span.length) * UINT64_C(0x9e3779b97f4a7c15) ^
                    load_part(span.at + 8, left) * UINT64_C(0xc2b2ae3d27d4eb4f);

    if (span.length > 16)
        hash ^= load_part(span.at + 16, span.length - 16) * UINT64_C(0x165667b19e3779f9) ^
                load_part(span.at + 24, left > 16 ? left - 16 : 0) * UINT64_C(0x27d4eb2f165667c5);
    return hash;
}

static void load_words(struct span_text span, uint64_t words[WORDS])
{
    for (size_t i = 0; i < WORDS; i++)
        words[i] = load_part(span.at + i * 8, span.length > i * 8 ? span.length - i * 8 : 0);
}

/* The span is read again, not kept in between: what was just written cannot be compared fast. */
static inline bool same_span(const uint64_t words[WORDS], struct span_text span)
{
    size_t left = span.length > 8 ? span.length - 8 : 0;
    uint64_t different = (load_part(span.at, span.length) ^ words[0]) |
                         (load_part(span.at + 8, left) ^ words[1]);

    if (span.length > 16)
        different |= (load_part(span.at + 16, span.length - 16) ^ words[2]) |
                     (load_part(span.at + 24, left > 16 ? left - 16 : 0) ^ words[3]);
    return different == 0; /* the lengths are equal: the other words are zero in both */
}

static inline bool same_key(const struct fast_slot *slot, uint64_t lengths,
                            const struct bbc_layout *layout, const struct bbc_record *record)
{
    if (slot->class == NULL || slot->key.lengths != lengths)
        return false;
    for (uint32_t i = 0; i < layout->span_count; i++)
        if (!same_span(slot->key.words[i], span_of(record, layout->spans[i])))
            return false;
    return true;
}

struct bbc_class *bbc_class_by_keys(struct bbc_classes *classes, const struct text *keys,
                                    const struct bbc_value_column *value)
{
    struct bbc_class *class = make_class(classes, keys, value);

    if (class == NULL)
        classes->status = STATUS_MEMORY;
    return classes->status == STATUS_OK ? class : NULL;
}

static struct bbc_class *find_slowly(struct bbc_classes *classes, const struct bbc_record *record,
                                     const struct bbc_value_column *value)
{
    const struct bbc_layout *layout = classes->layout;
    struct text keys[KEYS];

    for (uint32_t i = 0; i < layout->key_count; i++)
        keys[i] = bbc_field(record, (uint32_t)layout->column[layout->keys[i]]);
    return bbc_class_by_keys(classes, keys, value);
}

/* Works the class out and remembers it, the latest first. */
static struct bbc_class *find_and_keep(struct bbc_classes *classes, struct fast_slot bucket[2],
                                       uint64_t lengths, const struct bbc_record *record,
                                       const struct bbc_value_column *value)
{
    const struct bbc_layout *layout = classes->layout;
    struct fast_slot slot = {.key = {.lengths = lengths}};

    slot.class = find_slowly(classes, record, value);
    for (uint32_t i = 0; i < layout->span_count; i++)
        load_words(span_of(record, layout->spans[i]), slot.key.words[i]);
    bucket[1] = bucket[0];
    bucket[0] = slot;
    return slot.class;
}

struct bbc_class *bbc_class_of(struct bbc_classes *classes, const struct bbc_record *record,
                               const struct bbc_value_column *value)
{
    const struct bbc_layout *layout = classes->layout;
    uint64_t lengths = (uint64_t)value->variant << 48;
    uint64_t hash = value->variant;

    for (uint32_t i = 0; i < layout->span_count; i++) {
        struct span_text span = span_of(record, layout->spans[i]);
        if (span.length > BBC_CLASS_PAD)
            return find_slowly(classes, record, value);
        lengths += (uint64_t)span.length << i * 6;
        hash = (hash << 13 | hash >> 51) ^ hash_span(span);
    }
    hash *= UINT64_C(0xd6e8feb86659fd93);
    struct fast_slot *bucket = classes->fast[hash >> (64 - BUCKET_BITS)];
    if (__builtin_expect(same_key(&bucket[0], lengths, layout, record), 1))
        return bucket[0].class;
    if (same_key(&bucket[1], lengths, layout, record))
        return bucket[1].class;
    return find_and_keep(classes, bucket, lengths, record, value);
}
