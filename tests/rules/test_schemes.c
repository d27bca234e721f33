/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three calls of Plan Samenleven against a table written beside them from the documents. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules_test/load.h"
#include "support/rows.h"

enum { CALLS = 3, ACTIONS = 24, NAME_BYTES = 64 };

static struct text text_of(const char *word)
{
    return (struct text){word, strlen(word)};
}

static const struct scheme *load_call(const struct load *load, size_t call)
{
    char id[NAME_BYTES];

    snprintf(id, sizeof id, "plan-samenleven-%zu", call);
    return load_builtin(load, id);
}

/* Contribution in cents per unit and maximum per applicant: the form of call 1. The unit price of
 * calls 2 and 3 is twice the contribution. */
static const struct group {
    const char *name;
    const char *action, *group;
    int64_t contribution_cents;
    int64_t maximum;
} groups[] = {
    {"2", "2", "", 2500000, 1},
    {"5", "5", "", 6000, 2250},
    {"6", "6", "", 60000, 23},
    {"7", "7", "", 65000, 150},
    {"8", "8", "", 65000, 150},
    {"9 nieuwkomers", "9", "nieuwkomers", 65000, 150},
    {"9 personen-met-handicap", "9", "personen-met-handicap", 65000, 38},
    {"9 55-plussers", "9", "55-plussers", 65000, 75},
    {"10 nieuwkomers", "10", "nieuwkomers", 65000, 75},
    {"10 vrouwen", "10", "vrouwen", 65000, 30},
    {"10 personen-met-handicap", "10", "personen-met-handicap", 65000, 15},
    {"11", "11", "", 32000, 300},
    {"13 buitenlandse-herkomst", "13", "buitenlandse-herkomst", 21000, 150},
    {"13 personen-met-handicap", "13", "personen-met-handicap", 21000, 30},
    {"14", "14", "", 21000, 180},
    {"15", "15", "", 32000, 300},
    {"16", "16", "", 2500000, 1},
    {"17 professionals", "17", "professionals", 9000, 150},
    {"17 burgers", "17", "burgers", 9000, 150},
    {"18", "18", "", 2500000, 1},
    {"19", "19", "", 2500000, 1},
    {"20", "20", "", 17000, 300},
    {"21 buitenlandse-herkomst", "21", "buitenlandse-herkomst", 65000, 15},
    {"21 personen-met-handicap", "21", "personen-met-handicap", 65000, 8},
    {"22", "22", "", 580000, 4},
    {"24 buitenlandse-herkomst", "24", "buitenlandse-herkomst", 21000, 150},
    {"24 personen-met-handicap", "24", "personen-met-handicap", 21000, 30},
};

static void test_group(void **state)
{
    const struct group *row = *state;
    struct load load = load_new();

    for (size_t call = 1; call <= CALLS; call++) {
        const struct scheme *scheme = load_call(&load, call);
        const struct scheme_action *action = scheme_action_find(scheme, text_of(row->action));
        assert_non_null(action);
        assert_true(action->funded);
        const struct scheme_group *group = scheme_group_find(action, text_of(row->group));
        assert_non_null(group);
        assert_true(group->price->known);
        assert_int_equal(group->price->money.cents, row->contribution_cents * (call == 1 ? 1 : 2));
        assert_int_equal(group->maximum->count, row->maximum);
    }
    load_free(&load);
}

/* In calls 2 and 3 all prices but those of actions 2 and 5 rest on the assumption prijzen. */
static void test_price_assumption(void **state)
{
    struct load load = load_new();

    (void)state;
    for (size_t call = 1; call <= CALLS; call++) {
        const struct scheme *scheme = load_call(&load, call);
        for (size_t i = 0; i < scheme->action_count; i++) {
            const struct scheme_action *action = &scheme->actions[i];
            bool stated = call == 1 || action->number == 2 || action->number == 5;
            for (size_t j = 0; j < action->group_count; j++) {
                const struct scheme_value *price = action->groups[j].price;
                if (price->known && !stated)
                    assert_string_equal(price->ref.assumption, "prijzen");
                else
                    assert_null(price->ref.assumption);
            }
        }
    }
    load_free(&load);
}

