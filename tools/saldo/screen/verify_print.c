/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/screen/verify_print.h"

#include <errno.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "saldo/screen/print.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

/* ---- why nothing could be verified ---- */

static void print_key(const struct verify_options *in, enum signature_key key)
{
    switch (key) {
    case SIGNATURE_KEY_FINE:
        print_error(_("%s: there is no such key"), in->key);
        return;
    case SIGNATURE_KEY_NONE:
        print_error(_("%s is not an Ed25519 public key in PEM"), in->key);
        return;
    case SIGNATURE_KEY_ENCODING:
        print_error(_("%s is not an Ed25519 public key: its number is not below 2^255 - 19"),
                    in->key);
        return;
    case SIGNATURE_KEY_WEAK:
        print_error(_("%s is a public key of small order: anybody can make signatures that fit it"),
                    in->key);
        return;
    }
}

int verify_print_trouble(const struct verify_options *in, const struct verification *v)
{
    switch (v->trouble) {
    case VERIFY_RUN:
        print_error(_("%s is not a run"), in->run);
        return SALDO_INVALID;
    case VERIFY_BUNDLE:
        if (*v->trouble_file == '\0')
            print_error(_("%s is not a bundle of saldo, or a byte of it was changed"), in->run);
        else
            print_error(_("%s is not a bundle of saldo: %s is not as saldo packs it"), in->run,
                        v->trouble_file);
        return SALDO_DIFFERENT;
    case VERIFY_KEY:
        print_key(in, v->key);
        return SALDO_INVALID;
    case VERIFY_NOT_READ:
        print_error("%s: %s", v->trouble_file, v->trouble_words);
        return v->trouble_of_input ? SALDO_INVALID : SALDO_RESOURCES;
    case VERIFY_OWN_SCHEME:
        print_error(_("%s of this run is not built in: give --scheme-dir DIR"), v->trouble_file);
        return SALDO_USAGE;
    case VERIFY_NO_DOSSIER:
        return input_failed(in->dossier);
    case VERIFY_FINE:
        break;
    }
    return SALDO_RESOURCES;
}

/* ---- the files ---- */

/* NULL: not one of these. */
static const char *sentence_of_file(enum verify_kind kind)
{
    switch (kind) {
    case VERIFY_ABSENT:
        return N_("is not there");
    case VERIFY_NOT_PLAIN:
        return N_("is not a plain file");
    case VERIFY_TOO_BIG:
        return N_("is far larger than a file of a run");
    case VERIFY_STRANGER:
        return N_("is not a file of a run");
    case VERIFY_MANIFEST:
        return N_("is not a manifest as saldo writes it");
    case VERIFY_NOT_A_RUN:
        return N_("is sealed, but is not a file of a run");
    case VERIFY_SIGNATURE_ABSENT:
        return N_("is not there: the run is not signed");
    case VERIFY_SIGNATURE_SIZE:
        return N_("is not a signature: it must be 64 bytes");
    case VERIFY_SIGNATURE_WRONG:
        return N_("does not fit manifest.json: another key signed, or one of both was changed");
    default:
        return NULL;
    }
}

static void print_place(const struct verify_finding *finding)
{
    print_position(stdout, (struct source_pos){finding->file, finding->line, finding->column});
    screen_print(stdout, ": ");
}

static void print_subject(const struct verify_finding *finding)
{
    if (*finding->beneficiary != '\0')
        screen_print(stdout, "%s, ", finding->beneficiary);
    if (*finding->action != '\0')
        screen_print(stdout, "%s %s, ",
                     *finding->action >= '0' && *finding->action <= '9' ? "actie" : "stimulans",
                     finding->action);
    if (*finding->group != '\0')
        screen_print(stdout, "%s, ", finding->group);
    if (*finding->field != '\0')
        screen_print(stdout, "%s ", finding->field);
}

