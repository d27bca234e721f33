/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/threads.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

enum { PARKED = BBC_THREADS + 1 };

struct failure { /* of the piece with the least number; pieces before it go on to their end */
    uint64_t index;
    enum status status; /* STATUS_OK: there is none */
    struct bbc_trouble trouble;
};

struct team {
    struct bbc_job *job;
    pthread_mutex_t read_lock;       /* held while a piece is cut */
    bool ended;                      /* nothing is cut any more; read_lock */
    pthread_mutex_t lock;            /* of all that follows */
    pthread_cond_t moved;            /* a turn has passed, or the team has failed */
    uint64_t hash_next;              /* number of the piece whose turn it is to be hashed, */
    uint64_t take_next;              /* and to be taken up */
    struct bbc_batch parked[PARKED]; /* finished before their turn */
    bool ready[PARKED];
    uint64_t room; /* how many may be parked; each that is used has memory of its own */
    struct failure failure;
};

struct member {
    struct team *team;
    struct bbc_rows *rows;
    struct bbc_batch batch;
    pthread_t thread;
    bool started;
};

/* Whether the piece is of no use any more. lock is held. */
static bool is_dropped(const struct team *team, uint64_t index)
{
    return team->failure.status != STATUS_OK && team->failure.index < index;
}

/* Notes that a piece failed. What is told in the end is what a single thread would have met first,
 * whichever thread was the fastest. lock is held. */
static void note_failure(struct team *team, const struct failure *failure)
{
    if (team->failure.status == STATUS_OK || failure->index < team->failure.index)
        team->failure = *failure;
    pthread_cond_broadcast(&team->moved);
}

static void team_fail(struct team *team, const struct failure *failure)
{
    pthread_mutex_lock(&team->lock);
    note_failure(team, failure);
    pthread_mutex_unlock(&team->lock);
}

static bool team_failed(struct team *team)
{
    pthread_mutex_lock(&team->lock);
    bool failed = team->failure.status != STATUS_OK;
    pthread_mutex_unlock(&team->lock);
    return failed;
}

/* Waits until fewer than room pieces are before this one. False: it was dropped. Pieces with a
 * lower number never wait for this one, so the wait ends. lock is held. */
static bool await_turn(struct team *team, const uint64_t *next, uint64_t index, uint64_t room)
{
    while (index - *next >= room && !is_dropped(team, index))
        pthread_cond_wait(&team->moved, &team->lock);
    return index - *next < room;
}

/* ---- the three gates ---- */

static enum status cut_piece(struct team *team, struct split_chunk *chunk)
{
    struct bbc_job *job = team->job;
    enum status status = splitter_next(job->splitter, UINT64_MAX, chunk);

    if (status != STATUS_OK) {
        struct failure failure = {job->splitter->next_index, status, {BBC_AT_EXPORT, errno}};
        team_fail(team, &failure);
        return status;
    }
    if (chunk->kind == SPLIT_END)
        return STATUS_OK;
    job->records += chunk->records;
    job->unended |= chunk->unended;
    if (job->options->progress != NULL)
        job->options->progress(job->options->progress_context, *job->bytes);
    return STATUS_OK;
}

/* Cuts the next piece. False: there is none, or the team has failed. */
static bool read_piece(struct member *member)
{
    struct team *team = member->team;
    struct split_chunk *chunk = &member->rows->chunk;

    pthread_mutex_lock(&team->read_lock);
    team->ended = team->ended || team_failed(team);
    if (!team->ended)
        team->ended = cut_piece(team, chunk) != STATUS_OK || chunk->kind == SPLIT_END;
    bool any = !team->ended;
    pthread_mutex_unlock(&team->read_lock);
    return any;
}

/* A piece that is dropped is not hashed: its turn may never come, and nobody asks for the sum. */
static void hash_piece(struct member *member)
{
    struct team *team = member->team;
    const struct bbc_options *options = team->job->options;
    const struct split_chunk *chunk = &member->rows->chunk;

    pthread_mutex_lock(&team->lock);
    bool turn = await_turn(team, &team->hash_next, chunk->index, 1);
    pthread_mutex_unlock(&team->lock);
    if (!turn)
        return;
    /* Only the owner of the number comes here, so the lock need not be held meanwhile. */
    if (chunk->fresh_length > 0)
        options->hash(options->hash_context, chunk->bytes + chunk->fresh_from, chunk->fresh_length);
    pthread_mutex_lock(&team->lock);
    team->hash_next++;
    pthread_cond_broadcast(&team->moved);
    pthread_mutex_unlock(&team->lock);
}

/* Takes up a batch of the piece whose turn it is. lock is held, but not meanwhile: only the owner
 * of the turn comes here. */
