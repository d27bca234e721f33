/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/questionnaire/questionnaire.h"

#include <string.h>

#include "rules/questionnaire/raw.h"
#include "rules/yaml/bind.h"
#include "rules/yaml/names.h"

const char *const survey_type_name[SURVEY_TYPES] = {"centrumstad", "stad", "gemeente", "IGS"};
const char *const question_kind_name[QUESTION_KINDS] = {"enkel", "meer", "schaal"};

struct reader {
    const char *file;
    struct arena *arena;
    struct diag_list *diags;
    const struct yaml_node *root;
    struct questionnaire *out;
};

static void refuse(struct reader *reader, enum finding finding, const struct yaml_node *node,
                   const char *key, const char *part1, const char *part2, const char *part3)
{
    diag_add(reader->diags, finding, yaml_place(reader->file, node, key), (struct diag_subject){0},
             part1, part2, part3);
}

/* The word under key; NULL after a finding when there is none. */
static const char *required(struct reader *reader, const struct yaml_node *node, const char *key)
{
    const struct yaml_node *child = yaml_child(node, key);

    if (child != NULL && child->text[0] != '\0')
        return child->text;
    refuse(reader, FINDING_YAML_KEY_MISSING, node, key, key, NULL, NULL);
    return NULL;
}

/* Index of the word under key among words; count when there is none of them. */
static size_t read_word(struct reader *reader, const struct yaml_node *node, const char *key,
                        const char *const *words, size_t count)
{
    const char *text = required(reader, node, key);
    struct names expected = {0};

    for (size_t i = 0; i < count && text != NULL; i++) {
        if (strcmp(text, words[i]) == 0)
            return i;
        names_add(&expected, words[i]);
    }
    if (text != NULL)
        refuse(reader, FINDING_WORD_UNKNOWN, node, key, text, key, expected.text);
    return count;
}

static size_t count_children(const struct yaml_node *node)
{
    size_t count = 0;

    for (const struct yaml_node *child = node->first; child != NULL; child = child->next)
        count++;
    return count;
}

/* The list under key, which has at least one part; NULL after a finding. */
static const struct yaml_node *required_list(struct reader *reader, const struct yaml_node *node,
                                             const char *key)
{
    const struct yaml_node *list = yaml_child(node, key);

    if (list != NULL && list->first != NULL)
        return list;
    refuse(reader, FINDING_YAML_KEY_MISSING, node, key, key, NULL, NULL);
    return NULL;
}

static const struct scheme_action *find_action(struct reader *reader, const struct yaml_node *node,
                                               const char *key, const char *text)
{
    const struct scheme *scheme = reader->out->scheme;
    const struct scheme_action *action =
        scheme_action_find(scheme, (struct text){text, strlen(text)});
    struct names expected = {0};

    if (action != NULL)
        return action;
    for (size_t i = 0; i < scheme->action_count; i++)
        names_add(&expected, scheme->actions[i].number_text);
    refuse(reader, FINDING_ACTION_UNKNOWN, node, key, text, expected.text, NULL);
    return NULL;
}

/* ---- regeling ---- */

static enum status read_scheme(struct reader *reader)
{
    const char *id = required(reader, reader->root, "regeling");
    struct names expected = {0};

    if (id == NULL)
        return STATUS_INVALID;
    const struct embedded_file *builtin = scheme_builtin_find(id);
    if (builtin != NULL)
        return scheme_load(builtin->file, builtin->bytes, builtin->size, reader->arena,
                           reader->diags, &reader->out->scheme);
    for (size_t i = 0; i < scheme_builtin_count(); i++)
        names_add(&expected, scheme_builtin_at(i)->id);
    refuse(reader, FINDING_SCHEME_UNKNOWN, reader->root, "regeling", id, expected.text, NULL);
    return STATUS_INVALID;
}

/* ---- uitgenodigd ---- */

enum { MOST_INVITED = 1000000 };

static int64_t read_invited_count(struct reader *reader, const struct yaml_node *node)
{
    const char *text = required(reader, node, "aantal");
    int64_t count = 0;

    if (text == NULL)
        return INVITED_UNKNOWN;
    if (text_parse_count((struct text){text, strlen(text)}, &count) != STATUS_OK) {
        refuse(reader, FINDING_COUNT_BAD, node, "aantal", text, "aantal", NULL);
        return INVITED_UNKNOWN;
    }
    if (count <= MOST_INVITED)
        return count;
    refuse(reader, FINDING_SURVEY_NUMBER, node, "aantal", text, "aantal", "0 - 1000000");
    return INVITED_UNKNOWN;
}

