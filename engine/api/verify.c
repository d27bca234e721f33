/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/verify.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "api/compare.h"
#include "api/verify_part.h"

struct verify_finding verify_finding_of(enum verify_kind kind, const char *file)
{
    return (struct verify_finding){.kind = kind,
                                   .file = file,
                                   .beneficiary = "",
                                   .action = "",
                                   .group = "",
                                   .field = "",
                                   .old = "",
                                   .new = ""};
}

void verify_add(struct verifying *v, struct verify_finding finding)
{
    enum status status = VECTOR_PUSH(&v->findings, finding);

    if (status != STATUS_OK)
        v->status = status;
}

void verify_add_cause(struct verifying *v, struct verify_finding finding)
{
    enum status status = VECTOR_PUSH(&v->causes, finding);

    if (status != STATUS_OK)
        v->status = status;
}

const char *verify_copy(struct verifying *v, const char *text)
{
    const char *copy = arena_copy(v->arena, text, strlen(text));

    if (copy == NULL)
        v->status = STATUS_MEMORY;
    return copy == NULL ? "" : copy;
}

const struct manifest_file *verify_sealed(const struct verifying *v, const char *name)
{
    for (size_t i = 0; i < v->manifest.output_count && v->has_manifest; i++)
        if (strcmp(v->manifest.outputs[i].name, name) == 0)
            return &v->manifest.outputs[i];
    return NULL;
}

/* A copy in the arena of what has been found. */
static const struct verify_finding *keep(struct verifying *v, const struct verify_finding *items,
                                         uint32_t count)
{
    struct verify_finding *kept = arena_alloc(v->arena, count * sizeof *kept);

    if (kept == NULL)
        v->status = STATUS_MEMORY;
    else if (count > 0)
        memcpy(kept, items, count * sizeof *kept);
    return kept;
}

static void count_amounts(struct verifying *v)
{
    static const enum output tables[] = {OUT_LINES, OUT_INCENTIVES, OUT_BENEFICIARIES};

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const struct piece *piece = &v->evidence.outputs[tables[i]];
        if (piece->state == PIECE_FINE)
            v->out->amounts += compare_amounts((struct text){piece->bytes, piece->size});
    }
}

static enum status refuse(struct verifying *v, enum verify_trouble trouble, const char *file)
{
    v->out->trouble = trouble;
    v->out->trouble_file = file;
    return STATUS_INVALID;
}

static enum status read_evidence(struct verifying *v)
{
    struct evidence *e = &v->evidence;
    enum status status = evidence_read(v->options->run, v->arena, e);

    if (status == STATUS_INVALID && e->bundle != NULL)
        return refuse(v, VERIFY_BUNDLE, verify_copy(v, e->bundle->name));
    if (status == STATUS_INVALID)
        return refuse(v, VERIFY_RUN, "");
    if (status == STATUS_OK && e->manifest.state == PIECE_ABSENT &&
        e->outputs[OUT_JSON].state == PIECE_ABSENT)
        return refuse(v, VERIFY_RUN, "");
    if (status == STATUS_IO)
        v->out->trouble_file = e->unread;
    v->out->bundled = e->bundle != NULL;
    return status;
}

static enum status verify(struct verifying *v)
{
    enum status status = read_evidence(v);

    if (status == STATUS_OK)
        status = verify_files(v);
    if (status == STATUS_OK && v->has_manifest &&
        (v->options->dossier != NULL || v->evidence.bundle != NULL))
        status = verify_again(v);
    count_amounts(v);
    return status;
}

enum status verify_run(const struct verify_options *options, struct arena *arena,
                       struct verification *out)
{
    struct verifying v = {.options = options, .arena = arena, .out = out};

    *out = (struct verification){.trouble_file = "",
                                 .trouble_words = "",
                                 .scheme_wanted = "",
                                 .key_given = options->key != NULL,
                                 .scheme = "",
                                 .engine = "",
                                 .cutoff = "",
                                 .manifest_sha256 = ""};
    enum status status = verify(&v);
    int saved = errno;
    out->findings = keep(&v, v.findings.items, v.findings.count);
    out->finding_count = v.findings.count;
    out->causes = keep(&v, v.causes.items, v.causes.count);
    out->cause_count = v.causes.count;
    free(v.findings.items);
    free(v.causes.items);
    errno = saved;
    return status == STATUS_OK ? v.status : status;
}
