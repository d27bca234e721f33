/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey/published_answer.h"

#include <string.h>

static const char joint[] = " + ";

static bool same(struct text a, struct text b)
{
    return a.length == b.length && memcmp(a.at, b.at, a.length) == 0;
}

/* The next answer of a joined one; moves *rest behind it. */
static struct text next_answer(const char **rest)
{
    const char *end = strstr(*rest, joint);
    size_t length = end == NULL ? strlen(*rest) : (size_t)(end - *rest);
    struct text answer = {*rest, length};

    *rest += length + (end == NULL ? 0 : sizeof joint - 1);
    return answer;
}

static bool refuse(struct published_clash *clash, enum finding finding, uint32_t line,
                   struct text answer, uint32_t other)
{
    *clash = (struct published_clash){finding, line, answer, other};
    return false;
}

/* Index of an answer, which is added when it is new; PUBLISHED_MOST_ANSWERS: no room. */
static size_t part_of(struct published_answers *out, struct text name)
{
    for (size_t i = 0; i < out->part_count; i++)
        if (same(out->parts[i].name, name))
            return i;
    if (out->part_count == PUBLISHED_MOST_ANSWERS)
        return PUBLISHED_MOST_ANSWERS;
    out->parts[out->part_count].name = name;
    out->parts[out->part_count].in = COMPOSITION_ALONE;
    out->parts[out->part_count].line = 0;
    out->parts[out->part_count].in_line = 0;
    return out->part_count++;
}

static bool take_single(struct published_answers *out, uint32_t line, struct text name,
                        size_t *index, struct published_clash *clash)
{
    size_t part = part_of(out, name);

    if (part == PUBLISHED_MOST_ANSWERS)
        return refuse(clash, FINDING_SURVEY_ANSWERS_MANY, line, name, 0);
    if (out->parts[part].line != 0)
        return refuse(clash, FINDING_KEY_DUPLICATE, line, name, out->parts[part].line);
    out->parts[part].line = line;
    *index = part;
    return true;
}

/* "goed +  + slecht" and "goed + + slecht" have one that is not there. */
static bool is_answer(struct text name)
{
    return name.length > 0 && !text_has_outer_space(name) && name.at[0] != '+' &&
           name.at[name.length - 1] != '+';
}

static bool take_combined(struct published_answers *out, const struct published_figure *figure,
                          struct published_clash *clash)
{
    const char *rest = figure->answer;

    while (*rest != '\0') {
        struct text name = next_answer(&rest);
        size_t part = part_of(out, name);
        if (!is_answer(name))
            return refuse(clash, FINDING_SURVEY_ANSWER_JOINED, figure->line, name, 0);
        if (part == PUBLISHED_MOST_ANSWERS)
            return refuse(clash, FINDING_SURVEY_ANSWERS_MANY, figure->line, name, 0);
        if (out->parts[part].in != COMPOSITION_ALONE)
            return refuse(clash, FINDING_SURVEY_ANSWER_OVERLAP, figure->line, name,
                          out->parts[part].in_line);
        out->parts[part].in = (int)out->combined_count;
        out->parts[part].in_line = figure->line;
    }
    out->combined_count++;
    return true;
}

static bool take(struct published_answers *out, const struct published_question *question,
                 const struct published_figure *figure, size_t index, struct published_clash *clash)
{
    struct text whole = {figure->answer, strlen(figure->answer)};

    out->of[index].combined = strstr(figure->answer, joint) != NULL;
    if (!out->of[index].combined)
        return take_single(out, figure->line, whole, &out->of[index].index, clash);
    if (question->kind == PUBLISHED_MANY)
        return refuse(clash, FINDING_SURVEY_ANSWER_TOGETHER, figure->line, whole, 0);
    out->of[index].index = out->combined_count;
    return take_combined(out, figure, clash);
}

bool published_answers_of(const struct published *published,
                          const struct published_question *question, struct published_answers *out,
                          struct published_clash *clash)
{
    const struct published_figure *figures = published->figures.items + question->first;

    out->part_count = 0;
    out->combined_count = 0;
    if (question->count > PUBLISHED_MOST_ANSWERS)
        return refuse(clash, FINDING_SURVEY_ANSWERS_MANY, figures[PUBLISHED_MOST_ANSWERS].line,
                      (struct text){question->question, strlen(question->question)}, 0);
    for (uint32_t i = 0; i < question->count; i++)
        if (!take(out, question, &figures[i], i, clash))
            return false;
    return true;
}
