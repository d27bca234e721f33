/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dossier.yaml that is good; for what is bad see test_bad.c. */
#include <string.h>

#include "rules_test/load.h"
#include "support/rows.h"

#define HEAD "regeling: plan-samenleven-3\npeildatum: 2026-03-31\n"

static const struct good {
    const char *name;
    const char *text;
    const char *scheme;
    enum language language;
    enum encoding encoding;
    size_t chosen[ASSUMPTION_COUNT];
    size_t choices;
} good[] = {
    {"the least", HEAD, "plan-samenleven-3", LANGUAGE_NL, ENCODING_UTF8, {0}, 0},
    {"Dutch", HEAD "taal: nl\n", "plan-samenleven-3", LANGUAGE_NL, ENCODING_UTF8, {0}, 0},
    {"English", HEAD "taal: en\n", "plan-samenleven-3", LANGUAGE_EN, ENCODING_UTF8, {0}, 0},
    {"UTF-8", HEAD "codering: utf-8\n", "plan-samenleven-3", LANGUAGE_NL, ENCODING_UTF8, {0}, 0},
    {"Windows-1252",
     HEAD "codering: windows-1252\n",
     "plan-samenleven-3",
     LANGUAGE_NL,
     ENCODING_WINDOWS_1252,
     {0},
     0},
    {"no choices", HEAD "aannames:\n", "plan-samenleven-3", LANGUAGE_NL, ENCODING_UTF8, {0}, 0},
    {"an empty block of choices",
     HEAD "aannames: {}\n",
     "plan-samenleven-3",
     LANGUAGE_NL,
     ENCODING_UTF8,
     {0},
     0},
    {"every choice",
     HEAD "aannames:\n  afronding: half-naar-even\n"
          "  terugvordering-en-saldo: saldo-volgt-beslissing\n"
          "  verantwoording: bruto\n  verantwoordingsbasis: netto\n"
          "  prijzen: opgegeven\n",
     "plan-samenleven-3",
     LANGUAGE_NL,
     ENCODING_UTF8,
     {ROUNDING_HALF_EVEN, RECOVERY_FOLLOWS_DECISION, MATCHING_GROSS, MATCHING_BASE_NET,
      PRICES_GIVEN, GRANT_RULE_SPLIT},
     5},
    {"the defaults by name",
     HEAD "aannames:\n  afronding: half-weg-van-nul\n",
     "plan-samenleven-3",
     LANGUAGE_NL,
     ENCODING_UTF8,
     {0},
     1},
    {"the third alternative",
     HEAD "aannames:\n  afronding: naar-beneden\n",
     "plan-samenleven-3",
     LANGUAGE_NL,
     ENCODING_UTF8,
     {ROUNDING_DOWN},
     1},
    {"call 1 has one rule",
     "regeling: plan-samenleven-1\npeildatum: 2024-01-31\n",
     "plan-samenleven-1",
     LANGUAGE_NL,
     ENCODING_UTF8,
     {[ASSUMPTION_GRANT_RULE] = 1},
     0},
    {"call 2 by default",
     "regeling: plan-samenleven-2\npeildatum: 2024-12-31\n",
     "plan-samenleven-2",
     LANGUAGE_NL,
     ENCODING_UTF8,
     {0},
     0},
    {"call 2 by the rule of call 1",
     "regeling: plan-samenleven-2\npeildatum: 2024-12-31\naannames: {verdeelsleutel: meerbereik}\n",
     "plan-samenleven-2",
     LANGUAGE_NL,
     ENCODING_UTF8,
     {[ASSUMPTION_GRANT_RULE] = GRANT_RULE_ADDITIONAL},
     1},
    {"the first day",
     "regeling: plan-samenleven-3\npeildatum: 2024-04-03\n",
     "plan-samenleven-3",
     LANGUAGE_NL,
     ENCODING_UTF8,
     {0},
     0},
    {"the last day",
     "regeling: plan-samenleven-3\npeildatum: 2026-12-31\n",
     "plan-samenleven-3",
     LANGUAGE_NL,
     ENCODING_UTF8,
     {0},
     0},
    {"quoted",
     "\"regeling\": 'plan-samenleven-3'\npeildatum: \"2026-03-31\"\n",
     "plan-samenleven-3",
     LANGUAGE_NL,
     ENCODING_UTF8,
     {0},
     0},
};

static void test_good(void **state)
{
    const struct good *row = *state;
    struct load load = load_new();
    struct config config;

    assert_int_equal(
        config_load("dossier.yaml", row->text, strlen(row->text), load.arena, load.diags, &config),
        STATUS_OK);
    assert_string_equal(config.scheme_id, row->scheme);
    assert_int_equal(config.scheme_line, 1);
    assert_int_equal(config.cutoff_line, 2);
    assert_int_equal(config.language, row->language);
    assert_int_equal(config.encoding, row->encoding);
    assert_int_equal(config.choice_count, row->choices);
    const struct scheme *scheme = load_builtin(&load, row->scheme);
    assert_int_equal(config_resolve(&config, "dossier.yaml", scheme, load.diags), STATUS_OK);
    assert_memory_equal(config.chosen, row->chosen, sizeof row->chosen);
    assert_int_equal(diag_count(load.diags), 0);
    load_free(&load);
}

static void test_choice_lines(void **state)
{
    static const char text[] = HEAD "aannames:\n  # waarom\n  verantwoording: bruto\n"
                                    "  afronding: naar-beneden\n";
    struct load load = load_new();
    struct config config;

    (void)state;
    assert_int_equal(
        config_load("dossier.yaml", text, strlen(text), load.arena, load.diags, &config),
        STATUS_OK);
    assert_int_equal(config.choice_count, 2);
    assert_string_equal(config.choices[0].assumption, "verantwoording");
    assert_string_equal(config.choices[0].alternative, "bruto");
    assert_int_equal(config.choices[0].line, 5);
    assert_string_equal(config.choices[1].assumption, "afronding");
    assert_int_equal(config.choices[1].line, 6);
    load_free(&load);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_good, good);
    rows_add(rows, test_choice_lines, "lines of the choices", NULL);
    return rows_run(rows, "rules/config");
}
