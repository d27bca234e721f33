/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: saldo_columns schema|document <FILE >MADE
 * FILE: the template of the schema, or the document with the marks. See tools/columns-doc. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "columns/columns.h"
#include "core/bytes.h"

static enum status read_all(int fd, struct bytes *to)
{
    char piece[4096];
    ssize_t size;

    while ((size = read(fd, piece, sizeof piece)) > 0)
        bytes_add(to, piece, (size_t)size);
    bytes_add(to, "", 1);
    return size < 0 ? STATUS_IO : bytes_status(to);
}

int main(int argc, char **argv)
{
    struct bytes given = {0};
    struct out *out = out_fd_new(STDOUT_FILENO);
    enum status status = out == NULL ? STATUS_MEMORY : read_all(STDIN_FILENO, &given);

    if (status == STATUS_OK)
        status = argc == 2 && strcmp(argv[1], "schema") == 0     ? columns_schema(given.at, out)
                 : argc == 2 && strcmp(argv[1], "document") == 0 ? columns_document(given.at, out)
                                                                 : STATUS_INVALID;
    bytes_free(&given);
    enum status written = out == NULL ? STATUS_MEMORY : out_finish(out);
    return status == STATUS_OK && written == STATUS_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
