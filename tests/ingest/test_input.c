/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/table/input.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/folder.h"
#include "support/found.h"
#include "support/rows.h"

static void read_name(int fd, const char *name, bool required, enum status status,
                      const char *findings)
{
    struct diag_list *diags = diag_list_new();
    struct input input;

    assert_non_null(diags);
    assert_int_equal(input_read(fd, name, required, diags, &input), status);
    char *found = found_text(diags);
    assert_string_equal(found, findings);
    if (status != STATUS_OK || *findings != '\0')
        assert_null(input.bytes);
    free(found);
    input_free(&input);
    diag_list_free(diags);
}

static void make_socket(const struct folder *folder, const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const char *path = folder_path(folder, name);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    assert_true(strlen(path) < sizeof address.sun_path);
    memcpy(address.sun_path, path, strlen(path) + 1);
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    close(fd);
}

static void test_kinds(void **state)
{
    struct folder folder;

    (void)state;
    folder_new(&folder);
    read_name(folder.fd, "absent", true, STATUS_INVALID, "0:0 BESTAND-ONTBREEKT");
    read_name(folder.fd, "absent", false, STATUS_OK, "");
    assert_int_equal(mkdirat(folder.fd, "folder", 0777), 0);
    read_name(folder.fd, "folder", false, STATUS_INVALID, "0:0 GEEN-BESTAND");
    assert_int_equal(mkfifoat(folder.fd, "fifo", 0666), 0); /* nobody writes: must not block */
    read_name(folder.fd, "fifo", true, STATUS_INVALID, "0:0 GEEN-BESTAND");
    make_socket(&folder, "socket");
    read_name(folder.fd, "socket", true, STATUS_INVALID, "0:0 GEEN-BESTAND");
    assert_int_equal(symlinkat("/dev/null", folder.fd, "device"), 0);
    read_name(folder.fd, "device", true, STATUS_INVALID, "0:0 GEEN-BESTAND");
    assert_int_equal(symlinkat("loop", folder.fd, "loop"), 0);
    read_name(folder.fd, "loop", true, STATUS_INVALID, "0:0 BESTAND-ONLEESBAAR");
    folder_write_text(&folder, "file", "x");
    assert_int_equal(symlinkat("file", folder.fd, "link"), 0);
    read_name(folder.fd, "link", true, STATUS_OK, "");
    folder_remove(&folder);
}

static void test_whole(void **state)
{
    struct diag_list *diags = diag_list_new();
    struct folder folder;
    struct input input;
    char bytes[70000];

    (void)state;
    assert_non_null(diags);
    folder_new(&folder);
    memset(bytes, 'x', sizeof bytes);
    folder_write(&folder, "large", bytes, sizeof bytes);
    assert_int_equal(input_read(folder.fd, "large", true, diags, &input), STATUS_OK);
    assert_int_equal(input.size, sizeof bytes);
    assert_memory_equal(input.bytes, bytes, sizeof bytes);
    input_free(&input);
    folder_write_text(&folder, "empty", "");
    assert_int_equal(input_read(folder.fd, "empty", true, diags, &input), STATUS_OK);
    assert_int_equal(input.size, 0);
    assert_non_null(input.bytes);
    input_free(&input);
    assert_null(input.bytes);
    folder_remove(&folder);
    diag_list_free(diags);
}

