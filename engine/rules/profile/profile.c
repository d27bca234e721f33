/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/profile/profile.h"

#include <string.h>

#include "core/text.h"
#include "rules/profile/reader.h"
#include "rules/yaml/bind.h"
#include "rules/yaml/names.h"

enum { SKIP_MAX = 1000 };

struct choice { /* a word and what it stands for */
    const char *word;
    unsigned value;
};

static const char *const role_names[ROLE_COUNT] = {
#define ROLE(name, id) id,
    PROFILE_ROLES(ROLE)
#undef ROLE
};

static const struct choice shapes[] = {
    {"lang", PROFILE_LONG}, {"breed", PROFILE_WIDE}, {"matrix", PROFILE_MATRIX}, {NULL, 0}};
static const struct choice encodings[] = {{"utf-8", PROFILE_UTF8},
                                          {"windows-1252", PROFILE_WINDOWS_1252},
                                          {"iso-8859-1", PROFILE_ISO_8859_1},
                                          {"iso-8859-15", PROFILE_ISO_8859_15},
                                          {"utf-16le", PROFILE_UTF16LE},
                                          {"utf-16be", PROFILE_UTF16BE},
                                          {NULL, 0}};
static const struct choice groupings[] = {{"punt", GROUPING_POINT},
                                          {"komma", GROUPING_COMMA},
                                          {"spatie", GROUPING_SPACE},
                                          {"nbsp", GROUPING_NBSP},
                                          {"smal", GROUPING_THIN},
                                          {"apostrof", GROUPING_APOSTROPHE},
                                          {NULL, 0}};
static const struct choice signs[] = {{"uitgave-positief", 0}, {"uitgave-negatief", 1}, {NULL, 0}};
static const struct choice meanings[] = {{"cumulatief", 1}, {"afzonderlijk", 0}, {NULL, 0}};
static const struct choice repeats[] = {{"weigeren", 1}, {"melden", 0}, {NULL, 0}};
static const struct choice answers[] = {{"ja", 1}, {"nee", 0}, {NULL, 0}};

const char *profile_role_name(enum profile_role role)
{
    return role_names[role];
}

bool profile_role_is_amount(enum profile_role role)
{
    return role == ROLE_AMOUNT || role == ROLE_DEBIT || role == ROLE_CREDIT || role == ROLE_SIGN;
}

void profile_refuse(struct profile_reader *reader, const struct yaml_node *node, const char *key,
                    const char *value, const char *expected)
{
    diag_add(reader->diags, FINDING_PROFILE_VALUE, yaml_place(reader->file, node, key),
             (struct diag_subject){0}, key, value == NULL ? "" : value, expected);
}

const char *profile_keep(struct profile_reader *reader, const char *word)
{
    const char *copy = arena_copy(reader->arena, word, strlen(word));

    if (copy == NULL)
        reader->without_memory = true;
    return copy;
}

/* The value of a word among choices; standard where there is none. */
static unsigned choose(struct profile_reader *reader, const struct yaml_node *node, const char *key,
                       const char *word, const struct choice *choices, unsigned standard)
{
    struct names expected = {0};

    if (word == NULL)
        return standard;
    for (const struct choice *choice = choices; choice->word != NULL; choice++) {
        if (strcmp(choice->word, word) == 0)
            return choice->value;
        names_add(&expected, choice->word);
    }
    profile_refuse(reader, node, key, word, expected.text);
    return standard;
}

static const char *need(struct profile_reader *reader, const char *key, const char *word)
{
    if (word != NULL && *word != '\0')
        return profile_keep(reader, word);
    diag_add(reader->diags, FINDING_YAML_KEY_MISSING, yaml_place(reader->file, reader->root, key),
             (struct diag_subject){0}, key, NULL, NULL);
    return "";
}

/* One ASCII character that is no letter, digit or line end. */
static char read_mark(struct profile_reader *reader, const char *key, const char *word,
                      char standard)
{
    if (word == NULL)
        return standard;
    char c = strcmp(word, "tab") == 0 ? '\t' : word[0];
    bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    bool control = (c < ' ' && c != '\t') || c == 0x7f;
    if (c != '\0' && (word[1] == '\0' || c == '\t') && !plain && !control &&
        (unsigned char)c < 0x80)
        return c;
    profile_refuse(reader, reader->root, key, word, "één leesteken of een tab");
    return standard;
}

