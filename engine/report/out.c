/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"

enum { BUFFER_BYTES = 1 << 18 };

struct out {
    int fd;
    int error; /* errno of the first failure, 0: none */
    out_tap_fn tap;
    void *context;
    uint64_t flushed;
    size_t used;
    char buffer[BUFFER_BYTES];
};

struct out *out_new(int folder_fd, const char *name, out_tap_fn tap, void *context)
{
    struct out *out = malloc(sizeof *out);

    if (out == NULL)
        return NULL;
    out->fd = openat(folder_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (out->fd < 0) {
        free(out);
        return NULL;
    }
    out->error = 0;
    out->tap = tap;
    out->context = context;
    out->flushed = 0;
    out->used = 0;
    return out;
}

static void flush(struct out *out)
{
    size_t done = 0;

    while (out->error == 0 && done < out->used) {
        ssize_t wrote = write(out->fd, out->buffer + done, out->used - done);
        if (wrote < 0 && errno != EINTR)
            out->error = errno;
        else if (wrote > 0)
            done += (size_t)wrote;
    }
    if (out->tap != NULL && out->error == 0)
        out->tap(out->context, out->buffer, out->used);
    out->flushed += out->used;
    out->used = 0;
}

enum status out_finish(struct out *out)
{
    flush(out);
    if (out->error == 0 && fsync(out->fd) != 0)
        out->error = errno;
    if (close(out->fd) != 0 && out->error == 0)
        out->error = errno;
    int error = out->error;
    free(out);
    errno = error;
    return error == 0 ? STATUS_OK : STATUS_IO;
}

/* Room for size bytes, size at most BUFFER_BYTES. */
static char *room(struct out *out, size_t size)
{
    if (BUFFER_BYTES - out->used < size)
        flush(out);
    return out->buffer + out->used;
}

void out_bytes(struct out *out, const char *bytes, size_t size)
{
    while (size > 0) {
        size_t piece = size < BUFFER_BYTES ? size : BUFFER_BYTES;
        memcpy(room(out, piece), bytes, piece);
        out->used += piece;
        bytes += piece;
        size -= piece;
    }
}

void out_text(struct out *out, const char *text)
{
    out_bytes(out, text, strlen(text));
}

void out_char(struct out *out, char c)
{
    *room(out, 1) = c;
    out->used++;
}

void out_count(struct out *out, int64_t count)
{
    out->used += text_format_count_plain(count, room(out, COUNT_TEXT_BYTES));
}

void out_money(struct out *out, struct money money)
{
    out->used += text_format_money(money, room(out, MONEY_TEXT_BYTES));
}

void out_money_plain(struct out *out, struct money money)
{
    out->used += text_format_money_plain(money, room(out, MONEY_TEXT_BYTES));
}

uint64_t out_size(const struct out *out)
{
    return out->flushed + out->used;
}
