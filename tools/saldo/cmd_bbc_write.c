/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/cmd_bbc_write.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "ingest/bbc/control.h"
#include <saldo.h>

/* Notes which file the system refused, as long as errno still tells. */
static enum status note(struct bbc_output *output, enum status status, const char *name)
{
    if (status == STATUS_IO && output->failed == NULL) {
        output->failed = name;
        output->error = errno;
    }
    return status;
}

static bool owns(const char *name)
{
    static const char *const files[] = {"uitgaven.csv", "verworpen.csv", "herkomst.csv",
                                        "controle.json"};

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(files[i], name) == 0)
            return true;
    return false;
}

static const struct place_kind kind = {owns, NULL};

static struct out *open_file(struct bbc_output *output, const char *name)
{
    return out_new(place_fd(output->folder), name, NULL, NULL);
}

static enum status open_rows(struct bbc_output *output)
{
    output->rejected = open_file(output, "verworpen.csv");
    if (output->rejected == NULL)
        return note(output, STATUS_IO, "verworpen.csv");
    output->origin = open_file(output, "herkomst.csv");
    if (output->origin == NULL)
        return note(output, STATUS_IO, "herkomst.csv");
    out_text(output->rejected, BBC_REJECTED_HEADER);
    out_text(output->origin, BBC_ORIGIN_HEADER);
    return STATUS_OK;
}

enum status bbc_output_open(struct bbc_output *output, const char *path)
{
    enum status status = place_new(path, &kind, false, &output->folder);

    return status == STATUS_OK ? open_rows(output) : note(output, status, "");
}

enum status bbc_output_rejected(void *context, const char *at, size_t length)
{
    struct bbc_output *output = context;

    out_bytes(output->rejected, at, length);
    return STATUS_OK; /* a failure is told at the end (out_finish) */
}

enum status bbc_output_origin(void *context, const char *at, size_t length)
{
    struct bbc_output *output = context;

    out_bytes(output->origin, at, length);
    return STATUS_OK;
}

struct spending_file {
    struct out *out;
    struct bbc_buffer row;
};

static enum status take_spending(void *context, const struct bbc_spending *row)
{
    struct spending_file *file = context;

    file->row.length = 0;
    bbc_spending_write(&file->row, row);
    if (file->row.lost)
        return STATUS_MEMORY;
    out_bytes(file->out, file->row.at, file->row.length);
    return STATUS_OK;
}

static enum status write_spending(struct bbc_output *output, struct bbc_run *run)
{
    struct spending_file file = {open_file(output, "uitgaven.csv"), {0}};

    if (file.out == NULL)
        return note(output, STATUS_IO, "uitgaven.csv");
    out_text(file.out, BBC_SPENDING_HEADER);
    enum status status = bbc_run_spending(run, take_spending, &file);
    bbc_buffer_free(&file.row);
    enum status written = out_finish(file.out);
    return status == STATUS_OK ? note(output, written, "uitgaven.csv") : status;
}

static enum status write_control(struct bbc_output *output, const struct bbc_options *options,
                                 const struct bbc_result *result, const char *const *sha256)
{
    struct bbc_buffer text = {0};
    struct out *out = open_file(output, "controle.json");
    enum status status = STATUS_OK;

    if (out == NULL)
        return note(output, STATUS_IO, "controle.json");
    bbc_control_write(&text, options, result, sha256, saldo_version());
    if (text.lost)
        status = STATUS_MEMORY;
    else
        out_bytes(out, text.at, text.length);
    bbc_buffer_free(&text);
    enum status written = out_finish(out);
    return status == STATUS_OK ? note(output, written, "controle.json") : status;
}

/* Closes one of the two files that were written while reading. */
static enum status close_file(struct bbc_output *output, struct out **out, const char *name)
{
    enum status status = *out == NULL ? STATUS_OK : out_finish(*out);

    *out = NULL;
    return note(output, status, name);
}

static enum status remove_file(struct bbc_output *output, struct out **out, const char *name)
{
    enum status status = close_file(output, out, name);

    if (status == STATUS_OK && unlinkat(place_fd(output->folder), name, 0) != 0)
        status = note(output, STATUS_IO, name);
    return status;
}

enum status bbc_output_restart(struct bbc_output *output)
{
    enum status status = remove_file(output, &output->rejected, "verworpen.csv");

    if (status == STATUS_OK)
        status = remove_file(output, &output->origin, "herkomst.csv");
    return status == STATUS_OK ? open_rows(output) : status;
}

enum status bbc_output_finish(struct bbc_output *output, struct bbc_run *run,
                              const struct bbc_options *options, const struct bbc_result *result,
                              const char *const *sha256)
{
    enum status status = result->refused ? remove_file(output, &output->origin, "herkomst.csv")
                                         : write_spending(output, run);

    if (status == STATUS_OK)
        status = write_control(output, options, result, sha256);
    if (status == STATUS_OK)
        status = close_file(output, &output->rejected, "verworpen.csv");
    if (status == STATUS_OK)
        status = close_file(output, &output->origin, "herkomst.csv");
    return status == STATUS_OK ? note(output, place_put(output->folder), "") : status;
}

void bbc_output_free(struct bbc_output *output)
{
    /* Only after a failure is there anything to close; it has been told already. */
    if (output->rejected != NULL)
        (void)!out_finish(output->rejected);
    if (output->origin != NULL)
        (void)!out_finish(output->origin);
    output->rejected = NULL;
    output->origin = NULL;
    place_free(output->folder);
    output->folder = NULL;
}
