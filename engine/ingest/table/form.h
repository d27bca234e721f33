/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is that was given as a table and is none: known by its first bytes. */
#ifndef INGEST_TABLE_FORM_H
#define INGEST_TABLE_FORM_H

#include <stdbool.h>

#include "core/diag.h"

struct file_form {
    enum finding finding; /* FINDING_FILE_WORKBOOK, _PACKED, _OTHER */
    const char *name;     /* "Excel", "gzip", "PDF": first part of the finding; NULL: text */
};

/* bytes: the first of the file, as many as there are. A zip is looked into as far as they go. */
struct file_form file_form_of(const char *bytes, size_t size);

/* Whether a zip that holds a file of this name is a workbook; its program, or NULL. */
const char *file_form_workbook(const char *entry);

#endif
