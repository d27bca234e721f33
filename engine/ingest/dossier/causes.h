/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from what, and which keys look alike; not for others than those that load.
 *
 * A row that is not read takes with it whatever refers to it. Such a reference is no finding of
 * its own: it is counted, and the count is told beside the cause, so that the cause can be seen.
 * Which rows were refused is known by what can still be read of their keys (core/alike.h). */
#ifndef INGEST_DOSSIER_CAUSES_H
#define INGEST_DOSSIER_CAUSES_H

#include "ingest/dossier/dossier.h"

struct loader;
struct causes; /* opaque; filled while one thread loads, read by others afterwards */

struct causes *causes_new(void); /* NULL without memory */
void causes_free(struct causes *causes);

/* A row of a file was refused. detail: the rest of its key; NULL: not known, or none. A key that is
 * empty can be any. */
MUST_CHECK enum status causes_refuse(struct loader *loader, enum dossier_file file, struct text key,
                                     const char *detail);
/* Whether a reference from the table being read follows from a row of file that was not read, or
 * from a file without any; it is counted then. */
bool causes_explain(struct loader *loader, enum dossier_file file, struct text key,
                    const char *detail);
/* Tells the counts, and which table is an error because nothing of it was read. */
void causes_report(struct loader *loader);

/* Remembers a key by its looks at a line; another that looks the same is a finding. scope: text
 * that both must share. */
MUST_CHECK enum status causes_compare(struct loader *loader, enum dossier_file file, uint32_t line,
                                      const char *scope, const char *key);
/* A reference that was not found: a finding when begunstigden.csv has one that looks the same. */
void causes_almost(struct loader *loader, struct source_pos pos, struct text key);

#endif
