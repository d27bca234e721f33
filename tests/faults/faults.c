/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: faults INJECT.so SALDO WORK COMMANDS [--most N] [--only NAME] [--class NAME] [--at N]
 *               [--leaks]
 * Each command of COMMANDS, in WORK as `prepare` left it: first counts the calls of each class,
 * then has each one fail (--most N: of each class N, spread evenly). Prints every fault and a
 * table; exit status 1 when there was a fault. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "faults/judge.h"
#include "faults/scenario.h"

enum { STATUS_INPUT = 1 };

struct options {
    char *library, *program, *work, *commands;
    uint64_t most; /* of one class of one command */
    uint64_t at;   /* 0: all */
    const char *only, *class;
    bool leaks;
};

struct tally {
    uint64_t injected;
    uint64_t verdicts[VERDICTS];
};

struct bench { /* a command on the table */
    const struct options *options;
    const struct scenario *scenario;
    struct launch launch;
    struct tree before;
    struct trace calm;
    struct tally tally;
};

static char *text(const char *one, const char *other)
{
    char *made = NULL;

    if (asprintf(&made, "%s%s", one, other) < 0)
        give_up("memory", "asprintf");
    return made;
}

static void trace_free(struct trace *trace)
{
    tree_free(&trace->tree);
    free(trace->out);
    free(trace->err);
}

/* Lays down what stood there before, runs, and takes up what stands there then. */
static struct trace run(const struct bench *bench, const struct fault_class *class, uint64_t at)
{
    struct trace trace = {0};

    tree_remove(bench->launch.folder);
    tree_write(&bench->before, bench->launch.folder);
    trace.outcome = launch(&bench->launch, class, at);
    trace.tree = tree_read(bench->launch.folder);
    trace.out = file_read(bench->launch.out, &trace.out_size);
    trace.err = file_read(bench->launch.err, &trace.err_size);
    return trace;
}

static void print_fault(const struct bench *bench, const struct fault_class *class, uint64_t at,
                        const struct trace *trace, const char *why)
{
    const char *last = trace->err;
    size_t length = strlen(last);

    while (length > 0 && last[length - 1] == '\n')
        length--;
    for (size_t i = 0; i < length; i++)
        if (trace->err[i] == '\n')
            last = trace->err + i + 1;
    printf("%s %s %llu: %s; exit %d: %.*s\n", bench->scenario->name, class->name,
           (unsigned long long)at, why, trace->outcome.status, (int)(trace->err + length - last),
           last);
    fflush(stdout);
}

/* Whether the same command, undisturbed, removes what stayed behind. */
static bool cleans_up(const struct bench *bench)
{
    bool clean = true;

    if (launch(&bench->launch, &fault_classes[0], 0).status == STATUS_INPUT)
        return true; /* it refuses what stands there before it makes anything */
    struct tree tree = tree_read(bench->launch.folder);
    for (size_t i = 0; i < tree.count; i++)
        clean = clean && !is_temporary(tree.entries[i].path);
    tree_free(&tree);
    return clean;
}

static void inject(struct bench *bench, const struct fault_class *class, uint64_t at)
{
    struct trace trace = run(bench, class, at);
    const char *why;

    if (trace.outcome.fired) { /* threads may leave one call less than was counted */
        enum verdict verdict = judge(&bench->before, &bench->calm, &trace, class, &why);
        if (verdict == VERDICT_LITTER && !cleans_up(bench)) {
            verdict = VERDICT_FAULT;
            why = "left behind for good";
        }
        bench->tally.injected++;
        bench->tally.verdicts[verdict]++;
        if (verdict == VERDICT_FAULT)
            print_fault(bench, class, at, &trace, why);
    }
    trace_free(&trace);
}

static void try_class(struct bench *bench, const struct fault_class *class)
{
    const struct options *options = bench->options;
    struct trace counted = run(bench, class, 0);
    uint64_t seen = counted.outcome.seen;
    uint64_t count = options->most > 0 && options->most < seen ? options->most : seen;

    trace_free(&counted);
    if (options->at > 0) {
        inject(bench, class, options->at);
        return;
    }
    for (uint64_t i = 0; i < count; i++)
        inject(bench, class, count < 2 ? 1 : 1 + i * (seen - 1) / (count - 1));
}