static uint32_t read_number(struct profile_reader *reader, const struct yaml_node *node,
                            const char *key, const char *word, uint32_t most)
{
    int64_t value = 0;

    if (word == NULL)
        return 0;
    struct text text = {word, strlen(word)};
    if (text_parse_count(text, &value) == STATUS_OK && value <= most)
        return (uint32_t)value;
    profile_refuse(reader, node, key, word,
                   most == 4 ? "1, 2, 3 of 4" : "een getal van 0 tot 1000");
    return 0;
}

static const char *const *keep_words(struct profile_reader *reader, char *const *words,
                                     unsigned count)
{
    const char **copy = arena_alloc(reader->arena, count * sizeof *copy);

    if (copy == NULL) {
        reader->without_memory = true;
        return NULL;
    }
    for (unsigned i = 0; i < count; i++)
        copy[i] = profile_keep(reader, words[i]);
    return copy;
}

static const struct profile_word *keep_quarters(struct profile_reader *reader, const char *key,
                                                const struct raw_profile_word *raw, unsigned count)
{
    struct profile_word *copy = arena_alloc(reader->arena, count * sizeof *copy);
    const struct yaml_node *list = yaml_child(reader->root, key);
    const struct yaml_node *node = list == NULL ? NULL : list->first;

    if (copy == NULL) {
        reader->without_memory = true;
        return NULL;
    }
    for (unsigned i = 0; i < count; i++) {
        if (raw[i].waarde == NULL || *raw[i].waarde == '\0')
            profile_refuse(reader, node, "waarde", "", "een woord uit de kolom");
        copy[i].value = profile_keep(reader, raw[i].waarde == NULL ? "" : raw[i].waarde);
        copy[i].quarter = read_number(reader, node, "kwartaal", raw[i].kwartaal, 4);
        copy[i].ignored = choose(reader, node, "telt", raw[i].telt, answers, 1) == 0;
        node = node == NULL ? NULL : node->next;
    }
    return copy;
}

static void read_column(struct profile_reader *reader, enum profile_role role,
                        const struct raw_profile_column *raw)
{
    const struct yaml_node *node =
        yaml_child(yaml_child(reader->root, "kolommen"), role_names[role]);
    struct profile_column *column = &reader->profile->columns[role];

    if (raw == NULL)
        return;
    column->line = node == NULL ? 0 : node->line;
    column->names =
        profile_names_read(reader, node, "kolom", "de naam van de kolom in de kopregel");
    if (column->names.count == 0)
        profile_refuse(reader, node, "kolom", "", "de naam van de kolom in de kopregel");
    column->name = column->names.count == 0 ? "" : column->names.at[0];
    column->block = raw->blok == NULL ? NULL : profile_keep(reader, raw->blok);
    column->required = choose(reader, node, "verplicht", raw->verplicht, answers, 0) != 0;
    if (profile_role_is_amount(role))
        column->required = true;
}

static void read_metadata(struct profile_reader *reader, const struct raw_profile *raw)
{
    const struct yaml_node *list = yaml_child(reader->root, "metadata");

    for (unsigned i = 0; i < raw->metadata_count; i++) {
        int role = 0;
        while (role < ROLE_COUNT && strcmp(role_names[role], raw->metadata[i]) != 0)
            role++;
        if (role == ROLE_COUNT || reader->profile->columns[role].name == NULL)
            profile_refuse(reader, list, "metadata", raw->metadata[i],
                           "een rol die in kolommen staat");
        else
            reader->profile->metadata_role[role] = true;
    }
}

static void need_role(struct profile_reader *reader, enum profile_role role)
{
    if (reader->profile->columns[role].name == NULL)
        diag_add(reader->diags, FINDING_YAML_KEY_MISSING,
                 yaml_place(reader->file, yaml_child(reader->root, "kolommen"), ""),
                 (struct diag_subject){0}, role_names[role], NULL, NULL);
}

