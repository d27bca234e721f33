/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a class of postings means: its year and quarter, and whether its postings count. */
#ifndef INGEST_BBC_JUDGE_H
#define INGEST_BBC_JUDGE_H

#include "ingest/bbc/class.h"

/* Notes that its postings are rejected for a column, unless they are already. */
void bbc_class_reject(struct bbc_class *class, enum profile_role role, enum finding finding);

/* Fills in year and quarter from a date of a ledger. False: it is none. */
bool bbc_class_date(const struct profile *profile, const char *value, struct bbc_class *class);

/* Whether --status takes a value of the role in which it chooses (ingest/bbc/columns.h). */
bool bbc_is_chosen(enum profile_role role, const char *status, const char *value);

/* Fills in place, and year and quarter unless a date has, from the values. What is wrong goes
 * before what is merely not asked for. */
void bbc_class_judge(const struct bbc_options *options, const struct bbc_layout *layout,
                     struct bbc_class *class, const struct bbc_value_column *value);

#endif
