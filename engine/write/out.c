/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/out.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"

enum { BUFFER_BYTES = 1 << 18, BUFFERS = 4, NO_FILE = -1 };

/* Filled buffers go to a thread that writes and taps them while the next are filled: formatting
 * and hashing share the work; the bytes and their order are the same as without it. */
struct out {
    struct out_window window; /* first: see out.h */
    int fd;
    bool borrowed; /* fd is the caller's */
    int error;     /* errno of the first failure, 0: none; the writer's while it runs */
    out_tap_fn tap;
    void *context;
    uint64_t flushed;
    char *buffer; /* the one that is being filled */
    bool beside;  /* there is a writer */
    pthread_t writer;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    unsigned filled; /* buffers handed to the writer so far, */
    unsigned done;   /* and those that it has written */
    bool closing;
    size_t sizes[BUFFERS];
    char buffers[BUFFERS][BUFFER_BYTES];
};

static void fill_from(struct out *out, char *buffer)
{
    out->buffer = buffer;
    out->window = (struct out_window){buffer, buffer + BUFFER_BYTES};
}

static size_t used(const struct out *out)
{
    return (size_t)(out->window.at - out->buffer);
}

struct out *out_fd_new(int fd)
{
    struct out *out = calloc(1, sizeof *out); /* buffers that are not used cost no memory */

    if (out == NULL)
        return NULL;
    out->fd = fd;
    out->borrowed = true;
    pthread_mutex_init(&out->lock, NULL);
    pthread_cond_init(&out->changed, NULL);
    fill_from(out, out->buffers[0]);
    return out;
}

struct out *out_new(int folder_fd, const char *name, out_tap_fn tap, void *context)
{
    int fd = openat(folder_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

    if (fd < 0)
        return NULL;
    struct out *out = out_fd_new(fd);
    if (out == NULL) {
        close(fd);
        return NULL;
    }
    out->borrowed = false;
    out->tap = tap;
    out->context = context;
    return out;
}

struct out *out_tap_new(out_tap_fn tap, void *context)
{
    struct out *out = out_fd_new(NO_FILE);

    if (out == NULL)
        return NULL;
    out->tap = tap;
    out->context = context;
    return out;
}

static void write_buffer(struct out *out, const char *bytes, size_t size)
{
    size_t done = out->fd == NO_FILE ? size : 0;

    while (out->error == 0 && done < size) {
        ssize_t wrote = write(out->fd, bytes + done, size - done);
        if (wrote < 0 && errno != EINTR)
            out->error = errno;
        else if (wrote > 0)
            done += (size_t)wrote;
    }
    if (out->tap != NULL && out->error == 0)
        out->tap(out->context, bytes, size);
}

static void *run_writer(void *context)
{
    struct out *out = context;

    pthread_mutex_lock(&out->lock);
    for (;;) {
        while (out->done == out->filled && !out->closing)
            pthread_cond_wait(&out->changed, &out->lock);
        if (out->done == out->filled)
            break;
        unsigned slot = out->done % BUFFERS;
        pthread_mutex_unlock(&out->lock);
        write_buffer(out, out->buffers[slot], out->sizes[slot]);
        pthread_mutex_lock(&out->lock);
        out->done++;
        pthread_cond_signal(&out->changed);
    }
    pthread_mutex_unlock(&out->lock);
    return NULL;
}

/* Hands the full buffer to the writer and takes the next free one. */
static void hand_over(struct out *out)
{
    pthread_mutex_lock(&out->lock);
    out->sizes[out->filled % BUFFERS] = used(out);
    out->filled++;
    pthread_cond_signal(&out->changed);
    while (out->filled - out->done == BUFFERS)
        pthread_cond_wait(&out->changed, &out->lock);
    fill_from(out, out->buffers[out->filled % BUFFERS]);
    pthread_mutex_unlock(&out->lock);
}

/* The writer begins with the second buffer: most files are smaller than one. */
void out_flush(struct out *out)
{
    size_t size = used(out);

    if (!out->beside && out->flushed > 0)
        out->beside = pthread_create(&out->writer, NULL, run_writer, out) == 0;
    out->flushed += size;
    if (out->beside) {
        hand_over(out);
        return;
    }
    write_buffer(out, out->buffer, size);
    fill_from(out, out->buffer);
}

static void stop_writer(struct out *out)
{
    if (!out->beside)
        return;
    pthread_mutex_lock(&out->lock);
    out->closing = true;
    pthread_cond_signal(&out->changed);
    pthread_mutex_unlock(&out->lock);
    pthread_join(out->writer, NULL);
    out->beside = false;
}

enum status out_finish(struct out *out)
{
    stop_writer(out);
    write_buffer(out, out->buffer, used(out));
    if (!out->borrowed && out->error == 0 && fsync(out->fd) != 0)
        out->error = errno;
    if (!out->borrowed && close(out->fd) != 0 && out->error == 0)
        out->error = errno;
    int error = out->error;
    pthread_cond_destroy(&out->changed);
    pthread_mutex_destroy(&out->lock);
    free(out);
    errno = error;
    return error == 0 ? STATUS_OK : STATUS_IO;
}

void out_bytes(struct out *out, const char *bytes, size_t size)
{
    while (size > 0) {
        size_t piece = size < OUT_ROOM ? size : OUT_ROOM;
        memcpy(out_room(out, piece), bytes, piece);
        out_advance(out, piece);
        bytes += piece;
        size -= piece;
    }
}

void out_text(struct out *out, const char *text)
{
    out_bytes(out, text, strlen(text));
}

void out_count(struct out *out, int64_t count)
{
    out_advance(out, text_format_count_plain(count, out_room(out, COUNT_TEXT_BYTES)));
}

void out_money(struct out *out, struct money money)
{
    out_advance(out, text_format_money(money, out_room(out, MONEY_TEXT_BYTES)));
}

void out_money_plain(struct out *out, struct money money)
{
    out_advance(out, text_format_money_plain(money, out_room(out, MONEY_TEXT_BYTES)));
}
