/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The translations are looked for from where the program itself stands, so that no path of the
 * machine that built it is in the program, and an installed tree can be moved. */
#include "saldo/locale.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char domain[] = "saldo";

/* Whether folder/relative holds the translations; uses them if so. */
static bool bind_beside(const char *folder, const char *relative)
{
    char path[PATH_MAX];
    char file[PATH_MAX + 32];
    int length = snprintf(path, sizeof path, "%s/%s", folder, relative);

    if (length < 0 || (size_t)length >= sizeof path)
        return false;
    snprintf(file, sizeof file, "%s/nl/LC_MESSAGES/saldo.mo", path);
    if (access(file, R_OK) != 0)
        return false;
    bindtextdomain(domain, path);
    return true;
}

static void bind_translations(void)
{
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);

    if (length <= 0)
        return;
    program[length] = '\0';
    char *slash = strrchr(program, '/');
    if (slash == NULL)
        return;
    *slash = '\0';
    if (!bind_beside(program, SALDO_LOCALE_FROM_PROGRAM)) /* installed, */
        bind_beside(program, "share/locale");             /* or in the build folder */
}

void locale_start(void)
{
    setlocale(LC_MESSAGES, "");
    setlocale(LC_CTYPE, "");
    bind_translations();
    bind_textdomain_codeset(domain, "UTF-8"); /* as all that the engine writes */
    textdomain(domain);
}

static bool chosen;
static enum language choice;

void locale_choose(enum language language)
{
    chosen = true;
    choice = language;
    /* In the locale C gettext translates nothing, not even what LANGUAGE asks for. */
    setenv("LANGUAGE", language == LANGUAGE_NL ? "nl" : "en", 1);
    setlocale(LC_MESSAGES, "C.UTF-8");
}

bool locale_chosen(void)
{
    return chosen;
}

enum language locale_language(void)
{
    if (chosen)
        return choice;
    /* TRANSLATORS: the code of the language that you translate into, nl or en. */
    return strcmp(gettext("en"), "nl") == 0 ? LANGUAGE_NL : LANGUAGE_EN;
}
