/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/text.h"

#include <string.h>

#include "core/limits.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool text_is(struct text text, const char *word)
{
    return strlen(word) == text.length &&
           (text.length == 0 || memcmp(text.at, word, text.length) == 0);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool text_has_outer_space(struct text text)
{
    static const char nbsp[] = "\xc2\xa0";

    if (text.length == 0)
        return false;
    if (is_blank(text.at[0]) || is_blank(text.at[text.length - 1]))
        return true;
    return text.length >= 2 &&
           (memcmp(text.at, nbsp, 2) == 0 || memcmp(text.at + text.length - 2, nbsp, 2) == 0);
}

/* Length of the well-formed sequence at the start, 0 when there is none. at[0] >= 0x80. */
static size_t utf8_sequence(const unsigned char *at, size_t left)
{
    size_t length = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
    unsigned char low = 0x80;
    unsigned char high = 0xbf;

    if (at[0] < 0xc2 || at[0] > 0xf4 || left < length)
        return 0;
    if (at[0] == 0xe0)
        low = 0xa0; /* overlong */
    else if (at[0] == 0xed)
        high = 0x9f; /* surrogates */
    else if (at[0] == 0xf0)
        low = 0x90; /* overlong */
    else if (at[0] == 0xf4)
        high = 0x8f; /* beyond U+10FFFF */
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    return length;
}

size_t text_character(const char *at, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)at;

    if (length == 0)
        return 0;
    return bytes[0] < 0x80 ? 1 : utf8_sequence(bytes, length);
}

uint32_t text_code_point(const char *at, size_t size)
{
    const unsigned char *bytes = (const unsigned char *)at;
    uint32_t point = size == 1 ? bytes[0] : bytes[0] & (0x7fU >> size);

    for (size_t i = 1; i < size; i++)
        point = point << 6 | (bytes[i] & 0x3fU);
    return point;
}

struct range {
    uint32_t first, last;
};

static bool is_in(const struct range *ranges, size_t count, uint32_t point)
{
    for (size_t i = 0; i < count; i++)
        if (ranges[i].first <= point && point <= ranges[i].last)
            return true;
    return false;
}

bool text_is_control(const char *at, size_t size)
{
    static const struct range controls[] = {
        {0, 0x1f},        {0x7f, 0x9f},     {0x61c, 0x61c},   {0x180e, 0x180e}, {0x200b, 0x200f},
        {0x2028, 0x202e}, {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe007f}};

    return is_in(controls, sizeof controls / sizeof *controls, text_code_point(at, size));
}

bool text_is_invisible(const char *at, size_t size)
{
    static const struct range hidden[] = {
        {0xa0, 0xa0},     {0xad, 0xad},     {0x1680, 0x1680}, {0x180e, 0x180e}, {0x2000, 0x200f},
        {0x202f, 0x202f}, {0x205f, 0x206f}, {0x3000, 0x3000}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}};

    return text_is_control(at, size) ||
           is_in(hidden, sizeof hidden / sizeof *hidden, text_code_point(at, size));
}

size_t text_utf8_error(const char *at, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)at;
    size_t i = 0;

    while (i < length) {
        uint64_t eight;
        if (length - i >= sizeof eight) {
            memcpy(&eight, bytes + i, sizeof eight);
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        size_t step = bytes[i] < 0x80 ? 1 : utf8_sequence(bytes + i, length - i);
        if (step == 0)
            return i;
        i += step;
    }
    return length;
}

/* Reads the whole part: digits, either ungrouped or in right groups of three behind points.
 * Advances *at. The value stays below 10^18, larger is STATUS_RANGE. */
static enum status parse_grouped(const char **at, const char *end, int64_t *out)
{
    const char *p = *at;
    int64_t value = 0;
    int digits = 0;
    int group = 0; /* digits since the last point */
    bool grouped = false;
    bool large = false;

