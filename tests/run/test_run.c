/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/bytes.h"
#include "run/kpi.h"
#include "run/run_load.h"
#include "run/sums.h"
#include "run/write_csv.h"
#include "run/write_json.h"
#include "support/folder.h"

#define OPROEP_3 SALDO_SOURCE_DIR "/fixtures/oproep-3.expected"

static const struct run *load(const char *folder, struct arena **arena)
{
    const struct run *run = NULL;
    enum run_trouble trouble;
    const char *file;

    *arena = arena_new();
    assert_non_null(*arena);
    assert_int_equal(run_load(folder, *arena, &run, &trouble, &file), STATUS_OK);
    assert_int_equal(trouble, RUN_FINE);
    return run;
}

static void add_sum(int64_t to[9], const struct run_sum *sum)
{
    const int64_t numbers[] = {sum->lines,         sum->stopped,
                               sum->reported,      sum->reached,
                               sum->granted.cents, sum->advance.cents,
                               sum->paid.cents,    sum->withheld.cents + sum->open.cents,
                               sum->recovery.cents};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        to[i] += numbers[i];
}

/* The sums of target groups, of actions and of all are one another's; what waits is as many as the
 * totals say. */
static void test_run_sums(void **state)
{
    struct arena *arena;
    const struct run *run = load(OPROEP_3, &arena);
    int64_t groups[9] = {0};
    int64_t actions[9] = {0};
    int64_t all[9] = {0};
    uint32_t owners = 0;
    struct run_sums sums;

    (void)state;
    assert_int_equal(run_sums_make(run, &sums), STATUS_OK);
    for (uint32_t i = 0; i < run->group_count; i++)
        add_sum(groups, &sums.groups[i]);
    for (uint32_t i = 0; i < run->action_count; i++)
        add_sum(actions, &sums.actions[i]);
    add_sum(all, sums.all);
    assert_memory_equal(groups, all, sizeof all);
    assert_memory_equal(actions, all, sizeof all);
    assert_int_equal(all[0], run->totals.applications);
    assert_int_equal(all[0] - all[1] - all[2], sums.unreported);
    for (uint32_t i = 0; i < run->beneficiary_count; i++) {
        struct run_waiting waiting = run_waiting(run, &run->beneficiaries[i]);
        owners += run_waiting_count(&waiting);
        assert_int_equal(waiting.accounts, run_accounts_wait(&run->beneficiaries[i]));
        assert_memory_equal(run_reading_chosen(run, &run->beneficiaries[i]),
                            &run->beneficiaries[i].chosen, sizeof(struct run_reading));
    }
    assert_int_equal(owners, run_waiting_count(&sums.waiting));
    assert_int_equal(sums.waiting.lines + sums.waiting.incentives, run->totals.outcomes[0]);
    run_sums_free(&sums);
    arena_free(arena);
}

/* What is read adds up to the totals that were written. */
static void test_sums(void **state)
{
    struct arena *arena;
    const struct run *run = load(OPROEP_3, &arena);
    int64_t lines[8] = {0};
    int64_t owners[8] = {0};
    int64_t outcomes[7] = {0};

    (void)state;
    for (uint32_t i = 0; i < run->line_count + run->incentive_count; i++) {
        bool is_line = i < run->line_count;
        const struct run_balance *balance = is_line ? &run->lines[i].balance
                                                    : &run->incentives[i - run->line_count].balance;
        lines[is_line ? 0 : 1] += balance->granted.cents;
        lines[2] += balance->advance.cents;
        lines[3] += balance->paid.cents;
        lines[4] += balance->withheld.cents;
        lines[5] += balance->open.cents;
        lines[6] += balance->recovery.cents;
        for (int o = 0; o < 7; o++)
            outcomes[o] += balance->outcome == run_outcomes[o];
        assert_true(*balance->reason_text != '\0');
    }
    for (uint32_t i = 0; i < run->beneficiary_count; i++) {
        const struct run_beneficiary *owner = &run->beneficiaries[i];
        owners[0] += owner->granted.cents;
        owners[1] += owner->incentives.cents;
        owners[2] += owner->advance.cents;
        owners[3] += owner->paid.cents;
        owners[4] += owner->withheld.cents;
        owners[5] += owner->open.cents;
        owners[6] += owner->recovery.cents - owner->accounts_recovery.cents;
        owners[7] += owner->due.cents;
        for (uint32_t l = 0; l < owner->line_count; l++)
            assert_int_equal(run->lines[owner->first_line + l].beneficiary, i);
    }
    assert_memory_equal(lines, owners, 7 * sizeof *lines);
    assert_int_equal(lines[0], run->totals.granted.cents);
    assert_int_equal(lines[1], run->totals.incentives.cents);
    assert_int_equal(lines[2], run->totals.advance.cents);
    assert_int_equal(lines[3], run->totals.paid.cents);
    assert_int_equal(owners[7], run->totals.due.cents);
    assert_memory_equal(outcomes, run->totals.outcomes, sizeof outcomes);
    arena_free(arena);
}

