/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/digest.h"

#include <stdlib.h>
#include <string.h>

#include "support/rows.h"

/* FIPS 180-4 examples and the NIST test vectors for SHA-256. */
static const struct vector {
    const char *name;
    const char *text;
    size_t times;
    const char *sha256;
} vectors[] = {
    {"nothing", "", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"a million times a", "a", 1000000,
     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

static void test_vector(void **state)
{
    const struct vector *row = *state;
    struct digest *digest = digest_new();
    char text[DIGEST_TEXT_BYTES];
    uint64_t size;

    assert_non_null(digest);
    for (size_t i = 0; i < row->times; i++)
        digest_add(digest, row->text, strlen(row->text));
    assert_int_equal(digest_finish(digest, text, &size), STATUS_OK);
    assert_string_equal(text, row->sha256);
    assert_int_equal(size, row->times * strlen(row->text));
    digest_free(digest);
}

static void test_whole(void **state)
{
    char text[DIGEST_TEXT_BYTES];

    (void)state;
    assert_int_equal(digest_of("abc", 3, text), STATUS_OK);
    assert_string_equal(text, vectors[1].sha256);
    assert_int_equal(digest_of("", 0, text), STATUS_OK);
    assert_string_equal(text, vectors[0].sha256);
    digest_free(NULL);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_vector, vectors);
    rows_add(rows, test_whole, "in one call", NULL);
    return rows_run(rows, "seal/digest");
}
