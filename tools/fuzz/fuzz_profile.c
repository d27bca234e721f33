/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a profile: refused with findings, or right. */
#include <stdlib.h>

#include "rules/profile/profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    const struct profile *profile = NULL;

    if (arena == NULL || diags == NULL)
        abort();
    enum status status = profile_load("fuzz.yaml", size == 0 ? "" : (const char *)data, size, arena,
                                      diags, &profile);
    if (status == STATUS_OK && (profile == NULL || diag_count_of(diags, SEVERITY_ERROR) > 0))
        abort();
    if (status == STATUS_INVALID && diag_count_of(diags, SEVERITY_ERROR) == 0)
        abort();
    diag_list_free(diags);
    arena_free(arena);
    return 0;
}