static void print_finding(const struct verify_finding *finding)
{
    const char *sentence = sentence_of_file(finding->kind);

    if (sentence != NULL) {
        screen_print(stdout, "%s: %s\n", finding->file, _(sentence));
        return;
    }
    print_place(finding);
    print_subject(finding);
    switch (finding->kind) {
    case VERIFY_EDITED:
        screen_print(
            stdout,
            _("is not the file that was sealed\n  sealed: sha256 %s\n  found:  sha256 %s\n"),
            finding->old, finding->new);
        return;
    case VERIFY_SCHEME:
        screen_print(
            stdout, _("is not the built-in scheme\n  built in: sha256 %s\n  found:    sha256 %s\n"),
            finding->new, finding->old);
        return;
    case VERIFY_TOTAL:
    case VERIFY_TELLS:
        screen_print(stdout, _("is %s in the manifest, %s in afrekening.json\n"), finding->old,
                     finding->new);
        return;
    case VERIFY_TABLE:
        screen_print(stdout,
                     _("is not what afrekening.json says\n  table:           %s\n"
                       "  afrekening.json: %s\n"),
                     finding->old, finding->new);
        return;
    case VERIFY_WRITING:
        screen_print(stdout,
                     _("is not as compute writes it: a control character, or quotes that are not "
                       "needed\n  found: %s\n"),
                     finding->old);
        return;
    case VERIFY_FORM:
        screen_print(stdout,
                     _("is not what report writes of this run\n  found:  %s\n  report: %s\n"),
                     finding->old, finding->new);
        return;
    case VERIFY_DOSSIER:
        screen_print(stdout, _("the dossier has errors: %s\n"), finding->new);
        return;
    default:
        screen_print(stdout, _("differs\n  run:      %s\n  computed: %s\n"), finding->old,
                     finding->new);
    }
}

/* ---- why it differs ---- */

static void print_cause(const struct verify_finding *cause)
{
    switch (cause->kind) {
    case VERIFY_INPUT_CHANGED:
        screen_print(stdout, _("  input changed: %s\n"), cause->file);
        return;
    case VERIFY_INPUT_ADDED:
        screen_print(stdout, _("  input changed: %s was not there\n"), cause->file);
        return;
    case VERIFY_INPUT_ABSENT:
        screen_print(stdout, _("  input changed: %s is not there any more\n"), cause->file);
        return;
    case VERIFY_CHANGE:
        screen_print(stdout, "    %s:%u%s%s: %s → %s\n", cause->file, cause->line,
                     *cause->field == '\0' ? "" : " ", cause->field,
                     *cause->old == '\0' ? "-" : cause->old,
                     *cause->new == '\0' ? "-" : cause->new);
        return;
    case VERIFY_SCHEME:
        screen_print(stdout, _("  scheme changed: %s\n"), cause->file);
        return;
    case VERIFY_ENGINE:
        screen_print(stdout, _("  engine changed: saldo %s made the run, this is saldo %s\n"),
                     cause->old, cause->new);
        return;
    case VERIFY_CUTOFF:
        screen_print(stdout, _("  option changed: peildatum was %s, is %s\n"), cause->old,
                     cause->new);
        return;
    case VERIFY_OUTPUT:
        screen_print(stdout, _("  output edited: %s was changed after it was sealed\n"),
                     cause->file);
        return;
    case VERIFY_RESEALED:
        screen_print(stdout,
                     _("  output edited: the manifest was changed, or files together with it\n"));
        return;
    default:
        return;
    }
}

static bool is_difference(enum verify_kind kind)
{
    return kind == VERIFY_CELL || kind == VERIFY_TEXT || kind == VERIFY_DOSSIER;
}

static void print_differences(const struct verification *v)
{
    bool first = true;

    for (uint32_t i = 0; i < v->finding_count; i++) {
        if (!is_difference(v->findings[i].kind))
            continue;
        if (first)
            screen_print(stdout, _("first difference: "));
        first = false;
        print_finding(&v->findings[i]);
    }
    if (!first && v->cause_count > 0)
        screen_print(stdout, _("cause:\n"));
    for (uint32_t i = 0; i < v->cause_count && !first; i++)
        print_cause(&v->causes[i]);
}

void verify_print_findings(const struct verification *v)
{
    for (uint32_t i = 0; i < v->finding_count; i++)
        if (!is_difference(v->findings[i].kind))
            print_finding(&v->findings[i]);
    print_differences(v);
}
