/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/source.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/encoding.h"
#include "core/text.h"
#include "ingest/bbc/sheet.h"
#include "ingest/table/form.h"
#include "ingest/table/utf16.h"
#include "ingest/workbook/workbook.h"

enum { PACKED_BYTES = 64 * 1024, RATIO = 250, UTF16_BYTES = 16 * 1024 };

#define FREE_BYTES UINT64_C(67108864)     /* up to here any ratio is fine */
#define MOST_BYTES UINT64_C(137438953472) /* 128 GiB */

static enum status refuse(struct bbc_source *source, enum finding finding, const char *a,
                          const char *b)
{
    diag_add(source->diags, finding, (struct source_pos){source->name, 0, 0},
             (struct diag_subject){0}, a, b, NULL);
    return STATUS_INVALID;
}

static enum status read_fd(struct bbc_source *source, char *at, size_t size, size_t *got)
{
    ssize_t count;

    do
        count = read(source->fd, at, size);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return STATUS_IO;
    if (source->hash_inline && source->options->seal && count > 0)
        source->options->hash(source->options->hash_context, at, (size_t)count);
    source->bytes += (uint64_t)count;
    *got = (size_t)count;
    return STATUS_OK;
}

/* Bytes of the file itself, first those that were looked at. */
static enum status read_bytes(struct bbc_source *source, char *at, size_t size, size_t *got)
{
    size_t kept = source->first_to - source->first_from;

    if (kept == 0)
        return read_fd(source, at, size, got);
    *got = kept < size ? kept : size;
    memcpy(at, source->first + source->first_from, *got);
    source->first_from += *got;
    return STATUS_OK;
}

static enum status look(struct bbc_source *source)
{
    size_t got = 1;
    enum status status = STATUS_OK;

    while (status == STATUS_OK && got > 0 && source->first_to < BBC_FIRST_BYTES) {
        status = read_fd(source, source->first + source->first_to,
                         BBC_FIRST_BYTES - source->first_to, &got);
        source->first_to += status == STATUS_OK ? got : 0;
    }
    return status;
}

/* ---- gzip and zip ---- */

static la_ssize_t give_packed(struct archive *archive, void *context, const void **at)
{
    struct bbc_source *source = context;
    size_t got = 0;

    (void)archive;
    source->failed = read_bytes(source, source->packed, PACKED_BYTES, &got);
    source->error = errno;
    *at = source->packed;
    return source->failed == STATUS_OK ? (la_ssize_t)got : -1;
}

static enum status damaged(struct bbc_source *source)
{
    const char *words = archive_error_string(source->archive);

    if (source->failed != STATUS_OK) {
        errno = source->error; /* libarchive has been at work since */
        return source->failed;
    }
    return refuse(source, FINDING_BBC_DAMAGED, words == NULL ? source->unpacked : words, NULL);
}

/* Steps to the next file in the archive; *found is false at its end. */
static enum status next_entry(struct bbc_source *source, bool *found)
{
    struct archive_entry *entry = NULL;

    for (;;) {
        int outcome = archive_read_next_header(source->archive, &entry);
        *found = outcome == ARCHIVE_OK || outcome == ARCHIVE_WARN;
        if (outcome == ARCHIVE_EOF)
            return STATUS_OK;
        if (!*found)
            return damaged(source);
        const char *name = archive_entry_pathname(entry);
        const char *workbook = name == NULL ? NULL : file_form_workbook(name);
        if (workbook != NULL && strcmp(source->unpacked, "zip") == 0)
            return refuse(source, FINDING_FILE_WORKBOOK, workbook, NULL);
        mode_t type = archive_entry_filetype(entry);
        if (type == AE_IFREG || type == 0)
            return STATUS_OK;
    }
}

static enum status open_archive(struct bbc_source *source, const char *form)
{
    bool found = false;

