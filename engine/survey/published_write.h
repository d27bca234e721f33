/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found of published figures, as files. Dutch, whatever the language of the screen. */
#ifndef SURVEY_PUBLISHED_WRITE_H
#define SURVEY_PUBLISHED_WRITE_H

#include "survey/published.h"
#include "write/out.h"

/* Both: STATUS_MEMORY, or STATUS_OK; a failure to write is told by out_finish. */
MUST_CHECK enum status published_write_csv(struct out *out, const struct published *published,
                                           struct arena *arena);
/* level: the confidence as text, "95", "99,9"; shorter than NUMBER_LEVEL_BYTES. */
MUST_CHECK enum status published_write_json(struct out *out, const struct published *published,
                                            const char *level, struct arena *arena);

/* How many figures have each verdict by themselves, and how many questions. */
struct published_tally {
    uint32_t figures[PUBLISHED_VERDICTS];
    uint32_t questions[PUBLISHED_VERDICTS];
};
struct published_tally published_tally(const struct published *published);

#endif
