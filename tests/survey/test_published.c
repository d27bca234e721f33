/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey/published.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/found.h"
#include "support/random.h"
#include "support/rows.h"

#define HEADER "actie;vraag;soort;antwoord;n;hoogstens;populatie;aantal;percentage;passage\n"

struct judged {
    struct arena *arena;
    struct diag_list *diags;
    struct published published;
    enum status status;
};

static const struct scheme *scheme(struct arena *arena, struct diag_list *diags)
{
    const struct embedded_file *builtin = scheme_builtin_find("plan-samenleven-3");
    const struct scheme *out = NULL;

    assert_non_null(builtin);
    assert_int_equal(scheme_load(builtin->file, builtin->bytes, builtin->size, arena, diags, &out),
                     STATUS_OK);
    return out;
}

static struct judged judge_with(const struct scheme *actions, struct arena *arena, const char *text)
{
    struct judged out = {.arena = arena, .diags = diag_list_new()};

    assert_non_null(out.diags);
    out.status = published_read("g.csv", (struct text){text, strlen(text)}, actions, arena,
                                out.diags, &out.published);
    if (out.status == STATUS_OK)
        out.status = published_judge(&out.published, 0.95, arena);
    return out;
}

static void finish(struct judged *judged)
{
    published_free(&judged->published);
    diag_list_free(judged->diags);
}

