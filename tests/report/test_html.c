/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rapport.html is made of; the page in a browser is tested by tests/browser. */
#include "report/html/page_of_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/html/chart.h"
#include "report/html/page.h"
#include "support/folder.h"
#include "support/rows.h"

static const struct run *load(const char *folder, struct arena **arena)
{
    const struct run *run = NULL;
    enum run_trouble trouble;
    const char *file;

    *arena = arena_new();
    assert_non_null(*arena);
    assert_int_equal(run_load(folder, *arena, &run, &trouble, &file), STATUS_OK);
    return run;
}

/* The page of a golden run; the caller frees it. */
static char *page(const char *fixture, enum language language)
{
    struct arena *arena;
    const struct run *run = load(fixture, &arena);
    struct folder folder;

    folder_new(&folder);
    struct out *out = out_new(folder.fd, "rapport.html", NULL, NULL);
    assert_non_null(out);
    assert_int_equal(html_write(run, language, out), STATUS_OK);
    assert_int_equal(out_finish(out), STATUS_OK);
    char *bytes = folder_read(folder_path(&folder, "rapport.html"), NULL);
    folder_remove(&folder);
    arena_free(arena);
    return bytes;
}

#define OPROEP_3 SALDO_SOURCE_DIR "/fixtures/oproep-3.expected"
#define NOTA SALDO_SOURCE_DIR "/fixtures/nota.expected"

static size_t count_of(const char *bytes, const char *what)
{
    size_t count = 0;

    for (const char *at = bytes; (at = strstr(at, what)) != NULL; at++)
        count++;
    return count;
}

static void test_page(void **state)
{
    static const char *const shown[] = {"16.888.901,75",  "13.511.121,39", "3.304.818,06",
                                        "SJ0-1SFC2DA-WT", "99.208",        "0207.500.123"};
    char *nl = page(OPROEP_3, LANGUAGE_NL);
    char *en = page(OPROEP_3, LANGUAGE_EN);

    (void)state;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        assert_non_null(strstr(nl, shown[i]));
        assert_non_null(strstr(en, shown[i]));
    }
    assert_int_equal(count_of(nl, "<article"), 59);
    assert_int_equal(count_of(nl, "class=dec>"), 13);
    assert_non_null(strstr(nl, "<html lang=nl>"));
    assert_non_null(strstr(en, "<html lang=en>"));
    assert_non_null(strstr(en, "Decisions needed"));
    assert_null(strstr(en, "Nog te betalen"));
    free(nl);
    free(en);
}

/* Each amount under the name that the files have for it: what is called toegekend there is without
 * incentives. */
static void test_names(void **state)
{
    char *bytes = page(OPROEP_3, LANGUAGE_NL);

    (void)state;
    assert_non_null(strstr(bytes, "<dt>Toegekend, met stimulansen<dd>€\u00a016.888.901,75"));
    assert_non_null(strstr(bytes, "<dt>Toegekend voor acties<dd>€\u00a016.560.899,42"));
    assert_non_null(strstr(bytes, "59 begunstigden · 452 aanvragen · 37 stimulansen"));
    assert_non_null(strstr(bytes, "<dt>Stimulansen<dd>€\u00a0328.002,33"));
    free(bytes);
}

static void test_same_bytes(void **state)
{
    char *once = page(NOTA, LANGUAGE_NL);
    char *again = page(NOTA, LANGUAGE_NL);

    (void)state;
    assert_string_equal(once, again);
    free(once);
    free(again);
}

/* Every link within the page has its place. */
static void test_links(void **state)
{
    char *bytes = page(OPROEP_3, LANGUAGE_NL);
    size_t links = 0;

    (void)state;
    for (const char *at = bytes; (at = strstr(at, "href=")) != NULL; links++) {
        char place[128];
        at += strlen("href=");
        bool quoted = *at == '"';
        at += quoted;
        assert_int_equal(*at++, '#');
        size_t length = strcspn(at, "\"> ");
        snprintf(place, sizeof place, " id=%s%.*s%s", quoted ? "\"" : "", (int)length, at,
                 quoted ? "\"" : "");
        if (strstr(bytes, place) == NULL)
            fail_msg("no place %s", place);
    }
    assert_true(links > 1000);
    free(bytes);
}

/* ---- text ---- */

static const struct text_case {
    const char *name;
    const char *text;
    const char *written;
} texts[] = {
    {"plain", "Gent", "Gent"},
    {"markup", "<script>a&b</script>", "&lt;script&gt;a&amp;b&lt;/script&gt;"},
    {"quotes", "\"' onload=x", "&quot;&#39; onload=x"},
    {"an entity is text", "&lt;", "&amp;lt;"},
    {"beyond ASCII", "Gén’t €", "Gén’t €"},
    {"a line end is a blank", "a\nb", "a b"},
    {"a control", "a\x1b[31mb", "a\xef\xbf\xbd[31mb"},
    {"a line separator",
     "a\xe2\x80\xa8"
     "b",
     "a\xef\xbf\xbd"
     "b"},
    {"nothing", "", ""},
};

