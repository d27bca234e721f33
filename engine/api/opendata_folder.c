/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/opendata_folder.h"

#include <string.h>

#include "api/place.h"

static bool owns(const char *name)
{
    for (size_t i = 0; i < opendata_file_count(); i++)
        if (strcmp(opendata_file_name(i), name) == 0)
            return true;
    return false;
}

static const struct place_kind kind = {owns, NULL};

static enum status write_files(const struct run *run, const struct opendata_options *options,
                               int folder)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < opendata_file_count() && status == STATUS_OK; i++) {
        struct out *out = out_new(folder, opendata_file_name(i), NULL, NULL);
        if (out == NULL)
            return STATUS_IO;
        status = opendata_file_write(run, options, i, out);
        enum status written = out_finish(out);
        status = status == STATUS_OK ? written : status;
    }
    return status;
}

enum status opendata_folder_write(const struct run *run, const struct opendata_options *options,
                                  const struct report_target *target)
{
    struct place *place;
    enum status status =
        place_new_in(target->folder, target->path, OPENDATA_FOLDER, &kind, target->force, &place);

    if (status == STATUS_OK)
        status = write_files(run, options, place_fd(place));
    if (status == STATUS_OK)
        status = place_put(place);
    place_free(place);
    return status;
}
