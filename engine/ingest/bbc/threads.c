/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/threads.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

enum { PARKED = BBC_THREADS + 1 };

struct gate { /* lets numbers pass one by one, in order */
    pthread_mutex_t lock;
    pthread_cond_t moved;
    uint64_t next;
};

struct team {
    struct bbc_job *job;
    pthread_mutex_t read_lock;
    struct gate hash;
    struct gate take;
    struct bbc_batch parked[PARKED]; /* finished before their turn; take.lock */
    bool ready[PARKED];
    uint64_t room;      /* how many may be parked; each that is used has memory of its own */
    bool ended;         /* read_lock */
    enum status status; /* first failure; status_lock */
    pthread_mutex_t status_lock;
};

struct member {
    struct team *team;
    struct bbc_rows *rows;
    struct bbc_batch batch;
    pthread_t thread;
    bool started;
};

static void gate_init(struct gate *gate, uint64_t next)
{
    pthread_mutex_init(&gate->lock, NULL);
    pthread_cond_init(&gate->moved, NULL);
    gate->next = next;
}

static void gate_destroy(struct gate *gate)
{
    pthread_mutex_destroy(&gate->lock);
    pthread_cond_destroy(&gate->moved);
}

static enum status team_status(struct team *team)
{
    pthread_mutex_lock(&team->status_lock);
    enum status status = team->status;
    pthread_mutex_unlock(&team->status_lock);
    return status;
}

static void wake(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    pthread_cond_broadcast(&gate->moved);
    pthread_mutex_unlock(&gate->lock);
}

/* The first failure stops everyone. */
static void team_fail(struct team *team, enum status status)
{
    pthread_mutex_lock(&team->status_lock);
    if (team->status == STATUS_OK)
        team->status = status;
    pthread_mutex_unlock(&team->status_lock);
    wake(&team->hash);
    wake(&team->take);
}

/* Cuts the next piece. False: there is none, or the team has failed. */
static bool read_piece(struct member *member)
{
    struct team *team = member->team;
    struct bbc_job *job = team->job;
    struct split_chunk *chunk = &member->rows->chunk;
    enum status status = team_status(team);

    pthread_mutex_lock(&team->read_lock);
    if (status == STATUS_OK && !team->ended) {
        status = splitter_next(job->splitter, UINT64_MAX, chunk);
        team->ended = status != STATUS_OK || chunk->kind == SPLIT_END;
        if (!team->ended) {
            job->records += chunk->records;
            job->unended |= chunk->unended;
            if (job->options->progress != NULL)
                job->options->progress(job->options->progress_context, *job->bytes);
        }
    } else {
        chunk->kind = SPLIT_END;
    }
    pthread_mutex_unlock(&team->read_lock);
    if (status != STATUS_OK)
        team_fail(team, status);
    return status == STATUS_OK && chunk->kind != SPLIT_END;
}

static void hash_piece(struct member *member)
{
    struct team *team = member->team;
    const struct bbc_options *options = team->job->options;
    const struct split_chunk *chunk = &member->rows->chunk;

    pthread_mutex_lock(&team->hash.lock);
    while (team->hash.next != chunk->index && team_status(team) == STATUS_OK)
        pthread_cond_wait(&team->hash.moved, &team->hash.lock);
    pthread_mutex_unlock(&team->hash.lock);
    /* Only the owner of the number comes here, so the lock need not be held meanwhile. */
    if (chunk->fresh_length > 0)
        options->hash(options->hash_context, chunk->bytes + chunk->fresh_from, chunk->fresh_length);
    pthread_mutex_lock(&team->hash.lock);
    team->hash.next++;
    pthread_cond_broadcast(&team->hash.moved);
    pthread_mutex_unlock(&team->hash.lock);
}

/* Takes up a batch whose turn it is, and those parked behind it. take.lock is held. */
static enum status take_turn(struct team *team, struct bbc_batch *batch)
{
    enum status status = bbc_ledger_take(team->job->ledger, batch);

    for (team->take.next++; status == STATUS_OK; team->take.next++) {
        size_t slot = team->take.next % team->room;
        if (!team->ready[slot])
            break;
        team->ready[slot] = false;
        status = bbc_ledger_take(team->job->ledger, &team->parked[slot]);
    }
    pthread_cond_broadcast(&team->take.moved);
    return status;
}

static void park(struct team *team, struct member *member, uint64_t index)
{
    size_t slot = index % team->room;
    struct bbc_batch empty = team->parked[slot];

    team->parked[slot] = member->batch;
    team->ready[slot] = true;
    member->batch = empty;
}

static enum status finish_piece(struct member *member)
{
    struct team *team = member->team;
    uint64_t index = member->rows->chunk.index;
    enum status status = STATUS_OK;

    pthread_mutex_lock(&team->take.lock);
    while (index - team->take.next >= team->room && team_status(team) == STATUS_OK)
        pthread_cond_wait(&team->take.moved, &team->take.lock);
    if (index == team->take.next)
        status = take_turn(team, &member->batch);
    else if (index - team->take.next < team->room)
        park(team, member, index);
    pthread_mutex_unlock(&team->take.lock);
    return status;
}

/* A full batch waits for its turn and is taken up before the piece is finished. */
static enum status flush_batch(void *context)
{
    struct member *member = context;
    struct team *team = member->team;
    enum status status = STATUS_OK;

    pthread_mutex_lock(&team->take.lock);
    while (member->rows->chunk.index != team->take.next && status == STATUS_OK) {
        pthread_cond_wait(&team->take.moved, &team->take.lock);
        status = team_status(team);
    }
    if (status == STATUS_OK)
        status = bbc_ledger_take(team->job->ledger, &member->batch);
    pthread_mutex_unlock(&team->take.lock);
    return status;
}

static void *work(void *context)
{
    struct member *member = context;
    struct team *team = member->team;

    assert(member->rows != NULL); /* made before the threads start */
    member->rows->batch = &member->batch;
    while (read_piece(member)) {
        if (team->job->hash)
            hash_piece(member);
        enum status status = bbc_rows_take(member->rows, flush_batch, member);
        if (status == STATUS_OK)
            status = finish_piece(member);
        if (status != STATUS_OK)
            team_fail(team, status);
    }
    return NULL;
}

static void batch_free(struct bbc_batch *batch)
{
    free(batch->events.items);
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

enum status bbc_job_run(struct bbc_job *job)
{
    struct team *team = calloc(1, sizeof *team);
    struct member members[BBC_THREADS] = {0};

    if (team == NULL)
        return STATUS_MEMORY;
    team->job = job;
    team->room = (uint64_t)job->threads + 1;
    pthread_mutex_init(&team->read_lock, NULL);
    pthread_mutex_init(&team->status_lock, NULL);
    gate_init(&team->hash, job->splitter->next_index);
    gate_init(&team->take, job->splitter->next_index);
    for (unsigned i = 0; i < job->threads; i++) {
        members[i].team = team;
        members[i].rows = &job->rows[i];
    }
    run_members(members, job->threads);
    enum status status = team->status;
    for (unsigned i = 0; i < job->threads; i++)
        batch_free(&members[i].batch);
    for (unsigned i = 0; i < PARKED; i++)
        batch_free(&team->parked[i]);
    gate_destroy(&team->hash);
    gate_destroy(&team->take);
    pthread_mutex_destroy(&team->read_lock);
    pthread_mutex_destroy(&team->status_lock);
    free(team);
    return status;
}
