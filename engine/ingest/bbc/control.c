/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/control.h"

#include <string.h>

#include "ingest/bbc/layout.h"

/* "name": before a value, with what separates it from the one before. */
static void key(struct bbc_buffer *out, const char *between, const char *name)
{
    bbc_put_word(out, between);
    bbc_put_json(out, name);
    bbc_put_word(out, ": ");
}

static void put_amount(struct bbc_buffer *out, __int128 cents)
{
    bbc_put(out, "\"", 1);
    bbc_put_money_plain(out, cents);
    bbc_put(out, "\"", 1);
}

static void put_sum(struct bbc_buffer *out, const char *between, const char *name,
                    struct bbc_sum sum)
{
    key(out, between, name);
    key(out, "{", "aantal");
    bbc_put_number(out, sum.count);
    key(out, ", ", "bedrag");
    put_amount(out, sum.cents);
    bbc_put_word(out, "}");
}

static void put_text(struct bbc_buffer *out, const char *between, const char *name,
                     const char *value)
{
    key(out, between, name);
    bbc_put_json(out, value);
}

static void put_count(struct bbc_buffer *out, const char *between, const char *name, uint64_t value)
{
    key(out, between, name);
    bbc_put_number(out, value);
}

/* Rows that were rejected as a total, and whether they are one. */
static void put_checked(struct bbc_buffer *out, const struct bbc_checked *checked)
{
    if (checked->right + checked->wrong + checked->unread == 0)
        return;
    key(out, ",\n     ", "totaalrijen");
    put_count(out, "{", "kloppen", checked->right);
    put_count(out, ", ", "kloppen_niet", checked->wrong);
    put_count(out, ", ", "zonder_leesbaar_bedrag", checked->unread);
    key(out, ", ", "nagekeken");
    for (size_t i = 0; i < checked->row_count; i++) {
        const struct bbc_checked_row *row = &checked->rows[i];
        put_count(out, i == 0 ? "[\n       {" : ",\n       {", "lijn", row->line);
        key(out, ", ", "bedrag");
        put_amount(out, row->cents);
        key(out, ", ", "som_erboven");
        put_amount(out, row->above);
        key(out, ", ", "klopt");
        bbc_put_word(out, row->right ? "true}" : "false}");
    }
    bbc_put_word(out, checked->row_count == 0 ? "[]}" : "]}");
}

/* Columns, or rows of metadata: the role of each, or why it is not read. */
static void put_uses(struct bbc_buffer *out, const char *name, const struct bbc_column_use *uses,
                     uint32_t count)
{
    if (count == 0)
        return;
    key(out, ",\n     ", name);
    for (uint32_t i = 0; i < count; i++) {
        put_text(out, i == 0 ? "[\n       {" : ",\n       {", "naam", uses[i].name);
        if (uses[i].measure != NULL)
            put_text(out, ", ", "maat", uses[i].measure);
        if (uses[i].role != NULL)
            put_text(out, ", ", "rol", uses[i].role);
        else
            put_text(out, ", ", "niet_gelezen", uses[i].unread);
        bbc_put_word(out, "}");
    }
    bbc_put_word(out, "]");
}

static void put_file(struct bbc_buffer *out, const struct bbc_file *file, const char *sha256)
{
    struct bbc_sum read = {file->postings, file->cents};

    put_text(out, "    {", "naam", file->name);
    put_count(out, ", ", "bytes", file->bytes);
    if (file->unpacked != NULL) {
        put_text(out, ", ", "uitgepakt_uit", file->unpacked);
        put_count(out, ", ", "bytes_uitgepakt", file->text_bytes);
    }
    if (sha256 != NULL)
        put_text(out, ",\n     ", "sha256", sha256);
    put_count(out, ",\n     ", "lijnen", file->lines);
    put_count(out, ", ", "rijen", file->records);
    put_sum(out, ",\n     ", "gelezen", read);
    put_sum(out, ",\n     ", "aanvaard", file->accepted);
    put_sum(out, ",\n     ", "verworpen", file->rejected);
    put_count(out, ",\n     ", "verworpen_zonder_leesbaar_bedrag", file->unreadable);
    put_sum(out, ",\n     ", "overgeslagen", file->skipped);
    put_checked(out, &file->checked);
    put_uses(out, "metadata", file->metadata, file->metadata_count);
    put_uses(out, "kolommen", file->columns, file->column_count);
    bbc_put_word(out, "}");
}

static void put_total(struct bbc_buffer *out, const struct bbc_total *total)
{
    put_text(out, "    {", "boekjaar", total->year);
    put_text(out, ", ", "kwartaal", total->quarter);
    put_text(out, ", ", "soort", total->kind);
    put_text(out, ", ", "rapportjaar", total->report_year);
    put_text(out, ", ", "status", total->status);
    if (*total->recent != '\0')
        put_text(out, ", ", "meest_recent", total->recent);
    put_text(out, ", ", "code", total->code);
    put_sum(out, ",\n     ", "aanvaard", total->accepted);
    put_sum(out, ", ", "verworpen", total->rejected);
    put_sum(out, ", ", "overgeslagen", total->skipped);
    bbc_put_word(out, "}");
}

/* Rejects that are not in verworpen.csv; nothing when it holds them all. */
static void put_left(struct bbc_buffer *out, const char *between, const struct bbc_left *left)
{
    if (left->rows == 0)
        return;
    key(out, between, "niet_in_verworpen_csv");
    put_count(out, "{", "rijen", left->rows);
    put_count(out, ", ", "aantal", left->sum.count);
    key(out, ", ", "bedrag");
    put_amount(out, left->sum.cents);
    bbc_put_word(out, "}");
}

