/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: perturb SALDO DOSSIER SCHEMES [EVERY]
 *
 * Changes each cell of a sample of the rows, each key of dossier.yaml, each assumption and each
 * value of the scheme, one at a time; settles; and for each amount that moved looks whether
 * explain, of the run before or of the run after, and diff name what was changed. The sample is the
 * first rows of each kind: of each combination of words, of filled and empty cells, and of the
 * outcome that the row led to. With EVERY only one change in so many is tried. */
#include "golden/perturb.h"

#include <assert.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS = 2, SHOWN = 40 };

static const char *const tables[] = {"begunstigden.csv", "leden.csv",       "aanvragen.csv",
                                     "toekenningen.csv", "stimulansen.csv", "kpi.csv",
                                     "beslissingen.csv", "betalingen.csv",  "uitgaven.csv"};
enum { TABLES = sizeof tables / sizeof *tables };

struct tally { /* of one worker, shared */
    unsigned tried;
    unsigned refused;
    unsigned moving; /* changes that moved an amount */
    unsigned amounts;
    unsigned unnamed;
    unsigned undiffed;
};

struct worker {
    struct bench bench;
    struct amounts base;
    struct tally *tally;
    const char *scheme_folder;
    struct arena *arena; /* for as long as it works */
    VECTOR(struct explained {
        const char *beneficiary;
        char *page;
    }) explained; /* of the base */
};

static const char *owner_of(struct arena *arena, const struct amount *amount)
{
    const char *key = amount == NULL ? "" : amount->key;

    return arena_copy(arena, key, strcspn(key, "\t"));
}

static const char *base_page(struct worker *worker, const char *beneficiary)
{
    for (uint32_t i = 0; i < worker->explained.count; i++)
        if (strcmp(worker->explained.items[i].beneficiary, beneficiary) == 0)
            return worker->explained.items[i].page;
    return NULL;
}

static void report(const char *command, const struct change *change, const struct amount *amount,
                   const char *new)
{
    printf("not named by %s: %s:%u %s%s := \"%s\" moves %s of %s from %s to %s\n", command,
           change->place.file == NULL ? "scheme" : change->place.file, (unsigned)change->place.line,
           change->place.column == NULL ? "" : change->place.column,
           change->place.name == NULL ? "" : change->place.name, change->text, amount->column,
           amount->key, amount->value, new);
}

/* An amount that is there before or after only has the other NULL. */
static void judge(struct worker *worker, const struct change *change, struct arena *arena,
                  const struct amount *before, const struct amount *after, const char **page,
                  const char **owner)
{
    const struct amount *amount = before != NULL ? before : after;
    const char *id = owner_of(arena, amount);

    worker->tally->amounts++;
    if (before != NULL && explanation_names(base_page(worker, id), before, &change->place))
        return;
    if (*owner == NULL || strcmp(*owner, id) != 0) {
        *owner = id;
        *page = bench_explain(&worker->bench, arena, id);
    }
    if (after != NULL && explanation_names(*page, after, &change->place))
        return;
    if (worker->tally->unnamed++ < SHOWN)
        report("explain", change, amount, after == NULL ? "nothing" : after->value);
}

static void judge_diff(struct worker *worker, const struct change *change, const struct table *diff,
                       const struct amount *before, const struct amount *after)
{
    const struct amount *amount = before != NULL ? before : after;

    assert(amount != NULL); /* at least one of both is there */
    if (*amount->value == '\0' && (after == NULL || *after->value == '\0'))
        return; /* an empty cell that comes or goes with its row is no amount */
    if (!diff_names(diff, amount, &change->place) && worker->tally->undiffed++ < SHOWN)
        report("diff", change, amount, after == NULL ? "nothing" : after->value);
}

static int order_of(const struct amount *a, const struct amount *b)
{
    int order = strcmp(a->key, b->key);

    return order != 0 ? order : strcmp(a->column, b->column);
}

static void compare(struct worker *worker, const struct change *change, struct arena *arena)
{
    struct amounts base = worker->base;
    struct amounts now = bench_amounts(&worker->bench, arena);
    unsigned before = worker->tally->amounts;
    const char *page = NULL;
    const char *owner = NULL;
    struct table diff = bench_diff(&worker->bench, arena);

    for (size_t b = 0, n = 0; b < base.count || n < now.count;) {
        int order = b == base.count  ? 1
                    : n == now.count ? -1
                                     : order_of(&base.items[b], &now.items[n]);
        if (order != 0 || strcmp(base.items[b].value, now.items[n].value) != 0) {
            const struct amount *old = order <= 0 ? &base.items[b] : NULL;
            const struct amount *new = order >= 0 ? &now.items[n] : NULL;
            judge(worker, change, arena, old, new, &page, &owner);
            judge_diff(worker, change, &diff, old, new);
        }
        b += order <= 0;
        n += order >= 0;
    }
    worker->tally->moving += worker->tally->amounts > before;
}

static void try_change(struct worker *worker, const struct plan *plan, const struct change *change)
{
    const char *folder = change->file == &plan->scheme ? worker->scheme_folder
                                                       : worker->bench.dossier;
    struct arena *arena = arena_new();

    need(arena != NULL, "no memory");
    file_write_changed(folder, change->file, change->span, change->text);
    worker->tally->tried++;
    int status = bench_compute(&worker->bench);
    need(status <= 1, "compute failed otherwise than by bad input");
    if (status == 0)
        compare(worker, change, arena);
    worker->tally->refused += status == 1;
    file_write(folder, change->file->name, change->file->bytes, change->file->size);
    arena_free(arena);
}