    source->unpacked = form;
    source->packed = malloc(PACKED_BYTES);
    source->archive = archive_read_new();
    if (source->packed == NULL || source->archive == NULL)
        return STATUS_MEMORY;
    bool zip = strcmp(form, "zip") == 0;
    int outcome = zip ? archive_read_support_format_zip_streamable(source->archive)
                      : archive_read_support_format_raw(source->archive);
    if (!zip && outcome == ARCHIVE_OK)
        outcome = archive_read_support_filter_gzip(source->archive);
    if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN)
        return damaged(source);
    if (archive_read_open(source->archive, source, NULL, give_packed, NULL) != ARCHIVE_OK)
        return damaged(source);
    enum status status = next_entry(source, &found);
    if (status == STATUS_OK && !found)
        return refuse(source, FINDING_BBC_ENTRIES, "0", NULL);
    diag_add(source->diags, FINDING_BBC_UNPACKED, (struct source_pos){source->name, 0, 0},
             (struct diag_subject){0}, form, NULL, NULL);
    return status;
}

static enum status read_unpacked(struct bbc_source *source, char *at, size_t size, size_t *got)
{
    bool more = false;

    *got = 0;
    if (source->unpacked_all)
        return STATUS_OK;
    la_ssize_t count = archive_read_data(source->archive, at, size);
    if (count < 0)
        return damaged(source);
    *got = (size_t)count;
    source->unpacked_bytes += *got;
    if (source->unpacked_bytes > MOST_BYTES)
        return refuse(source, FINDING_BBC_BOMB, "128 GiB", NULL);
    if (source->unpacked_bytes > FREE_BYTES && source->unpacked_bytes / RATIO > source->bytes)
        return refuse(source, FINDING_BBC_BOMB, "250 ×", NULL);
    if (count > 0)
        return STATUS_OK;
    source->unpacked_all = true;
    enum status status = next_entry(source, &more);
    if (status == STATUS_OK && more)
        return refuse(source, FINDING_BBC_ENTRIES, "≥ 2", NULL);
    return status;
}

static enum status read_plain(struct bbc_source *source, char *at, size_t size, size_t *got)
{
    if (source->odd_count > 0 && !source->utf16) { /* looked at for a mark; size is 3 or more */
        *got = source->odd_count;
        memcpy(at, source->odd, *got);
        source->odd_count = 0;
        return STATUS_OK;
    }
    return source->archive == NULL ? read_bytes(source, at, size, got)
                                   : read_unpacked(source, at, size, got);
}

/* ---- UTF-16 ---- */

static enum status bad_utf16(struct bbc_source *source)
{
    return refuse(source, FINDING_BBC_DAMAGED, "UTF-16", NULL);
}

/* Turns the next piece of UTF-16 into UTF-8; two bytes become at most three. */
static enum status fill_ready(struct bbc_source *source)
{
    unsigned char raw[UTF16_BYTES];
    const unsigned char *p = raw;
    size_t count = 0;

    memcpy(raw, source->odd, source->odd_count);
    enum status status =
        read_plain(source, (char *)raw + source->odd_count, sizeof raw - source->odd_count, &count);
    size_t left = source->odd_count + count;
    if (status != STATUS_OK)
        return status;
    if (count == 0 && left > 0)
        return bad_utf16(source);
    source->ended = count == 0;
    source->ready_from = 0;
    source->ready_to = 0;
    while (left > 0) {
        uint32_t c = 0;
        size_t used = utf16_character(source->big_endian, p, left, &c);
        if (used == SIZE_MAX)
            return bad_utf16(source);
        if (used == 0)
            break;
        source->ready_to += encoding_put_utf8(c, source->ready + source->ready_to);
        p += used;
        left -= used;
    }
    memcpy(source->odd, p, left);
    source->odd_count = left;
    return STATUS_OK;
}

static enum status read_utf16(struct bbc_source *source, char *at, size_t size, size_t *got)
{
    enum status status = STATUS_OK;

