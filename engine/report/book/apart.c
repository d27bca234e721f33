/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/book/apart.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

struct answer { /* in memory that both see */
    bool given;
    enum status status;
    int error;
};

/* What the program does before a signal ends it is not for a child to do. */
static void end_by_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        signal(numbers[i], SIG_DFL);
}

_Noreturn static void work_as_child(apart_fn work, void *context, int words, struct answer *answer)
{
    const struct rlimit none = {0, 0};

    end_by_signals();
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody would read the answer */
    setrlimit(RLIMIT_CORE, &none);
    if (dup2(words, STDERR_FILENO) < 0)
        _exit(1);
    answer->status = work(context);
    answer->error = errno;
    answer->given = true;
    _exit(0); /* not exit: what stands in buffers is the parent's to write */
}

static enum status wait_for(pid_t child, int words, const struct answer *answer)
{
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
    if (!answer->given || (answer->status == STATUS_OK && lseek(words, 0, SEEK_END) != 0)) {
        errno = ENOMEM;
        return STATUS_MEMORY;
    }
    errno = answer->error;
    return answer->status;
}

static enum status work_apart(apart_fn work, void *context, int words)
{
    struct answer *answer =
        mmap(NULL, sizeof *answer, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (answer == MAP_FAILED)
        return STATUS_MEMORY;
    pid_t child = fork();
    if (child == 0)
        work_as_child(work, context, words, answer);
    enum status status = child < 0 ? STATUS_IO : wait_for(child, words, answer);
    int why = errno;
    munmap(answer, sizeof *answer);
    errno = why;
    return status;
}

enum status apart(apart_fn work, void *context)
{
    int words = memfd_create("stderr", MFD_CLOEXEC); /* what the child prints */

    if (words < 0)
        return STATUS_IO;
    enum status status = work_apart(work, context, words);
    int why = errno;
    close(words);
    errno = why;
    return status;
}
