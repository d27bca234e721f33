/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as an export: the counts tie out; chunks, threads and instruction sets change nothing.
 * The first byte chooses the profile. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ingest/bbc/bbc.h"
#include "ingest/bbc/control.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const profiles[] = {"bbc-acties-lang", "bbc-acties-breed", "bbc-matrix-rek",
                                       "boekhouding"};
static const struct profile *loaded[4];

static void load_profiles(void)
{
    static struct arena *arena;
    struct diag_list *diags = diag_list_new();

    if (arena == NULL)
        arena = arena_new();
    for (int i = 0; i < 4; i++) {
        const struct embedded_file *builtin = profile_builtin_find(profiles[i]);
        if (profile_load(builtin->file, builtin->bytes, builtin->size, arena, diags, &loaded[i]) !=
            STATUS_OK)
            abort();
    }
    diag_list_free(diags);
}

static enum status write_row(void *context, const char *at, size_t length)
{
    bbc_put(context, at, length);
    return STATUS_OK;
}

static bool any_name(void *context, struct text name, char nis[6])
{
    (void)context;
    if (name.length == 0)
        return false;
    memcpy(nis, "12025", 6);
    return true;
}

static enum status put_spending(void *context, const struct bbc_spending *row)
{
    bbc_spending_write(context, row);
    return STATUS_OK;
}

static int open_spill(void *context)
{
    (void)context;
    return memfd_create("spill", MFD_CLOEXEC);
}

/* Everything that a run says, as one text. */
static struct bbc_buffer run(const char *path, struct bbc_options options)
{
    struct bbc_buffer said = {0};
    struct diag_list *diags = diag_list_new();
    struct bbc_result result;
    char sentence[DIAG_TEXT_BYTES];

    options.write_rejected = write_row;
    options.write_origin = write_row;
    options.write_context = &said;
    options.nis_of_name = any_name;
    struct bbc_run *bbc = bbc_run_new(&options, diags);
    if (diags == NULL || bbc == NULL)
        abort();
    bool again = false;
    enum status status = bbc_run_file(bbc, path);
    if (status == STATUS_OK)
        status = bbc_run_settle(bbc, &again);
    if (again) {
        said.length = 0;
        status = bbc_run_file(bbc, path);
        if (status == STATUS_OK && bbc_run_settle(bbc, &again) != STATUS_OK)
            abort();
    }
    if (status == STATUS_OK) {
        status = bbc_run_finish(bbc, &result);
        if (status == STATUS_OK || status == STATUS_INVALID) {
            bbc_control_write(&said, &options, &result, NULL, "fuzz");
            if (bbc_run_spending(bbc, put_spending, &said) == STATUS_BROKEN)
                abort();
        }
    }
    if (status == STATUS_BROKEN || said.lost)
        abort();
    bbc_put_number(&said, (uint64_t)status);
    diag_sort(diags);
    for (size_t i = 0; i < diag_count(diags); i++) {
        diag_text(diag_at(diags, i), LANGUAGE_NL, sentence);
        bbc_put_word(&said, sentence);
    }
    bbc_run_free(bbc);
    diag_list_free(diags);
    return said;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];

    if (loaded[0] == NULL)
        load_profiles();
    if (size < 2)
        return 0;
    int fd = memfd_create("export", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data + 1, size - 1) != (ssize_t)(size - 1))
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct bbc_options options = {
        .profile = loaded[data[0] & 3], .threads = 1, .level = scan_best_level()};
    options.declared[ROLE_NIS] = (data[0] & 3) == 3 ? "12025" : NULL;
    options.declared[ROLE_CODE] = (data[0] & 4) != 0 ? "ABB-SLV" : NULL;
    options.declared[ROLE_KIND] = (data[0] & 8) != 0 ? "JR" : NULL;
    struct bbc_buffer one = run(path, options);
    options.threads = 3;
    options.chunk_bytes = (data[0] & 16) != 0 ? 1 : 70;
    options.level = SCAN_PORTABLE;
    options.open_file = open_spill;
    options.memory_bytes = (data[0] & 32) != 0 ? 1 : 2000;
    struct bbc_buffer other = run(path, options);
    if (one.length != other.length || memcmp(one.at, other.at, one.length) != 0) {
        fprintf(stderr, "%.*s\n---\n%.*s\n", (int)one.length, one.at, (int)other.length, other.at);
        abort();
    }
    bbc_buffer_free(&one);
    bbc_buffer_free(&other);
    close(fd);
    return 0;
}