/* A copy of the dossier and of the scheme in a folder of the worker. */
static void prepare(struct worker *worker, const char *folder, const char *saldo,
                    const struct plan *plan, const struct file *files, size_t count)
{
    struct arena *arena = worker->arena;
    const char *dossier = format(arena, "%s/dossier", folder);

    worker->scheme_folder = format(arena, "%s/schemes", folder);
    need(mkdir(folder, 0700) == 0 && mkdir(dossier, 0700) == 0 &&
             mkdir(worker->scheme_folder, 0700) == 0,
         folder);
    for (size_t i = 0; i < count; i++)
        file_write(dossier, files[i].name, files[i].bytes, files[i].size);
    file_write(dossier, "dossier.yaml", plan->config.bytes, plan->config.size);
    file_write(worker->scheme_folder, plan->scheme.name, plan->scheme.bytes, plan->scheme.size);
    worker->bench = (struct bench){saldo,
                                   dossier,
                                   worker->scheme_folder,
                                   format(arena, "%s/base", folder),
                                   format(arena, "%s/output", folder),
                                   format(arena, "%s/base", folder)};
    need(bench_compute(&worker->bench) == 0, "the dossier does not settle");
    worker->bench.run = format(arena, "%s/run", folder);
    need(bench_compute(&worker->bench) == 0, "the dossier does not settle");
    worker->base = bench_amounts(&worker->bench, arena);
}

static void explain_base(struct worker *worker)
{
    for (size_t i = 0; i < worker->base.count; i++) {
        const char *id = owner_of(worker->arena, &worker->base.items[i]);
        if (base_page(worker, id) != NULL)
            continue;
        struct explained explained = {id, bench_explain(&worker->bench, worker->arena, id)};
        need(explained.page != NULL, "explain failed");
        need(VECTOR_PUSH(&worker->explained, explained) == STATUS_OK, "no memory");
    }
}

static int work(struct worker *worker, const struct plan *plan, uint32_t first, uint32_t every)
{
    explain_base(worker);
    for (uint32_t i = first; i < plan->changes.count; i += WORKERS * every)
        try_change(worker, plan, &plan->changes.items[i]);
    fflush(stdout);
    return worker->tally->unnamed + worker->tally->undiffed > 0;
}

static int finish(const struct tally *tallies)
{
    struct tally all = {0};

    for (int i = 0; i < WORKERS; i++) {
        all.tried += tallies[i].tried;
        all.refused += tallies[i].refused;
        all.moving += tallies[i].moving;
        all.amounts += tallies[i].amounts;
        all.unnamed += tallies[i].unnamed;
        all.undiffed += tallies[i].undiffed;
    }
    printf("%u changes: %u refused, %u moved amounts; %u amounts moved, %u not explained, "
           "%u without their cause in diff\n",
           all.tried, all.refused, all.moving, all.amounts, all.unnamed, all.undiffed);
    return all.unnamed + all.undiffed > 0 || all.moving == 0;
}

static int run_all(const struct plan *plan, struct worker *workers, uint32_t every)
{
    for (uint32_t i = 0; i < WORKERS; i++) {
        pid_t child = fork();
        need(child >= 0, "cannot fork");
        if (child == 0)
            _exit(work(&workers[i], plan, i * every, every));
    }
    int wrong = 0;
    for (int status, i = 0; i < WORKERS; i++)
        wrong |= wait(&status) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > 1;
    return wrong;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

int main(int argc, char **argv)
{
    struct plan plan = {.arena = arena_new()};
    struct file files[TABLES];
    struct worker workers[WORKERS] = {0};
    size_t count = 0;
    uint32_t every = argc == 5 ? (uint32_t)(*argv[4] - '0') : 1;
    /* compute syncs what it writes; in memory that costs nothing */
    char folder[] = "/dev/shm/perturb.XXXXXX";

    need(argc == 4 || (argc == 5 && *argv[4] > '0' && *argv[4] <= '9'),
         "usage: perturb SALDO DOSSIER SCHEMES [EVERY]");
    need(plan.arena != NULL && mkdtemp(folder) != NULL, folder);
    for (size_t i = 0; i < TABLES; i++)
        if (file_exists(argv[2], tables[i]))
            files[count++] = file_read(plan.arena, argv[2], tables[i]);
    plan.config = file_read(plan.arena, argv[2], "dossier.yaml");
    plan.scheme = file_read(plan.arena, argv[3], plan_scheme_name(&plan));
    struct tally *tallies = mmap(NULL, WORKERS * sizeof *tallies, PROT_READ | PROT_WRITE,
                                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    need(tallies != MAP_FAILED, "no memory");
    for (int i = 0; i < WORKERS; i++) {
        workers[i].arena = plan.arena;
        workers[i].tally = &tallies[i];
        prepare(&workers[i], format(plan.arena, "%s/%d", folder, i), argv[1], &plan, files, count);
    }
    plan_changes(&plan, files, count, &workers[0].base);
    fflush(stdout);
    int wrong = run_all(&plan, workers, every);
    free(plan.changes.items);
    wrong |= finish(tallies);
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    munmap(tallies, WORKERS * sizeof *tallies);
    arena_free(plan.arena);
    return wrong;
}
