/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a scheme: what they say, from when to when, and where that stands. */
#include "rules/scheme/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "rules/yaml/names.h"

static const char unknown[] = "onbekend";

void scheme_what(char out[WHAT_BYTES], const char *noun, const char *name, const char *key)
{
    snprintf(out, WHAT_BYTES, "%s%s%s%s%s", noun, name[0] == '\0' ? "" : " ", name,
             key[0] == '\0' || noun[0] == '\0' ? "" : ": ", key);
    names_trim(out);
}

void scheme_refuse(struct scheme_reader *reader, enum finding finding, const struct yaml_node *node,
                   const char *key, const char *part1, const char *part2, const char *part3)
{
    struct source_pos pos = yaml_place(reader->file, node, key == NULL ? "" : key);

    diag_add(reader->diags, finding, pos, (struct diag_subject){0}, part1, part2, part3);
}

const char *scheme_keep(struct scheme_reader *reader, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return "";
    const char *copy = arena_copy(reader->arena, text, strlen(text));
    if (copy == NULL) {
        reader->without_memory = true;
        return "";
    }
    return copy;
}

const char *scheme_need(struct scheme_reader *reader, const struct yaml_node *node,
                        const char *what, const char *key, const char *text)
{
    char missing[WHAT_BYTES];

    if (text != NULL && text[0] != '\0')
        return scheme_keep(reader, text);
    scheme_what(missing, what, "", key);
    scheme_refuse(reader, FINDING_SCHEME_MISSING, node, key, missing, NULL, NULL);
    return "";
}

void *scheme_room(struct scheme_reader *reader, size_t count, size_t size)
{
    void *room = arena_alloc(reader->arena, count * size); /* count is below LIMIT_YAML_NODES */

    if (room == NULL)
        reader->without_memory = true;
    return room;
}

static const struct scheme_source *source_find(const struct scheme *scheme, const char *id)
{
    for (size_t i = 0; i < scheme->source_count; i++)
        if (strcmp(scheme->sources[i].id, id) == 0)
            return &scheme->sources[i];
    return NULL;
}

static const char *assumption_read(struct scheme_reader *reader, const struct yaml_node *node,
                                   const char *id)
{
    struct names expected = {0};

    for (size_t i = 0; i < reader->scheme->assumption_count; i++) {
        const struct scheme_assumption *assumption = &reader->scheme->assumptions[i];
        if (strcmp(assumption->id, id) == 0)
            return assumption->id;
        names_add(&expected, assumption->id);
    }
    scheme_refuse(reader, FINDING_ASSUMPTION_UNKNOWN, node, "aanname", id, expected.text, NULL);
    return NULL;
}

struct scheme_ref scheme_ref_read(struct scheme_reader *reader, const struct yaml_node *node,
                                  const char *what, const struct raw_ref *raw)
{
    struct scheme_ref ref = {NULL, scheme_keep(reader, raw->passage), NULL};

    if (raw->bron == NULL || raw->bron[0] == '\0' || ref.passage[0] == '\0') {
        scheme_refuse(reader, FINDING_SCHEME_SOURCE, node, NULL, what, NULL, NULL);
    } else {
        ref.source = source_find(reader->scheme, raw->bron);
        if (ref.source == NULL && reader->scheme->source_count > 0)
            scheme_refuse(reader, FINDING_SCHEME_SOURCE_UNKNOWN, node, "bron", what, raw->bron,
                          NULL);
    }
    if (raw->aanname != NULL)
        ref.assumption = assumption_read(reader, node, raw->aanname);
    return ref;
}

static void refuse_value(struct scheme_reader *reader, const struct yaml_node *node,
                         const char *key, const struct value_form *form, const char *found)
{
    static const char *const examples[] = {
        [VALUE_MONEY] = "1.234,56",  [VALUE_RATE] = "80 %",      [VALUE_COUNT] = "1.234",
        [VALUE_DATE] = "2024-10-01", [VALUE_TEXT] = "waarde: …", [VALUE_LIST] = "waarden: …",
    };
    struct names expected = {0};

    for (size_t i = 0; form->words != NULL && form->words[i] != NULL; i++)
        names_add(&expected, form->words[i]);
    if (expected.text[0] == '\0')
        names_add(&expected, examples[form->kind]);
    scheme_refuse(reader, FINDING_SCHEME_VALUE, node, key, form->what, found, expected.text);
}