    for (; p < end && (is_digit(*p) || *p == '.'); p++) {
        if (*p == '.') {
            if (grouped ? group != 3 : (digits < 1 || digits > 3 || **at == '0'))
                return STATUS_SYNTAX; /* "0.500" is half a euro to whoever writes it, not 500 */
            grouped = true;
            group = 0;
            continue;
        }
        if (value > (INT64_C(1000000000000000000) - 10) / 10)
            large = true;
        else
            value = value * 10 + (*p - '0');
        digits++;
        group++;
    }
    if (digits == 0 || (grouped && group != 3))
        return STATUS_SYNTAX;
    *at = p;
    *out = value;
    return large ? STATUS_RANGE : STATUS_OK;
}

enum status text_parse_count(struct text text, int64_t *out)
{
    const char *at = text.at;
    const char *end = text.at + text.length;
    int64_t value = 0;
    enum status status = parse_grouped(&at, end, &value);

    if (status == STATUS_SYNTAX || at != end)
        return STATUS_SYNTAX;
    if (status != STATUS_OK || value > LIMIT_COUNT)
        return STATUS_RANGE;
    *out = value;
    return STATUS_OK;
}

/* Reads ",d" to ",dd…" up to places decimals; *fraction is scaled to that many places. */
static enum status parse_fraction(const char **at, const char *end, int places, int64_t *fraction)
{
    const char *p = *at;
    int seen = 0;

    *fraction = 0;
    if (p == end || *p != ',')
        return STATUS_OK;
    for (p++; p < end && is_digit(*p); p++, seen++)
        if (seen < places)
            *fraction = *fraction * 10 + (*p - '0');
    if (seen == 0 || seen > places)
        return STATUS_SYNTAX;
    for (; seen < places; seen++)
        *fraction *= 10;
    *at = p;
    return STATUS_OK;
}

enum status text_parse_money(struct text text, struct money *out)
{
    const char *at = text.at;
    const char *end = text.at + text.length;
    bool negative = at < end && *at == '-';
    int64_t euros = 0;
    int64_t cents = 0;

    at += negative;
    enum status status = parse_grouped(&at, end, &euros);
    if (status == STATUS_SYNTAX)
        return status;
    if (parse_fraction(&at, end, 2, &cents) != STATUS_OK || at != end)
        return STATUS_SYNTAX;
    if (status != STATUS_OK || euros > LIMIT_MONEY_CENTS / 100)
        return STATUS_RANGE;
    cents += euros * 100;
    if (cents > LIMIT_MONEY_CENTS)
        return STATUS_RANGE;
    out->cents = negative ? -cents : cents;
    return STATUS_OK;
}

enum status text_parse_money_plain(struct text text, struct money *out)
{
    const char *at = text.at;
    const char *end = text.at + text.length;
    bool negative = at < end && *at == '-';
    int64_t cents = 0;
    bool fits = true;

    at += negative;
    if (end - at < 4 || end[-3] != '.' || (*at == '0' && end - at > 4))
        return STATUS_SYNTAX;
    for (; at < end; at++) {
        if (at == end - 3)
            continue;
        if (*at < '0' || *at > '9')
            return STATUS_SYNTAX;
        fits = fits && !__builtin_mul_overflow(cents, 10, &cents) &&
               !__builtin_add_overflow(cents, *at - '0', &cents);
    }
    if (!fits)
        return STATUS_RANGE;
    out->cents = negative ? -cents : cents;
    return STATUS_OK;
}

enum status text_parse_rate(struct text text, struct rate *out)
{
    const char *at = text.at;
    const char *end = text.at + text.length;
    int64_t percent = 0;
    int64_t fraction = 0;

    if (parse_grouped(&at, end, &percent) != STATUS_OK)
        return STATUS_SYNTAX;
    if (parse_fraction(&at, end, 4, &fraction) != STATUS_OK)
        return STATUS_SYNTAX;
    if (end - at != 2 || memcmp(at, " %", 2) != 0)
        return STATUS_SYNTAX;
    if (percent > 1000000)
        return STATUS_RANGE;
    out->ppm = percent * 10000 + fraction;
    return STATUS_OK;
}

