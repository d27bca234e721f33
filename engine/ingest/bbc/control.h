/* SPDX-License-Identifier: GPL-3.0-or-later */
/* controle.json: what was read and what became of it. Amounts are strings with a point. */
#ifndef INGEST_BBC_CONTROL_H
#define INGEST_BBC_CONTROL_H

#include "ingest/bbc/bbc.h"
#include "ingest/bbc/buffer.h"

#define BBC_CONTROL_SCHEMA "saldo-controle/1"

/* The header rows of the tables. */
#define BBC_SPENDING_HEADER "begunstigde;nis;boekjaar;kwartaal;code;actie;bedrag;bron\n"
#define BBC_REJECTED_HEADER "bestand;lijn;byte;kolom;code;boodschap;bedragen;bedrag;record\n"
#define BBC_ORIGIN_HEADER                                                                          \
    "bestand;lijn;byte;nis;boekjaar;kwartaal;soort;status;code;actie;bedrag;ruw\n"

/* sha256: of each file in the order of result->files, or NULL. */
void bbc_control_write(struct bbc_buffer *out, const struct bbc_options *options,
                       const struct bbc_result *result, const char *const *sha256,
                       const char *engine);
/* A row of uitgaven.csv. */
void bbc_spending_write(struct bbc_buffer *out, const struct bbc_spending *row);

#endif
