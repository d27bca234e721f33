/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/cmd_bbc_arguments.h"

#include <libintl.h>
#include <string.h>

#include "core/limits.h"
#include "saldo/command.h"

#define _(text) gettext(text)
#define N_(text) text

enum {
    OPT_EXPLAIN = 256,
    OPT_SHOW,
    OPT_SEAL,
    OPT_THREADS,
    OPT_STATUS,
    OPT_YEAR,
    OPT_STRICT,
    OPT_DOSSIER,
    OPT_SET,
    OPT_OCMW,
    OPT_CHUNK,
    OPT_SIMD,
    OPT_MEMORY,
    OPT_SHEET
};

static const struct argp_option option_list[] = {
    {"profile", 'p', N_("PROFILE"), 0, N_("how the export is to be read: an id or a path"), 0},
    {"out", 'o', N_("DIR"), 0, N_("folder to write; it must not exist yet"), 0},
    {"explain-profile", OPT_EXPLAIN, N_("PROFILE"), 0,
     N_("show how the first rows are read, and write nothing"), 0},
    {"show-profile", OPT_SHOW, N_("ID"), 0,
     N_("print a built-in profile, to copy and change, and read nothing"), 0},
    {"status", OPT_STATUS, N_("STATUS"), 0, N_("take only rows with this status"), 0},
    {"year", OPT_YEAR, N_("YEAR"), 0, N_("take only this fiscal year"), 0},
    {"dossier", OPT_DOSSIER, N_("DOSSIER"), 0,
     N_("take only its beneficiaries, and fill in who they are"), 0},
    {"set", OPT_SET, N_("ROLE=VALUE"), 0,
     N_("what the whole export is about, where no column says so: code, soort, nis …"), 0},
    {"sheet", OPT_SHEET, N_("NAME"), 0,
     N_("of a workbook: the sheet that is the export; default: the only one with content"), 0},
    {"ocmw", OPT_OCMW, N_("tellen|weglaten"), 0,
     N_("what to do with an OCMW beside its municipality"), 0},
    {"seal", OPT_SEAL, NULL, 0, N_("hash the exports while reading"), 0},
    {"strict", OPT_STRICT, NULL, 0,
     N_("rejected rows and warnings are errors: DIR then holds verworpen.csv and controle.json "
        "only"),
     0},
    {"threads", OPT_THREADS, N_("N"), 0, N_("how many threads read; default: all processors"), 0},
    {"chunk", OPT_CHUNK, N_("BYTES"), OPTION_HIDDEN, NULL, 0},
    {"simd", OPT_SIMD, N_("LEVEL"), OPTION_HIDDEN, NULL, 0},
    {"memory", OPT_MEMORY, N_("BYTES"), OPTION_HIDDEN, NULL, 0},
    {0}};

/* A number from least to most; anything else is wrong use. */
static size_t parse_number(struct argp_state *state, const char *arg, size_t least, size_t most)
{
    int64_t number = 0;
    struct text text = {arg, strlen(arg)};

    if (text_parse_count(text, &number) != STATUS_OK || (size_t)number < least ||
        (size_t)number > most)
        command_error(state, _("'%s' is not a number from %zu to %zu"), arg, least, most);
    return (size_t)number;
}

static void parse_set(struct argp_state *state, struct bbc_arguments *in, const char *arg)
{
    const char *value = strchr(arg, '=');

    for (int role = 0; role < ROLE_COUNT && value != NULL; role++) {
        const char *name = profile_role_name((enum profile_role)role);
        size_t length = strlen(name);
        if (profile_role_is_amount((enum profile_role)role) || length != (size_t)(value - arg) ||
            memcmp(arg, name, length) != 0)
            continue;
        if (value[1] == '\0' || strlen(value + 1) > LIMIT_KEY_BYTES)
            break;
        in->options.declared[role] = value + 1;
        return;
    }
    command_error(state, _("'%s' is not ROLE=VALUE with a role of the profile"), arg);
}

static void parse_simd(struct argp_state *state, struct bbc_arguments *in, const char *arg)
{
    for (int level = 0; level < SCAN_LEVELS; level++)
        if (strcmp(scan_level_name((enum scan_level)level), arg) == 0 &&
            scan_level_works((enum scan_level)level)) {
            in->options.level = (enum scan_level)level;
            return;
        }
    command_error(state, _("'%s' is not an instruction set of this processor"), arg);
}

static void check_end(struct argp_state *state, const struct bbc_arguments *in)
{
    if (in->show != NULL)
        return;
    if (in->file_count == 0)
        argp_usage(state);
    if (in->explain != NULL)
        return;
    if (in->profile == NULL)
        command_error(state, "%s", _("--profile PROFILE is needed"));
    if (in->out == NULL)
        command_error(state, "%s", _("--out DIR is needed"));
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct bbc_arguments *in = state->input;

    switch (key) {
    case 'p':
        in->profile = arg;
        return 0;
    case 'o':
        in->out = arg;
        return 0;
    case OPT_EXPLAIN:
        in->explain = arg;
        return 0;
    case OPT_SHOW:
        in->show = arg;
        return 0;
    case OPT_SEAL:
        in->options.seal = true;
        return 0;
    case OPT_STRICT:
        in->strict = true;
        return 0;
    case OPT_DOSSIER:
        in->dossier = arg;
        return 0;
    case OPT_SHEET:
        in->options.sheet = arg;
        return 0;
    case OPT_STATUS:
        in->options.status = arg;
        return 0;
    case OPT_YEAR:
        in->options.year = (uint32_t)parse_number(state, arg, 2000, 2100);
        return 0;
    case OPT_THREADS:
        in->options.threads = (unsigned)parse_number(state, arg, 1, BBC_THREADS);
        return 0;
    case OPT_CHUNK:
        in->options.chunk_bytes = parse_number(state, arg, 1, 1 << 26);
        return 0;
    case OPT_MEMORY:
        in->options.memory_bytes = parse_number(state, arg, 1, 1 << 30);
        return 0;
    case OPT_SIMD:
        parse_simd(state, in, arg);
        return 0;
    case OPT_SET:
        parse_set(state, in, arg);
        return 0;
    case OPT_OCMW:
        in->options.ocmw = strcmp(arg, "tellen") == 0 ? BBC_OCMW_COUNT : BBC_OCMW_SKIP;
        if (strcmp(arg, "tellen") != 0 && strcmp(arg, "weglaten") != 0)
            command_error(state, _("'%s' is not one of: tellen, weglaten"), arg);
        return 0;
    case ARGP_KEY_ARGS:
        in->files = state->argv + state->next;
        in->file_count = state->argc - state->next;
        return 0;
    case ARGP_KEY_END:
        check_end(state, in);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

void bbc_arguments_parse(int argc, char **argv, struct bbc_arguments *in)
{
    static const struct argp argp = {
        .options = option_list,
        .parser = parse,
        .args_doc = N_("FILE..."),
        .doc = N_("Reads exports of the BBC analysis tool: every amount is accepted, rejected or "
                  "skipped, and none is lost. Writes DIR whole or not at all."),
        .children = common_children};

    command_parse(&argp, argc, argv, in);
}
