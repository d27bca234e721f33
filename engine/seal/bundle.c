/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/bundle.h"

#include <archive.h>
#include <archive_entry.h>
#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "seal/digest.h"

/* A frame that decoders of zstd skip: its magic number, the size of what follows, and that. */
static const unsigned char frame_head[8] = {0x50, 0x2a, 0x4d, 0x18, 32, 0, 0, 0};
enum { HASH_BYTES = 32, FRAME_BYTES = sizeof frame_head + HASH_BYTES, MODE = 0644 };
enum { BLOCK_BYTES = 1 << 16 };

static unsigned digit(char hex)
{
    return (unsigned)(hex <= '9' ? hex - '0' : hex - 'a' + 10);
}

static void frame_of_text(const char text[DIGEST_TEXT_BYTES], unsigned char frame[FRAME_BYTES])
{
    memcpy(frame, frame_head, sizeof frame_head);
    for (size_t i = 0; i < HASH_BYTES; i++)
        frame[sizeof frame_head + i] =
            (unsigned char)(digit(text[2 * i]) << 4 | digit(text[2 * i + 1]));
}

static enum status make_frame(const void *bytes, size_t size, unsigned char frame[FRAME_BYTES])
{
    char text[DIGEST_TEXT_BYTES];
    enum status status = digest_of(bytes, size, text);

    if (status == STATUS_OK)
        frame_of_text(text, frame);
    return status;
}

/* ---- recognising ---- */

static enum status read_at(int fd, void *bytes, size_t size, off_t at)
{
    size_t done = 0;

    while (done < size) {
        ssize_t got = pread(fd, (char *)bytes + done, size - done, at + (off_t)done);
        if (got < 0 && errno != EINTR)
            return STATUS_IO;
        if (got == 0)
            return STATUS_SYNTAX;
        done += got > 0 ? (size_t)got : 0;
    }
    return STATUS_OK;
}

static enum status hash_file(int fd, off_t size, char text[DIGEST_TEXT_BYTES])
{
    char block[BLOCK_BYTES];
    struct digest *digest = digest_new();
    enum status status = digest == NULL ? STATUS_MEMORY : STATUS_OK;
    uint64_t hashed;

    for (off_t at = 0; at < size && status == STATUS_OK;) {
        size_t step = size - at < BLOCK_BYTES ? (size_t)(size - at) : BLOCK_BYTES;
        status = read_at(fd, block, step, at);
        if (status == STATUS_OK)
            digest_add(digest, block, step);
        at += (off_t)step;
    }
    if (status == STATUS_OK)
        status = digest_finish(digest, text, &hashed);
    digest_free(digest);
    return status;
}

enum status bundle_recognise(int fd)
{
    static const unsigned char zstd_head[] = {0x28, 0xb5, 0x2f, 0xfd};
    unsigned char head[sizeof zstd_head], found[FRAME_BYTES], right[FRAME_BYTES];
    char text[DIGEST_TEXT_BYTES];
    struct stat info;

    if (fstat(fd, &info) != 0)
        return STATUS_IO;
    if (info.st_size < (off_t)(sizeof head + FRAME_BYTES))
        return STATUS_SYNTAX;
    enum status status = read_at(fd, head, sizeof head, 0);
    if (status == STATUS_OK)
        status = read_at(fd, found, FRAME_BYTES, info.st_size - FRAME_BYTES);
    if (status == STATUS_OK && (memcmp(head, zstd_head, sizeof head) != 0 ||
                                memcmp(found, frame_head, sizeof frame_head) != 0))
        return STATUS_SYNTAX; /* before the whole file is read */
    if (status == STATUS_OK)
        status = hash_file(fd, info.st_size - FRAME_BYTES, text);
    if (status != STATUS_OK)
        return status;
    frame_of_text(text, right);
    return memcmp(found, right, FRAME_BYTES) == 0 ? STATUS_OK : STATUS_SYNTAX;
}

/* ---- packing ---- */

