/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/screen/progress.h"
#include "write/screen.h"

#include <libintl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define _(text) gettext(text)

enum { FIRST_MS = 500, EACH_MS = 100 }; /* a moment; between two lines */

struct progress {
    const char *what;
    const char *why;
    uint64_t total;
    uint64_t done;    /* of the steps before */
    uint64_t at;      /* of all */
    uint64_t started; /* milliseconds */
    uint64_t shown;
    bool visible;
};

static uint64_t now(void)
{
    struct timespec time;

    if (clock_gettime(CLOCK_MONOTONIC, &time) != 0)
        return 0;
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

struct progress *progress_new(const char *what, uint64_t total)
{
    struct progress *progress = isatty(STDERR_FILENO) ? calloc(1, sizeof *progress) : NULL;

    if (progress == NULL)
        return NULL;
    progress->what = what;
    progress->total = total;
    progress->started = now();
    progress->shown = progress->started + FIRST_MS - EACH_MS;
    return progress;
}

void progress_end(struct progress *progress)
{
    if (progress != NULL && progress->visible)
        screen_print(stderr, "\r\033[K");
    if (progress != NULL)
        progress->visible = false;
}

void progress_free(struct progress *progress)
{
    progress_end(progress);
    free(progress);
}

/* 1234 MB, or 12.3 GB from 10 GB on. */
static void put_bytes(char text[32], uint64_t bytes)
{
    if (bytes < UINT64_C(10000000000))
        snprintf(text, 32, "%llu MB", (unsigned long long)(bytes / 1000000));
    else
        snprintf(text, 32, "%llu.%llu GB", (unsigned long long)(bytes / 1000000000),
                 (unsigned long long)(bytes / 100000000 % 10));
}

static void show(struct progress *progress, uint64_t time)
{
    uint64_t spent = time > progress->started ? time - progress->started : 1;
    uint64_t at = progress->at < progress->total ? progress->at : progress->total;
    uint64_t percent = progress->total == 0 ? 0
                                            : (uint64_t)((__uint128_t)at * 100 / progress->total);
    char done[32];
    char total[32];
    char rate[32];

    put_bytes(done, at);
    put_bytes(total, progress->total);
    put_bytes(rate, at / spent * 1000);
    fputc('\r', stderr);
    /* TRANSLATORS: what, bytes done, bytes in all, per cent, bytes a second */
    screen_print(stderr, _("%s: %s of %s, %llu %%, %s/s"), progress->what, done, total,
                 (unsigned long long)percent, rate);
    if (progress->why != NULL)
        screen_print(stderr, " (%s)", progress->why);
    screen_print(stderr, "\033[K");
    fflush(stderr);
    progress->shown = time;
    progress->visible = true;
}

void progress_at(struct progress *progress, uint64_t bytes)
{
    if (progress == NULL)
        return;
    uint64_t time = now();
    progress->at = progress->done + bytes;
    if (time >= progress->shown + EACH_MS)
        show(progress, time);
}

void progress_step(struct progress *progress)
{
    if (progress != NULL)
        progress->done = progress->at;
}

void progress_restart(struct progress *progress, const char *why)
{
    if (progress == NULL)
        return;
    progress->done = 0;
    progress->at = 0;
    progress->started = now();
    progress->why = why;
}
