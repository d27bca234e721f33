/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/report_files.h"

#include <errno.h>

#include "api/place.h"
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

/* The form first tells why it failed, then the file that holds a part of it. */
static enum status write_file(const struct run *run, const struct report_form *form,
                              enum language language, const struct place *place)
{
    struct out *out = out_new(place_fd(place), PLACE_FILE, NULL, NULL);

    if (out == NULL)
        return STATUS_IO;
    enum status status = form->write(run, language, out);
    int why = errno;
    enum status written = out_finish(out);
    if (status == STATUS_OK)
        return written;
    errno = why;
    return status;
}

enum status report_write(const struct run *run, const struct report_form *form,
                         enum language language, const struct report_target *target)
{
    static const struct place_kind kind = {NULL, NULL};
    struct place *place;
    enum status status =
        place_new_in(target->folder, target->path, form->file, &kind, target->force, &place);

    if (status == STATUS_OK)
        status = write_file(run, form, language, place);
    if (status == STATUS_OK)
        status = place_put(place);
    place_free(place);
    return status;
}
