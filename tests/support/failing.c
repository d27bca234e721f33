/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a folder, writes into it and fails: folder.sh looks what is left. */
#include "support/folder.h"
#include "support/rows.h"

static void fails(void **state)
{
    struct folder folder;

    (void)state;
    folder_new(&folder);
    folder_write_text(&folder, "export.csv", "a;b\n");
    fail();
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, fails, "a test that fails", NULL);
    return rows_run(rows, "support/failing");
}
