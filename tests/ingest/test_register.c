/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/table/register.h"

#include <string.h>

#include "support/rows.h"

static struct arena *arena;
static struct nis_register reg;

static struct text text_of(const char *words)
{
    return (struct text){words, strlen(words)};
}

/* 13 mergers of 28: 12 new codes, and Antwerpen keeps its own. */
static void test_counts(void **state)
{
    uint32_t fresh = 0;
    uint32_t merged = 0;

    (void)state;
    for (uint32_t i = 0; i < reg.count; i++) {
        const struct municipality *item = &reg.items[i];
        assert_true(text_is_nis(text_of(item->nis)));
        assert_ptr_equal(register_find(&reg, text_of(item->nis)), item);
        assert_true(*item->name != '\0');
        assert_true(*item->kbo == '\0' || text_is_kbo(text_of(item->kbo)));
        assert_true(*item->kbo_ocmw == '\0' || text_is_kbo(text_of(item->kbo_ocmw)));
        assert_true(item->is_new || *item->region != '\0');
        assert_true(*item->province != '\0');
        assert_true(!item->is_new || item->successor == NULL);
        fresh += item->is_new;
        merged += item->successor != NULL;
    }
    assert_int_equal(reg.count, 300 + 12);
    assert_int_equal(fresh, 12);
    assert_int_equal(merged, 27);
}

static const struct lookup {
    const char *name;
    const char *nis;
    const char *municipality; /* NULL: not there */
    const char *today;        /* code of what it is now */
    bool is_new;
    const char *region;
    const char *province;
} lookups[] = {
    {"goes on", "44021", "Gent", "44021", false, "Regio Gent", "Oost-Vlaanderen"},
    {"taken up by Antwerpen, which keeps its code", "11007", "Borsbeek", "11002", false,
     "Regio Antwerpen", "Antwerpen"},
    {"took up another", "11002", "Antwerpen", "11002", false, "Regio Antwerpen", "Antwerpen"},
    {"merged under a new code", "23023", "Galmaarden", "23106", false, "Halle-Vilvoorde",
     "Vlaams-Brabant"},
    {"new since 2025", "23106", "Pajottegem", "23106", true, "Halle-Vilvoorde", "Vlaams-Brabant"},
    {"new since 2025, of several regions and provinces", "46030", "Beveren-Kruibeke-Zwijndrecht",
     "46030", true, "", "Oost-Vlaanderen"},
    {"not a municipality", "99999", NULL, NULL, false, NULL, NULL},
    {"Brussels is not in Flanders", "21004", NULL, NULL, false, NULL, NULL},
    {"empty", "", NULL, NULL, false, NULL, NULL},
    {"half a code", "4402", NULL, NULL, false, NULL, NULL},
    {"a code and more", "440210", NULL, NULL, false, NULL, NULL},
};

static void test_lookup(void **state)
{
    const struct lookup *row = *state;
    const struct municipality *found = register_find(&reg, text_of(row->nis));

    if (row->municipality == NULL) {
        assert_null(found);
        return;
    }
    assert_non_null(found);
    assert_string_equal(found->name, row->municipality);
    assert_int_equal(found->is_new, row->is_new);
    assert_string_equal(municipality_region(&reg, found), row->region);
    assert_string_equal(found->province, row->province);
    assert_string_equal(municipality_today(found)->nis, row->today);
    assert_ptr_equal(municipality_today(municipality_today(found)), municipality_today(found));
}

int main(void)
{
    struct rows *rows = rows_new();

    arena = arena_new();
    if (arena == NULL || register_load(arena, &reg) != STATUS_OK)
        return 1;
    rows_add(rows, test_counts, "300 codes of 2019 and 12 of 2025", NULL);
    ROWS_ADD(rows, test_lookup, lookups);
    int failed = rows_run(rows, "ingest/register");
    register_free(&reg);
    arena_free(arena);
    return failed;
}
