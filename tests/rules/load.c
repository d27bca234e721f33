/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules_test/load.h"

#include <stdio.h>
#include <stdlib.h>

#include "support/rows.h"

struct load load_new(void)
{
    struct load load = {arena_new(), diag_list_new()};

    assert_non_null(load.arena);
    assert_non_null(load.diags);
    return load;
}

void load_free(struct load *load)
{
    diag_list_free(load->diags);
    arena_free(load->arena);
}

char *load_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");

    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size == 0 ? 1 : *size);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

char *load_findings(const struct load *load, enum language language)
{
    char *text = NULL, sentence[DIAG_TEXT_BYTES];
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    for (size_t i = 0; i < diag_count(load->diags); i++) {
        const struct diag *diag = diag_at(load->diags, i);
        diag_text(diag, language, sentence);
        fprintf(out, "%s:%u:%u: %s %s\n", diag->pos.file, diag->pos.line, diag->pos.column,
                finding_code(diag->finding), sentence);
    }
    fclose(out);
    return text;
}

const struct scheme *load_builtin(const struct load *load, const char *id)
{
    const struct embedded_file *builtin = scheme_builtin_find(id);
    const struct scheme *scheme = NULL;

    assert_non_null(builtin);
    assert_int_equal(scheme_load(builtin->file, builtin->bytes, builtin->size, load->arena,
                                 load->diags, &scheme),
                     STATUS_OK);
    return scheme;
}
