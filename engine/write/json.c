/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/json.h"

#include <stdbool.h>
#include <string.h>

#include "core/shown.h"

static void begin_value(struct json *json)
{
    if (json->comma)
        out_char(json->out, ',');
    json->comma = true;
}

void json_open(struct json *json, char bracket)
{
    begin_value(json);
    out_char(json->out, bracket);
    json->comma = false;
}

void json_close(struct json *json, char bracket)
{
    out_char(json->out, bracket);
    json->comma = true;
}

/* A byte that stands in a string as it is, whatever follows. */
static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

/* Most text is short and needs no escape: it is copied in one go, with its quotes. */
static void quoted(struct json *json, const char *text, size_t length)
{
    enum { PIECE = OUT_ROOM / SHOWN_ESCAPE_BYTES };

    out_char(json->out, '"');
    while (length > 0) {
        char *begin = out_room(json->out, PIECE * SHOWN_ESCAPE_BYTES);
        char *at = begin;
        size_t used = 1;
        for (size_t i = 0; i < PIECE && length > 0; i++, text += used, length -= used) {
            if (is_plain((unsigned char)*text)) {
                *at++ = *text;
                used = 1;
            } else {
                at += shown_escape((struct text){text, length}, at, &used);
            }
        }
        out_advance(json->out, (size_t)(at - begin));
    }
    out_char(json->out, '"');
}

void json_key(struct json *json, const char *key)
{
    begin_value(json);
    quoted(json, key, strlen(key));
    out_char(json->out, ':');
    json->comma = false;
}

void json_word(struct json *json, const char *word)
{
    size_t length = strlen(word);
    char *begin = out_room(json->out, length + 3);
    char *at = begin;

    if (json->comma)
        *at++ = ',';
    *at++ = '"';
    memcpy(at, word, length);
    at[length] = '"';
    out_advance(json->out, (size_t)(at - begin) + length + 1);
    json->comma = true;
}

void json_text(struct json *json, const char *text)
{
    if (text == NULL) {
        json_none(json);
        return;
    }
    begin_value(json);
    quoted(json, text, strlen(text));
}

void json_count(struct json *json, int64_t count)
{
    char *begin = out_room(json->out, COUNT_TEXT_BYTES + 1);
    char *at = begin;

    if (json->comma)
        *at++ = ',';
    at += text_format_count_plain(count, at);
    out_advance(json->out, (size_t)(at - begin));
    json->comma = true;
}

void json_money(struct json *json, struct money money)
{
    char *begin = out_room(json->out, MONEY_TEXT_BYTES + 3);
    char *at = begin;

    if (json->comma)
        *at++ = ',';
    *at++ = '"';
    at += text_format_money_plain(money, at);
    *at++ = '"';
    out_advance(json->out, (size_t)(at - begin));
    json->comma = true;
}

void json_date(struct json *json, struct date date)
{
    char text[DATE_TEXT_BYTES];

    date_format(date, text);
    json_word(json, text);
}

void json_bool(struct json *json, bool value)
{
    begin_value(json);
    out_text(json->out, value ? "true" : "false");
}

void json_none(struct json *json)
{
    begin_value(json);
    out_bytes(json->out, "null", 4);
}

void json_line(struct json *json)
{
    if (json->comma)
        out_char(json->out, ',');
    out_char(json->out, '\n');
    json->comma = false;
}

void json_member_text(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text);
}

void json_member_money(struct json *json, const char *key, struct money money)
{
    json_key(json, key);
    json_money(json, money);
}

void json_member_count(struct json *json, const char *key, int64_t count)
{
    json_key(json, key);
    json_count(json, count);
}

void json_member_date(struct json *json, const char *key, struct date date)
{
    json_key(json, key);
    json_date(json, date);
}
