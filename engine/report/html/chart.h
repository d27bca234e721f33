/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of rapport.html: inline SVG of horizontal bars, a number beside every one.
 *
 * What a bar means is told by its label, its number and its place, never by its colour alone; the
 * description holds every number for those who do not see the picture. */
#ifndef REPORT_HTML_CHART_H
#define REPORT_HTML_CHART_H

#include "report/html/page.h"

enum { CHART_WIDTH = 720, CHART_LABEL_BYTES = 160, CHART_VALUE_BYTES = 160, CHART_NO_TICK = -1 };

enum chart_tone { CHART_TOTAL, CHART_GOOD, CHART_SHORT, CHART_QUIET };

struct chart_bar {
    char label[CHART_LABEL_BYTES];
    char value[CHART_VALUE_BYTES];
    int from, to; /* 0 to CHART_WIDTH */
    int tick;     /* a mark to reach; or CHART_NO_TICK */
    enum chart_tone tone;
};

/* part of whole on the width of the picture; at least a hair when it is not zero. */
int chart_place(__int128 part, __int128 whole);
/* A label of at most `characters` characters, with an ellipsis where it is cut. */
void chart_label(struct chart_bar *bar, const char *text, size_t characters);

struct chart {
    const char *id; /* begins the ids of its parts */
    enum html_word title;
    enum html_word about;
};

/* The figure: caption, pictures, and what they say in words. Many bars are divided over pictures
 * of CHART_BARS at most, so that one fits on a sheet of paper. */
enum { CHART_BARS = 16 };
void chart_write(const struct html *h, const struct chart *chart, const struct chart_bar *bars,
                 size_t count);

#endif
