/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/table/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/limits.h"

static const struct diag_subject nobody = {0};

static enum status report(struct diag_list *diags, enum finding finding, const char *file,
                          uint32_t line, const char *part1, const char *part2)
{
    diag_add(diags, finding, (struct source_pos){file, line, 0}, nobody, part1, part2, NULL);
    return STATUS_INVALID;
}

static const char *kind_of_file(mode_t mode)
{
    if (S_ISDIR(mode))
        return "directory";
    if (S_ISFIFO(mode))
        return "FIFO";
    if (S_ISSOCK(mode))
        return "socket";
    return "device";
}

/* Reads up to the size the file had when it was opened, and on when it grew meanwhile. */
/* How much of a file is read: of YAML no more than shows that it is too large. */
static size_t most_bytes(const char *name)
{
    size_t length = strlen(name);

    return length > 5 && strcmp(name + length - 5, ".yaml") == 0 ? LIMIT_YAML_BYTES + 1 : SIZE_MAX;
}

static enum status read_all(int fd, size_t expected, size_t most, struct input *out)
{
    size_t capacity = expected < most ? expected + 1 : most;
    char *bytes = malloc(capacity);
    size_t size = 0;

    while (bytes != NULL) {
        ssize_t got = read(fd, bytes + size, capacity - size);
        if (got == 0)
            break;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            free(bytes);
            return STATUS_IO;
        }
        size += (size_t)got;
        if (size >= most)
            break;
        if (size < capacity)
            continue;
        char *grown = capacity <= SIZE_MAX / 2 ? realloc(bytes, capacity * 2) : NULL;
        if (grown == NULL)
            free(bytes);
        bytes = grown;
        capacity *= 2;
    }
    if (bytes == NULL)
        return STATUS_MEMORY;
    out->bytes = bytes;
    out->size = size;
    return STATUS_OK;
}

enum status input_read(int folder_fd, const char *name, bool required, struct diag_list *diags,
                       struct input *out)
{
    struct stat info;

    *out = (struct input){.name = name};
    int fd = openat(folder_fd, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 && errno == ENOENT)
        return required ? report(diags, FINDING_FILE_MISSING, name, 0, NULL, NULL) : STATUS_OK;
    if (fd < 0 && errno == ENXIO) /* a socket */
        return report(diags, FINDING_FILE_NOT_REGULAR, name, 0, kind_of_file(S_IFSOCK), NULL);
    if (fd < 0)
        return report(diags, FINDING_FILE_UNREADABLE, name, 0, strerror(errno), NULL);
    enum status status = STATUS_IO;
    if (fstat(fd, &info) == 0) {
        if (!S_ISREG(info.st_mode)) {
            close(fd);
            return report(diags, FINDING_FILE_NOT_REGULAR, name, 0, kind_of_file(info.st_mode),
                          NULL);
        }
        status = read_all(fd, (size_t)info.st_size, most_bytes(name), out);
    }
    if (status == STATUS_IO)
        status = report(diags, FINDING_FILE_UNREADABLE, name, 0, strerror(errno), NULL);
    close(fd);
    return status;
}

void input_free(struct input *input)
{
    free(input->bytes);
    input->bytes = NULL;
}

/* Code points of the bytes 0x80 to 0x9f of Windows-1252; 0: not assigned. The rest is Latin-1. */
static const uint16_t windows_1252_high[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static size_t put_utf8(uint32_t point, char *out)
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (char)(0xc0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3f));
        return 2;
    }
    out[0] = (char)(0xe0 | point >> 12);
    out[1] = (char)(0x80 | (point >> 6 & 0x3f));
    out[2] = (char)(0x80 | (point & 0x3f));
    return 3;
}

static void report_byte(struct diag_list *diags, enum finding finding, const char *file,
                        uint32_t line, size_t offset, unsigned char value)
{
    static const char hex[] = "0123456789abcdef";
    char where[COUNT_TEXT_BYTES];
    char what[] = {'0', 'x', hex[value >> 4], hex[value & 15], '\0'};

    text_format_count_plain((int64_t)offset + 1, where);
    report(diags, finding, file, line, where, what);
}

static enum status decode_windows_1252(const struct input *input, struct diag_list *diags,
                                       struct text *out, char **owned)
{
    if (input->size > SIZE_MAX / 3 - 1)
        return STATUS_MEMORY;
    char *text = malloc(input->size * 3 + 1);
    size_t length = 0;
    uint32_t line = 1;

    if (text == NULL)
        return STATUS_MEMORY;
    for (size_t i = 0; i < input->size; i++) {
        unsigned char byte = (unsigned char)input->bytes[i];
        uint32_t point = byte >= 0x80 && byte < 0xa0 ? windows_1252_high[byte - 0x80] : byte;
        if (point == 0 && byte != 0) {
            report_byte(diags, FINDING_CP1252, input->name, line, i, byte);
            point = '?';
        }
        length += put_utf8(point, text + length);
        line += byte == '\n';
    }
    *owned = text;
    *out = (struct text){text, length};
    return STATUS_OK;
}

static uint32_t count_lines(const char *at, size_t length)
{
    uint32_t lines = 0;

    for (const char *end = at + length; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        lines++;
    return lines;
}

/* Reports invalid UTF-8, the first of each line. */
static void check_utf8(const struct input *input, size_t from, struct diag_list *diags)
{
    uint32_t line = 1;
    size_t counted = 0;

    while (from < input->size) {
        size_t bad = from + text_utf8_error(input->bytes + from, input->size - from);
        if (bad >= input->size)
            return;
        line += count_lines(input->bytes + counted, bad - counted);
        counted = bad;
        report_byte(diags, FINDING_UTF8, input->name, line, bad, (unsigned char)input->bytes[bad]);
        const char *next = memchr(input->bytes + bad, '\n', input->size - bad);
        if (next == NULL)
            return;
        from = (size_t)(next - input->bytes);
    }
}

static void check_nul(const struct input *input, struct diag_list *diags)
{
    char where[COUNT_TEXT_BYTES];
    const char *at = memchr(input->bytes, '\0', input->size);

    if (at == NULL)
        return;
    size_t offset = (size_t)(at - input->bytes);
    text_format_count_plain((int64_t)offset + 1, where);
    report(diags, FINDING_NUL, input->name, 1 + count_lines(input->bytes, offset), where, NULL);
}

enum status input_decode(const struct input *input, bool windows_1252, struct diag_list *diags,
                         struct text *out, char **owned)
{
    static const char bom[] = "\xef\xbb\xbf";
    size_t skip = 0;

    *owned = NULL;
    if (input->size >= 2 &&
        (memcmp(input->bytes, "\xff\xfe", 2) == 0 || memcmp(input->bytes, "\xfe\xff", 2) == 0))
        return report(diags, FINDING_UTF16, input->name, 0, NULL, NULL);
    check_nul(input, diags);
    if (windows_1252)
        return decode_windows_1252(input, diags, out, owned);
    if (input->size >= 3 && memcmp(input->bytes, bom, 3) == 0)
        skip = 3;
    check_utf8(input, skip, diags);
    *out = (struct text){input->bytes + skip, input->size - skip};
    return STATUS_OK;
}