/* Every parameter of every call as it is written; lists joined. */
static const struct parameter {
    const char *name;
    const char *text[CALLS];
} parameters[] = {
    {"projectperiode-van", {"2022-10-01", "2023-10-01", "2024-10-01"}},
    {"projectperiode-tot", {"2023-09-30", "2024-09-30", "2025-09-30"}},
    {"dossierdatum-van", {"2022-01-01", "2023-05-12", "2024-04-03"}},
    {"dossierdatum-tot", {"2026-12-31", "2026-12-31", "2026-12-31"}},
    {"indiendatum", {"onbekend", "onbekend", "2024-05-06"}},
    {"tussentijds-rapport-tot", {"2023-05-05", "2024-05-06", "2025-05-05"}},
    {"eindrapport-tot", {"2023-10-15", "2024-10-15", "2025-10-15"}},
    {"bestedingsperiode-van", {"2022-10-01", "2023-10-01", "2024-10-01"}},
    {"bestedingsperiode-tot", {"2023-09-30", "2024-09-30", "2025-12-31"}},
    {"voorschot", {"80 %", "80 %", "80 %"}},
    {"tussentijdse-drempel", {"25 %", "25 %", "25 %"}},
    {"bevolkingsdrempel", {"onbekend", "7.500", "7.500"}},
    {"budget", {"onbekend", "onbekend", "16.907.780,00"}},
    {"begrotingsartikel", {"onbekend", "onbekend", "SJ0-1SFC2DA-WT"}},
    {"rapporteringscodes",
     {"ABB-SAMENLEVEN, ABB-SLV", "ABB-SAMENLEVEN, ABB-SLV", "ABB-SAMENLEVEN, ABB-SLV"}},
    {"soorten",
     {"gemeente, samenwerkingsverband, vgc, vzw-de-rand",
      "gemeente, samenwerkingsverband, vgc, vzw-de-rand",
      "gemeente, samenwerkingsverband, vgc, vzw-de-rand"}},
    {"subsidieregel", {"meerbereik", "verdeelsleutel", "verdeelsleutel"}},
    {"keuze", {"geen", "geen", "verplicht"}},
    {"kpi-boven-vorig-jaar", {"n.v.t.", "n.v.t.", "weigeren"}},
    {"kpi-niet-boven-bereik", {"nul", "nul", "nul"}},
    {"saldoregel", {"kpi-of-motivering", "kpi-of-motivering", "kpi-of-motivering"}},
    {"stimulansregel", {"beslissing", "beslissing", "beslissing"}},
    {"verantwoordingsregel", {"minstens-gelijk", "minstens-gelijk", "minstens-gelijk"}},
    {"boven-maximum", {"aftoppen", "melden", "melden"}},
};

static void test_parameter(void **state)
{
    const struct parameter *row = *state;
    enum scheme_parameter_id id = (enum scheme_parameter_id)(row - parameters);
    struct load load = load_new();

    for (size_t call = 1; call <= CALLS; call++) {
        const struct scheme *scheme = load_call(&load, call);
        const struct scheme_value *value = scheme_value(scheme, id);
        assert_non_null(value);
        assert_string_equal(scheme->parameters[id].name, row->name);
        assert_string_equal(value->text, row->text[call - 1]);
        assert_int_equal(value->known, strcmp(value->text, "onbekend") != 0);
        assert_true(value->line > 1);
    }
    load_free(&load);
}

static void test_parsed(void **state)
{
    struct load load = load_new();
    const struct scheme *scheme = load_call(&load, 3);
    struct date date;

    (void)state;
    assert_int_equal(scheme_value(scheme, PARAMETER_ADVANCE)->rate.ppm, 800000);
    assert_int_equal(scheme_value(scheme, PARAMETER_INTERIM_THRESHOLD)->rate.ppm, 250000);
    assert_int_equal(scheme_value(scheme, PARAMETER_POPULATION)->count, 7500);
    assert_int_equal(scheme_value(scheme, PARAMETER_BUDGET)->money.cents, 1690778000);
    assert_int_equal(date_parse("2025-12-31", 10, &date), STATUS_OK);
    assert_int_equal(scheme_value(scheme, PARAMETER_SPENDING_TO)->date.days, date.days);
    assert_int_equal(scheme_value(scheme, PARAMETER_REPORTING_CODES)->list_count, 2);
    assert_string_equal(scheme_value(scheme, PARAMETER_REPORTING_CODES)->list[1], "ABB-SLV");
    load_free(&load);
}

static bool is_one_of(uint32_t number, const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (numbers[i] == number)
            return true;
    return false;
}

static void test_actions(void **state)
{
    static const uint32_t judged[] = {2, 16, 18, 19, 22}, unfunded[] = {1, 3, 4, 12, 23};
    struct load load = load_new();

    (void)state;
    for (size_t call = 1; call <= CALLS; call++) {
        const struct scheme *scheme = load_call(&load, call);
        assert_int_equal(scheme->action_count, ACTIONS);
        for (uint32_t i = 0; i < ACTIONS; i++) {
            const struct scheme_action *action = &scheme->actions[i];
            assert_int_equal(action->number, i + 1);
            assert_int_equal(action->always_judged, is_one_of(action->number, judged, 5));
            assert_int_equal(action->funded,
                             !is_one_of(action->number, unfunded, call == 1 ? 5 : 4));
            assert_int_equal(action->funded, action->group_count > 0);
        }
    }
    load_free(&load);
}

