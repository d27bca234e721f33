/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/repeat.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/bbc/table.h"
#include "ingest/stream/spill.h"

enum { HASH_BYTES = 16, ORDINAL_BYTES = 6, NUMBER_BYTES = 8, SORT_PART = 4 };

struct seen {
    struct bbc_hash hash;
    uint64_t place;
};

enum mode { AT_ONCE, SORTING, LISTED };

struct bbc_repeat {
    const struct bbc_options *options;
    size_t memory;
    enum mode mode;
    struct bbc_table seen; /* AT_ONCE */
    struct spill *sorted;  /* by hash, then in order: SORTING all, AT_ONCE those that repeat */
    struct spill *list;    /* LISTED: those that repeat, in order */
    struct text listed_key, listed_value;
    bool listed;      /* there is one */
    uint64_t ordinal; /* of the last posting; from 1 */
    uint64_t told;    /* repeats told */
    struct bbc_sum kept;
    struct bbc_hash check;       /* Σ of all hashes of this reading */
    struct bbc_hash check_first; /* … of the first one */
    uint64_t count_first;
};

struct bbc_repeat *bbc_repeat_new(const struct bbc_options *options, size_t memory)
{
    struct bbc_repeat *repeat = calloc(1, sizeof *repeat);

    if (repeat == NULL)
        return NULL;
    repeat->options = options;
    repeat->memory = memory;
    repeat->seen.item_bytes = sizeof(struct seen);
    repeat->seen.key_bytes = sizeof(struct bbc_hash);
    repeat->sorted = spill_new(memory / SORT_PART, options->open_file, options->file_context);
    if (repeat->sorted != NULL)
        return repeat;
    free(repeat);
    return NULL;
}

void bbc_repeat_free(struct bbc_repeat *repeat)
{
    if (repeat == NULL)
        return;
    bbc_table_free(&repeat->seen);
    spill_free(repeat->sorted);
    spill_free(repeat->list);
    free(repeat);
}

struct bbc_sum bbc_repeat_kept(const struct bbc_repeat *repeat)
{
    return repeat->kept;
}

static void put_hash(char *at, struct bbc_hash hash)
{
    spill_put(at, hash.half[0], NUMBER_BYTES);
    spill_put(at + NUMBER_BYTES, hash.half[1], NUMBER_BYTES);
}

static enum status add_sorted(struct bbc_repeat *repeat, struct bbc_hash hash, uint64_t ordinal,
                              uint64_t place, int64_t cents)
{
    char key[HASH_BYTES + ORDINAL_BYTES];
    char value[2 * NUMBER_BYTES];

    put_hash(key, hash);
    spill_put(key + HASH_BYTES, ordinal, ORDINAL_BYTES);
    spill_put(value, place, NUMBER_BYTES);
    spill_put(value + NUMBER_BYTES, (uint64_t)cents, NUMBER_BYTES);
    return spill_add(repeat->sorted, (struct text){key, sizeof key},
                     (struct text){value, sizeof value});
}

/* ---- at once, as long as there is room ---- */

static bool is_full(const struct bbc_repeat *repeat)
{
    return repeat->options->open_file != NULL &&
           bbc_table_bytes(&repeat->seen) > repeat->memory / SORT_PART * (SORT_PART - 1);
}

/* What was seen becomes runs; each is the first with its hash, so it stands before all others. */
static enum status begin_sorting(struct bbc_repeat *repeat)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < repeat->seen.count && status == STATUS_OK; i++) {
        const struct seen *seen = bbc_table_at(&repeat->seen, i);
        status = add_sorted(repeat, seen->hash, 0, seen->place, 0);
    }
    bbc_table_free(&repeat->seen);
    repeat->mode = SORTING;
    return status;
}

static void keep(struct bbc_repeat *repeat, int64_t cents)
{
    repeat->kept.count++;
    repeat->kept.cents += cents;
}

static enum status take_at_once(struct bbc_repeat *repeat, const struct bbc_posting_id *id,
                                bool *repeats, uint64_t *first)
{
    bool added = false;
    struct seen *seen = bbc_table_add(&repeat->seen, &id->hash, &added);

    if (seen == NULL)
        return STATUS_MEMORY;
    *repeats = !added;
    if (added) {
        seen->place = id->place;
        return is_full(repeat) ? begin_sorting(repeat) : STATUS_OK;
    }
    *first = seen->place;
    repeat->told++;
    if (!repeat->options->profile->refuse_repeated)
        keep(repeat, id->cents);
    return add_sorted(repeat, id->hash, repeat->ordinal, id->place, id->cents);
}