static bool is_permitted(const struct value_form *form, const char *word)
{
    if (form->words == NULL)
        return word[0] != '\0';
    for (size_t i = 0; form->words[i] != NULL; i++)
        if (strcmp(form->words[i], word) == 0)
            return true;
    return false;
}

static enum status parse_word(const struct value_form *form, struct scheme_value *value)
{
    struct text text = {value->text, strlen(value->text)};

    switch (form->kind) {
    case VALUE_MONEY:
        return text_parse_money(text, &value->money) != STATUS_OK || value->money.cents < 0
                   ? STATUS_SYNTAX
                   : STATUS_OK;
    case VALUE_RATE:
        return text_parse_rate(text, &value->rate);
    case VALUE_COUNT:
        return text_parse_count(text, &value->count);
    case VALUE_DATE:
        return date_parse(text.at, text.length, &value->date);
    default:
        return form->kind == VALUE_TEXT && is_permitted(form, value->text) ? STATUS_OK
                                                                           : STATUS_SYNTAX;
    }
}

static void read_list(struct scheme_reader *reader, const struct yaml_node *node,
                      const struct raw_value *raw, const struct value_form *form,
                      struct scheme_value *value)
{
    const char **list = scheme_room(reader, raw->waarden_count, sizeof *list);
    struct names joined = {0};

    if (list == NULL)
        return;
    for (uint32_t i = 0; i < raw->waarden_count; i++) {
        list[i] = scheme_keep(reader, raw->waarden[i]);
        if (!is_permitted(form, list[i]))
            refuse_value(reader, node, "waarden", form, list[i]);
        names_add(&joined, list[i]);
    }
    value->list = list;
    value->list_count = raw->waarden_count;
    value->text = scheme_keep(reader, joined.text);
}

static void read_what(struct scheme_reader *reader, const struct yaml_node *node,
                      const struct raw_value *raw, const struct value_form *form,
                      struct scheme_value *value)
{
    value->kind = form->kind;
    value->text = "";
    value->known = true;
    if (raw->waarden_count > 0) {
        if (form->kind == VALUE_LIST && raw->waarde == NULL)
            read_list(reader, node, raw, form, value);
        else
            refuse_value(reader, node, "waarden", form, "waarden");
        return;
    }
    value->text = scheme_need(reader, node, form->what, "waarde", raw->waarde);
    value->known = strcmp(value->text, unknown) != 0;
    bool good = value->known ? parse_word(form, value) == STATUS_OK : form->may_be_unknown;
    if (!good && value->text[0] != '\0')
        refuse_value(reader, node, "waarde", form, value->text);
}

static bool read_date(struct scheme_reader *reader, const struct yaml_node *node, const char *what,
                      const char *key, const char *text, struct date *out)
{
    char name[WHAT_BYTES];

    scheme_need(reader, node, what, key, text);
    if (text == NULL || text[0] == '\0')
        return false;
    if (date_parse(text, strlen(text), out) == STATUS_OK)
        return true;
    scheme_what(name, what, "", key);
    scheme_refuse(reader, FINDING_SCHEME_VALUE, node, key, name, text, "2024-10-01");
    return false;
}

static bool read_validity(struct scheme_reader *reader, const struct yaml_node *node,
                          const struct raw_value *raw, const char *what, struct scheme_value *value)
{
    char name[WHAT_BYTES], expected[WHAT_BYTES];
    bool from = read_date(reader, node, what, "van", raw->van, &value->from);
    bool to = read_date(reader, node, what, "tot", raw->tot, &value->to);

    if (!from || !to)
        return false;
    if (date_compare(value->from, value->to) <= 0)
        return true;
    scheme_what(name, what, "", "tot");
    snprintf(expected, sizeof expected, ">= %s", raw->van);
    scheme_refuse(reader, FINDING_SCHEME_VALUE, node, "tot", name, raw->tot, expected);
    return false;
}

