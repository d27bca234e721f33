/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settle_test/settled.h"

#include <string.h>

#include "support/rows.h"

struct settled settled_new(const char *folder, const char *cutoff)
{
    struct settled settled = {.arena = arena_new(), .diags = diag_list_new()};
    struct dossier_options options = {0};
    struct date date;

    assert_non_null(settled.arena);
    assert_non_null(settled.diags);
    if (cutoff != NULL) {
        assert_int_equal(date_parse(cutoff, strlen(cutoff), &date), STATUS_OK);
        options.cutoff = &date;
    }
    settled.status = dossier_load(folder, &options, settled.arena, settled.diags, &settled.dossier);
    assert_non_null(settled.dossier->scheme);
    settled.status =
        settlement_new(settled.dossier, settled.arena, settled.diags, &settled.settlement);
    return settled;
}

void settled_free(struct settled *settled)
{
    settlement_free(settled->settlement);
    dossier_free(settled->dossier);
    diag_list_free(settled->diags);
    arena_free(settled->arena);
}

size_t settled_findings(const struct settled *settled, enum finding finding)
{
    size_t count = 0;

    for (size_t i = 0; i < diag_count(settled->diags); i++)
        count += diag_at(settled->diags, i)->finding == finding;
    return count;
}
