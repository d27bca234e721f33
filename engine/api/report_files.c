/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/report_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "report/book/workbook.h"
#include "report/database/database.h"
#include "report/html/page_of_run.h"

struct report_form {
    const char *name;
    const char *file;
    enum status (*write)(const struct run *run, enum language language, struct out *out);
};

static const struct report_form forms[] = {
    {"html", "rapport.html", html_write},
    {"sqlite", "saldo.sqlite", database_write},
    {"xlsx", "afrekening.xlsx", workbook_write},
    {NULL, NULL, NULL},
};

size_t report_form_count(void)
{
    return sizeof forms / sizeof *forms - 1;
}

const struct report_form *report_form_at(size_t index)
{
    return &forms[index];
}

const struct report_form *report_form_find(struct text name)
{
    for (const struct report_form *form = forms; form->name != NULL; form++)
        if (text_is(name, form->name))
            return form;
    return NULL;
}

const char *report_form_name(const struct report_form *form)
{
    return form->name;
}

const char *report_form_file(const struct report_form *form)
{
    return form->file;
}

enum status report_form_write(const struct report_form *form, const struct run *run,
                              enum language language, struct out *out)
{
    return form->write(run, language, out);
}

/* Into a file of another name first. */
static enum status write_temporary(const struct run *run, const struct report_form *form,
                                   enum language language, int folder, const char *name)
{
    unlinkat(folder, name, 0); /* of a run of the program that was killed */
    struct out *out = out_new(folder, name, NULL, NULL);

    if (out == NULL)
        return STATUS_IO;
    enum status status = form->write(run, language, out);
    int why = errno;
    enum status written = out_finish(out);
    if (status == STATUS_OK)
        return written;
    errno = why; /* of the form, not of the file that holds a part of it */
    return status;
}

static enum status write_form(const struct run *run, const struct report_form *form,
                              enum language language, int folder, bool force)
{
    char name[64];

    if (!force && faccessat(folder, form->file, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return STATUS_EXISTS;
    snprintf(name, sizeof name, ".%s.tmp", form->file);
    enum status status = write_temporary(run, form, language, folder, name);
    if (status == STATUS_OK && renameat(folder, name, folder, form->file) != 0)
        status = STATUS_IO;
    if (status == STATUS_OK && fsync(folder) != 0)
        status = STATUS_IO;
    if (status != STATUS_OK) {
        int why = errno;
        unlinkat(folder, name, 0);
        errno = why;
    }
    return status;
}

enum status report_write(const struct run *run, const struct report_form *form,
                         enum language language, const char *folder, bool force)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return STATUS_IO;
    enum status status = write_form(run, form, language, fd, force);
    int why = errno;
    close(fd);
    errno = why;
    return status;
}
