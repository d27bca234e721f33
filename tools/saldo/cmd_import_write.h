/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts what an import made in the dossier: each file whole or not, and all of them or none. */
#ifndef SALDO_CMD_IMPORT_WRITE_H
#define SALDO_CMD_IMPORT_WRITE_H

#include "import/import.h"

#define IMPORT_RECORD "import.json"

/* folder is the dossier at path, locked by the caller. All files are made before the first one is
 * put; the record goes first, so that no row ever stands without its source. A table that is not
 * the one that was read is a STATUS_BUSY, and what was put before it is taken back. STATUS_EXISTS:
 * something else than a plain file stands there; STATUS_SYNTAX: import.json is not ours;
 * STATUS_IO: errno tells; STATUS_MEMORY. *failed: the name of the file, NULL: none. */
MUST_CHECK enum status import_write(int folder, const char *path, const struct import *import,
                                    struct diag_list *diags, const char **failed);

#endif
