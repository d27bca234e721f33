/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of one question as a composition: which stand alone, which are published together.
 * Shared by the files of published.h. */
#ifndef SURVEY_PUBLISHED_ANSWER_H
#define SURVEY_PUBLISHED_ANSWER_H

#include "survey/published.h"

struct published_answers {
    size_t part_count; /* single answers */
    size_t combined_count;
    struct {
        struct text name;
        int in;           /* combination or COMPOSITION_ALONE */
        uint32_t line;    /* of the figure that is this answer; 0: only published together */
        uint32_t in_line; /* of the combination */
    } parts[PUBLISHED_MOST_ANSWERS];
    /* By figure: is it a combination, and which; or which part. */
    struct {
        bool combined;
        size_t index;
    } of[PUBLISHED_MOST_ANSWERS];
};

/* What is wrong with the answers of a question. */
struct published_clash {
    enum finding finding;
    uint32_t line;
    struct text answer;
    uint32_t other; /* line of what it clashes with */
};

/* false: *clash says why. */
bool published_answers_of(const struct published *published,
                          const struct published_question *question, struct published_answers *out,
                          struct published_clash *clash);

#endif
