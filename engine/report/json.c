/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json.h"

#include <string.h>

static void value(struct json *json)
{
    if (json->comma)
        out_char(json->out, ',');
    json->comma = true;
}

void json_open(struct json *json, char bracket)
{
    value(json);
    out_char(json->out, bracket);
    json->comma = false;
}

void json_close(struct json *json, char bracket)
{
    out_char(json->out, bracket);
    json->comma = true;
}

static void escaped(struct json *json, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    const char code[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};

    if (c == '"' || c == '\\') {
        out_char(json->out, '\\');
        out_char(json->out, (char)c);
    } else if (c == '\n') {
        out_bytes(json->out, "\\n", 2);
    } else {
        out_bytes(json->out, code, sizeof code);
    }
}

static void quoted(struct json *json, const char *text)
{
    const char *plain = text;

    out_char(json->out, '"');
    for (const char *p = text; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
            continue;
        out_bytes(json->out, plain, (size_t)(p - plain));
        escaped(json, c);
        plain = p + 1;
    }
    out_text(json->out, plain);
    out_char(json->out, '"');
}

void json_key(struct json *json, const char *key)
{
    value(json);
    quoted(json, key);
    out_char(json->out, ':');
    json->comma = false;
}

void json_text(struct json *json, const char *text)
{
    if (text == NULL) {
        json_null(json);
        return;
    }
    value(json);
    quoted(json, text);
}

void json_count(struct json *json, int64_t count)
{
    value(json);
    out_count(json->out, count);
}

void json_money(struct json *json, struct money money)
{
    value(json);
    out_char(json->out, '"');
    out_money_plain(json->out, money);
    out_char(json->out, '"');
}

void json_date(struct json *json, struct date date)
{
    char text[DATE_TEXT_BYTES];

    date_format(date, text);
    json_text(json, text);
}

void json_bool(struct json *json, bool truth)
{
    value(json);
    out_text(json->out, truth ? "true" : "false");
}

void json_null(struct json *json)
{
    value(json);
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