struct invited_line { /* where each number was said first; 0: not yet */
    uint32_t plan[SURVEY_TYPES];
    uint32_t (*action)[SURVEY_TYPES];
};

static void read_invited(struct reader *reader, const struct yaml_node *node,
                         struct invited_line *said)
{
    size_t type = read_word(reader, node, "type", survey_type_name, SURVEY_TYPES);
    int64_t count = read_invited_count(reader, node);
    const struct yaml_node *where = yaml_child(node, "actie");
    const struct scheme_action *action = NULL;
    char first[COUNT_TEXT_BYTES];

    if (where != NULL) {
        action = find_action(reader, node, "actie", where->text);
        if (action == NULL)
            return;
    }
    if (type == SURVEY_TYPES || count == INVITED_UNKNOWN)
        return;
    size_t index = action == NULL ? 0 : (size_t)(action - reader->out->scheme->actions);
    uint32_t *line = action == NULL ? &said->plan[type] : &said->action[index][type];
    if (*line != 0) {
        text_format_count_plain(*line, first);
        refuse(reader, FINDING_KEY_DUPLICATE, node, "type", survey_type_name[type], first, NULL);
        return;
    }
    *line = node->line;
    if (action == NULL)
        reader->out->invited[type] = count;
    else
        reader->out->participants[index][type] = count;
}

/* Nobody takes part in an action who was not invited. */
static void check_participants(struct reader *reader, const struct invited_line *said)
{
    for (size_t a = 0; a < reader->out->scheme->action_count; a++)
        for (int type = 0; type < SURVEY_TYPES; type++) {
            char count[COUNT_TEXT_BYTES], invited_count[COUNT_TEXT_BYTES];
            if (reader->out->participants[a][type] <= reader->out->invited[type])
                continue;
            text_format_count_plain(reader->out->participants[a][type], count);
            text_format_count_plain(reader->out->invited[type], invited_count);
            diag_add(reader->diags, FINDING_SURVEY_PARTICIPANTS,
                     (struct source_pos){reader->file, said->action[a][type], 0},
                     (struct diag_subject){0}, count, survey_type_name[type], invited_count);
        }
}

static enum status read_all_invited(struct reader *reader)
{
    struct questionnaire *out = reader->out;
    size_t actions = out->scheme->action_count;
    struct invited_line said = {
        .action = arena_alloc(reader->arena, actions * sizeof *said.action)};
    size_t errors = diag_count_of(reader->diags, SEVERITY_ERROR);
    const struct yaml_node *list = required_list(reader, reader->root, "uitgenodigd");

    out->participants = arena_alloc(reader->arena, actions * sizeof *out->participants);
    if (said.action == NULL || out->participants == NULL)
        return STATUS_MEMORY;
    for (size_t a = 0; a < actions; a++)
        for (int type = 0; type < SURVEY_TYPES; type++)
            out->participants[a][type] = INVITED_UNKNOWN;
    if (list == NULL)
        return STATUS_OK;
    for (const struct yaml_node *node = list->first; node != NULL; node = node->next)
        read_invited(reader, node, &said);
    if (diag_count_of(reader->diags, SEVERITY_ERROR) == errors)
        check_participants(reader, &said);
    return STATUS_OK;
}

/* ---- vragen ---- */

static enum status read_answers(struct reader *reader, const struct yaml_node *node,
                                struct question *out)
{
    const struct yaml_node *list = required_list(reader, node, "antwoorden");
    const char **answers;

    if (list == NULL)
        return STATUS_OK;
    answers = arena_alloc(reader->arena, QUESTION_MOST_ANSWERS * sizeof *answers);
    if (answers == NULL)
        return STATUS_MEMORY;
    for (const struct yaml_node *child = list->first; child != NULL; child = child->next) {
        if (out->answer_count == QUESTION_MOST_ANSWERS) {
            refuse(reader, FINDING_SURVEY_ANSWERS_MANY, child, NULL, child->text, NULL, NULL);
            break;
        }
        if (child->text[0] == '\0')
            refuse(reader, FINDING_YAML_KEY_MISSING, child, NULL, "antwoorden", NULL, NULL);
        for (uint32_t i = 0; i < out->answer_count; i++)
            if (strcmp(answers[i], child->text) == 0)
                refuse(reader, FINDING_SURVEY_ANSWER_TWICE, child, NULL, child->text, NULL, NULL);
        answers[out->answer_count++] = child->text;
    }
    out->answers = answers;
    return STATUS_OK;
}

