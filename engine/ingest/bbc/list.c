/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/list.h"

#include <stdio.h>
#include <string.h>

enum { WORD_BYTES = 60 };

/* The start of a word that is no half character. */
static int shown_length(const char *word)
{
    size_t length = strlen(word);

    if (length <= WORD_BYTES)
        return (int)length;
    length = WORD_BYTES;
    while (length > 0 && ((unsigned char)word[length] & 0xc0) == 0x80)
        length--;
    return (int)length;
}

/* Control characters mean something to a terminal. */
static void clean(char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        bool c1 = c == 0xc2 && i + 1 < length && (unsigned char)text[i + 1] < 0xa0;
        if (c < ' ' || c == 0x7f)
            text[i] = '?';
        if (c1)
            text[i] = text[i + 1] = '?';
    }
}

void bbc_list_add(struct bbc_list *list, const char *word, uint64_t seen)
{
    char part[WORD_BYTES + 48];
    int shown = shown_length(word);
    const char *more = word[shown] == '\0' ? "" : "…";
    const char *between = list->length == 0 ? "" : ", ";
    int length = seen == 0 ? snprintf(part, sizeof part, "%s'%.*s%s'", between, shown, word, more)
                           : snprintf(part, sizeof part, "%s'%.*s%s' (%llu)", between, shown, word,
                                      more, (unsigned long long)seen);

    if (list->left > 0 || list->length + (size_t)length + BBC_LIST_TAIL > sizeof list->text) {
        list->left++;
        return;
    }
    clean(part, (size_t)length);
    memcpy(list->text + list->length, part, (size_t)length + 1);
    list->length += (size_t)length;
}

const char *bbc_list_text(struct bbc_list *list)
{
    if (list->left > 0)
        snprintf(list->text + list->length, sizeof list->text - list->length, ", … (+%llu)",
                 (unsigned long long)list->left);
    return list->text;
}
