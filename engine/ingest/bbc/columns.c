/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/columns.h"

#include <string.h>

#include "ingest/bbc/near.h"
#include "ingest/bbc/text.h"

static const char by_profile[] = "niet-lezen";
static const char other_measure[] = "andere-maat";
static const char beside_amount[] = "andere-maat"; /* in an export that names its amount */
static const char like_year[] = "lijkt-boekjaar";
static const char without_role[] = "zonder-rol";
static const char is_total[] = "totaal";

uint32_t bbc_first_filled(const struct bbc_cells *row)
{
    uint32_t i = 0;

    while (i < row->count && *row->at[i] == '\0')
        i++;
    return i;
}

/* ---- what is said of every column ---- */

static void note_metadata(const struct bbc_layout *layout, const struct bbc_cells *row,
                          struct bbc_column_use *use)
{
    uint32_t label = bbc_first_filled(row);

    *use =
        (struct bbc_column_use){label < row->count ? row->at[label] : "", NULL, without_role, NULL};
    for (int role = 0; role < ROLE_COUNT; role++)
        if (layout->labels[role] == row)
            *use = (struct bbc_column_use){use->name, profile_role_name((enum profile_role)role),
                                           NULL, NULL};
}

enum status bbc_columns_start(struct bbc_layout *layout, const struct bbc_cells *rows,
                              size_t row_count, struct arena *arena)
{
    struct bbc_column_use *uses = arena_alloc(arena, layout->width * sizeof *uses);
    struct bbc_column_use *metadata = arena_alloc(arena, row_count * sizeof *metadata);

    if (uses == NULL || metadata == NULL)
        return STATUS_MEMORY;
    for (uint32_t i = 0; i < layout->width; i++)
        uses[i] = (struct bbc_column_use){layout->headers[i], NULL, NULL, NULL};
    for (int role = 0; role < ROLE_COUNT; role++)
        if (layout->column[role] >= 0)
            uses[layout->column[role]].role = profile_role_name((enum profile_role)role);
    for (size_t i = 0; i + 1 < row_count; i++)
        note_metadata(layout, &rows[i], &metadata[i]);
    layout->uses = uses;
    layout->metadata = metadata;
    layout->metadata_count = (uint32_t)row_count - 1;
    return STATUS_OK;
}

static void say(const struct bbc_layout *layout, struct diag_list *diags, enum finding finding,
                const char *a, const char *b, const char *c)
{
    diag_add(diags, finding, (struct source_pos){layout->file, 0, 0}, (struct diag_subject){0}, a,
             b, c);
}

/* ---- measures ---- */

static bool begins(const char *text, const char *word)
{
    size_t length = strlen(word);

    return strlen(text) >= length && bbc_same_word((struct text){text, length}, word);
}

static bool holds(const char *text, const char *word)
{
    for (; *text != '\0'; text++)
        if (begins(text, word))
            return true;
    return false;
}

/* A header that the analysis tool gives to a measure. */
static bool is_measure(const char *header)
{
    return begins(header, "uitgave") || begins(header, "ontvangst") || begins(header, "saldo") ||
           holds(header, "per inwoner");
}

/* The cell that may name a measure: of a row above the header, or of the header. */
static const char *cell_at(const struct bbc_cells *row, uint32_t column)
{
    return column < row->count ? row->at[column] : "";
}

static bool is_still_read(const struct bbc_layout *layout, uint32_t column)
{
    return layout->uses[column].unread == NULL && !bbc_begins_total(layout->headers[column]);
}

/* The different cells of a row above the columns that are still to be read. True: two or more, of
 * which one at least is a measure. */
static bool list_measures(const struct bbc_layout *layout, const struct bbc_cells *row,
                          uint32_t first, struct bbc_list *list)
{
    uint32_t different = 0;
    bool measure = false;

    for (uint32_t i = first; i < layout->width; i++) {
        const char *cell = cell_at(row, i);
        uint32_t j = first;
        if (!is_still_read(layout, i) || bbc_begins_total(cell))
            continue;
        while (j < i && (!is_still_read(layout, j) || strcmp(cell_at(row, j), cell) != 0))
            j++;
        if (j < i)
            continue;
        bbc_list_add(list, cell, 0);
        different++;
        measure |= is_measure(cell);
    }
    return different > 1 && measure;
}

