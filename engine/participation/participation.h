/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who followed how many hours of the participation and network trajectory, and at which government.
 *
 * deelnames.csv holds hours under pseudonymous keys; a row that could be about a person one can
 * name is refused. Hours are whole hundredths: nothing is rounded. The rules are those of
 * rules/scheme/trajectory.h. Everything here can be about one person: what may be published is
 * made by participation/publish.h. */
#ifndef PARTICIPATION_PARTICIPATION_H
#define PARTICIPATION_PARTICIPATION_H

#include "core/vector.h"
#include "ingest/table/register.h"
#include "rules/scheme/trajectory.h"

enum { HOURS_WHOLE = 100, HOURS_OF_A_DAY = 24 }; /* hundredths in an hour */

struct government {
    const char *code; /* NIS code of today, or "vgc" */
    const char *name;
    const char *region; /* reference region */
};

struct participation_row {
    const char *key; /* of the participant; unique by content */
    struct date date;
    int64_t hundredths;
    const char *activity;
    uint32_t government; /* index */
    uint32_t line;
};

struct participant {
    const char *key;
    int64_t hundredths; /* followed */
    int64_t left;       /* to the end of the trajectory; 0: completed */
    struct date completed_on;
    uint32_t government_count; /* where hours were followed */
    uint32_t home;             /* the government that counts the participant; HOME_EACH: the first
                                  by code */
    uint32_t first_row;
    uint32_t row_count;
};

struct participation {
    const char *file;
    struct date as_of;
    struct trajectory rules;
    VECTOR(struct government) governments;   /* by code; every one that a row names */
    VECTOR(struct participation_row) rows;   /* up to as_of; by key, date, government, activity */
    VECTOR(struct participant) participants; /* by key */
    uint32_t later;                          /* rows dated after as_of */
};

/* What can be wrong with a key. */
enum key_verdict { KEY_FINE, KEY_FORM, KEY_PERSON_NUMBER, KEY_DATE };

/* A pseudonym: a UUID, hexadecimal of 8 to 64 digits, or 4 to 64 ASCII letters and digits of which
 * no more than three letters stand side by side; a digit in each. Not what holds a number of the
 * national register or a day, see participation/person.h. */
enum key_verdict participation_key(struct text key);

/* Reads the table text of file; everything that is wrong goes to diags, all in one pass, without
 * repeating a key that was refused. STATUS_INVALID: there is an error. */
MUST_CHECK enum status participation_read(struct text text, struct arena *arena,
                                          struct diag_list *diags, struct participation *out);
void participation_free(struct participation *participation);

/* Reads one number of hours: Belgian, at most two decimals; above 0 and at most 24. */
MUST_CHECK enum status hours_parse(struct text text, int64_t *hundredths);

#endif
