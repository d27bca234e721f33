/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who a government is: NIS codes and names of the register, beneficiaries of a dossier. */
#ifndef SALDO_CMD_BBC_WHO_H
#define SALDO_CMD_BBC_WHO_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/diag.h"
#include "core/map.h"
#include "ingest/dossier/dossier.h"

struct bbc_who {
    struct nis_register nis;
    bool has_dossier;
    struct dossier *dossier;
    struct text_map *owners;  /* NIS -> index of a beneficiary, or AMBIGUOUS */
    struct text_map *by_name; /* lower-case name -> index in nis.items */
};

/* folder: of the dossier, or NULL. STATUS_INVALID with findings; STATUS_IO: errno tells. */
MUST_CHECK enum status bbc_who_load(struct bbc_who *who, const char *folder, struct arena *arena,
                                    struct diag_list *diags);
void bbc_who_free(struct bbc_who *who);

/* For struct bbc_options; context is the struct bbc_who. */
const char *bbc_who_beneficiary(void *context, struct text nis);
bool bbc_who_nis_of_name(void *context, struct text name, char nis[6]);
bool bbc_who_named(void *context, struct text name, char nis[6]);
bool bbc_who_known(void *context, struct text nis);

#endif