static bool is_named(const struct bbc_layout *layout, const struct bbc_cells *row, uint32_t first)
{
    for (uint32_t i = first; i < layout->width; i++)
        if (*cell_at(row, i) != '\0' && !bbc_begins_total(cell_at(row, i)))
            return true;
    return false;
}

/* Notes what the profile does not count. Returns how many columns do count. */
static uint32_t note_measures(struct bbc_layout *layout, const struct bbc_cells *row,
                              uint32_t first)
{
    const struct profile *profile = layout->profile;
    uint32_t counts = 0;

    for (uint32_t i = first; i < layout->width; i++) {
        const char *cell = cell_at(row, i);
        if (row == layout->labels[ROLE_MEASURE])
            layout->uses[i].measure = cell;
        if (profile_has_name(profile->unread, cell))
            layout->uses[i].unread = by_profile;
        else if (profile->measures.count > 0 && !bbc_begins_total(cell) &&
                 !profile_has_name(profile->measures, cell))
            layout->uses[i].unread = other_measure;
        counts += layout->uses[i].unread == NULL;
    }
    return counts;
}

static void say_none(const struct bbc_layout *layout, const struct bbc_cells *row, uint32_t first,
                     struct diag_list *diags)
{
    const struct profile_names measures = layout->profile->measures;
    struct bbc_list wanted = {.length = 0};
    struct bbc_list found = {.length = 0};

    for (size_t i = 0; i < measures.count; i++)
        bbc_list_add(&wanted, measures.at[i], 0);
    for (uint32_t i = first; i < layout->width; i++) {
        uint32_t j = first;
        while (j < i && strcmp(cell_at(row, j), cell_at(row, i)) != 0)
            j++;
        if (j == i)
            bbc_list_add(&found, cell_at(row, i), 0);
    }
    say(layout, diags, FINDING_BBC_MEASURE, wanted.length == 0 ? "-" : bbc_list_text(&wanted),
        bbc_list_text(&found), NULL);
}

/* Whether a row that has no role says that the columns hold several measures. */
static bool find_several(const struct bbc_layout *layout, const struct bbc_cells *rows,
                         uint32_t first, struct diag_list *diags)
{
    for (uint32_t i = 0; i <= layout->metadata_count; i++) {
        bool judged = i == layout->metadata_count && layout->profile->measures.count > 0 &&
                      layout->labels[ROLE_MEASURE] == NULL;
        bool has_role = i < layout->metadata_count && layout->metadata[i].role != NULL;
        struct bbc_list list = {.length = 0};
        if (judged || has_role || !list_measures(layout, &rows[i], first, &list))
            continue;
        say(layout, diags, FINDING_BBC_MEASURES, bbc_list_text(&list), NULL, NULL);
        return true;
    }
    return false;
}

bool bbc_columns_measure(struct bbc_layout *layout, const struct bbc_cells *rows, uint32_t first,
                         struct diag_list *diags)
{
    const struct bbc_cells *row = layout->labels[ROLE_MEASURE] != NULL
                                      ? layout->labels[ROLE_MEASURE]
                                      : &rows[layout->metadata_count];

    if (is_named(layout, row, first) && note_measures(layout, row, first) == 0) {
        say_none(layout, row, first, diags);
        return false;
    }
    return !find_several(layout, rows, first, diags);
}

/* ---- what looks like something and is not read ---- */

/* Four digits that are a year, and not part of a longer number. */
static const char *year_at(const char *text)
{
    uint32_t year = 0;

    for (size_t i = 0; text[i] != '\0'; i++) {
        size_t digits = strspn(text + i, "0123456789");
        if (digits == 4 && bbc_year_read((struct text){text + i, 4}, &year))
            return text + i;
        i += digits > 0 ? digits - 1 : 0;
    }
    return NULL;
}

/* Whether niet-lezen of the profile has this header; {jaar} there is any year. */
static bool is_by_profile(const struct profile *profile, const char *header)
{
    const char *year = year_at(header);

    if (profile_has_name(profile->unread, header))
        return true;
    for (size_t i = 0; i < profile->unread.count && year != NULL; i++) {
        const char *pattern = profile->unread.at[i];
        const char *mark = strstr(pattern, "{jaar}");
        size_t before = (size_t)(year - header);
        if (mark != NULL && (size_t)(mark - pattern) == before &&
            memcmp(header, pattern, before) == 0 && strcmp(year + 4, mark + 6) == 0)
            return true;
    }
    return false;
}

