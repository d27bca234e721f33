/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/dossier_api.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum saldo_status api_status(enum status status)
{
    switch (status) {
    case STATUS_OK:
        return SALDO_OK;
    case STATUS_INVALID:
    case STATUS_SYNTAX:
    case STATUS_RANGE:
    case STATUS_EXISTS:
    case STATUS_BUSY:
        return SALDO_INVALID;
    case STATUS_OVERFLOW:
    case STATUS_MEMORY:
    case STATUS_IO:
    case STATUS_BROKEN:
        break;
    }
    return SALDO_RESOURCES;
}

/* errno tells why; what is not of the system gets a number that says it. */
static void tell_errno(enum status status, int saved)
{
    errno = status == STATUS_OVERFLOW ? EOVERFLOW
            : status == STATUS_MEMORY ? ENOMEM
            : status == STATUS_BROKEN ? EPROTO
                                      : saved;
}

const char *saldo_version(void)
{
    return SALDO_VERSION;
}

/* Reads the dossier and, as far as there is a scheme, settles it: all problems in one pass. */
static enum status load(struct saldo_dossier *api, const char *folder,
                        const struct dossier_options *options)
{
    enum status status = dossier_load(folder, options, api->arena, api->diags, &api->dossier);

    if ((status != STATUS_OK && status != STATUS_INVALID) || api->dossier->scheme == NULL)
        return status;
    return settlement_new(api->dossier, api->arena, api->diags, &api->settlement);
}

enum status api_dossier_new(const char *folder, const struct dossier_options *options,
                            struct saldo_dossier **out)
{
    struct saldo_dossier *api = calloc(1, sizeof *api);

    *out = NULL;
    if (api == NULL)
        return STATUS_MEMORY;
    api->cutoff_replaced = options->cutoff != NULL;
    api->arena = arena_new();
    api->diags = diag_list_new();
    api->status = api->arena == NULL || api->diags == NULL ? STATUS_MEMORY
                                                           : load(api, folder, options);
    if (api->status != STATUS_OK && api->status != STATUS_INVALID) {
        int saved = errno;
        enum status status = api->status;
        saldo_dossier_free(api);
        tell_errno(status, saved);
        return status;
    }
    diag_sort(api->diags);
    *out = api;
    return api->status;
}

enum saldo_status saldo_dossier_new(const char *folder, const struct saldo_options *options,
                                    struct saldo_dossier **out)
{
    struct dossier_options inner = {0};
    struct date cutoff;

    *out = NULL;
    if (folder == NULL)
        return SALDO_USAGE;
    if (options != NULL && options->as_of != NULL) {
        if (date_parse(options->as_of, strlen(options->as_of), &cutoff) != STATUS_OK)
            return SALDO_USAGE;
        inner.cutoff = &cutoff;
    }
    if (options != NULL)
        inner.scheme_folder = options->scheme_folder;
    enum status status = api_dossier_new(folder, &inner, out);
    return status == STATUS_INVALID && diag_blames_system((*out)->diags) ? SALDO_RESOURCES
                                                                         : api_status(status);
}

void saldo_dossier_free(struct saldo_dossier *dossier)
{
    if (dossier == NULL)
        return;
    settlement_free(dossier->settlement);
    dossier_free(dossier->dossier);
    diag_list_free(dossier->diags);
    arena_free(dossier->arena);
    free(dossier);
}

size_t saldo_finding_count(const struct saldo_dossier *dossier)
{
    return diag_count(dossier->diags);
}

size_t saldo_finding_count_of(const struct saldo_dossier *dossier, enum saldo_severity severity)
{
    return diag_count_of(dossier->diags, (enum severity)severity);
}

struct saldo_finding saldo_finding_at(const struct saldo_dossier *dossier, size_t index)
{
    const struct diag *diag = diag_at(dossier->diags, index);

    return (struct saldo_finding){
        .severity = (enum saldo_severity)finding_severity(diag->finding),
        .code = finding_code(diag->finding),
        .file = diag->pos.file == NULL ? "" : diag->pos.file,
        .line = diag->pos.line,
        .column = diag->pos.column,
        .beneficiary = diag->beneficiary,
        .action = diag->action,
        .group = diag->group,
    };
}

size_t saldo_finding_text(const struct saldo_dossier *dossier, size_t index,
                          enum saldo_language language, char *out, size_t size)
{
    char text[DIAG_TEXT_BYTES];
    size_t length = diag_text(diag_at(dossier->diags, index), (enum language)language, text);

    if (size > 0) {
        size_t kept = length < size ? length : size - 1;
        memcpy(out, text, kept);
        out[kept] = '\0';
    }
    return length;
}

const char *saldo_outcome_name(unsigned index)
{
    return index <= OUTCOME_NO_GRANT ? outcome_name((enum outcome)index) : "";
}

enum saldo_status saldo_totals_of(const struct saldo_dossier *dossier, struct saldo_totals *out)
{
    const struct settlement *s = dossier->settlement;

    if (dossier->status != STATUS_OK)
        return api_status(dossier->status);
    *out = (struct saldo_totals){
        .beneficiaries = dossier->dossier->beneficiaries.count,
        .applications = dossier->dossier->applications.count,
        .incentives = dossier->dossier->incentives.count,
        .granted_cents = s->totals.granted.cents,
        .incentive_cents = s->totals.incentives.cents,
        .advance_cents = s->totals.advance.cents,
        .balance_cents = s->totals.paid.cents,
        .withheld_cents = s->totals.withheld.cents,
        .open_cents = s->totals.open.cents,
        .recovery_cents = s->totals.recovery.cents,
        .received_cents = s->total_received.cents,
        .due_cents = s->total_due.cents,
        .payable_cents = s->total_payable.cents,
        .claimable_cents = s->total_claimable.cents,
    };
    memcpy(out->outcomes, s->outcomes, sizeof out->outcomes);
    return SALDO_OK;
}
