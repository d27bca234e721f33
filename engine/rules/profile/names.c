/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a profile that are one word or several, and lists of words with a meaning. */
#include <string.h>

#include "rules/profile/dates.h"
#include "rules/profile/reader.h"

enum { SCALE_MAX = 6 };

bool profile_has_name(struct profile_names names, const char *word)
{
    for (size_t i = 0; i < names.count; i++)
        if (strcmp(names.at[i], word) == 0)
            return true;
    return false;
}

struct profile_names profile_names_read(struct profile_reader *reader, const struct yaml_node *node,
                                        const char *key, const char *expected)
{
    const struct yaml_node *found = yaml_child(node, key);
    struct profile_names names = {NULL, 0};
    size_t count = found == NULL ? 0 : 1;

    if (found != NULL && found->kind == YAML_LIST)
        for (const struct yaml_node *item = found->first; item != NULL; item = item->next)
            count++;
    const char **at = arena_alloc(reader->arena, (count + 1) * sizeof *at);
    if (at == NULL) {
        reader->without_memory = true;
        return names;
    }
    const struct yaml_node *item = found != NULL && found->kind == YAML_LIST ? found->first : found;
    for (; item != NULL; item = found->kind == YAML_LIST ? item->next : NULL) {
        if (item->kind != YAML_WORD || *item->text == '\0')
            profile_refuse(reader, node, key, "", expected);
        at[names.count++] = profile_keep(reader, item->text);
    }
    names.at = at;
    return names;
}

static void check_clash(struct profile_reader *reader, struct profile_names dates)
{
    for (size_t i = 0; i < dates.count; i++)
        for (size_t j = i + 1; j < dates.count; j++)
            if (date_forms_clash(dates.at[i], dates.at[j]))
                profile_refuse(reader, reader->root, "datumvorm", dates.at[j],
                               "een vorm die dag en maand niet anders leest dan de vorige");
}

void profile_dates_read(struct profile_reader *reader)
{
    static const char *const usual[] = {"dd/mm/jjjj"};
    static const char expected[] = "d/m/jjjj, dd/mm/jjjj, jjjj-mm-dd of een andere volgorde van "
                                   "dag, maand en jaar";
    struct profile_names dates = profile_names_read(reader, reader->root, "datumvorm", expected);
    bool whole = true;

    for (size_t i = 0; i < dates.count && !reader->without_memory; i++)
        if (*dates.at[i] != '\0' && !date_form_is_whole(dates.at[i])) {
            profile_refuse(reader, reader->root, "datumvorm", dates.at[i], expected);
            whole = false;
        }
    if (whole && !reader->without_memory)
        check_clash(reader, dates);
    reader->profile->dates = dates.count == 0 ? (struct profile_names){usual, 1} : dates;
}

void profile_signs_read(struct profile_reader *reader, const struct raw_profile *raw)
{
    const struct yaml_node *list = yaml_child(reader->root, "tekens");
    const struct yaml_node *node = list == NULL ? NULL : list->first;
    struct profile_sign *signs = arena_alloc(reader->arena, raw->tekens_count * sizeof *signs);

    if (signs == NULL) {
        reader->without_memory = true;
        return;
    }
    for (unsigned i = 0; i < raw->tekens_count; i++) {
        const char *value = raw->tekens[i].waarde == NULL ? "" : raw->tekens[i].waarde;
        const char *sign = raw->tekens[i].teken == NULL ? "" : raw->tekens[i].teken;
        if (strcmp(sign, "plus") != 0 && strcmp(sign, "min") != 0)
            profile_refuse(reader, node, "teken", sign, "plus, min");
        signs[i] = (struct profile_sign){profile_keep(reader, value), strcmp(sign, "min") == 0};
        node = node == NULL ? NULL : node->next;
    }
    reader->profile->signs = signs;
    reader->profile->sign_count = raw->tekens_count;
    if (reader->profile->columns[ROLE_SIGN].name != NULL && raw->tekens_count == 0)
        profile_refuse(reader, reader->root, "tekens", "",
                       "de woorden van de kolom teken, elk met teken: plus of min");
}

void profile_factor_read(struct profile_reader *reader, const char *word)
{
    char power[SCALE_MAX + 3] = "1";

    if (word == NULL)
        return;
    for (uint32_t scale = 0; scale <= SCALE_MAX; scale++) {
        if (strcmp(word, power) == 0) {
            reader->profile->scale = scale;
            return;
        }
        power[scale + 1] = '0';
    }
    profile_refuse(reader, reader->root, "factor", word, "1, 10, 100, 1000, … 1000000");
}
