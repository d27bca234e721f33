/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/key_arguments.h"

#include <errno.h>
#include <libintl.h>
#include <string.h>

#include "api/run_sign.h"
#include "saldo/print.h"
#include <saldo.h>

#define _(text) gettext(text)

int refuse_key(const char *path)
{
    print_error(_("%s is not an Ed25519 private key in PEM without a passphrase"), path);
    return SALDO_INVALID;
}

int read_key(const char *path, struct arena *arena, struct text *out)
{
    switch (run_key_read(path, arena, out)) {
    case STATUS_OK:
        return SALDO_OK;
    case STATUS_SYNTAX:
        return refuse_key(path);
    case STATUS_IO:
        print_error("%s: %s", path, strerror(errno));
        return SALDO_RESOURCES;
    default:
        print_error("%s: %s", path, _("no memory"));
        return SALDO_RESOURCES;
    }
}
