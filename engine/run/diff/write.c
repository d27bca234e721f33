/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/diff/write.h"

#include <string.h>

#include "write/json.h"
#include "write/table.h"

const char *difference_word(enum diff_kind kind)
{
    static const char *const words[] = {"cel",     "rij-nieuw", "rij-weg",  "parameter",
                                        "aanname", "peildatum", "regeling", "motor"};

    return words[kind];
}

struct run_amount difference_of(const struct diff_move *move)
{
    struct run_amount change = {move->old.known || move->new.known, {0}};

    change.money.cents = (move->new.known ? move->new.money.cents : 0) -
                         (move->old.known ? move->old.money.cents : 0);
    return change;
}

/* ---- CSV ---- */

static void put_amount(struct out *out, struct run_amount amount, const char *words)
{
    if (amount.known)
        out_money(out, amount.money);
    else
        cell_text(out, words);
}

static void put_line(struct out *out, uint32_t line)
{
    if (line > 0)
        out_count(out, line);
}

/* move: NULL in the header; cause: NULL: none was found. */
static void write_row(struct table *t, const struct diff_move *move, const struct diff_cause *cause)
{
    static const struct diff_cause none = {
        .file = "", .column = "", .old = "", .new = "", .source = "", .passage = ""};
    const struct diff_cause *shown = cause == NULL ? &none : cause;

    TABLE_TEXT(t, "begunstigde", move->beneficiary);
    TABLE_TEXT(t, "naam", move->name);
    TABLE_TEXT(t, "actie", move->action);
    TABLE_TEXT(t, "doelgroep", move->group);
    TABLE_TEXT(t, "kolom", move->column);
    TABLE_CELL(t, "oud", put_amount(t->out, move->old, move->old_text));
    TABLE_CELL(t, "nieuw", put_amount(t->out, move->new, move->new_text));
    TABLE_CELL(t, "verschil", put_amount(t->out, difference_of(move), ""));
    TABLE_TEXT(t, "oorzaak", cause == NULL ? "onbekend" : difference_word(cause->kind));
    TABLE_TEXT(t, "bestand", shown->file);
    TABLE_CELL(t, "lijn_oud", put_line(t->out, shown->old_line));
    TABLE_CELL(t, "lijn_nieuw", put_line(t->out, shown->new_line));
    TABLE_TEXT(t, "veld", shown->column);
    TABLE_TEXT(t, "waarde_oud", shown->old);
    TABLE_TEXT(t, "waarde_nieuw", shown->new);
    TABLE_TEXT(t, "bron", shown->source);
    TABLE_TEXT(t, "passage", shown->passage);
    table_end(t);
}

void difference_csv(struct out *out, const struct diff *diff)
{
    struct table t = table_open(out);

    write_row(&t, NULL, NULL);
    for (uint32_t i = 0; i < diff->move_count; i++) {
        const struct diff_move *move = &diff->moves[i];
        if (move->cause_count == 0)
            write_row(&t, move, NULL);
        for (uint32_t j = 0; j < move->cause_count; j++)
            write_row(&t, move, &diff->causes[diff->cause_of[move->first_cause + j]]);
    }
}

/* ---- JSON ---- */

static void write_run(struct json *json, const char *key, const struct run *run)
{
    json_key(json, key);
    json_open(json, '{');
    json_member_text(json, "manifest_sha256", run->manifest_sha256);
    json_member_text(json, "motor", run->engine);
    json_member_text(json, "regeling", run->scheme);
    json_member_text(json, "peildatum", run->cutoff);
    json_close(json, '}');
}

static void write_line(struct json *json, const char *key, uint32_t line)
{
    json_key(json, key);
    if (line > 0)
        json_count(json, line);
    else
        json_none(json);
}

static void write_cause(struct json *json, const struct diff_cause *cause)
{
    json_line(json);
    json_open(json, '{');
    json_member_text(json, "oorzaak", difference_word(cause->kind));
    json_member_text(json, "bestand", cause->file);
    write_line(json, "lijn_oud", cause->old_line);
    write_line(json, "lijn_nieuw", cause->new_line);
    json_member_text(json, "veld", cause->column);
    json_member_text(json, "oud", cause->old);
    json_member_text(json, "nieuw", cause->new);
    json_member_text(json, "bron", cause->source);
    json_member_text(json, "passage", cause->passage);
    json_close(json, '}');
}

static void write_value(struct json *json, const char *key, struct run_amount amount,
                        const char *words)
{
    json_key(json, key);
    if (amount.known)
        json_money(json, amount.money);
    else if (*words != '\0')
        json_text(json, words);
    else
        json_none(json);
}

static void write_move(struct json *json, const struct diff *diff, const struct diff_move *move)
{
    json_line(json);
    json_open(json, '{');
    json_member_text(json, "begunstigde", move->beneficiary);
    json_member_text(json, "naam", move->name);
    json_member_text(json, "actie", move->action);
    json_member_text(json, "doelgroep", move->group);
    json_member_text(json, "kolom", move->column);
    write_value(json, "oud", move->old, move->old_text);
    write_value(json, "nieuw", move->new, move->new_text);
    write_value(json, "verschil", difference_of(move), "");
    json_key(json, "oorzaken");
    json_open(json, '[');
    for (uint32_t i = 0; i < move->cause_count; i++)
        json_count(json, diff->cause_of[move->first_cause + i]);
    json_close(json, ']');
    json_close(json, '}');
}

void difference_json(struct out *out, const struct diff *diff)
{
    struct json json = {.out = out};

    json_open(&json, '{');
    json_member_text(&json, "schema", DIFFERENCE_SCHEMA);
    write_run(&json, "oud", diff->old);
    write_run(&json, "nieuw", diff->new);
    json_member_count(&json, "zonder_oorzaak", diff->unexplained);
    json_key(&json, "oorzaken");
    json_open(&json, '[');
    for (uint32_t i = 0; i < diff->cause_count; i++)
        write_cause(&json, &diff->causes[i]);
    json_close(&json, ']');
    json_key(&json, "bewogen");
    json_open(&json, '[');
    for (uint32_t i = 0; i < diff->move_count; i++)
        write_move(&json, diff, &diff->moves[i]);
    json_close(&json, ']');
    json_close(&json, '}');
    out_char(out, '\n');
}
