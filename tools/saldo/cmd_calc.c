/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "saldo/command.h"
#include "saldo/screen/print.h"
#include "write/screen.h"
#include <saldo.h>

#define _(text) gettext(text)
#define N_(text) text

enum { OPT_SCHEME = 256, OPT_ACTION, OPT_GROUP, OPT_BASELINE, OPT_TARGET, OPT_ACHIEVED, OPT_PRICE };

static const struct argp_option options[] = {
    {"scheme", OPT_SCHEME, N_("ID"), 0, N_("scheme, such as plan-samenleven-3"), 0},
    {"action", OPT_ACTION, "N", 0, N_("number of the action"), 0},
    {"group", OPT_GROUP, "G", 0, N_("target group, where the action has them"), 0},
    {"baseline", OPT_BASELINE, "B", 0, N_("existing reach (huidig bereik)"), 0},
    {"target", OPT_TARGET, "K", 0, N_("promised KPI, existing reach included"), 0},
    {"achieved", OPT_ACHIEVED, "A", 0, N_("achieved KPI, existing reach included"), 0},
    {"price", OPT_PRICE, N_("AMOUNT"), 0, N_("amount per unit, such as 120,00"), 0},
    {0}};

static int64_t read_count(const char *arg, struct argp_state *state)
{
    int64_t count = 0;

    if (text_parse_count((struct text){arg, strlen(arg)}, &count) != STATUS_OK)
        command_error(state, _("'%s' is not a count; expected: a whole number from 0"), arg);
    return count;
}

static int64_t read_price(const char *arg, struct argp_state *state)
{
    struct money price = {0};

    if (text_parse_money((struct text){arg, strlen(arg)}, &price) != STATUS_OK || price.cents < 0)
        command_error(state, _("'%s' is not an amount; expected: euro, such as 1.234,56"), arg);
    return price.cents;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct saldo_calc *in = state->input;

    switch (key) {
    case OPT_SCHEME:
        in->scheme = arg;
        return 0;
    case OPT_ACTION:
        in->action = arg;
        return 0;
    case OPT_GROUP:
        in->group = arg;
        return 0;
    case OPT_BASELINE:
        in->baseline = read_count(arg, state);
        return 0;
    case OPT_TARGET:
        in->target = read_count(arg, state);
        return 0;
    case OPT_ACHIEVED:
        in->achieved = read_count(arg, state);
        return 0;
    case OPT_PRICE:
        in->price_cents = read_price(arg, state);
        return 0;
    case ARGP_KEY_ARG:
        argp_usage(state);
        return 0;
    case ARGP_KEY_END:
        if (in->scheme == NULL || in->action == NULL || in->baseline < 0 || in->target < 0)
            command_error(state, "%s", _("--scheme, --action, --baseline and --target are needed"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* A count for people, in a buffer that lives until the eighth call after. */
static const char *number(int64_t count)
{
    static char buffers[8][COUNT_TEXT_BYTES];
    static unsigned next;
    char *buffer = buffers[next++ % 8];

    text_format_count(count, buffer);
    return buffer;
}

static void print_line(const char *name, int64_t cents)
{
    screen_print(stdout, "%-16s %16s", name, belgian(cents));
}

static void print_grant(const struct saldo_calc *in, const struct saldo_result *out)
{
    print_line("subsidie", out->grant_cents);
    if (strcmp(out->split, "geen") == 0)
        screen_print(stdout, "   %s: %s ≤ %s\n", out->split, number(in->target),
                     number(in->baseline));
    else if (strcmp(out->split, "verschil") == 0)
        screen_print(stdout, "   %s: (%s − %s) × %s\n", out->split, number(in->target),
                     number(in->baseline), belgian(out->price_cents));
    else if (out->divisor == 1)
        screen_print(stdout, "   %s: %s × %s\n", out->split, belgian(out->price_cents),
                     number(out->counted));
    else
        screen_print(stdout, "   %s: %s × %s / %s\n", out->split, belgian(out->price_cents),
                     number(out->counted), number(out->divisor));
    print_line("voorschot", out->advance_cents);
    fputc('\n', stdout);
    print_line("saldo", out->balance_cents);
    screen_print(stdout, "   %s − %s\n", belgian(out->grant_cents), belgian(out->advance_cents));
}

static void print_alternative(const char *what, const struct saldo_alternative *option)
{
    screen_print(stdout, "  %-28s %14s %14s %14s\n", what, belgian(option->balance_cents),
                 belgian(option->withheld_cents), belgian(option->recovery_cents));
}

static void print_balance(const struct saldo_calc *in, const struct saldo_result *out)
{
    if (out->outcome == NULL)
        return;
    screen_print(stdout, "%-16s %16s   %s / %s\n", "uitkomst", out->outcome, number(in->achieved),
                 number(in->target));
    if (!out->needs_decision) {
        print_line(_("to pay"), out->paid_cents);
        fputc('\n', stdout);
        return;
    }
    screen_print(stdout, "\n%s\n",
                 _("KPI not reached: people decide (an accepted motivation pays the balance)."));
    screen_print(stdout, "  %-28s %14s %14s %14s\n", "", "saldo", "ingehouden", "terugvordering");
    print_alternative(_("motivation accepted"),
                      &(struct saldo_alternative){out->balance_cents, 0, 0});
    print_alternative(_("withhold the balance"), &out->withhold);
    print_alternative(_("recompute on what was reached"), &out->recompute);
    print_alternative(_("recover everything"), &out->recover_all);
    screen_print(stdout, "  %s: %s\n", _("grant on what was reached"), belgian(out->regrant_cents));
}

static const char *trouble(enum saldo_calc_trouble why)
{
    switch (why) {
    case SALDO_CALC_SCHEME:
        return _("there is no such scheme; see 'saldo scheme list'");
    case SALDO_CALC_ACTION:
        return _("the scheme does not fund this action; see 'saldo scheme show'");
    case SALDO_CALC_GROUP:
        return _("the action has no such target group; see 'saldo scheme show'");
    case SALDO_CALC_PRICE:
        return _("the scheme does not know the unit price of this action; give --price");
    case SALDO_CALC_AMOUNT:
        return _("the amount is too large to count in euro cents");
    case SALDO_CALC_FINE:
        break;
    }
    return "";
}

int cmd_calc(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .doc = N_("Computes one grant, its advance and, with --achieved, what happens to the "
                  "balance."),
        .children = common_children};
    struct saldo_calc in = {
        .group = "", .baseline = -1, .target = -1, .achieved = -1, .price_cents = -1};
    struct saldo_result out;
    enum saldo_calc_trouble why;

    command_parse(&argp, argc, argv, &in);
    int status = (int)saldo_calc(&in, &out, &why);
    if (status != SALDO_OK && why != SALDO_CALC_FINE)
        print_error("%s", trouble(why));
    if (status != SALDO_OK)
        return status;
    print_grant(&in, &out);
    print_balance(&in, &out);
    return finish(SALDO_OK);
}
