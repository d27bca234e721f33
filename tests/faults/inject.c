/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded into the program before everything else (LD_PRELOAD). Its constructor runs last before
 * main: what the loader does is not counted. Memory and short reads and writes fail here; system
 * calls, also those inside the C library, are handed to the driver by a seccomp filter. */
#include <dlfcn.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "faults/fault.h"

#define VISIBLE __attribute__((visibility("default")))

static struct fault *fault; /* NULL until main begins */

/* Whether this call is the one. */
static bool hit(enum fault_kind kind)
{
    if (fault == NULL || fault->kind != kind)
        return false;
    if (atomic_fetch_add(&fault->seen, 1) + 1 != fault->at)
        return false;
    atomic_store(&fault->fired, true);
    return true;
}

static bool no_memory(void)
{
    if (!hit(FAULT_MEMORY))
        return false;
    errno = ENOMEM;
    return true;
}

/* ---- memory: the functions that come next, so that a leak checker may stand behind us ---- */

static struct {
    void *(*malloc)(size_t size);
    void *(*calloc)(size_t count, size_t size);
    void *(*realloc)(void *old, size_t size);
    int (*align)(void **out, size_t alignment, size_t size);
    void *(*aligned)(size_t alignment, size_t size);
} next;

static void find(void *out, const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);

    memcpy(out, &found, sizeof found);
}

static void find_next(void)
{
    if (next.malloc != NULL)
        return;
    find(&next.calloc, "calloc");
    find(&next.realloc, "realloc");
    find(&next.align, "posix_memalign");
    find(&next.aligned, "aligned_alloc");
    find(&next.malloc, "malloc");
}

VISIBLE void *malloc(size_t size)
{
    find_next();
    return no_memory() ? NULL : next.malloc(size);
}

VISIBLE void *calloc(size_t count, size_t size)
{
    find_next();
    return no_memory() ? NULL : next.calloc(count, size);
}

VISIBLE void *realloc(void *old, size_t size)
{
    find_next();
    return no_memory() ? NULL : next.realloc(old, size);
}

VISIBLE int posix_memalign(void **out, size_t alignment, size_t size)
{
    find_next();
    return no_memory() ? ENOMEM : next.align(out, alignment, size);
}

VISIBLE void *aligned_alloc(size_t alignment, size_t size)
{
    find_next();
    return no_memory() ? NULL : next.aligned(alignment, size);
}

/* ---- half of what was asked ---- */

static size_t half(size_t size)
{
    return size > 1 ? size / 2 : size;
}

VISIBLE ssize_t read(int fd, void *to, size_t size)
{
    return syscall(SYS_read, fd, to, hit(FAULT_SHORT_READ) ? half(size) : size);
}

VISIBLE ssize_t pread(int fd, void *to, size_t size, off_t at)
{
    return syscall(SYS_pread64, fd, to, hit(FAULT_SHORT_READ) ? half(size) : size, at);
}

VISIBLE ssize_t pread64(int fd, void *to, size_t size, off64_t at)
{
    return pread(fd, to, size, at);
}

VISIBLE ssize_t write(int fd, const void *from, size_t size)
{
    return syscall(SYS_write, fd, from, hit(FAULT_SHORT_WRITE) ? half(size) : size);
}

/* ---- system calls ---- */

/* A filter that hands the calls of the fault to whoever holds the listener, which it returns. */
static int listen_for(const struct fault *what)
{
    struct sock_filter program[2 * FAULT_CALLS + 2];
    unsigned short length = 0;

    program[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                                     (unsigned)offsetof(struct seccomp_data, nr));
    for (unsigned i = 0; i < what->call_count; i++) {
        program[length++] =
            (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, what->calls[i], 0, 1);
        program[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
    }
    program[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog filter = {length, program};

    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
                        &filter);
}

static bool send_listener(int socket, int listener)
{
    char byte = 0;
    struct iovec part = {&byte, 1};
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);

    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof listener);
    memcpy(CMSG_DATA(head), &listener, sizeof listener);
    return sendmsg(socket, &message, 0) == 1;
}

/* The number in the environment; -1: none. */
static int descriptor(void)
{
    const char *word = getenv(FAULT_VARIABLE);
    int number = 0;

    if (word == NULL)
        return -1;
    for (; *word >= '0' && *word <= '9'; word++)
        number = 10 * number + (*word - '0');
    return number;
}

__attribute__((constructor)) static void begin(void)
{
    int fd = descriptor();
    struct fault *shared =
        fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

    find_next();
    if (shared == MAP_FAILED)
        return;
    if (shared->kind == FAULT_CALL) {
        int listener = listen_for(shared);
        if (listener < 0 || !send_listener(shared->socket, listener))
            _exit(125);
        return; /* the listener stays open here too: to close it may be what is counted */
    }
    fault = shared;
}
