/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of place share; not for others. */
#ifndef API_PLACE_PART_H
#define API_PLACE_PART_H

#include <limits.h>
#include <stdint.h>
#include <sys/stat.h>

#include "api/place.h"
#include "core/vector.h"

#define PLACE_OLD "oud"              /* the old one, while a folder goes in two renames */
#define PLACE_LOOSE "los"            /* place_open_unnamed, for a moment */
#define PLACE_MARK "saldo-tijdelijk" /* the file that tells that a work folder is ours */

/* ---- what stands in a folder ---- */

/* Visits every name but "." and ".." until a visit gives another status than STATUS_OK, which is
 * the result; STATUS_IO: errno tells. */
typedef enum status (*place_visit_fn)(void *context, int folder, const char *name);
MUST_CHECK enum status place_each(int folder, place_visit_fn visit, void *context);

struct place_entry {
    char *name; /* owned */
    ino_t inode;
    mode_t mode;
};

struct place_list {
    VECTOR(struct place_entry) entries;
};

/* STATUS_IO: errno tells; STATUS_MEMORY. Free it after a failure too. */
MUST_CHECK enum status place_list_read(int folder, struct place_list *out);
const struct place_entry *place_list_find(const struct place_list *list, const char *name);
/* STATUS_EXISTS: it is more than plain files that we write. */
MUST_CHECK enum status place_check_owned(const struct place_list *list,
                                         const struct place_kind *kind);
void place_list_free(struct place_list *list);

bool place_is_same(const struct stat *one, const struct stat *other);
/* Whether name in folder is the file or folder that is open as fd. */
bool place_is_at(int folder, const char *name, int fd);
/* Opens a folder that is no link. -1: see errno. */
int place_open_folder(int parent, const char *name);

/* ---- the work folder ---- */

struct place_work {
    int parent; /* borrowed */
    int fd;
    int mark; /* holds the lock */
    char name[NAME_MAX + 1];
};

struct place_work *place_work_of(struct place *place);
/* Makes one for the target, marked and locked. STATUS_IO: errno tells. */
MUST_CHECK enum status place_work_new(int parent, const char *target, struct place_work *out);
/* Removes the mark, and the folder when nothing is left in it. */
void place_work_free(struct place_work *work);
/* Removes what killed programs left in parent: every file in the making, and folders of this
 * target. Puts the target back when only the old one is there. What is in use, or not ours to the
 * last file, stays. */
void place_work_clean(int parent, const char *target, const struct place_kind *kind);

/* Removes a folder that holds nothing but what we write in it. */
void place_remove_owned(int parent, const char *name, const struct place_kind *kind);
/* Removes what was seen in a folder, and the folder when nothing came in meanwhile. */
void place_remove_seen(int parent, const char *name, const struct place_list *seen);
/* Removes all plain files in a folder, and the folder: nobody but us knew it. */
void place_remove_all(int parent, const char *name);

/* ---- an output ---- */

enum place_state {
    MAKING,
    STANDING,
    BACK, /* it stood for a moment: somebody may have put a file in it */
    STUCK /* it could not be taken back: nothing is removed any more */
};

struct place {
    const struct place_kind *kind;
    char *path; /* of the folder in which it will stand */
    char *name; /* in that folder */
    int parent; /* that folder */
    struct place_work work;
    int fd; /* the new folder; of a file: the work folder */
    bool replace;
    struct stat seen;           /* what stood there, */
    struct place_list contents; /* and, of a folder, what was in it */
    struct stat made;           /* what stands there after place_put */
    enum place_state state;
    bool watched; /* stands in active */
};

bool place_is_folder(const struct place *place);
/* Looks at what stands there, and remembers it. STATUS_EXISTS: it is in the way. */
MUST_CHECK enum status place_look(struct place *place, bool force);
/* Whether name in folder is what place_look saw; a file may have become another of its kind.
 * STATUS_BUSY: it is not. */
MUST_CHECK enum status place_check_there(const struct place *place, int folder, const char *name);
/* STATUS_BUSY: the folder in which it stands is not the one of the path any more. */
MUST_CHECK enum status place_check_parent(const struct place *place);

/* ---- renames ---- */

/* From a folder to another name, where nothing may stand. 0, or -1 with errno EEXIST and others. */
int place_move(int from, const char *name, int to, const char *as, bool is_folder);
/* PLACE_FILE in work changes places with name in parent; after it the old one is PLACE_FILE. */
int place_exchange(int work, int parent, const char *name, bool is_folder);

#endif