/* One amount, or debit and credit both. */
static void check_amount(struct profile_reader *reader)
{
    const struct profile *profile = reader->profile;
    const struct profile_column *columns = profile->columns;
    const struct yaml_node *node = yaml_child(reader->root, "kolommen");
    bool both = columns[ROLE_DEBIT].name != NULL || columns[ROLE_CREDIT].name != NULL;

    if (profile->shape == PROFILE_MATRIX)
        return;
    if (!both) {
        need_role(reader, ROLE_AMOUNT);
    } else {
        need_role(reader, ROLE_DEBIT);
        need_role(reader, ROLE_CREDIT);
    }
    if (both && (columns[ROLE_AMOUNT].name != NULL || profile->shape != PROFILE_LONG))
        profile_refuse(reader, node, "debet", columns[ROLE_DEBIT].name,
                       "bedrag, of in vorm lang debet en credit in de plaats ervan");
    for (size_t i = 0; i < columns[ROLE_AMOUNT].names.count; i++)
        if (profile->shape == PROFILE_WIDE &&
            strstr(columns[ROLE_AMOUNT].names.at[i], "{jaar}") == NULL)
            profile_refuse(reader, yaml_child(node, "bedrag"), "kolom",
                           columns[ROLE_AMOUNT].names.at[i], "een naam met {jaar} erin");
}

static void check_matrix(struct profile_reader *reader)
{
    const struct profile *profile = reader->profile;
    bool any = false;

    if (profile->shape != PROFILE_MATRIX)
        return;
    for (int role = 0; role < ROLE_COUNT; role++)
        any |= profile->metadata_role[role];
    if (!any)
        profile_refuse(reader, reader->root, "metadata", "",
                       "de rollen die in rijen boven de kopregel staan, zoals boekjaar");
    if (profile->first_cells.count == 0)
        profile_refuse(reader, reader->root, "eerste-cel", "", "de eerste cel van de kopregel");
    need_role(reader, ROLE_YEAR);
}

/* A column of measures without the one that counts would add them all up. */
static void check_measures(struct profile_reader *reader)
{
    const struct profile *profile = reader->profile;

    if (profile->columns[ROLE_MEASURE].name != NULL && profile->measures.count == 0)
        profile_refuse(reader, reader->root, "maten", "",
                       "de woorden van de kolom maat die tellen");
}

/* A profile that reads quarters says what they hold. */
static void check_quarters(struct profile_reader *reader, const char *meaning)
{
    const struct profile *profile = reader->profile;
    bool quarters = profile->columns[ROLE_QUARTER].name != NULL;

    for (size_t i = 0; i < profile->kind_count; i++)
        quarters |= profile->kinds[i].quarter != 0;
    if (quarters && meaning == NULL)
        diag_add(reader->diags, FINDING_PROFILE_QUARTERS,
                 yaml_place(reader->file, reader->root, "kwartaal-betekenis"),
                 (struct diag_subject){0}, NULL, NULL, NULL);
}

/* What a shape cannot do without. */
static void check_shape(struct profile_reader *reader)
{
    const struct profile *profile = reader->profile;

    check_amount(reader);
    check_matrix(reader);
    check_measures(reader);
    if (profile->shape == PROFILE_LONG && profile->columns[ROLE_DATE].name == NULL)
        need_role(reader, ROLE_YEAR);
    /* The decimal mark may be the delimiter: such amounts stand in quotes. */
    if (profile->delimiter == profile->quote)
        profile_refuse(reader, reader->root, "scheidingsteken", (char[]){profile->delimiter, '\0'},
                       "een ander teken dan aanhalingsteken");
    if ((profile->decimal == '.' && (profile->grouping & GROUPING_POINT) != 0) ||
        (profile->decimal == ',' && (profile->grouping & GROUPING_COMMA) != 0))
        profile_refuse(reader, reader->root, "groepering", "", "een ander teken dan decimaal");
}

