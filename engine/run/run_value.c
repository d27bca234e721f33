/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/run_value.h"

#include <jansson.h>
#include <string.h>

void run_fail(struct run_reader *r, enum status status)
{
    if (r->to->status == STATUS_OK)
        r->to->status = status;
}

const char *value_copy(struct run_reader *r, const char *text, size_t length)
{
    const char *kept = arena_copy(r->to->arena, text, length);

    if (kept != NULL)
        return kept;
    run_fail(r, STATUS_MEMORY);
    return "";
}

/* null is "" where the schema allows it. */
const char *value_text_or_none(struct run_reader *r, const json_t *value)
{
    if (json_is_null(value))
        return "";
    if (json_is_string(value))
        return value_copy(r, json_string_value(value), json_string_length(value));
    run_fail(r, STATUS_SYNTAX);
    return "";
}

const char *value_text(struct run_reader *r, const json_t *value)
{
    if (!json_is_string(value))
        run_fail(r, STATUS_SYNTAX);
    return value_text_or_none(r, value);
}

const char *value_borrow(struct run_reader *r, const json_t *value)
{
    if (json_is_string(value))
        return json_string_value(value);
    run_fail(r, STATUS_SYNTAX);
    return "";
}

const char *value_known(struct run_reader *r, const json_t *value)
{
    const char *given = value_borrow(r, value);
    uint32_t found = text_map_find(r->words, (struct text){given, strlen(given)});

    if (found != MAP_NONE)
        return r->known.items[found];
    const char *kept = value_copy(r, given, strlen(given));
    enum status status = VECTOR_PUSH(&r->known, kept); /* before the map speaks of it */
    if (status == STATUS_OK)
        status =
            text_map_add(r->words, (struct text){kept, strlen(kept)}, r->known.count - 1, &found);
    if (status != STATUS_OK)
        run_fail(r, status);
    return kept;
}

int64_t value_count_or_none(struct run_reader *r, const json_t *value)
{
    if (json_is_null(value))
        return RUN_NONE;
    if (json_is_integer(value) &&
        json_integer_value(value) >= 0) /* a sum may be above LIMIT_COUNT */
        return json_integer_value(value);
    run_fail(r, STATUS_SYNTAX);
    return 0;
}

int64_t value_count(struct run_reader *r, const json_t *value)
{
    if (!json_is_integer(value))
        run_fail(r, STATUS_SYNTAX);
    int64_t number = value_count_or_none(r, value);

    return number == RUN_NONE ? 0 : number;
}

uint32_t value_line(struct run_reader *r, const json_t *value)
{
    int64_t number = value_count(r, value);

    if (number < UINT32_MAX)
        return (uint32_t)number;
    run_fail(r, STATUS_SYNTAX);
    return 0;
}

bool value_bool(struct run_reader *r, const json_t *value)
{
    if (!json_is_boolean(value))
        run_fail(r, STATUS_SYNTAX);
    return json_is_true(value);
}

/* A sum may be above the limit of one cell of a dossier: what fits in 64 bits is an amount. */
struct run_amount value_amount_or_none(struct run_reader *r, const json_t *value)
{
    struct run_amount amount = {0};
    const char *text = json_string_value(value); /* may be NULL */

    if (json_is_null(value))
        return amount;
    amount.known = text != NULL &&
                   text_parse_money_plain((struct text){text, json_string_length(value)},
                                          &amount.money) == STATUS_OK;
    if (!amount.known)
        run_fail(r, STATUS_SYNTAX);
    return amount;
}

struct money value_amount(struct run_reader *r, const json_t *value)
{
    struct run_amount read = value_amount_or_none(r, value);

    if (!read.known)
        run_fail(r, STATUS_SYNTAX);
    return read.money;
}

const json_t *value_member(const json_t *object, const char *key)
{
    return json_object_get(object, key);
}

const char *const *value_words(struct run_reader *r, const json_t *list, uint32_t *words)
{
    size_t size = value_rows(r, list);
    const char **kept = arena_alloc(r->to->arena, size * sizeof *kept);

    *words = 0;
    if (kept == NULL) {
        run_fail(r, STATUS_MEMORY);
        return NULL;
    }
    for (size_t i = 0; i < size; i++)
        kept[(*words)++] = value_text(r, json_array_get(list, i));
    return kept;
}

const char *value_word(struct run_reader *r, const json_t *value, const char *const *words,
                       size_t word_count)
{
    const char *given = json_string_value(value); /* may be NULL */

    for (size_t i = 0; given != NULL && i < word_count; i++)
        if (strcmp(given, words[i]) == 0)
            return words[i];
    run_fail(r, STATUS_SYNTAX);
    return words[0];
}

/* The rows inside a cell. */
size_t value_rows(struct run_reader *r, const json_t *list)
{
    if (!json_is_array(list))
        run_fail(r, STATUS_SYNTAX);
    return json_array_size(list);
}