/* Two digits that are no part of a longer number: "23,Uitgave", "'24", "jaarrekening24". */
static bool has_short_year(const char *text)
{
    for (size_t i = 0; text[i] != '\0'; i++) {
        size_t digits = strspn(text + i, "0123456789");
        if (digits == 2)
            return true;
        i += digits > 0 ? digits - 1 : 0;
    }
    return false;
}

/* Where the columns of the amounts are known by a year, two digits may be meant as one. */
static bool is_like_year(const struct profile *profile, const char *header)
{
    return year_at(header) != NULL || (profile->shape == PROFILE_WIDE && has_short_year(header));
}

static void note_unread(struct bbc_layout *layout)
{
    bool matrix = layout->profile->shape == PROFILE_MATRIX;

    for (uint32_t i = 0; i < layout->width; i++) {
        struct bbc_column_use *use = &layout->uses[i];
        if (use->role != NULL || use->unread != NULL)
            continue;
        use->unread = without_role;
        if (is_by_profile(layout->profile, use->name))
            use->unread = by_profile;
        else if (!matrix && bbc_begins_total(use->name))
            use->unread = is_total;
        else if (!matrix && is_like_year(layout->profile, use->name))
            use->unread = like_year;
        else if (!matrix && is_measure(use->name))
            use->unread = beside_amount;
    }
}

/* What a message calls a column: by its measure, which the header may not be. */
static const char *name_of(const struct bbc_column_use *use)
{
    return use->measure != NULL ? use->measure : use->name;
}

/* Lists the different columns that are not read for a reason. Returns how many there are. */
static int64_t list_columns(const struct bbc_layout *layout, const char *reason,
                            struct bbc_list *list)
{
    const struct bbc_column_use *uses = layout->uses;
    int64_t columns = 0;

    for (uint32_t i = 0; i < layout->width; i++) {
        uint32_t j = 0;
        if (uses[i].unread != reason)
            continue;
        columns++;
        while (j < i &&
               (uses[j].unread != reason || strcmp(name_of(&uses[j]), name_of(&uses[i])) != 0))
            j++;
        if (j == i)
            bbc_list_add(list, name_of(&uses[i]), 0);
    }
    return columns;
}

static void say_columns(const struct bbc_layout *layout, struct diag_list *diags,
                        const char *reason, enum finding finding)
{
    const char *amount = layout->profile->columns[ROLE_AMOUNT].name;
    struct bbc_list list = {.length = 0};
    char count[COUNT_TEXT_BYTES];
    int64_t columns = list_columns(layout, reason, &list);

    if (columns == 0)
        return;
    text_format_count(columns, count);
    say(layout, diags, finding, count, bbc_list_text(&list), amount == NULL ? "" : amount);
}

static void say_totals(const struct bbc_layout *layout, struct diag_list *diags)
{
    for (uint32_t i = 0; i < layout->width; i++)
        if (layout->uses[i].unread == is_total)
            say(layout, diags, FINDING_BBC_TOTAL_COLUMN, layout->headers[i], NULL, NULL);
}

/* ---- what is meant for a role and is not read ---- */

/* The name of a role that a header is like, but for case, accents and what stands between; NULL:
 * none. *role is set with it. */
static const char *role_like(const struct profile *profile, const char *header,
                             enum profile_role *role)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        const struct profile_names names = profile->columns[i].names;
        *role = (enum profile_role)i;
        for (size_t j = 0; j < names.count; j++)
            if (strstr(names.at[j], "{jaar}") == NULL && bbc_alike(names.at[j], header))
                return names.at[j];
    }
    return NULL;
}

/* A role that is left out counts twice, or what was not chosen; without an action only its name
 * is lost. */
static void say_alike(const struct bbc_layout *layout, const struct bbc_column_use *use,
                      struct diag_list *diags)
{
    enum profile_role role;
    const char *name = *use->name == '\0' ? NULL : role_like(layout->profile, use->name, &role);

    if (name != NULL && !is_by_profile(layout->profile, use->name))
        say(layout, diags, role == ROLE_ACTION ? FINDING_BBC_ALIKE_ACTION : FINDING_BBC_ALIKE_ROLE,
            use->name, name, profile_role_name(role));
}

/* A header that is a name to the letter is read, or stands there twice: said elsewhere. */
static bool is_a_name(const struct profile *profile, const char *header)
{
    for (int role = 0; role < ROLE_COUNT; role++)
        if (profile_has_name(profile->columns[role].names, header))
            return true;
    return false;
}

