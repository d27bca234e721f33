/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/diag.h"

#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/shown.h"

static const struct {
    enum severity severity;
    const char *code;
    const char *sentence[2]; /* by enum language */
} catalogue[FINDING_COUNT] = {
#define FINDING(name, severity, code, nl, en) {severity, code, {nl, en}},
#include "core/findings.def"
#undef FINDING
};

struct diag_list {
    struct arena *arena;
    struct diag *items;
    size_t count;
    size_t capacity;
    size_t by_severity[3];
    size_t by_finding[FINDING_COUNT];
    size_t left_out; /* only counted */
    bool lost;
    bool system; /* failed; the input did not */
};

enum { PART_BYTES = 200 };

struct diag_list *diag_list_new(void)
{
    struct diag_list *list = calloc(1, sizeof *list);

    if (list == NULL)
        return NULL;
    list->arena = arena_new();
    if (list->arena == NULL) {
        free(list);
        return NULL;
    }
    return list;
}

void diag_list_free(struct diag_list *list)
{
    if (list == NULL)
        return;
    arena_free(list->arena);
    free(list->items);
    free(list);
}

/* Kept as it can be shown, so that no input breaks the line in which it is told; what hides is a
 * blank. What is too long is shortened between two characters, and marked. */
static const char *copy_part(struct diag_list *list, struct text part)
{
    static const char ellipsis[] = "…";
    char safe[PART_BYTES + sizeof ellipsis];
    size_t length = 0;

    while (part.length > 0) {
        size_t size = text_character(part.at, part.length);
        size = size > 0 ? size : 1;
        if (length + size > PART_BYTES) {
            memcpy(safe + length, ellipsis, sizeof ellipsis - 1);
            length += sizeof ellipsis - 1;
            break;
        }
        length += shown_write_as(safe + length, (struct text){part.at, size}, ' ');
        part = (struct text){part.at + size, part.length - size};
    }
    return arena_copy(list->arena, safe, length);
}

static const char *copy_word(struct diag_list *list, const char *word)
{
    if (word == NULL || *word == '\0')
        return "";
    return copy_part(list, (struct text){word, strlen(word)});
}

static bool reserve(struct diag_list *list, size_t more)
{
    size_t capacity = list->capacity == 0 ? 64 : list->capacity;

    while (capacity < list->count + more)
        capacity *= 2;
    if (capacity == list->capacity)
        return true;
    struct diag *items = realloc(list->items, capacity * sizeof *items);
    if (items == NULL)
        return false;
    list->items = items;
    list->capacity = capacity;
    return true;
}

void diag_add_text(struct diag_list *list, enum finding finding, struct source_pos pos,
                   struct diag_subject subject, struct text part1, const char *part2,
                   const char *part3)
{
    struct diag diag = {
        .finding = finding,
        .pos = pos,
        .beneficiary = copy_word(list, subject.beneficiary),
        .action = copy_word(list, subject.action),
        .group = copy_word(list, subject.group),
        .part = {copy_part(list, part1), copy_word(list, part2), copy_word(list, part3), ""},
    };

    if (!reserve(list, 1) || diag.beneficiary == NULL || diag.action == NULL ||
        diag.group == NULL || diag.part[0] == NULL || diag.part[1] == NULL ||
        diag.part[2] == NULL) {
        list->lost = true;
        return;
    }
    list->items[list->count++] = diag;
    list->by_severity[catalogue[finding].severity]++;
    list->by_finding[finding]++;
}

void diag_add(struct diag_list *list, enum finding finding, struct source_pos pos,
              struct diag_subject subject, const char *part1, const char *part2, const char *part3)
{
    struct text first = {part1 == NULL ? "" : part1, part1 == NULL ? 0 : strlen(part1)};

    diag_add_text(list, finding, pos, subject, first, part2, part3);
}

void diag_add_bounded(struct diag_list *list, size_t most, enum finding finding,
                      struct source_pos pos, struct diag_subject subject, const char *part1,
                      const char *part2, const char *part3)
{
    if (list->by_finding[finding] < most) {
        diag_add(list, finding, pos, subject, part1, part2, part3);
        return;
    }
    list->left_out++;
    list->by_severity[catalogue[finding].severity]++;
}

void diag_blame_system(struct diag_list *list)
{
    list->system = true;
}

bool diag_blames_system(const struct diag_list *list)
{
    return list->system;
}

size_t diag_left_out(const struct diag_list *list)
{
    return list->left_out;
}

size_t diag_count(const struct diag_list *list)
{
    return list->count;
}

size_t diag_count_of(const struct diag_list *list, enum severity severity)
{
    return list->by_severity[severity];
}

