/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/digest.h"

#include <openssl/evp.h>
#include <stdbool.h>
#include <stdlib.h>

enum { SHA256_BYTES = 32 };

struct digest {
    EVP_MD_CTX *context;
    uint64_t size;
    bool failed;
};

struct digest *digest_new(void)
{
    struct digest *digest = calloc(1, sizeof *digest);

    if (digest == NULL)
        return NULL;
    digest->context = EVP_MD_CTX_new();
    if (digest->context == NULL || EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL) != 1) {
        digest_free(digest);
        return NULL;
    }
    return digest;
}

void digest_free(struct digest *digest)
{
    if (digest == NULL)
        return;
    EVP_MD_CTX_free(digest->context);
    free(digest);
}

void digest_add(void *context, const void *bytes, size_t size)
{
    struct digest *digest = context;

    digest->failed |= EVP_DigestUpdate(digest->context, bytes, size) != 1;
    digest->size += size;
}

enum status digest_finish(struct digest *digest, char text[DIGEST_TEXT_BYTES], uint64_t *size)
{
    static const char hex[] = "0123456789abcdef";
    unsigned char value[SHA256_BYTES];
    unsigned int length = 0;

    if (digest->failed || EVP_DigestFinal_ex(digest->context, value, &length) != 1 ||
        length != SHA256_BYTES)
        return STATUS_BROKEN;
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        text[2 * i] = hex[value[i] >> 4];
        text[2 * i + 1] = hex[value[i] & 15];
    }
    text[2 * SHA256_BYTES] = '\0';
    *size = digest->size;
    return STATUS_OK;
}

enum status digest_of(const void *bytes, size_t size, char text[DIGEST_TEXT_BYTES])
{
    struct digest *digest = digest_new();
    uint64_t hashed;

    if (digest == NULL)
        return STATUS_MEMORY;
    digest_add(digest, bytes, size);
    enum status status = digest_finish(digest, text, &hashed);
    digest_free(digest);
    return status;
}
