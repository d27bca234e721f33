/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the results, and the reason of a line as a sentence. */
#include <string.h>

#include "settle/settlement.h"

const char *split_name(enum split split)
{
    static const char *const names[] = {"geen", "halvering", "verschil", "meerbereik"};

    return names[split];
}

const char *outcome_name(enum outcome outcome)
{
    static const char *const names[] = {"beslissing-nodig", "terugvordering",   "saldo-ingehouden",
                                        "lopend",           "saldo-uitbetalen", "stopgezet",
                                        "geen-subsidie"};

    return names[outcome];
}

const char *accounts_name(enum accounts accounts)
{
    static const char *const names[] = {"niet-vereist",    "aanvaard",  "terugvordering",
                                        "geen-cijfers",    "voldoende", "lopend",
                                        "beslissing-nodig"};

    return names[accounts];
}

/* {1}: achieved, {2}: target, {3}: withheld, {4}: the whole balance, {5}: recovery. */
static const struct {
    const char *name;
    const char *sentence[2]; /* by enum language */
} reasons[] = {
    [REASON_STOPPED] = {"stopgezet", {"actie stopgezet", "action stopped"}},
    [REASON_NO_GRANT] = {"geen-subsidie", {"geen subsidie toegekend", "no grant"}},
    [REASON_RECOVERY_DECIDED] = {"terugvordering-beslist",
                                 {"terugvordering beslist: {5}; ingehouden {3} van {4}",
                                  "recovery decided: {5}; withheld {3} of {4}"}},
    [REASON_WITHHOLDING_DECIDED] = {"inhouding-beslist",
                                    {"inhouding van het saldo beslist: {3} van {4}",
                                     "withholding of the balance decided: {3} of {4}"}},
    [REASON_NO_FINAL_REPORT] = {"geen-eindrapport",
                                {"nog geen eindrapport", "no final report yet"}},
    [REASON_TARGET_REACHED] = {"kpi-bereikt",
                               {"KPI bereikt: {1} van {2}", "target reached: {1} of {2}"}},
    [REASON_MOTIVATION_ACCEPTED] = {"motivering-aanvaard",
                                    {"motivering aanvaard: {1} van {2}",
                                     "motivation accepted: {1} of {2}"}},
    [REASON_MOTIVATION_REFUSED] = {"motivering-geweigerd",
                                   {"motivering geweigerd: {1} van {2}; beslis over het saldo",
                                    "motivation refused: {1} of {2}; decide on the balance"}},
    [REASON_TARGET_MISSED] = {"kpi-niet-bereikt",
                              {"KPI niet bereikt: {1} van {2}; beslis over het saldo",
                               "target missed: {1} of {2}; decide on the balance"}},
    [REASON_INCENTIVE_ACCEPTED] = {"stimulans-aanvaard",
                                   {"stimulans aanvaard", "incentive accepted"}},
    [REASON_INCENTIVE_REFUSED] = {"stimulans-geweigerd",
                                  {"stimulans geweigerd: ingehouden {3} van {4}",
                                   "incentive refused: withheld {3} of {4}"}},
    [REASON_INCENTIVE_RUNNING] = {"projectjaar-loopt",
                                  {"projectjaar loopt nog", "project year still runs"}},
    [REASON_INCENTIVE_UNDECIDED] = {"beslissing-ontbreekt",
                                    {"nog geen beslissing over de stimulans",
                                     "no decision on the incentive yet"}},
};

const char *reason_name(enum reason reason)
{
    return reasons[reason].name;
}

bool reason_find(const char *name, enum reason *out)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (strcmp(reasons[i].name, name) == 0) {
            *out = (enum reason)i;
            return true;
        }
    return false;
}

/* Writes the part that stands for {number}; returns its length. */
static size_t reason_part(char number, const struct balance *balance, const struct line *line,
                          char *out)
{
    switch (number) {
    case '1':
        return text_format_count(line->achieved, out);
    case '2':
        return text_format_count(line->grant.target, out);
    case '3':
        return text_format_money(balance->withheld, out);
    case '4': /* fits: it is the balance of an advance */
        return text_format_money(
            (struct money){balance->paid.cents + balance->withheld.cents + balance->open.cents},
            out);
    default:
        return text_format_money(balance->recovery, out);
    }
}

size_t reason_text(const struct balance *balance, const struct line *line, enum language language,
                   char out[REASON_BYTES])
{
    size_t length = 0;

    for (const char *p = reasons[balance->reason].sentence[language]; *p != '\0'; p++) {
        if (*p != '{') {
            out[length++] = *p;
            continue;
        }
        length += reason_part(p[1], balance, line, out + length);
        p += 2;
    }
    out[length] = '\0';
    return length;
}
