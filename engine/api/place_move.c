/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/place_part.h"

/* The file system, or the kernel, does not know the flag. */
static bool is_unknown_flag(void)
{
    return errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
}

/* A folder of the name is made, which fails when there is anything; a rename takes its place. */
static int move_folder(int from, const char *name, int to, const char *as)
{
    if (mkdirat(to, as, 0777) != 0)
        return -1;
    if (renameat(from, name, to, as) == 0)
        return 0;
    int saved = errno;
    unlinkat(to, as, AT_REMOVEDIR);
    errno = saved == ENOTEMPTY ? EEXIST : saved;
    return -1;
}

/* A link fails when there is anything. Where there are no links either, looking first must do. */
static int move_file(int from, const char *name, int to, const char *as)
{
    struct stat info;

    if (linkat(from, name, to, as, 0) == 0)
        return unlinkat(from, name, 0);
    if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
        return -1;
    if (fstatat(to, as, &info, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    return renameat(from, name, to, as);
}

int place_move(int from, const char *name, int to, const char *as, bool is_folder)
{
    if (renameat2(from, name, to, as, RENAME_NOREPLACE) == 0)
        return 0;
    if (!is_unknown_flag())
        return -1;
    return is_folder ? move_folder(from, name, to, as) : move_file(from, name, to, as);
}

/* The old one steps aside; it comes back when the new one cannot take its place. */
static int exchange_aside(int work, int parent, const char *name, bool is_folder)
{
    if (renameat(parent, name, work, PLACE_OLD) != 0)
        return -1;
    if (place_move(work, PLACE_FILE, parent, name, is_folder) == 0)
        return renameat(work, PLACE_OLD, work, PLACE_FILE);
    int saved = errno;
    if (place_move(work, PLACE_OLD, parent, name, is_folder) != 0)
        saved = errno;
    errno = saved;
    return -1;
}

/* The old one keeps a name in the work folder, and a rename replaces the other. */
static int exchange_files(int work, int parent, const char *name)
{
    if (linkat(parent, name, work, PLACE_OLD, 0) != 0)
        return exchange_aside(work, parent, name, false);
    if (renameat(work, PLACE_FILE, parent, name) == 0)
        return renameat(work, PLACE_OLD, work, PLACE_FILE);
    int saved = errno;
    unlinkat(work, PLACE_OLD, 0);
    errno = saved;
    return -1;
}

int place_exchange(int work, int parent, const char *name, bool is_folder)
{
    if (renameat2(work, PLACE_FILE, parent, name, RENAME_EXCHANGE) == 0)
        return 0;
    if (!is_unknown_flag())
        return -1;
    return is_folder ? exchange_aside(work, parent, name, true)
                     : exchange_files(work, parent, name);
}