static void print_row(const char *name, const struct tally *tally)
{
    printf("| %-20s | %8llu | %8llu | %8llu | %8llu | %8llu |\n", name,
           (unsigned long long)tally->injected,
           (unsigned long long)tally->verdicts[VERDICT_SURVIVED],
           (unsigned long long)tally->verdicts[VERDICT_TOLD],
           (unsigned long long)tally->verdicts[VERDICT_LITTER],
           (unsigned long long)tally->verdicts[VERDICT_FAULT]);
}

/* The parser of command lines in the C library asserts that it gets memory for its help. */
static bool is_beyond_us(const struct scenario *scenario, const struct fault_class *class)
{
    return strcmp(scenario->name, "help") == 0 && class->kind == FAULT_MEMORY;
}

/* The undisturbed execution must be right itself. */
static void check_calm(const struct bench *bench)
{
    if (bench->calm.outcome.status == bench->scenario->status)
        return;
    fprintf(stderr, "faults: %s: exit %d\n%s", bench->scenario->name, bench->calm.outcome.status,
            bench->calm.err);
    exit(4);
}

static struct tree read_before(const struct options *options, const char *name)
{
    char *folder = text(text(options->work, "/before/"), name);

    return strcmp(name, "-") == 0 ? (struct tree){0} : tree_read(folder);
}

static struct tally try_scenario(const struct options *options, const struct scenario *scenario)
{
    struct bench bench = {.options = options, .scenario = scenario};

    bench.launch = (struct launch){.library = options->library,
                                   .folder = text(options->work, "/case"),
                                   .out = text(options->work, "/stdout"),
                                   .err = text(options->work, "/stderr"),
                                   .words = scenario->words};
    bench.before = read_before(options, scenario->before);
    bench.calm = run(&bench, &fault_classes[0], 0);
    check_calm(&bench);
    for (unsigned i = 0; i < fault_class_count; i++)
        if (!is_beyond_us(scenario, &fault_classes[i]) &&
            (options->class == NULL || strcmp(options->class, fault_classes[i].name) == 0))
            try_class(&bench, &fault_classes[i]);
    trace_free(&bench.calm);
    tree_free(&bench.before);
    print_row(scenario->name, &bench.tally);
    fflush(stdout);
    return bench.tally;
}

/* ---- the command line ---- */

static uint64_t number(const char *word)
{
    uint64_t value = 0;

    for (; *word >= '0' && *word <= '9'; word++)
        value = 10 * value + (uint64_t)(*word - '0');
    return value;
}

static struct options parse(int argc, char **argv)
{
    struct options options = {0};
    int i = 5;

    if (argc >= i)
        options = (struct options){argv[1], argv[2], argv[3], argv[4], 0, 0, NULL, NULL, false};
    for (; argc >= 5 && i < argc; i++)
        if (strcmp(argv[i], "--leaks") == 0)
            options.leaks = true;
        else if (i + 1 == argc)
            break;
        else if (strcmp(argv[i], "--most") == 0)
            options.most = number(argv[++i]);
        else if (strcmp(argv[i], "--at") == 0)
            options.at = number(argv[++i]);
        else if (strcmp(argv[i], "--only") == 0)
            options.only = argv[++i];
        else if (strcmp(argv[i], "--class") == 0)
            options.class = argv[++i];
        else
            break;
    if (argc >= 5 && i == argc)
        return options;
    fprintf(stderr, "usage: faults INJECT.so SALDO WORK COMMANDS [--most N] [--only NAME] "
                    "[--class NAME] [--at N] [--leaks]\n");
    exit(2);
}

static void find_leaks(struct options *options)
{
    if (!options->leaks)
        return;
    options->library = text(options->library, ":liblsan.so.0");
    setenv("LSAN_OPTIONS", "exitcode=99:fast_unwind_on_malloc=0", 1);
}

int main(int argc, char **argv)
{
    struct options options = parse(argc, argv);
    struct tally all = {0};

    find_leaks(&options);
    struct scenarios scenarios = scenarios_read(options.commands, options.program);
    for (size_t i = 0; i < scenarios.count; i++) {
        const struct scenario *scenario = &scenarios.list[i];
        if (options.only != NULL && strcmp(options.only, scenario->name) != 0)
            continue;
        struct tally tally = try_scenario(&options, scenario);
        all.injected += tally.injected;
        for (int v = 0; v < VERDICTS; v++)
            all.verdicts[v] += tally.verdicts[v];
    }
    scenarios_free(&scenarios);
    print_row("all", &all);
    return all.verdicts[VERDICT_FAULT] == 0 && all.injected > 0 ? 0 : 1;
}
