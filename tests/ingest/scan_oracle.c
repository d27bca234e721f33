/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest_test/scan_oracle.h"

#include <csv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/bbc/record.h"

/* ---- text that is compared ---- */

struct lines {
    char *text;
    size_t length;
    FILE *stream;
};

static struct lines *lines_new(void)
{
    struct lines *lines = calloc(1, sizeof *lines);

    if (lines == NULL || (lines->stream = open_memstream(&lines->text, &lines->length)) == NULL)
        abort();
    return lines;
}

static char *lines_end(struct lines *lines)
{
    if (fclose(lines->stream) != 0)
        abort();
    char *text = lines->text;
    free(lines);
    return text;
}

/* Takes a field out of its quotes. */
static void put_field(FILE *stream, const char *at, size_t length)
{
    bool quoted = length >= 2 && at[0] == '"';

    fputc('[', stream);
    for (size_t i = quoted; i < length - quoted; i++) {
        i += quoted && at[i] == '"';
        fprintf(stream, "%02x", (unsigned char)at[i]);
    }
    fputc(']', stream);
}

/* ---- one byte at a time ---- */

struct byte_reader {
    const struct oracle_case *input;
    char *text; /* with the line end that the last line may lack */
    size_t length;
    FILE *stream;
};

enum state { AT_START, PLAIN, QUOTED, CLOSED, CLOSED_RETURN };

struct record {
    size_t end;   /* behind the line end; 0: there is none */
    size_t wrong; /* place of the character that may not stand there; 0: none */
};

/* What may follow a closing quote: another one, a CR before the line end, or the end of a field. */
static enum state after_close(char c, char line_end)
{
    if (c == '"')
        return QUOTED;
    if (c == '\r' && line_end != '\r')
        return CLOSED_RETURN;
    return PLAIN;
}

static struct record read_record(const struct byte_reader *reader, size_t from)
{
    const char line_end = reader->input->line_end;
    enum state state = AT_START;

    for (size_t i = from; i < reader->length; i++) {
        char c = reader->text[i];
        bool edge = c == ';' || c == line_end;
        if (state == QUOTED) {
            state = c == '"' ? CLOSED : QUOTED;
            continue;
        }
        bool wrong = (state == PLAIN && c == '"') || (state == CLOSED_RETURN && c != line_end) ||
                     (state == CLOSED && !edge && c != '"' && (c != '\r' || line_end == '\r'));
        if (wrong)
            return (struct record){0, i};
        if (c == line_end)
            return (struct record){i + 1, 0};
        if (c == ';')
            state = AT_START;
        else if (state == CLOSED)
            state = after_close(c, line_end);
        else
            state = c == '"' ? QUOTED : PLAIN;
    }
    return (struct record){0, 0};
}

static void put_record(const struct byte_reader *reader, size_t from, size_t end, uint64_t line)
{
    bool inside = false;
    size_t field = from;

    fprintf(reader->stream, "%zu:%llu ", from, (unsigned long long)line);
    for (size_t i = from; i < end; i++) {
        inside ^= reader->text[i] == '"';
        if (inside || (reader->text[i] != ';' && i + 1 != end))
            continue;
        size_t to = i;
        if (i + 1 == end && to > field && reader->text[to - 1] == '\r')
            to--;
        put_field(reader->stream, reader->text + field, to - field);
        field = i + 1;
    }
    fputc('\n', reader->stream);
}

/* The line of a malformed record that is given up; returns its end. */
static size_t put_malformed(const struct byte_reader *reader, size_t from, size_t wrong,
                            uint64_t line)
{
    size_t limit = reader->input->record_limit;
    size_t look = reader->length - from < limit ? reader->length - from : limit;
    const char *end = memchr(reader->text + from, reader->input->line_end, look);
    bool odd = false;
    const char *kind = "stray";

    for (size_t i = from; i < from + look; i++)
        odd ^= reader->text[i] == '"';
    if (wrong == 0 || wrong - from >= limit)
        kind = odd ? "open" : "long";
    fprintf(reader->stream, "%zu:%llu %s\n", from, (unsigned long long)line, kind);
    return end == NULL ? from + look : (size_t)(end - reader->text) + 1;
}

