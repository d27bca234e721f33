/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What points at one person in a text that should be a pseudonym or about nobody.
 *
 * A number of the national register is YYMMDD-SSS-CC: CC is 97 minus the first nine modulo 97,
 * with a 2 before the nine of who was born from 2000; a BIS number has 20 or 40 added to its
 * month, and month and day may be 0 when the day of birth is not known. */
#ifndef PARTICIPATION_PERSON_H
#define PARTICIPATION_PERSON_H

#include "core/text.h"

/* Whether a key holds such a number: in one piece or in several, with marks, letters or other
 * digits around and between, backwards when it is all there is, in digits of another script, in a
 * UUID, or as hexadecimal of its digits or of its value. random: the key has the form of what is
 * drawn or hashed, in which digits that lie apart are chance. */
bool person_number_in_key(struct text key, bool random);
/* Whether a free text does: in one piece, or in several with marks and blanks between. */
bool person_number_in_text(struct text text);

/* Whether a key holds a day of 1900 to 2099, in any order that is in use, or one of six digits
 * beside letters. */
bool person_day_in_key(struct text key, bool random);

/* Hexadecimal of eight characters or more that are all letters, digits, marks: no chance. */
bool person_words_in_hex(struct text key);

#endif
