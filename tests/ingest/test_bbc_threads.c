/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads that read one export when something fails: all of them end, and what is told is what a
 * single thread would have met first. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "ingest/bbc/bbc.h"
#include "support/folder.h"
#include "support/found.h"

enum { ROWS = 60000, DEADLINE_SECONDS = 120, MOST_THREADS = 8, TOO_LARGE_BITS = 46 };

static const char header[] = "Actie totaaloverzicht;NIS-code;Bestuur;Type rapport;Rapportjaar;"
                             "Boekjaar;Externe rapporteringscode;Uitgave\n";

struct bench {
    struct folder folder;
    struct arena *arena;
    struct diag_list *diags;
    struct bbc_options options;
    atomic_uint cut;   /* pieces that were cut */
    unsigned wait_for; /* a write fails when so many were; 0: it does not fail */
    int error;         /* of what fails */
};

static enum status write_row(void *context, const char *at, size_t length)
{
    struct bench *bench = context;

    (void)at;
    (void)length;
    if (bench->wait_for == 0)
        return STATUS_OK;
    while (atomic_load(&bench->cut) < bench->wait_for)
        usleep(10);
    errno = bench->error;
    return STATUS_IO;
}

static void count_piece(void *context, uint64_t bytes)
{
    struct bench *bench = context;

    (void)bytes;
    atomic_fetch_add(&bench->cut, 1);
}

static int open_full(void *context)
{
    (void)context;
    return open("/dev/full", O_RDWR | O_CLOEXEC);
}

static int open_nothing(void *context)
{
    const struct bench *bench = context;

    errno = bench->error;
    return -1;
}

static void *do_nothing(void *context)
{
    return context;
}

static int open_memory(void *context)
{
    (void)context;
    return memfd_create("spill", MFD_CLOEXEC);
}

/* Rows that all count; last: what stands behind them. */
static void write_export(const struct bench *bench, const char *last)
{
    FILE *stream = fopen(folder_path(&bench->folder, "export.csv"), "w");

    assert_non_null(stream);
    fputs(header, stream);
    for (int i = 0; i < ROWS; i++)
        fprintf(stream, "Code: A%d;12025;Mechelen;JR;2024;2024;ABB-SLV;%d,00\n", i, i % 900);
    fputs(last, stream);
    assert_int_equal(fclose(stream), 0);
}

static int bench_new(void **state)
{
    const struct embedded_file *builtin = profile_builtin_find("bbc-acties-lang");
    struct bench *bench = calloc(1, sizeof *bench);

    assert_non_null(bench);
    folder_new(&bench->folder);
    bench->arena = arena_new();
    bench->diags = diag_list_new();
    bench->options = (struct bbc_options){.threads = 1,
                                          .chunk_bytes = 1 << 20,
                                          .level = scan_best_level(),
                                          .progress = count_piece,
                                          .progress_context = bench,
                                          .write_rejected = write_row,
                                          .write_origin = write_row,
                                          .write_context = bench,
                                          .file_context = bench};
    assert_int_equal(profile_load(builtin->file, builtin->bytes, builtin->size, bench->arena,
                                  bench->diags, &bench->options.profile),
                     STATUS_OK);
    write_export(bench, "");
    *state = bench;
    alarm(DEADLINE_SECONDS); /* a thread that does not end ends the test */
    return 0;
}

static int bench_free(void **state)
{
    struct bench *bench = *state;

    alarm(0);
    diag_list_free(bench->diags);
    arena_free(bench->arena);
    folder_remove(&bench->folder);
    free(bench);
    return 0;
}

/* Reads the export to its end or its failure. */
static enum status read_export(struct bench *bench, struct bbc_trouble *trouble)
{
    struct bbc_run *run = bbc_run_new(&bench->options, bench->diags);

    assert_non_null(run);
    atomic_store(&bench->cut, 0);
    enum status status = bbc_run_file(run, folder_path(&bench->folder, "export.csv"));
    *trouble = bbc_run_trouble(run);
    bbc_run_free(run);
    return status;
}

static void assert_fails(struct bench *bench, enum bbc_where where, int error)
{
    struct bbc_trouble trouble;

    errno = 0;
    assert_int_equal(read_export(bench, &trouble), STATUS_IO);
    assert_int_equal(trouble.where, where);
    assert_int_equal(trouble.error, error);
}

/* The first piece fails while all others are being read: they come to their turn afterwards, and it
 * never comes. */
static void a_write_that_fails_ends_all(void **state)
{
    struct bench *bench = *state;

    bench->error = ENOSPC;
    for (unsigned threads = 1; threads <= 4; threads++) {
        bench->options.threads = threads;
        bench->wait_for = threads;
        assert_fails(bench, BBC_AT_ORIGIN, ENOSPC);
    }
}

