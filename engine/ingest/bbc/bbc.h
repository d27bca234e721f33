/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports of the BBC analysis tool: read in full, decoded by a profile, added up, nothing lost.
 *
 * A posting is one amount of one record: a record of a long export holds one, of a wide export one
 * for each year. Every posting ends in exactly one of three places: accepted, rejected (with the
 * reason and the raw record) or skipped (another code, kind, status, year …). The results are a
 * function of the bytes and the profile: threads, chunks and instruction sets change nothing. */
#ifndef INGEST_BBC_BBC_H
#define INGEST_BBC_BBC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/diag.h"
#include "core/money.h"
#include "ingest/stream/scan.h"
#include "ingest/stream/spill.h"
#include "rules/profile/profile.h"

enum bbc_place { BBC_ACCEPTED, BBC_REJECTED, BBC_SKIPPED };

/* Why a posting was skipped. SKIP(name, id) */
#define BBC_SKIPS(SKIP)                                                                            \
    SKIP(BBC_SKIP_CODE, "andere-code")                                                             \
    SKIP(BBC_SKIP_KIND, "andere-soort")                                                            \
    SKIP(BBC_SKIP_STATUS, "andere-status")                                                         \
    SKIP(BBC_SKIP_MEASURE, "andere-maat")                                                          \
    SKIP(BBC_SKIP_YEAR, "ander-boekjaar")                                                          \
    SKIP(BBC_SKIP_OCMW, "ocmw-in-gemeente")                                                        \
    SKIP(BBC_SKIP_OUTSIDE, "buiten-dossier")                                                       \
    SKIP(BBC_SKIP_EMPTY, "leeg-bedrag")                                                            \
    SKIP(BBC_SKIP_BLANK, "lege-regel")                                                             \
    SKIP(BBC_SKIP_BEFORE, "overslaan-voor")                                                        \
    SKIP(BBC_SKIP_AFTER, "overslaan-na")

enum bbc_skip {
#define SKIP(name, id) name,
    BBC_SKIPS(SKIP)
#undef SKIP
        BBC_SKIP_COUNT
};

const char *bbc_skip_name(enum bbc_skip reason);

/* A government reports as municipality, with or without its OCMW; others report apart. */
enum bbc_entity { BBC_GEMEENTE, BBC_OCMW, BBC_AGB, BBC_OTHER };

enum bbc_ocmw { BBC_OCMW_ASK, BBC_OCMW_COUNT, BBC_OCMW_SKIP };

/* Where output goes, in order; STATUS_IO stops the run: errno tells why. */
typedef enum status (*bbc_write_fn)(void *context, const char *at, size_t length);

/* What the system refused when a run ends with STATUS_IO. */
enum bbc_where {
    BBC_AT_NOTHING,
    BBC_AT_EXPORT,    /* the export that was read last */
    BBC_AT_TEMPORARY, /* a file of open_file */
    BBC_AT_REJECTED,  /* write_rejected */
    BBC_AT_ORIGIN     /* write_origin */
};

struct bbc_trouble {
    enum bbc_where where;
    int error; /* errno of the call that failed first, in the order of the exports */
};

struct bbc_options {
    const struct profile *profile;
    enum language language;           /* of the sentences in verworpen.csv */
    const char *declared[ROLE_COUNT]; /* value for a role that the export does not have; or NULL */
    const char *status;               /* NULL: not chosen */
    const char *sheet;                /* of a workbook; NULL: the only one with content */
    uint32_t year;                    /* fiscal year; 0: all */
    enum bbc_ocmw ocmw;
    unsigned threads;    /* 1 to BBC_THREADS */
    size_t memory_bytes; /* of what grows with the export, before it goes to files; 0: the usual */
    spill_file_fn open_file; /* of these files; NULL: none, and memory is no bound */
    void *file_context;
    uint64_t hash_key[2]; /* drawn at random: nobody can make two rows that only look equal */
    size_t chunk_bytes;   /* 0: the usual */
    enum scan_level level;
    bool seal; /* hash the bytes of the files */
    /* Called with the bytes of each file in order when seal is set; may be NULL. */
    void (*hash)(void *context, const char *at, size_t length);
    void *hash_context;
    /* Called with the bytes of the file that have been read, now and then; may be NULL. */
    void (*progress)(void *context, uint64_t bytes);
    void *progress_context;
    bbc_write_fn write_rejected; /* verworpen.csv */
    bbc_write_fn write_origin;   /* herkomst.csv */
    void *write_context;
    /* Finds the beneficiary of a NIS code, NULL: none; the function NULL: there is no dossier. Both
     * functions may be called by several threads at once. */
    const char *(*beneficiary)(void *context, struct text nis);
    /* Finds a NIS code by the name of a government; false: unknown. NULL: no names are known. */
    bool (*nis_of_name)(void *context, struct text name, char nis[6]);
    /* Finds a beneficiary without a NIS code by the exact name of a government; nis becomes what
     * stands for it, below BBC_FIRST_NIS, which beneficiary() knows too. NULL: none is known. */
    bool (*named)(void *context, struct text name, char nis[6]);
    /* Whether a NIS code is a Flemish municipality, of now or before; NULL: not checked. */
    bool (*nis_known)(void *context, struct text nis);
    void *dossier_context;
};

enum { BBC_THREADS = 32 };