/* ---- from the list ---- */

static enum status next_listed(struct bbc_repeat *repeat)
{
    return spill_next(repeat->list, &repeat->listed_key, &repeat->listed_value, &repeat->listed);
}

static enum status take_listed(struct bbc_repeat *repeat, bool *repeats, uint64_t *first)
{
    *repeats = repeat->listed && spill_get(repeat->listed_key.at, ORDINAL_BYTES) == repeat->ordinal;
    if (!*repeats)
        return STATUS_OK;
    *first = spill_get(repeat->listed_value.at, NUMBER_BYTES);
    return next_listed(repeat);
}

enum status bbc_repeat_take(struct bbc_repeat *repeat, const struct bbc_posting_id *id,
                            bool *repeats, uint64_t *first)
{
    *repeats = false;
    repeat->ordinal++;
    repeat->check.half[0] += id->hash.half[0];
    repeat->check.half[1] += id->hash.half[1];
    switch (repeat->mode) {
    case AT_ONCE:
        return take_at_once(repeat, id, repeats, first);
    case SORTING:
        return add_sorted(repeat, id->hash, repeat->ordinal, id->place, id->cents);
    case LISTED:
        return take_listed(repeat, repeats, first);
    }
    return STATUS_BROKEN;
}

/* ---- at the end ---- */

static enum status add_listed(struct bbc_repeat *repeat, const char *ordinal, const char *first)
{
    return spill_add(repeat->list, (struct text){ordinal, ORDINAL_BYTES},
                     (struct text){first, NUMBER_BYTES});
}

/* Finds the records behind the first one of each hash. */
static enum status make_list(struct bbc_repeat *repeat)
{
    char hash[HASH_BYTES] = {0};
    char first[NUMBER_BYTES] = {0};
    bool any = false;
    bool found = false;
    struct text key;
    struct text value;
    enum status status = spill_rewind(repeat->sorted);

    repeat->kept = (struct bbc_sum){0};
    while (status == STATUS_OK) {
        status = spill_next(repeat->sorted, &key, &value, &found);
        if (status != STATUS_OK || !found)
            break;
        if (any && memcmp(hash, key.at, HASH_BYTES) == 0) {
            keep(repeat, (int64_t)spill_get(value.at + NUMBER_BYTES, NUMBER_BYTES));
            if (repeat->options->profile->refuse_repeated)
                status = add_listed(repeat, key.at + HASH_BYTES, first);
            continue;
        }
        memcpy(hash, key.at, HASH_BYTES);
        memcpy(first, value.at, NUMBER_BYTES);
        any = true;
    }
    return status;
}

/* The second reading starts with the list at its first repeat. */
static enum status begin_list(struct bbc_repeat *repeat)
{
    repeat->mode = LISTED;
    repeat->check_first = repeat->check;
    repeat->count_first = repeat->ordinal;
    repeat->check = (struct bbc_hash){{0, 0}};
    repeat->ordinal = 0;
    enum status status = spill_rewind(repeat->list);
    return status == STATUS_OK ? next_listed(repeat) : status;
}

static bool same_reading(const struct bbc_repeat *repeat)
{
    return !repeat->listed && repeat->ordinal == repeat->count_first &&
           memcmp(&repeat->check, &repeat->check_first, sizeof repeat->check) == 0;
}

enum status bbc_repeat_settle(struct bbc_repeat *repeat, bool *again)
{
    *again = false;
    if (repeat->mode == LISTED)
        return same_reading(repeat) ? STATUS_OK : STATUS_INVALID;
    if (repeat->mode == AT_ONCE)
        return STATUS_OK;
    repeat->list = spill_new(repeat->memory / SORT_PART, repeat->options->open_file,
                             repeat->options->file_context);
    enum status status = repeat->list == NULL ? STATUS_MEMORY : make_list(repeat);
    spill_free(repeat->sorted);
    repeat->sorted = NULL;
    if (status != STATUS_OK || !repeat->options->profile->refuse_repeated)
        return status;
    repeat->kept = (struct bbc_sum){0};
    *again = spill_count(repeat->list) > repeat->told;
    return *again ? begin_list(repeat) : STATUS_OK;
}
