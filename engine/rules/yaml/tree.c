/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/yaml/tree.h"

#include <stdio.h>
#include <string.h>

#include <yaml.h>

#include "core/encoding.h"
#include "core/limits.h"
#include "core/text.h"

enum { NUMBER_BYTES = 24, SYNTAX_BYTES = 256 };

struct open_node {
    struct yaml_node *node;
    struct yaml_node *last; /* child */
};

struct reader {
    const char *file;
    struct arena *arena;
    struct diag_list *diags;
    yaml_parser_t parser;
    struct yaml_node *root;
    struct open_node open[LIMIT_YAML_DEPTH]; /* the blocks and lists around this place */
    size_t depth;
    size_t nodes;
    size_t documents;
    const char *key; /* read, its value not yet */
    struct source_pos key_pos;
};

static struct source_pos pos_of(const struct reader *reader, yaml_mark_t mark)
{
    struct source_pos pos = {reader->file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};

    return pos;
}

/* The input is at most LIMIT_YAML_BYTES long, so that a place always fits 32 bits. */
static struct source_pos pos_of_byte(const char *file, const char *bytes, size_t offset)
{
    struct source_pos pos = {file, 1, 1};

    for (size_t i = 0; i < offset; i++) {
        pos.column++;
        if (bytes[i] == '\n') {
            pos.line++;
            pos.column = 1;
        }
    }
    return pos;
}

static enum status refuse(struct reader *reader, enum finding finding, struct source_pos pos,
                          const char *part1, const char *part2)
{
    diag_add(reader->diags, finding, pos, (struct diag_subject){0}, part1, part2, NULL);
    return STATUS_INVALID;
}

static enum status refuse_number(struct reader *reader, enum finding finding, struct source_pos pos,
                                 int64_t number)
{
    char text[COUNT_TEXT_BYTES];

    text_format_count_plain(number, text);
    return refuse(reader, finding, pos, text, NULL);
}

/* Whether a line begins at `at`: behind a line end of YAML 1.1 (5.4: LF, CR, NEL, LS, PS). */
static bool begins_line(const char *bytes, size_t at)
{
    if (at == 0 || bytes[at - 1] == '\n' || bytes[at - 1] == '\r')
        return true;
    if (at >= 2 && memcmp(bytes + at - 2, "\xc2\x85", 2) == 0)
        return true;
    return at >= 3 && (memcmp(bytes + at - 3, "\xe2\x80\xa8", 3) == 0 ||
                       memcmp(bytes + at - 3, "\xe2\x80\xa9", 3) == 0);
}

/* libyaml looks at all earlier directives for each, and tells nothing before the last. */
static enum status check_directives(struct reader *reader, const char *bytes, size_t size)
{
    size_t count = 0;

    for (const char *at = bytes; (at = memchr(at, '%', size - (size_t)(at - bytes))) != NULL;
         at++) {
        size_t offset = (size_t)(at - bytes);
        if (begins_line(bytes, offset) && ++count > LIMIT_YAML_DIRECTIVES)
            return refuse_number(reader, FINDING_YAML_DIRECTIVES,
                                 pos_of_byte(reader->file, bytes, offset), LIMIT_YAML_DIRECTIVES);
    }
    return STATUS_OK;
}

/* What the bytes must be before any parser sees them. */
static enum status check_bytes(struct reader *reader, const char *bytes, size_t size)
{
    struct source_pos whole = {reader->file, 0, 0};
    char offset[NUMBER_BYTES], value[NUMBER_BYTES];

    if (size > LIMIT_YAML_BYTES)
        return refuse_number(reader, FINDING_YAML_BYTES, whole, LIMIT_YAML_BYTES);
    const char *wide = encoding_wide(bytes, size);
    if (wide != NULL)
        return refuse(reader, FINDING_UTF16, whole, wide, NULL);
    size_t bad = text_utf8_error(bytes, size);
    if (bad < size) {
        snprintf(offset, sizeof offset, "%zu", bad + 1);
        snprintf(value, sizeof value, "0x%02x", (unsigned char)bytes[bad]);
        return refuse(reader, FINDING_UTF8_ONLY, pos_of_byte(reader->file, bytes, bad), offset,
                      value);
    }
    const char *nul = memchr(bytes, '\0', size);
    if (nul != NULL) {
        size_t at = (size_t)(nul - bytes);
        snprintf(offset, sizeof offset, "%zu", at + 1);
        return refuse(reader, FINDING_NUL, pos_of_byte(reader->file, bytes, at), offset, NULL);
    }
    return check_directives(reader, bytes, size);
}