/* Action 23 came with call 2; no document knows its amount. */
static void test_action_23(void **state)
{
    struct load load = load_new();

    (void)state;
    for (size_t call = 2; call <= CALLS; call++) {
        const struct scheme_action *action =
            scheme_action_find(load_call(&load, call), text_of("23"));
        const struct scheme_group *group = scheme_group_find(action, text_of(""));
        assert_false(group->price->known);
        assert_null(group->maximum);
    }
    load_free(&load);
}

static void test_incentives(void **state)
{
    struct load load = load_new();

    (void)state;
    for (size_t call = 1; call <= CALLS; call++) {
        const struct scheme *scheme = load_call(&load, call);
        assert_int_equal(scheme->incentive_count, 3);
        assert_string_equal(scheme->incentives[0].id, "mentorrol");
        assert_string_equal(scheme->incentives[1].id, "samenwerkingsverband");
        assert_string_equal(scheme->incentives[2].id, "sociale-impact-obligatie");
        assert_false(scheme->incentives[0].amount->known);
        assert_int_equal(scheme->incentives[1].amount->money.cents, 1000000);
        assert_false(scheme->incentives[2].amount->known);
    }
    load_free(&load);
}

/* The nota contradicts itself on call 3; both amounts stand there and one is used. */
static void test_totals(void **state)
{
    struct load load = load_new();
    const struct scheme *scheme = load_call(&load, 3);

    (void)state;
    assert_string_equal(scheme->totals[0].subject, scheme->totals[1].subject);
    assert_int_equal(scheme->totals[0].amount.cents, 1697078000);
    assert_false(scheme->totals[0].used);
    assert_int_equal(scheme->totals[1].amount.cents, 1690778000);
    assert_true(scheme->totals[1].used);
    assert_int_equal(load_call(&load, 1)->totals[0].amount.cents, 1413635900);
    assert_int_equal(load_call(&load, 2)->totals[0].amount.cents, 1690778000);
    for (size_t call = 1; call <= CALLS; call++) {
        const struct scheme_reconciliation *sum = load_call(&load, call)->reconciliations;
        assert_int_equal(sum->part_count, 2);
        assert_int_equal(sum->parts[0].cents, 1413635900);
        assert_int_equal(sum->parts[1].cents, 1690778000);
        assert_int_equal(sum->total.cents, 3104413900);
    }
    load_free(&load);
}

static void test_assumptions(void **state)
{
    static const bool listed[CALLS][ASSUMPTION_COUNT] = {
        {true, true, true, true, false, false},
        {true, true, true, true, true, true},
        {true, true, true, true, true, false},
    };
    struct load load = load_new();

    (void)state;
    for (size_t call = 1; call <= CALLS; call++) {
        const struct scheme *scheme = load_call(&load, call);
        for (enum assumption_id known = 0; known < ASSUMPTION_COUNT; known++) {
            const struct scheme_assumption *found = scheme_assumption_find(scheme, known);
            assert_int_equal(found != NULL, listed[call - 1][known]);
            if (found == NULL)
                continue;
            assert_int_equal(found->standard, 0);
            assert_ptr_equal(scheme_assumption_named(scheme, text_of(found->id)), found);
        }
    }
    load_free(&load);
}

static void check_ref(const struct scheme *scheme, const struct scheme_ref *ref)
{
    assert_non_null(ref->source);
    assert_true(ref->passage[0] != '\0');
    if (ref->assumption != NULL)
        assert_non_null(scheme_assumption_named(scheme, text_of(ref->assumption)));
}

static void check_value(const struct scheme *scheme, const struct scheme_value *value)
{
    assert_non_null(value);
    assert_true(value->text[0] != '\0');
    check_ref(scheme, &value->ref);
}

