/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of a run for people and programs: one file each, made from the run that was read back.
 *
 * A form is a function of the run and the language, so it can be made again and compared. */
#ifndef API_REPORT_FILES_H
#define API_REPORT_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "run/run.h"
#include "write/out.h"

struct report_form; /* opaque */

size_t report_form_count(void);
const struct report_form *report_form_at(size_t index);
const struct report_form *report_form_find(struct text name); /* NULL: no such form */
const char *report_form_name(const struct report_form *form); /* "html" */
const char *report_form_file(const struct report_form *form); /* "rapport.html" */

/* Writes the form where out goes, for one who looks whether a file is what report would write. */
MUST_CHECK enum status report_form_write(const struct report_form *form, const struct run *run,
                                         enum language language, struct out *out);

struct report_target {
    int folder;       /* open; the run was read after it was opened */
    const char *path; /* where it stood then */
    bool force;       /* replace a plain file of that name */
};

/* Writes the form into the folder, whole or not at all. The statuses of place_new and place_put
 * (STATUS_BUSY: another folder stands at the path, of another run); STATUS_RANGE: the form cannot
 * hold so large a run. */
MUST_CHECK enum status report_write(const struct run *run, const struct report_form *form,
                                    enum language language, const struct report_target *target);

#endif
