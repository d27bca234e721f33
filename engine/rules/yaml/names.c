/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/yaml/names.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"

void names_add(struct names *names, const char *name)
{
    size_t length = strlen(names->text);

    snprintf(names->text + length, NAMES_BYTES - length, "%s%s", length == 0 ? "" : ", ", name);
    names_trim(names->text);
}

void names_trim(char *text)
{
    text[text_utf8_error(text, strlen(text))] = '\0';
}
