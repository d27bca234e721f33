/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/signature.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string.h>

/* The library would ask for a passphrase on the terminal; a key with one is refused instead. */
static int no_passphrase(char *buffer, int size, int writing, void *context)
{
    (void)buffer, (void)size, (void)writing, (void)context;
    return -1;
}

static enum status take_pem(BIO *bio, char out[SIGNATURE_KEY_BYTES])
{
    int length = BIO_read(bio, out, SIGNATURE_KEY_BYTES - 1);

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

/* An Ed25519 key, or NULL. */
static EVP_PKEY *read_key(const char *pem, size_t size, int public)
{
    EVP_PKEY *key = NULL;
    BIO *bio = size > INT_MAX ? NULL : BIO_new_mem_buf(pem, (int)size);

    if (bio == NULL)
        return NULL;
    if (public)
        key = PEM_read_bio_PUBKEY(bio, NULL, no_passphrase, NULL);
    else
        key = PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL);
    BIO_free(bio);
    if (key != NULL && EVP_PKEY_get_base_id(key) != EVP_PKEY_ED25519) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    return key;
}

enum status signature_make(const char *key, size_t key_size, const void *bytes, size_t size,
                           unsigned char out[SIGNATURE_BYTES])
{
    EVP_PKEY *private = read_key(key, key_size, 0);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t length = SIGNATURE_BYTES;
    enum status status = STATUS_OK;

    if (private == NULL)
        status = STATUS_SYNTAX;
    else if (context == NULL)
        status = STATUS_MEMORY;
    else if (EVP_DigestSignInit(context, NULL, NULL, NULL, private) != 1 ||
             EVP_DigestSign(context, out, &length, bytes, size) != 1 || length != SIGNATURE_BYTES)
        status = STATUS_BROKEN;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(private);
    return status;
}

enum status signature_check(const char *key, size_t key_size, const void *bytes, size_t size,
                            const unsigned char signature[SIGNATURE_BYTES])
{
    EVP_PKEY *public = read_key(key, key_size, 1);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    enum status status = STATUS_OK;

    if (public == NULL)
        status = STATUS_SYNTAX;
    else if (context == NULL)
        status = STATUS_MEMORY;
    else if (EVP_DigestVerifyInit(context, NULL, NULL, NULL, public) != 1)
        status = STATUS_BROKEN;
    else if (EVP_DigestVerify(context, signature, SIGNATURE_BYTES, bytes, size) != 1)
        status = STATUS_RANGE;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(public);
    return status;
}
