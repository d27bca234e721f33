/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/run_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/table/input.h"
#include "seal/manifest.h"

static enum status read_input(int folder, const char *name, struct input *out)
{
    struct diag_list *diags = diag_list_new();
    enum status status = STATUS_MEMORY;

    if (diags != NULL)
        status = input_read(folder, name, true, diags, out);
    if (status == STATUS_INVALID && diag_count(diags) > 0 &&
        diag_at(diags, 0)->finding == FINDING_FILE_UNREADABLE)
        status = STATUS_IO; /* the system failed: that says nothing about the run */
    diag_list_free(diags);
    return status;
}

static enum status check_seal(const struct input *manifest, const struct input *file,
                              enum run_trouble *trouble)
{
    struct manifest_file sealed;
    char sha256[DIGEST_TEXT_BYTES];

    *trouble = RUN_NO_SEAL;
    enum status status = manifest_find_output(manifest->bytes, manifest->size, file->name, &sealed);
    if (status != STATUS_OK)
        return status == STATUS_MEMORY ? status : STATUS_INVALID;
    status = digest_of(file->bytes, file->size, sha256);
    if (status != STATUS_OK)
        return status;
    *trouble = RUN_EDITED;
    if (sealed.size != file->size || strcmp(sealed.sha256, sha256) != 0)
        return STATUS_INVALID;
    *trouble = RUN_FINE;
    return STATUS_OK;
}

enum status run_read(const char *run, const char *name, char **bytes, size_t *size,
                     enum run_trouble *trouble)
{
    struct input manifest = {0};
    struct input file = {0};
    int folder = open(run, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    *trouble = RUN_ABSENT;
    if (folder < 0)
        return errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == ENAMETOOLONG
                   ? STATUS_INVALID
                   : STATUS_IO;
    enum status status = read_input(folder, "manifest.json", &manifest);
    if (status == STATUS_OK)
        status = read_input(folder, name, &file);
    if (status == STATUS_OK && strcmp(name, "manifest.json") == 0)
        *trouble = RUN_FINE; /* the seal itself */
    else if (status == STATUS_OK)
        status = check_seal(&manifest, &file, trouble);
    int why = errno;
    close(folder);
    errno = why;
    input_free(&manifest);
    if (status != STATUS_OK) {
        input_free(&file);
        return status;
    }
    *bytes = file.bytes;
    *size = file.size;
    return STATUS_OK;
}
