/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/scheme/config.h"

#include <string.h>

#include <cyaml/cyaml.h>

#include "rules/scheme/rules.h"
#include "rules/yaml/bind.h"
#include "rules/yaml/names.h"

struct raw_config {
    char *regeling;
    char *peildatum;
    char *taal;
    char *codering;
};

#define WORD(key, member)                                                                          \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_config,       \
                           member, 0, CYAML_UNLIMITED)

static const cyaml_schema_field_t fields[] = {
    WORD("regeling", regeling),
    WORD("peildatum", peildatum),
    WORD("taal", taal),
    WORD("codering", codering),
    /* Its keys are those of the scheme, which libcyaml cannot know; see read_choices. */
    CYAML_FIELD_IGNORE("aannames", CYAML_FLAG_OPTIONAL),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_config, fields)};

struct reader {
    const char *file;
    struct arena *arena;
    struct diag_list *diags;
    const struct yaml_node *root;
};

static void refuse(struct reader *reader, enum finding finding, const char *key, const char *part1,
                   const char *part2, const char *part3)
{
    diag_add(reader->diags, finding, yaml_place(reader->file, reader->root, key),
             (struct diag_subject){0}, part1, part2, part3);
}

static uint32_t line_of(const struct reader *reader, const char *key)
{
    return yaml_place(reader->file, reader->root, key).line;
}

/* Index of text among the words; 0 when it is absent. */
static size_t read_word(struct reader *reader, const char *key, const char *text,
                        const char *const *words, size_t count)
{
    struct names expected = {0};

    if (text == NULL)
        return 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(text, words[i]) == 0)
            return i;
        names_add(&expected, words[i]);
    }
    refuse(reader, FINDING_WORD_UNKNOWN, key, text, key, expected.text);
    return 0;
}

static bool is_there(struct reader *reader, const char *key, const char *text)
{
    if (text != NULL && text[0] != '\0')
        return true;
    refuse(reader, FINDING_YAML_KEY_MISSING, key, key, NULL, NULL);
    return false;
}

static enum status read_scheme_id(struct reader *reader, const char *text, struct config *out)
{
    out->scheme_line = line_of(reader, "regeling");
    out->scheme_id = "";
    if (!is_there(reader, "regeling", text))
        return STATUS_OK;
    out->scheme_id = arena_copy(reader->arena, text, strlen(text));
    return out->scheme_id == NULL ? STATUS_MEMORY : STATUS_OK;
}

static void read_cutoff(struct reader *reader, const char *text, struct config *out)
{
    out->cutoff_line = line_of(reader, "peildatum");
    if (is_there(reader, "peildatum", text) &&
        date_parse(text, strlen(text), &out->cutoff) != STATUS_OK)
        refuse(reader, FINDING_DATE_BAD, "peildatum", text, "peildatum", NULL);
}

static size_t count_children(const struct yaml_node *node)
{
    size_t count = 0;

    for (const struct yaml_node *child = node->first; child != NULL; child = child->next)
        count++;
    return count;
}

/* The words live in the arena already: the tree is there. */
static enum status read_choices(struct reader *reader, struct config *out)
{
    const struct yaml_node *block = yaml_child(reader->root, "aannames");

    if (block == NULL || (block->kind == YAML_WORD && block->text[0] == '\0'))
        return STATUS_OK;
    if (block->kind != YAML_BLOCK) {
        refuse(reader, FINDING_YAML_WANTS_BLOCK, "aannames", "aannames", NULL, NULL);
        return STATUS_OK;
    }
    struct config_choice *choices =
        arena_alloc(reader->arena, count_children(block) * sizeof *choices);
    if (choices == NULL)
        return STATUS_MEMORY;
    for (const struct yaml_node *child = block->first; child != NULL; child = child->next) {
        if (child->text[0] == '\0')
            diag_add(reader->diags,
                     child->kind == YAML_WORD ? FINDING_YAML_KEY_MISSING : FINDING_YAML_WANTS_WORD,
                     (struct source_pos){reader->file, child->line, child->column},
                     (struct diag_subject){0}, child->key, NULL, NULL);
        choices[out->choice_count++] = (struct config_choice){child->key, child->text, child->line};
    }
    out->choices = choices;
    return STATUS_OK;
}

static enum status read_config(struct reader *reader, const struct raw_config *raw,
                               struct config *out)
{
    static const char *const languages[] = {[LANGUAGE_NL] = "nl", [LANGUAGE_EN] = "en"};
    static const char *const encodings[] = {
        [ENCODING_UTF8] = "utf-8", [ENCODING_WINDOWS_1252] = "windows-1252"};
    size_t errors = diag_count_of(reader->diags, SEVERITY_ERROR);
    enum status status = read_scheme_id(reader, raw->regeling, out);

