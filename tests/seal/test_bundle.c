/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/bundle.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "seal/digest.h"
#include "support/random.h"
#include "support/rows.h"

static const struct bundle_file files[] = {
    {"a/empty", "", 0}, {"a/one", "one;1\n", 6}, {"b/two", "twee;2\ndrie;3\n", 14}};
enum { FILES = sizeof files / sizeof *files };

static bool any_name(const char *name)
{
    return strcmp(name, "refused") != 0;
}

static struct bytes packed(void)
{
    struct bytes bytes = {0};

    assert_int_equal(bundle_pack(files, FILES, &bytes), STATUS_OK);
    return bytes;
}

static enum bundle_trouble trouble_of(const void *bytes, size_t size)
{
    struct arena *arena = arena_new();
    struct bundle *bundle = arena_alloc(arena, sizeof *bundle);
    enum status status = bundle_unpack(bytes, size, any_name, arena, bundle);
    enum bundle_trouble trouble = bundle->trouble;

    assert_int_equal(status, trouble == BUNDLE_FINE ? STATUS_OK : STATUS_INVALID);
    arena_free(arena);
    return trouble;
}

static void test_roundtrip(void **state)
{
    struct arena *arena = arena_new();
    struct bundle *bundle = arena_alloc(arena, sizeof *bundle);
    struct bytes bytes = packed();
    struct bytes again = packed();

    (void)state;
    assert_int_equal(bytes.size, again.size);
    assert_memory_equal(bytes.at, again.at, bytes.size);
    assert_int_equal(bundle_unpack(bytes.at, bytes.size, any_name, arena, bundle), STATUS_OK);
    assert_int_equal(bundle->count, FILES);
    for (size_t i = 0; i < FILES; i++) {
        assert_string_equal(bundle->files[i].name, files[i].name);
        assert_int_equal(bundle->files[i].size, files[i].size);
        assert_memory_equal(bundle->files[i].bytes, files[i].bytes, files[i].size);
    }
    bytes_free(&bytes);
    bytes_free(&again);
    arena_free(arena);
}

/* A bit of every byte, every length. */
static void test_damaged(void **state)
{
    struct bytes bytes = packed();

    (void)state;
    for (size_t at = 0; at < bytes.size; at++) {
        bytes.at[at] = (char)(bytes.at[at] ^ 1 << at % 8);
        assert_int_equal(trouble_of(bytes.at, bytes.size), BUNDLE_DAMAGED);
        bytes.at[at] = (char)(bytes.at[at] ^ 1 << at % 8);
    }
    for (size_t size = 0; size < bytes.size; size++)
        assert_int_equal(trouble_of(bytes.at, size), BUNDLE_DAMAGED);
    assert_int_equal(trouble_of(bytes.at, bytes.size), BUNDLE_FINE);
    bytes_add(&bytes, "", 1);
    assert_int_equal(trouble_of(bytes.at, bytes.size), BUNDLE_DAMAGED);
    bytes_free(&bytes);
}

/* ---- bundles of somebody who means harm: with a right hash at the end ---- */

/* What a hexadecimal digit stands for. */
static unsigned digit_of(char digit)
{
    static const char digits[] = "0123456789abcdef";

    return (unsigned)(strchr(digits, digit) - digits);
}

static void close_bundle(struct bytes *bytes)
{
    unsigned char frame[40] = {0x50, 0x2a, 0x4d, 0x18, 32, 0, 0, 0};
    char text[DIGEST_TEXT_BYTES];

    assert_int_equal(digest_of(bytes->at, bytes->size, text), STATUS_OK);
    for (size_t i = 0; i < 32; i++)
        frame[8 + i] = (unsigned char)(16 * digit_of(text[2 * i]) + digit_of(text[2 * i + 1]));
    bytes_add(bytes, frame, sizeof frame);
}

struct hostile {
    const char *name;
    const char *paths[3];
    enum bundle_trouble trouble;
    mode_t type;
    const char *link;
    mode_t mode;
    time_t time;
    int64_t owner;
    int64_t size; /* of zeros */
};