static void test_text(void **state)
{
    const struct text_case *row = *state;
    struct folder folder;

    folder_new(&folder);
    struct html h = {.out = out_new(folder.fd, "text", NULL, NULL)};
    assert_non_null(h.out);
    html_text(&h, row->text);
    assert_int_equal(out_finish(h.out), STATUS_OK);
    char *bytes = folder_read(folder_path(&folder, "text"), NULL);
    assert_string_equal(bytes, row->written);
    free(bytes);
    folder_remove(&folder);
}

/* 100 % is said only of what was reached. */
static void test_percent(void **state)
{
    char text[HTML_PERCENT_BYTES];

    (void)state;
    html_percent_text(9999, 10000, text);
    assert_string_equal(text, "99,9\u00a0%");
    html_percent_text(1, 1, text);
    assert_string_equal(text, "100,0\u00a0%");
    html_percent_text(99208, 91928, text);
    assert_string_equal(text, "107,9\u00a0%");
    html_percent_text(INT64_C(1000000000000), 1, text);
    assert_string_equal(text, "100.000.000.000.000,0\u00a0%");
}

static const char *const stable_words[] = {
    "aanvaard",
    "beslissing-nodig",
    "beslissing-ontbreekt",
    "bij-naam",
    "eind",
    "expertenorganisatie",
    "fout",
    "geen",
    "geen-cijfers",
    "geen-eindrapport",
    "geen-subsidie",
    "gemeente",
    "halvering",
    "inhouding-beslist",
    "ja",
    "kpi-bereikt",
    "kpi-niet-bereikt",
    "later-dan-peildatum",
    "lopend",
    "meerbereik",
    "motivering-aanvaard",
    "nee",
    "motivering-geweigerd",
    "niet-vereist",
    "onbekend",
    "projectjaar-loopt",
    "saldo",
    "saldo-ingehouden",
    "saldo-inhouden",
    "saldo-uitbetalen",
    "stimulans-aanvaard",
    "stimulans-geweigerd",
    "stopgezet",
    "stopzetten",
    "telt",
    "telt-niet",
    "terugvordering",
    "terugvordering-beslist",
    "tussentijds",
    "vereniging",
    "samenwerkingsverband",
    "verantwoording-aanvaard",
    "vervangen",
    "verminderen",
    "verschil",
    "voldoende",
    "voortzetten",
    "voorschot",
    "waarschuwing",
};

/* Each word that a run can hold has its English; a word that is not known stands as it is. */
static void test_stable(void **state)
{
    struct html h = {.language = LANGUAGE_EN};

    (void)state;
    for (size_t i = 0; i < sizeof stable_words / sizeof *stable_words; i++)
        if (strcmp(html_stable(&h, stable_words[i]), stable_words[i]) == 0)
            fail_msg("%s has no English", stable_words[i]);
    assert_string_equal(html_stable(&h, "iets-anders"), "iets-anders");
}

/* ---- pictures ---- */

static void test_place(void **state)
{
    (void)state;
    assert_int_equal(chart_place(0, 10), 0);
    assert_int_equal(chart_place(-5, 10), 0);
    assert_int_equal(chart_place(5, 10), CHART_WIDTH / 2);
    assert_int_equal(chart_place(11, 10), CHART_WIDTH);
    assert_int_equal(chart_place(1, INT64_MAX), 2); /* what is there can be seen */
    assert_int_equal(chart_place(1, 0), 0);
}

static void test_label(void **state)
{
    struct chart_bar bar;

    (void)state;
    chart_label(&bar, "Gént", 4);
    assert_string_equal(bar.label, "Gént");
    chart_label(&bar, "Géntbrugge", 4);
    assert_string_equal(bar.label, "Gén…");
    char far[1000];
    memset(far, 'x', sizeof far - 1);
    far[sizeof far - 1] = '\0';
    chart_label(&bar, far, 2000);
    assert_true(strlen(bar.label) < sizeof bar.label);
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_page, "the page of a run", NULL);
    rows_add(rows, test_names, "the names of amounts", NULL);
    rows_add(rows, test_same_bytes, "the same bytes", NULL);
    rows_add(rows, test_links, "links", NULL);
    ROWS_ADD(rows, test_text, texts);
    rows_add(rows, test_percent, "percentages", NULL);
    rows_add(rows, test_stable, "stable words", NULL);
    rows_add(rows, test_place, "places of a picture", NULL);
    rows_add(rows, test_label, "labels of a picture", NULL);
    return rows_run(rows, "html");
}
