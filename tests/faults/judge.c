/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faults/judge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STATUS_INPUT = 1, STATUS_RESOURCES = 4, STATUS_LEAK = 99 };

static bool same_bytes(const char *one, size_t size, const char *other, size_t other_size)
{
    return size == other_size && memcmp(one, other, size) == 0;
}

bool is_temporary(const char *path)
{
    return strstr(path, ".saldo-") != NULL;
}

/* ---- the sentence ---- */

/* Lines of err that the undisturbed program did not print, from `at`; NULL: no more. */
static const char *next_new_line(const char **at, const char *calm, size_t *length)
{
    while (**at != '\0') {
        const char *line = *at;
        *length = strcspn(line, "\n");
        *at += *length + (line[*length] == '\n');
        const char *known = memmem(calm, strlen(calm), line, *length);
        if (known == NULL || *length == 0)
            return line;
    }
    return NULL;
}

static bool holds(const char *line, size_t length, const char *word)
{
    return memmem(line, length, word, strlen(word)) != NULL;
}

/* Names that the C library gives to no error at all, or to a pointer that points nowhere. */
static bool names_nothing(const char *line, size_t length)
{
    return holds(line, length, "Success") || holds(line, length, "(null)") ||
           holds(line, length, ": \n") || holds(line, length, "Unknown error");
}

/* A library that fails and does not say why makes it an error of input or output. */
static bool names_reason(const char *line, size_t length, const struct fault_class *class)
{
    bool memory = class->error == ENOMEM || class->error == EAGAIN;

    return class->error == 0 || (memory && holds(line, length, "memory")) ||
           holds(line, length, strerror(class->error)) || holds(line, length, strerror(EIO)) ||
           holds(line, length, "standard output: cannot be written"); /* of an earlier piece */
}

/* What is wrong with what was said of the failure; NULL: nothing. */
static const char *judge_sentence(const char *err, const char *calm,
                                  const struct fault_class *class)
{
    unsigned sentences = 0;
    bool reason = false;
    const char *line;
    size_t length;

    while ((line = next_new_line(&err, calm, &length)) != NULL) {
        if (names_nothing(line, length))
            return "the sentence names nothing";
        reason |= names_reason(line, length, class);
        sentences += length > 6 && memcmp(line, "saldo:", 6) == 0;
    }
    if (sentences == 0)
        return "no sentence";
    if (sentences > 1)
        return "more than one sentence";
    return reason ? NULL : "the sentence gives no reason";
}

/* ---- the whole ---- */

static enum verdict wrong(const char **why, const char *what)
{
    *why = what;
    return VERDICT_FAULT;
}

/* That the output stands: in words, or because what failed was to tell of it. */
static bool says_written(const char *err)
{
    return strstr(err, "written") != NULL || strstr(err, "standard output") != NULL;
}

/* It ended as if nothing had happened. */
static enum verdict judge_good(const struct trace *calm, const struct trace *trace,
                               const char **why)
{
    bool deaf = trace->outcome.descriptor == STDERR_FILENO;

    if (!same_bytes(calm->out, calm->out_size, trace->out, trace->out_size))
        return wrong(why, "good status, other output");
    if (!deaf && !same_bytes(calm->err, calm->err_size, trace->err, trace->err_size))
        return wrong(why, "good status, other messages");
    if (tree_difference(&trace->tree, &calm->tree, NULL) == NULL)
        return VERDICT_SURVIVED;
    if (tree_difference(&trace->tree, &calm->tree, is_temporary) == NULL)
        return VERDICT_LITTER;
    return wrong(why, "good status, other files");
}

/* It refused: nothing was done, or all of it and it says so. */
static enum verdict judge_bad(const struct tree *before, const struct trace *calm,
                              const struct trace *trace, const char **why)
{
    bool changes = tree_difference(before, &calm->tree, NULL) != NULL;

    if (tree_difference(&trace->tree, before, NULL) == NULL)
        return VERDICT_TOLD;
    if (tree_difference(&trace->tree, before, is_temporary) == NULL)
        return VERDICT_LITTER;
    if (!changes || tree_difference(&trace->tree, &calm->tree, is_temporary) != NULL)
        return wrong(why, "half done");
    return says_written(trace->err) || says_written(trace->out)
               ? VERDICT_TOLD
               : wrong(why, "written, but it does not say so");
}

/* An input that cannot be read is a finding about that input. */
static bool is_unreadable_input(const struct trace *trace, const struct fault_class *class)
{
    return trace->outcome.status == STATUS_INPUT && class->kind == FAULT_CALL &&
           strstr(trace->err, "BESTAND-ONLEESBAAR") != NULL &&
           strstr(trace->err, strerror(class->error)) != NULL;
}

enum verdict judge(const struct tree *before, const struct trace *calm, const struct trace *trace,
                   const struct fault_class *class, const char **why)
{
    const struct outcome *outcome = &trace->outcome;

    *why = "";
    if (outcome->hung)
        return wrong(why, "hangs");
    if (outcome->signal != 0)
        return wrong(why, strsignal(outcome->signal));
    if (outcome->status == STATUS_LEAK)
        return wrong(why, "memory is not freed");
    if (outcome->status == calm->outcome.status &&
        same_bytes(calm->out, calm->out_size, trace->out, trace->out_size))
        return judge_good(calm, trace, why);
    if (is_unreadable_input(trace, class))
        return judge_bad(before, calm, trace, why);
    if (outcome->status != STATUS_RESOURCES)
        return wrong(why, outcome->status == calm->outcome.status ? "good status, other output"
                                                                  : "wrong status");
    const char *sentence =
        outcome->descriptor == STDERR_FILENO ? NULL : judge_sentence(trace->err, calm->err, class);
    return sentence == NULL ? judge_bad(before, calm, trace, why) : wrong(why, sentence);
}
