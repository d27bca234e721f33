/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/screen/place_print.h"

#include <errno.h>
#include <libintl.h>
#include <string.h>

#include "saldo/screen/print.h"

#define _(text) gettext(text)

int print_place_failure(const char *path, enum status status, bool force,
                        const struct place_words *words)
{
    switch (status) {
    case STATUS_OK:
        note_written(path);
        return SALDO_OK;
    case STATUS_EXISTS:
        print_error("%s %s", path, force ? words->not_ours : words->there);
        return SALDO_INVALID;
    case STATUS_BUSY:
        print_error(_("%s was changed by another program meanwhile; nothing was replaced"), path);
        return SALDO_INVALID;
    case STATUS_RANGE:
        print_error(_("'%s' does not end in the name of what is to be written"), path);
        return SALDO_INVALID;
    case STATUS_IO:
        print_error("%s: %s", path[0] == '\0' ? "''" : path, strerror(errno));
        return SALDO_RESOURCES;
    case STATUS_MEMORY:
        print_error("%s: %s", path, _("no memory"));
        return SALDO_RESOURCES;
    default:
        print_error("%s: %s", path, _("a tie-out failed; nothing was written"));
        return SALDO_RESOURCES;
    }
}
