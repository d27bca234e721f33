/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/screen/print.h"

#include <errno.h>
#include <libintl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/dossier_api.h"
#include "core/limits.h"
#include "core/text.h"
#include "ingest/table/input.h"
#include "saldo/command.h"
#include "saldo/locale.h"
#include "write/screen.h"

#define _(text) gettext(text)

static bool told; /* an error has its sentence */

void print_position(FILE *stream, struct source_pos pos)
{
    char place[POSITION_BYTES];
    size_t name;

    source_pos_text(pos, &name, place);
    screen_text(stream, (struct text){pos.file, name});
    screen_print(stream, "%s", place);
}

static void print_diag(const struct diag *diag)
{
    enum language language = locale_language();
    char sentence[DIAG_TEXT_BYTES];

    diag_text(diag, language, sentence);
    print_position(stderr, diag->pos);
    screen_print(stderr, ": %s: %s [%s]\n",
                 severity_name(finding_severity(diag->finding), language), sentence,
                 finding_code(diag->finding));
}

static void print_first(const struct diag_list *diags)
{
    size_t kept = diag_count(diags);
    size_t count = kept + diag_left_out(diags);

    for (size_t i = 0; i < kept && i < LIMIT_SCREEN_FINDINGS; i++)
        print_diag(diag_at(diags, i));
    if (count > LIMIT_SCREEN_FINDINGS) {
        unsigned long more = (unsigned long)(count - LIMIT_SCREEN_FINDINGS);
        screen_print(stderr,
                     ngettext("… and %lu more finding\n", "… and %lu more findings\n", more), more);
    }
}

void print_diags(struct diag_list *diags)
{
    diag_sort(diags);
    print_first(diags);
}

int refused(const struct diag_list *diags)
{
    if (!diag_blames_system(diags))
        return SALDO_INVALID;
    told = true;
    return SALDO_RESOURCES;
}

void print_findings(const struct saldo_dossier *dossier)
{
    unsigned long errors = saldo_finding_count_of(dossier, SALDO_FOUND_ERROR);
    unsigned long warnings = saldo_finding_count_of(dossier, SALDO_FOUND_WARNING);

    print_first(dossier->diags);
    told = errors > 0;
    screen_print(stderr, "saldo: ");
    screen_print(stderr, ngettext("%lu error", "%lu errors", errors), errors);
    screen_print(stderr, ", ");
    screen_print(stderr, ngettext("%lu warning", "%lu warnings", warnings), warnings);
    fputc('\n', stderr);
}

void command_error(const struct argp_state *state, const char *format, ...)
{
    char *sentence = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&sentence, &size);
    va_list arguments;

    if (stream == NULL)
        command_no_memory();
    va_start(arguments, format);
    screen_print_list(stream, format, arguments);
    va_end(arguments);
    if (fclose(stream) != 0)
        command_no_memory();
    argp_error(state, "%s", sentence);
    free(sentence);
}

void command_no_memory(void)
{
    print_error("%s", _("no memory"));
    exit(SALDO_RESOURCES);
}

void print_error(const char *format, ...)
{
    va_list arguments;

    told = true;
    screen_print(stderr, "saldo: ");
    va_start(arguments, format);
    screen_print_list(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

const char *belgian(int64_t cents)
{
    static char buffers[8][MONEY_TEXT_BYTES];
    static unsigned next;
    char *buffer = buffers[next++ % 8];

    text_format_money((struct money){cents}, buffer);
    return buffer;
}

static char written[4096]; /* the last output that stands; "": none */

void note_written(const char *path)
{
    snprintf(written, sizeof written, "%s", path);
}

/* errno is 0 when an earlier write failed and nothing is left to write. */
int stdout_failed(void)
{
    const char *reason = errno == 0 ? _("cannot be written") : strerror(errno);

    if (written[0] == '\0')
        print_error("%s: %s", _("standard output"), reason);
    else
        print_error(_("standard output: %s; %s was written, and is whole"), reason, written);
    return SALDO_RESOURCES;
}

static bool lost;

void stdout_lost(void)
{
    lost = true;
}

int finish(int status)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout) && !lost)
        return ferror(stderr) ? SALDO_RESOURCES : status; /* a finding that nobody can read */
    if (lost)
        errno = ENOMEM;
    lost = false;
    status = stdout_failed();
    clearerr(stdout); /* it is told */
    return status;
}

int give_reason(int status)
{
    if (status == SALDO_RESOURCES && !told)
        print_error("%s", _("no memory"));
    return status;
}

int input_failed(const char *path)
{
    int error = errno;

    print_error("%s: %s", path, error == 0 ? _("cannot be read") : strerror(error));
    return input_is_refused(error) ? SALDO_INVALID : SALDO_RESOURCES;
}

int load_failed(const char *folder, const char *as_of, int status)
{
    if (status != SALDO_USAGE)
        return input_failed(folder);
    print_error(_("'%s' is not a date; expected: YYYY-MM-DD"), as_of);
    return status;
}
