/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/run_scheme.h"

#include <string.h>

#include "rules/scheme/scheme.h"
#include "seal/digest.h"

enum status run_scheme_judge(const struct manifest *manifest, bool *altered)
{
    const struct embedded_file *builtin = scheme_builtin_find(manifest->scheme_id);
    char sha256[DIGEST_TEXT_BYTES];

    *altered = false;
    if (!manifest->own_scheme && strcmp(manifest->engine, SALDO_VERSION) != 0)
        return STATUS_OK;
    if (builtin == NULL) {
        *altered = !manifest->own_scheme;
        return STATUS_OK;
    }
    enum status status = digest_of(builtin->bytes, builtin->size, sha256);
    *altered = status == STATUS_OK && strcmp(sha256, manifest->scheme.sha256) != 0;
    return status;
}