static const struct hostile hostile[] = {
    {.name = "fine", .paths = {"a", "b"}, .trouble = BUNDLE_FINE},
    {.name = "a name that is not of a bundle", .paths = {"a", "refused"}, .trouble = BUNDLE_NAME},
    {.name = "twice the same", .paths = {"a", "a"}, .trouble = BUNDLE_NAME},
    {.name = "not in the order", .paths = {"b", "a"}, .trouble = BUNDLE_NAME},
    {.name = "a folder", .paths = {"a"}, .trouble = BUNDLE_KIND, .type = AE_IFDIR},
    {.name = "a symbolic link",
     .paths = {"a"},
     .trouble = BUNDLE_KIND,
     .type = AE_IFLNK,
     .link = "/etc/passwd"},
    {.name = "a FIFO", .paths = {"a"}, .trouble = BUNDLE_KIND, .type = AE_IFIFO},
    {.name = "a device", .paths = {"a"}, .trouble = BUNDLE_KIND, .type = AE_IFCHR},
    {.name = "executable", .paths = {"a"}, .trouble = BUNDLE_KIND, .mode = 0755},
    {.name = "set-uid", .paths = {"a"}, .trouble = BUNDLE_KIND, .mode = 04644},
    {.name = "a time", .paths = {"a"}, .trouble = BUNDLE_KIND, .time = 1},
    {.name = "an owner", .paths = {"a"}, .trouble = BUNDLE_KIND, .owner = 1000},
    {.name = "zeros a thousand times and more",
     .paths = {"a"},
     .trouble = BUNDLE_SIZE,
     .size = INT64_C(256) << 20},
};

static la_ssize_t take(struct archive *archive, void *context, const void *from, size_t size)
{
    (void)archive;
    bytes_add(context, from, size);
    return (la_ssize_t)size;
}

static void add_entry(struct archive *archive, const struct hostile *row, const char *path)
{
    static const char zeros[1 << 16];
    struct archive_entry *entry = archive_entry_new();

    archive_entry_set_pathname(entry, path);
    archive_entry_set_filetype(entry, row->type == 0 ? AE_IFREG : row->type);
    archive_entry_set_perm(entry, row->mode == 0 ? 0644 : row->mode);
    archive_entry_set_mtime(entry, row->time, 0);
    archive_entry_set_uid(entry, row->owner);
    archive_entry_set_size(entry, row->size);
    if (row->link != NULL)
        archive_entry_set_symlink(entry, row->link);
    assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
    for (int64_t left = row->size; left > 0; left -= (int64_t)sizeof zeros)
        assert_int_equal(archive_write_data(archive, zeros, sizeof zeros), sizeof zeros);
    archive_entry_free(entry);
}

static void test_hostile(void **state)
{
    const struct hostile *row = *state;
    struct archive *archive = archive_write_new();
    struct bytes bytes = {0};

    assert_int_equal(archive_write_set_format_ustar(archive), ARCHIVE_OK);
    assert_int_equal(archive_write_add_filter_zstd(archive), ARCHIVE_OK);
    assert_int_equal(archive_write_set_bytes_in_last_block(archive, 1), ARCHIVE_OK);
    assert_int_equal(archive_write_open(archive, &bytes, NULL, take, NULL), ARCHIVE_OK);
    for (size_t i = 0; i < 3 && row->paths[i] != NULL; i++)
        add_entry(archive, row, row->paths[i]);
    assert_int_equal(archive_write_free(archive), ARCHIVE_OK);
    close_bundle(&bytes);
    assert_int_equal(trouble_of(bytes.at, bytes.size), row->trouble);
    bytes_free(&bytes);
}

/* ---- bundles with more in them than is looked at ---- */

struct stowaway {
    const char *name;
    enum { IN_FRONT, BEHIND, BEHIND_TAR, OTHER_TAR, NAMED_OWNER, OTHER_PACKING } how;
    struct text more;
    enum bundle_trouble trouble;
};

#define MORE(bytes)                                                                                \
    {                                                                                              \
        (bytes), sizeof(bytes) - 1                                                                 \
    }
#define SKIPPED "\x51\x2a\x4d\x18\x04\0\0\0evil" /* a frame that decoders skip */

static const struct stowaway stowaways[] = {
    {"nothing more", BEHIND_TAR, {"", 0}, BUNDLE_FINE},
    {"a skipped frame in front", IN_FRONT, MORE(SKIPPED), BUNDLE_DAMAGED},
    {"a skipped frame behind", BEHIND, MORE(SKIPPED), BUNDLE_DAMAGED},
    {"bytes behind the frame", BEHIND, MORE("evil"), BUNDLE_DAMAGED},
    {"bytes behind the tar", BEHIND_TAR, MORE("evil"), BUNDLE_DAMAGED},
    {"a zero behind the tar", BEHIND_TAR, MORE("\0"), BUNDLE_DAMAGED},
    {"fields of another tar", OTHER_TAR, {"", 0}, BUNDLE_DAMAGED},
    {"the name of an owner", NAMED_OWNER, {"", 0}, BUNDLE_DAMAGED},
    {"not packed", OTHER_PACKING, {"", 0}, BUNDLE_DAMAGED},
};

