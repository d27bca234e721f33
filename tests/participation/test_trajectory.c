/* SPDX-License-Identifier: GPL-3.0-or-later */
/* formulas/parameters/netwerktraject.yaml, and what is refused in such a file. */
#include "rules/scheme/trajectory.h"

#include <stdlib.h>
#include <string.h>

#include "support/folder.h"
#include "support/found.h"
#include "support/rows.h"

static char *builtin;
static size_t builtin_size;

static void test_builtin(void **state)
{
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    struct trajectory rules;

    (void)state;
    assert_int_equal(trajectory_builtin(arena, diags, &rules), STATUS_OK);
    assert_int_equal(diag_count(diags), 0);
    assert_string_equal(rules.id, "netwerktraject");
    assert_int_equal(rules.hours.count, 40);
    assert_string_equal(rules.hours.ref.source->document, "001_320fe9ce4f6e237c.txt");
    assert_null(rules.hours.ref.assumption);
    assert_int_equal(rules.threshold.count, 5);
    assert_string_equal(rules.threshold.ref.assumption, "publicatiedrempel");
    assert_int_equal(rules.home, HOME_MOST_HOURS);
    assert_false(trajectory_choose_home(&rules, "laatste"));
    assert_true(trajectory_choose_home(&rules, "elk"));
    assert_int_equal(rules.home, HOME_EACH);
    diag_list_free(diags);
    arena_free(arena);
}

static const struct change {
    const char *name;
    const char *from;
    const char *to;
    const char *finding; /* code of the first */
} changes[] = {
    {"hours that are no number", "waarde: '40'", "waarde: 'veel'", "REGELING-WAARDE"},
    {"no hours at all", "waarde: '40'", "waarde: '0'", "REGELING-WAARDE"},
    {"no value", "    waarde: '40'\n", "", "REGELING-ONTBREEKT"},
    {"no source", "    bron: mail-abb\n    passage: de mail", "    passage: de mail",
     "REGELING-BRON"},
    {"unknown source", "    bron: mail-abb\n    passage: de mail",
     "    bron: x\n    passage: de mail", "REGELING-BRON-ONBEKEND"},
    {"unknown assumption", "aanname: publicatiedrempel", "aanname: x", "AANNAME-ONBEKEND"},
    {"another alternative", "- id: elk", "- id: alle", "REGELING-WAARDE"},
    {"unknown default", "standaard: meeste-uren", "standaard: laatste", "ALTERNATIEF-ONBEKEND"},
    {"no threshold", "  drempel:", "  drempels:", "SLEUTEL-ONBEKEND"},
};

static void test_change(void **state)
{
    const struct change *row = *state;
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    struct trajectory rules;
    const char *at = strstr(builtin, row->from);
    char *changed = calloc(1, builtin_size + 200);

    assert_non_null(at);
    assert_non_null(changed);
    memcpy(changed, builtin, (size_t)(at - builtin));
    memcpy(changed + (at - builtin), row->to, strlen(row->to));
    memcpy(changed + strlen(changed), at + strlen(row->from), strlen(at + strlen(row->from)));
    assert_int_equal(trajectory_load("x.yaml", changed, strlen(changed), arena, diags, &rules),
                     STATUS_INVALID);
    assert_string_equal(finding_code(diag_at(diags, 0)->finding), row->finding);
    free(changed);
    diag_list_free(diags);
    arena_free(arena);
}

int main(void)
{
    struct rows *rows = rows_new();

    builtin =
        folder_read(SALDO_SOURCE_DIR "/formulas/parameters/netwerktraject.yaml", &builtin_size);
    rows_add(rows, test_builtin, "the built-in one", NULL);
    ROWS_ADD(rows, test_change, changes);
    int failed = rows_run(rows, "participation/trajectory");
    free(builtin);
    return failed;
}