static la_ssize_t take_packed(struct archive *archive, void *context, const void *from, size_t size)
{
    (void)archive;
    bytes_add(context, from, size);
    return (la_ssize_t)size;
}

static bool pack_file(struct archive *archive, struct archive_entry *entry,
                      const struct bundle_file *file)
{
    archive_entry_clear(entry);
    archive_entry_set_pathname(entry, file->name);
    archive_entry_set_size(entry, (la_int64_t)file->size);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, MODE);
    archive_entry_set_mtime(entry, 0, 0);
    return archive_write_header(archive, entry) == ARCHIVE_OK &&
           archive_write_data(archive, file->bytes, file->size) == (la_ssize_t)file->size;
}

static bool add_zstd(struct archive *archive)
{
    return archive_write_add_filter_zstd(archive) == ARCHIVE_OK &&
           archive_write_set_filter_option(archive, "zstd", "compression-level", "9") == ARCHIVE_OK;
}

/* A tar, to take; what is added to archive before, packs it. */
static bool pack_files(struct archive *archive, const struct bundle_file *files, size_t count,
                       archive_write_callback *take, void *context)
{
    struct archive_entry *entry = archive_entry_new();
    bool fine = entry != NULL && archive_write_set_format_ustar(archive) == ARCHIVE_OK &&
                archive_write_set_bytes_in_last_block(archive, 1) == ARCHIVE_OK &&
                archive_write_open(archive, context, NULL, take, NULL) == ARCHIVE_OK;

    for (size_t i = 0; i < count && fine; i++)
        fine = pack_file(archive, entry, &files[i]);
    archive_entry_free(entry);
    return fine && archive_write_close(archive) == ARCHIVE_OK;
}

enum status bundle_pack(const struct bundle_file *files, size_t count, struct bytes *out)
{
    struct archive *archive = archive_write_new();
    unsigned char frame[FRAME_BYTES];
    size_t from = out->size;

    assert(count <= LIMIT_BUNDLE_FILES);
    for (size_t i = 1; i < count; i++)
        assert(strcmp(files[i - 1].name, files[i].name) < 0);
    if (archive == NULL)
        return STATUS_MEMORY;
    enum status status = STATUS_BROKEN;
    if (add_zstd(archive) && pack_files(archive, files, count, take_packed, out))
        status = STATUS_OK;
    archive_write_free(archive);
    if (status == STATUS_OK)
        status = bytes_status(out);
    if (status == STATUS_OK)
        status = make_frame(out->at + from, out->size - from, frame);
    if (status == STATUS_OK)
        bytes_add(out, frame, sizeof frame);
    return status == STATUS_OK ? bytes_status(out) : status;
}

/* ---- unpacking ---- */

struct unpacking {
    struct archive *archive;
    struct arena *arena;
    bundle_name_fn may_hold;
    struct bundle *bundle;
    uint64_t packed;
    uint64_t unpacked;
};

static enum status refuse(struct unpacking *u, enum bundle_trouble trouble)
{
    u->bundle->trouble = trouble;
    return STATUS_INVALID;
}

/* What the library tells when it fails: without memory it has nothing to say of the bundle. */
static enum status failure(struct unpacking *u, struct archive *archive)
{
    if (archive_errno(archive) == ENOMEM)
        return STATUS_MEMORY;
    return refuse(u, BUNDLE_DAMAGED);
}

static bool is_plain(struct archive_entry *entry)
{
    return archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == NULL &&
           archive_entry_perm(entry) == MODE && archive_entry_mtime(entry) == 0 &&
           archive_entry_uid(entry) == 0 && archive_entry_gid(entry) == 0;
}

/* The name must be one that we write, and behind the one before it. */
static bool take_name(struct unpacking *u, const char *name)
{
    struct bundle *bundle = u->bundle;
    size_t length = name == NULL ? 0 : strlen(name);

    if (length == 0 || length > LIMIT_BUNDLE_NAME_BYTES || !u->may_hold(name))
        return false; /* and is not repeated: it may be anything */
    memcpy(bundle->name, name, length + 1);
    return bundle->count == 0 || strcmp(bundle->files[bundle->count - 1].name, name) < 0;
}

