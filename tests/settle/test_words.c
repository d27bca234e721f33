/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "settle_test/settled.h"
#include "support/rows.h"

/* Words of a list are there, are plain, and differ. */
static void check_words(const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_non_null(words[i]);
        assert_int_equal(strspn(words[i], "abcdefghijklmnopqrstuvwxyz-"), strlen(words[i]));
        assert_true(*words[i] != '\0');
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(words[i], words[j]);
    }
}

static void test_names(void **state)
{
    const char *words[16];

    (void)state;
    for (unsigned i = 0; i <= OUTCOME_NO_GRANT; i++)
        words[i] = outcome_name((enum outcome)i);
    check_words(words, OUTCOME_NO_GRANT + 1);
    for (unsigned i = 0; i <= ACCOUNTS_DECISION_NEEDED; i++)
        words[i] = accounts_name((enum accounts)i);
    check_words(words, ACCOUNTS_DECISION_NEEDED + 1);
    for (unsigned i = 0; i <= REASON_INCENTIVE_UNDECIDED; i++)
        words[i] = reason_name((enum reason)i);
    check_words(words, REASON_INCENTIVE_UNDECIDED + 1);
    for (unsigned i = 0; i < 4; i++)
        words[i] = split_name((enum split)i);
    check_words(words, 4);
}

/* Every reason in both languages, with the largest numbers: complete, and within its bound. */
static void test_reasons(void **state)
{
    static const struct line line = {.achieved = INT64_MAX, .grant = {.target = INT64_MAX}};

    (void)state;
    for (unsigned i = 0; i <= REASON_INCENTIVE_UNDECIDED; i++) {
        bool counted = i >= REASON_TARGET_REACHED && i <= REASON_TARGET_MISSED;
        const struct balance balance = {
            .reason = (enum reason)i, .withheld = {INT64_MAX}, .recovery = {INT64_MAX}};
        for (int language = LANGUAGE_NL; language <= LANGUAGE_EN; language++) {
            char text[REASON_BYTES];
            size_t length =
                reason_text(&balance, counted ? &line : NULL, (enum language)language, text);
            assert_int_equal(length, strlen(text));
            assert_true(length > 0 && length < REASON_BYTES);
            assert_null(strpbrk(text, "{}"));
            assert_int_equal(strstr(text, "9.223.372.036.854.775.807") != NULL, counted);
        }
    }
}

static void test_sentence(void **state)
{
    static const struct line line = {.achieved = 1512, .grant = {.target = 500}};
    static const struct balance balance = {.reason = REASON_TARGET_REACHED};
    char text[REASON_BYTES];

    (void)state;
    reason_text(&balance, &line, LANGUAGE_NL, text);
    assert_string_equal(text, "KPI bereikt: 1.512 van 500");
    reason_text(&balance, &line, LANGUAGE_EN, text);
    assert_string_equal(text, "target reached: 1.512 of 500");
}

/* What became of rows: replaced by a later one, later than the cut-off date, or counted. */
static void test_uses(void **state)
{
    struct settled settled = settled_new(SALDO_SOURCE_DIR "/fixtures/oproep-3", "2025-06-30");
    const struct settlement *s = settled.settlement;
    uint32_t grants[ROW_OUTSIDE + 1] = {0};
    uint32_t reports[ROW_OUTSIDE + 1] = {0};
    uint32_t counting = 0;

    (void)state;
    assert_int_equal(settled.status, STATUS_OK);
    for (uint32_t i = 0; i < settled.dossier->grants.count; i++)
        grants[settlement_grant_use(s, i)]++;
    for (uint32_t i = 0; i < settled.dossier->reports.count; i++)
        reports[settlement_report_use(s, i)]++;
    for (uint32_t i = 0; i < settled.dossier->applications.count; i++)
        counting += s->lines[i].grant_row != NO_INDEX;
    assert_int_equal(grants[ROW_COUNTS], counting);
    assert_true(reports[ROW_LATER] > 0 && reports[ROW_COUNTS] > 0);
    assert_int_equal(grants[ROW_OUTSIDE] + reports[ROW_OUTSIDE], 0);
    settled_free(&settled);
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_names, "names", NULL);
    rows_add(rows, test_reasons, "reasons", NULL);
    rows_add(rows, test_sentence, "a reason as a sentence", NULL);
    rows_add(rows, test_uses, "what became of rows", NULL);
    return rows_run(rows, "settle/words");
}
