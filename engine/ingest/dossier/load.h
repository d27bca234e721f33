/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files that load a dossier; not for others. */
#ifndef INGEST_DOSSIER_LOAD_H
#define INGEST_DOSSIER_LOAD_H

#include "ingest/dossier/causes.h"
#include "ingest/dossier/dossier.h"
#include "ingest/table/field.h"

enum { FILE_PLACE_BYTES = 48 }; /* "begunstigden.csv:4294967295" */
enum { WORDS_CHOICE = 3, WORDS_MOMENT = 2, WORDS_PAYMENT = 3 };
extern const char *const words_kind[KIND_COUNT];
extern const char *const words_choice[WORDS_CHOICE];
extern const char *const words_moment[WORDS_MOMENT];
extern const char *const words_decision[DECISION_KIND_COUNT];
extern const char *const words_payment[WORDS_PAYMENT];

struct loader {
    struct dossier *dossier;
    struct arena *arena;
    struct diag_list *diags;
    struct date from; /* dates accepted in the dossier */
    struct date to;
    struct {
        uint32_t index; /* the beneficiary of the row before: rows of one come together */
        struct text id;
    } last;
    bool tables_complete[FILE_COUNT]; /* read to the end: a missing reference is an orphan */
    struct causes *causes;            /* shared between the two threads that load */
    enum dossier_file reading;        /* the table whose rows are read or linked */
    uint32_t held_back[FILE_COUNT][FILE_COUNT]; /* references from, to: not told one by one */
};

/* Each reads one table into the dossier, sorts it and links it. */
MUST_CHECK enum status load_beneficiaries(struct loader *loader);
MUST_CHECK enum status load_members(struct loader *loader);
MUST_CHECK enum status load_applications(struct loader *loader);
MUST_CHECK enum status load_grants(struct loader *loader);
MUST_CHECK enum status load_incentives(struct loader *loader);
/* In two steps: reading needs the beneficiaries only, so that it can run beside aanvragen.csv. */
MUST_CHECK enum status read_reports(struct loader *loader);
MUST_CHECK enum status link_reports(struct loader *loader);
MUST_CHECK enum status load_decisions(struct loader *loader);
MUST_CHECK enum status load_payments(struct loader *loader);
MUST_CHECK enum status load_spending(struct loader *loader);
/* One government in one partnership. */
MUST_CHECK enum status check_participation(struct loader *loader);

/* Decodes and reads the table of a file, if there is one. */
MUST_CHECK enum status load_table(struct loader *loader, enum dossier_file file, table_row_fn take);

/* References: NO_INDEX, NULL or false after a finding. */
uint32_t find_beneficiary(struct loader *loader, struct field_reader *reader, uint32_t column);
bool find_group(struct loader *loader, struct field_reader *reader, uint32_t action_column,
                const struct scheme_action **action, const struct scheme_group **group);
/* The application of that beneficiary and target group; pos and subject for the finding. */
uint32_t place_application(struct loader *loader, uint32_t beneficiary,
                           const struct scheme_group *group, struct source_pos pos,
                           struct diag_subject subject);
uint32_t find_application(struct loader *loader, struct field_reader *reader, uint32_t beneficiary,
                          uint32_t action_column);

/* Adds KEY_DUPLICATE at line: what stands on line first already. */
void report_duplicate(struct loader *loader, enum dossier_file file, uint32_t line, uint32_t first,
                      struct diag_subject subject, const char *what);
struct diag_subject subject_of(const struct dossier *dossier, uint32_t application);
/* A key for messages: "B001, actie 5, nieuwkomers". */
enum { KEY_TEXT_BYTES = 3 * LIMIT_KEY_BYTES + 64 };
const char *key_text(struct diag_subject subject, char out[KEY_TEXT_BYTES]);

#endif
