/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faults/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults/tree.h"

#define CALLS(...)                                                                                 \
    .kind = FAULT_CALL, .calls = {__VA_ARGS__},                                                    \
    .call_count = sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t)

const struct fault_class fault_classes[] = {
    {"memory", FAULT_MEMORY, ENOMEM, {0}, 0},
    {"map", .error = ENOMEM, CALLS(SYS_mmap, SYS_mremap)},
    {"thread", .error = EAGAIN, CALLS(SYS_clone, SYS_clone3, SYS_fork, SYS_vfork)},
    {"open", .error = EMFILE, CALLS(SYS_open, SYS_openat, SYS_memfd_create, SYS_dup, SYS_pipe2)},
    {"read", .error = EIO, CALLS(SYS_read, SYS_pread64, SYS_readv)},
    {"read-again", .error = EINTR, CALLS(SYS_read, SYS_pread64, SYS_readv)},
    {"read-short", FAULT_SHORT_READ, 0, {0}, 0},
    {"write", .error = ENOSPC, CALLS(SYS_write, SYS_pwrite64, SYS_writev)},
    {"write-again", .error = EINTR, CALLS(SYS_write, SYS_pwrite64, SYS_writev)},
    {"write-short", FAULT_SHORT_WRITE, 0, {0}, 0},
    {"sync", .error = EIO, CALLS(SYS_fsync, SYS_fdatasync)},
    {"close", .error = EIO, CALLS(SYS_close)},
    {"rename", .error = EIO, CALLS(SYS_rename, SYS_renameat, SYS_renameat2, SYS_linkat)},
    {"folder", .error = ENOSPC, CALLS(SYS_mkdir, SYS_mkdirat)},
    {"remove", .error = EIO, CALLS(SYS_unlink, SYS_unlinkat, SYS_rmdir)},
    {"size", .error = ENOSPC, CALLS(SYS_ftruncate, SYS_fallocate)},
    {"list", .error = EIO, CALLS(SYS_getdents64)},
    {"look", .error = EIO,
     CALLS(SYS_newfstatat, SYS_fstat, SYS_lstat, SYS_stat, SYS_statx, SYS_access, SYS_faccessat,
           SYS_faccessat2, SYS_readlink, SYS_readlinkat)},
    {"seek", .error = EIO, CALLS(SYS_lseek)},
    {"lock", .error = ENOLCK, CALLS(SYS_flock)},
    {"chance", .error = ENOSYS, CALLS(SYS_getrandom)},
    {"wait", .error = EINTR, CALLS(SYS_wait4, SYS_waitid)},
};
const unsigned fault_class_count = sizeof fault_classes / sizeof *fault_classes;

/* ---- the program's side ---- */

static void redirect(const char *path, int to)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

    if (fd < 0 || dup2(fd, to) < 0)
        _exit(126);
}

_Noreturn static void become(const struct launch *what, int shared)
{
    char number[16];

    snprintf(number, sizeof number, "%d", shared);
    setpgid(0, 0);
    redirect("/dev/null", STDIN_FILENO);
    redirect(what->out, STDOUT_FILENO);
    redirect(what->err, STDERR_FILENO);
    if (chdir(what->folder) != 0)
        _exit(126);
    setenv(FAULT_VARIABLE, number, 1);
    setenv("LD_PRELOAD", what->library, 1);
    setenv("LC_ALL", "C", 1);
    execv(what->words[0], what->words);
    _exit(126);
}

/* ---- the driver's side ---- */

static int receive_listener(int socket)
{
    char byte;
    struct iovec part = {&byte, 1};
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    int listener = -1;

    if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) == 1 && CMSG_FIRSTHDR(&message) != NULL)
        memcpy(&listener, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof listener);
    return listener;
}

/* Answers one call: it fails, or the kernel goes on with it. */
static void answer(int listener, const struct fault_class *class, uint64_t at, struct fault *fault,
                   struct outcome *outcome)
{
    struct seccomp_notif call = {0};
    struct seccomp_notif_resp reply = {.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};

    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0)
        return; /* a signal ended it meanwhile */
    if (atomic_fetch_add(&fault->seen, 1) + 1 == at) {
        atomic_store(&fault->fired, true);
        outcome->descriptor = (int)call.data.args[0];
        reply.flags = 0;
        reply.error = -class->error;
    }
    reply.id = call.id;
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply);
}

/* Until the program ends; the deadline counts from the last call. */
static void attend(int process, int socket, const struct fault_class *class, uint64_t at,
                   struct fault *fault, struct outcome *outcome)
{
    enum { PROCESS, TALK };
    struct pollfd ready[2] = {{process, POLLIN, 0}, {socket, POLLIN, 0}};
    int listener = -1;

    for (;;) {
        int count = poll(ready, 2, DEADLINE_MS);
        if (count == 0)
            outcome->hung = true;
        if (count == 0 || ready[PROCESS].revents != 0)
            break;
        if (listener >= 0 && (ready[TALK].revents & POLLIN) != 0)
            answer(listener, class, at, fault, outcome);
        else if (listener < 0 && ready[TALK].revents != 0)
            ready[TALK].fd = listener = receive_listener(socket);
        else
            ready[TALK].fd = -1; /* nobody is left who could call */
    }
    if (listener >= 0)
        close(listener);
}

static struct fault *share(int *fd, const struct fault_class *class, uint64_t at, int socket)
{
    *fd = memfd_create("fault", 0);
    if (*fd < 0 || ftruncate(*fd, sizeof(struct fault)) != 0)
        give_up("sharing", "memory");
    struct fault *fault = mmap(NULL, sizeof *fault, PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
    if (fault == MAP_FAILED)
        give_up("sharing", "memory");
    fault->kind = class->kind;
    fault->at = at;
    fault->socket = socket;
    fault->call_count = class->call_count;
    memcpy(fault->calls, class->calls, sizeof fault->calls);
    return fault;
}

static void gather(pid_t pid, struct outcome *outcome)
{
    int status = 0;

    if (outcome->hung)
        kill(-pid, SIGKILL); /* the group of this one program */
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    outcome->signal = WIFSIGNALED(status) && !outcome->hung ? WTERMSIG(status) : 0;
    outcome->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct outcome launch(const struct launch *what, const struct fault_class *class, uint64_t at)
{
    struct outcome outcome = {.descriptor = -1};
    int sockets[2], shared;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) != 0)
        give_up("socketpair", what->words[0]);
    fcntl(sockets[0], F_SETFD, FD_CLOEXEC);
    struct fault *fault = share(&shared, class, at, sockets[1]);
    pid_t pid = fork();
    if (pid < 0)
        give_up("fork", what->words[0]);
    if (pid == 0)
        become(what, shared);
    close(sockets[1]);
    int process = (int)syscall(SYS_pidfd_open, pid, 0);
    attend(process, sockets[0], class, at, fault, &outcome);
    gather(pid, &outcome);
    outcome.seen = atomic_load(&fault->seen);
    outcome.fired = atomic_load(&fault->fired);
    close(process);
    close(sockets[0]);
    close(shared);
    munmap(fault, sizeof *fault);
    return outcome;
}
