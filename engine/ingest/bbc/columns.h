/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns are conserved as amounts are: each has a role, or a reason why it is not read. */
#ifndef INGEST_BBC_COLUMNS_H
#define INGEST_BBC_COLUMNS_H

#include "ingest/bbc/layout.h"
#include "ingest/bbc/list.h"

/* The first cell that is not empty; row->count: none. */
uint32_t bbc_first_filled(const struct bbc_cells *row);

/* Makes layout->uses and layout->metadata. rows as for bbc_layout_make; the columns of the roles
 * and the rows of metadata are known. */
MUST_CHECK enum status bbc_columns_start(struct bbc_layout *layout, const struct bbc_cells *rows,
                                         size_t row_count, struct arena *arena);
/* PROFILE_MATRIX: notes which columns from first on have a measure that does not count. False:
 * there is a finding that none does, or that nothing says which do. rows as above. */
bool bbc_columns_measure(struct bbc_layout *layout, const struct bbc_cells *rows, uint32_t first,
                         struct diag_list *diags);
/* Notes the columns of the amounts, and why others are not read; adds what looks wrong. */
void bbc_columns_finish(struct bbc_layout *layout, struct diag_list *diags);

/* The role in which --status chooses: ROLE_RECENT for "Meest recent" where an export has a column
 * that says so, otherwise ROLE_STATUS. */
enum profile_role bbc_chosen_role(const struct bbc_layout *layout, const char *status);

#endif
