/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/dossier/causes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/alike.h"
#include "ingest/dossier/load.h"

static const char unit = '\x1f'; /* between the parts of a key; no key holds it */

struct seen {
    const char *key;
    uint32_t line;
};

struct causes {
    struct arena *arena;                  /* of the forms in the maps */
    struct text_map *refused[FILE_COUNT]; /* form of key, unit, detail; NULL: none */
    bool refused_any[FILE_COUNT];         /* a row without a key that can be read */
    struct text_map *looks[FILE_COUNT];   /* scope, unit, form of key: index in seen */
    VECTOR(struct seen) seen;
};

struct causes *causes_new(void)
{
    struct causes *causes = calloc(1, sizeof *causes);

    if (causes != NULL)
        causes->arena = arena_new();
    if (causes == NULL || causes->arena != NULL)
        return causes;
    free(causes);
    return NULL;
}

void causes_free(struct causes *causes)
{
    if (causes == NULL)
        return;
    for (int file = 0; file < FILE_COUNT; file++) {
        text_map_free(causes->refused[file]);
        text_map_free(causes->looks[file]);
    }
    free(causes->seen.items);
    arena_free(causes->arena);
    free(causes);
}

/* Longer keys look like what they begin with: they are refused for their length. */
enum { KEY_BYTES = LIMIT_TEXT_BYTES, FORM_BYTES = ALIKE_BYTES(KEY_BYTES) + LIMIT_TEXT_BYTES };

struct form {
    char bytes[FORM_BYTES];
    size_t length;
};

static void add_word(struct form *form, const char *word)
{
    size_t length = word == NULL ? 0 : strlen(word);

    length = length < FORM_BYTES - form->length ? length : FORM_BYTES - form->length;
    if (length > 0)
        memcpy(form->bytes + form->length, word, length);
    form->length += length;
}

static void add_look(struct form *form, struct text key)
{
    if (key.length > KEY_BYTES)
        key.length = KEY_BYTES;
    form->length += alike_form(key, form->bytes + form->length);
}

static struct text key_form(struct form *form, struct text key, const char *detail)
{
    form->length = 0;
    add_look(form, key);
    form->bytes[form->length++] = unit;
    add_word(form, detail);
    return (struct text){form->bytes, form->length};
}

static enum status add(struct causes *causes, struct text_map **map, struct text form,
                       uint32_t value, uint32_t *found)
{
    if (*map == NULL)
        *map = text_map_new();
    const char *copy = arena_copy(causes->arena, form.at, form.length);

    if (*map == NULL || copy == NULL)
        return STATUS_MEMORY;
    return text_map_add(*map, (struct text){copy, form.length}, value, found);
}

enum status causes_refuse(struct loader *loader, enum dossier_file file, struct text key,
                          const char *detail)
{
    struct causes *causes = loader->causes;
    struct form form;
    uint32_t found;

    if (key.length == 0) {
        causes->refused_any[file] = true;
        return STATUS_OK;
    }
    return add(causes, &causes->refused[file], key_form(&form, key, detail), 0, &found);
}

static bool is_refused(const struct text_map *map, struct text key, const char *detail)
{
    struct form form;

    return text_map_find(map, key_form(&form, key, detail)) != MAP_NONE ||
           text_map_find(map, key_form(&form, key, NULL)) != MAP_NONE;
}

/* The table is there, and not a row of it was taken: whatever refers to it, refers to nothing. */
static bool is_bare(const struct loader *loader, enum dossier_file file)
{
    const struct dossier *dossier = loader->dossier;
    const uint32_t kept[FILE_COUNT] = {
        [FILE_BENEFICIARIES] = dossier->beneficiaries.count,
        [FILE_MEMBERS] = dossier->members.count,
        [FILE_APPLICATIONS] = dossier->applications.count,
        [FILE_INCENTIVES] = dossier->incentives.count,
    };

    return kept[file] == 0 && dossier->inputs[file].bytes != NULL;
}

