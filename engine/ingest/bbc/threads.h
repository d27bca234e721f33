/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One export, shared over threads.
 *
 * A piece goes through three gates, each of which lets pieces pass in the order of the stream:
 * reading and cutting, hashing, and taking up what must stay in order. Between the gates threads
 * work side by side. So the results cannot depend on how many there are.
 *
 * A failure ends all threads: pieces before the one that failed are still taken up, those behind it
 * are dropped, and the failure that is told is the first in the order of the stream. */
#ifndef INGEST_BBC_THREADS_H
#define INGEST_BBC_THREADS_H

#include "ingest/bbc/ledger.h"
#include "ingest/bbc/rows.h"

struct bbc_job {
    const struct bbc_options *options;
    const struct bbc_layout *layout;
    struct splitter *splitter;
    struct bbc_ledger *ledger;
    bool hash;             /* hash what is read fresh */
    struct bbc_rows *rows; /* one a thread, opened */
    unsigned threads;
    const uint64_t *bytes; /* of the file, read so far; the splitter moves it */
    uint64_t records;      /* out: cut from the stream */
    bool unended;          /* out: the last line had no end */
    struct bbc_trouble
        trouble; /* out: of a STATUS_IO; BBC_AT_EXPORT when reading failed in any way */
};

/* Reads the stream to its end. */
MUST_CHECK enum status bbc_job_run(struct bbc_job *job);

#endif