static enum status read_bytes(struct unpacking *u, size_t size, char *at)
{
    size_t done = 0;

    while (done < size) {
        la_ssize_t got = archive_read_data(u->archive, at + done, size - done);
        if (got <= 0)
            return got == 0 ? refuse(u, BUNDLE_DAMAGED) : failure(u, u->archive);
        done += (size_t)got;
    }
    return STATUS_OK;
}

static enum status take_file(struct unpacking *u, struct archive_entry *entry)
{
    struct bundle *bundle = u->bundle;
    la_int64_t size = archive_entry_size(entry);

    bundle->name[0] = '\0';
    if (bundle->count == LIMIT_BUNDLE_FILES || !take_name(u, archive_entry_pathname(entry)))
        return refuse(u, BUNDLE_NAME);
    if (!is_plain(entry) || !archive_entry_size_is_set(entry))
        return refuse(u, BUNDLE_KIND);
    u->unpacked += size < 0 ? LIMIT_BUNDLE_BYTES : (uint64_t)size;
    if (u->unpacked >= LIMIT_BUNDLE_BYTES ||
        (u->unpacked > LIMIT_BUNDLE_FREE_BYTES && u->unpacked / LIMIT_BUNDLE_RATIO > u->packed))
        return refuse(u, BUNDLE_SIZE);
    char *at = arena_alloc(u->arena, (size_t)size + 1);
    const char *name = arena_copy(u->arena, bundle->name, strlen(bundle->name));
    if (at == NULL || name == NULL)
        return STATUS_MEMORY;
    enum status status = read_bytes(u, (size_t)size, at);
    if (status == STATUS_OK)
        bundle->files[bundle->count++] = (struct bundle_file){name, at, (size_t)size};
    return status;
}

static enum status unpack_files(struct unpacking *u, const void *bytes, size_t size)
{
    struct archive_entry *entry;
    enum status status = STATUS_OK;
    int outcome;

    if (archive_read_support_format_tar(u->archive) != ARCHIVE_OK ||
        archive_read_support_filter_zstd(u->archive) != ARCHIVE_OK ||
        archive_read_open_memory(u->archive, bytes, size) != ARCHIVE_OK)
        return failure(u, u->archive);
    while (status == STATUS_OK &&
           (outcome = archive_read_next_header(u->archive, &entry)) != ARCHIVE_EOF)
        status = outcome == ARCHIVE_OK ? take_file(u, entry) : failure(u, u->archive);
    return status;
}

/* ---- whether it is what we would have packed ---- */

static const unsigned char zstd_magic[4] = {0x28, 0xb5, 0x2f, 0xfd};
enum { BLOCK_HEAD = 3, BLOCK_REPEATED = 1, BLOCK_RESERVED = 3, CHECKSUM_BYTES = 4 };

/* The size of the head of a frame of zstd, with its magic number (RFC 8878, 3.1.1.1). */
static size_t frame_head_size(unsigned char descriptor)
{
    static const size_t dictionary[] = {0, 1, 2, 4};
    static const size_t content[] = {0, 2, 4, 8};
    unsigned single = descriptor >> 5 & 1;
    size_t size = sizeof zstd_magic + 1 + dictionary[descriptor & 3] + content[descriptor >> 6];

    /* One byte more in either case: a window, or the size of a small content. */
    return single == 0 || descriptor >> 6 == 0 ? size + 1 : size;
}

/* Whether the bytes are one frame of zstd from the first to the last. Decoders skip frames of other
 * kinds and read on behind the end of a tar: something could stand there that nobody looks at. */
