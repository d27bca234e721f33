/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file being written: buffered, with one status at the end, and a tap that sees every byte once
 * (the seal hashes there). */
#ifndef WRITE_OUT_H
#define WRITE_OUT_H

#include <stddef.h>
#include <stdint.h>

#include "core/money.h"

typedef void (*out_tap_fn)(void *context, const void *bytes, size_t size);

struct out; /* opaque; one thread at a time */

/* Creates name in folder; it must not exist. NULL: no memory, or errno tells. tap may be NULL. */
struct out *out_new(int folder_fd, const char *name, out_tap_fn tap, void *context);
/* Writes to a file that the caller opened and closes, such as standard output: no sync. */
struct out *out_fd_new(int fd);
/* Writes to the tap alone: a file that is compared, packed or hashed and never stands on a disk. */
struct out *out_tap_new(out_tap_fn tap, void *context);
/* Writes what is left, syncs and closes; STATUS_IO when a byte could not be written (see errno). */
MUST_CHECK enum status out_finish(struct out *out);

/* The free part of the buffer: the first member of struct out, so that a small write costs no
 * call. */
struct out_window {
    char *at;
    char *end;
};
void out_flush(struct out *out); /* makes room; for out_room */

/* Room for size bytes, at most OUT_ROOM; then out_advance with what was used. */
enum { OUT_ROOM = 1 << 16 };
static inline char *out_room(struct out *out, size_t size)
{
    struct out_window *window = (struct out_window *)out;

    if ((size_t)(window->end - window->at) < size)
        out_flush(out);
    return window->at;
}
static inline void out_advance(struct out *out, size_t used)
{
    ((struct out_window *)out)->at += used;
}
void out_bytes(struct out *out, const char *bytes, size_t size);
void out_text(struct out *out, const char *text);
static inline void out_char(struct out *out, char c)
{
    *out_room(out, 1) = c;
    out_advance(out, 1);
}
void out_count(struct out *out, int64_t count);            /* 1234 */
void out_money(struct out *out, struct money money);       /* 30.000,00 */
void out_money_plain(struct out *out, struct money money); /* 30000.00 */

#endif
