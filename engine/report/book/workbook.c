/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library writes a file with a name and gives no bytes. The name is that of an anonymous file
 * in memory, so that nothing is left behind, whatever happens. */
#include "report/book/workbook.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "report/book/apart.h"
#include "report/book/book.h"
#include "report/book/check.h"

static void set_properties(struct book *book)
{
    char author[] = "saldo";
    lxw_doc_properties properties = {
        .title = (char *)(uintptr_t)book->run->scheme_name,
        .subject = (char *)(uintptr_t)book->run->manifest_sha256,
        .author = author,
        /* The library stamps the time of day where there is none: the cut-off date instead. */
        .created = (time_t)((book_days(book->run->cutoff) - 25569) * 86400),
    };

    if (workbook_set_properties(book->file, &properties) != LXW_NO_ERROR)
        book_fail(book, STATUS_MEMORY);
}

static enum status define(struct book *book, struct arena *arena)
{
    enum status status = book_parameters_define(book, arena);

    if (status == STATUS_OK)
        status = book_owners(book, arena);
    if (status == STATUS_OK)
        status = book_series(book, arena);
    if (status == STATUS_OK)
        status = book_kpi_define(book, arena);
    book_lines_define(book);
    book_incentives_define(book);
    book_beneficiaries_define(book);
    book_spending_define(book);
    book_events_define(book);
    book_findings_define(book);
    for (int i = 0; i < SHEET_COUNT; i++)
        if (book->tables[i].rows > BOOK_ROWS - BOOK_FIRST - book->tables[i].spare)
            book_fail(book, STATUS_RANGE);
    return status != STATUS_OK ? status : book->status;
}

static void write_sheets(struct book *book)
{
    static const enum book_sheet tables[] = {
        SHEET_LINES,  SHEET_INCENTIVES, SHEET_BENEFICIARIES, SHEET_KPI,      SHEET_SPENDING,
        SHEET_GRANTS, SHEET_REPORTS,    SHEET_DECISIONS,     SHEET_PAYMENTS, SHEET_FINDINGS};

    book_start(book);
    if (book->status != STATUS_OK)
        return;
    set_properties(book);
    book_parameters(book);
    for (size_t i = 0; i < sizeof tables / sizeof *tables && book->status == STATUS_OK; i++)
        book_table(book, tables[i]);
    if (book->status == STATUS_OK)
        book_overview(book);
    if (book->status == STATUS_OK)
        book_sources(book);
}

static void close_file(struct book *book)
{
    lxw_error error = workbook_close(book->file); /* always: it frees */

    book_find_swallowed(book);
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        book_fail(book, STATUS_MEMORY);
    else if (error != LXW_NO_ERROR)
        book_fail(book, STATUS_IO);
}

/* In a process of its own: see apart.h. */
static enum status write_file(void *context)
{
    struct book *book = context;
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    char name[48];

    errno = 0;
    snprintf(name, sizeof name, "/proc/self/fd/%d", book->memory);
    book->file = workbook_new_opt(name, &options);
    if (book->file == NULL)
        return STATUS_MEMORY; /* errno says so too */
    write_sheets(book);
    close_file(book);
    enum status status = book->status;
    if (status == STATUS_OK)
        status = book_check(book->memory, &book->tally);
    if (status == STATUS_OK || status == STATUS_RANGE)
        return status;
    errno = book->why != 0 ? book->why : status == STATUS_MEMORY ? ENOMEM : EIO;
    return status == STATUS_BROKEN ? STATUS_IO : status; /* less than it took, and no word why */
}

static enum status copy(int from, struct out *to)
{
    ssize_t got;

    if (lseek(from, 0, SEEK_SET) != 0)
        return STATUS_IO;
    while ((got = read(from, out_room(to, OUT_ROOM), OUT_ROOM)) > 0)
        out_advance(to, (size_t)got);
    return got < 0 ? STATUS_IO : STATUS_OK;
}

static enum status write_book(const struct run *run, enum language language, struct arena *arena,
                              struct out *out)
{
    struct book *book = arena_alloc(arena, sizeof *book);

    if (book == NULL)
        return STATUS_MEMORY;
    *book = (struct book){.run = run,
                          .language = language,
                          .scratch = arena_alloc(arena, BOOK_TEXT),
                          .formula = arena_alloc(arena, BOOK_FORMULA)};
    if (book->scratch == NULL || book->formula == NULL)
        return STATUS_MEMORY;
    enum status status = define(book, arena);
    if (status != STATUS_OK)
        return status;
    book->memory = memfd_create("afrekening.xlsx", MFD_CLOEXEC);
    if (book->memory < 0)
        return STATUS_IO;
    status = apart(write_file, book);
    if (status == STATUS_OK)
        status = copy(book->memory, out);
    int why = errno;
    close(book->memory);
    errno = why;
    return status;
}

enum status workbook_write(const struct run *run, enum language language, struct out *out)
{
    struct arena *arena = arena_new();
    enum status status = arena == NULL ? STATUS_MEMORY : write_book(run, language, arena, out);

    if (arena != NULL)
        arena_free(arena);
    return status;
}