char *oracle_by_byte(const struct oracle_case *input)
{
    struct lines *lines = lines_new();
    struct byte_reader reader = {input, malloc(input->length + 1), input->length, lines->stream};
    uint64_t line = 1;

    if (reader.text == NULL)
        abort();
    memcpy(reader.text, input->text, input->length);
    if (input->length > 0 && input->text[input->length - 1] != input->line_end)
        reader.text[reader.length++] = input->line_end;
    for (size_t from = 0; from < reader.length;) {
        struct record record = read_record(&reader, from);
        size_t next = record.end;
        if (record.end != 0 && record.end - from <= input->record_limit)
            put_record(&reader, from, record.end, line);
        else
            next = put_malformed(&reader, from, record.wrong, line);
        for (; from < next; from++)
            line += reader.text[from] == input->line_end;
    }
    free(reader.text);
    return lines_end(lines);
}

/* ---- the splitter ---- */

struct feed {
    const struct oracle_case *input;
    size_t at;
    size_t cut;
};

static enum status feed_read(void *context, char *at, size_t size, size_t *got)
{
    struct feed *feed = context;
    size_t left = feed->input->length - feed->at;

    if (feed->at < feed->cut && feed->cut - feed->at < left)
        left = feed->cut - feed->at;
    *got = left < size ? left : size;
    memcpy(at, feed->input->text + feed->at, *got);
    feed->at += *got;
    return STATUS_OK;
}

/* Cut by the routine that cuts exports. */
static void put_records(FILE *stream, const struct split_chunk *chunk, enum scan_level level)
{
    struct bbc_cut cut = {.level = level};
    uint64_t count = 0;
    bool any = true;

    bbc_cut_start(&cut, chunk);
    while (bbc_cut_more(&cut, &any) == STATUS_OK && any) {
        struct bbc_record record = bbc_cut_take(&cut);
        size_t block = record.from / SCAN_BLOCK * SCAN_BLOCK;
        uint64_t line = chunk->first_line + scan_count(level, chunk->masks, 0, block).lines +
                        scan_count(level, chunk->masks, block, record.from).lines;
        fprintf(stream, "%llu:%llu ", (unsigned long long)(chunk->first_byte + record.from),
                (unsigned long long)line);
        for (uint32_t i = 0; i < record.count; i++) {
            struct text field = bbc_field(&record, i);
            put_field(stream, field.at, field.length);
        }
        fputc('\n', stream);
        count++;
    }
    if (count != chunk->records)
        fprintf(stream, "%llu records, %llu counted\n", (unsigned long long)count,
                (unsigned long long)chunk->records);
    bbc_cut_close(&cut);
}

static void put_piece(FILE *stream, const struct split_chunk *chunk, enum scan_level level)
{
    static const char *const kinds[] = {
        [SPLIT_STRAY] = "stray", [SPLIT_OPEN] = "open", [SPLIT_LONG] = "long"};

    if (chunk->kind == SPLIT_RECORDS)
        put_records(stream, chunk, level);
    else
        fprintf(stream, "%llu:%llu %s\n", (unsigned long long)chunk->first_byte,
                (unsigned long long)chunk->first_line, kinds[chunk->kind]);
}

char *oracle_by_scan(const struct oracle_case *input, enum scan_level level, size_t chunk_bytes,
                     size_t cut)
{
    struct lines *lines = lines_new();
    struct feed feed = {input, 0, cut};
    struct split_chunk chunk = {0};
    struct splitter splitter = {
        .level = level,
        .dialect = {';', '"', input->line_end},
        .chunk_bytes = chunk_bytes,
        .record_limit = input->record_limit,
        .hold_back = input->hold_back,
    };

    if (splitter_open(&splitter, feed_read, &feed, "", 0) != STATUS_OK)
        abort();
    for (;;) {
        if (splitter_next(&splitter, UINT64_MAX, &chunk) != STATUS_OK)
            abort();
        if (chunk.kind == SPLIT_END)
            break;
        put_piece(lines->stream, &chunk, level);
    }
    split_chunk_free(&chunk);
    splitter_close(&splitter);
    return lines_end(lines);
}

/* ---- libcsv ---- */

struct csv_lines {
    FILE *stream;
    unsigned fields; /* of the record */
};

static void csv_field(void *at, size_t length, void *context)
{
    struct csv_lines *lines = context;
    const unsigned char *bytes = at;

    lines->fields++;
    fputc('[', lines->stream);
    for (size_t i = 0; i < length; i++)
        fprintf(lines->stream, "%02x", bytes[i]);
    fputc(']', lines->stream);
}