static void read_form(struct profile_reader *reader, const struct raw_profile *raw)
{
    struct profile *profile = reader->profile;
    const struct yaml_node *root = reader->root;

    profile->shape =
        (enum profile_shape)choose(reader, root, "vorm", raw->vorm, shapes, PROFILE_LONG);
    profile->encoding =
        (enum profile_encoding)choose(reader, root, "codering", raw->codering, encodings, 0);
    profile->delimiter = read_mark(reader, "scheidingsteken", raw->scheidingsteken, ';');
    profile->quote = read_mark(reader, "aanhalingsteken", raw->aanhalingsteken, '"');
    profile->decimal = read_mark(reader, "decimaal", raw->decimaal, ',');
    for (unsigned i = 0; i < raw->groepering_count; i++)
        profile->grouping |= choose(reader, root, "groepering", raw->groepering[i], groupings, 0);
    profile->currency = raw->munt == NULL || *raw->munt == '\0' ? NULL
                                                                : profile_keep(reader, raw->munt);
    profile->inverted = choose(reader, root, "teken", raw->teken, signs, 0) != 0;
    profile->skip_before =
        read_number(reader, root, "overslaan-voor", raw->overslaan_voor, SKIP_MAX);
    profile->skip_after = read_number(reader, root, "overslaan-na", raw->overslaan_na, SKIP_MAX);
    profile->first_cells =
        profile_names_read(reader, root, "eerste-cel", "de eerste cel van de kopregel");
    profile->measures = profile_names_read(reader, root, "maten", "de maten die tellen");
    profile->unread =
        profile_names_read(reader, root, "niet-lezen", "kolommen die niet gelezen worden");
    profile_factor_read(reader, raw->factor);
}

static void read_meaning(struct profile_reader *reader, const struct raw_profile *raw)
{
    struct profile *profile = reader->profile;
    const struct yaml_node *root = reader->root;

    profile->kinds = keep_quarters(reader, "soorten", raw->soorten, raw->soorten_count);
    profile->kind_count = raw->soorten_count;
    profile->statuses = keep_words(reader, raw->statussen, raw->statussen_count);
    profile->status_count = raw->statussen_count;
    profile->quarters = keep_quarters(reader, "kwartalen", raw->kwartalen, raw->kwartalen_count);
    profile->quarter_count = raw->kwartalen_count;
    profile->cumulative =
        choose(reader, root, "kwartaal-betekenis", raw->kwartaal_betekenis, meanings, 1) != 0;
    profile_dates_read(reader);
    profile_signs_read(reader, raw);
    profile->codes = keep_words(reader, raw->codes, raw->codes_count);
    profile->code_count = raw->codes_count;
    if (raw->codes_count == 0)
        profile_refuse(reader, root, "codes", "", "de rapporteringscodes die tellen");
    profile->refuse_repeated =
        choose(reader, root, "gelijke-rijen", raw->gelijke_rijen, repeats, 1) != 0;
}

static enum status read_profile(struct profile_reader *reader, const struct raw_profile *raw)
{
    size_t errors = diag_count_of(reader->diags, SEVERITY_ERROR);

    reader->profile->id = need(reader, "id", raw->id);
    reader->profile->name = need(reader, "naam", raw->naam);
    (void)need(reader, "vorm", raw->vorm);
    read_form(reader, raw);
    for (int role = 0; role < ROLE_COUNT; role++)
        read_column(reader, (enum profile_role)role, raw->kolommen[role]);
    read_metadata(reader, raw);
    read_meaning(reader, raw);
    if (reader->without_memory)
        return STATUS_MEMORY;
    check_shape(reader);
    check_quarters(reader, raw->kwartaal_betekenis);
    return diag_count_of(reader->diags, SEVERITY_ERROR) > errors ? STATUS_INVALID : STATUS_OK;
}

enum status profile_load(const char *file, const char *bytes, size_t size, struct arena *arena,
                         struct diag_list *diags, const struct profile **out)
{
    struct profile_reader reader = {.file = file, .arena = arena, .diags = diags};
    void *raw = NULL;
    enum status status = yaml_tree_read(file, bytes, size, arena, diags, &reader.root);

    if (status != STATUS_OK)
        return status;
    reader.profile = arena_alloc(arena, sizeof *reader.profile);
    if (reader.profile == NULL)
        return STATUS_MEMORY;
    status = yaml_bind(file, bytes, size, reader.root, &profile_raw_schema, diags, &raw);
    if (status == STATUS_OK)
        status = read_profile(&reader, raw);
    yaml_unbind(&profile_raw_schema, raw);
    if (status == STATUS_OK)
        *out = reader.profile;
    return status;
}

extern const struct embedded_file rules_profiles[]; /* made by cmake/embed.cmake, by id */
extern const size_t rules_profiles_count;

size_t profile_builtin_count(void)
{
    return rules_profiles_count;
}

const struct embedded_file *profile_builtin_at(size_t index)
{
    return &rules_profiles[index];
}

const struct embedded_file *profile_builtin_find(const char *id)
{
    return embedded_find(rules_profiles, rules_profiles_count, id);
}
