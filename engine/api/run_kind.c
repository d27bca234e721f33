/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/run_kind.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/outputs.h"
#include "api/place_part.h"
#include "api/report_files.h"
#include "ingest/table/input.h"
#include "seal/manifest.h"

static bool is_form(const char *name)
{
    for (size_t i = 0; i < report_form_count(); i++)
        if (strcmp(report_form_file(report_form_at(i)), name) == 0)
            return true;
    return false;
}

static bool owns(const char *name)
{
    for (int i = 0; i < OUT_COUNT; i++)
        if (strcmp(name, output_name((enum output)i)) == 0)
            return true;
    return strcmp(name, OUTPUT_MANIFEST) == 0 || strcmp(name, OUTPUT_SIGNATURE) == 0 ||
           is_form(name);
}

enum status run_is_work(int folder, const char *name)
{
    enum status status = place_is_work(folder, name, OUTPUT_SIGNATURE);

    for (size_t i = 0; i < report_form_count() && status == STATUS_EXISTS; i++)
        status = place_is_work(folder, name, report_form_file(report_form_at(i)));
    return status;
}

/* A file of this version, or one that the manifest names: an older version had others. */
static enum status check_entry(int fd, const struct place_entry *entry,
                               const struct input *manifest)
{
    struct manifest_file file;

    if (S_ISDIR(entry->mode))
        return run_is_work(fd, entry->name);
    if (!S_ISREG(entry->mode))
        return STATUS_EXISTS;
    if (owns(entry->name))
        return STATUS_OK;
    enum status status = manifest_find_output(manifest->bytes, manifest->size, entry->name, &file);
    return status == STATUS_OK || status == STATUS_MEMORY ? status : STATUS_EXISTS;
}

static enum status check_entries(int fd, const struct input *manifest)
{
    struct place_list list;
    enum status status = place_list_read(fd, &list);

    for (size_t i = 0; i < list.entries.count && status == STATUS_OK; i++)
        status = check_entry(fd, &list.entries.items[i], manifest);
    place_list_free(&list);
    return status;
}

/* A manifest of ours, and nothing but what belongs to a run. */
static enum status check(int fd)
{
    struct diag_list *diags = diag_list_new();
    struct input manifest = {0};
    struct manifest_file file;

    if (diags == NULL)
        return STATUS_MEMORY;
    enum status status = input_read(fd, OUTPUT_MANIFEST, true, diags, &manifest);
    diag_list_free(diags);
    if (status == STATUS_OK)
        status = manifest_find_output(manifest.bytes, manifest.size, output_name(OUT_JSON), &file);
    if (status == STATUS_OK)
        status = check_entries(fd, &manifest);
    input_free(&manifest);
    return status == STATUS_INVALID || status == STATUS_SYNTAX || status == STATUS_RANGE
               ? STATUS_EXISTS
               : status;
}

bool run_stands(const char *path, char stranger[NAME_MAX + 1])
{
    struct input manifest = {0};
    struct diag_list *diags = diag_list_new();
    struct place_list list = {0};
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool is_run = fd >= 0 && check(fd) == STATUS_OK;

    *stranger = '\0';
    if (fd >= 0 && !is_run && diags != NULL &&
        input_read(fd, OUTPUT_MANIFEST, true, diags, &manifest) == STATUS_OK &&
        place_list_read(fd, &list) == STATUS_OK)
        for (size_t i = 0; i < list.entries.count && *stranger == '\0'; i++)
            if (check_entry(fd, &list.entries.items[i], &manifest) == STATUS_EXISTS)
                snprintf(stranger, NAME_MAX + 1, "%s", list.entries.items[i].name);
    place_list_free(&list);
    input_free(&manifest);
    diag_list_free(diags);
    if (fd >= 0)
        close(fd);
    return is_run;
}

const struct place_kind run_kind = {owns, check};
