/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/yaml/bind.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cyaml/cyaml.h>

#include "rules/yaml/names.h"

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

/* What is checked before libcyaml lays the words out: all problems at once, where libcyaml stops
 * at the first and speaks of events. */
struct checker {
    const char *file;
    struct diag_list *diags;
};

static void refuse(const struct checker *checker, enum finding finding,
                   const struct yaml_node *node, const char *part1, const char *part2,
                   const char *part3)
{
    diag_add(checker->diags, finding, (struct source_pos){checker->file, node->line, node->column},
             (struct diag_subject){0}, part1, part2, part3);
}

static const cyaml_schema_field_t *field_find(const struct checker *checker,
                                              const struct yaml_node *node,
                                              const cyaml_schema_field_t *fields)
{
    struct names expected = {0};

    for (const cyaml_schema_field_t *field = fields; field->key != NULL; field++) {
        if (strcmp(field->key, node->key) == 0)
            return field;
        names_add(&expected, field->key);
    }
    refuse(checker, FINDING_YAML_KEY_UNKNOWN, node, node->key, expected.text, NULL);
    return NULL;
}

/* Whether the node has the form of the schema; name is the key that it stands under. */
static bool check_form(const struct checker *checker, const struct yaml_node *node,
                       const cyaml_schema_value_t *schema, const char *name)
{
    switch (schema->type) {
    case CYAML_SEQUENCE:
        if (node->kind != YAML_LIST)
            refuse(checker, FINDING_YAML_WANTS_LIST, node, name, NULL, NULL);
        return node->kind == YAML_LIST;
    case CYAML_MAPPING:
        if (node->kind != YAML_BLOCK)
            refuse(checker, FINDING_YAML_WANTS_BLOCK, node, name, NULL, NULL);
        return node->kind == YAML_BLOCK;
    case CYAML_STRING:
    case CYAML_ENUM:
        if (node->kind != YAML_WORD)
            refuse(checker, FINDING_YAML_WANTS_WORD, node, name, NULL, NULL);
        return node->kind == YAML_WORD;
    default:
        return true;
    }
}

static void check_enum(const struct checker *checker, const struct yaml_node *node,
                       const cyaml_schema_value_t *schema, const char *name)
{
    struct names expected = {0};

    for (uint32_t i = 0; i < schema->enumeration.count; i++) {
        if (strcmp(schema->enumeration.strings[i].str, node->text) == 0)
            return;
        names_add(&expected, schema->enumeration.strings[i].str);
    }
    refuse(checker, FINDING_WORD_UNKNOWN, node, node->text, name, expected.text);
}

static void check_missing(const struct checker *checker, const struct yaml_node *node,
                          const cyaml_schema_field_t *fields)
{
    for (const cyaml_schema_field_t *field = fields; field->key != NULL; field++)
        if ((field->value.flags & CYAML_FLAG_OPTIONAL) == 0 && yaml_child(node, field->key) == NULL)
            refuse(checker, FINDING_YAML_KEY_MISSING, node, field->key, NULL, NULL);
}

/* The recursion is as deep as the schema. */
static void check_node(const struct checker *checker, const struct yaml_node *node,
                       const cyaml_schema_value_t *schema, const char *name)
{
    if (node->key != NULL)
        name = node->key;
    if (!check_form(checker, node, schema, name))
        return;
    if (schema->type == CYAML_ENUM)
        check_enum(checker, node, schema, name);
    if (schema->type == CYAML_MAPPING)
        check_missing(checker, node, schema->mapping.fields);
    for (const struct yaml_node *child = node->first; child != NULL; child = child->next) {
        if (schema->type == CYAML_SEQUENCE)
            check_node(checker, child, schema->sequence.entry, name);
        if (schema->type != CYAML_MAPPING)
            continue;
        const cyaml_schema_field_t *field = field_find(checker, child, schema->mapping.fields);
        if (field != NULL)
            check_node(checker, child, &field->value, name);
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

/* The parser took these bytes before (yaml_tree_read): now it had no memory, which it tells as an
 * error of the text without words. */
static bool is_of_parser(cyaml_err_t error)
{
    return error == CYAML_ERR_LIBYAML_PARSER_INIT || error == CYAML_ERR_LIBYAML_EVENT_INIT ||
           error == CYAML_ERR_LIBYAML_PARSER;
}

enum status yaml_bind(const char *file, const char *bytes, size_t size,
                      const struct yaml_node *root, const struct cyaml_schema_value *schema,
                      struct diag_list *diags, void **data)
{
    struct log log = {0};
    cyaml_config_t config = config_with(&log);
    size_t errors = diag_count_of(diags, SEVERITY_ERROR);

    *data = NULL;
    check_node(&(struct checker){file, diags}, root, schema, file);
    if (diag_count_of(diags, SEVERITY_ERROR) > errors)
        return STATUS_INVALID;
    cyaml_err_t error =
        cyaml_load_data((const uint8_t *)bytes, size, &config, schema, (cyaml_data_t **)data, NULL);
    if (error == CYAML_OK)
        return STATUS_OK;
    if (error == CYAML_ERR_OOM || is_of_parser(error))
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