static enum status refuse_syntax(struct reader *reader, const char *bytes)
{
    const yaml_parser_t *parser = &reader->parser;
    struct source_pos pos = pos_of(reader, parser->problem_mark);
    char words[SYNTAX_BYTES];

    if (parser->error == YAML_MEMORY_ERROR || parser->problem == NULL)
        return STATUS_MEMORY; /* what is wrong with a text has a name, memory not always */
    if (parser->error == YAML_READER_ERROR)
        pos = pos_of_byte(reader->file, bytes, parser->problem_offset);
    if (parser->context == NULL)
        return refuse(reader, FINDING_YAML, pos, parser->problem, NULL);
    snprintf(words, sizeof words, "%s (%s, line %zu)", parser->problem, parser->context,
             parser->context_mark.line + 1);
    return refuse(reader, FINDING_YAML, pos, words, NULL);
}

/* Control characters would end up in messages and tables; libyaml makes them from escapes. A tab
 * that is the whole word is one: the delimiter of a profile. */
static enum status check_word(struct reader *reader, struct text word, struct source_pos pos)
{
    char length[NUMBER_BYTES];

    if (word.length > LIMIT_TEXT_BYTES) {
        snprintf(length, sizeof length, "%zu", word.length);
        diag_add(reader->diags, FINDING_TEXT_LONG, pos, (struct diag_subject){0},
                 reader->key == NULL ? "" : reader->key, length, "4000");
        return STATUS_INVALID;
    }
    for (size_t i = 0; i < word.length; i++) {
        unsigned char byte = (unsigned char)word.at[i];
        if ((byte >= 0x20 && byte != 0x7f) || (byte == '\t' && word.length == 1))
            continue;
        snprintf(length, sizeof length, "\\x%02x", byte);
        return refuse(reader, FINDING_FIELD_CONTROL, pos, length,
                      reader->key == NULL ? "" : reader->key);
    }
    return STATUS_OK;
}

static enum status take_key(struct reader *reader, struct text word, struct source_pos pos)
{
    const struct yaml_node *block = reader->open[reader->depth - 1].node;
    char line[NUMBER_BYTES];

    reader->key = arena_copy(reader->arena, word.at, word.length);
    if (reader->key == NULL)
        return STATUS_MEMORY;
    reader->key_pos = pos;
    const struct yaml_node *earlier = yaml_child(block, reader->key);
    if (earlier == NULL)
        return STATUS_OK;
    snprintf(line, sizeof line, "%u", earlier->line);
    return refuse(reader, FINDING_YAML_KEY_TWICE, pos, reader->key, line);
}

static bool wants_key(const struct reader *reader)
{
    return reader->depth > 0 && reader->open[reader->depth - 1].node->kind == YAML_BLOCK &&
           reader->key == NULL;
}

/* Hangs a new node into the tree, under the key that was read before it. */
static enum status add_node(struct reader *reader, enum yaml_kind kind, const char *text,
                            struct source_pos pos, struct yaml_node **out)
{
    struct yaml_node *node = arena_alloc(reader->arena, sizeof *node);

    if (node == NULL)
        return STATUS_MEMORY;
    if (++reader->nodes > LIMIT_YAML_NODES)
        return refuse_number(reader, FINDING_YAML_NODES, pos, LIMIT_YAML_NODES);
    if (reader->key != NULL)
        pos = reader->key_pos;
    *node = (struct yaml_node){kind, reader->key, text, pos.line, pos.column, NULL, NULL};
    reader->key = NULL;
    *out = node;
    if (reader->depth == 0) {
        reader->root = node;
        return STATUS_OK;
    }
    struct open_node *parent = &reader->open[reader->depth - 1];
    if (parent->last == NULL)
        parent->node->first = node;
    else
        parent->last->next = node;
    parent->last = node;
    return STATUS_OK;
}

static enum status take_word(struct reader *reader, const yaml_event_t *event,
                             struct source_pos pos)
{
    struct text word = {(const char *)event->data.scalar.value, event->data.scalar.length};
    struct yaml_node *node;
    enum status status = check_word(reader, word, pos);

    if (status != STATUS_OK)
        return status;
    if (wants_key(reader))
        return take_key(reader, word, pos);
    const char *text = arena_copy(reader->arena, word.at, word.length);
    return text == NULL ? STATUS_MEMORY : add_node(reader, YAML_WORD, text, pos, &node);
}

