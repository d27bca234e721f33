/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html/page_of_run.h"

#include "core/embed.h"
#include "report/html/overview.h"
#include "report/html/page.h"
#include "report/html/rules.h"
#include "report/html/statement.h"
#include "report/html/tables.h"
#include "run/sums.h"
#include "seal/digest.h"

extern const struct embedded_file report_html_parts[]; /* rapport.css, rapport.js */
extern const size_t report_html_parts_count;
enum { STYLE, SCRIPT };

/* From so many applications on, statements stand in <noscript>: to a browser that runs the script
 * they are text, which costs little, until the reader comes near; to another they are the page. */
enum { LAZY_LINES = 10000 };

/* ---- the policy: nothing is loaded, and no style or script runs but the two of this page ---- */

enum { DIGEST_BYTES = 32, BASE64_BYTES = 45 };

static unsigned hex_digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* From the digits of a SHA-256 to its base64. */
static void base64(const char hex[DIGEST_TEXT_BYTES], char out[BASE64_BYTES])
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char bytes[DIGEST_BYTES + 1] = {0}; /* one more makes 33, a multiple of three */
    size_t length = 0;

    for (size_t i = 0; i < DIGEST_BYTES; i++)
        bytes[i] = (unsigned char)(hex_digit(hex[2 * i]) << 4 | hex_digit(hex[2 * i + 1]));
    for (size_t i = 0; i < sizeof bytes; i += 3) {
        unsigned three = (unsigned)bytes[i] << 16 | (unsigned)bytes[i + 1] << 8 | bytes[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6)
            out[length++] = letters[three >> shift & 63];
    }
    out[length - 1] = '=';
    out[length] = '\0';
}

static enum status policy_part(const struct html *h, const char *directive, int part)
{
    char hex[DIGEST_TEXT_BYTES];
    char text[BASE64_BYTES];
    enum status status =
        digest_of(report_html_parts[part].bytes, report_html_parts[part].size, hex);

    if (status != STATUS_OK)
        return status;
    base64(hex, text);
    html_raw(h, directive);
    html_raw(h, " 'sha256-");
    html_raw(h, text);
    html_raw(h, "'; ");
    return STATUS_OK;
}

static enum status policy(const struct html *h)
{
    html_raw(h, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    enum status status = policy_part(h, "style-src", STYLE);
    if (status == STATUS_OK)
        status = policy_part(h, "script-src", SCRIPT);
    html_raw(h, "base-uri 'none'; form-action 'none'\">\n");
    return status;
}

static void part(const struct html *h, int index)
{
    out_bytes(h->out, report_html_parts[index].bytes, report_html_parts[index].size);
}

/* ---- the page ---- */

static enum status head(const struct html *h)
{
    html_raw(h, h->language == LANGUAGE_NL ? "<!DOCTYPE html>\n<html lang=nl>\n"
                                           : "<!DOCTYPE html>\n<html lang=en>\n");
    html_raw(h, "<head>\n<meta charset=utf-8>\n");
    enum status status = policy(h);
    html_raw(h, "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=referrer content=no-referrer>\n"
                "<meta name=format-detection content=\"telephone=no\">\n<title>");
    html_say(h, W_SETTLEMENT);
    html_raw(h, " ");
    html_text(h, h->run->scheme_name);
    html_raw(h, "</title>\n<style>");
    part(h, STYLE);
    html_raw(h, "</style>\n</head>\n");
    return status;
}

static void navigation(const struct html *h)
{
    static const struct {
        const char *section;
        enum html_word word;
    } places[] = {
        {"overzicht", W_OVERVIEW},      {"beslissingen", W_DECISIONS},
        {"acties", W_ACTIONS},          {"begunstigden", W_NAV_BENEFICIARIES},
        {"afrekeningen", W_STATEMENTS}, {"aannames", W_ASSUMPTIONS},
        {"bevindingen", W_FINDINGS},    {"regels", W_RULES},
    };

    html_raw(h, "<body>\n<a class=skip href=#inhoud>");
    html_say(h, W_SKIP);
    html_raw(h, "</a>\n<nav aria-label=\"");
    html_say(h, W_CONTENTS);
    html_raw(h, "\"><ul>");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        html_raw(h, "<li><a href=#");
        html_raw(h, places[i].section);
        html_raw(h, ">");
        html_say(h, places[i].word);
        html_raw(h, "</a>");
    }
    html_raw(h, "</ul></nav>\n<main id=inhoud tabindex=-1>");
}

/* The script stands behind the tables that it sorts, so that they work before a long page is
 * there. */
static enum status body(const struct html *h, const struct run_sums *sums)
{
    navigation(h);
    overview_write(h, sums);
    table_of_decisions(h, sums);
    enum status status = table_of_actions(h, sums);
    table_of_beneficiaries(h);
    html_raw(h, "\n<script>");
    part(h, SCRIPT);
    html_raw(h, "</script>");
    if (status == STATUS_OK)
        status = statements_write(h);
    rules_write(h);
    html_raw(h, "\n</main>\n</body>\n</html>\n");
    return status;
}

enum status html_write(const struct run *run, enum language language, struct out *out)
{
    struct html h = {
        .out = out, .run = run, .language = language, .lazy = run->line_count > LAZY_LINES};
    struct run_sums sums;
    enum status status = run_sums_make(run, &sums);

    if (status == STATUS_OK)
        status = head(&h);
    if (status == STATUS_OK)
        status = body(&h, &sums);
    run_sums_free(&sums);
    return status;
}