/* The values for which postings were skipped. */
static void put_values(struct bbc_buffer *out, const struct bbc_result *result, const char *id)
{
    const char *between = ",\n     \"waarden\": [\n       {";
    bool any = false;

    for (size_t i = 0; i < result->skip_value_count; i++) {
        const struct bbc_skip_value *value = &result->skip_values[i];
        if (strcmp(bbc_skip_name(value->reason), id) != 0)
            continue;
        put_text(out, between, "waarde", value->value);
        put_count(out, ", ", "aantal", value->sum.count);
        key(out, ", ", "bedrag");
        put_amount(out, value->sum.cents);
        bbc_put_word(out, "}");
        between = ",\n       {";
        any = true;
    }
    bbc_put_word(out, any ? "]" : "");
}

static void put_reasons(struct bbc_buffer *out, const struct bbc_result *result,
                        enum bbc_place place)
{
    const char *between = "\n";

    for (size_t i = 0; i < result->reason_count; i++) {
        const struct bbc_reason_total *reason = &result->reasons[i];
        if (reason->place != place)
            continue;
        bbc_put_word(out, between);
        put_text(out, "    {", "reden", reason->id);
        put_count(out, ", ", "aantal", reason->sum.count);
        key(out, ", ", "bedrag");
        put_amount(out, reason->sum.cents);
        if (place == BBC_REJECTED)
            put_count(out, ", ", "zonder_leesbaar_bedrag", reason->unreadable);
        else
            put_values(out, result, reason->id);
        put_left(out, ", ", &reason->left);
        bbc_put_word(out, "}");
        between = ",\n";
    }
}

static void put_options(struct bbc_buffer *out, const struct bbc_options *options)
{
    const char *between = "{";

    key(out, ",\n  ", "opties");
    if (options->status != NULL) {
        put_text(out, between, "status", options->status);
        between = ", ";
    }
    if (options->year != 0) {
        put_count(out, between, "boekjaar", options->year);
        between = ", ";
    }
    if (options->ocmw != BBC_OCMW_ASK) {
        put_text(out, between, "ocmw", options->ocmw == BBC_OCMW_COUNT ? "tellen" : "weglaten");
        between = ", ";
    }
    for (int role = 0; role < ROLE_COUNT; role++) {
        if (options->declared[role] == NULL)
            continue;
        put_text(out, between, profile_role_name((enum profile_role)role), options->declared[role]);
        between = ", ";
    }
    bbc_put_word(out, between[0] == '{' ? "{}" : "}");
}

void bbc_control_write(struct bbc_buffer *out, const struct bbc_options *options,
                       const struct bbc_result *result, const char *const *sha256,
                       const char *engine)
{
    struct bbc_sum read = {result->postings, result->cents};

    put_text(out, "{\n  ", "schema", BBC_CONTROL_SCHEMA);
    put_text(out, ",\n  ", "saldo", engine);
    put_text(out, ",\n  ", "profiel", options->profile->id);
    put_options(out, options);
    if (result->refused) {
        key(out, ",\n  ", "geweigerd");
        bbc_put_word(out, "true");
    }
    put_sum(out, ",\n  ", "gelezen", read);
    put_sum(out, ",\n  ", "aanvaard", result->accepted);
    put_sum(out, ",\n  ", "verworpen", result->rejected);
    put_count(out, ",\n  ", "verworpen_zonder_leesbaar_bedrag", result->unreadable);
    put_left(out, ",\n  ", &result->left);
    put_sum(out, ",\n  ", "overgeslagen", result->skipped);
    key(out, ",\n  ", "bestanden");
    for (size_t i = 0; i < result->file_count; i++) {
        bbc_put_word(out, i == 0 ? "[\n" : ",\n");
        put_file(out, &result->files[i], sha256 == NULL ? NULL : sha256[i]);
    }
    bbc_put_word(out, result->file_count == 0 ? "[]" : "\n  ]");
    key(out, ",\n  ", "verworpen_om");
    bbc_put_word(out, "[");
    put_reasons(out, result, BBC_REJECTED);
    key(out, "],\n  ", "overgeslagen_om");
    bbc_put_word(out, "[");
    put_reasons(out, result, BBC_SKIPPED);
    key(out, "],\n  ", "totalen");
    for (size_t i = 0; i < result->total_count; i++) {
        bbc_put_word(out, i == 0 ? "[\n" : ",\n");
        put_total(out, &result->totals[i]);
    }
    bbc_put_word(out, result->total_count == 0 ? "[]\n}\n" : "\n  ]\n}\n");
}

void bbc_spending_write(struct bbc_buffer *out, const struct bbc_spending *row)
{
    bbc_put_field_word(out, row->beneficiary);
    bbc_put(out, ";", 1);
    bbc_put_word(out, bbc_shown_nis(row->nis));
    bbc_put(out, ";", 1);
    bbc_put_number(out, row->year);
    bbc_put(out, ";", 1);
    if (row->quarter != 0)
        bbc_put_number(out, row->quarter);
    bbc_put(out, ";", 1);
    bbc_put_field_word(out, row->code);
    bbc_put(out, ";", 1);
    bbc_put_field_word(out, row->action);
    bbc_put(out, ";", 1);
    bbc_put_money(out, row->cents);
    bbc_put(out, ";", 1);
    struct bbc_buffer source = {0}; /* a file name may need quotes */
    bbc_put_word(&source, row->file);
    bbc_put(&source, ":", 1);
    bbc_put_number(&source, row->line);
    if (row->count != 1) {
        bbc_put_word(&source, " (");
        bbc_put_number(&source, row->count);
        bbc_put_word(&source, " bedragen)");
    }
    bbc_put_field(out, (struct text){source.at, source.length});
    out->lost |= source.lost;
    bbc_buffer_free(&source);
    bbc_put(out, "\n", 1);
}
