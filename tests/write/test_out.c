/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/folder.h"
#include "support/rows.h"

/* What the tap saw, one after the other. */
struct tapped {
    char *bytes;
    size_t size;
};

static void tap(void *context, const void *bytes, size_t size)
{
    struct tapped *tapped = context;
    char *grown = realloc(tapped->bytes, tapped->size + size + 1);

    if (grown == NULL)
        abort();
    memcpy(grown + tapped->size, bytes, size);
    tapped->bytes = grown;
    tapped->size += size;
}

/* A file of that many bytes in pieces: sizes around the buffer (262144) and around many of them,
 * so that the writer beside has to wait and to be waited for. */
static const struct amount {
    const char *name;
    size_t size;
    size_t piece;
} amounts[] = {
    {"nothing", 0, 1},
    {"one byte", 1, 1},
    {"a buffer less one", 262143, 1},
    {"a buffer", 262144, 1},
    {"a buffer and one", 262145, 1},
    {"two buffers and some", 600000, 7},
    {"in one piece above a buffer", 300000, 300000},
    {"in one piece of many buffers", 5000000, 5000000},
    {"many buffers in pieces", 5000000, 100003},
};

static void test_amount(void **state)
{
    const struct amount *row = *state;
    char *bytes = malloc(row->size + 1);
    struct tapped tapped = {0};
    struct folder folder;
    size_t size;

    assert_non_null(bytes);
    for (size_t i = 0; i < row->size; i++)
        bytes[i] = (char)('a' + i % 23);
    folder_new(&folder);
    struct out *out = out_new(folder.fd, "file", tap, &tapped);
    assert_non_null(out);
    for (size_t done = 0; done < row->size; done += row->piece) {
        size_t piece = row->size - done < row->piece ? row->size - done : row->piece;
        out_bytes(out, bytes + done, piece);
    }
    assert_int_equal(out_finish(out), STATUS_OK);
    char *written = folder_read(folder_path(&folder, "file"), &size);
    assert_int_equal(size, row->size);
    assert_memory_equal(written, bytes, size);
    assert_int_equal(tapped.size, size);
    if (size > 0)
        assert_memory_equal(tapped.bytes, bytes, size);
    free(written);
    free(tapped.bytes);
    free(bytes);
    folder_remove(&folder);
}

static void test_values(void **state)
{
    struct folder folder;

    (void)state;
    folder_new(&folder);
    struct out *out = out_new(folder.fd, "file", NULL, NULL);
    assert_non_null(out);
    out_text(out, "x");
    out_char(out, ' ');
    out_count(out, -1234567);
    out_char(out, ' ');
    out_money(out, (struct money){3000050});
    out_char(out, ' ');
    out_money_plain(out, (struct money){-3000005});
    out_char(out, ' ');
    out_money(out, (struct money){INT64_MIN});
    assert_int_equal(out_finish(out), STATUS_OK);
    char *text = folder_read(folder_path(&folder, "file"), NULL);
    assert_string_equal(text, "x -1234567 30.000,50 -30000.05 -92.233.720.368.547.758,08");
    free(text);
    folder_remove(&folder);
}

/* /dev/full takes the first bytes into nothing and says that the device is full. */
static void check_full(size_t size)
{
    struct folder folder;
    char piece[1000] = {0};

    folder_new(&folder);
    assert_int_equal(symlinkat("/dev/full", folder.fd, "full"), 0);
    struct tapped tapped = {0};
    assert_null(out_new(folder.fd, "full", NULL, NULL)); /* exists: never written to */
    assert_int_equal(errno, EEXIST);
    int fd = openat(folder.fd, "full", O_WRONLY | O_CLOEXEC);
    struct out *out = out_new(folder.fd, "file", tap, &tapped);
    assert_non_null(out);
    int own = -1; /* the descriptor of the file: the one that leads there */
    for (int i = 0; i < 64 && own < 0; i++) {
        char link[64];
        char target[FOLDER_PATH_BYTES];
        snprintf(link, sizeof link, "/proc/self/fd/%d", i);
        ssize_t length = readlink(link, target, sizeof target - 1);
        target[length < 0 ? 0 : length] = '\0';
        if (length > 5 && strcmp(target + length - 5, "/file") == 0)
            own = i;
    }
    assert_true(own >= 0);
    assert_int_equal(dup2(fd, own), own);
    close(fd);
    for (size_t done = 0; done < size; done += sizeof piece)
        out_bytes(out, piece, sizeof piece);
    assert_int_equal(out_finish(out), STATUS_IO);
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(tapped.size, 0); /* what was not written is not sealed */
    folder_remove(&folder);
}

static void test_full(void **state)
{
    (void)state;
    check_full(1000);
    check_full(3000000);
}

static void test_exists(void **state)
{
    struct folder folder;

    (void)state;
    folder_new(&folder);
    folder_write_text(&folder, "file", "kept");
    errno = 0;
    assert_null(out_new(folder.fd, "file", NULL, NULL));
    assert_int_equal(errno, EEXIST);
    char *text = folder_read(folder_path(&folder, "file"), NULL);
    assert_string_equal(text, "kept");
    free(text);
    folder_remove(&folder);
}

/* A pipe cannot be synced, and stays the caller's. */
static void test_borrowed(void **state)
{
    int ends[2];
    char text[16] = "";

    (void)state;
    assert_int_equal(pipe(ends), 0);
    for (int i = 0; i < 2; i++) {
        struct out *out = out_fd_new(ends[1]);
        assert_non_null(out);
        out_text(out, i == 0 ? "one " : "two");
        assert_int_equal(out_finish(out), STATUS_OK);
    }
    assert_int_equal(read(ends[0], text, sizeof text - 1), 7);
    assert_string_equal(text, "one two");
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_amount, amounts);
    rows_add(rows, test_values, "values", NULL);
    rows_add(rows, test_full, "a full device", NULL);
    rows_add(rows, test_exists, "a file that is there stays as it is", NULL);
    rows_add(rows, test_borrowed, "a pipe of the caller", NULL);
    return rows_run(rows, "report/out");
}
