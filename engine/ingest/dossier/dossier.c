/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/dossier/dossier.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/shown.h"
#include "ingest/dossier/load.h"

static const struct diag_subject nobody = {0};

static const bool required[FILE_COUNT] = {
    [FILE_CONFIG] = true, [FILE_BENEFICIARIES] = true, [FILE_APPLICATIONS] = true};

/* Files to which rows of others refer. */
static const bool is_referred_to[FILE_COUNT] = {[FILE_BENEFICIARIES] = true,
                                                [FILE_MEMBERS] = true,
                                                [FILE_APPLICATIONS] = true,
                                                [FILE_INCENTIVES] = true};

/* A record of another width than the header: begunstigde stands first in each of them. */
static enum status refuse_row(void *context, const struct table_row *row)
{
    struct loader *loader = context;

    return causes_refuse(loader, loader->reading, row->fields[0], NULL);
}

enum status load_table(struct loader *loader, enum dossier_file file, table_row_fn take)
{
    struct dossier *dossier = loader->dossier;
    const struct input *input = &dossier->inputs[file];
    struct table_spec spec = {.file = dossier_file_name(file),
                              .rows_expected = required[file],
                              .importable = true,
                              .refused = is_referred_to[file] ? refuse_row : NULL};
    struct text text;
    char *owned = NULL;

    spec.columns = dossier_columns(file, &spec.column_count);
    loader->reading = file;
    if (input->bytes == NULL) { /* an optional file that is absent has no rows */
        loader->tables_complete[file] = file != FILE_BENEFICIARIES && file != FILE_APPLICATIONS;
        return STATUS_OK;
    }
    enum status status = input_decode(input, dossier->config.encoding,
                                      dossier_file_name(FILE_CONFIG), loader->diags, &text, &owned);
    if (status == STATUS_OK)
        status = table_read(&spec, text, loader->diags, take, loader, &dossier->counts[file]);
    loader->tables_complete[file] = status == STATUS_OK;
    free(owned);
    return status == STATUS_INVALID ? STATUS_OK : status; /* the findings say so */
}

void report_duplicate(struct loader *loader, enum dossier_file file, uint32_t line, uint32_t first,
                      struct diag_subject subject, const char *what)
{
    char where[COUNT_TEXT_BYTES];

    text_format_count_plain(first < line ? first : line, where);
    diag_add(loader->diags, FINDING_KEY_DUPLICATE,
             (struct source_pos){dossier_file_name(file), first < line ? line : first, 0}, subject,
             what, where, NULL);
}

const char *key_text(struct diag_subject subject, char out[KEY_TEXT_BYTES])
{
    const char *group = subject.group == NULL ? "" : subject.group;

    snprintf(out, KEY_TEXT_BYTES, "%s, actie %s%s%s", subject.beneficiary, subject.action,
             *group == '\0' ? "" : ", ", group);
    return out;
}

struct diag_subject subject_of(const struct dossier *dossier, uint32_t application)
{
    const struct application *row = &dossier->applications.items[application];

    return (struct diag_subject){dossier->beneficiaries.items[row->beneficiary].id,
                                 row->action->number_text, row->group->id};
}

static enum status read_files(struct loader *loader, int folder)
{
    enum status status = STATUS_OK;

    for (int file = 0; file < FILE_COUNT; file++) {
        status = input_read(folder, dossier_file_name((enum dossier_file)file), required[file],
                            loader->diags, &loader->dossier->inputs[file]);
        if (status != STATUS_OK && status != STATUS_INVALID)
            return status;
    }
    return STATUS_OK;
}

static bool is_known_file(const char *name)
{
    for (int file = 0; file < FILE_COUNT; file++)
        if (strcmp(name, dossier_file_name((enum dossier_file)file)) == 0)
            return true;
    return name[0] == '.' || strncmp(name, "README", 6) == 0 ||
           strcmp(name, "import.json") == 0; /* what saldo import changed */
}

