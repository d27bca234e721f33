/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a manifest back, and takes nothing that was not written by manifest_write: what is read is
 * written again and compared, so that no byte of the file goes without a meaning. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "seal/json_read.h"
#include "seal/manifest.h"

struct reader {
    struct arena *arena;
    enum status status; /* of the first thing that was wrong */
};

static void fail(struct reader *r, enum status status)
{
    if (r->status == STATUS_OK)
        r->status = status;
}

static void *room(struct reader *r, size_t size)
{
    void *at = arena_alloc(r->arena, size);

    if (at == NULL)
        fail(r, STATUS_MEMORY);
    return at;
}

static const char *read_text(struct reader *r, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_string(value)) {
        fail(r, STATUS_SYNTAX);
        return "";
    }
    const char *copy = arena_copy(r->arena, json_string_value(value), json_string_length(value));
    if (copy == NULL)
        fail(r, STATUS_MEMORY);
    return copy == NULL ? "" : copy;
}

static bool read_bool(struct reader *r, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_boolean(value))
        fail(r, STATUS_SYNTAX);
    return json_is_true(value);
}

/* STATUS_SYNTAX also for a negative one. */
static int64_t read_count(struct reader *r, const json_t *value)
{
    if (json_is_integer(value) && json_integer_value(value) >= 0)
        return json_integer_value(value);
    fail(r, STATUS_SYNTAX);
    return 0;
}

static bool is_digest(const char *text)
{
    return strlen(text) == DIGEST_TEXT_BYTES - 1 &&
           strspn(text, "0123456789abcdef") == DIGEST_TEXT_BYTES - 1;
}

static struct manifest_file read_file(struct reader *r, const json_t *object)
{
    const json_t *rows = json_object_get(object, "rijen");
    const char *sha256 = read_text(r, object, "sha256");
    struct manifest_file file = {
        .name = read_text(r, object, "bestand"),
        .size = (uint64_t)read_count(r, json_object_get(object, "bytes")),
        .rows = rows == NULL ? -1 : read_count(r, rows),
    };

    if (is_digest(sha256))
        memcpy(file.sha256, sha256, DIGEST_TEXT_BYTES);
    else
        fail(r, STATUS_SYNTAX);
    return file;
}

static const struct manifest_file *read_files(struct reader *r, const json_t *array, size_t *count)
{
    size_t length = json_array_size(array);

    *count = 0;
    if (!json_is_array(array) || length > LIMIT_MANIFEST_FILES) {
        fail(r, STATUS_SYNTAX);
        return NULL;
    }
    struct manifest_file *files = room(r, length * sizeof *files);
    if (files == NULL)
        return NULL;
    for (size_t i = 0; i < length; i++)
        files[i] = read_file(r, json_array_get(array, i));
    *count = length;
    return files;
}

/* "30000.00": a sum, which may be above the limit of one cell. */
static struct money read_amount(struct reader *r, const json_t *object, const char *key)
{
    const char *plain = read_text(r, object, key);
    struct money amount = {0};

    if (text_parse_money_plain((struct text){plain, strlen(plain)}, &amount) != STATUS_OK)
        fail(r, STATUS_SYNTAX);
    return amount;
}

static const struct manifest_total *read_totals(struct reader *r, json_t *object, size_t *count)
{
    size_t length = json_object_size(object);
    const char *key;
    json_t *value;

    *count = 0;
    if (!json_is_object(object) || length > LIMIT_MANIFEST_FILES) {
        fail(r, STATUS_SYNTAX);
        return NULL;
    }
    struct manifest_total *totals = room(r, length * sizeof *totals);
    if (totals == NULL)
        return NULL;
    json_object_foreach(object, key, value)
    {
        const char *name = arena_copy(r->arena, key, strlen(key));
        if (name == NULL)
            fail(r, STATUS_MEMORY);
        totals[(*count)++] = (struct manifest_total){name, read_amount(r, object, key)};
    }
    return totals;
}

static void read_root(struct reader *r, json_t *root, struct manifest *out)
{
    const json_t *options = json_object_get(root, "opties");
    const json_t *scheme = json_object_get(root, "regeling");

    if (strcmp(read_text(r, root, "schema"), MANIFEST_SCHEMA) != 0)
        fail(r, STATUS_SYNTAX);
    *out = (struct manifest){
        .engine = read_text(r, root, "motor"),
        .cutoff = read_text(r, options, "peildatum"),
        .cutoff_replaced = read_bool(r, options, "peildatum_vervangen"),
        .scheme_id = read_text(r, scheme, "id"),
        .own_scheme = read_bool(r, scheme, "eigen"),
        .scheme = read_file(r, json_object_get(scheme, "bestand")),
    };
    out->inputs = read_files(r, json_object_get(root, "invoer"), &out->input_count);
    out->outputs = read_files(r, json_object_get(root, "uitvoer"), &out->output_count);
    out->totals = read_totals(r, json_object_get(root, "controletotalen"), &out->total_count);
}

/* Whether the file is to the byte what manifest_write makes of what was read. */
static enum status compare_written(const struct manifest *manifest, const char *text, size_t size)
{
    char *written;
    enum status status = manifest_write(manifest, &written);

    if (status != STATUS_OK)
        return status;
    size_t length = strlen(written);
    bool same = size == length + 1 && memcmp(text, written, length) == 0 && text[length] == '\n';
    free(written);
    return same ? STATUS_OK : STATUS_SYNTAX;
}

enum status manifest_read(const char *text, size_t size, struct arena *arena, struct manifest *out)
{
    struct reader r = {.arena = arena};

    if (size > LIMIT_MANIFEST_BYTES)
        return STATUS_SYNTAX;
    json_t *root;
    enum status status = json_read(text, size, &root);
    if (status != STATUS_OK)
        return status;
    read_root(&r, root, out);
    json_decref(root);
    return r.status == STATUS_OK ? compare_written(out, text, size) : r.status;
}
