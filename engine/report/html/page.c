/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html/page.h"

#include <string.h>

#include "core/text.h"

enum { LIMIT_ANCHOR = 64 };

const char *html_word(const struct html *h, enum html_word word)
{
    static const char *const words[HTML_WORDS][2] = {
#define WORD(name, nl, en) {nl, en},
#include "report/html/words.def"
#undef WORD
    };

    return words[word][h->language];
}

void html_raw(const struct html *h, const char *markup)
{
    out_text(h->out, markup);
}

void html_say(const struct html *h, enum html_word word)
{
    html_text(h, html_word(h, word));
}

static bool is_plain(char c)
{
    return c >= ' ' && c < 0x7f && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

/* Writes one character that is not plain; returns its bytes. */
static size_t special(const struct html *h, const char *at)
{
    size_t size = text_character(at, strlen(at) < 4 ? strlen(at) : 4);

    switch (*at) {
    case '&':
        html_raw(h, "&amp;");
        return 1;
    case '<':
        html_raw(h, "&lt;");
        return 1;
    case '>':
        html_raw(h, "&gt;");
        return 1;
    case '"':
        html_raw(h, "&quot;");
        return 1;
    case '\'':
        html_raw(h, "&#39;");
        return 1;
    case '\n':
        html_raw(h, " ");
        return 1;
    default:
        if (size == 0 || text_is_control(at, size))
            html_raw(h, "\xef\xbf\xbd"); /* U+FFFD */
        else
            out_bytes(h->out, at, size);
        return size == 0 ? 1 : size;
    }
}

void html_text(const struct html *h, const char *text)
{
    while (*text != '\0') {
        size_t plain = 0;
        while (is_plain(text[plain]))
            plain++;
        out_bytes(h->out, text, plain);
        text += plain;
        if (*text != '\0')
            text += special(h, text);
    }
}

void html_number(const struct html *h, uint32_t number)
{
    out_count(h->out, number);
}

void html_count(const struct html *h, int64_t count)
{
    char text[COUNT_TEXT_BYTES];

    out_bytes(h->out, text, text_format_count(count, text));
}

/* With the minus sign of typography: a hyphen is narrower than a figure. */
void html_money(const struct html *h, struct money money)
{
    char text[MONEY_TEXT_BYTES];
    size_t length = text_format_money(money, text);
    size_t sign = text[0] == '-';

    if (sign)
        html_raw(h, "\u2212");
    out_bytes(h->out, text + sign, length - sign);
}

void html_euro(const struct html *h, struct money money)
{
    html_raw(h, "€\u00a0");
    html_money(h, money);
}

void html_date(const struct html *h, const char *iso)
{
    static const enum html_word months[] = {W_JANUARY,   W_FEBRUARY, W_MARCH,    W_APRIL,
                                            W_MAY,       W_JUNE,     W_JULY,     W_AUGUST,
                                            W_SEPTEMBER, W_OCTOBER,  W_NOVEMBER, W_DECEMBER};

    if (strlen(iso) != 10 || iso[5] < '0' || iso[5] > '1' || iso[6] < '0' || iso[6] > '9') {
        html_text(h, iso);
        return;
    }
    unsigned month = (unsigned)(iso[5] - '0') * 10 + (unsigned)(iso[6] - '0');
    if (month < 1 || month > 12) {
        html_text(h, iso);
        return;
    }
    html_text(h, iso[8] == '0' ? iso + 9 : iso + 8);
    html_raw(h, "\u00a0");
    html_say(h, months[month - 1]);
    html_raw(h, "\u00a0");
    out_bytes(h->out, iso, 4);
}

void html_kbo(const struct html *h, const char *kbo)
{
    struct text text = {kbo, strlen(kbo)};

    if (!text_is_kbo(text)) {
        html_text(h, kbo);
        return;
    }
    out_bytes(h->out, kbo, 4);
    out_char(h->out, '.');
    out_bytes(h->out, kbo + 4, 3);
    out_char(h->out, '.');
    out_bytes(h->out, kbo + 7, 3);
}

void html_percent_text(int64_t part, int64_t whole, char out[HTML_PERCENT_BYTES])
{
    int64_t tenths = 0;

    if (rounded_quotient((__int128)part * 1000, whole, ROUNDING_DOWN, &tenths) != STATUS_OK)
        tenths = 0;
    size_t length = text_format_count(tenths / 10, out);
    out[length++] = ',';
    out[length++] = (char)('0' + tenths % 10);
    memcpy(out + length, "\u00a0%", sizeof "\u00a0%");
}

void html_scheme_lang(const struct html *h)
{
    if (h->language != LANGUAGE_NL)
        html_raw(h, " lang=nl");
}

void html_run_lang(const struct html *h)
{
    if (h->language != h->run->language)
        html_raw(h, h->run->language == LANGUAGE_NL ? " lang=nl" : " lang=en");
}

void html_cell_money(const struct html *h, struct money money)
{
    html_raw(h, money.cents == 0 ? "<td class=z>" : "<td>");
    html_money(h, money);
}

void html_cell_count(const struct html *h, int64_t count)
{
    html_raw(h, "<td>");
    if (count == RUN_NONE)
        html_raw(h, "–");
    else
        html_count(h, count);
}

void html_head(const struct html *h, enum html_word word, bool number)
{
    html_raw(h, number ? "<th scope=col class=n>" : "<th scope=col>");
    html_say(h, word);
}

/* ---- anchors and names ---- */

static bool fits_anchor(const char *id)
{
    size_t length = strlen(id);

    for (size_t i = 0; i < length; i++)
        if ((id[i] < 'a' || id[i] > 'z') && (id[i] < '0' || id[i] > '9') && id[i] != '-')
            return false;
    return length > 0 && length <= LIMIT_ANCHOR;
}

void html_beneficiary_id(const struct html *h, uint32_t index)
{
    const char *id = h->run->beneficiaries[index].id;

    if (fits_anchor(id)) {
        html_raw(h, "b-");
        html_raw(h, id);
    } else {
        html_raw(h, "b.");
        html_number(h, index + 1);
    }
}

void html_beneficiary_link(const struct html *h, uint32_t index)
{
    html_raw(h, "<a href=\"#");
    html_beneficiary_id(h, index);
    html_raw(h, "\">");
    html_text(h, h->run->beneficiaries[index].name);
    html_raw(h, "</a>");
}

void html_scheme_text(const struct html *h, const char *text)
{
    if (h->language != LANGUAGE_NL)
        html_raw(h, "<span lang=nl>");
    html_text(h, text);
    if (h->language != LANGUAGE_NL)
        html_raw(h, "</span>");
}

void html_group_name(const struct html *h, const struct run_action *action,
                     const struct run_group *group)
{
    html_text(h, action->number);
    html_raw(h, " ");
    html_scheme_text(h, action->name);
    if (*group->group != '\0') {
        html_raw(h, ", ");
        html_scheme_text(h, group->group);
    }
}

void html_action_name(const struct html *h, const struct run_line *line)
{
    html_group_name(h, &h->run->actions[line->action], &h->run->groups[line->group]);
}

void html_more(const struct html *h, const char *text)
{
    if (*text == '\0')
        return;
    html_raw(h, ", ");
    html_text(h, text);
}

void html_missed(const struct html *h, const struct run_line *line)
{
    html_text(h, html_stable(h, line->balance.reason));
    html_raw(h, ": ");
    html_count(h, line->achieved);
    html_raw(h, " ");
    html_say(h, W_OF);
    html_raw(h, " ");
    html_count(h, line->target);
}

void html_incentive_name(const struct html *h, const struct run_incentive *incentive)
{
    const struct run_incentive_kind *kind = &h->run->incentive_kinds[incentive->kind];

    html_say(h, W_INCENTIVE);
    html_raw(h, " ");
    html_scheme_text(h, *kind->name == '\0' ? kind->id : kind->name);
}

static void anchor(const struct html *h, const char *letter, ptrdiff_t index, const char *text)
{
    html_raw(h, " <a href=#");
    html_raw(h, letter);
    html_number(h, (uint32_t)index);
    html_raw(h, ">");
    html_text(h, text);
    html_raw(h, "</a>");
}

void html_parameter_link(const struct html *h, const char *name)
{
    const struct run_parameter *parameter = run_parameter_find(h->run, name);

    if (parameter != NULL)
        anchor(h, "p", parameter - h->run->parameters, name);
}

void html_assumption_link(const struct html *h, const char *id)
{
    const struct run_assumption *assumption = run_assumption_find(h->run, id);

    if (assumption != NULL)
        anchor(h, "a", assumption - h->run->assumptions, id);
}