static void say_all_alike(const struct bbc_layout *layout, struct diag_list *diags)
{
    for (uint32_t i = 0; i < layout->width; i++)
        if (layout->uses[i].role == NULL && !is_a_name(layout->profile, layout->headers[i]))
            say_alike(layout, &layout->uses[i], diags);
    for (uint32_t i = 0; i < layout->metadata_count; i++)
        if (layout->metadata[i].role == NULL)
            say_alike(layout, &layout->metadata[i], diags);
}

/* ---- debit and credit ---- */

static bool is_one_of(const char *header, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bbc_alike(header, words[i]))
            return true;
    return false;
}

#define IS_ONE_OF(header, words) is_one_of(header, words, sizeof words / sizeof *words)

/* What holds one of these, or is one of those. */
static bool is_debit(const char *header)
{
    static const char *const words[] = {"d", "dt", "deb", "af", "soll", "uitgaven", "uit"};

    return bbc_alike_holds(header, "debet") || bbc_alike_holds(header, "debit") ||
           IS_ONE_OF(header, words);
}

static bool is_credit(const char *header)
{
    static const char *const words[] = {"c",     "ct",          "cr", "cred",  "k", "bij",
                                        "haben", "ontvangsten", "in", "avoir", "h"};

    return bbc_alike_holds(header, "credit") || bbc_alike_holds(header, "krediet") ||
           bbc_alike_holds(header, "kredit") || bbc_alike_holds(header, "tegoed") ||
           IS_ONE_OF(header, words);
}

/* A column that says of each amount which of the two it is. */
static bool is_both(const char *header)
{
    static const char *const words[] = {"d/c",    "c/d",    "d/k",        "k/d",         "s/h",
                                        "af/bij", "bij/af", "soll/haben", "debet/credit"};

    return (is_debit(header) && is_credit(header)) || IS_ONE_OF(header, words) ||
           strcmp(header, "+/-") == 0 || strcmp(header, "-/+") == 0;
}

/* Whether one column holds what goes off the amounts of the other. */
static bool is_counter(const char *amount, const char *other)
{
    return is_both(other) || (is_debit(amount) && !is_credit(amount) && is_credit(other)) ||
           (is_credit(amount) && !is_debit(amount) && is_debit(other));
}

static void say_counter(const struct bbc_layout *layout, struct diag_list *diags)
{
    int32_t amount = layout->column[ROLE_AMOUNT];

    for (uint32_t i = 0; i < layout->width && amount >= 0; i++) {
        const struct bbc_column_use *use = &layout->uses[i];
        if ((use->unread == without_role || use->unread == beside_amount) &&
            is_counter(layout->headers[amount], use->name) && layout->column[ROLE_SIGN] < 0)
            say(layout, diags, FINDING_BBC_COUNTER, layout->headers[amount], use->name, NULL);
    }
}

void bbc_columns_finish(struct bbc_layout *layout, struct diag_list *diags)
{
    for (uint32_t i = 0; i < layout->value_count; i++) {
        struct bbc_column_use *use = &layout->uses[layout->values[i].column];
        if (use->role == NULL)
            use->role = profile_role_name(ROLE_AMOUNT);
    }
    note_unread(layout);
    say_columns(layout, diags, other_measure, FINDING_BBC_LEFT_UNKNOWN);
    say_columns(layout, diags, by_profile, FINDING_BBC_UNREAD_COLUMNS);
    say_columns(layout, diags, beside_amount, FINDING_BBC_UNREAD_COLUMNS);
    say_columns(layout, diags, like_year, FINDING_BBC_YEAR_COLUMN);
    if (layout->profile->shape != PROFILE_MATRIX)
        say_totals(layout, diags);
    say_all_alike(layout, diags);
    say_counter(layout, diags);
}

enum profile_role bbc_chosen_role(const struct bbc_layout *layout, const char *status)
{
    static const char *const words[] = {"Meest recent", "Meest recente", "meest-recent"};
    bool recent = false;

    for (size_t i = 0; i < sizeof words / sizeof *words && status != NULL; i++)
        recent |= strcmp(status, words[i]) == 0;

    return recent && bbc_layout_says(layout, ROLE_RECENT) ? ROLE_RECENT : ROLE_STATUS;
}
