/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook that lost something is told from a whole one; a child that dies, from one that lives.
 */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>

#include "report/book/apart.h"
#include "report/book/check.h"

#define SHEET "xl/worksheets/sheet2.xml"
#define CELLS                                                                                      \
    "<worksheet><cols><col/></cols><row><c r=\"A1\"><v>12.5</v></c>"                               \
    "<c r=\"B1\" t=\"inlineStr\"><is><t>twee &amp; drie</t></is></c>"                              \
    "<c r=\"C1\"><f>A1*2</f><v>25</v></c><c r=\"D1\" s=\"3\"/></row></worksheet>"

#define LINKS                                                                                      \
    "<part><Override/><Override/><Override/><Override/><Override/><Override/><Relationship/>"      \
    "<Relationship/><Relationship/><Relationship/><Relationship/><Relationship/></part>"

struct example {
    const char *name;
    const char *sheet;
    int parts; /* that are nothing but well-formed */
    enum status status;
};

static const struct example examples[] = {
    {"whole", CELLS, 7, STATUS_OK},
    {"a part less", CELLS, 6, STATUS_BROKEN},
    {"cut short", "<worksheet><cols><col/></cols><row><c r=\"A1\"><v>12", 7, STATUS_BROKEN},
    {"empty", "", 7, STATUS_BROKEN},
    {"no cells", "<worksheet><cols><col/></cols></worksheet>", 7, STATUS_BROKEN},
    {"a cell less",
     "<worksheet><cols><col/></cols><row><c r=\"A1\"><v>12.5</v></c>"
     "<c r=\"B1\" t=\"inlineStr\"><is><t>twee &amp; drie</t></is></c>"
     "<c r=\"C1\"><f>A1*2</f><v>25</v></c></row></worksheet>",
     7, STATUS_BROKEN},
    {"another amount",
     "<worksheet><cols><col/></cols><row><c r=\"A1\"><v>12.4</v></c>"
     "<c r=\"B1\" t=\"inlineStr\"><is><t>twee &amp; drie</t></is></c>"
     "<c r=\"C1\"><f>A1*2</f><v>25</v></c><c r=\"D1\" s=\"3\"/></row></worksheet>",
     7, STATUS_BROKEN},
    {"two cells changed places",
     "<worksheet><cols><col/></cols><row><c r=\"A1\"><v>25</v></c>"
     "<c r=\"B1\" t=\"inlineStr\"><is><t>twee &amp; drie</t></is></c>"
     "<c r=\"C1\"><f>A1*2</f><v>12.5</v></c><c r=\"D1\" s=\"3\"/></row></worksheet>",
     7, STATUS_BROKEN},
    {"a width less",
     "<worksheet><row><c r=\"A1\"><v>12.5</v></c>"
     "<c r=\"B1\" t=\"inlineStr\"><is><t>twee &amp; drie</t></is></c>"
     "<c r=\"C1\"><f>A1*2</f><v>25</v></c><c r=\"D1\" s=\"3\"/></row></worksheet>",
     7, STATUS_BROKEN},
    {"a list that says another length",
     "<worksheet><cols count=\"2\"><col/></cols><row><c r=\"A1\"><v>12.5</v></c>"
     "<c r=\"B1\" t=\"inlineStr\"><is><t>twee &amp; drie</t></is></c>"
     "<c r=\"C1\"><f>A1*2</f><v>25</v></c><c r=\"D1\" s=\"3\"/></row></worksheet>",
     7, STATUS_BROKEN},
};

static void add_part(struct archive *archive, const char *name, const char *text)
{
    struct archive_entry *entry = archive_entry_new();

    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)strlen(text));
    assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(archive, text, strlen(text)), strlen(text));
    archive_entry_free(entry);
}

static int make_workbook(const struct example *example)
{
    int file = memfd_create("workbook", MFD_CLOEXEC);
    struct archive *archive = archive_write_new();

    archive_write_set_format_zip(archive);
    assert_int_equal(archive_write_open_fd(archive, file), ARCHIVE_OK);
    for (int i = 0; i < example->parts; i++)
        add_part(archive, "part.xml", i == 0 ? LINKS : "<part/>");
    add_part(archive, "xl/workbook.xml", "<sheets><sheet/></sheets>");
    add_part(archive, SHEET, example->sheet);
    assert_int_equal(archive_write_free(archive), ARCHIVE_OK);
    return file;
}

static void check_workbook(void **state)
{
    const struct example *example = *state;
    struct tally written = {.widths = 1};
    struct tally_cells *cells = &written.sheets[1];
    int file = make_workbook(example);

    tally_add(cells, "B1", true, NULL, "twee & drie"); /* the order does not matter */
    tally_add(cells, "A1", false, NULL, "12.5");
    tally_add(cells, "C1", false, "=A1*2", "25");
    tally_add(cells, "D1", false, NULL, "");
    assert_int_equal(book_check(file, &written), example->status);
    close(file);
}

static void check_no_zip(void **state)
{
    const struct tally nothing = {0};
    int file = memfd_create("workbook", MFD_CLOEXEC);

    (void)state;
    assert_int_equal(write(file, "nothing of the kind", 19), 19);
    assert_int_equal(book_check(file, &nothing), STATUS_BROKEN);
    close(file);
}

/* ---- a process of its own ---- */

static enum status fine(void *context)
{
    *(int *)context = 7;
    return STATUS_OK;
}

static enum status full(void *context)
{
    (void)context;
    errno = ENOSPC;
    return STATUS_IO;
}

static enum status dies(void *context)
{
    signal(*(int *)context, SIG_DFL); /* cmocka catches some */
    raise(*(int *)context);
    return STATUS_OK;
}

static enum status complains(void *context)
{
    (void)context;
    return write(STDERR_FILENO, "no memory\n", 10) == 10 ? STATUS_OK : STATUS_IO;
}

static void child_complains(void **state)
{
    (void)state;
    assert_int_equal(apart(complains, NULL), STATUS_MEMORY);
    assert_int_equal(errno, ENOMEM);
}

static void child_answers(void **state)
{
    int number = 0;

    (void)state;
    assert_int_equal(apart(fine, &number), STATUS_OK);
    assert_int_equal(number, 0); /* its memory is not ours */
    assert_int_equal(apart(full, NULL), STATUS_IO);
    assert_int_equal(errno, ENOSPC);
}

static void child_dies(void **state)
{
    int signals[] = {SIGSEGV, SIGABRT, SIGKILL};

    (void)state;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        assert_int_equal(apart(dies, &signals[i]), STATUS_MEMORY);
        assert_int_equal(errno, ENOMEM);
    }
}

int main(void)
{
    enum { EXAMPLES = sizeof examples / sizeof *examples, OTHERS = 4 };
    struct CMUnitTest tests[EXAMPLES + OTHERS] = {
        {.name = "no zip", .test_func = check_no_zip},
        {.name = "a child answers", .test_func = child_answers},
        {.name = "a child complains", .test_func = child_complains},
        {.name = "a child dies", .test_func = child_dies}};

    for (size_t i = 0; i < EXAMPLES; i++)
        tests[OTHERS + i] = (struct CMUnitTest){.name = examples[i].name,
                                                .test_func = check_workbook,
                                                .initial_state = (void *)(uintptr_t)&examples[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