/* The tar of files, not packed. */
static struct bytes tar_of(const struct stowaway *row)
{
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    struct bytes tar = {0};

    assert_int_equal(row->how == OTHER_TAR ? archive_write_set_format_pax(archive)
                                           : archive_write_set_format_ustar(archive),
                     ARCHIVE_OK);
    assert_int_equal(archive_write_set_bytes_in_last_block(archive, 1), ARCHIVE_OK);
    assert_int_equal(archive_write_open(archive, &tar, NULL, take, NULL), ARCHIVE_OK);
    for (size_t i = 0; i < FILES; i++) {
        archive_entry_set_pathname(entry, files[i].name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_mtime(entry, 0, 0);
        archive_entry_set_size(entry, (la_int64_t)files[i].size);
        if (row->how == OTHER_TAR)
            archive_entry_xattr_add_entry(entry, "user.more", "evil", 4);
        if (row->how == NAMED_OWNER)
            archive_entry_set_uname(entry, "evil");
        assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
        archive_write_data(archive, files[i].bytes, files[i].size);
    }
    archive_entry_free(entry);
    assert_int_equal(archive_write_free(archive), ARCHIVE_OK);
    return tar;
}

/* One frame of zstd. */
static void add_frame(const struct bytes *from, struct bytes *out)
{
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();

    assert_int_equal(archive_write_set_format_raw(archive), ARCHIVE_OK);
    assert_int_equal(archive_write_add_filter_zstd(archive), ARCHIVE_OK);
    assert_int_equal(archive_write_set_bytes_in_last_block(archive, 1), ARCHIVE_OK);
    assert_int_equal(archive_write_open(archive, out, NULL, take, NULL), ARCHIVE_OK);
    archive_entry_set_filetype(entry, AE_IFREG);
    assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(archive, from->at, from->size), from->size);
    archive_entry_free(entry);
    assert_int_equal(archive_write_free(archive), ARCHIVE_OK);
}

static void test_stowaway(void **state)
{
    const struct stowaway *row = *state;
    struct bytes tar = tar_of(row);
    struct bytes bytes = {0};

    if (row->how == BEHIND_TAR)
        bytes_add(&tar, row->more.at, row->more.length);
    if (row->how == IN_FRONT)
        bytes_add(&bytes, row->more.at, row->more.length);
    if (row->how == OTHER_PACKING)
        bytes_add(&bytes, tar.at, tar.size);
    else
        add_frame(&tar, &bytes);
    if (row->how == BEHIND)
        bytes_add(&bytes, row->more.at, row->more.length);
    close_bundle(&bytes);
    assert_int_equal(trouble_of(bytes.at, bytes.size), row->trouble);
    bytes_free(&bytes);
    bytes_free(&tar);
}

/* Larger than what the libraries read and write at a time: still one frame, and found to be. */
static void test_large(void **state)
{
    enum { LARGE = 5000000 };
    char *large = malloc(LARGE);
    struct bundle_file file = {"large", large, LARGE};
    struct bytes bytes = {0};
    uint64_t seed = 9;

    (void)state;
    assert_non_null(large);
    for (size_t i = 0; i < LARGE; i++)
        large[i] = (char)(i < LARGE / 2 ? random_below(&seed, 256) : 'x');
    assert_int_equal(bundle_pack(&file, 1, &bytes), STATUS_OK);
    assert_int_equal(trouble_of(bytes.at, bytes.size), BUNDLE_FINE);
    bytes_free(&bytes);
    free(large);
}

/* What is packed changed at random, and hashed again: whatever comes out, nothing breaks. */
static void test_mutated(void **state)
{
    uint64_t seed = 20261121;

    (void)state;
    for (int turn = 0; turn < 1000; turn++) {
        struct bytes bytes = packed();
        bytes.size -= 40;
        for (uint64_t i = 0; i <= random_below(&seed, 4); i++)
            bytes.at[random_below(&seed, bytes.size)] = (char)random_below(&seed, 256);
        if (random_below(&seed, 4) == 0)
            bytes.size = random_below(&seed, bytes.size);
        close_bundle(&bytes);
        trouble_of(bytes.at, bytes.size);
        bytes_free(&bytes);
    }
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_roundtrip, "roundtrip", NULL);
    rows_add(rows, test_damaged, "damaged", NULL);
    rows_add(rows, test_mutated, "mutated", NULL);
    rows_add(rows, test_large, "large", NULL);
    ROWS_ADD(rows, test_hostile, hostile);
    ROWS_ADD(rows, test_stowaway, stowaways);
    return rows_run(rows, "seal/bundle");
}
