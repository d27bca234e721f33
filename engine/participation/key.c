/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "participation/participation.h"
#include "participation/person.h"

enum { KEY_LEAST = 4, KEY_MOST = 64, HEX_LEAST = 8, RANDOM_LEAST = 16, LETTERS_MOST = 3 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* 8-4-4-4-12 hexadecimal digits */
static bool is_uuid(struct text key)
{
    if (key.length != 36)
        return false;
    for (size_t i = 0; i < key.length; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? key.at[i] != '-' : !is_hex(key.at[i]))
            return false;
    }
    return true;
}

static bool is_hexadecimal(struct text key)
{
    for (size_t i = 0; i < key.length; i++)
        if (!is_hex(key.at[i]))
            return false;
    return key.length >= HEX_LEAST;
}

/* Letters and digits, never so many letters together that they could be a name. */
static bool is_plain(struct text key)
{
    size_t letters = 0;

    for (size_t i = 0; i < key.length; i++) {
        letters = is_letter(key.at[i]) ? letters + 1 : 0;
        if (letters > LETTERS_MOST || (letters == 0 && !is_digit(key.at[i])))
            return false;
    }
    return key.length >= KEY_LEAST;
}

static bool has_digit(struct text key)
{
    for (size_t i = 0; i < key.length; i++)
        if (is_digit(key.at[i]))
            return true;
    return false;
}

enum key_verdict participation_key(struct text key)
{
    bool random = is_uuid(key) || (is_hexadecimal(key) && key.length >= RANDOM_LEAST);
    bool form = key.length <= KEY_MOST && has_digit(key) &&
                (is_uuid(key) || is_hexadecimal(key) || is_plain(key));

    if (form ? person_number_in_key(key, random) : person_number_in_text(key))
        return KEY_PERSON_NUMBER;
    if (!form || person_words_in_hex(key))
        return KEY_FORM;
    return person_day_in_key(key, random) ? KEY_DATE : KEY_FINE;
}
