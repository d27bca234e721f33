/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts an output in place: a file or a folder, whole or not at all. Every output of the program
 * goes through here.
 *
 * The new one is made in a work folder beside the target, `.NAME.saldo-XXXXXX`, that nobody else
 * has: the name is random, a mark stands in it, and the mark is locked as long as its program
 * lives. Then the new one changes places with the old one in a single rename, is synced, and only
 * then the old one goes. A power cut or a kill at any moment leaves the old one or the new one.
 * A work folder whose mark is not locked is of a program that was killed; the next place beside it
 * removes it. Never is a thing removed for its name alone.
 *
 * With force what stood there at place_new is replaced, and nothing else: when something of it
 * changed before place_put, the old one stays and the status is STATUS_BUSY.
 * The last part of a path is never followed when it is a link. `.` and `..` are no names.
 *
 * File systems. Without locks (ENOLCK, EOPNOTSUPP …) all of this holds, but what a killed program
 * left is never removed. Without RENAME_EXCHANGE a folder is away for a moment between two
 * renames; after a kill in that moment the next place_new puts the old one back. */
#ifndef API_PLACE_H
#define API_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/status.h"

struct place; /* opaque */

struct place_kind {
    /* Of a folder: whether we write a file of this name in it. NULL: the output is a file. */
    bool (*owns)(const char *name);
    /* With force, whether what stands there may go; fd is open for reading, at its begin.
     * STATUS_EXISTS: not ours. NULL: a plain file, or a folder that holds nothing but plain files
     * that we write in it. */
    enum status (*check)(int fd);
};

#define PLACE_FILE "nieuw" /* the name under which a file is made */

/* STATUS_EXISTS: path is there and force is not set, or it is there and is not ours; STATUS_RANGE:
 * the path ends in no name; STATUS_IO: errno tells; STATUS_MEMORY. */
MUST_CHECK enum status place_new(const char *path, const struct place_kind *kind, bool force,
                                 struct place **out);
/* The same of name in a folder that is open; it must still stand at path when all is done. */
MUST_CHECK enum status place_new_in(int folder, const char *path, const char *name,
                                    const struct place_kind *kind, bool force, struct place **out);

/* The folder to write in: the output itself, or where PLACE_FILE is to be made. */
int place_fd(const struct place *place);
/* An empty file on the same disk that has no name and vanishes when it is closed. -1: see errno. */
int place_open_unnamed(const struct place *place);

/* Puts it in place; every file of it has been synced. Whatever the status but STATUS_OK, what stood
 * there stands there. STATUS_EXISTS: somebody was first; STATUS_BUSY: it is not what place_new saw
 * any more; STATUS_IO: errno tells; STATUS_MEMORY. */
MUST_CHECK enum status place_put(struct place *place);
/* Takes back what place_put did, for one of two outputs when the other fails. */
void place_undo(struct place *place);
/* Removes the old one after place_put, the new one otherwise. Keeps errno. NULL is fine. */
void place_free(struct place *place);

/* For files that go in a folder that is there and empty, and that stays itself: made together, each
 * under its own name in place_fd, and moved in one by one, the last of names last. name: of the
 * work folder. STATUS_EXISTS: the folder is a link, no folder, or not empty. */
MUST_CHECK enum status place_new_within(const char *path, const struct place_kind *kind,
                                        const char *name, struct place **out);
/* In the place of place_put. A failure moves them out again; after a kill in the middle the last
 * one is not there. */
MUST_CHECK enum status place_put_within(struct place *place, const char *const *names,
                                        size_t count);

/* Whether name in folder is a work folder of ours in which a file of the target is, or was, made.
 * STATUS_EXISTS: it is something else. */
MUST_CHECK enum status place_is_work(int folder, const char *name, const char *target);

/* For a signal handler that ends the program: removes what is being made and is not in place. */
void place_abandon_all(void);

#endif
