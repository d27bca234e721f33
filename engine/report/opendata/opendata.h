/* SPDX-License-Identifier: GPL-3.0-or-later */
/* opendata/: a run as open data. Tidy CSV (comma, UTF-8, point as decimal mark, ISO dates),
 * described by CSVW (csv-metadata.json: columns, types, units, keys) and DCAT (dcat.jsonld).
 *
 * Sources: W3C, Metadata Vocabulary for Tabular Data, 17 December 2015; W3C, DCAT version 2,
 * 4 February 2020. Organisations are known by their key in the dossier, KBO and NIS. What people
 * wrote (motivations, references of decisions and payments) is not in it. */
#ifndef REPORT_OPENDATA_OPENDATA_H
#define REPORT_OPENDATA_OPENDATA_H

#include "run/run.h"
#include "write/out.h"

#define OPENDATA_FOLDER "opendata"

struct opendata_options {
    enum language language; /* of titles and descriptions */
    const char *licence;    /* URI of the licence; NULL: not known, the field is null */
};

size_t opendata_file_count(void);
const char *opendata_file_name(size_t index); /* "acties.csv" … "dcat.jsonld" */
MUST_CHECK enum status opendata_file_write(const struct run *run,
                                           const struct opendata_options *options, size_t index,
                                           struct out *out);

#endif
