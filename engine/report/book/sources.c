/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheet Bronnen: the documents of the scheme, and the totals that they state. */
#include <xlsxwriter.h>

#include "report/book/book.h"

static const uint8_t widths[4] = {26, 70, 60, 18};

/* The texts of a row; a NULL leaves its cell to the caller. */
static void row_of(struct book *book, uint32_t row, const char *const texts[4])
{
    unsigned lines = 1;

    for (unsigned c = 0; c < 4; c++) {
        unsigned more = texts[c] == NULL ? 1 : book_text_lines(texts[c], widths[c]);
        lines = more > lines ? more : lines;
    }
    book_row_lines(book, SHEET_SOURCES, row, lines);
    for (unsigned c = 0; c < 4; c++)
        if (texts[c] != NULL)
            book_cell(book, SHEET_SOURCES, row, c, book_words(texts[c]), STYLE_WRAP, ROLE_PLAIN);
}

static void heads(struct book *book, uint32_t row, const struct book_text texts[4])
{
    for (unsigned c = 0; c < 4; c++)
        book_head(book, SHEET_SOURCES, row, c, book_word(book, texts[c]),
                  c == 3 ? STYLE_MONEY : STYLE_TEXT, ROLE_PLAIN);
}

static uint32_t write_sources(struct book *book, uint32_t row)
{
    static const struct book_text texts[4] = {
        {"bron", "source"}, {"titel", "title"}, {"document", "document"}, {"", ""}};

    heads(book, row++, texts);
    for (uint32_t i = 0; i < book->run->source_count; i++) {
        const struct run_source *source = &book->run->sources[i];
        row_of(book, row++, (const char *[]){source->id, source->title, source->document, ""});
    }
    return row;
}

static uint32_t write_stated(struct book *book, uint32_t row)
{
    static const struct book_text texts[4] = {{"wat een document zegt", "what a document says"},
                                              {"passage", "passage"},
                                              {"bron", "source"},
                                              {"bedrag", "amount"}};

    heads(book, row++, texts);
    for (uint32_t i = 0; i < book->run->stated_total_count; i++, row++) {
        const struct run_stated_total *total = &book->run->stated_totals[i];
        row_of(book, row, (const char *[]){total->subject, total->passage, total->source, NULL});
        book_cell(book, SHEET_SOURCES, row, 3, book_money(total->amount), STYLE_MONEY, ROLE_PLAIN);
    }
    return row;
}

void book_sources(struct book *book)
{
    for (unsigned c = 0; c < 4; c++)
        book_width(book, SHEET_SOURCES, c, c, widths[c]);
    book_plain(
        book, SHEET_SOURCES, 0, 0,
        book_word(book, (struct book_text){"Bronnen van de regeling", "Sources of the scheme"}),
        book->title);
    book_plain(book, SHEET_SOURCES, 1, 0, book->run->scheme_name, book->subtitle);
    uint32_t row = write_sources(book, 3);
    row = write_stated(book, row + 1);
    book_page(book, SHEET_SOURCES, row - 1, 3, 0);
}