static enum status report_unknown_file(struct loader *loader, const char *name)
{
    const char *safe = shown_word(loader->arena, name);

    if (safe == NULL)
        return STATUS_MEMORY;
    diag_add(loader->diags, FINDING_FILE_UNKNOWN, (struct source_pos){safe, 0, 0}, nobody, NULL,
             NULL, NULL);
    return STATUS_OK;
}

/* Of a folder with far more than a dossier not every name is told. */
static enum status report_full(struct loader *loader)
{
    char most[COUNT_TEXT_BYTES];

    text_format_count_plain(LIMIT_FOLDER_NAMES, most);
    diag_add(loader->diags, FINDING_FOLDER_LARGE, (struct source_pos){".", 0, 0}, nobody, most,
             NULL, NULL);
    return STATUS_INVALID;
}

/* Files that are there but are not read: a misspelt name must not pass in silence. */
static enum status report_unknown_files(struct loader *loader, int folder)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *directory = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *entry;

    if (directory == NULL) {
        if (fd >= 0)
            close(fd);
        return STATUS_IO;
    }
    enum status status = STATUS_OK;
    uint32_t count = 0;
    while (status == STATUS_OK && (errno = 0, entry = readdir(directory)) != NULL)
        if (!is_known_file(entry->d_name))
            status = count++ < LIMIT_FOLDER_NAMES ? report_unknown_file(loader, entry->d_name)
                                                  : report_full(loader);
    if (status == STATUS_OK && errno != 0)
        status = STATUS_IO; /* of the names that follow nothing is known */
    int saved = errno;
    closedir(directory);
    errno = saved;
    return status;
}

static enum status read_folder(struct loader *loader, const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (folder < 0)
        return STATUS_IO;
    enum status status = report_unknown_files(loader, folder);
    if (status == STATUS_OK)
        status = read_files(loader, folder);
    int saved = errno;
    close(folder);
    errno = saved;
    return status;
}

static enum status take_given(struct loader *loader, const struct dossier_given *given)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < given->unknown_count && status == STATUS_OK; i++)
        status = report_unknown_file(loader, given->unknown[i]);
    for (int file = 0; file < FILE_COUNT && status == STATUS_OK; file++) {
        struct input *to = &loader->dossier->inputs[file];
        const struct input *from = &given->files[file];
        *to = (struct input){.name = dossier_file_name((enum dossier_file)file)};
        if (from->bytes == NULL) {
            if (required[file])
                diag_add(loader->diags, FINDING_FILE_MISSING, (struct source_pos){to->name, 0, 0},
                         nobody, NULL, NULL, NULL);
            continue;
        }
        to->bytes = malloc(from->size + 1);
        if (to->bytes == NULL)
            return STATUS_MEMORY;
        memcpy(to->bytes, from->bytes, from->size);
        to->size = from->size;
    }
    return status;
}

static void report_scheme(struct loader *loader, enum finding finding, const char *part1,
                          const char *part2)
{
    struct source_pos pos = {dossier_file_name(FILE_CONFIG), loader->dossier->config.scheme_line,
                             0};

    diag_add(loader->diags, finding, pos, nobody, part1, part2, NULL);
}

static void report_unknown_scheme(struct loader *loader, const char *id)
{
    const char *ids[LIMIT_COLUMNS];
    char expected[WORDS_BYTES];
    uint32_t count = 0;

    for (size_t i = 0; i < scheme_builtin_count() && count < LIMIT_COLUMNS; i++)
        ids[count++] = scheme_builtin_at(i)->id;
    words_join(ids, count, expected);
    report_scheme(loader, FINDING_SCHEME_UNKNOWN, id, expected);
}

