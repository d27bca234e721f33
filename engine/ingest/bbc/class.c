/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/class.h"

#include <stdlib.h>
#include <string.h>

#include "core/limits.h"
#include "core/map.h"
#include "core/vector.h"
#include "ingest/bbc/judge.h"
#include "ingest/bbc/text.h"

enum {
    KEYS = 10,
    BUCKET_BITS = 10,
    BUCKETS = 1 << BUCKET_BITS,
    WORDS = BBC_CLASS_PAD / 8,
    VALUE_LIMIT = 4 * 1024
};

struct fast_key {
    uint64_t lengths; /* of the spans, six bits each; of a pair also the variant */
    uint64_t variant;
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

/* ---- making one ---- */

enum { VALUE_BYTES = BBC_CLASS_VALUE_BYTES + 1, KEY_BYTES = KEYS * VALUE_BYTES + 16 };

/* What is looked for. Nothing of it is kept when the class is there already: rows are many. */
struct wanted {
    struct bbc_class class; /* values point to text */
    char text[KEYS][VALUE_BYTES];
    char key[KEY_BYTES];
};

/* The decoded value of a key column; "…" when it is no value at all. */
static void read_value(const struct bbc_classes *classes, enum profile_role role, struct text raw,
                       struct bbc_class *class, char out[VALUE_BYTES])
{
    const struct profile *profile = classes->layout->profile;
    const char *label = profile->columns[role].block;
    char buffer[BBC_DECODED(VALUE_LIMIT)];
    struct text text = {"…", sizeof "…" - 1};
    size_t length = 0;

    if (raw.length > VALUE_LIMIT) {
        bbc_class_reject(class, role, FINDING_TEXT_LONG);
    } else if (!bbc_decode(profile->encoding, profile->quote, raw, buffer, &length)) {
        bbc_class_reject(class, role, FINDING_BBC_ENCODING);
    } else {
        struct text found = bbc_trim((struct text){buffer, length});
        if (label != NULL && !bbc_block_find(found, label, &found))
            found.length = 0;
        if (found.length > BBC_CLASS_VALUE_BYTES)
            bbc_class_reject(class, role, FINDING_TEXT_LONG);
        else
            text = found;
    }
    memcpy(out, text.at, text.length);
    out[text.length] = '\0';
}

/* Days of one quarter are alike. */
static void join_days(const struct bbc_classes *classes, struct bbc_class *class,
                      char out[VALUE_BYTES])
{
    char year[COUNT_TEXT_BYTES];

    if (!bbc_class_date(classes->layout->profile, out, class))
        return;
    size_t length = text_format_count_plain((int64_t) class->year, year);
    memcpy(out, year, length);
    out[length] = '-';
    out[length + 1] = (char)('0' + class->quarter);
    out[length + 2] = '\0';
}

static void fill_values(const struct bbc_classes *classes, const struct text *keys,
                        const struct bbc_value_column *value, struct wanted *wanted)
{
    const struct bbc_layout *layout = classes->layout;

    for (int role = 0; role < ROLE_COUNT; role++) {
        const char *fixed = value->fixed[role] != NULL ? value->fixed[role] : layout->fixed[role];
        wanted->class.value[role] = fixed == NULL ? "" : fixed;
    }
    for (uint32_t i = 0; i < layout->key_count; i++) {
        enum profile_role role = layout->keys[i];
        read_value(classes, role, keys[i], &wanted->class, wanted->text[i]);
        if (role == ROLE_DATE)
            join_days(classes, &wanted->class, wanted->text[i]);
        wanted->class.value[role] = wanted->text[i];
    }
}

/* One text for all that makes the class. */
static void fill_key(const struct bbc_classes *classes, struct wanted *wanted, uint32_t variant)
{
    const struct bbc_class *class = &wanted->class;
    size_t length = sizeof variant;
    /* "…" is no value: what it stands for is part of the class. */
    const uint32_t wrong = class->place == BBC_REJECTED
                               ? ((uint32_t) class->finding << 8 | (uint32_t) class->role) + 1
                               : 0;

    memcpy(wanted->key, &variant, sizeof variant);
    memcpy(wanted->key + length, &wrong, sizeof wrong);
    length += sizeof wrong;
    for (uint32_t i = 0; i < classes->layout->key_count; i++) {
        size_t size = strlen(wanted->text[i]) + 1;
        memcpy(wanted->key + length, wanted->text[i], size);
        length += size;
    }
    wanted->class.key = (struct text){wanted->key, length};
}

/* A copy that stays. */
static struct bbc_class *keep_class(struct bbc_classes *classes, const struct bbc_class *class)
{
    struct bbc_class *made = arena_alloc(classes->arena, sizeof *made);
    const char *key = arena_copy(classes->arena, class->key.at, class->key.length);
    uint32_t found = 0;

    if (made == NULL || key == NULL)
        return NULL;
    *made = *class;
    made->key.at = key;
    for (uint32_t i = 0; i < classes->layout->key_count; i++) {
        enum profile_role role = classes->layout->keys[i];
        made->value[role] =
            arena_copy(classes->arena, class->value[role], strlen(class->value[role]));
        if (made->value[role] == NULL)
            return NULL;
    }
    if (text_map_add(classes->by_key, made->key, classes->all.count, &found) != STATUS_OK)
        return NULL;
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): a vector of pointers */
    return VECTOR_PUSH(&classes->all, made) == STATUS_OK ? made : NULL;
}