    if (status != STATUS_OK)
        return status;
    read_cutoff(reader, raw->peildatum, out);
    out->language = (enum language)read_word(reader, "taal", raw->taal, languages, 2);
    size_t before = diag_count_of(reader->diags, SEVERITY_ERROR);
    out->encoding = (enum encoding)read_word(reader, "codering", raw->codering, encodings, 2);
    if (diag_count_of(reader->diags, SEVERITY_ERROR) > before)
        out->encoding = ENCODING_UNKNOWN;
    status = read_choices(reader, out);
    if (status != STATUS_OK)
        return status;
    return diag_count_of(reader->diags, SEVERITY_ERROR) > errors ? STATUS_INVALID : STATUS_OK;
}

enum status config_load(const char *file, const char *bytes, size_t size, struct arena *arena,
                        struct diag_list *diags, struct config *out)
{
    struct reader reader = {file, arena, diags, NULL};
    void *raw = NULL;
    enum status status = yaml_tree_read(file, bytes, size, arena, diags, &reader.root);

    if (status != STATUS_OK)
        return status;
    status = yaml_bind(file, bytes, size, reader.root, &schema, diags, &raw);
    if (status == STATUS_OK) {
        *out = (struct config){0};
        status = read_config(&reader, raw, out);
    }
    yaml_unbind(&schema, raw);
    return status;
}

void config_defaults(struct config *config, const struct scheme *scheme)
{
    for (enum assumption_id known = 0; known < ASSUMPTION_COUNT; known++) {
        const struct scheme_assumption *assumption = scheme_assumption_find(scheme, known);
        config->chosen[known] = assumption == NULL ? 0 : assumption->standard;
    }
    bool additional = strcmp(scheme_value(scheme, PARAMETER_GRANT_RULE)->text, "meerbereik") == 0;
    config->chosen[ASSUMPTION_GRANT_RULE] = additional ? GRANT_RULE_ADDITIONAL : GRANT_RULE_SPLIT;
}

static void check_cutoff(const struct config *config, const char *file, const struct scheme *scheme,
                         struct diag_list *diags)
{
    struct date from = scheme_value(scheme, PARAMETER_DOSSIER_FROM)->date;
    struct date to = scheme_value(scheme, PARAMETER_DOSSIER_TO)->date;
    char text[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES], range[2 * DATE_TEXT_BYTES + 4];

    if (date_within(config->cutoff, from, to))
        return;
    date_format(from, text);
    date_format(to, last);
    memcpy(range, text, DATE_TEXT_BYTES - 1);
    memcpy(range + DATE_TEXT_BYTES - 1, " - ", 3);
    memcpy(range + DATE_TEXT_BYTES + 2, last, DATE_TEXT_BYTES);
    date_format(config->cutoff, text);
    diag_add(diags, FINDING_DATE_OUTSIDE, (struct source_pos){file, config->cutoff_line, 0},
             (struct diag_subject){0}, text, "peildatum", range);
}

static void refuse_assumption(const struct config_choice *choice, struct source_pos pos,
                              const struct scheme *scheme, struct diag_list *diags)
{
    struct text id = {choice->assumption, strlen(choice->assumption)};
    bool fixed = scheme_assumption_named(scheme, id) != NULL;
    struct names expected = {0};

    for (size_t i = 0; i < scheme->assumption_count; i++)
        if (scheme->assumptions[i].known != ASSUMPTION_COUNT)
            names_add(&expected, scheme->assumptions[i].id);
    diag_add(diags, fixed ? FINDING_ASSUMPTION_FIXED : FINDING_ASSUMPTION_UNKNOWN, pos,
             (struct diag_subject){0}, choice->assumption, expected.text, NULL);
}

static void resolve_choice(struct config *config, const struct config_choice *choice,
                           struct source_pos pos, const struct scheme *scheme,
                           struct diag_list *diags)
{
    struct text id = {choice->assumption, strlen(choice->assumption)};
    const struct scheme_assumption *assumption = scheme_assumption_named(scheme, id);
    struct names expected = {0};

    if (assumption == NULL || assumption->known == ASSUMPTION_COUNT) {
        refuse_assumption(choice, pos, scheme, diags);
        return;
    }
    for (size_t i = 0; i < assumption->alternative_count; i++) {
        if (strcmp(assumption->alternatives[i].id, choice->alternative) == 0) {
            config->chosen[assumption->known] = i;
            return;
        }
        names_add(&expected, assumption->alternatives[i].id);
    }
    diag_add(diags, FINDING_ALTERNATIVE_UNKNOWN, pos, (struct diag_subject){0}, choice->alternative,
             choice->assumption, expected.text);
}

enum status config_resolve(struct config *config, const char *file, const struct scheme *scheme,
                           struct diag_list *diags)
{
    size_t errors = diag_count_of(diags, SEVERITY_ERROR);

    config_defaults(config, scheme);
    check_cutoff(config, file, scheme, diags);
    for (size_t i = 0; i < config->choice_count; i++) {
        struct source_pos pos = {file, config->choices[i].line, 0};
        resolve_choice(config, &config->choices[i], pos, scheme, diags);
    }
    return diag_count_of(diags, SEVERITY_ERROR) > errors ? STATUS_INVALID : STATUS_OK;
}
