/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postings that are alike in year, kind, status, quarter and code.
 *
 * There are few classes and many rows: what a class means is worked out once, and a row only finds
 * its class, by comparing the raw bytes of the key columns, up to 32 where they touch. */
#ifndef INGEST_BBC_CLASS_H
#define INGEST_BBC_CLASS_H

#include "core/arena.h"
#include "ingest/bbc/layout.h"

enum { BBC_CLASSES = 16384, BBC_CLASS_VALUE_BYTES = 64 };

struct bbc_class {
    const char *value[ROLE_COUNT]; /* decoded; "" where the export says nothing */
    enum bbc_place place;          /* of its postings, unless something is wrong with the row */
    enum bbc_skip skip;            /* BBC_SKIPPED */
    enum finding finding;          /* BBC_REJECTED */
    enum profile_role role;        /* BBC_REJECTED: the column that is wrong */
    uint32_t year;                 /* 0: unknown */
    uint32_t quarter;              /* 0: the whole year */
    struct bbc_sum plain;          /* postings that went to place */
    struct bbc_sum rejected;       /* postings rejected for the row they stand in */
    struct bbc_sum skipped;
    struct bbc_sum repeated; /* accepted at first, then found to repeat another (ledger) */
    uint32_t group;          /* of the ledger, from 1; 0: not yet known to it */
    struct text key;         /* classes of two threads are the same when their keys are */
};

struct bbc_classes; /* opaque; not shared between threads */

/* NULL without memory. */
struct bbc_classes *bbc_classes_new(const struct bbc_options *options,
                                    const struct bbc_layout *layout);
void bbc_classes_free(struct bbc_classes *classes);

/* The class of a posting of a record that is readable BBC_CLASS_PAD bytes beyond its end. NULL:
 * without memory, or more than BBC_CLASSES; see bbc_classes_status. */
enum { BBC_CLASS_PAD = 32 };
struct bbc_class *bbc_class_of(struct bbc_classes *classes, const struct bbc_record *record,
                               const struct bbc_value_column *value);
/* The same by the key fields themselves, in the order of layout->keys. */
struct bbc_class *bbc_class_by_keys(struct bbc_classes *classes, const struct text *keys,
                                    const struct bbc_value_column *value);
/* STATUS_RANGE: too many. */
MUST_CHECK enum status bbc_classes_status(const struct bbc_classes *classes);
size_t bbc_classes_count(const struct bbc_classes *classes);
struct bbc_class *bbc_classes_at(struct bbc_classes *classes, size_t index);

#endif
