/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From rows to participants. For participation_read. */
#ifndef PARTICIPATION_TRAJECTORIES_H
#define PARTICIPATION_TRAJECTORIES_H

#include "participation/participation.h"

/* Fills participants from the sorted rows. */
MUST_CHECK enum status trajectories_make(struct participation *participation);

/* Calls take for each government that counts the participant, once each. */
typedef enum status (*trajectories_take_fn)(void *context, uint32_t government);
MUST_CHECK enum status trajectories_homes(const struct participation *participation,
                                          const struct participant *participant,
                                          trajectories_take_fn take, void *context);

#endif
