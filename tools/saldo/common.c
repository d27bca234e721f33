/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that every command has. */
#include <libintl.h>
#include <string.h>

#include "saldo/command.h"

#define _(text) gettext(text)
#define N_(text) text

static error_t parse_common(int key, char *arg, struct argp_state *state)
{
    if (key != 'l')
        return ARGP_ERR_UNKNOWN;
    if (strcmp(arg, "nl") != 0 && strcmp(arg, "en") != 0)
        command_error(state, _("'%s' is not a language; expected: nl, en"), arg);
    return 0;
}

static const struct argp_option common_options[] = {
    {"lang", 'l', N_("nl|en"), 0, N_("language of the messages"), 10}, {0}};
static const struct argp common_argp = {.options = common_options, .parser = parse_common};
const struct argp_child common_children[] = {{&common_argp, 0, NULL, 0}, {0}};