static void test_counts(void **state)
{
    struct arena *arena;
    const struct run *run = load(OPROEP_3, &arena);

    (void)state;
    assert_string_equal(run->scheme, "plan-samenleven-3");
    assert_string_equal(run->cutoff, "2026-03-31");
    assert_int_equal(run->beneficiary_count, 59);
    assert_int_equal(run->line_count, 452);
    assert_int_equal(run->incentive_count, 37);
    assert_int_equal(run->report_count, 890);
    assert_int_equal(run->grant_count, 446);
    assert_int_equal(run->member_count, 146);
    assert_int_equal(strlen(run->manifest_sha256), 64);
    assert_true(run->finding_count > 50);
    assert_string_equal(run_parameter_find(run, "voorschot")->value, "80 %");
    assert_string_equal(run_assumption_find(run, "afronding")->chosen, "half-weg-van-nul");
    assert_string_equal(run_source_find(run, "nota-3")->document, "002_a3c0ee8dfa1055da.txt");
    assert_null(run_parameter_find(run, "x"));
    assert_null(run_assumption_find(run, "x"));
    assert_null(run_source_find(run, "x"));
    arena_free(arena);
}

/* One row in full: the first example of the nota. */
static void test_row(void **state)
{
    struct arena *arena;
    const struct run *run = load(SALDO_SOURCE_DIR "/fixtures/nota.expected", &arena);
    const struct run_line *line = &run->lines[0];

    (void)state;
    assert_string_equal(run->actions[line->action].number, "5");
    assert_string_equal(run->groups[line->group].action, "5");
    assert_int_equal(line->price.cents, 12000);
    assert_int_equal(line->baseline, 100);
    assert_int_equal(line->target, 500);
    assert_int_equal(line->counted, 500);
    assert_int_equal(line->divisor, 2);
    assert_string_equal(line->split, "halvering");
    assert_int_equal(line->grant.cents, 3000000);
    assert_int_equal(line->balance.advance.cents, 2400000);
    arena_free(arena);
}

static enum status load_json(const char *json, size_t size)
{
    struct run_loading loading = {.arena = arena_new()};
    void *const arrays[] = {&loading.sources,   &loading.parameters,      &loading.assumptions,
                            &loading.actions,   &loading.stated_totals,   &loading.groups,
                            &loading.lines,     &loading.incentive_kinds, &loading.incentives,
                            &loading.grants,    &loading.beneficiaries,   &loading.reports,
                            &loading.decisions, &loading.members,         &loading.payments,
                            &loading.spending,  &loading.findings};

    assert_non_null(loading.arena);
    enum status status = run_json_load(&loading, json, size, NULL);
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(*(void **)arrays[i]); /* items comes first */
    arena_free(loading.arena);
    return status;
}

/* A file that was edited and sealed again: every value of every row set to another type is
 * refused, and so is a file that ends early. */
