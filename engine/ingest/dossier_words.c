/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the dossier's columns; index and enum are the same. */
#include "ingest/dossier_load.h"

static const char *const file_names[FILE_COUNT] = {
    "dossier.yaml",     "begunstigden.csv", "leden.csv",        "aanvragen.csv",  "toekenningen.csv",
    "stimulansen.csv",  "kpi.csv",          "beslissingen.csv", "betalingen.csv", "uitgaven.csv"};

const char *const words_kind[KIND_COUNT] = {"gemeente",     "samenwerkingsverband",
                                            "vgc",          "vzw-de-rand",
                                            "expertenorganisatie", "vereniging"};
const char *const words_choice[WORDS_CHOICE] = {"voortzetten", "verminderen", "stopzetten"};
const char *const words_moment[WORDS_MOMENT] = {"tussentijds", "eind"};
const char *const words_decision[DECISION_KIND_COUNT] = {
    "motivering-geweigerd", "stimulans-geweigerd", "saldo-inhouden",        "terugvordering",
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