/* One question: its rows without action and question. */
static const struct verdict_row {
    const char *name;
    const char *rows[6]; /* soort;antwoord;n;hoogstens;populatie;aantal;percentage */
    enum published_verdict verdict;
    const char *fitting;
    const char *beyond;
    const char *disturbing; /* the answers that disturb, each followed by a blank */
} verdict_rows[] = {
    {"43 % of 7 can", {"meer;a;7;;;;43"}, PUBLISHED_POSSIBLE, "7", "", ""},
    {"45 % of 7 cannot", {"meer;a;7;;;;45"}, PUBLISHED_IMPOSSIBLE, "", "", "a "},
    {"beside 57 %, which can",
     {"meer;a;7;;;;45", "meer;b;7;;;;57"},
     PUBLISHED_IMPOSSIBLE,
     "",
     "",
     "a "},
    {"43 % with a published count", {"meer;a;7;;;3;43"}, PUBLISHED_POSSIBLE, "7", "", ""},
    {"43 % with another count", {"meer;a;7;;;4;43"}, PUBLISHED_IMPOSSIBLE, "", "", "a "},
    {"a count above n", {"meer;a;7;;;8;"}, PUBLISHED_IMPOSSIBLE, "", "", "a "},
    {"28 % of 7 when it is cut off", {"meer;a;7;;;;28"}, PUBLISHED_OTHERWISE, "7", "", "a "},
    {"62 % of 8 to even", {"meer;a;8;;;;62"}, PUBLISHED_OTHERWISE, "8", "", "a "},
    {"63 % and 62 % of 8 are two ways of rounding",
     {"meer;a;8;;;;63", "meer;b;8;;;;62"},
     PUBLISHED_IMPOSSIBLE,
     "",
     "",
     "b "},
    {"which n: 33 %", {"meer;a;;10;;;33"}, PUBLISHED_POSSIBLE, "3, 6, 9", "", ""},
    {"which n: three in a row", {"meer;a;;42;;;98"}, PUBLISHED_POSSIBLE, "40-42", "", ""},
    {"which n: 96 % of 51", {"meer;a;;22;59;;96"}, PUBLISHED_IMPOSSIBLE, "", "23-28, 45-57", "a "},
    {"37 is 73 % of 51 only", {"meer;a;;42;59;37;73"}, PUBLISHED_IMPOSSIBLE, "", "51", "a "},
    {"in words", {"meer;a;;12;;;1/4"}, PUBLISHED_IN_WORDS, "1-12", "", ""},
    {"words do not bind", {"meer;a;;12;;;1/4", "meer;b;;12;;;8"}, PUBLISHED_POSSIBLE, "12", "", ""},
    {"all answers, adding up to 99",
     {"volledig;a;;3;;;33", "volledig;b;;3;;;33", "volledig;c;;3;;;33"},
     PUBLISHED_POSSIBLE,
     "3",
     "",
     ""},
    {"made to add up: three alike",
     {"volledig;a;3;;;;34", "volledig;b;3;;;;33", "volledig;c;3;;;;33"},
     PUBLISHED_OTHERWISE,
     "3",
     "",
     "a "},
    {"made to add up: the second of three alike",
     {"enkel;a;3;;;;33", "enkel;b;3;;;;34", "enkel;c;3;;;;33"},
     PUBLISHED_OTHERWISE,
     "3",
     "",
     "b "},
    {"made to add up: one decimal",
     {"volledig;a;3;;;;33,3", "volledig;b;3;;;;33,3", "volledig;c;3;;;;33,4"},
     PUBLISHED_OTHERWISE,
     "3",
     "",
     "c "},
    {"made to add up: six, two of them up",
     {"volledig;a;6;;;;17", "volledig;b;6;;;;17", "volledig;c;6;;;;17", "volledig;d;6;;;;17",
      "volledig;e;6;;;;16", "volledig;f;6;;;;16"},
     PUBLISHED_OTHERWISE,
     "6",
     "",
     ""},
    {"adding up by itself goes first",
     {"volledig;a;7;;;;43", "volledig;b;7;;;;43", "volledig;c;7;;;;14"},
     PUBLISHED_POSSIBLE,
     "7",
     "",
     ""},
    {"made to add up: which n",
     {"volledig;a;;5;;;34", "volledig;b;;5;;;33", "volledig;c;;5;;;33"},
     PUBLISHED_OTHERWISE,
     "3",
     "",
     "a "},
    {"made to add up: two of them together",
     {"volledig;a + b;3;;;;34", "volledig;c;3;;;;33", "volledig;d;3;;;;33"},
     PUBLISHED_OTHERWISE,
     "3",
     "",
     "a + b "},
    {"made to add up: the largest rest stayed down",
     {"volledig;a;3;;;;66", "volledig;b;3;;;;34"},
     PUBLISHED_IMPOSSIBLE,
     "",
     "",
     ""},
    {"made to add up, with a count that is right",
     {"volledig;a;3;;;1;34", "volledig;b;3;;;;33", "volledig;c;3;;;;33"},
     PUBLISHED_OTHERWISE,
     "3",
     "",
     "a "},
    {"made to add up, with a count that is not",
     {"volledig;a;3;;;2;34", "volledig;b;3;;;;33", "volledig;c;3;;;;33"},
     PUBLISHED_IMPOSSIBLE,
     "",
     "",
     "a "},
    {"a unit too far from any rest",
     {"volledig;a;3;;;;35", "volledig;b;3;;;;33", "volledig;c;3;;;;32"},
     PUBLISHED_IMPOSSIBLE,
     "",
     "",
     ""},
    {"up for the smaller rest",
     {"volledig;a;7;;;;15", "volledig;b;7;;;;28", "volledig;c;7;;;;57"},
     PUBLISHED_IMPOSSIBLE,
     "",
     "",
     ""},
    {"34, 33, 33 of more answers each",
     {"meer;a;3;;;;34", "meer;b;3;;;;33", "meer;c;3;;;;33"},
     PUBLISHED_IMPOSSIBLE,
     "",
     "",
     "a "},
    {"adding up to 101 without a way",
     {"volledig;a;3;;;;34", "volledig;b;3;;;;34", "volledig;c;3;;;;33"},
     PUBLISHED_IMPOSSIBLE,
     "",
     "",
     ""},
    {"all answers, one missing",
     {"volledig;a;7;;;;43", "volledig;b;7;;;;43"},
     PUBLISHED_IMPOSSIBLE,
     "",
     "",
     "a b "},
    {"one answer each, more than everybody",
     {"enkel;a;7;;;;57", "enkel;b;7;;;;57"},
     PUBLISHED_IMPOSSIBLE,
     "",
     "",
     "a b "},
    {"more answers each", {"meer;a;7;;;;57", "meer;b;7;;;;57"}, PUBLISHED_POSSIBLE, "7", "", ""},
    {"published together",
     {"enkel;a + b;;41;;;90", "enkel;a;;41;;;56", "enkel;b;;41;;;34"},
     PUBLISHED_POSSIBLE,
     "41",
     "",
     ""},
    {"published together, rounded and then added up",
     {"volledig;a + b;38;;;;94", "volledig;a;38;;;;39", "volledig;b;38;;;;55",
      "volledig;c;38;;;2;"},
     PUBLISHED_OTHERWISE,
     "38",
     "",
     "a + b "},
    {"two decimals", {"meer;a;7;;;;42,86"}, PUBLISHED_POSSIBLE, "7", "", ""},
    {"a zero too many", {"meer;a;7;;;;43,0"}, PUBLISHED_IMPOSSIBLE, "", "", "a "},
};

static const char *table_of(const struct verdict_row *row, char out[1024])
{
    int length = snprintf(out, 1024, HEADER);

    for (int i = 0; i < 6 && row->rows[i] != NULL; i++)
        length += snprintf(out + length, 1024 - (size_t)length, "16;kans;%s;p\n", row->rows[i]);
    return out;
}