static enum status read_actions(struct reader *reader, const struct yaml_node *node,
                                struct question *out)
{
    const struct yaml_node *list = yaml_child(node, "acties");
    const struct scheme *scheme = reader->out->scheme;
    bool *asked = arena_alloc(reader->arena, scheme->action_count);
    const struct scheme_action **actions =
        arena_alloc(reader->arena, scheme->action_count * sizeof(const struct scheme_action *));

    if (asked == NULL || actions == NULL)
        return STATUS_MEMORY;
    const struct yaml_node *child = list == NULL ? NULL : list->first;
    for (; child != NULL; child = child->next) {
        const struct scheme_action *action = find_action(reader, child, NULL, child->text);
        if (action != NULL)
            asked[action - scheme->actions] = true;
    }
    for (size_t i = 0; i < scheme->action_count; i++)
        if (asked[i])
            actions[out->action_count++] = &scheme->actions[i];
    out->actions = actions;
    return STATUS_OK;
}

static void check_question_id(struct reader *reader, const struct yaml_node *node,
                              const struct question *questions, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(questions[i].id, questions[count].id) == 0) {
            refuse(reader, FINDING_SURVEY_QUESTION_TWICE, node, "vraag", questions[count].id, NULL,
                   NULL);
            return;
        }
}

static enum status read_question(struct reader *reader, const struct yaml_node *node,
                                 struct question *out)
{
    const char *id = required(reader, node, "vraag");
    const struct yaml_node *text = yaml_child(node, "tekst");

    out->id = id == NULL ? "" : id;
    out->text = text == NULL ? "" : text->text;
    out->kind =
        (enum question_kind)read_word(reader, node, "soort", question_kind_name, QUESTION_KINDS);
    enum status status = read_answers(reader, node, out);
    return status == STATUS_OK ? read_actions(reader, node, out) : status;
}

static enum status read_questions(struct reader *reader)
{
    const struct yaml_node *list = required_list(reader, reader->root, "vragen");
    enum status status = STATUS_OK;

    if (list == NULL)
        return STATUS_OK;
    struct question *questions =
        arena_alloc(reader->arena, count_children(list) * sizeof *questions);
    if (questions == NULL)
        return STATUS_MEMORY;
    const struct yaml_node *node = list->first;
    for (; node != NULL && status == STATUS_OK; node = node->next) {
        status = read_question(reader, node, &questions[reader->out->question_count]);
        check_question_id(reader, node, questions, reader->out->question_count++);
    }
    reader->out->questions = questions;
    return status;
}

enum status questionnaire_load(const char *file, const char *bytes, size_t size,
                               struct arena *arena, struct diag_list *diags,
                               struct questionnaire *out)
{
    struct reader reader = {file, arena, diags, NULL, out};
    void *raw = NULL;
    enum status status = yaml_tree_read(file, bytes, size, arena, diags, &reader.root);

    *out = (struct questionnaire){0};
    if (status == STATUS_OK)
        status = yaml_bind(file, bytes, size, reader.root, &questionnaire_raw_schema, diags, &raw);
    if (status == STATUS_OK)
        yaml_unbind(&questionnaire_raw_schema, raw);
    if (status == STATUS_OK)
        status = read_scheme(&reader);
    if (status == STATUS_OK)
        status = read_all_invited(&reader);
    if (status == STATUS_OK)
        status = read_questions(&reader);
    return status == STATUS_OK ? diag_list_status(diags) : status;
}

static int64_t population_of(const struct questionnaire *questionnaire,
                             const struct scheme_action *action, int type)
{
    if (action == NULL)
        return questionnaire->invited[type];
    if (questionnaire->invited[type] == 0)
        return 0;
    return questionnaire->participants[action - questionnaire->scheme->actions][type];
}

int64_t questionnaire_population(const struct questionnaire *questionnaire,
                                 const struct scheme_action *action, int type)
{
    int64_t sum = 0;

    if (type != SURVEY_TYPES)
        return population_of(questionnaire, action, type);
    for (int t = 0; t < SURVEY_TYPES; t++) {
        int64_t population = population_of(questionnaire, action, t);
        if (population == INVITED_UNKNOWN)
            return INVITED_UNKNOWN;
        sum += population;
    }
    return sum;
}
