/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/cmd_bbc_who.h"

#include <string.h>

enum { NAME_BYTES = 80, NAMED = 9999 /* numbers that are no NIS code */ };

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* The name without the words for what kind of government it is, in lower case. Returns its length,
 * 0: too long. */
static size_t plain_name(struct text name, char out[NAME_BYTES])
{
    static const char *const kinds[] = {
        "gemeente en ocmw ", "stad en ocmw ", "gemeente ", "stad ", "ocmw ", "agb "};
    size_t length = 0;

    if (name.length >= NAME_BYTES)
        return 0;
    for (size_t i = 0; i < name.length; i++)
        out[length++] = lower(name.at[i]);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t size = strlen(kinds[i]);
        if (length > size && memcmp(out, kinds[i], size) == 0) {
            memmove(out, out + size, length - size);
            return length - size;
        }
    }
    return length;
}

/* A name that goes on after the mergers stands for the municipality that goes on. */
static enum status read_names(struct bbc_who *who, struct arena *arena)
{
    char name[NAME_BYTES];

    who->by_name = text_map_new();
    if (who->by_name == NULL)
        return STATUS_MEMORY;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < who->nis.count; i++) {
            const struct municipality *item = &who->nis.items[i];
            uint32_t found = 0;
            if ((item->successor == NULL) != (pass == 0))
                continue;
            size_t length = plain_name((struct text){item->name, strlen(item->name)}, name);
            struct text key = {arena_copy(arena, name, length), length};
            if (key.at == NULL || text_map_add(who->by_name, key, i, &found) != STATUS_OK)
                return STATUS_MEMORY;
        }
    return STATUS_OK;
}

enum { AMBIGUOUS = 0x7fffffff };

/* nis belongs to a beneficiary: exact, or by what it merged into. */
static enum status own(struct bbc_who *who, const struct municipality *municipality,
                       uint32_t beneficiary)
{
    uint32_t found = 0;

    return text_map_add(who->owners, (struct text){municipality->nis, 5}, beneficiary, &found);
}

/* Who has this municipality itself, or one that goes on as the same one. */
static uint32_t find_owner(const struct dossier *dossier, const struct municipality *municipality,
                           bool exact)
{
    const struct municipality *today = municipality_today(municipality);
    uint32_t owner = MAP_NONE;

    for (uint32_t i = 0; i < dossier->beneficiaries.count; i++) {
        const struct beneficiary *item = &dossier->beneficiaries.items[i];
        const struct municipality *its =
            *item->nis == '\0' ? NULL : register_find(&dossier->nis, (struct text){item->nis, 5});
        bool has = its != NULL && (exact ? strcmp(its->nis, municipality->nis) == 0
                                         : strcmp(municipality_today(its)->nis, today->nis) == 0);
        for (uint32_t j = 0; j < item->member_count && !has; j++) {
            its = dossier->members.items[item->first_member + j].municipality;
            has = exact ? strcmp(its->nis, municipality->nis) == 0
                        : strcmp(municipality_today(its)->nis, today->nis) == 0;
        }
        if (has && owner != MAP_NONE)
            return AMBIGUOUS;
        if (has)
            owner = i;
    }
    return owner;
}

static enum status read_owners(struct bbc_who *who)
{
    enum status status = STATUS_OK;

    who->owners = text_map_new();
    if (who->owners == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < who->nis.count && status == STATUS_OK; i++) {
        uint32_t owner = find_owner(who->dossier, &who->nis.items[i], true);
        if (owner == MAP_NONE)
            owner = find_owner(who->dossier, &who->nis.items[i], false);
        if (owner != MAP_NONE)
            status = own(who, &who->nis.items[i], owner);
    }
    return status;
}

enum status bbc_who_load(struct bbc_who *who, const char *folder, struct arena *arena,
                         struct diag_list *diags)
{
    const struct dossier_options options = {0};
    enum status status = register_load(arena, &who->nis);

    if (status == STATUS_OK)
        status = read_names(who, arena);
    if (status != STATUS_OK || folder == NULL)
        return status;
    who->has_dossier = true;
    status = dossier_load(folder, &options, arena, diags, &who->dossier);
    return status == STATUS_OK ? read_owners(who) : status;
}

void bbc_who_free(struct bbc_who *who)
{
    text_map_free(who->owners);
    text_map_free(who->by_name);
    dossier_free(who->dossier);
    register_free(&who->nis);
}

/* The VGC has no NIS code. It is known by its name, as the dossier has it, and stands under the
 * number of the beneficiary, from 1. */
static uint32_t find_named(const struct bbc_who *who, struct text name)
{
    const struct dossier *dossier = who->dossier;

    for (uint32_t i = 0; i < dossier->beneficiaries.count && i < NAMED; i++) {
        const struct beneficiary *item = &dossier->beneficiaries.items[i];
        if (item->kind == KIND_VGC && *item->nis == '\0' && text_is(name, item->name))
            return i + 1;
    }
    return 0;
}

bool bbc_who_named(void *context, struct text name, char nis[6])
{
    uint32_t number = find_named(context, name);

    for (int i = 4; i >= 0; i--, number /= 10)
        nis[i] = (char)('0' + number % 10);
    nis[5] = '\0';
    return strcmp(nis, "00000") != 0;
}

/* The beneficiary that stands under such a number; NULL: it is a NIS code. */
static const char *named_at(const struct bbc_who *who, struct text nis)
{
    uint32_t number = 0;

    for (size_t i = 0; i < nis.length; i++)
        number = number * 10 + (uint32_t)(nis.at[i] - '0');
    return number == 0 || number > NAMED ? NULL : who->dossier->beneficiaries.items[number - 1].id;
}

const char *bbc_who_beneficiary(void *context, struct text nis)
{
    const struct bbc_who *who = context;
    uint32_t owner = text_map_find(who->owners, nis);

    if (owner == MAP_NONE)
        return named_at(who, nis);
    return owner == AMBIGUOUS ? "" : who->dossier->beneficiaries.items[owner].id;
}

bool bbc_who_nis_of_name(void *context, struct text name, char nis[6])
{
    const struct bbc_who *who = context;
    char plain[NAME_BYTES];
    size_t length = plain_name(name, plain);
    uint32_t found = text_map_find(who->by_name, (struct text){plain, length});

    if (length == 0 || found == MAP_NONE)
        return false;
    memcpy(nis, who->nis.items[found].nis, 6);
    return true;
}

bool bbc_who_known(void *context, struct text nis)
{
    const struct bbc_who *who = context;

    return register_find(&who->nis, nis) != NULL;
}