static enum status take_open(struct reader *reader, enum yaml_kind kind, struct source_pos pos)
{
    struct yaml_node *node;

    if (wants_key(reader))
        return refuse(reader, FINDING_YAML_KEY_COMPLEX, pos, NULL, NULL);
    if (reader->depth == LIMIT_YAML_DEPTH)
        return refuse_number(reader, FINDING_YAML_DEPTH, pos, LIMIT_YAML_DEPTH);
    enum status status = add_node(reader, kind, "", pos, &node);
    if (status == STATUS_OK)
        reader->open[reader->depth++] = (struct open_node){node, NULL};
    return status;
}

static enum status check_marks(struct reader *reader, const yaml_char_t *anchor,
                               const yaml_char_t *tag, struct source_pos pos)
{
    if (anchor != NULL)
        return refuse(reader, FINDING_YAML_ALIAS, pos, (const char *)anchor, NULL);
    if (tag != NULL)
        return refuse(reader, FINDING_YAML_TAG, pos, (const char *)tag, NULL);
    return STATUS_OK;
}

static enum status take_event(struct reader *reader, const yaml_event_t *event)
{
    struct source_pos pos = pos_of(reader, event->start_mark);
    enum status status;

    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (reader->documents++ > 0)
            return refuse(reader, FINDING_YAML_DOCUMENTS, pos, NULL, NULL);
        return STATUS_OK;
    case YAML_ALIAS_EVENT:
        return check_marks(reader, event->data.alias.anchor, NULL, pos);
    case YAML_SCALAR_EVENT:
        status = check_marks(reader, event->data.scalar.anchor, event->data.scalar.tag, pos);
        return status != STATUS_OK ? status : take_word(reader, event, pos);
    case YAML_SEQUENCE_START_EVENT:
        status = check_marks(reader, event->data.sequence_start.anchor,
                             event->data.sequence_start.tag, pos);
        return status != STATUS_OK ? status : take_open(reader, YAML_LIST, pos);
    case YAML_MAPPING_START_EVENT:
        status = check_marks(reader, event->data.mapping_start.anchor,
                             event->data.mapping_start.tag, pos);
        return status != STATUS_OK ? status : take_open(reader, YAML_BLOCK, pos);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        reader->depth--;
        return STATUS_OK;
    default:
        return STATUS_OK;
    }
}

static enum status read_events(struct reader *reader, const char *bytes)
{
    for (;;) {
        yaml_event_t event;
        if (yaml_parser_parse(&reader->parser, &event) == 0)
            return refuse_syntax(reader, bytes);
        bool end = event.type == YAML_STREAM_END_EVENT;
        enum status status = take_event(reader, &event);
        yaml_event_delete(&event);
        if (end || status != STATUS_OK)
            return status;
    }
}

enum status yaml_tree_read(const char *file, const char *bytes, size_t size, struct arena *arena,
                           struct diag_list *diags, const struct yaml_node **out)
{
    struct reader reader = {.file = file, .arena = arena, .diags = diags};
    enum status status = check_bytes(&reader, bytes, size);

    if (status != STATUS_OK)
        return status;
    if (yaml_parser_initialize(&reader.parser) == 0)
        return STATUS_MEMORY;
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)bytes, size);
    status = read_events(&reader, bytes);
    yaml_parser_delete(&reader.parser);
    if (status != STATUS_OK)
        return status;
    const struct yaml_node *root = reader.root;
    if (root == NULL || (root->kind == YAML_WORD && root->text[0] == '\0'))
        return refuse(&reader, FINDING_YAML_EMPTY, (struct source_pos){file, 0, 0}, NULL, NULL);
    *out = root;
    return STATUS_OK;
}

const struct yaml_node *yaml_child(const struct yaml_node *node, const char *key)
{
    if (node == NULL || node->kind != YAML_BLOCK)
        return NULL;
    for (const struct yaml_node *child = node->first; child != NULL; child = child->next)
        if (strcmp(child->key, key) == 0)
            return child;
    return NULL;
}

struct source_pos yaml_place(const char *file, const struct yaml_node *node, const char *key)
{
    const struct yaml_node *child = yaml_child(node, key);
    struct source_pos pos = {file, 0, 0};

    if (child == NULL)
        child = node;
    if (child != NULL) {
        pos.line = child->line;
        pos.column = child->column;
    }
    return pos;
}