static struct bbc_class *make_class(struct bbc_classes *classes, const struct text *keys,
                                    const struct bbc_value_column *value)
{
    struct wanted wanted;

    wanted.class = (struct bbc_class){.place = BBC_ACCEPTED};
    fill_values(classes, keys, value, &wanted);
    fill_key(classes, &wanted, value->variant);
    uint32_t found = text_map_find(classes->by_key, wanted.class.key);
    if (found != MAP_NONE)
        return classes->all.items[found];
    bbc_class_judge(classes->options, classes->layout, &wanted.class, value);
    struct bbc_class *made = keep_class(classes, &wanted.class);
    if (made != NULL && classes->all.count > BBC_CLASSES)
        classes->status = STATUS_RANGE;
    return made;
}

/* ---- finding it ---- */

/* Eight bytes from at on, of which only the first left are kept. */
static inline uint64_t load_part(const char *at, size_t left)
{
    uint64_t keep = left >= 8 ? UINT64_MAX : (UINT64_C(1) << left * 8) - 1;

    return bbc_load_eight(at) & keep;
}

#define HASH_A UINT64_C(0x9e3779b97f4a7c15)
#define HASH_B UINT64_C(0xc2b2ae3d27d4eb4f)
#define HASH_C UINT64_C(0x165667b19e3779f9)
#define HASH_D UINT64_C(0x27d4eb2f165667c5)

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
    uint64_t hash = load_part(span.at, span.length) * HASH_A ^
                    load_part(span.at + 8, left) * HASH_B;

    if (span.length > 16)
        hash ^= load_part(span.at + 16, span.length - 16) * HASH_C ^
                load_part(span.at + 24, left > 16 ? left - 16 : 0) * HASH_D;
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

static inline bool same_key(const struct fast_slot *slot, const struct fast_key *key,
                            const struct bbc_layout *layout, const struct bbc_record *record)
{
    if (slot->class == NULL || slot->key.lengths != key->lengths ||
        slot->key.variant != key->variant)
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
    struct fast_slot slot = {.key = {.lengths = lengths, .variant = value->variant}};

    slot.class = find_slowly(classes, record, value);
    for (uint32_t i = 0; i < layout->span_count; i++)
        load_words(span_of(record, layout->spans[i]), slot.key.words[i]);
    bucket[1] = bucket[0];
    bucket[0] = slot;
    return slot.class;
}

/* The same for any spans. */
static struct bbc_class *class_of_spans(struct bbc_classes *classes,
                                        const struct bbc_record *record,
                                        const struct bbc_value_column *value)
{
    const struct bbc_layout *layout = classes->layout;
    struct fast_key key;
    uint64_t hash = value->variant;

    key.lengths = 0;
    key.variant = value->variant;
    for (uint32_t i = 0; i < layout->span_count; i++) {
        struct span_text span = span_of(record, layout->spans[i]);
        if (span.length > BBC_CLASS_PAD)
            return find_slowly(classes, record, value);
        key.lengths |= (uint64_t)span.length << i * 6;
        hash = (hash << 13 | hash >> 51) ^ hash_span(span);
    }
    hash *= UINT64_C(0xd6e8feb86659fd93);
    struct fast_slot *bucket = classes->fast[hash >> (64 - BUCKET_BITS)];
    if (same_key(&bucket[0], &key, layout, record))
        return bucket[0].class;
    if (same_key(&bucket[1], &key, layout, record))
        return bucket[1].class;
    return find_and_keep(classes, bucket, key.lengths, record, value);
}

enum { PAIR = 2, PAIR_BYTES = 16 }; /* most layouts: two short spans, kept in registers */

/* Finds the class of a record whose spans are a pair. NULL: worked out anew, by the caller. */
static inline struct bbc_class *find_pair(struct fast_slot *bucket, uint64_t lengths,
                                          const uint64_t word[2 * PAIR])
{
    for (int i = 0; i < 2; i++) {
        const struct fast_key *key = &bucket[i].key;
        uint64_t different = (key->lengths ^ lengths) | (key->words[0][0] ^ word[0]) |
                             (key->words[0][1] ^ word[1]) | (key->words[1][0] ^ word[2]) |
                             (key->words[1][1] ^ word[3]);
        if (different == 0 && bucket[i].class != NULL)
            return bucket[i].class;
    }
    return NULL;
}

static inline void load_pair(struct span_text span, uint64_t word[2])
{
    word[0] = bbc_load_eight(span.at) & bbc_first_bytes[8 + span.length];
    word[1] = bbc_load_eight(span.at + 8) & bbc_first_bytes[span.length];
}

struct bbc_class *bbc_class_of(struct bbc_classes *classes, const struct bbc_record *record,
                               const struct bbc_value_column *value)
{
    const struct bbc_layout *layout = classes->layout;
    uint64_t word[2 * PAIR] = {0};

    if (__builtin_expect(layout->span_count != PAIR, 0))
        return class_of_spans(classes, record, value);
    struct span_text one = span_of(record, layout->spans[0]);
    struct span_text other = span_of(record, layout->spans[1]);
    if (__builtin_expect(one.length > PAIR_BYTES || other.length > PAIR_BYTES, 0))
        return class_of_spans(classes, record, value);
    load_pair(one, &word[0]);
    load_pair(other, &word[2]);
    uint64_t lengths = (uint64_t)value->variant << 48 | (uint64_t)other.length << 6 | one.length;
    uint64_t hash = (word[0] * HASH_A ^ word[1] * HASH_B) + (word[2] * HASH_C ^ word[3] * HASH_D);
    hash = (hash ^ lengths) * HASH_A;
    struct fast_slot *bucket = classes->fast[hash >> (64 - BUCKET_BITS)];
    struct bbc_class *class = find_pair(bucket, lengths, word);
    if (__builtin_expect(class != NULL, 1))
        return class;
    return find_and_keep(classes, bucket, lengths, record, value);
}