/* Every value has a document and a passage, and is valid on every day of the dossier. */
static void test_sources(void **state)
{
    struct load load = load_new();

    (void)state;
    for (size_t call = 1; call <= CALLS; call++) {
        const struct scheme *scheme = load_call(&load, call);
        for (size_t i = 0; i < PARAMETER_COUNT; i++)
            for (size_t j = 0; j < scheme->parameters[i].count; j++)
                check_value(scheme, &scheme->parameters[i].values[j]);
        for (size_t i = 0; i < scheme->action_count; i++) {
            const struct scheme_action *action = &scheme->actions[i];
            check_ref(scheme, &action->ref);
            for (size_t j = 0; j < action->group_count; j++) {
                check_value(scheme, action->groups[j].price);
                if (action->groups[j].maximum != NULL)
                    check_value(scheme, action->groups[j].maximum);
            }
        }
        for (size_t i = 0; i < scheme->incentive_count; i++)
            check_value(scheme, scheme->incentives[i].amount);
        for (size_t i = 0; i < scheme->total_count; i++)
            check_ref(scheme, &scheme->totals[i].ref);
        for (size_t i = 0; i < scheme->assumption_count; i++)
            check_ref(scheme, &scheme->assumptions[i].ref);
    }
    load_free(&load);
}

static void test_builtin(void **state)
{
    struct load load = load_new();

    (void)state;
    assert_int_equal(scheme_builtin_count(), CALLS);
    assert_null(scheme_builtin_find("plan-samenleven"));
    assert_null(scheme_builtin_find(""));
    for (size_t i = 0; i < CALLS; i++) {
        const struct embedded_file *builtin = scheme_builtin_at(i);
        const struct scheme *scheme = load_call(&load, i + 1);
        assert_string_equal(builtin->id, scheme->id);
        assert_string_equal(builtin->file, scheme->file);
        assert_ptr_equal(builtin->bytes, scheme->bytes);
        assert_int_equal(builtin->size, scheme->size);
    }
    load_free(&load);
}

/* The bytes in the program are those of the file. */
static void test_embedded(void **state)
{
    char path[512];

    (void)state;
    for (size_t i = 0; i < CALLS; i++) {
        const struct embedded_file *builtin = scheme_builtin_at(i);
        size_t size;
        snprintf(path, sizeof path, SALDO_SOURCE_DIR "/formulas/schemes/%s", builtin->file);
        char *bytes = load_file(path, &size);
        assert_int_equal(size, builtin->size);
        assert_memory_equal(bytes, builtin->bytes, size);
        free(bytes);
    }
}

static void test_nothing_found(void **state)
{
    struct load load = load_new();
    const struct scheme *scheme = load_call(&load, 3);
    const struct scheme_action *action = scheme_action_find(scheme, text_of("9"));

    (void)state;
    assert_null(scheme_action_find(scheme, text_of("25")));
    assert_null(scheme_action_find(scheme, text_of("05")));
    assert_null(scheme_action_find(scheme, text_of("")));
    assert_null(scheme_group_find(action, text_of("")));
    assert_null(scheme_group_find(action, text_of("jongeren")));
    assert_null(scheme_incentive_find(scheme, text_of("mentor")));
    assert_non_null(scheme_incentive_find(scheme, text_of("mentorrol")));
    assert_null(scheme_assumption_named(scheme, text_of("raden")));
    load_free(&load);
}

static void test_small(void **state)
{
    struct load load = load_new();
    const struct scheme *scheme = NULL;
    size_t size;
    char *bytes = load_file(SALDO_SOURCE_DIR "/tests/rules/good/small.yaml", &size);

    (void)state;
    assert_int_equal(scheme_load("small.yaml", bytes, size, load.arena, load.diags, &scheme),
                     STATUS_OK);
    assert_int_equal(diag_count(load.diags), 0);
    /* This scheme has the second alternative as default. */
    assert_int_equal(scheme_assumption_find(scheme, ASSUMPTION_MATCHING)->standard, MATCHING_GROSS);
    assert_int_equal(scheme_assumption_named(scheme, text_of("eigen"))->known, ASSUMPTION_COUNT);
    free(bytes);
    load_free(&load);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_group, groups);
    ROWS_ADD(rows, test_parameter, parameters);
    rows_add(rows, test_price_assumption, "prices that are assumed", NULL);
    rows_add(rows, test_parsed, "values as numbers", NULL);
    rows_add(rows, test_actions, "actions", NULL);
    rows_add(rows, test_action_23, "action 23", NULL);
    rows_add(rows, test_incentives, "incentives", NULL);
    rows_add(rows, test_totals, "totals", NULL);
    rows_add(rows, test_assumptions, "assumptions", NULL);
    rows_add(rows, test_sources, "sources", NULL);
    rows_add(rows, test_builtin, "built in", NULL);
    rows_add(rows, test_embedded, "the bytes of the files", NULL);
    rows_add(rows, test_nothing_found, "nothing found", NULL);
    rows_add(rows, test_small, "small scheme", NULL);
    return rows_run(rows, "rules/schemes");
}