static void test_verdict(void **state)
{
    const struct verdict_row *row = *state;
    char text[1024];
    char disturbing[128] = "";
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    struct judged judged = judge_with(scheme(arena, diags), arena, table_of(row, text));

    assert_int_equal(judged.status, STATUS_OK);
    assert_int_equal(judged.published.questions.count, 1);
    const struct published_question *question = &judged.published.questions.items[0];
    assert_int_equal(question->verdict, row->verdict);
    assert_string_equal(published_fitting(question, false, arena), row->fitting);
    assert_string_equal(published_fitting(question, true, arena), row->beyond);
    for (uint32_t i = 0; i < question->count; i++)
        if (judged.published.figures.items[i].disturbs) {
            size_t length = strlen(disturbing);
            snprintf(disturbing + length, sizeof disturbing - length, "%s ",
                     judged.published.figures.items[i].answer);
        }
    assert_string_equal(disturbing, row->disturbing);
    finish(&judged);
    diag_list_free(diags);
    arena_free(arena);
}

/* ---- what is true is never called impossible ---- */

enum { ANSWERS = 4, ROUNDS = 3000 };

struct truth {
    int64_t n;
    int64_t counts[ANSWERS];
    int decimals;
    enum percent_rounding rounding;
    enum published_kind kind;
};

static struct truth random_truth(uint64_t *seed)
{
    struct truth out = {.n = 1 + (int64_t)random_below(seed, 42),
                        .decimals = (int)random_below(seed, 3),
                        .rounding = (enum percent_rounding)random_below(seed, PERCENT_ROUNDINGS),
                        .kind = (enum published_kind)random_below(seed, PUBLISHED_KINDS)};
    int64_t left = out.n;

    for (int i = 0; i < ANSWERS; i++) {
        int64_t most = out.kind == PUBLISHED_MANY ? out.n : left;
        bool rest = out.kind == PUBLISHED_ALL && i + 1 == ANSWERS;
        out.counts[i] = rest ? left : (int64_t)random_below(seed, (uint64_t)most + 1);
        left -= out.counts[i];
    }
    return out;
}

static int print_percent(char *at, const struct truth *truth, const char *answer, int64_t k)
{
    struct percent percent = percent_of(k, truth->n, truth->decimals, truth->rounding);
    int whole = (int)(percent.units / (truth->decimals == 0 ? 1 : truth->decimals == 1 ? 10 : 100));
    int tenths = truth->decimals == 2 ? (int)(percent.units / 10 % 10) : (int)(percent.units % 10);
    char decimals[24] = "";

    if (truth->decimals == 1)
        snprintf(decimals, sizeof decimals, ",%d", tenths);
    if (truth->decimals == 2)
        snprintf(decimals, sizeof decimals, ",%d%d", tenths, (int)(percent.units % 10));
    return snprintf(at, 128, ";vraag;%s;%s;;59;;;%d%s;p\n", published_kind_name[truth->kind],
                    answer, whole, decimals);
}

/* Publishes a and b, c and d, and but for more answers also a and b together. */
static void publish(const struct truth *truth, char out[2048])
{
    static const char *const names[ANSWERS] = {"a", "b", "c", "d"};
    int length = snprintf(out, 2048, HEADER);

    for (int i = 0; i < ANSWERS; i++)
        length += print_percent(out + length, truth, names[i], truth->counts[i]);
    if (truth->kind != PUBLISHED_MANY)
        print_percent(out + length, truth, "a + b", truth->counts[0] + truth->counts[1]);
}

static void check_truth(const struct truth *truth, const struct judged *judged)
{
    const struct published_question *question = &judged->published.questions.items[0];

    assert_int_not_equal(question->verdict, PUBLISHED_IMPOSSIBLE);
    if (question->rounding != truth->rounding) {
        assert_true(question->rounding < truth->rounding);
        return;
    }
    assert_true(question->fits[truth->n]);
    for (uint32_t i = 0; i < ANSWERS && question->smallest == truth->n; i++) {
        const struct published_figure *figure = &judged->published.figures.items[i];
        double part = (double)truth->counts[i] / (double)truth->n;
        assert_true(figure->has_counts && figure->interval.known);
        assert_true(figure->counts.low <= truth->counts[i]);
        assert_true(truth->counts[i] <= figure->counts.high);
        assert_true(figure->interval.wilson.low <= part && part <= figure->interval.wilson.high);
        assert_true(figure->interval.exact.low <= part && part <= figure->interval.exact.high);
    }
}

