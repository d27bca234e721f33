/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stable words of a run, as the page says them. */
#include <stdlib.h>
#include <string.h>

#include "report/html/page.h"

struct pair {
    const char *word;
    const char *text[2]; /* by enum language */
};

/* In the order of strcmp: it is searched by halves. */
static const struct pair pairs[] = {
    {"aanvaard", {"aanvaard", "accepted"}},
    {"beslissing-nodig", {"beslissing nodig", "decision needed"}},
    {"beslissing-ontbreekt",
     {"er is nog niet over de stimulans beslist", "nothing was decided about the incentive"}},
    {"bij-naam", {"bij naam", "by name"}},
    {"eind", {"eindrapport", "final report"}},
    {"expertenorganisatie", {"expertenorganisatie", "expert organisation"}},
    {"fout", {"fout", "error"}},
    {"geen", {"geen", "none"}},
    {"geen-cijfers", {"geen cijfers", "no figures"}},
    {"geen-eindrapport", {"er telt nog geen eindrapport", "no final report counts yet"}},
    {"geen-subsidie", {"geen subsidie", "no grant"}},
    {"gemeente", {"gemeente", "municipality"}},
    {"halvering", {"halvering", "halving"}},
    {"info", {"info", "info"}},
    {"inhouding-beslist",
     {"inhouding van het saldo is beslist", "withholding of the balance was decided"}},
    {"ja", {"ja", "yes"}},
    {"kpi-bereikt", {"KPI bereikt", "target reached"}},
    {"kpi-niet-bereikt", {"KPI niet bereikt", "target missed"}},
    {"later-dan-peildatum", {"later dan de peildatum", "later than the cut-off date"}},
    {"lopend", {"lopend", "running"}},
    {"meerbereik", {"meerbereik", "additional reach"}},
    {"motivering-aanvaard", {"motivering aanvaard", "motivation accepted"}},
    {"motivering-geweigerd", {"motivering geweigerd", "motivation refused"}},
    {"nee", {"nee", "no"}},
    {"niet-vereist", {"niet vereist", "not required"}},
    {"onbekend", {"onbekend", "unknown"}},
    {"projectjaar-loopt", {"het projectjaar loopt nog", "the project year still runs"}},
    {"saldo", {"saldo", "balance"}},
    {"saldo-ingehouden", {"saldo ingehouden", "balance withheld"}},
    {"saldo-inhouden", {"saldo inhouden", "withhold the balance"}},
    {"saldo-uitbetalen", {"saldo uitbetalen", "pay the balance"}},
    {"samenwerkingsverband", {"samenwerkingsverband", "partnership"}},
    {"stimulans-aanvaard", {"stimulans aanvaard", "incentive accepted"}},
    {"stimulans-geweigerd", {"stimulans geweigerd", "incentive refused"}},
    {"stopgezet", {"stopgezet", "stopped"}},
    {"stopzetten", {"stopzetten", "stop"}},
    {"telt", {"telt", "counts"}},
    {"telt-niet", {"telt niet", "does not count"}},
    {"terugvordering", {"terugvordering", "recovery"}},
    {"terugvordering-beslist", {"terugvordering is beslist", "a recovery was decided"}},
    {"tussentijds", {"tussentijds rapport", "interim report"}},
    {"verantwoording-aanvaard", {"verantwoording aanvaard", "accounts accepted"}},
    {"vereniging", {"vereniging", "association"}},
    {"verminderen", {"verminderen", "reduce"}},
    {"verschil", {"verschil", "difference"}},
    {"vervangen", {"vervangen", "replaced"}},
    {"vgc", {"VGC", "VGC"}},
    {"voldoende", {"voldoende", "sufficient"}},
    {"voorschot", {"voorschot", "advance"}},
    {"voortzetten", {"voortzetten", "continue"}},
    {"vzw-de-rand", {"vzw de Rand", "vzw de Rand"}},
    {"waarschuwing", {"waarschuwing", "warning"}},
};

static int compare(const void *word, const void *pair)
{
    return strcmp(word, ((const struct pair *)pair)->word);
}

const char *html_stable(const struct html *h, const char *word)
{
    const struct pair *pair =
        bsearch(word, pairs, sizeof pairs / sizeof *pairs, sizeof *pairs, compare);

    return pair == NULL ? word : pair->text[h->language];
}