    if (source->ready == NULL)
        source->ready = malloc((size_t)UTF16_BYTES / 2 * 3);
    if (source->ready == NULL)
        return STATUS_MEMORY;
    while (status == STATUS_OK && source->ready_from == source->ready_to && !source->ended)
        status = fill_ready(source);
    size_t kept = source->ready_to - source->ready_from;
    *got = kept < size ? kept : size;
    memcpy(at, source->ready + source->ready_from, *got);
    source->ready_from += *got;
    return status;
}

/* ---- UTF-8 in what is said to be single bytes ---- */

static bool is_single(enum profile_encoding encoding)
{
    return encoding == PROFILE_WINDOWS_1252 || encoding == PROFILE_ISO_8859_1 ||
           encoding == PROFILE_ISO_8859_15;
}

static void look_for_wide(struct bbc_source *source, const char *at, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)at[i];
        if (source->wide_left > 0 && (byte & 0xc0) == 0x80) {
            source->wide |= --source->wide_left == 0;
            continue;
        }
        source->no_wide |= source->wide_left > 0 || (byte >= 0x80 && (byte < 0xc2 || byte > 0xf4));
        source->wide_left = byte < 0xc2 || byte > 0xf4 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    }
}

enum status bbc_source_encoding(const struct bbc_source *source, struct diag_list *diags)
{
    const enum profile_encoding encoding = source->options->profile->encoding;

    if (!source->wide || source->sheet != NULL)
        return STATUS_OK;
    diag_add(diags, source->no_wide ? FINDING_BBC_MIXED : FINDING_BBC_MARK,
             (struct source_pos){source->name, 0, 0}, (struct diag_subject){0},
             source->no_wide ? bbc_encoding_name(encoding) : "utf-8", bbc_encoding_name(encoding),
             NULL);
    return STATUS_INVALID;
}

enum status bbc_source_read(void *context, char *at, size_t size, size_t *got)
{
    struct bbc_source *source = context;
    enum status status = source->sheet != NULL
                             ? bbc_sheet_read(source->sheet, at, size, got, source->diags)
                         : source->utf16 ? read_utf16(source, at, size, got)
                                         : read_plain(source, at, size, got);

    if (status == STATUS_OK)
        source->text_bytes += *got;
    if (status == STATUS_OK && source->sheet == NULL &&
        is_single(source->options->profile->encoding))
        look_for_wide(source, at, *got);
    return status;
}

/* ---- opening ---- */

static enum status open_file(struct bbc_source *source, const char *path)
{
    struct stat stat;

    source->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (source->fd < 0)
        return refuse(source, FINDING_FILE_UNREADABLE, strerror(errno), NULL);
    if (fstat(source->fd, &stat) != 0)
        return STATUS_IO;
    if (!S_ISREG(stat.st_mode))
        return refuse(source, FINDING_BBC_NO_FILE, NULL, NULL);
    (void)posix_fadvise(source->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    return STATUS_OK;
}

const char *bbc_encoding_name(enum profile_encoding encoding)
{
    static const char *const names[] = {"utf-8",       "windows-1252", "iso-8859-1",
                                        "iso-8859-15", "utf-16le",     "utf-16be"};

    return names[encoding];
}

/* Holds the first bytes of the text against the encoding of the profile. */
static enum status check_mark(struct bbc_source *source, const char *at, size_t length,
                              size_t *mark)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *name;
        enum profile_encoding encoding;
    } marks[] = {
        {"\xef\xbb\xbf", 3, "UTF-8", PROFILE_UTF8},
        {"\xff\xfe", 2, "UTF-16LE", PROFILE_UTF16LE},
        {"\xfe\xff", 2, "UTF-16BE", PROFILE_UTF16BE},
    };
    enum profile_encoding encoding = source->options->profile->encoding;
    const char *wide = source->utf16 ? NULL : encoding_wide(at, length);

    *mark = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (length < marks[i].length || memcmp(at, marks[i].bytes, marks[i].length) != 0)
            continue;
        if (marks[i].encoding != encoding)
            return refuse(source, FINDING_BBC_MARK, marks[i].name, bbc_encoding_name(encoding));
        *mark = marks[i].length;
    }
    if (wide != NULL)
        return refuse(source, FINDING_BBC_MARK, wide, bbc_encoding_name(encoding));
    return STATUS_OK;
}

