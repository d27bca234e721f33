/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "'a' (3), 'b', … (+4)": what a message names, short enough for one. */
#ifndef INGEST_BBC_LIST_H
#define INGEST_BBC_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BBC_LIST_BYTES = 190, BBC_LIST_TAIL = 30 };

struct bbc_list { /* begins as zeros */
    char text[BBC_LIST_BYTES];
    size_t length;
    uint64_t left; /* words for which there was no room */
};

/* Adds a word in quotes, and how often it was seen behind it unless that is 0. */
void bbc_list_add(struct bbc_list *list, const char *word, uint64_t seen);
/* The text, with how many words there was no room for. */
const char *bbc_list_text(struct bbc_list *list);

#endif
