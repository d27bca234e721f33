/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands print alike. Data goes to stdout, messages to stderr. */
#ifndef SALDO_SCREEN_PRINT_H
#define SALDO_SCREEN_PRINT_H

#include <stdio.h>

#include "core/diag.h"
#include <saldo.h>

/* The findings, errors first: up to LIMIT_SCREEN_FINDINGS of them, how many more, and the
 * counts. */
void print_findings(const struct saldo_dossier *dossier);

/* The same of a bare list of findings, without counts. */
void print_diags(struct diag_list *diags);
/* The exit status of an input that was refused with these findings: SALDO_INVALID, or
 * SALDO_RESOURCES where the system failed while it was read. */
int refused(const struct diag_list *diags);

/* Where something stands: "kpi.csv:12:3", "kpi.xlsx:Blad1!C12". */
void print_position(FILE *stream, struct source_pos pos);

/* A sentence of ours on stderr: "saldo: …". */
void print_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Says that an input could not be read; errno tells why (0: not known). What is not there, is
 * closed to us, or is no folder or file where one is wanted, is an error of the input:
 * SALDO_INVALID, for every command; where the system failed it is SALDO_RESOURCES. */
int input_failed(const char *path);

/* Says why there is no dossier (saldo_dossier_new gave none) and passes the status on. */
int load_failed(const char *folder, const char *as_of, int status);

/* An amount of cents in Belgian form, in a buffer that lives until the eighth call after. */
const char *belgian(int64_t cents);

/* An output stands: finish says so when the screen fails after it. */
void note_written(const char *path);

/* Says that standard output could not be written, and why (errno); gives SALDO_RESOURCES. */
int stdout_failed(void);

/* What had to stand there could not be made, for there is no memory: finish says so. */
void stdout_lost(void);

/* Passes the status of a command on. What fails without a word is memory: that has its sentence
 * here, once for all. */
int give_reason(int status);

/* Ends a command: flushes stdout; a failure to write turns the status into SALDO_RESOURCES. */
int finish(int status);

#endif
