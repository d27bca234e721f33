/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the results, and the reason of a line as a sentence. */
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

/* {1}: achieved, {2}: target. */
static const struct {
    const char *name;
    const char *sentence[2]; /* by enum language */
} reasons[] = {
    [REASON_STOPPED] = {"stopgezet", {"actie stopgezet", "action stopped"}},
    [REASON_NO_GRANT] = {"geen-subsidie", {"geen subsidie toegekend", "no grant"}},
    [REASON_RECOVERY_DECIDED] = {"terugvordering-beslist",
                                 {"terugvordering beslist", "recovery decided"}},
    [REASON_WITHHOLDING_DECIDED] = {"inhouding-beslist",
                                    {"inhouding van het saldo beslist",
                                     "withholding of the balance decided"}},
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
                                  {"stimulans geweigerd", "incentive refused"}},
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

size_t reason_text(const struct balance *balance, const struct line *line, enum language language,
                   char out[REASON_BYTES])
{
    const char *p = reasons[balance->reason].sentence[language];
    size_t length = 0;

    for (; *p != '\0'; p++) {
        if (p[0] != '{' || line == NULL) {
            out[length++] = *p;
            continue;
        }
        length +=
            text_format_count(p[1] == '1' ? line->achieved : line->grant.target, out + length);
        p += 2;
    }
    out[length] = '\0';
    return length;
}