bool causes_explain(struct loader *loader, enum dossier_file file, struct text key,
                    const char *detail)
{
    const struct causes *causes = loader->causes;
    const struct text_map *refused = causes->refused[file];

    if (loader->tables_complete[file] && !causes->refused_any[file] && !is_bare(loader, file) &&
        (refused == NULL || !is_refused(refused, key, detail)))
        return false;
    loader->held_back[loader->reading][file]++;
    return true;
}

static void report_count(struct loader *loader, enum dossier_file file, enum dossier_file of)
{
    char number[COUNT_TEXT_BYTES];

    text_format_count_plain(loader->held_back[file][of], number);
    diag_add(loader->diags, FINDING_HELD_BACK, (struct source_pos){dossier_file_name(file), 0, 0},
             (struct diag_subject){0}, number, dossier_file_name(of), NULL);
}

/* An error of its own: what refers to the table is not told, and would have been one. */
static void report_bare(struct loader *loader, enum dossier_file of)
{
    char number[COUNT_TEXT_BYTES];
    int64_t count = 0;

    for (enum dossier_file file = 0; file < FILE_COUNT; file++)
        count += loader->held_back[file][of];
    if (count == 0 || !loader->tables_complete[of] || loader->dossier->counts[of].read > 0)
        return; /* or an error of its own says why */
    text_format_count_plain(count, number);
    diag_add(loader->diags, FINDING_TABLE_NEEDED, (struct source_pos){dossier_file_name(of), 0, 0},
             (struct diag_subject){0}, number, NULL, NULL);
}

void causes_report(struct loader *loader)
{
    for (enum dossier_file of = 0; of < FILE_COUNT; of++)
        report_bare(loader, of);
    for (enum dossier_file file = 0; file < FILE_COUNT; file++)
        for (enum dossier_file of = 0; of < FILE_COUNT; of++)
            if (loader->held_back[file][of] > 0)
                report_count(loader, file, of);
}

static void report_alike(struct loader *loader, struct source_pos pos, struct text key,
                         const char *file, const struct seen *other)
{
    char where[FILE_PLACE_BYTES];

    snprintf(where, sizeof where, "%s:%u", file, other->line);
    diag_add_text(loader->diags, FINDING_KEY_ALIKE, pos, (struct diag_subject){0}, key, other->key,
                  where);
}

static struct text look_form(struct form *form, const char *scope, struct text key)
{
    form->length = 0;
    add_word(form, scope);
    form->bytes[form->length++] = unit;
    add_look(form, key);
    return (struct text){form->bytes, form->length};
}

enum status causes_compare(struct loader *loader, enum dossier_file file, uint32_t line,
                           const char *scope, const char *key)
{
    struct causes *causes = loader->causes;
    struct text text = {key, strlen(key)};
    struct form form;
    uint32_t found;
    struct seen seen = {key, line};

    if (text.length == 0)
        return STATUS_OK;
    enum status status = add(causes, &causes->looks[file], look_form(&form, scope, text),
                             causes->seen.count, &found);
    if (status != STATUS_OK)
        return status;
    if (found == causes->seen.count)
        return VECTOR_PUSH(&causes->seen, seen);
    if (strcmp(causes->seen.items[found].key, key) != 0)
        report_alike(loader, (struct source_pos){dossier_file_name(file), line, 0}, text,
                     dossier_file_name(file), &causes->seen.items[found]);
    return STATUS_OK;
}

void causes_almost(struct loader *loader, struct source_pos pos, struct text key)
{
    const struct causes *causes = loader->causes;
    const struct text_map *looks = causes->looks[FILE_BENEFICIARIES];
    struct form form;
    uint32_t found = looks == NULL ? MAP_NONE : text_map_find(looks, look_form(&form, NULL, key));

    if (found != MAP_NONE)
        report_alike(loader, pos, key, dossier_file_name(FILE_BENEFICIARIES),
                     &causes->seen.items[found]);
}