static enum status take_up(struct team *team, struct bbc_batch *batch)
{
    struct bbc_ledger *ledger = team->job->ledger;
    struct failure failure = {.index = team->take_next};

    pthread_mutex_unlock(&team->lock);
    failure.status = bbc_ledger_take(ledger, batch);
    if (failure.status == STATUS_IO)
        failure.trouble = bbc_ledger_trouble(ledger);
    pthread_mutex_lock(&team->lock);
    if (failure.status != STATUS_OK)
        note_failure(team, &failure);
    return failure.status;
}

/* Takes up a batch whose turn it is, and those parked behind it. lock is held. */
static void take_turn(struct team *team, struct bbc_batch *batch)
{
    while (take_up(team, batch) == STATUS_OK) {
        team->take_next++;
        pthread_cond_broadcast(&team->moved);
        size_t slot = team->take_next % team->room;
        if (!team->ready[slot])
            return;
        team->ready[slot] = false;
        batch = &team->parked[slot];
    }
}

/* lock is held. */
static void park(struct team *team, struct member *member, uint64_t index)
{
    size_t slot = index % team->room;
    struct bbc_batch empty = team->parked[slot];

    team->parked[slot] = member->batch;
    team->ready[slot] = true;
    member->batch = empty;
}

static void finish_piece(struct member *member)
{
    struct team *team = member->team;
    uint64_t index = member->rows->chunk.index;

    pthread_mutex_lock(&team->lock);
    if (await_turn(team, &team->take_next, index, team->room)) {
        if (index == team->take_next)
            take_turn(team, &member->batch);
        else
            park(team, member, index);
    }
    pthread_mutex_unlock(&team->lock);
}

/* A full batch waits for its turn and is taken up before the piece is finished. */
static enum status flush_batch(void *context)
{
    struct member *member = context;
    struct team *team = member->team;
    enum status status = STATUS_BROKEN; /* dropped: nobody is told */

    pthread_mutex_lock(&team->lock);
    if (await_turn(team, &team->take_next, member->rows->chunk.index, 1))
        status = take_up(team, &member->batch);
    pthread_mutex_unlock(&team->lock);
    return status;
}

/* ---- the team ---- */

static void *work(void *context)
{
    struct member *member = context;
    struct team *team = member->team;

    assert(member->rows != NULL); /* made before the threads start */
    member->rows->batch = &member->batch;
    while (read_piece(member)) {
        if (team->job->hash)
            hash_piece(member);
        struct failure failure = {.index = member->rows->chunk.index};
        failure.status = bbc_rows_take(member->rows, flush_batch, member);
        if (failure.status == STATUS_OK)
            finish_piece(member);
        else
            team_fail(team, &failure); /* does nothing when the batch has said why */
    }
    return NULL;
}

static void batch_free(struct bbc_batch *batch)
{
    free(batch->events.items);
    free(batch->totals.items);
    bbc_buffer_free(&batch->text);
}

/* The calling thread works too; a thread that cannot be had is done without. */
static void run_members(struct member *members, unsigned count)
{
    for (unsigned i = 1; i < count; i++)
        members[i].started = pthread_create(&members[i].thread, NULL, work, &members[i]) == 0;
    work(&members[0]);
    for (unsigned i = 1; i < count; i++)
        if (members[i].started)
            pthread_join(members[i].thread, NULL);
}

static struct team *team_new(struct bbc_job *job, struct member *members)
{
    struct team *team = calloc(1, sizeof *team);

    if (team == NULL)
        return NULL;
    team->job = job;
    team->room = (uint64_t)job->threads + 1;
    team->hash_next = job->splitter->next_index;
    team->take_next = job->splitter->next_index;
    pthread_mutex_init(&team->read_lock, NULL);
    pthread_mutex_init(&team->lock, NULL);
    pthread_cond_init(&team->moved, NULL);
    for (unsigned i = 0; i < job->threads; i++) {
        members[i].team = team;
        members[i].rows = &job->rows[i];
        members[i].rows->full = bbc_ledger_full(job->ledger);
    }
    return team;
}

static void team_free(struct team *team)
{
    for (unsigned i = 0; i < PARKED; i++)
        batch_free(&team->parked[i]);
    pthread_cond_destroy(&team->moved);
    pthread_mutex_destroy(&team->lock);
    pthread_mutex_destroy(&team->read_lock);
    free(team);
}

enum status bbc_job_run(struct bbc_job *job)
{
    struct member members[BBC_THREADS] = {0};
    struct team *team = team_new(job, members);

    if (team == NULL)
        return STATUS_MEMORY;
    run_members(members, job->threads);
    enum status status = team->failure.status;
    job->trouble = team->failure.trouble;
    for (unsigned i = 0; i < job->threads; i++)
        batch_free(&members[i].batch);
    team_free(team);
    return status;
}