static int by_date(const void *left, const void *right)
{
    const struct scheme_value *a = left, *b = right;
    int order = date_compare(a->from, b->from);

    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

const struct scheme_value *scheme_values_read(struct scheme_reader *reader,
                                              const struct yaml_node *list,
                                              const struct raw_values *raw,
                                              const struct value_form *form, size_t *count)
{
    struct scheme_value *values = scheme_room(reader, raw->at_count, sizeof *values);
    const struct yaml_node *node = list == NULL ? NULL : list->first;
    bool dated = true;

    *count = 0;
    if (values == NULL || raw->at_count == 0)
        return NULL;
    for (uint32_t i = 0; i < raw->at_count && node != NULL; i++, node = node->next) {
        values[i].line = node->line;
        values[i].ref = scheme_ref_read(reader, node, form->what, &raw->at[i].ref);
        read_what(reader, node, &raw->at[i], form, &values[i]);
        dated = read_validity(reader, node, &raw->at[i], form->what, &values[i]) && dated;
    }
    if (!dated)
        return NULL;
    qsort(values, raw->at_count, sizeof *values, by_date);
    *count = raw->at_count;
    return values;
}

static void refuse_days(struct scheme_reader *reader, enum finding finding, uint32_t line,
                        const char *what, struct date from, struct date to)
{
    char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES];

    date_format(from, first);
    date_format(to, last);
    diag_add(reader->diags, finding, (struct source_pos){reader->file, line, 0},
             (struct diag_subject){0}, what, first, last);
}

static struct date day_after(struct date date)
{
    return (struct date){date.days + 1};
}

static struct date day_before(struct date date)
{
    return (struct date){date.days - 1};
}

void scheme_values_cover(struct scheme_reader *reader, const char *what,
                         const struct scheme_value *values, size_t count)
{
    if (!reader->dated || count == 0)
        return;
    struct date covered = day_before(reader->from); /* up to and including */
    for (size_t i = 0; i < count; i++) {
        const struct scheme_value *value = &values[i];
        if (i > 0 && date_compare(value->from, covered) <= 0)
            refuse_days(reader, FINDING_SCHEME_OVERLAP, value->line, what, value->from,
                        date_compare(value->to, covered) < 0 ? value->to : covered);
        else if (date_compare(value->from, day_after(covered)) > 0)
            refuse_days(reader, FINDING_SCHEME_GAP, value->line, what, day_after(covered),
                        day_before(value->from));
        if (date_compare(value->to, covered) > 0)
            covered = value->to;
    }
    if (date_compare(covered, reader->to) < 0)
        refuse_days(reader, FINDING_SCHEME_GAP, values[count - 1].line, what, day_after(covered),
                    reader->to);
}

const struct scheme_value *scheme_values_at(const struct scheme_value *values, size_t count,
                                            struct date date)
{
    for (size_t i = 0; i < count; i++)
        if (date_within(date, values[i].from, values[i].to))
            return &values[i];
    return NULL;
}

struct money scheme_money_read(struct scheme_reader *reader, const struct yaml_node *node,
                               const char *what, const char *key, const char *text)
{
    struct money money = {0};
    char name[WHAT_BYTES];

    if (scheme_need(reader, node, what, key, text)[0] == '\0')
        return money;
    if (text_parse_money((struct text){text, strlen(text)}, &money) == STATUS_OK &&
        money.cents >= 0)
        return money;
    scheme_what(name, what, "", key);
    scheme_refuse(reader, FINDING_SCHEME_VALUE, node, key, name, text, "1.234,56");
    return (struct money){0};
}

void scheme_unique(struct scheme_reader *reader, const struct yaml_node *list, const char *key,
                   const char *noun)
{
    char name[WHAT_BYTES];

    for (const struct yaml_node *item = list == NULL ? NULL : list->first; item != NULL;
         item = item->next) {
        const struct yaml_node *mine = yaml_child(item, key);
        const struct yaml_node *earlier = list->first;
        if (mine == NULL)
            continue;
        for (; earlier != item; earlier = earlier->next) {
            const struct yaml_node *other = yaml_child(earlier, key);
            if (other != NULL && strcmp(other->text, mine->text) == 0)
                break;
        }
        if (earlier == item)
            continue;
        scheme_what(name, noun, mine->text, "");
        scheme_refuse(reader, FINDING_SCHEME_DUPLICATE, item, key, name, NULL, NULL);
    }
}
