/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines for a screen. The format is ours; every %s is text that others may have written, and is
 * shown as core/shown.h does: whatever it holds, it stays inside its line and moves no cursor. */
#ifndef WRITE_SCREEN_H
#define WRITE_SCREEN_H

#include <stdarg.h>
#include <stdio.h>

#include "core/text.h"

/* As fprintf, for: %%, %s, %d, %u, each integer also with l, ll or z; '-', a width and, for %s, a
 * precision in bytes, both also as '*'. Other conversions are a defect, and stop the program. A
 * width counts characters, not bytes. NULL for %s shows as nothing. */
void screen_print(FILE *stream, const char *format, ...) __attribute__((format(printf, 2, 3)));
void screen_print_list(FILE *stream, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* The text alone. */
void screen_text(FILE *stream, struct text text);
/* Text of several lines: the line ends stay. For what was put together of shown pieces. */
void screen_lines(FILE *stream, struct text text);

#endif
