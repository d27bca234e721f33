/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/plan/config.h"

#include <string.h>

#include <cyaml/cyaml.h>

#include "rules/yaml/bind.h"

struct raw_config {
    char *plan;
    char *peildatum;
    char *codering;
};

#define WORD(key, member)                                                                          \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_config,       \
                           member, 0, CYAML_UNLIMITED)

static const cyaml_schema_field_t fields[] = {WORD("plan", plan), WORD("peildatum", peildatum),
                                              WORD("codering", codering), CYAML_FIELD_END};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_config, fields)};

struct reader {
    const char *file;
    struct diag_list *diags;
    const struct yaml_node *root;
};

static struct source_pos place(const struct reader *reader, const char *key)
{
    return yaml_place(reader->file, reader->root, key);
}

static void read_cutoff(struct reader *reader, const char *text, struct plan_config *out)
{
    out->cutoff_line = place(reader, "peildatum").line;
    out->dated = text != NULL && date_parse(text, strlen(text), &out->cutoff) == STATUS_OK;
    if (text != NULL && !out->dated)
        diag_add(reader->diags, FINDING_DATE_BAD, place(reader, "peildatum"),
                 (struct diag_subject){0}, text, "peildatum", NULL);
}

static void read_encoding(struct reader *reader, const char *text, struct plan_config *out)
{
    if (text == NULL || strcmp(text, "utf-8") == 0)
        out->encoding = ENCODING_UTF8;
    else if (strcmp(text, "windows-1252") == 0)
        out->encoding = ENCODING_WINDOWS_1252;
    else
        out->encoding = ENCODING_UNKNOWN;
    if (out->encoding == ENCODING_UNKNOWN)
        diag_add(reader->diags, FINDING_WORD_UNKNOWN, place(reader, "codering"),
                 (struct diag_subject){0}, text, "codering", "utf-8, windows-1252");
}

enum status plan_config_load(const char *file, const char *bytes, size_t size, struct arena *arena,
                             struct diag_list *diags, struct plan_config *out)
{
    struct reader reader = {.file = file, .diags = diags};
    size_t errors = diag_count_of(diags, SEVERITY_ERROR);
    void *data = NULL;
    enum status status = yaml_tree_read(file, bytes, size, arena, diags, &reader.root);

    *out = (struct plan_config){0};
    if (status == STATUS_OK)
        status = yaml_bind(file, bytes, size, reader.root, &schema, diags, &data);
    if (status != STATUS_OK)
        return status;
    const struct raw_config *raw = data;
    read_cutoff(&reader, raw->peildatum, out);
    read_encoding(&reader, raw->codering, out);
    out->plan_line = place(&reader, "plan").line;
    if (raw->plan != NULL) {
        out->plan_id = arena_copy(arena, raw->plan, strlen(raw->plan));
        status = out->plan_id == NULL ? STATUS_MEMORY : STATUS_OK;
    }
    yaml_unbind(&schema, data);
    if (status == STATUS_OK && diag_count_of(diags, SEVERITY_ERROR) > errors)
        status = STATUS_INVALID;
    return status;
}
