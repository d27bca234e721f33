/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found, and where in the user's own file.
 *
 * Every finding has a code from one catalogue (core/findings.def) that holds its severity and its
 * sentence in Dutch and English. A finding keeps the code and the parts to fill in, so that the
 * same list can be shown in the language of the user and written in the language of the dossier. */
#ifndef CORE_DIAG_H
#define CORE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/status.h"
#include "core/text.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO };
enum language { LANGUAGE_NL, LANGUAGE_EN };

enum finding {
#define FINDING(name, severity, code, nl, en) name,
#include "core/findings.def"
#undef FINDING
    FINDING_COUNT
};

struct source_pos {
    const char *file; /* borrowed, outlives the run; NULL: no file */
    uint32_t line;    /* 1-based physical line, as an editor counts; 0: the whole file */
    uint32_t column;  /* 1-based field; 0: the whole line */
};

/* "C7", as a spreadsheet calls a cell; both from 1. */
enum { CELL_PLACE_BYTES = 24 };
void cell_place_text(uint32_t row, uint32_t column, char out[CELL_PLACE_BYTES]);

/* A place as a person reads it: "kpi.csv", "kpi.csv:12:3"; a file that ends in "!" is a sheet of a
 * workbook: "kpi.xlsx:Blad1", "kpi.xlsx:Blad1!C12". *name: bytes of the file that are shown; out:
 * what stands behind them. file may be NULL. */
enum { POSITION_BYTES = 32 };
void source_pos_text(struct source_pos pos, size_t *name, char out[POSITION_BYTES]);

enum { DIAG_PARTS = 4, DIAG_TEXT_BYTES = 1024 };

struct diag {
    enum finding finding;
    struct source_pos pos;
    const char *beneficiary; /* never NULL; "" when it does not apply */
    const char *action;
    const char *group;
    const char *part[DIAG_PARTS]; /* what stands for {1} to {4}; never NULL */
};

/* Whom a finding is about; any member may be NULL. */
struct diag_subject {
    const char *beneficiary;
    const char *action;
    const char *group;
};

struct diag_list; /* opaque; grows without limit; not shared between threads */

struct diag_list *diag_list_new(void); /* NULL without memory */
void diag_list_free(struct diag_list *list);

/* Adds a finding; copies the subject and the parts (NULL parts are empty; a part over 200 bytes
 * is shortened with an ellipsis). When memory runs out the list remembers that: see
 * diag_list_status. */
void diag_add(struct diag_list *list, enum finding finding, struct source_pos pos,
              struct diag_subject subject, const char *part1, const char *part2, const char *part3);
/* The same with a piece of the input as first part. */
void diag_add_text(struct diag_list *list, enum finding finding, struct source_pos pos,
                   struct diag_subject subject, struct text part1, const char *part2,
                   const char *part3);

/* The same, unless the list holds so many of this finding already: it is then only counted, by
 * severity and in diag_left_out. For findings of which an input can make any number. */
void diag_add_bounded(struct diag_list *list, size_t most, enum finding finding,
                      struct source_pos pos, struct diag_subject subject, const char *part1,
                      const char *part2, const char *part3);
size_t diag_left_out(const struct diag_list *list); /* findings that were only counted */

size_t diag_count(const struct diag_list *list); /* kept */
size_t diag_count_of(const struct diag_list *list, enum severity severity);
const struct diag *diag_at(const struct diag_list *list, size_t index);
/* Moves all findings of other behind those of list; other is empty afterwards. */
void diag_take(struct diag_list *list, struct diag_list *other);
/* Remembers that the system failed, and not the input, in one of the findings. */
void diag_blame_system(struct diag_list *list);
bool diag_blames_system(const struct diag_list *list);
/* STATUS_MEMORY when a finding was lost, STATUS_INVALID when there is an error, else OK. */
MUST_CHECK enum status diag_list_status(const struct diag_list *list);

/* Sorts by severity, file, line, column, code, subject, sentence: the order of the screen. */
void diag_sort(struct diag_list *list);

const char *finding_code(enum finding finding);
enum severity finding_severity(enum finding finding);
const char *severity_name(enum severity severity, enum language language); /* fout, error … */
/* Writes the filled-in sentence, NUL-terminated. Returns its length. A part that is empty, or
 * blanks alone, stands there as "(leeg)" or "(empty)", without the quotes around it. */
size_t diag_text(const struct diag *diag, enum language language, char out[DIAG_TEXT_BYTES]);

#endif
