/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/yaml_bind.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cyaml/cyaml.h>

#include "rules/names.h"

enum { MESSAGE_BYTES = 256 };

/* libcyaml reports through a log: first what is wrong, then "in … (line: L, column: C)" from the
 * innermost place outwards. The first of each is kept. */
struct log {
    char message[MESSAGE_BYTES];
    uint32_t line;
    uint32_t column;
};

/* Reads the digits after the first word, such as "line: ", that stands in text. */
static uint32_t number_after(const char *text, const char *word)
{
    const char *at = strstr(text, word);
    uint32_t number = 0;

    if (at == NULL)
        return 0;
    for (at += strlen(word); *at >= '0' && *at <= '9' && number < UINT32_MAX / 16; at++)
        number = number * 10 + (uint32_t)(*at - '0');
    return number;
}

__attribute__((format(printf, 3, 0))) static void capture(cyaml_log_t level, void *context,
                                                          const char *format, va_list arguments)
{
    static const char intro[] = "Load: ", backtrace[] = "Backtrace";
    struct log *log = context;
    char text[MESSAGE_BYTES];

    (void)level;
    vsnprintf(text, sizeof text, format, arguments);
    text[strcspn(text, "\n")] = '\0';
    const char *words = strncmp(text, intro, sizeof intro - 1) == 0 ? text + sizeof intro - 1
                                                                    : text;
    if (strncmp(text, "  in ", 5) == 0) {
        if (log->line == 0) {
            log->line = number_after(text, "(line: ");
            log->column = number_after(text, "column: ");
        }
    } else if (log->message[0] == '\0' && strncmp(words, backtrace, sizeof backtrace - 1) != 0) {
        memcpy(log->message, words, strlen(words) + 1);
    }
}

static void refuse_key(const char *file, const struct yaml_node *node,
                       const cyaml_schema_field_t *fields, struct diag_list *diags)
{
    struct source_pos pos = {file, node->line, node->column};
    struct names expected = {0};

    for (const cyaml_schema_field_t *field = fields; field->key != NULL; field++)
        names_add(&expected, field->key);
    diag_add(diags, FINDING_YAML_KEY_UNKNOWN, pos, (struct diag_subject){0}, node->key,
             expected.text, NULL);
}

static const cyaml_schema_field_t *field_find(const cyaml_schema_field_t *fields, const char *key)
{
    for (const cyaml_schema_field_t *field = fields; field->key != NULL; field++)
        if (strcmp(field->key, key) == 0)
            return field;
    return NULL;
}

/* All unknown keys at once, where libcyaml stops at the first. Wrong forms are left to libcyaml.
 * The recursion is as deep as the schema. */
static void check_keys(const char *file, const struct yaml_node *node,
                       const cyaml_schema_value_t *schema, struct diag_list *diags)
{
    for (const struct yaml_node *child = node->first; child != NULL; child = child->next) {
        if (schema->type == CYAML_SEQUENCE && node->kind == YAML_LIST) {
            check_keys(file, child, schema->sequence.entry, diags);
        } else if (schema->type == CYAML_MAPPING && node->kind == YAML_BLOCK) {
            const cyaml_schema_field_t *field = field_find(schema->mapping.fields, child->key);
            if (field == NULL)
                refuse_key(file, child, schema->mapping.fields, diags);
            else
                check_keys(file, child, &field->value, diags);
        }
    }
}

static cyaml_config_t config_with(struct log *log)
{
    cyaml_config_t config = {
        .log_fn = capture,
        .log_ctx = log,
        .log_level = CYAML_LOG_ERROR,
        .mem_fn = cyaml_mem,
        .flags = CYAML_CFG_NO_ALIAS,
    };

    return config;
}

enum status yaml_bind(const char *file, const char *bytes, size_t size,
                      const struct yaml_node *root, const struct cyaml_schema_value *schema,
                      struct diag_list *diags, void **data)
{
    struct log log = {0};
    cyaml_config_t config = config_with(&log);
    size_t errors = diag_count_of(diags, SEVERITY_ERROR);

    *data = NULL;
    check_keys(file, root, schema, diags);
    if (diag_count_of(diags, SEVERITY_ERROR) > errors)
        return STATUS_INVALID;
    cyaml_err_t error =
        cyaml_load_data((const uint8_t *)bytes, size, &config, schema, (cyaml_data_t **)data, NULL);
    if (error == CYAML_OK)
        return STATUS_OK;
    if (error == CYAML_ERR_OOM)
        return STATUS_MEMORY;
    const char *words = log.message[0] == '\0' ? cyaml_strerror(error) : log.message;
    diag_add(diags, FINDING_YAML, (struct source_pos){file, log.line, log.column},
             (struct diag_subject){0}, words, NULL, NULL);
    return STATUS_INVALID;
}

void yaml_unbind(const struct cyaml_schema_value *schema, void *data)
{
    struct log log = {0};
    cyaml_config_t config = config_with(&log);

    if (data != NULL)
        (void)cyaml_free(&config, schema, data, 0);
}
