/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scheme: one set of rules with dates, read from formulas/schemes/ID.yaml.
 *
 * Everything lives in the arena that was passed to scheme_load and is constant afterwards. Every
 * value carries its document and passage, and the assumption on which it rests, if any. */
#ifndef RULES_SCHEME_SCHEME_H
#define RULES_SCHEME_SCHEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/date.h"
#include "core/diag.h"
#include "core/embed.h"
#include "core/money.h"

struct scheme_source {
    const char *id;       /* "nota-3" */
    const char *title;    /* for people */
    const char *document; /* file name of the document, or where it is published */
};

struct scheme_ref {
    const struct scheme_source *source; /* never NULL */
    const char *passage;                /* section and, where it helps, the words; never empty */
    const char *assumption;             /* id of the assumption, or NULL: stated in the source */
};

enum value_kind { VALUE_MONEY, VALUE_RATE, VALUE_COUNT, VALUE_DATE, VALUE_TEXT, VALUE_LIST };

struct scheme_value {
    struct date from; /* valid from … */
    struct date to;   /* … up to and including */
    bool known;       /* false: the source does not say (waarde: onbekend) */
    enum value_kind kind;
    union {
        struct money money;
        struct rate rate;
        int64_t count;
        struct date date;
    };
    const char *text;        /* as written; of a list: the items joined by ", " */
    const char *const *list; /* VALUE_LIST: the items */
    size_t list_count;
    struct scheme_ref ref;
    uint32_t line; /* in the scheme file */
};

/* Every parameter that a scheme must have, with the kind of its value. Only indiendatum,
 * bevolkingsdrempel, budget and begrotingsartikel may be unknown. PARAMETER(name, id, kind) */
#define SCHEME_PARAMETERS(PARAMETER)                                                               \
    PARAMETER(PARAMETER_PROJECT_FROM, "projectperiode-van", VALUE_DATE)                            \
    PARAMETER(PARAMETER_PROJECT_TO, "projectperiode-tot", VALUE_DATE)                              \
    PARAMETER(PARAMETER_DOSSIER_FROM, "dossierdatum-van", VALUE_DATE) /* dates in a dossier: */    \
    PARAMETER(PARAMETER_DOSSIER_TO, "dossierdatum-tot", VALUE_DATE)   /* not before, not after */  \
    PARAMETER(PARAMETER_APPLY_BY, "indiendatum", VALUE_DATE)                                       \
    PARAMETER(PARAMETER_INTERIM_BY, "tussentijds-rapport-tot", VALUE_DATE)                         \
    PARAMETER(PARAMETER_FINAL_BY, "eindrapport-tot", VALUE_DATE)                                   \
    PARAMETER(PARAMETER_SPENDING_FROM, "bestedingsperiode-van", VALUE_DATE)                        \
    PARAMETER(PARAMETER_SPENDING_TO, "bestedingsperiode-tot", VALUE_DATE)                          \
    PARAMETER(PARAMETER_ADVANCE, "voorschot", VALUE_RATE)                                          \
    PARAMETER(PARAMETER_INTERIM_THRESHOLD, "tussentijdse-drempel", VALUE_RATE)                     \
    PARAMETER(PARAMETER_POPULATION, "bevolkingsdrempel", VALUE_COUNT) /* more than this */         \
    PARAMETER(PARAMETER_BUDGET, "budget", VALUE_MONEY)                                             \
    PARAMETER(PARAMETER_BUDGET_LINE, "begrotingsartikel", VALUE_TEXT)                              \
    PARAMETER(PARAMETER_REPORTING_CODES, "rapporteringscodes", VALUE_LIST)                         \
    PARAMETER(PARAMETER_KINDS, "soorten", VALUE_LIST) /* kinds of beneficiary admitted */          \
    PARAMETER(PARAMETER_GRANT_RULE, "subsidieregel", VALUE_TEXT) /* verdeelsleutel, meerbereik */  \
    PARAMETER(PARAMETER_CHOICE, "keuze", VALUE_TEXT)             /* verplicht, geen */             \
    PARAMETER(PARAMETER_ABOVE_LAST_YEAR, "kpi-boven-vorig-jaar",                                   \
              VALUE_TEXT)                                                  /* weigeren, n.v.t. */  \
    PARAMETER(PARAMETER_NOT_ABOVE, "kpi-niet-boven-bereik", VALUE_TEXT)    /* nul */               \
    PARAMETER(PARAMETER_BALANCE_RULE, "saldoregel", VALUE_TEXT)            /* kpi-of-motivering */ \
    PARAMETER(PARAMETER_INCENTIVE_RULE, "stimulansregel", VALUE_TEXT)      /* beslissing */        \
    PARAMETER(PARAMETER_MATCHING_RULE, "verantwoordingsregel", VALUE_TEXT) /* minstens-gelijk */   \
    PARAMETER(PARAMETER_ABOVE_MAXIMUM, "boven-maximum", VALUE_TEXT)        /* aftoppen, melden */

enum scheme_parameter_id {
#define PARAMETER(name, id, kind) name,
    SCHEME_PARAMETERS(PARAMETER)
#undef PARAMETER
        PARAMETER_COUNT
};

struct scheme_parameter {
    enum scheme_parameter_id id;
    const char *name;                  /* "voorschot" */
    const struct scheme_value *values; /* by date, without gap or overlap over the dossier dates */
    size_t count;
};