static bool is_one_frame(const unsigned char *at, size_t size)
{
    bool last = false;

    if (size <= sizeof zstd_magic || memcmp(at, zstd_magic, sizeof zstd_magic) != 0)
        return false;
    size_t tail = (at[sizeof zstd_magic] & 4) != 0 ? CHECKSUM_BYTES : 0;
    size_t done = frame_head_size(at[sizeof zstd_magic]);
    while (!last) {
        if (done > size || size - done < BLOCK_HEAD)
            return false;
        size_t head = at[done] | (size_t)at[done + 1] << 8 | (size_t)at[done + 2] << 16;
        size_t kind = head >> 1 & 3;
        if (kind == BLOCK_RESERVED)
            return false;
        last = (head & 1) != 0;
        done += BLOCK_HEAD + (kind == BLOCK_REPEATED ? 1 : head >> 3);
    }
    return done <= size && size - done == tail;
}

/* Holds what is written against the tar of the bundle. */
static la_ssize_t match(struct archive *archive, void *context, const void *from, size_t size)
{
    struct archive *tar = context;
    const char *wanted = from;
    char block[4096];
    size_t done = 0;

    (void)archive;
    while (done < size) {
        size_t most = size - done < sizeof block ? size - done : sizeof block;
        la_ssize_t got = archive_read_data(tar, block, most);
        if (got <= 0 || memcmp(block, wanted + done, (size_t)got) != 0)
            return -1;
        done += (size_t)got;
    }
    return (la_ssize_t)size;
}

/* Whether the files, written again, are the tar to its last byte: no fields, headers or files that
 * a tar may have and that were not looked at, and nothing behind its end. */
static bool match_files(const struct bundle *bundle, struct archive *tar, struct archive *again,
                        const void *bytes, size_t size)
{
    struct archive_entry *entry;
    char more;

    return archive_read_support_format_raw(tar) == ARCHIVE_OK &&
           archive_read_support_filter_zstd(tar) == ARCHIVE_OK &&
           archive_read_open_memory(tar, bytes, size) == ARCHIVE_OK &&
           archive_read_next_header(tar, &entry) == ARCHIVE_OK &&
           pack_files(again, bundle->files, bundle->count, match, tar) &&
           archive_read_data(tar, &more, 1) == 0;
}

static enum status check_exact(struct unpacking *u, const void *bytes, size_t size)
{
    struct archive *tar = archive_read_new();
    struct archive *again = archive_write_new();
    enum status status = STATUS_OK;

    if (tar == NULL || again == NULL)
        status = STATUS_MEMORY;
    else if (!is_one_frame(bytes, size))
        status = refuse(u, BUNDLE_DAMAGED);
    else if (!match_files(u->bundle, tar, again, bytes, size))
        status = archive_errno(again) == ENOMEM ? STATUS_MEMORY : failure(u, tar);
    if (status == STATUS_INVALID)
        u->bundle->name[0] = '\0'; /* no file of it is to blame */
    archive_write_free(again);
    archive_read_free(tar);
    return status;
}

enum status bundle_unpack(const void *bytes, size_t size, bundle_name_fn may_hold,
                          struct arena *arena, struct bundle *out)
{
    unsigned char frame[FRAME_BYTES];
    struct unpacking u = {.arena = arena, .may_hold = may_hold, .bundle = out, .packed = size};

    *out = (struct bundle){0};
    if (size < FRAME_BYTES)
        return refuse(&u, BUNDLE_DAMAGED);
    enum status status = make_frame(bytes, size - FRAME_BYTES, frame);
    if (status != STATUS_OK)
        return status;
    if (memcmp((const char *)bytes + size - FRAME_BYTES, frame, FRAME_BYTES) != 0)
        return refuse(&u, BUNDLE_DAMAGED);
    u.archive = archive_read_new();
    if (u.archive == NULL)
        return STATUS_MEMORY;
    status = unpack_files(&u, bytes, size - FRAME_BYTES);
    archive_read_free(u.archive);
    if (status == STATUS_OK)
        status = check_exact(&u, bytes, size - FRAME_BYTES);
    return status;
}
