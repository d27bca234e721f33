/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The indicators of an action: kind, unit, target, and when they are due. */
#include "rules/plan/read.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"

enum { EXPECTED_BYTES = 64, NUMBER_MAX = 1000 };

static const char *const kinds[] = {
#define KIND(name, id, unit) id,
    PLAN_KINDS(KIND)
#undef KIND
        NULL};
static const char *const units[] = {
#define KIND(name, id, unit) unit,
    PLAN_KINDS(KIND)
#undef KIND
};
static const char *const periods[] = {"", "jaar", "plan", NULL};
static const char *const rhythms[] = {"jaarlijks", "eenmalig", NULL};
static const char undetermined[] = "onbepaald";

const char *indicator_kind_name(enum indicator_kind kind)
{
    return kinds[kind];
}

const char *plan_indicator_words(const struct plan_indicator *indicator)
{
    return indicator->part == NULL ? indicator->passage.words : indicator->part;
}

struct entry { /* one indicator while it is read */
    struct plan_reader *reader;
    const struct yaml_node *node;
    const struct raw_indicator *raw;
    struct plan_indicator *to;
};

static void refuse(const struct entry *entry, const char *key, const char *value,
                   const char *expected)
{
    plan_refuse(entry->reader, entry->node, key, value, expected);
}

static void read_kind(const struct entry *entry)
{
    struct plan_indicator *to = entry->to;
    const char *unit = entry->raw->eenheid;

    (void)plan_need(entry->reader, entry->node, "soort", entry->raw->soort);
    to->kind = (enum indicator_kind)plan_word_read(entry->reader, entry->node, "soort",
                                                   entry->raw->soort, kinds, INDICATOR_COUNT);
    to->unit = units[to->kind];
    if (entry->raw->soort == NULL || strcmp(entry->raw->soort, kinds[to->kind]) != 0)
        return; /* told */
    if (to->kind != INDICATOR_COUNT && unit != NULL)
        refuse(entry, "eenheid", unit, "geen eenheid; enkel soort aantal heeft er een");
    else if (to->kind == INDICATOR_COUNT) {
        const char *own = plan_need(entry->reader, entry->node, "eenheid", unit);
        to->unit = strcmp(own, undetermined) == 0 ? "" : own;
    }
}

/* A number without sign, of the kind of the indicator. */
static bool read_amount(const struct entry *entry, const char *text, int64_t *out)
{
    char percentage[EXPECTED_BYTES];
    struct rate rate = {0};
    struct text whole = {text, strlen(text)};

    if (entry->to->kind != INDICATOR_PERCENTAGE)
        return text_parse_count(whole, out) == STATUS_OK;
    int length = snprintf(percentage, sizeof percentage, "%.32s %%", text);
    whole = (struct text){percentage, (size_t)length};
    bool read = text_parse_rate(whole, &rate) == STATUS_OK && rate.ppm <= RATE_WHOLE.ppm;
    *out = rate.ppm;
    return read;
}

static void read_target(const struct entry *entry)
{
    const struct raw_indicator *raw = entry->raw;
    struct plan_indicator *to = entry->to;

    to->target_per = (enum target_per)plan_word_read(entry->reader, entry->node, "streef-per",
                                                     raw->streef_per, periods, TARGET_NONE);
    if ((raw->streefwaarde == NULL) != (raw->streef_per == NULL))
        refuse(entry, "streef-per", raw->streef_per, "jaar of plan, samen met streefwaarde");
    to->target_year = plan_year_read(entry->reader, entry->node, "streefjaar", raw->streefjaar);
    if (to->target_year != 0 && to->target_per == TARGET_YEAR)
        refuse(entry, "streefjaar", raw->streefjaar, "geen streefjaar bij een doel voor elk jaar");
    if (raw->streefwaarde == NULL)
        return;
    bool milestone = to->kind == INDICATOR_MILESTONE;
    if (to->kind == INDICATOR_YES_NO || to->kind == INDICATOR_QUALITATIVE)
        refuse(entry, "streefwaarde", raw->streefwaarde,
               "geen streefwaarde bij soort ja-nee of kwalitatief");
    else if (!read_amount(entry, raw->streefwaarde, &to->target) || (milestone && to->target != 1))
        refuse(entry, "streefwaarde", raw->streefwaarde,
               milestone                          ? "1"
               : to->kind == INDICATOR_PERCENTAGE ? "een percentage van 0 tot 100, zoals 12,5"
                                                  : "een geheel getal vanaf 0");
    if (milestone && to->target_per == TARGET_YEAR)
        refuse(entry, "streef-per", raw->streef_per, "plan");
}

