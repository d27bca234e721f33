/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/command.h"

#define N_(text) text

const char program_doc[] = N_("Settles co-financed subsidies from the text of the regulation.");

/* In the order of --help. */
const struct command commands[] = {
    {"init", cmd_init, N_("write an empty dossier")},
    {"import", cmd_import, N_("read workbooks and CSV into a dossier")},
    {"check", cmd_check, N_("check a dossier, and settle nothing")},
    {"calc", cmd_calc, N_("compute one grant and its balance")},
    {"compute", cmd_compute, N_("settle a dossier and write the run")},
    {"bbc", cmd_bbc, N_("read BBC exports into uitgaven.csv")},
    {"participation", cmd_participation, N_("count network trajectories, small counts hidden")},
    {"explain", cmd_explain, N_("show how each amount of a run came about")},
    {"kpi", cmd_kpi, N_("report on the KPI of a run, or of several years")},
    {"report", cmd_report, N_("write a run as a report, a workbook or a database")},
    {"survey", cmd_survey, N_("report a survey, or judge published figures")},
    {"diff", cmd_diff, N_("show what moved between two runs, and why")},
    {"seal", cmd_seal, N_("sign a run")},
    {"verify", cmd_verify, N_("compute a run again and compare every byte")},
    {"indicators", cmd_indicators, N_("report on the indicators of the integrated action plan")},
    {"scheme", cmd_scheme, N_("list the schemes, or show one with its sources")},
};

const size_t command_count = sizeof commands / sizeof *commands;
