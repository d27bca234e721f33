/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/signature.h"

#include <string.h>

#include "support/rows.h"

/* RFC 8032, section 7.1, test 2: the keys in PEM, the message 0x72. */
static const char rfc_private[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
    "-----END PRIVATE KEY-----\n";
static const char rfc_public[] = "-----BEGIN PUBLIC KEY-----\n"
                                 "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n"
                                 "-----END PUBLIC KEY-----\n";
static const unsigned char rfc_signature[SIGNATURE_BYTES] = {
    0x92, 0xa0, 0x09, 0xa9, 0xf0, 0xd4, 0xca, 0xb8, 0x72, 0x0e, 0x82, 0x0b, 0x5f, 0x64, 0x25, 0x40,
    0xa2, 0xb2, 0x7b, 0x54, 0x16, 0x50, 0x3f, 0x8f, 0xb3, 0x76, 0x22, 0x23, 0xeb, 0xdb, 0x69, 0xda,
    0x08, 0x5a, 0xc1, 0xe4, 0x3e, 0x15, 0x99, 0x6e, 0x45, 0x8f, 0x36, 0x13, 0xd0, 0xf1, 0x1d, 0x8c,
    0x38, 0x7b, 0x2e, 0xae, 0xb4, 0x30, 0x2a, 0xee, 0xb0, 0x0d, 0x29, 0x16, 0x12, 0xbb, 0x0c, 0x00};

static void test_rfc(void **state)
{
    unsigned char made[SIGNATURE_BYTES];

    (void)state;
    assert_int_equal(signature_make(rfc_private, strlen(rfc_private), "\x72", 1, made), STATUS_OK);
    assert_memory_equal(made, rfc_signature, SIGNATURE_BYTES);
    assert_int_equal(signature_check(rfc_public, strlen(rfc_public), "\x72", 1, made), STATUS_OK);
    for (size_t bit = 0; bit < (size_t)8 * SIGNATURE_BYTES; bit++) {
        made[bit / 8] ^= (unsigned char)(1u << bit % 8);
        assert_int_equal(signature_check(rfc_public, strlen(rfc_public), "\x72", 1, made),
                         STATUS_RANGE);
        made[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
    assert_int_equal(signature_check(rfc_public, strlen(rfc_public), "\x73", 1, made),
                     STATUS_RANGE);
}

static void test_pair(void **state)
{
    struct signature_pair pair, other;
    unsigned char made[SIGNATURE_BYTES];

    (void)state;
    assert_int_equal(signature_pair_new(&pair), STATUS_OK);
    assert_int_equal(signature_pair_new(&other), STATUS_OK);
    assert_string_not_equal(pair.private, other.private);
    assert_int_equal(signature_make(pair.private, strlen(pair.private), "abc", 3, made), STATUS_OK);
    assert_int_equal(signature_check(pair.public, strlen(pair.public), "abc", 3, made), STATUS_OK);
    assert_int_equal(signature_check(other.public, strlen(other.public), "abc", 3, made),
                     STATUS_RANGE);
    signature_pair_wipe(&pair);
    for (size_t i = 0; i < sizeof pair.private; i++)
        assert_int_equal(pair.private[i], 0);
}

static void test_not_a_key(void **state)
{
    static const char rsa[] = "-----BEGIN PUBLIC KEY-----\n"
                              "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n"
                              "-----END PUBLIC KEY-----\n";
    /* an encrypted key: nobody is asked for a passphrase */
    static const char locked[] = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                                 "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3\n"
                                 "-----END ENCRYPTED PRIVATE KEY-----\n";
    const char *const wrong[] = {"", "nonsense", rsa, locked, rfc_public};
    unsigned char made[SIGNATURE_BYTES] = {0};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(signature_make(wrong[i], strlen(wrong[i]), "abc", 3, made), STATUS_SYNTAX);
    for (size_t i = 0; i + 1 < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(signature_check(wrong[i], strlen(wrong[i]), "abc", 3, made),
                         STATUS_SYNTAX);
    for (size_t cut = 0; cut < strlen(rfc_public) - 2; cut++)
        assert_int_not_equal(signature_check(rfc_public, cut, "abc", 3, made), STATUS_OK);
}

/* The identity as key: R = S = 0 · B fits every message, for a checker that takes it. */
static void test_weak(void **state)
{
    static const char identity[] = "-----BEGIN PUBLIC KEY-----\n"
                                   "MCowBQYDK2VwAyEAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
                                   "-----END PUBLIC KEY-----\n";
    static const char encoding[] = "-----BEGIN PUBLIC KEY-----\n"
                                   "MCowBQYDK2VwAyEA7f///////////////////////////////////////38=\n"
                                   "-----END PUBLIC KEY-----\n";
    const unsigned char forged[SIGNATURE_BYTES] = {1};
    enum signature_key judged;

    (void)state;
    assert_int_equal(signature_key_judge(identity, strlen(identity), &judged), STATUS_OK);
    assert_int_equal(judged, SIGNATURE_KEY_WEAK);
    assert_int_equal(signature_check(identity, strlen(identity), "abc", 3, forged), STATUS_SYNTAX);
    assert_int_equal(signature_key_judge(encoding, strlen(encoding), &judged), STATUS_OK);
    assert_int_equal(judged, SIGNATURE_KEY_ENCODING);
    assert_int_equal(signature_key_judge(rfc_public, strlen(rfc_public), &judged), STATUS_OK);
    assert_int_equal(judged, SIGNATURE_KEY_FINE);
    assert_int_equal(signature_key_judge(rfc_private, strlen(rfc_private), &judged), STATUS_OK);
    assert_int_equal(judged, SIGNATURE_KEY_NONE);
    assert_int_equal(signature_check(rfc_public, strlen(rfc_public), "abc", 3, forged),
                     STATUS_RANGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rfc), cmocka_unit_test(test_pair),
                                       cmocka_unit_test(test_not_a_key),
                                       cmocka_unit_test(test_weak)};

    return cmocka_run_group_tests_name("seal/signature", tests, NULL, NULL);
}
