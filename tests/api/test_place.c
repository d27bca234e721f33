/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run appears whole or not at all, and --force removes a run and nothing else. */
#include "api/run_kind.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/run_read.h"
#include "support/folder.h"
#include "support/rows.h"

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
static const char manifest[] = "{\"schema\":\"saldo-manifest/1\",\"uitvoer\":["
                               "{\"bestand\":\"afrekening.json\",\"bytes\":1,\"sha256\":\"" A64
                               "\"},"
                               "{\"bestand\":\"old.csv\",\"bytes\":1,\"sha256\":\"" A64 "\"}]}";

static void check_list(const char *path, const char *names)
{
    char *list = folder_list(path);

    assert_string_equal(list, names);
    free(list);
}

static void check_text(const char *path, const char *text)
{
    char *read = folder_read(path, NULL);

    assert_string_equal(read, text);
    free(read);
}

static void make_run(const struct folder *folder, const char *name, const char *text)
{
    struct folder run = {.fd = -1};

    assert_int_equal(mkdirat(folder->fd, name, 0777), 0);
    run.fd = openat(folder->fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(run.fd >= 0);
    folder_write_text(&run, "manifest.json", manifest);
    folder_write_text(&run, "old.csv", text);
    close(run.fd);
}

static void write_in(const struct place *run, const char *name, const char *text)
{
    struct folder folder = {.fd = place_fd(run)};

    folder_write_text(&folder, name, text);
}

static void test_new(void **state)
{
    struct folder folder;
    struct place *run;

    (void)state;
    folder_new(&folder);
    const char *path = folder_path(&folder, "run");
    assert_int_equal(place_new(path, &run_kind, false, &run), STATUS_OK);
    write_in(run, "a", "1");
    assert_int_equal(access(path, F_OK), -1); /* not before the commit */
    assert_int_equal(place_put(run), STATUS_OK);
    place_free(run);
    check_list(folder.path, "run");
    check_list(path, "a");
    folder_remove(&folder);
}

static void test_abandoned(void **state)
{
    struct folder folder;
    struct place *run;

    (void)state;
    folder_new(&folder);
    assert_int_equal(place_new(folder_path(&folder, "run"), &run_kind, false, &run), STATUS_OK);
    write_in(run, "a", "1");
    place_free(run);
    place_free(NULL);
    check_list(folder.path, "");
    folder_remove(&folder);
}

/* What stands in the way, and whether force gets past it. */
enum obstacle {
    A_FILE,
    AN_EMPTY_FOLDER,
    A_FOLDER,
    ANOTHER_MANIFEST,
    A_MANIFEST_LINK,
    A_FOLDER_IN_A_RUN,
    A_FILE_IN_A_RUN,
    A_LINK_IN_A_RUN,
    A_LINK_TO_A_RUN,
    A_BROKEN_LINK,
    A_RUN
};
static const struct obstruction {
    const char *name;
    enum obstacle obstacle;
    const char *path;
    bool replaced;
} obstructions[] = {
    {"a file", A_FILE, "run", false},
    {"an empty folder", AN_EMPTY_FOLDER, "run", false},
    {"a folder of others", A_FOLDER, "run", false},
    {"a manifest that is not ours", ANOTHER_MANIFEST, "run", false},
    {"a manifest that is a link", A_MANIFEST_LINK, "run", false},
    {"a run with a folder in it", A_FOLDER_IN_A_RUN, "run", false},
    {"a run with a file of the user's in it", A_FILE_IN_A_RUN, "run", false},
    {"a run with a link in it", A_LINK_IN_A_RUN, "run", false},
    {"a link to a run", A_LINK_TO_A_RUN, "run", false},
    {"a link to a run, with a slash", A_LINK_TO_A_RUN, "run/", false},
    {"a link to nothing", A_BROKEN_LINK, "run", false},
    {"a run", A_RUN, "run", true},
    {"a run, with slashes", A_RUN, "run//", true},
};

static void put_obstacle(const struct folder *folder, enum obstacle obstacle)
{
    struct folder run = {.fd = -1};

    if (obstacle == A_FILE)
        folder_write_text(folder, "run", "kept");
    else if (obstacle == A_BROKEN_LINK)
        assert_int_equal(symlinkat("absent", folder->fd, "run"), 0);
    else if (obstacle == A_LINK_TO_A_RUN) {
        make_run(folder, "other", "kept");
        assert_int_equal(symlinkat("other", folder->fd, "run"), 0);
    } else if (obstacle >= A_FOLDER_IN_A_RUN)
        make_run(folder, "run", "kept");
    else
        assert_int_equal(mkdirat(folder->fd, "run", 0777), 0);
    run.fd = openat(folder->fd, "run", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (obstacle == A_FOLDER)
        folder_write_text(&run, "notes.txt", "kept");
    else if (obstacle == ANOTHER_MANIFEST)
        folder_write_text(&run, "manifest.json", "{\"name\":\"an app\"}");
    else if (obstacle == A_MANIFEST_LINK) {
        folder_write_text(folder, "manifest", manifest);
        assert_int_equal(symlinkat("../manifest", run.fd, "manifest.json"), 0);
    } else if (obstacle == A_FOLDER_IN_A_RUN)
        assert_int_equal(mkdirat(run.fd, "mine", 0777), 0);
    else if (obstacle == A_FILE_IN_A_RUN)
        folder_write_text(&run, "notes.txt", "kept");
    else if (obstacle == A_LINK_IN_A_RUN)
        assert_int_equal(symlinkat("/", run.fd, "mine"), 0);
    if (run.fd >= 0)
        close(run.fd);
}

static void test_obstruction(void **state)
{
    const struct obstruction *row = *state;
    struct folder folder;
    struct place *run = NULL;
    struct stat before;
    struct stat after;

    folder_new(&folder);
    put_obstacle(&folder, row->obstacle);
    const char *path = folder_path(&folder, row->path);
    char *around = folder_list(folder.path);
    assert_int_equal(fstatat(folder.fd, "run", &before, AT_SYMLINK_NOFOLLOW), 0);
    assert_int_equal(place_new(path, &run_kind, false, &run), STATUS_EXISTS);
    assert_null(run);
    if (row->replaced) {
        assert_int_equal(place_new(path, &run_kind, true, &run), STATUS_OK);
        write_in(run, "new.csv", "new");
        check_text(folder_path(&folder, "run/old.csv"), "kept"); /* until the commit */
        assert_int_equal(place_put(run), STATUS_OK);
        place_free(run);
        check_list(folder_path(&folder, "run"), "new.csv");
    } else {
        assert_int_equal(place_new(path, &run_kind, true, &run), STATUS_EXISTS);
        assert_null(run);
        assert_int_equal(fstatat(folder.fd, "run", &after, AT_SYMLINK_NOFOLLOW), 0);
        assert_int_equal(before.st_ino, after.st_ino);
        if (row->obstacle == A_LINK_TO_A_RUN)
            check_text(folder_path(&folder, "other/old.csv"), "kept");
    }
    check_list(folder.path, around);
    free(around);
    folder_remove(&folder);
}

/* Someone else was first: theirs stays, ours goes. */
static void test_race(void **state)
{
    struct folder folder;
    struct place *run;

    (void)state;
    folder_new(&folder);
    const char *path = folder_path(&folder, "run");
    assert_int_equal(place_new(path, &run_kind, false, &run), STATUS_OK);
    make_run(&folder, "run", "theirs");
    assert_int_equal(place_put(run), STATUS_EXISTS);
    place_free(run);
    check_text(folder_path(&folder, "run/old.csv"), "theirs");
    check_list(folder.path, "run");
    folder_remove(&folder);
}

static void test_replaced_is_gone(void **state)
{
    struct folder folder;
    struct place *run;

    (void)state;
    folder_new(&folder);
    make_run(&folder, "run", "old");
    assert_int_equal(place_new(folder_path(&folder, "run"), &run_kind, true, &run), STATUS_OK);
    assert_int_equal(renameat(folder.fd, "run", folder.fd, "elsewhere"), 0);
    assert_int_equal(place_put(run), STATUS_BUSY);
    place_free(run);
    check_list(folder.path, "elsewhere");
    folder_remove(&folder);
}

/* ---- what a killed program left behind ---- */

#define WORK ".run.saldo-abcdef"
static const char words[] = "Werkmap van saldo: mag weg als saldo niet loopt.\n";

static const struct leftover {
    const char *name;
    const char *folder; /* beside the target */
    const char *mark;   /* NULL: none */
    const char *file;   /* in it, or in the run that is in it; NULL: none */
    bool is_run;        /* there is a run in the making in it */
    bool in_use;
    bool stays;
} leftovers[] = {
    {"killed at once", WORK, NULL, NULL, false, false, false},
    {"killed before the words", WORK, "", NULL, false, false, false},
    {"killed before a file", WORK, words, NULL, false, false, false},
    {"killed with half a run", WORK, words, "afrekening.csv", true, false, false},
    {"killed with a form", WORK, words, "rapport.html", true, false, false},
    {"in use", WORK, words, "afrekening.csv", true, true, true},
    {"a run with a file of the user's", WORK, words, "notes.txt", true, false, true},
    {"a name and no mark", WORK, NULL, "afrekening.csv", true, false, true},
    {"another mark", WORK, "mine\n", "afrekening.csv", true, false, true},
    {"a run under the old name", "run.tmp0", NULL, "afrekening.csv", true, false, true},
    {"a file beside it", ".other.saldo-abcdef", words, PLACE_FILE, false, false, false},
    {"a run beside it", ".other.saldo-abcdef", words, "afrekening.csv", true, false, true},
};

static int open_in(int parent, const char *name)
{
    return openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int leave(const struct folder *folder, const struct leftover *row)
{
    struct folder work = {.fd = -1}, run = {.fd = -1};

    assert_int_equal(mkdirat(folder->fd, row->folder, 0777), 0);
    work.fd = open_in(folder->fd, row->folder);
    if (row->mark != NULL)
        folder_write_text(&work, "saldo-tijdelijk", row->mark);
    if (row->is_run) {
        assert_int_equal(mkdirat(work.fd, PLACE_FILE, 0777), 0);
        run.fd = open_in(work.fd, PLACE_FILE);
    }
    if (row->file != NULL)
        folder_write_text(row->is_run ? &run : &work, row->file, "half");
    int lock = row->in_use ? openat(work.fd, "saldo-tijdelijk", O_RDWR | O_CLOEXEC) : -1;
    if (row->in_use)
        assert_int_equal(flock(lock, LOCK_EX), 0);
    if (run.fd >= 0)
        close(run.fd);
    close(work.fd);
    return lock;
}

static void test_leftovers(void **state)
{
    const struct leftover *row = *state;
    struct folder folder;
    struct place *run;
    char names[64];

    folder_new(&folder);
    int lock = leave(&folder, row);
    assert_int_equal(place_new(folder_path(&folder, "run"), &run_kind, false, &run), STATUS_OK);
    assert_int_equal(place_put(run), STATUS_OK);
    place_free(run);
    if (!row->stays)
        snprintf(names, sizeof names, "run");
    else if (row->folder[0] == '.')
        snprintf(names, sizeof names, "%s run", row->folder);
    else
        snprintf(names, sizeof names, "run %s", row->folder);
    check_list(folder.path, names);
    if (row->stays && row->file != NULL && row->is_run)
        check_list(folder_path(&folder, row->folder[0] == '.'
                                            ? (row->folder[1] == 'o' ? ".other.saldo-abcdef/nieuw"
                                                                     : WORK "/nieuw")
                                            : "run.tmp0/nieuw"),
                   row->file);
    if (lock >= 0)
        close(lock);
    folder_remove(&folder);
}

/* What came into the run after place_new looked at it stays, and so does the run. */
static const struct meanwhile {
    const char *name;
    const char *file;
} meanwhiles[] = {{"a file of the user's", "notes.txt"}, {"a report", "rapport.html"}};

static void test_meanwhile(void **state)
{
    const struct meanwhile *row = *state;
    struct folder folder, old = {.fd = -1};
    struct place *run;
    char names[64];

    folder_new(&folder);
    make_run(&folder, "run", "kept");
    assert_int_equal(place_new(folder_path(&folder, "run"), &run_kind, true, &run), STATUS_OK);
    old.fd = open_in(folder.fd, "run");
    folder_write_text(&old, row->file, "mine");
    assert_int_equal(place_put(run), STATUS_BUSY);
    place_free(run);
    snprintf(names, sizeof names, "manifest.json %s",
             row->file[0] == 'n' ? "notes.txt old.csv" : "old.csv rapport.html");
    check_list(folder_path(&folder, "run"), names);
    check_list(folder.path, "run");
    close(old.fd);
    folder_remove(&folder);
}

/* The other of two outputs failed: what stood there stands there again. */
static void test_undo(void **state)
{
    struct folder folder;
    struct place *run;

    (void)state;
    folder_new(&folder);
    make_run(&folder, "run", "kept");
    assert_int_equal(place_new(folder_path(&folder, "run"), &run_kind, true, &run), STATUS_OK);
    write_in(run, "kpi.csv", "new");
    assert_int_equal(place_put(run), STATUS_OK);
    check_list(folder_path(&folder, "run"), "kpi.csv");
    place_undo(run);
    check_text(folder_path(&folder, "run/old.csv"), "kept");
    place_free(run);
    check_list(folder.path, "run");
    folder_remove(&folder);
}

/* A signal: what is being made goes, what stands there stays. */
static void test_signal(void **state)
{
    struct folder folder;
    struct place *run;

    (void)state;
    folder_new(&folder);
    make_run(&folder, "run", "kept");
    pid_t child = fork();
    if (child == 0) {
        if (place_new(folder_path(&folder, "run"), &run_kind, true, &run) == STATUS_OK)
            place_abandon_all();
        _exit(0);
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    check_text(folder_path(&folder, "run/old.csv"), "kept");
    check_list(folder.path, "run");
    folder_remove(&folder);
}

/* Two at the same time: each has a folder of its own, and the second one loses. */
static void test_two(void **state)
{
    struct folder folder;
    struct place *first;
    struct place *second;

    (void)state;
    folder_new(&folder);
    assert_int_equal(place_new(folder_path(&folder, "run"), &run_kind, false, &first), STATUS_OK);
    assert_int_equal(place_new(folder_path(&folder, "run"), &run_kind, false, &second), STATUS_OK);
    assert_int_equal(place_put(first), STATUS_OK);
    assert_int_equal(place_put(second), STATUS_EXISTS);
    place_free(first);
    place_free(second);
    check_list(folder.path, "run");
    folder_remove(&folder);
}

static void test_umask(void **state)
{
    struct folder folder;
    struct place *run;
    struct stat info;

    (void)state;
    folder_new(&folder);
    mode_t kept = umask(077);
    assert_int_equal(place_new(folder_path(&folder, "run"), &run_kind, false, &run), STATUS_OK);
    assert_int_equal(place_put(run), STATUS_OK);
    umask(kept);
    place_free(run);
    assert_int_equal(fstatat(folder.fd, "run", &info, 0), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    folder_remove(&folder);
}

/* In the working folder, without a slash in its path. */
static void test_bare_name(void **state)
{
    struct folder folder;
    struct place *run;
    int back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    (void)state;
    folder_new(&folder);
    assert_int_equal(chdir(folder.path), 0);
    assert_int_equal(place_new("bare-run", &run_kind, false, &run), STATUS_OK);
    assert_int_equal(place_put(run), STATUS_OK);
    place_free(run);
    assert_int_equal(rmdir("bare-run"), 0);
    assert_int_equal(fchdir(back), 0);
    close(back);
    folder_remove(&folder);
}

/* ---- reading a run back ---- */

/* digest of "x" */
#define X64 "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
#define SEALED(bytes, digest)                                                                      \
    "{\"schema\":\"saldo-manifest/1\",\"uitvoer\":[{\"bestand\":\"f\",\"bytes\":" bytes            \
    ",\"sha256\":\"" digest "\"}]}"

static const struct reading {
    const char *name;
    const char *manifest; /* NULL: none */
    const char *text;     /* NULL: no file */
    enum status status;
    enum run_trouble trouble;
} readings[] = {
    {"as sealed", SEALED("1", X64), "x", STATUS_OK, RUN_FINE},
    {"no manifest", NULL, "x", STATUS_INVALID, RUN_ABSENT},
    {"no file", SEALED("1", X64), NULL, STATUS_INVALID, RUN_ABSENT},
    {"manifest of others", "{}", "x", STATUS_INVALID, RUN_NO_SEAL},
    {"not named", "{\"schema\":\"saldo-manifest/1\",\"uitvoer\":[]}", "x", STATUS_INVALID,
     RUN_NO_SEAL},
    {"another text", SEALED("1", X64), "y", STATUS_INVALID, RUN_EDITED},
    {"longer", SEALED("1", X64), "xx", STATUS_INVALID, RUN_EDITED},
    {"another size", SEALED("2", X64), "x", STATUS_INVALID, RUN_EDITED},
};

static void test_reading(void **state)
{
    const struct reading *row = *state;
    struct folder folder;
    enum run_trouble trouble;
    char *bytes = NULL;
    size_t size = 0;

    folder_new(&folder);
    if (row->manifest != NULL)
        folder_write_text(&folder, "manifest.json", row->manifest);
    if (row->text != NULL)
        folder_write_text(&folder, "f", row->text);
    assert_int_equal(run_read(folder.path, "f", &bytes, &size, &trouble), row->status);
    assert_int_equal(trouble, row->trouble);
    if (row->status == STATUS_OK) {
        assert_int_equal(size, 1);
        assert_int_equal(bytes[0], 'x');
    }
    free(bytes);
    folder_remove(&folder);
}

static void test_no_run(void **state)
{
    enum run_trouble trouble;
    char *bytes;
    size_t size;

    (void)state;
    assert_int_equal(run_read("absent", "f", &bytes, &size, &trouble), STATUS_INVALID);
    assert_int_equal(trouble, RUN_ABSENT);
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_new, "a new run", NULL);
    rows_add(rows, test_abandoned, "an abandoned one", NULL);
    ROWS_ADD(rows, test_obstruction, obstructions);
    rows_add(rows, test_race, "another run came first", NULL);
    rows_add(rows, test_replaced_is_gone, "the run to replace is gone", NULL);
    ROWS_ADD(rows, test_leftovers, leftovers);
    ROWS_ADD(rows, test_meanwhile, meanwhiles);
    rows_add(rows, test_undo, "taken back", NULL);
    rows_add(rows, test_signal, "a signal", NULL);
    rows_add(rows, test_two, "two at the same time", NULL);
    rows_add(rows, test_umask, "the umask holds", NULL);
    rows_add(rows, test_bare_name, "a path without a slash", NULL);
    ROWS_ADD(rows, test_reading, readings);
    rows_add(rows, test_no_run, "no run to read", NULL);
    return rows_run(rows, "api/place");
}
