/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/json_read.h"

#include <jansson.h>
#include <pthread.h>
#include <stdbool.h>

/* Before jansson builds anything: it calls itself for each level. A bracket inside a string does
 * not count. */
static bool is_too_deep(const char *text, size_t size)
{
    size_t depth = 0;
    bool inside = false;

    for (size_t i = 0; i < size && depth <= LIMIT_JSON_DEPTH; i++) {
        char c = text[i];
        if (inside && c == '\\')
            i++;
        else if (c == '"')
            inside = !inside;
        else if (!inside && (c == '[' || c == '{'))
            depth++;
        else if (!inside && (c == ']' || c == '}') && depth > 0)
            depth--;
    }
    return depth > LIMIT_JSON_DEPTH;
}

/* jansson tells a string for which it had no memory as a fault of the text. So it allocates through
 * here, once and for all, on top of whatever the program has given it. */
static pthread_once_t hooked = PTHREAD_ONCE_INIT;
static json_malloc_t allocate;
static _Thread_local bool lost;

static void *allocate_told(size_t size)
{
    void *at = allocate(size);

    lost |= at == NULL;
    return at;
}

static void hook(void)
{
    json_free_t release;

    json_get_alloc_funcs(&allocate, &release);
    json_set_alloc_funcs(allocate_told, release);
}

enum status json_read_part(const char *text, size_t size, json_t **out)
{
    *out = NULL;
    if (pthread_once(&hooked, hook) != 0)
        return STATUS_MEMORY;
    lost = false;
    *out = json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    if (*out != NULL)
        return STATUS_OK;
    return lost ? STATUS_MEMORY : STATUS_SYNTAX;
}

enum status json_read(const char *text, size_t size, json_t **out)
{
    *out = NULL;
    if (is_too_deep(text, size))
        return STATUS_SYNTAX;
    enum status status = json_read_part(text, size, out);
    if (status != STATUS_OK || json_is_array(*out) || json_is_object(*out))
        return status;
    json_decref(*out); /* a bare value is no document */
    *out = NULL;
    return STATUS_SYNTAX;
}