static void test_truth(void **state)
{
    (void)state;
    uint64_t seed = 59;
    struct arena *actions = arena_new();
    struct diag_list *diags = diag_list_new();
    const struct scheme *all = scheme(actions, diags);

    for (int round = 0; round < ROUNDS; round++) {
        char text[2048];
        struct truth truth = random_truth(&seed);
        struct arena *arena = arena_new();
        publish(&truth, text);
        struct judged judged = judge_with(all, arena, text);
        assert_int_equal(judged.status, STATUS_OK);
        check_truth(&truth, &judged);
        finish(&judged);
        arena_free(arena);
    }
    diag_list_free(diags);
    arena_free(actions);
}

/* A known n and population: the interval of everybody has no width. */
static void test_everybody(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    struct judged judged =
        judge_with(scheme(arena, diags), arena, HEADER ";respons;enkel;ja;59;;59;42;71;p\n");
    const struct published_figure *figure = &judged.published.figures.items[0];

    assert_int_equal(judged.status, STATUS_OK);
    assert_true(figure->interval.wilson.low >= figure->interval.wilson.high);
    assert_true(figure->interval.exact.low >= figure->interval.exact.high);
    finish(&judged);
    diag_list_free(diags);
    arena_free(arena);
}

/* ---- made to add up ---- */

enum { WHOLE = 100, THREE = 3, MOST_RESPONDENTS = 9 };

/* Sets those that largest remainder makes of three counts of n, whichever of equal rests go up. */
static void mark_largest(const int *k, int n, bool *reached)
{
    for (unsigned up = 0; up < 1U << THREE; up++) {
        int shown[THREE], sum = 0, least_up = n, most_down = -1;
        for (unsigned i = 0; i < THREE; i++) {
            int rest = k[i] * WHOLE % n;
            bool is_up = (up >> i & 1U) != 0;
            shown[i] = k[i] * WHOLE / n + is_up;
            sum += shown[i];
            if (is_up && rest < least_up)
                least_up = rest;
            if (!is_up && rest > most_down)
                most_down = rest;
        }
        if (sum == WHOLE && (up == 0 || (least_up > 0 && least_up >= most_down)))
            reached[shown[0] * (WHOLE + 1) + shown[1]] = true;
    }
}

/* The same for the ways that round each figure by itself. */
static void mark_rounded(const int *k, int n, bool *reached)
{
    for (int r = 0; r < PERCENT_ROUNDINGS; r++) {
        int64_t shown[THREE], sum = 0;
        for (int i = 0; i < THREE; i++) {
            shown[i] = percent_of(k[i], n, 0, (enum percent_rounding)r).units;
            sum += shown[i];
        }
        if (sum == WHOLE)
            reached[shown[0] * (WHOLE + 1) + shown[1]] = true;
    }
}

/* Every three percentages that add up to 100: possible exactly when some counts give them. */
static void test_largest_remainder(void **state)
{
    struct arena *all = arena_new();
    struct diag_list *diags = diag_list_new();
    const struct scheme *actions = scheme(all, diags);

    (void)state;
    for (int n = 1; n <= MOST_RESPONDENTS; n++) {
        bool reached[(WHOLE + 1) * (WHOLE + 1)] = {false};
        for (int a = 0; a <= n; a++)
            for (int b = 0; a + b <= n; b++) {
                mark_largest((const int[]){a, b, n - a - b}, n, reached);
                mark_rounded((const int[]){a, b, n - a - b}, n, reached);
            }
        for (int a = 0; a <= WHOLE; a += 1 + a % 3)
            for (int b = 0; a + b <= WHOLE; b++) {
                char text[512];
                struct arena *arena = arena_new();
                snprintf(text, sizeof text,
                         HEADER "5;v;volledig;a;%d;;;;%d;p\n5;v;volledig;b;%d;;;;%d;p\n"
                                "5;v;volledig;c;%d;;;;%d;p\n",
                         n, a, n, b, n, WHOLE - a - b);
                struct judged judged = judge_with(actions, arena, text);
                assert_int_equal(judged.status, STATUS_OK);
                assert_int_equal(judged.published.questions.items[0].verdict !=
                                     PUBLISHED_IMPOSSIBLE,
                                 reached[a * (WHOLE + 1) + b]);
                finish(&judged);
                arena_free(arena);
            }
    }
    diag_list_free(diags);
    arena_free(all);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_verdict, verdict_rows);
    rows_add(rows, test_truth, "property: what is true is possible", NULL);
    rows_add(rows, test_largest_remainder, "every three that add up to 100, n to 9", NULL);
    rows_add(rows, test_everybody, "everybody answered", NULL);
    return rows_run(rows, "survey/published");
}
