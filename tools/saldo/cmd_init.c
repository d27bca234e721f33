/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libintl.h>
#include <string.h>

#include "api/place.h"
#include "ingest/dossier/dossier.h"
#include "saldo/command.h"
#include "saldo/screen/place_print.h"
#include "saldo/screen/print.h"
#include "write/out.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

struct arguments {
    const char *folder;
    const char *scheme;
};

enum { OPT_SCHEME = 256 };

static const struct argp_option options[] = {
    {"scheme", OPT_SCHEME, N_("ID"), 0, N_("scheme of the dossier (default plan-samenleven-3)"), 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *in = state->input;

    switch (key) {
    case OPT_SCHEME:
        in->scheme = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (in->folder != NULL)
            argp_usage(state);
        in->folder = arg;
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void write_assumptions(struct out *out, const struct scheme *scheme)
{
    out_text(out, "\n# Aannames: waar de tekst zwijgt. Wat hier staat is de standaard; kies een "
                  "ander alternatief "
                  "door\n# het # weg te halen en de waarde te veranderen.\n#aannames:\n");
    for (size_t i = 0; i < scheme->assumption_count; i++) {
        const struct scheme_assumption *assumption = &scheme->assumptions[i];
        if (assumption->known == ASSUMPTION_COUNT)
            continue;
        out_text(out, "#  ");
        out_text(out, assumption->id);
        out_text(out, ": ");
        out_text(out, assumption->alternatives[assumption->standard].id);
        out_text(out, "   # ");
        for (size_t a = 0; a < assumption->alternative_count; a++) {
            out_text(out, a == 0 ? "" : ", ");
            out_text(out, assumption->alternatives[a].id);
        }
        out_char(out, '\n');
    }
}

static void write_config(struct out *out, const struct scheme *scheme)
{
    char date[DATE_TEXT_BYTES];

    date_format(scheme_value(scheme, PARAMETER_DOSSIER_TO)->date, date);
    out_text(out, "# Dossier van saldo. De tabellen staan ernaast; zie docs/dossier.md.\n");
    out_text(out, "regeling: ");
    out_text(out, scheme->id);
    out_text(out,
             "\n\n# Rijen met een latere datum tellen niet mee (en worden geteld).\npeildatum: ");
    out_text(out, date);
    out_text(out, "\n\n# Taal van de zinnen in de resultaten: nl of en.\ntaal: nl\n\n"
                  "# Tekens van de CSV-bestanden: utf-8 of windows-1252.\n#codering: utf-8\n");
    write_assumptions(out, scheme);
}

static void write_header(struct out *out, enum dossier_file file)
{
    uint32_t count;
    const char *const *columns = dossier_columns(file, &count);

    for (uint32_t i = 0; i < count; i++) {
        out_text(out, i == 0 ? "" : ";");
        out_text(out, columns[i]);
    }
    out_char(out, '\n');
}

static enum status write_files(int folder, const struct scheme *scheme)
{
    enum status status = STATUS_OK;

    for (int file = 0; file < FILE_COUNT && status == STATUS_OK; file++) {
        struct out *out = out_new(folder, dossier_file_name((enum dossier_file)file), NULL, NULL);
        if (out == NULL)
            return STATUS_IO;
        if (file == FILE_CONFIG)
            write_config(out, scheme);
        else
            write_header(out, (enum dossier_file)file);
        status = out_finish(out);
    }
    return status;
}

/* ---- where they go ---- */

static bool owns(const char *name)
{
    for (int file = 0; file < FILE_COUNT; file++)
        if (strcmp(dossier_file_name((enum dossier_file)file), name) == 0)
            return true;
    return false;
}

static const struct place_kind kind = {owns, NULL};

/* A new folder. */
static enum status make_folder(const char *folder, const struct scheme *scheme)
{
    struct place *place;
    enum status status = place_new(folder, &kind, false, &place);

    if (status == STATUS_OK)
        status = write_files(place_fd(place), scheme);
    if (status == STATUS_OK)
        status = place_put(place);
    place_free(place);
    return status;
}

/* A folder that is there and empty. dossier.yaml goes last: without it there is no dossier. */
static enum status fill_folder(const char *folder, const struct scheme *scheme)
{
    const char *config = dossier_file_name(FILE_CONFIG);
    const char *names[FILE_COUNT];
    size_t count = 0;
    struct place *place;
    enum status status = place_new_within(folder, &kind, config, &place);

    for (int file = 0; file < FILE_COUNT; file++)
        if (file != FILE_CONFIG)
            names[count++] = dossier_file_name((enum dossier_file)file);
    names[count++] = config;
    if (status == STATUS_OK)
        status = write_files(place_fd(place), scheme);
    if (status == STATUS_OK)
        status = place_put_within(place, names, count);
    place_free(place);
    return status;
}

static int write_dossier(const char *folder, const struct scheme *scheme)
{
    const struct place_words words = {_("is not an empty folder"), ""};
    enum status status = make_folder(folder, scheme);

    if (status == STATUS_EXISTS || status == STATUS_RANGE)
        status = fill_folder(folder, scheme);
    return print_place_failure(folder, status, false, &words);
}

int cmd_init(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = N_("DIR"),
        .doc = N_("Writes an empty dossier: dossier.yaml with comments, and every table with its "
                  "header."),
        .children = common_children};
    struct arguments in = {.scheme = "plan-samenleven-3"};
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    const struct scheme *scheme;
    int status = SALDO_RESOURCES;

    command_parse(&argp, argc, argv, &in);
    const struct embedded_file *builtin = scheme_builtin_find(in.scheme);
    if (builtin == NULL) {
        print_error(_("unknown scheme '%s'; see 'saldo scheme list'"), in.scheme);
        status = SALDO_INVALID;
    } else if (arena != NULL && diags != NULL &&
               scheme_load(builtin->file, builtin->bytes, builtin->size, arena, diags, &scheme) ==
                   STATUS_OK) {
        status = write_dossier(in.folder, scheme);
    }
    diag_list_free(diags);
    arena_free(arena);
    return status;
}