/* Writes value backwards before end, two digits at a time. */
static char *write_digits(uint64_t value, char *end)
{
    static const char pairs[] = "0001020304050607080910111213141516171819"
                                "2021222324252627282930313233343536373839"
                                "4041424344454647484950515253545556575859"
                                "6061626364656667686970717273747576777879"
                                "8081828384858687888990919293949596979899";

    while (value >= 10) {
        end -= 2;
        memcpy(end, pairs + value % 100 * 2, 2);
        value /= 100;
    }
    if (value > 0)
        *--end = (char)('0' + value);
    return end;
}

/* The same in groups of three, with a point between them. */
static char *write_grouped(uint64_t value, char *end)
{
    for (; value >= 1000; value /= 1000) {
        uint64_t group = value % 1000;
        *--end = (char)('0' + group % 10);
        *--end = (char)('0' + group / 10 % 10);
        *--end = (char)('0' + group / 100);
        *--end = '.';
    }
    return write_digits(value, end);
}

static char *write_whole(uint64_t value, bool point, char *end)
{
    if (value == 0) {
        *--end = '0';
        return end;
    }
    return point ? write_grouped(value, end) : write_digits(value, end);
}

static size_t deliver(const char *from, const char *end, char *out)
{
    size_t length = (size_t)(end - from);

    memcpy(out, from, length);
    out[length] = '\0';
    return length;
}

static size_t format_money(struct money money, bool point, char separator, char *out)
{
    char buffer[MONEY_TEXT_BYTES];
    char *end = buffer + sizeof buffer;
    char *at = end;
    uint64_t cents = money.cents < 0 ? 0 - (uint64_t)money.cents : (uint64_t)money.cents;

    *--at = (char)('0' + cents % 10);
    *--at = (char)('0' + cents / 10 % 10);
    *--at = separator;
    at = write_whole(cents / 100, point, at);
    if (money.cents < 0)
        *--at = '-';
    return deliver(at, end, out);
}

size_t text_format_money(struct money money, char out[MONEY_TEXT_BYTES])
{
    return format_money(money, true, ',', out);
}

size_t text_format_money_plain(struct money money, char out[MONEY_TEXT_BYTES])
{
    return format_money(money, false, '.', out);
}

static size_t format_count(int64_t count, bool point, char *out)
{
    char buffer[COUNT_TEXT_BYTES];
    char *end = buffer + sizeof buffer;
    char *at = write_whole(count < 0 ? 0 - (uint64_t)count : (uint64_t)count, point, end);

    if (count < 0)
        *--at = '-';
    return deliver(at, end, out);
}

size_t text_format_count(int64_t count, char out[COUNT_TEXT_BYTES])
{
    return format_count(count, true, out);
}

size_t text_format_count_plain(int64_t count, char out[COUNT_TEXT_BYTES])
{
    return format_count(count, false, out);
}

size_t text_format_rate(struct rate rate, char out[COUNT_TEXT_BYTES])
{
    uint64_t ppm = rate.ppm < 0 ? 0 - (uint64_t)rate.ppm : (uint64_t)rate.ppm;
    uint64_t fraction = ppm % 10000;
    size_t length = 0;

    if (rate.ppm < 0)
        out[length++] = '-';
    length += format_count((int64_t)(ppm / 10000), true, out + length);
    if (fraction != 0) {
        out[length++] = ',';
        for (uint64_t scale = 1000; fraction > 0; fraction %= scale, scale /= 10)
            out[length++] = (char)('0' + fraction / scale);
    }
    memcpy(out + length, " %", 3);
    return length + 2;
}

static bool all_digits(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!is_digit(text.at[i]))
            return false;
    return true;
}

bool text_is_kbo(struct text text)
{
    uint64_t base = 0;

    if (text.length != 10 || !all_digits(text) || text.at[0] > '1')
        return false;
    for (size_t i = 0; i < 8; i++)
        base = base * 10 + (uint64_t)(text.at[i] - '0');
    return 97 - base % 97 == (uint64_t)(text.at[8] - '0') * 10 + (uint64_t)(text.at[9] - '0');
}

bool text_is_nis(struct text text)
{
    return text.length == 5 && all_digits(text);
}
