/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/manifest.h"

#include <jansson.h>
#include <string.h>

#include "core/text.h"
#include "seal/json_read.h"

static json_t *file_object(const struct manifest_file *file)
{
    json_t *object = json_pack("{s:s, s:I, s:s}", "bestand", file->name, "bytes",
                               (json_int_t)file->size, "sha256", file->sha256);

    if (object != NULL && file->rows >= 0 &&
        json_object_set_new(object, "rijen", json_integer(file->rows)) != 0) {
        json_decref(object);
        return NULL;
    }
    return object;
}

static json_t *file_array(const struct manifest_file *files, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count && array != NULL; i++)
        if (json_array_append_new(array, file_object(&files[i])) != 0) {
            json_decref(array);
            return NULL;
        }
    return array;
}

static json_t *totals_object(const struct manifest *manifest)
{
    json_t *object = json_object();
    char amount[MONEY_TEXT_BYTES];

    for (size_t i = 0; i < manifest->total_count && object != NULL; i++) {
        text_format_money_plain(manifest->totals[i].amount, amount);
        if (json_object_set_new(object, manifest->totals[i].name, json_string(amount)) != 0) {
            json_decref(object);
            return NULL;
        }
    }
    return object;
}

enum status manifest_write(const struct manifest *manifest, char **out)
{
    /* json_pack takes over the objects, and fails as a whole when one of them is NULL */
    json_t *root = json_pack("{s:s, s:s, s:{s:s, s:b}, s:{s:s, s:b, s:o}, s:o, s:o, s:o}", "schema",
                             MANIFEST_SCHEMA, "motor", manifest->engine, "opties", "peildatum",
                             manifest->cutoff, "peildatum_vervangen", manifest->cutoff_replaced,
                             "regeling", "id", manifest->scheme_id, "eigen", manifest->own_scheme,
                             "bestand", file_object(&manifest->scheme), "invoer",
                             file_array(manifest->inputs, manifest->input_count), "uitvoer",
                             file_array(manifest->outputs, manifest->output_count),
                             "controletotalen", totals_object(manifest));

    *out = root == NULL ? NULL : json_dumps(root, JSON_INDENT(2) | JSON_ENSURE_ASCII);
    json_decref(root);
    return *out == NULL ? STATUS_MEMORY : STATUS_OK;
}

static enum status read_file(const json_t *object, const char *name, struct manifest_file *out)
{
    const char *sha256 = json_string_value(json_object_get(object, "sha256"));
    const json_t *bytes = json_object_get(object, "bytes");

    if (sha256 == NULL || strlen(sha256) != DIGEST_TEXT_BYTES - 1 || !json_is_integer(bytes) ||
        json_integer_value(bytes) < 0)
        return STATUS_SYNTAX;
    *out = (struct manifest_file){
        .name = name, .size = (uint64_t)json_integer_value(bytes), .rows = -1};
    memcpy(out->sha256, sha256, DIGEST_TEXT_BYTES);
    return STATUS_OK;
}

static enum status find_output(const json_t *root, const char *name, struct manifest_file *out)
{
    const char *schema = json_string_value(json_object_get(root, "schema"));
    const json_t *outputs = json_object_get(root, "uitvoer");

    if (schema == NULL || strcmp(schema, MANIFEST_SCHEMA) != 0 || !json_is_array(outputs))
        return STATUS_SYNTAX;
    for (size_t i = 0; i < json_array_size(outputs); i++) {
        const json_t *object = json_array_get(outputs, i);
        const char *file = json_string_value(json_object_get(object, "bestand"));
        if (file != NULL && strcmp(file, name) == 0)
            return read_file(object, name, out);
    }
    return STATUS_RANGE;
}

enum status manifest_find_output(const char *text, size_t size, const char *name,
                                 struct manifest_file *out)
{
    json_t *root;

    if (size > LIMIT_MANIFEST_BYTES)
        return STATUS_SYNTAX;
    enum status status = json_read(text, size, &root);
    if (status == STATUS_OK)
        status = find_output(root, name, out);
    json_decref(root);
    return status;
}
