/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/cmd_bbc_profile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "core/limits.h"
#include "ingest/table/input.h"
#include "write/screen.h"

static enum status load_file(const char *path, struct arena *arena, struct diag_list *diags,
                             const struct profile **out)
{
    struct input input = {0};
    enum status status = input_read_most(AT_FDCWD, path, false, LIMIT_YAML_BYTES, diags, &input);

    if (status == STATUS_OK && input.bytes == NULL) {
        errno = ENOENT;
        return STATUS_IO;
    }
    if (status != STATUS_OK)
        return status;
    const char *bytes = arena_copy(arena, input.bytes, input.size);
    size_t size = input.size;
    input_free(&input);
    return bytes == NULL ? STATUS_MEMORY : profile_load(path, bytes, size, arena, diags, out);
}

static void unknown_profile(const char *id, struct diag_list *diags)
{
    char known[256] = "";
    size_t length = 0;

    for (size_t i = 0; i < profile_builtin_count(); i++) {
        int wrote = snprintf(known + length, sizeof known - length, "%s%s", i == 0 ? "" : ", ",
                             profile_builtin_at(i)->id);
        length += wrote > 0 && (size_t)wrote < sizeof known - length ? (size_t)wrote : 0;
    }
    diag_add(diags, FINDING_PROFILE_UNKNOWN, (struct source_pos){"saldo", 0, 0},
             (struct diag_subject){0}, id, known, NULL);
}

enum status bbc_profile_load(const char *word, struct arena *arena, struct diag_list *diags,
                             const struct profile **out)
{
    const struct embedded_file *builtin = profile_builtin_find(word);
    size_t length = strlen(word);

    if (builtin != NULL)
        return profile_load(builtin->file, builtin->bytes, builtin->size, arena, diags, out);
    if (strchr(word, '/') != NULL || (length > 5 && strcmp(word + length - 5, ".yaml") == 0))
        return load_file(word, arena, diags, out);
    unknown_profile(word, diags);
    return STATUS_INVALID;
}

enum status bbc_profile_show(const char *id, struct diag_list *diags)
{
    const struct embedded_file *builtin = profile_builtin_find(id);

    if (builtin == NULL) {
        unknown_profile(id, diags);
        return STATUS_INVALID;
    }
    screen_lines(stdout, (struct text){builtin->bytes, builtin->size});
    return STATUS_OK;
}