/* A scheme that is not built in, or not taken from there. */
static enum status take_scheme(struct loader *loader, const char *name, const char *from,
                               size_t size)
{
    const struct scheme *scheme;
    const char *id = loader->dossier->config.scheme_id;
    const char *bytes = arena_copy(loader->arena, from, size);
    const char *file = arena_copy(loader->arena, name, strlen(name));

    if (bytes == NULL || file == NULL)
        return STATUS_MEMORY;
    enum status status = scheme_load(file, bytes, size, loader->arena, loader->diags, &scheme);
    if (status != STATUS_OK)
        return status;
    loader->dossier->scheme = scheme;
    if (strcmp(scheme->id, id) != 0)
        report_scheme(loader, FINDING_SCHEME_ID, scheme->id, id);
    return STATUS_OK;
}

/* A scheme of the user's own: FOLDER/ID.yaml. *found tells whether it is there. */
static enum status load_own_scheme(struct loader *loader, const char *folder, bool *found)
{
    char name[LIMIT_KEY_BYTES + 8];
    struct input input;
    const char *id = loader->dossier->config.scheme_id;

    *found = false;
    if (folder == NULL || strlen(id) > LIMIT_KEY_BYTES || strchr(id, '/') != NULL)
        return STATUS_OK;
    snprintf(name, sizeof name, "%s.yaml", id);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        if (!input_is_refused(errno))
            diag_blame_system(loader->diags);
        report_scheme(loader, FINDING_SCHEME_FOLDER, strerror(errno), folder);
        return STATUS_INVALID;
    }
    enum status status = input_read(fd, name, false, loader->diags, &input);
    close(fd);
    if (status != STATUS_OK || input.bytes == NULL)
        return status;
    *found = true;
    loader->dossier->own_scheme = true;
    status = take_scheme(loader, name, input.bytes, input.size);
    input_free(&input);
    return status;
}

static enum status load_scheme(struct loader *loader, const struct dossier_options *options)
{
    struct dossier *dossier = loader->dossier;
    const struct dossier_given *given = options->given;
    bool found;

    if (given != NULL) {
        dossier->own_scheme = given->own_scheme;
        return take_scheme(loader, given->scheme_file, given->scheme_bytes, given->scheme_size);
    }
    enum status status = load_own_scheme(loader, options->scheme_folder, &found);

    if (status != STATUS_OK || found)
        return status;
    const struct embedded_file *builtin = scheme_builtin_find(dossier->config.scheme_id);
    if (builtin == NULL) {
        report_unknown_scheme(loader, dossier->config.scheme_id);
        return STATUS_INVALID;
    }
    return scheme_load(builtin->file, builtin->bytes, builtin->size, loader->arena, loader->diags,
                       &dossier->scheme);
}

static enum status load_config(struct loader *loader, const struct dossier_options *options)
{
    struct dossier *dossier = loader->dossier;
    const struct input *input = &dossier->inputs[FILE_CONFIG];

    if (input->bytes == NULL)
        return STATUS_INVALID;
    enum status status = config_load(input->name, input->bytes, input->size, loader->arena,
                                     loader->diags, &dossier->config);
    if (status != STATUS_OK)
        return status;
    if (options->cutoff != NULL) {
        dossier->config.cutoff = *options->cutoff;
        dossier->config.cutoff_line = 0;
    }
    status = load_scheme(loader, options);
    if (status != STATUS_OK)
        return status;
    loader->from = scheme_value(dossier->scheme, PARAMETER_DOSSIER_FROM)->date;
    loader->to = scheme_value(dossier->scheme, PARAMETER_DOSSIER_TO)->date;
    return config_resolve(&dossier->config, input->name, dossier->scheme, loader->diags);
}

/* kpi.csv, the largest table, is read beside aanvragen.csv: with findings, text and a memory of the
 * last beneficiary of its own. */
struct side {
    struct loader loader;
    pthread_t thread;
    bool started;
    enum status status;
};

static void *run_side(void *context)
{
    struct side *side = context;

    side->status = read_reports(&side->loader);
    return NULL;
}

