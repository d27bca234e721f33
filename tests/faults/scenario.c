/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faults/scenario.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "faults/tree.h"

/* The next word of the line, ended by a NUL; NULL: no more. */
static char *next_word(char **at)
{
    char *word = *at + strspn(*at, " ");
    size_t length = strcspn(word, " ");

    if (length == 0)
        return NULL;
    *at = word + length;
    if (**at != '\0')
        *(*at)++ = '\0';
    return word;
}

static void take_line(struct scenarios *scenarios, char *line, char *program)
{
    struct scenario scenario = {.words = {program}};
    size_t count = 1;

    scenario.name = next_word(&line);
    char *status = scenario.name == NULL ? NULL : next_word(&line);
    scenario.before = status == NULL ? NULL : next_word(&line);
    while (count < SCENARIO_WORDS - 1 && (scenario.words[count] = next_word(&line)) != NULL)
        count++;
    if (count < 2 || *status < '0' || *status > '4') {
        errno = EINVAL;
        give_up("no command", scenario.name == NULL ? "" : scenario.name);
    }
    scenario.status = *status - '0';
    scenarios->list = realloc(scenarios->list, (scenarios->count + 1) * sizeof *scenarios->list);
    if (scenarios->list == NULL)
        give_up("memory", "realloc");
    scenarios->list[scenarios->count++] = scenario;
}

struct scenarios scenarios_read(const char *path, char *program)
{
    struct scenarios scenarios = {0};
    size_t size;

    scenarios.text = file_read(path, &size);
    for (char *line = scenarios.text, *end; *line != '\0'; line = end) {
        end = line + strcspn(line, "\n");
        if (*end == '\n')
            *end++ = '\0';
        if (*line != '#' && *line != '\0')
            take_line(&scenarios, line, program);
    }
    return scenarios;
}

void scenarios_free(struct scenarios *scenarios)
{
    free(scenarios->list);
    free(scenarios->text);
}