/* Reads the rest of the file, for its hash: a workbook is not read from begin to end. */
static enum status read_through(struct bbc_source *source)
{
    char *piece = malloc(PACKED_BYTES);
    size_t got = 1;
    enum status status = piece == NULL ? STATUS_MEMORY : STATUS_OK;

    while (status == STATUS_OK && got > 0)
        status = read_fd(source, piece, PACKED_BYTES, &got);
    free(piece);
    return status;
}

/* A zip is a workbook, or holds an export. */
static enum status open_zip(struct bbc_source *source, struct arena *arena)
{
    enum status status = bbc_sheet_open(source->fd, source->name, source->options, arena,
                                        source->diags, &source->sheet);

    if (status != STATUS_OK)
        return status;
    if (lseek(source->fd, (off_t)source->first_to, SEEK_SET) < 0)
        return STATUS_IO;
    return source->sheet == NULL ? open_archive(source, "zip") : read_through(source);
}

static enum status find_form(struct bbc_source *source, struct arena *arena)
{
    const char *at = source->first;

    if (source->first_to >= 3 && memcmp(at, "\x1f\x8b\x08", 3) == 0)
        return open_archive(source, "gzip");
    struct file_form form = file_form_of(at, source->first_to);
    if (workbook_is_zip(at, source->first_to))
        return open_zip(source, arena);
    return form.name == NULL ? STATUS_OK : refuse(source, form.finding, form.name, NULL);
}

/* Reads as many bytes of an unpacked text as a byte order mark has, to look at them. */
static enum status look_unpacked(struct bbc_source *source, size_t *mark)
{
    char start[4];
    size_t length = 0;
    size_t got = 1;
    enum status status = STATUS_OK;

    while (status == STATUS_OK && got > 0 && length < 2) {
        status = read_unpacked(source, start + length, 2 - length, &got);
        length += status == STATUS_OK ? got : 0;
    }
    if (status == STATUS_OK && length == 2 && memcmp(start, "\xef\xbb", 2) == 0) {
        status = read_unpacked(source, start + 2, 1, &got);
        length += status == STATUS_OK ? got : 0;
    }
    if (status == STATUS_OK)
        status = check_mark(source, start, length, mark);
    /* What is not a mark goes back; first is free, because the archive reads behind it. */
    memcpy(source->odd, start, length);
    source->odd_count = *mark > 0 ? 0 : length;
    return status;
}

enum status bbc_source_open(struct bbc_source *source, const char *path, const char *name,
                            const struct bbc_options *options, struct arena *arena,
                            struct diag_list *diags, size_t *mark)
{
    enum profile_encoding encoding = options->profile->encoding;

    *source = (struct bbc_source){
        .options = options, .name = name, .diags = diags, .fd = -1, .hash_inline = true};
    source->utf16 = encoding == PROFILE_UTF16LE || encoding == PROFILE_UTF16BE;
    source->big_endian = encoding == PROFILE_UTF16BE;
    *mark = 0;
    enum status status = open_file(source, path);
    if (status == STATUS_OK)
        status = look(source);
    if (status == STATUS_OK)
        status = find_form(source, arena);
    if (status != STATUS_OK)
        return status;
    if (source->sheet != NULL) {
        source->name = bbc_sheet_name(source->sheet);
        return STATUS_OK;
    }
    if (source->archive != NULL)
        return look_unpacked(source, mark);
    status = check_mark(source, source->first, source->first_to, mark);
    source->first_from = *mark;
    return status;
}

void bbc_source_close(struct bbc_source *source)
{
    bbc_sheet_close(source->sheet);
    source->sheet = NULL;
    if (source->archive != NULL)
        archive_read_free(source->archive);
    if (source->fd >= 0)
        close(source->fd);
    free(source->packed);
    free(source->ready);
    source->ready = NULL;
    source->archive = NULL;
    source->packed = NULL;
    source->fd = -1;
}
