/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the modules that read one cell; not for others. Texts have no blanks at their ends and
 * are not empty. */
#ifndef IMPORT_VALUE_PART_H
#define IMPORT_VALUE_PART_H

#include "import/value.h"

bool value_is_digit(char c);
char value_lower(char c);
/* Bytes of the blank that stands here; 0: none. */
size_t value_blank_at(const char *at, size_t left);
struct text value_trim(struct text text, unsigned *changes);
/* Keeps what a cell proves; false: another cell proved something else. */
bool value_take_proof(char *habit, char proof);

/* decimal, order: what is known of the file, or '\0'. */
enum value_outcome value_number(enum column_kind kind, struct text text, char decimal,
                                char out[VALUE_BYTES], unsigned *changes);
bool value_number_proves(struct text text, struct value_habits *habits);
enum value_outcome value_date(struct text text, char order, char out[VALUE_BYTES]);
bool value_date_proves(struct text text, struct value_habits *habits);

#endif