/* Files of /proc say that they have 0 bytes: to the reader they grow while it reads. */
static void test_growing(void **state)
{
    struct diag_list *diags = diag_list_new();
    struct input input;
    int fd = open("/proc/self", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    (void)state;
    assert_true(fd >= 0);
    assert_non_null(diags);
    assert_int_equal(input_read(fd, "status", true, diags, &input), STATUS_OK);
    assert_true(input.size > 100);
    assert_memory_equal(input.bytes, "Name:\t", 6);
    input_free(&input);
    close(fd);
    diag_list_free(diags);
}

static void test_read_fails(void **state)
{
    int fd = open("/proc/self", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    (void)state; /* a regular file whose first page cannot be read */
    assert_true(fd >= 0);
    read_name(fd, "mem", true, STATUS_INVALID, "0:0 BESTAND-ONLEESBAAR");
    close(fd);
}

static const struct decoding {
    const char *name;
    struct text bytes;
    bool windows_1252;
    enum status status;
    const char *text;
    const char *findings;
} decodings[] = {
    {"ASCII", {"a;b\n", 4}, false, STATUS_OK, "a;b\n", ""},
    {"nothing", {"", 0}, false, STATUS_OK, "", ""},
    {"nothing, Windows-1252", {"", 0}, true, STATUS_OK, "", ""},
    {"UTF-8", {"caf\xc3\xa9", 5}, false, STATUS_OK, "caf\xc3\xa9", ""},
    {"byte order mark", {"\xef\xbb\xbfx", 4}, false, STATUS_OK, "x", ""},
    {"byte order mark only", {"\xef\xbb\xbf", 3}, false, STATUS_OK, "", ""},
    {"second byte order mark stays",
     {"\xef\xbb\xbf\xef\xbb\xbf", 6},
     false,
     STATUS_OK,
     "\xef\xbb\xbf",
     ""},
    {"half a byte order mark", {"\xef\xbb", 2}, false, STATUS_OK, "\xef\xbb", "1:0 CODERING-UTF8"},
    {"one wrong byte a line",
     {"\xe9\xe9\nok\n\xe9 \xe9\n\xc3\xa9\n\xff", 14},
     false,
     STATUS_OK,
     NULL,
     "1:0 CODERING-UTF8; 3:0 CODERING-UTF8; 5:0 CODERING-UTF8"},
    {"wrong byte after the mark",
     {"\xef\xbb\xbf\nx\xe9\n", 7},
     false,
     STATUS_OK,
     NULL,
     "2:0 CODERING-GEEN-UTF8"},
    {"UTF-16 little-endian",
     {"\xff\xfe"
      "a\0",
      4},
     false,
     STATUS_INVALID,
     NULL,
     "0:0 CODERING-UTF16"},
    {"UTF-16 big-endian", {"\xfe\xff\0a", 4}, false, STATUS_INVALID, NULL, "0:0 CODERING-UTF16"},
    {"UTF-16 called Windows-1252",
     {"\xff\xfe"
      "a\0",
      4},
     true,
     STATUS_INVALID,
     NULL,
     "0:0 CODERING-UTF16"},
    {"UTF-16 without mark", {"a\0b\0", 4}, false, STATUS_INVALID, NULL, "0:0 CODERING-UTF16"},
    {"UTF-16 without mark, big-endian, called Windows-1252",
     {"\0a\0;\0b", 6},
     true,
     STATUS_INVALID,
     NULL,
     "0:0 CODERING-UTF16"},
    {"UTF-32", {"\xff\xfe\0\0a\0\0\0", 8}, false, STATUS_INVALID, NULL, "0:0 CODERING-UTF16"},
    {"UTF-8 called Windows-1252",
     {"x\ncaf\xc3\xa9", 7},
     true,
     STATUS_OK,
     "x\ncaf\xc3\xa9",
     "2:0 CODERING-ANDERS"},
    {"marked UTF-8 called Windows-1252",
     {"\xef\xbb\xbfx", 4},
     true,
     STATUS_OK,
     "x",
     "1:0 CODERING-ANDERS"},
    {"marked UTF-8 called Windows-1252, with a wrong byte",
     {"\xef\xbb\xbfx\n\xe9", 6},
     true,
     STATUS_OK,
     NULL,
     "1:0 CODERING-ANDERS; 2:0 CODERING-GEEN-UTF8"},
    {"UTF-8 pasted under Windows-1252",
     {"caf\xe9\ncaf\xc3\xa9 \xc3\xa9\n\xe2\x82\xac", 17},
     true,
     STATUS_OK,
     NULL,
     "2:0 CODERING-GEMENGD; 3:0 CODERING-GEMENGD"},
    {"a zip", {"PK\x03\x04", 4}, false, STATUS_INVALID, NULL, "0:0 BESTAND-INGEPAKT"},
    {"an old workbook",
     {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8},
     true,
     STATUS_INVALID,
     NULL,
     "0:0 BESTAND-WERKMAP"},
    {"gzip", {"\x1f\x8b\x08", 3}, false, STATUS_INVALID, NULL, "0:0 BESTAND-INGEPAKT"},
    {"HTML", {"\r\n<!DOCTYPE HTML>", 17}, false, STATUS_INVALID, NULL, "0:0 BESTAND-GEEN-CSV"},
    {"PDF", {"%PDF-1.7", 8}, false, STATUS_INVALID, NULL, "0:0 BESTAND-GEEN-CSV"},
    {"NUL", {"a\nb\n\0c\0", 7}, false, STATUS_OK, NULL, "3:0 NUL-TEKEN"},
    {"NUL in Windows-1252", {"a\0", 2}, true, STATUS_OK, NULL, "1:0 NUL-TEKEN"},
    {"Windows-1252",
     {"\x80 \xe9\x92", 4},
     true,
     STATUS_OK,
     "\xe2\x82\xac \xc3\xa9\xe2\x80\x99",
     ""},
    {"not in Windows-1252", {"x\n\x81\n", 4}, true, STATUS_OK, "x\n\x81\n", "2:0 CODERING-1252"},
};

static void test_decoding(void **state)
{
    const struct decoding *row = *state;
    struct diag_list *diags = diag_list_new();
    char *exact = malloc(row->bytes.length == 0 ? 1 : row->bytes.length);
    struct text text = {"", 0};
    char *owned;

    assert_non_null(diags);
    assert_non_null(exact);
    memcpy(exact, row->bytes.at, row->bytes.length);
    struct input input = {"t.csv", exact, row->bytes.length};
    assert_int_equal(input_decode(&input, row->windows_1252 ? ENCODING_WINDOWS_1252 : ENCODING_UTF8,
                                  "d.yaml", diags, &text, &owned),
                     row->status);
    char *found = found_text(diags);
    assert_string_equal(found, row->findings);
    if (row->text != NULL) {
        assert_int_equal(text.length, strlen(row->text));
        assert_memory_equal(text.at, row->text, text.length);
    }
    free(found);
    free(owned);
    input_free(&input);
    diag_list_free(diags);
}

/* Code points of 0x80 to 0x9f as the WHATWG and Microsoft tables give them; 0: not assigned. */
static const uint16_t high[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                  0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static uint32_t point_of(struct text text)
{
    const unsigned char *p = (const unsigned char *)text.at;

    assert_int_equal(text_utf8_error(text.at, text.length), text.length);
    if (text.length == 1)
        return p[0];
    if (text.length == 2)
        return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
    assert_int_equal(text.length, 3);
    return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
}

static void test_every_byte(void **state)
{
    (void)state;
    for (unsigned byte = 1; byte < 256; byte++) {
        struct diag_list *diags = diag_list_new();
        char bytes[] = {(char)byte};
        struct input input = {"t.csv", bytes, 1};
        struct text text;
        char *owned;
        uint32_t want = byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte;
        assert_non_null(diags);
        assert_int_equal(
            input_decode(&input, ENCODING_WINDOWS_1252, "d.yaml", diags, &text, &owned), STATUS_OK);
        assert_int_equal(diag_count(diags), want == 0);
        if (want != 0)
            assert_int_equal(point_of(text), want);
        else
            assert_memory_equal(text.at, bytes, 1); /* no text, and seen to be none */
        free(owned);
        diag_list_free(diags);
    }
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_kinds, "folder, FIFO, socket, device, link", NULL);
    rows_add(rows, test_whole, "a large file and an empty one", NULL);
    rows_add(rows, test_growing, "a file that grows", NULL);
    rows_add(rows, test_read_fails, "a file that cannot be read", NULL);
    ROWS_ADD(rows, test_decoding, decodings);
    rows_add(rows, test_every_byte, "every byte of Windows-1252", NULL);
    return rows_run(rows, "ingest/input");
}