const struct diag *diag_at(const struct diag_list *list, size_t index)
{
    return &list->items[index];
}

/* Counts in list what other only counted: what is left of its severities is not kept by it. */
static void take_left_out(struct diag_list *list, const struct diag_list *other)
{
    size_t kept[3] = {0};

    for (size_t i = 0; i < other->count; i++)
        kept[catalogue[other->items[i].finding].severity]++;
    for (size_t i = 0; i < 3; i++)
        list->by_severity[i] += other->by_severity[i] - kept[i];
    list->left_out += other->left_out;
}

void diag_take(struct diag_list *list, struct diag_list *other)
{
    for (size_t i = 0; i < other->count; i++) {
        const struct diag *diag = &other->items[i];
        diag_add(list, diag->finding, diag->pos,
                 (struct diag_subject){diag->beneficiary, diag->action, diag->group}, diag->part[0],
                 diag->part[1], diag->part[2]);
    }
    take_left_out(list, other);
    list->lost |= other->lost;
    list->system |= other->system;
    other->count = 0;
    other->left_out = 0;
    memset(other->by_severity, 0, sizeof other->by_severity);
    memset(other->by_finding, 0, sizeof other->by_finding);
}

enum status diag_list_status(const struct diag_list *list)
{
    if (list->lost)
        return STATUS_MEMORY;
    return list->by_severity[SEVERITY_ERROR] > 0 ? STATUS_INVALID : STATUS_OK;
}

static int compare_words(const char *a, const char *b)
{
    return strcmp(a == NULL ? "" : a, b == NULL ? "" : b);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_diags(const void *left, const void *right)
{
    const struct diag *a = left;
    const struct diag *b = right;
    int order = (int)catalogue[a->finding].severity - (int)catalogue[b->finding].severity;

    if (order == 0)
        order = compare_words(a->pos.file, b->pos.file);
    if (order == 0)
        order = compare_numbers(a->pos.line, b->pos.line);
    if (order == 0)
        order = compare_numbers(a->pos.column, b->pos.column);
    if (order == 0)
        order = strcmp(catalogue[a->finding].code, catalogue[b->finding].code);
    if (order == 0)
        order = strcmp(a->beneficiary, b->beneficiary);
    if (order == 0)
        order = strcmp(a->action, b->action);
    if (order == 0)
        order = strcmp(a->group, b->group);
    for (size_t i = 0; order == 0 && i < DIAG_PARTS; i++)
        order = strcmp(a->part[i], b->part[i]);
    return order;
}

void diag_sort(struct diag_list *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare_diags);
}

const char *finding_code(enum finding finding)
{
    return catalogue[finding].code;
}

enum severity finding_severity(enum finding finding)
{
    return catalogue[finding].severity;
}

const char *severity_name(enum severity severity, enum language language)
{
    static const char *const names[3][2] = {
        {"fout", "error"}, {"waarschuwing", "warning"}, {"info", "info"}};

    return names[severity][language];
}

/* What fills {n} of a sentence. No sentence has an empty place: what is empty is called so, without
 * the quotes around it. */
struct place {
    const char *text;
    size_t skip; /* bytes of the sentence behind {n} that are not shown */
    bool bare;   /* nor is the quote before it */
};

static struct place place_of(const struct diag *diag, enum language language, const char *sentence,
                             const char *at)
{
    static const char *const empty[] = {[LANGUAGE_NL] = "(leeg)", [LANGUAGE_EN] = "(empty)"};
    const char *part = diag->part[at[1] - '1'];

    if (part[strspn(part, " ")] != '\0')
        return (struct place){part, 0, false};
    bool quoted = at > sentence && at[-1] == '\'' && at[3] == '\'';
    return (struct place){empty[language], quoted, quoted};
}

static bool is_place(const char *at)
{
    return at[0] == '{' && at[1] >= '1' && at[1] <= '0' + DIAG_PARTS && at[2] == '}';
}

size_t diag_text(const struct diag *diag, enum language language, char out[DIAG_TEXT_BYTES])
{
    const char *sentence = catalogue[diag->finding].sentence[language];
    size_t length = 0;

    for (const char *p = sentence; *p != '\0'; p++) {
        struct place place = {p, 0, false};
        size_t size = 1;
        if (is_place(p)) {
            place = place_of(diag, language, sentence, p);
            size = strlen(place.text);
            length -= place.bare;
            p += 2 + place.skip;
        }
        if (length + size >= DIAG_TEXT_BYTES)
            break;
        memcpy(out + length, place.text, size);
        length += size;
    }
    out[length] = '\0';
    return length;
}