static void a_full_disk_ends_all(void **state)
{
    struct bench *bench = *state;

    bench->options.memory_bytes = 1;
    bench->options.open_file = open_full;
    for (unsigned threads = 1; threads <= MOST_THREADS; threads++) {
        bench->options.threads = threads;
        for (int round = 0; round < 5; round++)
            assert_fails(bench, BBC_AT_TEMPORARY, ENOSPC);
    }
}

static void a_file_that_cannot_be_opened_ends_all(void **state)
{
    struct bench *bench = *state;

    bench->error = EMFILE;
    bench->options.memory_bytes = 1;
    bench->options.open_file = open_nothing;
    for (unsigned threads = 1; threads <= MOST_THREADS; threads++) {
        bench->options.threads = threads;
        assert_fails(bench, BBC_AT_TEMPORARY, EMFILE);
    }
}

/* UTF-16 that is damaged at its end: it is found by the thread that reads, long after the first
 * row could not be written. That row is what is told, and nothing else. */
static void the_first_failure_is_told(void **state)
{
    struct bench *bench = *state;
    struct profile profile = *bench->options.profile;
    size_t size = 0;
    char *text = folder_read(folder_path(&bench->folder, "export.csv"), &size);
    char *wide = calloc(size + 1, 2);

    assert_non_null(wide);
    for (size_t i = 0; i < size; i++)
        wide[2 * i] = text[i];
    memcpy(wide + 2 * size, "\0\xd8", 2);
    folder_write(&bench->folder, "export.csv", wide, 2 * size + 2);
    profile.encoding = PROFILE_UTF16LE;
    bench->options.profile = &profile;
    bench->error = EDQUOT;
    for (unsigned threads = 1; threads <= MOST_THREADS; threads++) {
        bench->options.threads = threads;
        bench->wait_for = 1;
        assert_fails(bench, BBC_AT_ORIGIN, EDQUOT);
    }
    assert_int_equal(diag_count(bench->diags), 0);
    bench->wait_for = 0;
    struct bbc_trouble trouble;
    assert_int_equal(read_export(bench, &trouble), STATUS_INVALID);
    char *found = found_text(bench->diags);
    assert_non_null(strstr(found, "EXPORT-BESCHADIGD"));
    free(found);
    free(wide);
    free(text);
}

/* Spending of the export, as text. */
static enum status put_row(void *context, const struct bbc_spending *row)
{
    fprintf(context, "%s %u %s %lld %llu\n", row->nis, row->year, row->action,
            (long long)row->cents, (unsigned long long)row->line);
    return STATUS_OK;
}

static char *spending(struct bench *bench)
{
    struct bbc_run *run = bbc_run_new(&bench->options, bench->diags);
    struct bbc_result result;
    char *text = NULL;
    size_t length = 0;
    bool again = false;
    FILE *stream = open_memstream(&text, &length);

    assert_non_null(stream);
    assert_int_equal(bbc_run_file(run, folder_path(&bench->folder, "export.csv")), STATUS_OK);
    assert_int_equal(bbc_run_settle(run, &again), STATUS_OK);
    assert_false(again);
    assert_int_equal(bbc_run_finish(run, &result), STATUS_OK);
    assert_int_equal(result.accepted.count, ROWS);
    assert_int_equal(bbc_run_spending(run, put_row, stream), STATUS_OK);
    assert_int_equal(fclose(stream), 0);
    bbc_run_free(run);
    return text;
}

/* The system has no room for the stack of another thread. */
static void threads_that_cannot_be_started_are_done_without(void **state)
{
    struct bench *bench = *state;
    pthread_attr_t usual;
    pthread_attr_t huge;
    pthread_t thread;

    bench->options.memory_bytes = 1;
    bench->options.open_file = open_memory;
    char *expected = spending(bench);
    bench->options.threads = MOST_THREADS;
    assert_int_equal(pthread_getattr_default_np(&usual), 0);
    assert_int_equal(pthread_attr_init(&huge), 0);
    assert_int_equal(pthread_attr_setstacksize(&huge, (size_t)1 << TOO_LARGE_BITS), 0);
    assert_int_equal(pthread_setattr_default_np(&huge), 0);
    assert_int_equal(pthread_create(&thread, NULL, do_nothing, NULL), EAGAIN);
    char *found = spending(bench);
    assert_int_equal(pthread_setattr_default_np(&usual), 0);
    assert_string_equal(found, expected);
    free(found);
    free(expected);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_new, bench_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_write_that_fails_ends_all),
        TEST(a_full_disk_ends_all),
        TEST(a_file_that_cannot_be_opened_ends_all),
        TEST(the_first_failure_is_told),
        TEST(threads_that_cannot_be_started_are_done_without),
    };

    return cmocka_run_group_tests_name("ingest/bbc_threads", tests, NULL, NULL);
}
