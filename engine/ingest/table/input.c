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
#include "ingest/table/form.h"

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

/* How large a file of this name may be. */
static uint64_t most_bytes(const char *name)
{
    size_t length = strlen(name);

    if (length > 5 && strcmp(name + length - 5, ".yaml") == 0)
        return LIMIT_YAML_BYTES;
    return strcmp(name, "manifest.json") == 0 ? LIMIT_MANIFEST_BYTES : LIMIT_FILE_BYTES;
}

static enum status refuse_large(struct diag_list *diags, const char *name, uint64_t most)
{
    char text[COUNT_TEXT_BYTES];

    text_format_count_plain((int64_t)most, text);
    return report(diags, most == LIMIT_YAML_BYTES ? FINDING_YAML_BYTES : FINDING_FILE_LARGE, name,
                  0, text, NULL);
}

/* Reads up to the size the file had when it was opened, and on when it grew meanwhile. */
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
    return input_read_most(folder_fd, name, required, most_bytes(name), diags, out);
}

bool input_is_refused(int error)
{
    return error == ENOENT || error == ENOTDIR || error == EISDIR || error == ELOOP ||
           error == ENAMETOOLONG || error == EACCES || error == EPERM;
}

/* errno stays: for those to whom it is no finding. */
static enum status report_unreadable(struct diag_list *diags, const char *name)
{
    int why = errno;

    if (!input_is_refused(why))
        diag_blame_system(diags);
    enum status status = report(diags, FINDING_FILE_UNREADABLE, name, 0, strerror(why), NULL);

    errno = why;
    return status;
}

enum status input_read_most(int folder_fd, const char *name, bool required, uint64_t most,
                            struct diag_list *diags, struct input *out)
{
    struct stat info;

    *out = (struct input){.name = name};
    int fd = openat(folder_fd, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 && errno == ENOENT)
        return required ? report(diags, FINDING_FILE_MISSING, name, 0, NULL, NULL) : STATUS_OK;
    if (fd < 0 && errno == ENXIO) /* a socket */
        return report(diags, FINDING_FILE_NOT_REGULAR, name, 0, kind_of_file(S_IFSOCK), NULL);
    if (fd < 0)
        return report_unreadable(diags, name);
    enum status status = STATUS_IO;
    if (fstat(fd, &info) == 0) {
        if (!S_ISREG(info.st_mode)) {
            close(fd);
            return report(diags, FINDING_FILE_NOT_REGULAR, name, 0, kind_of_file(info.st_mode),
                          NULL);
        }
        if ((uint64_t)info.st_size <= most)
            status = read_all(fd, (size_t)info.st_size, (size_t)most + 1, out);
        if ((uint64_t)info.st_size > most || (status == STATUS_OK && out->size > most)) {
            input_free(out);
            close(fd);
            return refuse_large(diags, name, most);
        }
    }
    if (status == STATUS_IO)
        status = report_unreadable(diags, name);
    int why = errno;
    close(fd);
    errno = why;
    return status;
}

void input_free(struct input *input)
{
    free(input->bytes);
    input->bytes = NULL;
}

static const char mark[] = "\xef\xbb\xbf";
enum { MARK_BYTES = 3 };

static void report_byte(struct diag_list *diags, enum finding finding, struct source_pos pos,
                        size_t offset, const char *what, const char *config)
{
    char where[COUNT_TEXT_BYTES];

    text_format_count_plain((int64_t)offset + 1, where);
    diag_add(diags, finding, pos, nobody, where, what, config);
}

static void report_value(struct diag_list *diags, enum finding finding, struct source_pos pos,
                         size_t offset, unsigned char value, const char *config)
{
    static const char hex[] = "0123456789abcdef";
    char what[] = {'0', 'x', hex[value >> 4], hex[value & 15], '\0'};

    report_byte(diags, finding, pos, offset, what, config);
}

