/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "golden/perturb.h"

_Noreturn void need_failed(const char *what)
{
    fprintf(stderr, "perturb: %s\n", what);
    exit(2);
}

const char *format(struct arena *arena, const char *format, ...)
{
    char text[8192];
    va_list arguments;

    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    need(length >= 0 && (size_t)length < sizeof text, "text too long");
    const char *copy = arena_copy(arena, text, (size_t)length);
    need(copy != NULL, "no memory");
    return copy;
}

static int open_in(const char *folder, const char *name, int flags)
{
    int directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    need(directory >= 0, folder);
    int fd = openat(directory, name, flags | O_CLOEXEC, 0644);
    close(directory);
    return fd;
}

bool file_exists(const char *folder, const char *name)
{
    int fd = open_in(folder, name, O_RDONLY);

    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

struct file file_read(struct arena *arena, const char *folder, const char *name)
{
    struct stat info;
    int fd = open_in(folder, name, O_RDONLY);

    need(fd >= 0 && fstat(fd, &info) == 0, name);
    struct file file = {name, arena_alloc(arena, (size_t)info.st_size + 1), (size_t)info.st_size};
    need(file.bytes != NULL, "no memory");
    need(read(fd, file.bytes, file.size) == (ssize_t)file.size, name);
    file.bytes[file.size] = '\0';
    close(fd);
    return file;
}

static void write_all(int fd, const char *bytes, size_t size)
{
    need(write(fd, bytes, size) == (ssize_t)size, "cannot write");
}

void file_write(const char *folder, const char *name, const char *bytes, size_t size)
{
    file_write_changed(folder, &(struct file){name, (char *)(uintptr_t)bytes, size},
                       (struct span){size, size}, "");
}

void file_write_changed(const char *folder, const struct file *file, struct span span,
                        const char *text)
{
    int fd = open_in(folder, file->name, O_WRONLY | O_CREAT | O_TRUNC);

    need(fd >= 0, file->name);
    write_all(fd, file->bytes, span.start);
    write_all(fd, text, strlen(text));
    write_all(fd, file->bytes + span.end, file->size - span.end);
    need(close(fd) == 0, file->name);
}

/* ---- tables ---- */

struct scanner {
    const char *bytes;
    size_t at;
    uint32_t line;
};

/* One field, its end included; true when it was the last of its row. */
static bool scan_field(struct scanner *s, struct arena *arena, struct cell *cell)
{
    bool quoted = false;
    char *value;
    size_t length = 0;
    size_t start = s->at;

    for (; s->bytes[s->at] != '\0'; s->at++) {
        char c = s->bytes[s->at];
        quoted ^= c == '"';
        if (!quoted && (c == ';' || c == '\n' || c == '\r'))
            break;
        s->line += c == '\n';
    }
    cell->span = (struct span){start, s->at};
    value = arena_alloc(arena, s->at - start + 1);
    need(value != NULL, "no memory");
    for (size_t i = start; i < s->at; i++)
        if (s->bytes[i] != '"' || (i > start && s->bytes[i - 1] == '"'))
            value[length++] = s->bytes[i];
    value[length] = '\0';
    cell->value = value;
    return s->bytes[s->at] != ';';
}

static void end_row(struct scanner *s)
{
    while (s->bytes[s->at] == '\r' || s->bytes[s->at] == '\n') {
        s->line += s->bytes[s->at] == '\n';
        s->at++;
    }
}

static uint32_t count_of(const char *bytes, const char *marks)
{
    uint32_t count = 0;

    for (; *bytes != '\0'; bytes++)
        count += strchr(marks, *bytes) != NULL;
    return count;
}

struct table table_read(struct arena *arena, const struct file *file)
{
    struct table table = {0};
    struct scanner s = {file->bytes, strncmp(file->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0, 1};
    size_t count = 0;

    table.cells = arena_alloc(arena, (count_of(file->bytes, ";\n") + 2) * sizeof *table.cells);
    need(table.cells != NULL, "no memory");
    while (file->bytes[s.at] != '\0') {
        uint32_t line = s.line;
        for (bool last = false; !last; count++) {
            last = scan_field(&s, arena, &table.cells[count]);
            s.at += !last;
            table.cells[count].line = line;
        }
        end_row(&s);
        if (table.columns == 0)
            table.columns = (uint32_t)count;
        need(count % table.columns == 0, file->name);
    }
    need(table.columns > 0, file->name);
    table.rows = (uint32_t)(count / table.columns) - 1;
    for (size_t i = 0; i < count; i++)
        table.cells[i].column = table.cells[i % table.columns].value;
    table.cells += table.columns;
    return table;
}

const struct cell *table_cell(const struct table *table, uint32_t row, const char *column)
{
    for (uint32_t i = 0; i < table->columns; i++)
        if (strcmp(table->cells[row * table->columns + i].column, column) == 0)
            return &table->cells[row * table->columns + i];
    return NULL;
}