static void test_edited(void **state)
{
    size_t size;
    char *json = folder_read(SALDO_SOURCE_DIR "/fixtures/nota.expected/afrekening.json", &size);
    char *edited = malloc(size + 8);
    size_t refused = 0;
    size_t tried = 0;

    (void)state;
    assert_non_null(edited);
    assert_int_equal(load_json(json, size), STATUS_OK);
    const char *from = strstr(json, "\n[\"");
    bool row = false;
    bool quoted = false;
    for (size_t at = (size_t)(from - json); at + 1 < size; at++) {
        if (json[at] == '\n')
            row = json[at + 1] == '[';
        quoted ^= json[at] == '"'; /* no text of this fixture holds an escaped quote */
        if (!row || quoted || strchr(",[", json[at]) == NULL ||
            strchr("\"0123456789", json[at + 1]) == NULL)
            continue;
        size_t tail = at + 1;
        while (strchr(",]", json[tail]) == NULL)
            tail++;
        memcpy(edited, json, at + 1);
        memcpy(edited + at + 1, "true", 4);
        memcpy(edited + at + 5, json + tail, size - tail);
        refused += load_json(edited, at + 5 + size - tail) == STATUS_SYNTAX;
        tried++;
    }
    assert_true(tried > 80);
    assert_int_equal(refused, tried);
    for (size_t cut = 0; cut < size - 3; cut += 97)
        assert_int_equal(load_json(json, cut), STATUS_SYNTAX);
    free(edited);
    free(json);
}

/* The example with one text in place of another, which stands there once. */
static enum status load_with(const char *from, const char *to)
{
    size_t size;
    char *json = folder_read(SALDO_SOURCE_DIR "/fixtures/nota.expected/afrekening.json", &size);
    char *edited = malloc(size + strlen(to));
    const char *at = strstr(json, from);

    assert_non_null(edited);
    assert_non_null(at);
    assert_null(strstr(at + 1, from));
    size_t head = (size_t)(at - json);
    size_t tail = size - head - strlen(from);
    memcpy(edited, json, head);
    memcpy(edited + head, to, strlen(to));
    memcpy(edited + head + strlen(to), at + strlen(from), tail);
    enum status status = load_json(edited, head + strlen(to) + tail);
    free(edited);
    free(json);
    return status;
}

/* Of the right type, and still what no settlement gives: reports would divide by it, look a quarter
 * up that is not there, or wrap. */
static void test_bounds(void **state)
{
    static const char none[] = "[[2,\"12021\",\"Lier\",8000]],[],[],[]]";
#define SPENDING(year, quarter)                                                                    \
    "[[2,\"12021\",\"Lier\",8000]],[],[[2,\"12021\"," year "," quarter                             \
    ",\"ABB-SLV\",\"5\",\"1.00\",\"manueel\",\"telt\",null,false]],[]]"
    static const struct {
        const char *from, *to;
        enum status status;
    } edits[] = {
        {"500,2,\"halvering\"", "500,1,\"halvering\"", STATUS_OK},
        {"500,2,\"halvering\"", "500,0,\"halvering\"", STATUS_SYNTAX},
        {"\"36000.00\",720,", "\"36000.00\",null,", STATUS_SYNTAX}, /* waits for a decision */
        {"\"beslissing-nodig\",\"0.00\"", "\"lopend\",\"0.00\"", STATUS_SYNTAX}, /* or not */
        {none, SPENDING("2025", "4"), STATUS_OK},
        {none, SPENDING("2025", "null"), STATUS_OK},
        {none, SPENDING("2025", "5"), STATUS_SYNTAX},
        {none, SPENDING("2025", "0"), STATUS_SYNTAX},
        {none, SPENDING("0", "4"), STATUS_SYNTAX},
        {none, SPENDING("10000", "4"), STATUS_SYNTAX},
    };
#undef SPENDING

    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        assert_int_equal(load_with(edits[i].from, edits[i].to), edits[i].status);
}

