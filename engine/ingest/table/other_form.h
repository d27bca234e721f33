/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a header is that of a table, written as a spreadsheet writes it. */
#ifndef INGEST_TABLE_OTHER_FORM_H
#define INGEST_TABLE_OTHER_FORM_H

#include "core/text.h"
#include "ingest/table/table.h"

/* field: the first record as it was split at ';'. True when it is a line sep=, or when each column
 * stands in it between other marks or in other letters. */
bool header_has_other_form(const struct table_spec *spec, const struct text *fields,
                           uint32_t count);

#endif