/* Below it a NIS code stands for a beneficiary that has none, and is never shown. */
#define BBC_FIRST_NIS "10000"
static inline const char *bbc_shown_nis(const char *nis)
{
    return strcmp(nis, BBC_FIRST_NIS) < 0 ? "" : nis;
}

struct bbc_sum {
    uint64_t count;
    __int128 cents; /* 10^17 a posting: no file is long enough to overflow */
};

enum { BBC_CHECKED_ROWS = 1000 };

struct bbc_checked_row { /* a row that was rejected as a total */
    uint64_t line;
    __int128 cents; /* of the row */
    __int128 above; /* what the rows above it add up to */
    bool right;
};

struct bbc_checked {
    uint64_t right, wrong;
    uint64_t unread; /* totals of which an amount cannot be read */
    struct bbc_checked_row first_wrong;
    uint64_t
        counted; /* rows that begin with a word for a total, are the sum of rows above and count */
    struct bbc_checked_row first_counted;
    const struct bbc_checked_row *rows; /* the first BBC_CHECKED_ROWS */
    size_t row_count;
};

struct bbc_skip_value { /* postings skipped for the value of a column */
    enum bbc_skip reason;
    const char *value;
    struct bbc_sum sum;
};

/* What was found in postings that are alike in all of this. */
struct bbc_total {
    const char *year; /* as text; "" when the export has none */
    const char *quarter;
    const char *kind;
    const char *report_year;
    const char *status;
    const char *code;
    const char *recent; /* "Ja", "Nee" */
    struct bbc_sum accepted, rejected, skipped;
};

struct bbc_left { /* rejects that are not in verworpen.csv, which is bounded */
    uint64_t rows;
    struct bbc_sum sum; /* of their amounts; one that cannot be read counts as 0 */
};

struct bbc_reason_total {
    const char *id; /* code of a finding, or id of a skip */
    enum bbc_place place;
    struct bbc_sum sum;
    uint64_t unreadable; /* of them, how many have an amount that cannot be read */
    struct bbc_left left;
};

struct bbc_file {
    const char *name;    /* without folder */
    uint64_t bytes;      /* of the file itself */
    uint64_t text_bytes; /* after unpacking */
    uint64_t lines;
    uint64_t records; /* everything below the header, and above it where the profile skips */
    uint64_t postings;
    __int128 cents; /* Σ of all amounts that could be read */
    struct bbc_sum accepted, rejected, skipped;
    uint64_t unreadable;
    const char *unpacked;                 /* "gzip", "zip"; NULL: plain */
    const struct bbc_column_use *columns; /* ingest/bbc/layout.h */
    uint32_t column_count;
    const struct bbc_column_use *metadata; /* rows above the header */
    uint32_t metadata_count;
    struct bbc_checked checked;
};

struct bbc_spending {        /* a row of uitgaven.csv */
    const char *beneficiary; /* "" without a dossier */
    char nis[6];
    uint32_t year;
    uint32_t quarter; /* 0: the whole year */
    const char *code;
    const char *action;
    int64_t cents;    /* cumulative since 1 January where quarter > 0 */
    const char *file; /* of the first posting */
    uint64_t line;
    uint64_t count; /* postings */
};

struct bbc_result {
    const struct bbc_file *files;
    size_t file_count;
    const struct bbc_total *totals; /* sorted */
    size_t total_count;
    const struct bbc_reason_total *reasons; /* sorted; none with count 0 */
    size_t reason_count;
    const struct bbc_skip_value *skip_values; /* sorted */
    size_t skip_value_count;
    struct bbc_sum accepted, rejected, skipped;
    uint64_t postings;
    __int128 cents;
    uint64_t unreadable;
    struct bbc_left left;
    bool refused; /* by whoever asked: what counts is not written */
};

struct bbc_run; /* opaque */

/* Why the last call of this run gave STATUS_IO. */
struct bbc_trouble bbc_run_trouble(const struct bbc_run *run);

/* NULL without memory. options and what it points to must outlive the run. */
struct bbc_run *bbc_run_new(const struct bbc_options *options, struct diag_list *diags);
void bbc_run_free(struct bbc_run *run);

/* Reads one export to its end. STATUS_INVALID: it could not be read as the profile says, there is a
 * finding; STATUS_IO, STATUS_MEMORY; STATUS_BROKEN: the counts do not tie out. */
MUST_CHECK enum status bbc_run_file(struct bbc_run *run, const char *path);

/* After the last file. *again: rows that repeat an earlier one were more than fit in memory, and
 * are known only now; whoever called takes back what was written and reads the same files once
 * more, in the same order. STATUS_INVALID: the second time they were not the same. */
MUST_CHECK enum status bbc_run_settle(struct bbc_run *run, bool *again);

/* After settling: adds up, looks for what would count twice, checks the tie-outs. STATUS_INVALID: a
 * finding is an error. *out lives as long as the run. */
MUST_CHECK enum status bbc_run_finish(struct bbc_run *run, struct bbc_result *out);

/* Calls take with every row of uitgaven.csv, in order: by NIS, year, code, action, quarter. After
 * bbc_run_finish. */
typedef enum status (*bbc_spending_fn)(void *context, const struct bbc_spending *row);
MUST_CHECK enum status bbc_run_spending(struct bbc_run *run, bbc_spending_fn take, void *context);

#endif