/* Payments of the largest amount: 92 of them fit 64 bits, 93 do not. */
static void test_sums_fit(void **state)
{
    static const char payment[] =
        "[2,\"2025-01-01\",\"voorschot\",\"-1000000000000000.00\",\"\",\"telt\"],";
    char to[100 * sizeof payment];

    (void)state;
    for (size_t count = 92; count <= 93; count++) {
        size_t length = 0;
        length += (size_t)snprintf(to, sizeof to, "[[2,\"12021\",\"Lier\",8000]],[");
        for (size_t i = 0; i < count; i++)
            length += (size_t)snprintf(to + length, sizeof to - length, "%s", payment);
        snprintf(to + length - 1, sizeof to - length + 1, "],[],[]]");
        assert_int_equal(load_with("[[2,\"12021\",\"Lier\",8000]],[],[],[]]", to),
                         count == 92 ? STATUS_OK : STATUS_SYNTAX);
    }
}

/* Cells are read by place: two names in another order, or another name, would be other amounts. */
static void test_names(void **state)
{
    static const struct {
        const char *from, *to;
    } edits[] = {
        {"\"toegekend\",\"voorschot\",\"saldo_berekend\"",
         "\"voorschot\",\"toegekend\",\"saldo_berekend\""},
        {"\"bedrag\",\"voorschot\",", "\"voorschot\",\"bedrag\","},
        {"\"subsidie\",\"stimulansen\",", "\"stimulansen\",\"subsidie\","},
        {"\"deler\",\"verdeelsleutel\"", "\"divisor\",\"verdeelsleutel\""},
        {"\"leden\",\"betalingen\"", "\"betalingen\",\"leden\""},
        {"\"rapporten\",\"beslissingen\"]", "\"rapporten\"]"},
        {"\"rapporten\",\"beslissingen\"]", "\"rapporten\",\"beslissingen\",\"x\"]"},
        {"\"kolommen\":[\"begunstigde\",\"actie\"", "\"kolommen\":[null,\"actie\""},
        {"\"rijen\":[\n[\"voorbeeld-1\",\"5\"", "\"rijen\":[[\n[\"voorbeeld-1\",\"5\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        assert_int_equal(load_with(edits[i].from, edits[i].to), STATUS_SYNTAX);
}

/* Each of the right type, and the run does not add up: a total, a beneficiary. */
static void test_ties(void **state)
{
    static const struct {
        const char *from, *to;
    } edits[] = {
        {"\"uit_te_betalen\":\"97200.00\"", "\"uit_te_betalen\":\"97200.01\""},
        {"\"terug_te_vragen\":\"0.00\"", "\"terug_te_vragen\":\"0.01\""},
        {"2,\"30000.00\",\"0.00\",\"24000.00\"", "2,\"30000.00\",\"0.00\",\"24000.01\""},
        {"2,\"30000.00\",\"0.00\",\"24000.00\"", "2,\"30000.01\",\"0.00\",\"24000.00\""},
        {"2,\"30000.00\",\"0.00\",\"24000.00\"", "2,\"30000.00\",\"0.01\",\"24000.00\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        assert_int_equal(load_with(edits[i].from, edits[i].to), STATUS_SYNTAX);
}

/* A sum over many rows may be above the limit of one cell; more than 64 bits is no amount. */
static void test_large(void **state)
{
    static const struct {
        const char *amount;
        enum status status;
        const char *claimable; /* what ties it to 97200.00; NULL: as it was */
    } totals[] = {
        {"1000000000000000.01", STATUS_OK, "999999999902800.01"},
        {"92233720368547758.07", STATUS_OK, "92233720368450558.07"},
        {"92233720368547758.08", STATUS_SYNTAX, "92233720368450558.08"},
        {"1.000.00", STATUS_SYNTAX, NULL},
        {"1,00", STATUS_SYNTAX, NULL},
        {"01.00", STATUS_SYNTAX, NULL},
        {"1.0", STATUS_SYNTAX, NULL},
        {".00", STATUS_SYNTAX, NULL},
        {"-", STATUS_SYNTAX, NULL},
        {"", STATUS_SYNTAX, NULL},
    };
    static const char from[] = "\"uit_te_betalen\":\"97200.00\",\"terug_te_vragen\":\"0.00\"";
    char to[120];

    (void)state;
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++) {
        snprintf(to, sizeof to, "\"uit_te_betalen\":\"%s\",\"terug_te_vragen\":\"%s\"",
                 totals[i].amount, totals[i].claimable == NULL ? "0.00" : totals[i].claimable);
        assert_int_equal(load_with(from, to), totals[i].status);
    }
    assert_int_equal(
        load_with("[[2,\"12021\",\"Lier\",8000]]", "[[2,\"12021\",\"Lier\",1000000000001]]"),
        STATUS_OK);
}

/* ---- every file is a function of what is read ---- */

static void write_file(const char *name, struct run_feed *feed, struct arena *arena,
                       struct out *out)
{
    const struct run_kpi *rows;
    uint32_t count;

    if (strcmp(name, "afrekening.json") == 0) {
        assert_int_equal(run_write_json(out, feed), STATUS_OK);
    } else if (strcmp(name, "afrekening.csv") == 0) {
        assert_int_equal(run_write_table(out, feed, RUN_line), STATUS_OK);
    } else if (strcmp(name, "stimulansen.csv") == 0) {
        assert_int_equal(run_write_table(out, feed, RUN_incentive), STATUS_OK);
    } else if (strcmp(name, "begunstigden.csv") == 0) {
        assert_int_equal(run_write_table(out, feed, RUN_beneficiary), STATUS_OK);
    } else if (strcmp(name, "kpi.csv") == 0) {
        assert_int_equal(run_kpi_read(feed->run, arena, &rows, &count), STATUS_OK);
        run_write_kpi(out, rows, count);
    } else {
        run_write_findings(out, feed->run->findings, feed->run->finding_count);
    }
}

/* Read back and written again, each file has the same bytes. */
static void test_again(void **state)
{
    static const char *const runs[] = {"nota", "oproep-1", "oproep-2", "oproep-3"};
    static const char *const names[] = {"afrekening.json",  "afrekening.csv", "stimulansen.csv",
                                        "begunstigden.csv", "kpi.csv",        "bevindingen.csv"};
    char path[512];

    (void)state;
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        struct arena *arena;
        snprintf(path, sizeof path, "%s/fixtures/%s.expected", SALDO_SOURCE_DIR, runs[i]);
        struct run_feed feed = run_feed_of(load(path, &arena), i % 2 == 0);
        for (size_t f = 0; f < sizeof names / sizeof *names; f++) {
            struct bytes made = {0};
            struct out *out = out_tap_new(bytes_add, &made);
            size_t size;
            assert_non_null(out);
            write_file(names[f], &feed, arena, out);
            assert_int_equal(out_finish(out), STATUS_OK);
            snprintf(path, sizeof path, "%s/fixtures/%s.expected/%s", SALDO_SOURCE_DIR, runs[i],
                     names[f]);
            char *golden = folder_read(path, &size);
            assert_int_equal(size, made.size);
            assert_memory_equal(golden, made.at, size);
            bytes_free(&made);
            free(golden);
        }
        arena_free(arena);
    }
}

static void test_trouble(void **state)
{
    struct arena *arena = arena_new();
    const struct run *run = NULL;
    enum run_trouble trouble;
    struct folder folder;
    const char *file;

    (void)state;
    folder_new(&folder);
    assert_int_equal(run_load(folder.path, arena, &run, &trouble, &file), STATUS_INVALID);
    assert_int_equal(trouble, RUN_ABSENT);
    assert_string_equal(file, "manifest.json");
    folder_copy_source(&folder, "fixtures/nota.expected");
    folder_write_text(&folder, "bevindingen.csv", "ernst\n");
    assert_int_equal(run_load(folder.path, arena, &run, &trouble, &file), STATUS_INVALID);
    assert_int_equal(trouble, RUN_EDITED);
    assert_string_equal(file, "bevindingen.csv");
    folder_remove(&folder);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums),     cmocka_unit_test(test_counts),
        cmocka_unit_test(test_row),      cmocka_unit_test(test_edited),
        cmocka_unit_test(test_ties),     cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_sums_fit), cmocka_unit_test(test_names),
        cmocka_unit_test(test_large),    cmocka_unit_test(test_again),
        cmocka_unit_test(test_trouble),  cmocka_unit_test(test_run_sums)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