/* libcsv gives no field for a blank line. */
static void csv_record(int c, void *context)
{
    struct csv_lines *lines = context;

    if (c == -1 && lines->fields == 0)
        return;
    fputs(lines->fields == 0 ? "[]\n" : "\n", lines->stream);
    lines->fields = 0;
}

/* libcsv trims blanks around fields; only a CR is one here, and it stands before a LF. */
static int is_cr(unsigned char c)
{
    return c == '\r';
}

static int is_lf(unsigned char c)
{
    return c == '\n';
}

bool oracle_libcsv_can(const struct oracle_case *input)
{
    if (input->line_end != '\n')
        return false;
    for (size_t i = 0; i < input->length; i++)
        if (input->text[i] == '\r' && (i + 1 == input->length || input->text[i + 1] != '\n'))
            return false;
    return true;
}

char *oracle_by_libcsv(const struct oracle_case *input, bool *refused)
{
    struct lines *lines = lines_new();
    struct csv_parser parser;
    bool ended = input->length == 0 || input->text[input->length - 1] == '\n';
    struct csv_lines context = {lines->stream, 0};

    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        abort();
    csv_set_delim(&parser, ';');
    csv_set_space_func(&parser, is_cr);
    csv_set_term_func(&parser, is_lf);
    *refused = csv_parse(&parser, input->text, input->length, csv_field, csv_record, &context) !=
               input->length;
    if (!*refused && !ended)
        *refused = csv_parse(&parser, "\n", 1, csv_field, csv_record, &context) != 1;
    if (!*refused)
        *refused = csv_fini(&parser, csv_field, csv_record, &context) != 0;
    csv_free(&parser);
    return lines_end(lines);
}

/* ---- comparing ---- */

/* Leaves out places and stops at the first malformed line, as libcsv does. */
static char *without_places(const char *text, bool *malformed)
{
    struct lines *lines = lines_new();

    *malformed = false;
    while (*text != '\0' && !*malformed) {
        const char *end = strchr(text, '\n');
        const char *fields = strchr(text, ' ') + 1;
        *malformed = *fields != '[';
        if (!*malformed)
            fwrite(fields, 1, (size_t)(end + 1 - fields), lines->stream);
        text = end + 1;
    }
    return lines_end(lines);
}

static char *describe(const char *what, size_t number, const char *expected, const char *found)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);

    if (stream == NULL)
        abort();
    fprintf(stream, "%s %zu\nexpected:\n%sfound:\n%s", what, number, expected, found);
    fclose(stream);
    return text;
}

static char *libcsv_difference(const struct oracle_case *input, const char *expected)
{
    bool malformed = false;
    bool refused = false;
    char *ours = without_places(expected, &malformed);
    char *theirs = oracle_by_libcsv(input, &refused);
    size_t length = strlen(ours);
    char *difference = NULL;

    /* On refusal libcsv may have given fields of the record that it refuses. */
    bool same = malformed == refused &&
                (malformed ? strncmp(ours, theirs, length) == 0 : strcmp(ours, theirs) == 0);
    if (!same)
        difference = describe("libcsv, refused:", refused, theirs, ours);
    free(ours);
    free(theirs);
    return difference;
}

static char *scan_difference(const struct oracle_case *input, const char *expected, size_t chunk,
                             size_t cut)
{
    char *difference = NULL;

    for (int level = 0; level < SCAN_LEVELS && difference == NULL; level++) {
        if (!scan_level_works((enum scan_level)level))
            continue;
        char *found = oracle_by_scan(input, (enum scan_level)level, chunk, cut);
        if (strcmp(expected, found) != 0)
            difference = describe(scan_level_name((enum scan_level)level), chunk, expected, found);
        free(found);
    }
    return difference;
}

char *oracle_difference(const struct oracle_case *input, bool thorough)
{
    static const size_t chunks[] = {1, 63, 64, 65, 200, 1 << 16};
    char *expected = oracle_by_byte(input);
    char *difference = NULL;

    for (size_t i = 0; i < sizeof chunks / sizeof *chunks && difference == NULL; i++)
        difference = scan_difference(input, expected, chunks[i], input->length / 2);
    for (size_t cut = 1; thorough && cut < input->length && difference == NULL; cut++) {
        difference = scan_difference(input, expected, 1 << 16, cut);
        if (difference == NULL)
            difference = scan_difference(input, expected, cut, 0);
    }
    if (difference == NULL && oracle_libcsv_can(input) &&
        (strstr(expected, "long") == NULL && input->length <= input->record_limit))
        difference = libcsv_difference(input, expected);
    free(expected);
    return difference;
}
