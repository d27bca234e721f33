/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the dossier's columns; index and enum are the same. */
#include "ingest/dossier/load.h"

static const char *const file_names[FILE_COUNT] = {
    "dossier.yaml",    "begunstigden.csv", "leden.csv",        "aanvragen.csv",  "toekenningen.csv",
    "stimulansen.csv", "kpi.csv",          "beslissingen.csv", "betalingen.csv", "uitgaven.csv"};

static const char *const beneficiary_columns[] = {"begunstigde", "naam", "soort", "nis", "kbo"};
static const char *const member_columns[] = {"begunstigde", "nis", "naam", "inwoners_niet_eu"};
static const char *const application_columns[] = {
    "begunstigde",        "actie",          "doelgroep",       "keuze",     "huidig_bereik",
    "vooropgestelde_kpi", "kpi_vorig_jaar", "standaardbedrag", "prioriteit"};
static const char *const grant_columns[] = {"begunstigde", "actie", "doelgroep",
                                            "bedrag",      "datum", "besluit"};
static const char *const incentive_columns[] = {"begunstigde", "stimulans", "bedrag"};
static const char *const report_columns[] = {"begunstigde", "actie",        "doelgroep", "moment",
                                             "datum",       "behaalde_kpi", "motivering"};
static const char *const decision_columns[] = {"begunstigde", "actie",  "doelgroep", "datum",
                                               "beslissing",  "bedrag", "referentie"};
static const char *const payment_columns[] = {"begunstigde", "datum", "soort", "bedrag",
                                              "referentie"};
static const char *const spending_columns[] = {"begunstigde", "nis",   "boekjaar", "kwartaal",
                                               "code",        "actie", "bedrag",   "bron"};

static const struct {
    const char *const *names;
    uint32_t count;
} columns[FILE_COUNT] = {
    [FILE_BENEFICIARIES] = {beneficiary_columns,
                            sizeof beneficiary_columns / sizeof *beneficiary_columns},
    [FILE_MEMBERS] = {member_columns, sizeof member_columns / sizeof *member_columns},
    [FILE_APPLICATIONS] = {application_columns,
                           sizeof application_columns / sizeof *application_columns},
    [FILE_GRANTS] = {grant_columns, sizeof grant_columns / sizeof *grant_columns},
    [FILE_INCENTIVES] = {incentive_columns, sizeof incentive_columns / sizeof *incentive_columns},
    [FILE_REPORTS] = {report_columns, sizeof report_columns / sizeof *report_columns},
    [FILE_DECISIONS] = {decision_columns, sizeof decision_columns / sizeof *decision_columns},
    [FILE_PAYMENTS] = {payment_columns, sizeof payment_columns / sizeof *payment_columns},
    [FILE_SPENDING] = {spending_columns, sizeof spending_columns / sizeof *spending_columns},
};

const char *const words_kind[KIND_COUNT] = {"gemeente",    "samenwerkingsverband", "vgc",
                                            "vzw-de-rand", "expertenorganisatie",  "vereniging"};
const char *const words_choice[WORDS_CHOICE] = {"voortzetten", "verminderen", "stopzetten"};
const char *const words_moment[WORDS_MOMENT] = {"tussentijds", "eind"};
const char *const words_decision[DECISION_KIND_COUNT] = {
    "motivering-geweigerd", "stimulans-geweigerd", "saldo-inhouden",         "terugvordering",
    "motivering-aanvaard",  "stimulans-aanvaard",  "verantwoording-aanvaard"};
const char *const words_payment[WORDS_PAYMENT] = {"voorschot", "saldo", "terugvordering"};

const char *dossier_file_name(enum dossier_file file)
{
    return file_names[file];
}

const char *beneficiary_kind_name(enum beneficiary_kind kind)
{
    return words_kind[kind];
}

const char *application_choice_name(enum application_choice choice)
{
    return choice == APPLICATION_NONE ? "" : words_choice[choice];
}

const char *decision_kind_name(enum decision_kind kind)
{
    return words_decision[kind];
}

const char *report_moment_name(enum report_moment moment)
{
    return words_moment[moment];
}

const char *payment_kind_name(enum payment_kind kind)
{
    return words_payment[kind];
}

const char *const *dossier_columns(enum dossier_file file, uint32_t *count)
{
    *count = columns[file].count;
    return columns[file].names;
}
