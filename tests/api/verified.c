/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api_test/verified.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "seal/digest.h"
#include "support/rows.h"

const char *const run_files[RUN_FILES] = {"afrekening.csv",  "afrekening.json", "begunstigden.csv",
                                          "bevindingen.csv", "kpi.csv",         "manifest.json",
                                          "stimulansen.csv"};

static struct folder inside(const struct folder *folder, const char *name)
{
    struct folder inner = {.fd = openat(folder->fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)};

    assert_true(inner.fd >= 0);
    return inner;
}

void copy_fixture(const struct folder *folder, const char *from, const char *name)
{
    assert_int_equal(mkdirat(folder->fd, name, 0777), 0);
    struct folder inner = inside(folder, name);
    folder_copy_source(&inner, from);
    close(inner.fd);
}

static const char *const kinds[] = {
    "ABSENT",           "NOT_PLAIN",      "TOO_BIG",         "STRANGER", "EDITED",  "MANIFEST",
    "NOT_A_RUN",        "TOTAL",          "TELLS",           "TABLE",    "WRITING", "FORM",
    "SIGNATURE_ABSENT", "SIGNATURE_SIZE", "SIGNATURE_WRONG", "CELL",     "TEXT",    "INPUT_CHANGED",
    "INPUT_ADDED",      "INPUT_ABSENT",   "CHANGE",          "SCHEME",   "ENGINE",  "CUTOFF",
    "OUTPUT",           "RESEALED",       "DOSSIER"};

/* Hashes, pieces of text and sentences say little here: of those only that they are there. */
static bool has_words(enum verify_kind kind)
{
    return kind != VERIFY_EDITED && kind != VERIFY_TEXT && kind != VERIFY_SCHEME &&
           kind != VERIFY_INPUT_CHANGED && kind != VERIFY_DOSSIER && kind != VERIFY_FORM;
}

static void print(FILE *stream, const struct verify_finding *f, const char *separator)
{
    fputs(separator, stream);
    fputs(f->file, stream);
    if (f->line > 0)
        fprintf(stream, ":%u", f->line);
    if (f->column > 0 && f->kind != VERIFY_TEXT)
        fprintf(stream, ":%u", f->column);
    fprintf(stream, "%s%s", *f->file == '\0' ? "" : " ", kinds[f->kind]);
    const char *const words[] = {f->beneficiary,
                                 f->action,
                                 f->group,
                                 f->field,
                                 has_words(f->kind) ? f->old : "",
                                 has_words(f->kind) ? f->new : ""};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (*words[i] != '\0')
            fprintf(stream, " %s", words[i]);
}

char *verified(const struct verify_options *options)
{
    struct arena *arena = arena_new();
    struct verification v;
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);

    assert_non_null(stream);
    enum status status = verify_run(options, arena, &v);
    assert_true(status == STATUS_OK || status == STATUS_INVALID);
    assert_int_equal(status == STATUS_INVALID, v.trouble != VERIFY_FINE);
    if (status == STATUS_INVALID)
        fprintf(stream, "trouble %d %s", (int)v.trouble, v.trouble_file);
    for (uint32_t i = 0; i < v.finding_count && status == STATUS_OK; i++)
        print(stream, &v.findings[i], i == 0 ? "" : "; ");
    for (uint32_t i = 0; i < v.cause_count && v.finding_count > 0 && status == STATUS_OK; i++)
        print(stream, &v.causes[i], i == 0 ? " | " : "; ");
    assert_int_equal(fclose(stream), 0);
    arena_free(arena);
    return text;
}

char *verified_in(const struct folder *folder, const char *run, const char *dossier)
{
    char run_path[FOLDER_PATH_BYTES + 256];
    char dossier_path[FOLDER_PATH_BYTES + 256] = "";
    struct verify_options options = {.run = run_path};

    snprintf(run_path, sizeof run_path, "%s/%s", folder->path, run);
    if (dossier != NULL) {
        snprintf(dossier_path, sizeof dossier_path, "%s/%s", folder->path, dossier);
        options.dossier = dossier_path;
    }
    return verified(&options);
}

/* ---- tampering ---- */

void edit(const struct folder *folder, const char *path, const char *from, const char *to)
{
    size_t size;
    char *text = folder_read(folder_path(folder, path), &size);
    char *at = strstr(text, from);

    if (at == NULL) {
        fail_msg("no '%s' in %s", from, path);
        return; /* for the analyzer: fail_msg does not */
    }
    size_t before = (size_t)(at - text);
    size_t after = size - before - strlen(from);
    char *changed = malloc(size + strlen(to) + 1);
    assert_non_null(changed);
    memcpy(changed, text, before);
    memcpy(changed + before, to, strlen(to));
    memcpy(changed + before + strlen(to), at + strlen(from), after);
    folder_write(folder, path, changed, before + strlen(to) + after);
    free(changed);
    free(text);
}

/* Puts size and hash of a file in its place in the manifest. */
static void reseal_file(const struct folder *folder, const char *run, const char *name)
{
    char path[512], marker[256], old[512], new[512];
    char sha256[DIGEST_TEXT_BYTES];
    size_t size;

    snprintf(path, sizeof path, "%s/%s", run, name);
    char *bytes = folder_read(folder_path(folder, path), &size);
    assert_int_equal(digest_of(bytes, size, sha256), STATUS_OK);
    snprintf(path, sizeof path, "%s/manifest.json", run);
    char *manifest = folder_read(folder_path(folder, path), NULL);
    snprintf(marker, sizeof marker, "\"bestand\": \"%s\"", name);
    char *outputs = strstr(manifest, "\"uitvoer\"");
    assert_non_null(outputs);
    char *at = strstr(outputs, marker);
    assert_non_null(at);
    size_t length = (size_t)(strchr(at, '}') - at);
    assert_true(length < sizeof old);
    memcpy(old, at, length);
    old[length] = '\0';
    snprintf(new, sizeof new, "%s,\n      \"bytes\": %zu,\n      \"sha256\": \"%s\"\n    ", marker,
             size, sha256);
    if (strcmp(old, new) != 0)
        edit(folder, path, old, new);
    free(manifest);
    free(bytes);
}

void reseal(const struct folder *folder, const char *run)
{
    for (size_t i = 0; i < RUN_FILES; i++)
        if (strcmp(run_files[i], "manifest.json") != 0)
            reseal_file(folder, run, run_files[i]);
}
