/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Percentages as they are shown: one decimal, half up. */
#ifndef SURVEY_NUMBER_H
#define SURVEY_NUMBER_H

#include <stdint.h>

#include "stats/proportion.h"

struct json;

enum { NUMBER_TEXT_BYTES = 24, NUMBER_LEVEL_BYTES = 32 };

/* 0.5784 -> "57,8" or "57.8"; share: 0 to 1. */
void number_share(double share, char decimal, char out[NUMBER_TEXT_BYTES]);

/* 3 of 7 -> "42,9"; computed in whole numbers. */
void number_part(int64_t part, int64_t whole, char decimal, char out[NUMBER_TEXT_BYTES]);

/* "99,9" with a point, as numbers are in JSON. */
void number_level(const char *level, char out[NUMBER_LEVEL_BYTES]);

/* "sleutel":["1.9","57.8"] */
void number_interval(struct json *json, const char *key, struct interval interval);

#endif
