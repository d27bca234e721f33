/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a run: what compute writes, verify makes again and a bundle packs. */
#ifndef API_OUTPUTS_H
#define API_OUTPUTS_H

#include "api/dossier_api.h"
#include "core/bytes.h"
#include "seal/manifest.h"
#include "write/out.h"

enum output {
    OUT_JSON,
    OUT_LINES,
    OUT_BENEFICIARIES,
    OUT_INCENTIVES,
    OUT_KPI,
    OUT_FINDINGS,
    OUT_COUNT
};

#define OUTPUT_MANIFEST "manifest.json"
#define OUTPUT_SIGNATURE "manifest.json.sig"

const char *output_name(enum output output);
/* The content of one output of a dossier without errors. */
MUST_CHECK enum status output_write(const struct saldo_dossier *dossier, enum output output,
                                    struct out *out);
/* Adds manifest.json to out. */
MUST_CHECK enum status output_manifest(const struct saldo_dossier *dossier,
                                       const struct manifest_file files[OUT_COUNT],
                                       struct bytes *out);

/* A whole run in memory. */
struct outputs {
    struct bytes files[OUT_COUNT];
    struct bytes manifest;
};

MUST_CHECK enum status outputs_make(const struct saldo_dossier *dossier, struct outputs *out);
void outputs_free(struct outputs *outputs); /* also after a failure */

#endif
