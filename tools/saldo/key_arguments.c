/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/key_arguments.h"

#include <errno.h>
#include <libintl.h>
#include <string.h>
#include <sys/stat.h>

#include "api/run_sign.h"
#include "saldo/screen/print.h"
#include <saldo.h>

#define _(text) gettext(text)

int refuse_key(const char *path)
{
    print_error(_("%s is not an Ed25519 private key in PEM without a passphrase"), path);
    return SALDO_INVALID;
}

/* What others could sign too proves little; said, not refused: whose file it is, is not ours. */
static void warn_of_readers(const char *path, struct text key)
{
    static const char private[] = "PRIVATE KEY";
    struct stat info;

    if (memmem(key.at, key.length, private, sizeof private - 1) == NULL)
        return; /* not one to keep, and refused */
    if (stat(path, &info) == 0 && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        print_error(_("warning: %s is not for you alone: others may read it, and sign as you"),
                    path);
}

int read_key(const char *path, struct arena *arena, struct text *out)
{
    switch (run_key_read(path, arena, out)) {
    case STATUS_OK:
        warn_of_readers(path, *out);
        return SALDO_OK;
    case STATUS_SYNTAX:
        return refuse_key(path);
    case STATUS_IO:
        return input_failed(path);
    default:
        print_error("%s: %s", path, _("no memory"));
        return SALDO_RESOURCES;
    }
}
