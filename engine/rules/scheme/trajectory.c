/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/scheme/trajectory.h"

#include <string.h>

#include <cyaml/cyaml.h>

#include "core/embed.h"
#include "core/text.h"
#include "rules/scheme/read.h"
#include "rules/yaml/bind.h"
#include "rules/yaml/names.h"

struct raw_parameter {
    char *value;
    struct raw_ref ref;
};

struct raw_numbers {
    struct raw_parameter hours;
    struct raw_parameter threshold;
};

struct raw_trajectory {
    char *id;
    char *name;
    struct raw_source *sources;
    uint32_t sources_count;
    struct raw_assumption *assumptions;
    uint32_t assumptions_count;
    struct raw_numbers parameters;
};

#define WORD(key, type, member)                                                                    \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member, 0,         \
                           CYAML_UNLIMITED)
#define LIST(key, member, entry)                                                                   \
    CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_trajectory,     \
                         member, entry, 0, CYAML_UNLIMITED)

static const cyaml_schema_field_t value_fields[] = {
    WORD("waarde", struct raw_parameter, value),
    WORD("bron", struct raw_parameter, ref.bron),
    WORD("passage", struct raw_parameter, ref.passage),
    WORD("aanname", struct raw_parameter, ref.aanname),
    CYAML_FIELD_END,
};

static const char hours_name[] = "traject-uren";
static const char threshold_name[] = "drempel";

static const cyaml_schema_field_t parameter_fields[] = {
    CYAML_FIELD_MAPPING("traject-uren", CYAML_FLAG_OPTIONAL, struct raw_numbers, hours,
                        value_fields),
    CYAML_FIELD_MAPPING("drempel", CYAML_FLAG_OPTIONAL, struct raw_numbers, threshold,
                        value_fields),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t fields[] = {
    WORD("id", struct raw_trajectory, id),
    WORD("naam", struct raw_trajectory, name),
    LIST("bronnen", sources, &scheme_source_schema),
    LIST("aannames", assumptions, &scheme_assumption_schema),
    CYAML_FIELD_MAPPING("parameters", CYAML_FLAG_OPTIONAL, struct raw_trajectory, parameters,
                        parameter_fields),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_trajectory, fields)};

static const char *const homes[HOME_COUNT] = {
    [HOME_MOST_HOURS] = "meeste-uren", [HOME_FIRST] = "eerste", [HOME_EACH] = "elk"};

const char *trajectory_home_name(enum trajectory_home home)
{
    return homes[home];
}

bool trajectory_choose_home(struct trajectory *trajectory, const char *name)
{
    for (enum trajectory_home home = 0; home < HOME_COUNT; home++)
        if (strcmp(homes[home], name) == 0) {
            trajectory->home = home;
            return true;
        }
    return false;
}

/* A whole number from 1. */
static void read_value(struct scheme_reader *reader, const char *name,
                       const struct raw_parameter *raw, struct trajectory_value *out)
{
    const struct yaml_node *block = yaml_child(reader->root, "parameters");
    const struct yaml_node *node = yaml_child(block, name);
    char what[WHAT_BYTES];

    scheme_what(what, "parameter", name, "");
    *out = (struct trajectory_value){.name = name};
    if (node == NULL) {
        scheme_refuse(reader, FINDING_SCHEME_MISSING, block == NULL ? reader->root : block, NULL,
                      what, NULL, NULL);
        return;
    }
    const char *word = scheme_need(reader, node, what, "waarde", raw->value);
    out->ref = scheme_ref_read(reader, node, what, &raw->ref);
    if (*word == '\0')
        return;
    if (text_parse_count((struct text){word, strlen(word)}, &out->count) != STATUS_OK ||
        out->count < 1 || out->count > INT64_C(1000000))
        scheme_refuse(reader, FINDING_SCHEME_VALUE, node, "waarde", what, word, "1 - 1.000.000");
}

/* The program knows what to do with exactly the alternatives of the enum, in its order. */
static void read_home(struct scheme_reader *reader, struct trajectory *out)
{
    const struct scheme_assumption *found = NULL;
    struct names have = {0}, expected = {0};

    for (size_t i = 0; i < reader->scheme->assumption_count; i++)
        if (strcmp(reader->scheme->assumptions[i].id, "toewijzing") == 0)
            found = &reader->scheme->assumptions[i];
    for (size_t i = 0; found != NULL && i < found->alternative_count; i++)
        names_add(&have, found->alternatives[i].id);
    for (enum trajectory_home home = 0; home < HOME_COUNT; home++)
        names_add(&expected, homes[home]);
    if (found == NULL || strcmp(have.text, expected.text) != 0)
        scheme_refuse(reader, FINDING_SCHEME_VALUE, reader->root, "aannames",
                      "aanname toewijzing: alternatieven", have.text, expected.text);
    else
        out->home = (enum trajectory_home)found->standard;
}

static enum status read_trajectory(struct scheme_reader *reader, const struct raw_trajectory *raw,
                                   struct trajectory *out)
{
    size_t errors = diag_count_of(reader->diags, SEVERITY_ERROR);
    const struct raw_scheme parts = {.bronnen = raw->sources,
                                     .bronnen_count = raw->sources_count,
                                     .aannames = raw->assumptions,
                                     .aannames_count = raw->assumptions_count};

    *out = (struct trajectory){0};
    out->id = scheme_need(reader, reader->root, "", "id", raw->id);
    out->name = scheme_need(reader, reader->root, "", "naam", raw->name);
    scheme_sources_read(reader, &parts);
    scheme_assumption_list_read(reader, &parts);
    if (reader->without_memory)
        return STATUS_MEMORY;
    read_value(reader, hours_name, &raw->parameters.hours, &out->hours);
    read_value(reader, threshold_name, &raw->parameters.threshold, &out->threshold);
    read_home(reader, out);
    out->sources = reader->scheme->sources;
    out->source_count = reader->scheme->source_count;
    out->assumptions = reader->scheme->assumptions;
    out->assumption_count = reader->scheme->assumption_count;
    if (reader->without_memory)
        return STATUS_MEMORY;
    return diag_count_of(reader->diags, SEVERITY_ERROR) > errors ? STATUS_INVALID : STATUS_OK;
}

enum status trajectory_load(const char *file, const char *bytes, size_t size, struct arena *arena,
                            struct diag_list *diags, struct trajectory *out)
{
    struct scheme_reader reader = {.file = file, .arena = arena, .diags = diags};
    void *raw = NULL;
    enum status status = yaml_tree_read(file, bytes, size, arena, diags, &reader.root);

    if (status != STATUS_OK)
        return status;
    reader.scheme = arena_alloc(arena, sizeof *reader.scheme);
    if (reader.scheme == NULL)
        return STATUS_MEMORY;
    status = yaml_bind(file, bytes, size, reader.root, &schema, diags, &raw);
    if (status == STATUS_OK)
        status = read_trajectory(&reader, raw, out);
    yaml_unbind(&schema, raw);
    return status;
}

extern const struct embedded_file rules_parameters[]; /* made by cmake/embed.cmake */

enum status trajectory_builtin(struct arena *arena, struct diag_list *diags, struct trajectory *out)
{
    const struct embedded_file *file = &rules_parameters[0];

    return trajectory_load(file->file, file->bytes, file->size, arena, diags, out);
}