/* The years in which a figure is due, and the last day of what is asked once. */
static void read_rhythm(const struct entry *entry)
{
    const struct raw_indicator *raw = entry->raw;
    const struct plan_timing *timing = &entry->to->action->timing;
    struct plan_indicator *to = entry->to;
    bool milestone = to->kind == INDICATOR_MILESTONE;

    to->once = plan_word_read(entry->reader, entry->node, "ritme", raw->ritme, rhythms,
                              milestone ? 1 : 0) == 1;
    if (milestone && !to->once)
        refuse(entry, "ritme", raw->ritme, "eenmalig: een mijlpaal wordt één keer bereikt");
    if (to->once && !milestone && to->target_per == TARGET_YEAR)
        refuse(entry, "streef-per", raw->streef_per, "plan, want ritme is eenmalig");
    to->from = timing->from;
    to->to = timing->to;
    if (raw->vanaf != NULL)
        to->from = plan_year_read(entry->reader, entry->node, "vanaf", raw->vanaf);
    to->dated = !timing->undetermined && (to->once || to->target_per == TARGET_PLAN);
    to->deadline = timing->end;
    if (to->target_year == 0)
        return;
    if (!to->once && to->target_per == TARGET_NONE)
        refuse(entry, "streefjaar", raw->streefjaar, "een streefjaar samen met streefwaarde");
    to->dated = true;
    if (date_from_civil(to->target_year, 12, 31, &to->deadline) != STATUS_OK)
        refuse(entry, "streefjaar", raw->streefjaar, "een jaar");
}

/* The responsible ministers: those of the action, or the one that the document names. */
static void read_minister(const struct entry *entry)
{
    const struct plan_action *action = entry->to->action;
    const char *id = entry->raw->minister;

    entry->to->ministers = action->responsible;
    entry->to->minister_count = action->responsible_count;
    if (id == NULL)
        return;
    for (size_t i = 0; i < action->responsible_count; i++)
        if (strcmp(action->responsible[i]->id, id) == 0) {
            entry->to->ministers = &action->responsible[i];
            entry->to->minister_count = 1;
            return;
        }
    refuse(entry, "minister", id, "een van de verantwoordelijke ministers van de actie");
}

/* After 1 comes 2 or 2a, after 1a comes 1b, 2 or 2a. */
static void check_number(const struct entry *entry, const char *before)
{
    const char *number = entry->to->number;
    char expected[EXPECTED_BYTES];
    int64_t last = 0;
    size_t digits = before == NULL ? 0 : strspn(before, "0123456789");
    const char *letter = before == NULL ? "" : before + digits;

    if (*number == '\0')
        return;
    if (before != NULL &&
        (text_parse_count((struct text){before, digits}, &last) != STATUS_OK || last > NUMBER_MAX))
        return; /* it was refused itself */
    int next = (int)last + 1;
    int length = snprintf(expected, sizeof expected, "%d", next);
    if (strncmp(number, expected, (size_t)length) == 0 &&
        (number[length] == '\0' || strcmp(number + length, "a") == 0))
        return;
    snprintf(expected, sizeof expected, "%d%c", (int)last, *letter + 1);
    if (*letter >= 'a' && *letter < 'z' && strcmp(number, expected) == 0)
        return;
    snprintf(expected, sizeof expected, "het volgende nummer, zoals %d of %da", next, next);
    refuse(entry, "nummer", number, expected);
}

static void read_indicator(const struct entry *entry, const char *before)
{
    const struct raw_indicator *raw = entry->raw;
    struct plan_indicator *to = entry->to;

    to->number = plan_need(entry->reader, entry->node, "nummer", raw->nummer);
    check_number(entry, before);
    read_kind(entry);
    to->part = plan_keep(entry->reader, raw->deel);
    to->split = plan_keep(entry->reader, raw->uitsplitsing);
    to->passage =
        plan_passage_read(entry->reader, entry->node, raw->passage, raw->regel, raw->opmerking);
    if (to->part != NULL && strstr(to->passage.words, to->part) == NULL)
        refuse(entry, "deel", to->part, "woorden uit de passage");
    read_target(entry);
    read_rhythm(entry);
    read_minister(entry);
}

void plan_indicators_read(struct plan_reader *reader, const struct yaml_node *node,
                          const struct raw_plan_action *raw, struct plan_action *action)
{
    struct plan_indicator *list = plan_room(reader, raw->indicatoren_count, sizeof *list);
    const struct yaml_node *child = node->first;

    for (unsigned i = 0; list != NULL && i < raw->indicatoren_count; i++, child = child->next) {
        struct entry entry = {reader, child, &raw->indicatoren[i], &list[i]};
        list[i].action = action;
        list[i].index = (uint32_t)reader->plan->indicator_count++;
        read_indicator(&entry, i == 0 ? NULL : list[i - 1].number);
    }
    action->indicators = list;
    action->indicator_count = raw->indicatoren_count;
}
