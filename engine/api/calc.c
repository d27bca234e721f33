/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One derivation without a dossier, with the default alternatives of the scheme. */
#include <string.h>

#include "api/dossier_api.h"

struct calculation {
    const struct scheme *scheme;
    const struct scheme_group *group;
    struct config config;
    struct money price;
    struct grant grant;
    struct advance advance;
};

static struct text text_of(const char *words)
{
    return (struct text){words, strlen(words)};
}

static enum status load_rules(const struct saldo_calc *in, struct arena *arena,
                              struct diag_list *diags, struct calculation *c)
{
    const struct embedded_file *builtin = scheme_builtin_find(in->scheme);

    if (builtin == NULL)
        return STATUS_INVALID;
    return scheme_load(builtin->file, builtin->bytes, builtin->size, arena, diags, &c->scheme);
}

static enum saldo_calc_trouble find_price(const struct saldo_calc *in, struct calculation *c)
{
    config_defaults(&c->config, c->scheme);
    const struct scheme_action *action = scheme_action_find(c->scheme, text_of(in->action));
    if (action == NULL || !action->funded)
        return SALDO_CALC_ACTION;
    c->group = scheme_group_find(action, text_of(in->group == NULL ? "" : in->group));
    if (c->group == NULL)
        return SALDO_CALC_GROUP;
    if (in->price_cents < 0 && !c->group->price->known)
        return SALDO_CALC_PRICE;
    c->price.cents = in->price_cents >= 0 ? in->price_cents : c->group->price->money.cents;
    return SALDO_CALC_FINE;
}

static enum status grant_at(const struct calculation *c, int64_t baseline, int64_t target,
                            struct grant *out)
{
    return settlement_grant(
        c->scheme, c->group, (enum grant_rule)c->config.chosen[ASSUMPTION_GRANT_RULE],
        (enum rounding)c->config.chosen[ASSUMPTION_ROUNDING], c->price, baseline, target, out);
}

static struct saldo_alternative export_alternative(const struct alternative *from)
{
    return (struct saldo_alternative){from->paid.cents, from->withheld.cents, from->recovery.cents};
}

static enum status calc_balance(const struct calculation *c, const struct saldo_calc *in,
                                struct saldo_result *out)
{
    struct balance_input input = {.advance = c->advance,
                                  .reported = true,
                                  .achieved = in->achieved,
                                  .target = in->target,
                                  .recovery_withholds = true};
    struct balance balance;
    struct grant regrant;
    struct alternatives options;
    enum status status = balance_settle(&input, &balance);

    if (status != STATUS_OK)
        return status;
    out->outcome = outcome_name(balance.outcome);
    out->paid_cents = balance.paid.cents;
    out->withheld_cents = balance.withheld.cents;
    out->open_cents = balance.open.cents;
    out->needs_decision = balance.outcome == OUTCOME_DECISION_NEEDED;
    if (!out->needs_decision)
        return STATUS_OK;
    status = grant_at(c, in->baseline, in->achieved, &regrant);
    if (status == STATUS_OK)
        status = balance_alternatives(&c->advance, regrant.amount, &options);
    if (status != STATUS_OK)
        return status;
    out->regrant_cents = options.regrant.cents;
    out->withhold = export_alternative(&options.withhold);
    out->recompute = export_alternative(&options.recompute);
    out->recover_all = export_alternative(&options.recover_all);
    return STATUS_OK;
}

static enum status derive(struct calculation *c, const struct saldo_calc *in,
                          struct saldo_result *out)
{
    enum status status = grant_at(c, in->baseline, in->target, &c->grant);

    if (status == STATUS_OK)
        status = advance_split(c->grant.amount, scheme_value(c->scheme, PARAMETER_ADVANCE)->rate,
                               (enum rounding)c->config.chosen[ASSUMPTION_ROUNDING], &c->advance);
    if (status != STATUS_OK)
        return status;
    *out = (struct saldo_result){.split = split_name(c->grant.split),
                                 .price_cents = c->grant.price.cents,
                                 .counted = c->grant.counted,
                                 .divisor = c->grant.divisor,
                                 .grant_cents = c->grant.amount.cents,
                                 .advance_cents = c->advance.amount.cents,
                                 .balance_cents = c->advance.balance.cents};
    return in->achieved < 0 ? STATUS_OK : calc_balance(c, in, out);
}

enum saldo_status saldo_calc(const struct saldo_calc *in, struct saldo_result *out,
                             enum saldo_calc_trouble *why)
{
    struct calculation c = {0};
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    enum saldo_status status = SALDO_RESOURCES;
    enum saldo_calc_trouble trouble = SALDO_CALC_FINE;

    if (in->scheme == NULL || in->action == NULL || in->baseline < 0 || in->target < 0 ||
        in->achieved < -1 || in->price_cents < -1)
        status = SALDO_USAGE;
    else if (arena != NULL && diags != NULL) {
        status = api_status(load_rules(in, arena, diags, &c));
        trouble = status == SALDO_INVALID ? SALDO_CALC_SCHEME : SALDO_CALC_FINE;
        if (status == SALDO_OK)
            trouble = find_price(in, &c);
        if (status == SALDO_OK)
            status = trouble != SALDO_CALC_FINE ? SALDO_INVALID : api_status(derive(&c, in, out));
        if (status == SALDO_RESOURCES && trouble == SALDO_CALC_FINE && c.scheme != NULL)
            trouble = SALDO_CALC_AMOUNT; /* nothing is allocated behind the scheme */
    }
    if (why != NULL)
        *why = trouble;
    diag_list_free(diags);
    arena_free(arena);
    return status;
}
