/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/found.h"

#include "support/rows.h"

char *found_text(const struct diag_list *diags)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    for (size_t i = 0; i < diag_count(diags); i++) {
        const struct diag *diag = diag_at(diags, i);
        fprintf(out, "%s%u:%u %s", i == 0 ? "" : "; ", diag->pos.line, diag->pos.column,
                finding_code(diag->finding));
    }
    fclose(out);
    return text;
}

const char *found_sentence(const struct diag_list *diags, char out[DIAG_TEXT_BYTES])
{
    out[0] = '\0';
    if (diag_count(diags) > 0)
        diag_text(diag_at(diags, 0), LANGUAGE_EN, out);
    return out;
}