static uint32_t count_lines(const char *at, size_t length)
{
    uint32_t lines = 0;

    for (const char *end = at + length; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        lines++;
    return lines;
}

/* Turns Windows-1252 into UTF-8; a byte that stands for nothing stays, with a finding. */
static enum status decode_windows_1252(const struct input *input, struct diag_list *diags,
                                       struct text *out, char **owned)
{
    struct source_pos pos = {input->name, 1, 0};
    size_t length = 0;

    if (input->size > SIZE_MAX / 3 - 1)
        return STATUS_MEMORY;
    char *text = malloc(input->size * 3 + 1);
    if (text == NULL)
        return STATUS_MEMORY;
    for (size_t i = 0; i < input->size; i++) {
        unsigned char byte = (unsigned char)input->bytes[i];
        uint32_t point = encoding_windows_1252(byte);
        if (point != 0 || byte == 0) {
            length += encoding_put_utf8(point, text + length);
        } else {
            text[length++] = (char)byte;
            if (diags != NULL)
                report_value(diags, FINDING_CP1252, pos, i, byte, NULL);
        }
        pos.line += byte == '\n';
    }
    *owned = text;
    *out = (struct text){text, length};
    return STATUS_OK;
}

/* Reports invalid UTF-8, the first of each line. */
static void check_utf8(const struct input *input, size_t from, enum finding finding,
                       const char *config, struct diag_list *diags)
{
    struct source_pos pos = {input->name, 1, 0};
    size_t counted = 0;

    while (from < input->size) {
        size_t bad = from + text_utf8_error(input->bytes + from, input->size - from);
        if (bad >= input->size)
            return;
        pos.line += count_lines(input->bytes + counted, bad - counted);
        counted = bad;
        report_value(diags, finding, pos, bad, (unsigned char)input->bytes[bad], config);
        const char *next = memchr(input->bytes + bad, '\n', input->size - bad);
        if (next == NULL)
            return;
        from = (size_t)(next - input->bytes);
    }
}

/* Finds the next character of more than one byte from *at on; its length, 0: there is none. */
static size_t next_wide(const struct input *input, size_t *at)
{
    for (; *at < input->size; (*at)++) {
        size_t size = (unsigned char)input->bytes[*at] < 0x80
                          ? 0
                          : text_character(input->bytes + *at, input->size - *at);
        if (size > 1)
            return size;
    }
    return 0;
}

/* A UTF-8 letter in a file of Windows-1252 is two files pasted together: read as either, one of
 * them would hold wrong letters. The first of each line. */
static void check_mixed(const struct input *input, struct diag_list *diags)
{
    struct source_pos pos = {input->name, 1, 0};
    size_t counted = 0;
    size_t size;

    for (size_t at = 0; (size = next_wide(input, &at)) > 0;) {
        char letter[5] = "";
        memcpy(letter, input->bytes + at, size);
        pos.line += count_lines(input->bytes + counted, at - counted);
        counted = at;
        report_byte(diags, FINDING_ENCODING_MIXED, pos, at, letter, NULL);
        const char *next = memchr(input->bytes + at, '\n', input->size - at);
        if (next == NULL)
            return;
        at = (size_t)(next - input->bytes);
    }
}

static void check_nul(const struct input *input, struct diag_list *diags)
{
    const char *at = memchr(input->bytes, '\0', input->size);

    if (at == NULL)
        return;
    size_t offset = (size_t)(at - input->bytes);
    struct source_pos pos = {input->name, 1 + count_lines(input->bytes, offset), 0};
    report_byte(diags, FINDING_NUL, pos, offset, NULL, NULL);
}

static bool has_mark(const struct input *input)
{
    return input->size >= MARK_BYTES && memcmp(input->bytes, mark, MARK_BYTES) == 0;
}

/* UTF-8 in a dossier that says Windows-1252. */
static void report_other(const struct input *input, size_t wide_at, size_t size, const char *config,
                         struct diag_list *diags)
{
    struct source_pos pos = {input->name, 1 + count_lines(input->bytes, wide_at), 0};
    char letter[5] = "";

    memcpy(letter, input->bytes + wide_at, size);
    diag_add(diags, FINDING_ENCODING_OTHER, pos, nobody, has_mark(input) ? "EF BB BF" : letter,
             config, NULL);
}

/* The table is said to be Windows-1252. *utf8: it is not. */
static enum status decode_said_1252(const struct input *input, const char *config,
                                    struct diag_list *diags, struct text *out, char **owned,
                                    bool *utf8)
{
    size_t wide_at = 0;
    size_t wide = next_wide(input, &wide_at);

    *utf8 = has_mark(input) ||
            (wide > 0 && text_utf8_error(input->bytes, input->size) == input->size);
    if (*utf8) {
        report_other(input, wide_at, wide, config, diags);
        return STATUS_OK;
    }
    if (wide > 0)
        check_mixed(input, diags);
    return decode_windows_1252(input, diags, out, owned);
}

/* What no encoding of a table is. */
static enum status check_form(const struct input *input, struct diag_list *diags)
{
    struct file_form form = file_form_of(input->bytes, input->size);
    const char *wide = encoding_wide(input->bytes, input->size);

    if (form.name != NULL)
        return report(diags, form.finding, input->name, 0, form.name, NULL);
    if (wide != NULL)
        return report(diags, FINDING_UTF16, input->name, 0, wide, NULL);
    check_nul(input, diags);
    return STATUS_OK;
}

enum status input_decode(const struct input *input, enum encoding encoding, const char *config,
                         struct diag_list *diags, struct text *out, char **owned)
{
    size_t skip = has_mark(input) ? MARK_BYTES : 0;
    bool utf8 = encoding == ENCODING_UTF8;

    *owned = NULL;
    enum status status = check_form(input, diags);
    if (status != STATUS_OK)
        return status;
    if (encoding == ENCODING_UNKNOWN && text_utf8_error(input->bytes, input->size) < input->size)
        return decode_windows_1252(input, NULL, out, owned);
    if (encoding == ENCODING_WINDOWS_1252) {
        status = decode_said_1252(input, config, diags, out, owned, &utf8);
        if (status != STATUS_OK || !utf8)
            return status;
        config = NULL; /* it says Windows-1252 already */
    }
    check_utf8(input, skip, config == NULL || skip > 0 ? FINDING_UTF8_ONLY : FINDING_UTF8, config,
               diags);
    *out = (struct text){input->bytes + skip, input->size - skip};
    return STATUS_OK;
}
