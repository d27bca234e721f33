/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/signature.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdbool.h>
#include <string.h>

#include "seal/point.h"

/* The library would ask for a passphrase on the terminal; a key with one is refused instead. */
static int no_passphrase(char *buffer, int size, int writing, void *context)
{
    (void)buffer, (void)size, (void)writing, (void)context;
    return -1;
}

static enum status take_pem(BIO *bio, char out[LIMIT_KEY_FILE_BYTES])
{
    int length = BIO_read(bio, out, LIMIT_KEY_FILE_BYTES - 1);

    out[length < 0 ? 0 : length] = '\0';
    return length > 0 && BIO_pending(bio) == 0 ? STATUS_OK : STATUS_BROKEN;
}

static enum status write_pair(EVP_PKEY *key, BIO *private, BIO *public, struct signature_pair *out)
{
    if (PEM_write_bio_PrivateKey(private, key, NULL, NULL, 0, NULL, NULL) != 1 ||
        PEM_write_bio_PUBKEY(public, key) != 1)
        return STATUS_BROKEN;
    enum status status = take_pem(private, out->private);
    return status == STATUS_OK ? take_pem(public, out->public) : status;
}

enum status signature_pair_new(struct signature_pair *out)
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    BIO *private = BIO_new(BIO_s_secmem());
    BIO *public = BIO_new(BIO_s_mem());
    enum status status = STATUS_BROKEN;

    if (key != NULL && private != NULL && public != NULL)
        status = write_pair(key, private, public, out);
    BIO_free(public);
    BIO_free(private);
    EVP_PKEY_free(key);
    return status;
}

void signature_pair_wipe(struct signature_pair *pair)
{
    OPENSSL_cleanse(pair, sizeof *pair);
}

/* What a call of the library that failed comes to: without memory it tells nothing of a key. */
static enum status failure(enum status otherwise)
{
    bool memory = false;
    unsigned long error;

    while ((error = ERR_get_error()) != 0)
        memory |= ERR_GET_REASON(error) == ERR_R_MALLOC_FAILURE;
    return memory ? STATUS_MEMORY : otherwise;
}

/* An Ed25519 key; STATUS_SYNTAX: it is none. */
static enum status read_key(const char *pem, size_t size, int public, EVP_PKEY **out)
{
    ERR_clear_error();
    BIO *bio = size > INT_MAX ? NULL : BIO_new_mem_buf(pem, (int)size);

    if (bio == NULL)
        return size > INT_MAX ? STATUS_SYNTAX : STATUS_MEMORY;
    EVP_PKEY *key = public ? PEM_read_bio_PUBKEY(bio, NULL, no_passphrase, NULL)
                           : PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL);
    BIO_free(bio);
    if (key == NULL)
        return failure(STATUS_SYNTAX);
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_ED25519) {
        EVP_PKEY_free(key);
        return STATUS_SYNTAX;
    }
    *out = key;
    return STATUS_OK;
}

enum status signature_make(const char *key, size_t key_size, const void *bytes, size_t size,
                           unsigned char out[SIGNATURE_BYTES])
{
    EVP_PKEY *private = NULL;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t length = SIGNATURE_BYTES;
    enum status status = read_key(key, key_size, 0, &private);

    if (status == STATUS_OK && context == NULL)
        status = STATUS_MEMORY;
    if (status == STATUS_OK &&
        (EVP_DigestSignInit(context, NULL, NULL, NULL, private) != 1 ||
         EVP_DigestSign(context, out, &length, bytes, size) != 1 || length != SIGNATURE_BYTES))
        status = failure(STATUS_BROKEN);
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(private);
    return status;
}

static enum signature_key judge(const EVP_PKEY *public)
{
    unsigned char bytes[POINT_BYTES];
    size_t size = sizeof bytes;

    if (public == NULL || EVP_PKEY_get_raw_public_key(public, bytes, &size) != 1 ||
        size != sizeof bytes)
        return SIGNATURE_KEY_NONE;
    switch (point_judge(bytes)) {
    case POINT_ENCODING:
        return SIGNATURE_KEY_ENCODING;
    case POINT_WEAK:
        return SIGNATURE_KEY_WEAK;
    case POINT_FINE:
        break;
    }
    return SIGNATURE_KEY_FINE;
}

enum status signature_key_judge(const char *key, size_t key_size, enum signature_key *out)
{
    EVP_PKEY *public = NULL;
    enum status status = read_key(key, key_size, 1, &public);

    *out = judge(public);
    EVP_PKEY_free(public);
    return status == STATUS_SYNTAX ? STATUS_OK : status;
}

enum status signature_check(const char *key, size_t key_size, const void *bytes, size_t size,
                            const unsigned char signature[SIGNATURE_BYTES])
{
    EVP_PKEY *public = NULL;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    enum status status = read_key(key, key_size, 1, &public);

    if (status == STATUS_OK && judge(public) != SIGNATURE_KEY_FINE)
        status = STATUS_SYNTAX;
    if (status == STATUS_OK && context == NULL)
        status = STATUS_MEMORY;
    if (status == STATUS_OK && EVP_DigestVerifyInit(context, NULL, NULL, NULL, public) != 1)
        status = failure(STATUS_BROKEN);
    if (status == STATUS_OK && point_judge(signature) != POINT_FINE)
        status = STATUS_RANGE;
    if (status == STATUS_OK &&
        EVP_DigestVerify(context, signature, SIGNATURE_BYTES, bytes, size) != 1)
        status = failure(STATUS_RANGE);
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(public);
    return status;
}
