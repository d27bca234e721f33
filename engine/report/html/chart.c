/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html/chart.h"

#include <string.h>

#include "core/text.h"

enum { ROW_HEIGHT = 68, TEXT_BASE = 24, BAR_TOP = 36, BAR_HEIGHT = 16 };

int chart_place(__int128 part, __int128 whole)
{
    if (part <= 0 || whole <= 0)
        return 0;
    if (part >= whole)
        return CHART_WIDTH;
    return part * CHART_WIDTH < 2 * whole ? 2 : (int)(part * CHART_WIDTH / whole);
}

void chart_label(struct chart_bar *bar, const char *text, size_t characters)
{
    size_t used = 0;
    size_t left = strlen(text);

    for (size_t i = 0; left > 0; i++) {
        size_t size = text_character(text, left < 4 ? left : 4);
        size = size == 0 ? 1 : size;
        if (i + 1 == characters && left > size) {
            memcpy(bar->label + used, "…", sizeof "…" - 1);
            used += sizeof "…" - 1;
            break;
        }
        if (used + size + sizeof "…" > CHART_LABEL_BYTES)
            break;
        memcpy(bar->label + used, text, size);
        used += size;
        text += size;
        left -= size;
    }
    bar->label[used] = '\0';
}

static void attribute(const struct html *h, const char *name, int value)
{
    html_raw(h, " ");
    html_raw(h, name);
    html_raw(h, "=\"");
    out_count(h->out, value);
    html_raw(h, "\"");
}

static void rectangle(const struct html *h, const char *kind, int x, int y, int width, int height)
{
    html_raw(h, "<rect class=\"");
    html_raw(h, kind);
    html_raw(h, "\"");
    attribute(h, "x", x);
    attribute(h, "y", y);
    attribute(h, "width", width);
    attribute(h, "height", height);
    html_raw(h, "/>");
}

static void bar(const struct html *h, const struct chart_bar *b, int top)
{
    static const char *const tones[] = {"total", "good", "short", "quiet"};
    int width = b->to - b->from;

    html_raw(h, "\n<text x=\"0\"");
    attribute(h, "y", top + TEXT_BASE);
    html_raw(h, ">");
    html_text(h, b->label);
    html_raw(h, "</text><text class=\"v\"");
    attribute(h, "x", CHART_WIDTH);
    attribute(h, "y", top + TEXT_BASE);
    html_raw(h, ">");
    html_text(h, b->value);
    html_raw(h, "</text>");
    rectangle(h, "track", 0, top + BAR_TOP, CHART_WIDTH, BAR_HEIGHT);
    if (width > 0)
        rectangle(h, tones[b->tone], b->from, top + BAR_TOP, width, BAR_HEIGHT);
    if (b->tick != CHART_NO_TICK)
        rectangle(h, "tick", b->tick > CHART_WIDTH - 4 ? CHART_WIDTH - 4 : b->tick,
                  top + BAR_TOP - 4, 4, BAR_HEIGHT + 10);
}

/* An id of a part of a picture, within an attribute. */
static void part_id(const struct html *h, const char *id, size_t piece, const char *part)
{
    html_raw(h, id);
    html_raw(h, "-");
    html_number(h, (uint32_t)piece);
    html_raw(h, part);
}

static void description(const struct html *h, enum html_word about, const struct chart_bar *bars,
                        size_t count)
{
    html_say(h, about);
    for (size_t i = 0; i < count; i++) {
        html_raw(h, i == 0 ? " " : "; ");
        html_text(h, bars[i].label);
        html_raw(h, ": ");
        html_text(h, bars[i].value);
    }
    html_raw(h, ".");
}

/* One picture of the figure. */
static void drawing(const struct html *h, const struct chart *chart, size_t piece,
                    const struct chart_bar *bars, size_t count)
{
    html_raw(h, "\n<svg role=\"img\" viewBox=\"0 0 720 ");
    out_count(h->out, (int64_t)count * ROW_HEIGHT);
    html_raw(h, "\" aria-labelledby=\"");
    part_id(h, chart->id, piece, "t\" aria-describedby=\"");
    part_id(h, chart->id, piece, "d\"><title id=\"");
    part_id(h, chart->id, piece, "t\">");
    html_say(h, chart->title);
    html_raw(h, "</title><desc id=\"");
    part_id(h, chart->id, piece, "d\">");
    description(h, chart->about, bars, count);
    html_raw(h, "</desc>");
    for (size_t i = 0; i < count; i++)
        bar(h, &bars[i], (int)i * ROW_HEIGHT);
    html_raw(h, "</svg>");
}

void chart_write(const struct html *h, const struct chart *chart, const struct chart_bar *bars,
                 size_t count)
{
    size_t pieces = (count + CHART_BARS - 1) / CHART_BARS;
    size_t each = pieces == 0 ? 0 : (count + pieces - 1) / pieces;

    if (count == 0)
        return;
    html_raw(h, "\n<figure><figcaption>");
    html_say(h, chart->title);
    html_raw(h, "<small>");
    html_say(h, chart->about);
    html_raw(h, "</small></figcaption><div>");
    for (size_t first = 0, piece = 1; first < count; first += each, piece++)
        drawing(h, chart, piece, bars + first, count - first < each ? count - first : each);
    html_raw(h, "</div></figure>");
}