/* The assumptions that the engine knows. A scheme lists those that apply to it; rounding,
 * recovery, matching and matching-base always do. The alternatives stand in the order of the enum,
 * so that the value of the enum is the index of the alternative; standard is the default. */
enum assumption_id {
    ASSUMPTION_ROUNDING,      /* afronding: enum rounding */
    ASSUMPTION_RECOVERY,      /* terugvordering-en-saldo: enum recovery_reading */
    ASSUMPTION_MATCHING,      /* verantwoording: enum matching_choice */
    ASSUMPTION_MATCHING_BASE, /* verantwoordingsbasis: enum matching_base */
    ASSUMPTION_PRICES,        /* prijzen: enum prices_reading */
    ASSUMPTION_GRANT_RULE,    /* verdeelsleutel: enum grant_rule */
    ASSUMPTION_COUNT
};
enum recovery_reading {
    RECOVERY_WITHHOLDS,
    RECOVERY_FOLLOWS_DECISION
}; /* saldo-ingehouden, saldo-volgt-beslissing */
enum matching_choice { MATCHING_OWN, MATCHING_GROSS };           /* eigen-inbreng, bruto */
enum matching_base { MATCHING_BASE_GRANTED, MATCHING_BASE_NET }; /* toegekend, netto */
enum prices_reading { PRICES_UNCHANGED, PRICES_GIVEN };          /* ongewijzigd, opgegeven */
enum grant_rule { GRANT_RULE_SPLIT, GRANT_RULE_ADDITIONAL };     /* verdeelsleutel, meerbereik */

struct scheme_alternative {
    const char *id;
    const char *text;
};

struct scheme_assumption {
    const char *id;
    enum assumption_id known; /* ASSUMPTION_COUNT: documentary only, no choice to make in code */
    const char *silent;       /* what the text does not say */
    const char *assumed;      /* what is assumed, and why */
    const struct scheme_alternative *alternatives;
    size_t alternative_count;
    size_t standard; /* index of the default */
    struct scheme_ref ref;
};

struct scheme_group {
    const char *id;   /* "" when the action has no target groups */
    const char *unit; /* "oefenkans voor een volwassen anderstalige" */
    /* Amount per unit, valid at the start of the project period. Where subsidieregel is meerbereik:
     * the contribution; where it is verdeelsleutel: the full price, twice the contribution. */
    const struct scheme_value *price;
    const struct scheme_value *maximum; /* units per applicant; NULL: none stated */
};

struct scheme_action {
    uint32_t number;
    const char *number_text; /* "5" */
    const char *name;
    const char *goal;
    bool funded;
    bool always_judged; /* at the interim report */
    struct scheme_ref ref;
    const struct scheme_group *groups; /* in the order of the scheme; at least one when funded */
    size_t group_count;
};

struct scheme_incentive {
    const char *id;
    const char *name;
    const struct scheme_value *amount; /* known or not */
};

/* A total that a document states. Where documents (or passages) contradict each other all of
 * them stand here; exactly one per subject has used = true. */
struct scheme_total {
    const char *subject; /* "totaal oproep 3" */
    struct money amount;
    bool used;
    struct scheme_ref ref;
};

/* parts[0] + … = total; checked by the loader. */
struct scheme_reconciliation {
    const char *what;
    const struct money *parts;
    size_t part_count;
    struct money total;
    struct scheme_ref ref;
};

struct scheme {
    const char *id;
    const char *name;
    const char *file;  /* "plan-samenleven-3.yaml" */
    const char *bytes; /* the file, as it was read: what the seal hashes */
    size_t size;
    const struct scheme_source *sources;
    size_t source_count;
    struct scheme_parameter parameters[PARAMETER_COUNT];
    const struct scheme_assumption *assumptions;
    size_t assumption_count;
    const struct scheme_action *actions; /* by number */
    size_t action_count;
    const struct scheme_incentive *incentives; /* by id */
    size_t incentive_count;
    const struct scheme_total *totals;
    size_t total_count;
    const struct scheme_reconciliation *reconciliations;
    size_t reconciliation_count;
};

/* Reads and checks a scheme. file is the name for messages (borrowed, as bytes). All problems go
 * to diags with line and column in file; STATUS_INVALID when there is one, *out is then unset. */
MUST_CHECK enum status scheme_load(const char *file, const char *bytes, size_t size,
                                   struct arena *arena, struct diag_list *diags,
                                   const struct scheme **out);

/* The schemes that are built into the program, sorted by id. */
size_t scheme_builtin_count(void);
const struct embedded_file *scheme_builtin_at(size_t index);
const struct embedded_file *scheme_builtin_find(const char *id); /* NULL: unknown */

/* The value that is valid at the start of the project period; never NULL. */
const struct scheme_value *scheme_value(const struct scheme *scheme, enum scheme_parameter_id id);

/* NULL: no such thing. */
const struct scheme_action *scheme_action_find(const struct scheme *scheme, struct text number);
const struct scheme_group *scheme_group_find(const struct scheme_action *action, struct text id);
const struct scheme_incentive *scheme_incentive_find(const struct scheme *scheme, struct text id);
const struct scheme_assumption *scheme_assumption_find(const struct scheme *scheme,
                                                       enum assumption_id known);
const struct scheme_assumption *scheme_assumption_named(const struct scheme *scheme,
                                                        struct text id);

#endif
