/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/run_arguments.h"

#include <errno.h>
#include <libintl.h>
#include <string.h>

#include "saldo/screen/print.h"
#include <saldo.h>

#define _(text) gettext(text)

static void report_trouble(const char *folder, enum run_trouble trouble, const char *file)
{
    switch (trouble) {
    case RUN_ABSENT:
        print_error(_("%s is not a run: %s cannot be read"), folder, file);
        return;
    case RUN_NO_SEAL:
        print_error(_("%s: manifest.json is not a manifest of saldo, or does not name %s"), folder,
                    file);
        return;
    case RUN_EDITED:
        print_error(_("%s: %s is not the file that was sealed"), folder, file);
        return;
    case RUN_FINE:
        return;
    }
}

const struct run *read_run(const char *folder, struct arena *arena, int *result)
{
    const struct run *run = NULL;
    enum run_trouble trouble;
    const char *file = "manifest.json";
    enum status status = arena == NULL ? STATUS_MEMORY
                                       : run_load(folder, arena, &run, &trouble, &file);

    *result = SALDO_OK;
    if (status == STATUS_OK)
        return run;
    *result = SALDO_INVALID;
    if (status == STATUS_INVALID) {
        report_trouble(folder, trouble, file);
    } else if (status == STATUS_SYNTAX) {
        print_error(_("%s: %s is of another version, or was changed"), folder, file);
    } else if (status == STATUS_IO) {
        print_error("%s/%s: %s", folder, file, strerror(errno));
        *result = SALDO_RESOURCES;
    } else {
        print_error("%s: %s", folder, _("no memory"));
        *result = SALDO_RESOURCES;
    }
    return NULL;
}