static enum status begin_side(struct loader *loader, struct side *side)
{
    side->loader = *loader;
    side->loader.last.index = NO_INDEX;
    memset(side->loader.held_back, 0, sizeof side->loader.held_back);
    side->loader.diags = diag_list_new();
    side->loader.arena = loader->dossier->side_arena = arena_new();
    if (side->loader.diags == NULL || side->loader.arena == NULL)
        return STATUS_MEMORY;
    side->started = pthread_create(&side->thread, NULL, run_side, side) == 0;
    return STATUS_OK;
}

static enum status end_side(struct loader *loader, struct side *side)
{
    if (side->started)
        pthread_join(side->thread, NULL);
    else
        run_side(side);
    loader->tables_complete[FILE_REPORTS] = side->loader.tables_complete[FILE_REPORTS];
    for (int of = 0; of < FILE_COUNT; of++)
        loader->held_back[FILE_REPORTS][of] += side->loader.held_back[FILE_REPORTS][of];
    diag_take(loader->diags, side->loader.diags);
    return side->status;
}

static enum status load_applications_and_reports(struct loader *loader)
{
    struct side side = {.started = false};
    enum status status = begin_side(loader, &side);

    if (status == STATUS_OK) {
        status = load_applications(loader);
        enum status beside = end_side(loader, &side);
        status = status == STATUS_OK ? beside : status;
    }
    diag_list_free(side.loader.diags);
    return status == STATUS_OK ? link_reports(loader) : status;
}

static enum status load_tables(struct loader *loader)
{
    static enum status (*const steps[])(struct loader *) = {
        load_beneficiaries, load_members,    load_applications_and_reports,
        load_grants,        load_incentives, load_decisions,
        load_payments,      load_spending,   check_participation};
    enum status status = register_load(loader->arena, &loader->dossier->nis);

    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == STATUS_OK; i++)
        status = steps[i](loader);
    return status;
}

enum status dossier_load(const char *folder, const struct dossier_options *options,
                         struct arena *arena, struct diag_list *diags, struct dossier **out)
{
    struct dossier *dossier = calloc(1, sizeof *dossier);
    struct loader loader = {
        .dossier = dossier, .arena = arena, .diags = diags, .last = {.index = NO_INDEX}};

    *out = dossier;
    if (dossier == NULL)
        return STATUS_MEMORY;
    dossier->beneficiary_by_id = text_map_new();
    loader.causes = causes_new();
    if (dossier->beneficiary_by_id == NULL || loader.causes == NULL) {
        causes_free(loader.causes);
        return STATUS_MEMORY;
    }
    enum status status = options->given != NULL ? take_given(&loader, options->given)
                                                : read_folder(&loader, folder);
    if (status == STATUS_OK)
        status = load_config(&loader, options);
    /* with a scheme, the tables can be checked even where dossier.yaml has errors */
    if ((status == STATUS_OK || status == STATUS_INVALID) && dossier->scheme != NULL)
        status = load_tables(&loader);
    causes_report(&loader);
    causes_free(loader.causes);
    return status == STATUS_OK ? diag_list_status(diags) : status;
}

struct source_pos dossier_pos(const struct dossier *dossier, enum dossier_file file, uint32_t line,
                              const char *column)
{
    const struct table_counts *table = &dossier->counts[file];
    struct source_pos pos = {dossier_file_name(file), line, 0};

    for (uint32_t i = 0; i < table->column_count; i++)
        if (strcmp(table->names[i], column) == 0)
            pos.column = table->columns[i];
    return pos;
}

void dossier_free(struct dossier *dossier)
{
    if (dossier == NULL)
        return;
    for (int file = 0; file < FILE_COUNT; file++)
        input_free(&dossier->inputs[file]);
    free(dossier->beneficiaries.items);
    free(dossier->members.items);
    free(dossier->applications.items);
    free(dossier->grants.items);
    free(dossier->incentives.items);
    free(dossier->reports.items);
    free(dossier->decisions.items);
    free(dossier->payments.items);
    free(dossier->spending.items);
    text_map_free(dossier->beneficiary_by_id);
    register_free(&dossier->nis);
    arena_free(dossier->side_arena);
    free(dossier);
}
