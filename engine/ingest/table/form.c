/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/table/form.h"

#include <string.h>

/* Signatures: the registry of PRONOM, and the specification of each form. */
static const struct {
    const char *bytes;
    size_t length;
    enum finding finding;
    const char *name;
} signatures[] = {
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, FINDING_FILE_WORKBOOK, "Excel"}, /* .xls */
    {"\x1f\x8b", 2, FINDING_FILE_PACKED, "gzip"},
    {"\x28\xb5\x2f\xfd", 4, FINDING_FILE_PACKED, "zstd"},
    {"\xfd\x37zXZ\0", 6, FINDING_FILE_PACKED, "xz"},
    {"BZh91AY&SY", 10, FINDING_FILE_PACKED, "bzip2"},
    {"7z\xbc\xaf\x27\x1c", 6, FINDING_FILE_PACKED, "7z"},
    {"Rar!\x1a\x07", 6, FINDING_FILE_PACKED, "RAR"},
    {"%PDF-", 5, FINDING_FILE_OTHER, "PDF"},
    {"PAR1\x15", 5, FINDING_FILE_OTHER, "Parquet"},
    {"SQLite format 3\0", 16, FINDING_FILE_OTHER, "SQLite"},
    {"{\\rtf", 5, FINDING_FILE_OTHER, "RTF"},
    {"\x89PNG", 4, FINDING_FILE_OTHER, "PNG"},
    {"\xff\xd8\xff", 3, FINDING_FILE_OTHER, "JPEG"},
};

static const char excel[] = "Excel";
static const char open_document[] = "OpenDocument";

const char *file_form_workbook(const char *entry)
{
    if (strcmp(entry, "[Content_Types].xml") == 0 || strncmp(entry, "xl/", 3) == 0 ||
        strncmp(entry, "_rels/", 6) == 0)
        return excel;
    return strcmp(entry, "mimetype") == 0 || strcmp(entry, "content.xml") == 0 ? open_document
                                                                               : NULL;
}

/* A zip begins with the header of its first file: the length of the name at 26, the name at 30. */
static struct file_form form_of_zip(const char *bytes, size_t size)
{
    enum { LENGTH_AT = 26, NAME_AT = 30, NAME_BYTES = 64 };
    char name[NAME_BYTES] = "";

    if (size > NAME_AT) {
        size_t length = (unsigned char)bytes[LENGTH_AT] |
                        (size_t)(unsigned char)bytes[LENGTH_AT + 1] << 8;
        if (length < NAME_BYTES && length <= size - NAME_AT)
            memcpy(name, bytes + NAME_AT, length);
    }
    const char *workbook = file_form_workbook(name);
    return workbook != NULL ? (struct file_form){FINDING_FILE_WORKBOOK, workbook}
                            : (struct file_form){FINDING_FILE_PACKED, "zip"};
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether text begins with a word of small letters, in any case, behind blanks. */
static bool begins_with(struct text text, const char *word)
{
    while (text.length > 0 && memchr(" \t\r\n", *text.at, 4) != NULL) {
        text.at++;
        text.length--;
    }
    for (; *word != '\0'; word++, text.at++, text.length--)
        if (text.length == 0 || small(*text.at) != *word)
            return false;
    return true;
}

/* Programs save tables as HTML or XML under the name of a workbook. */
static struct file_form form_of_markup(struct text text)
{
    static const char *const html[] = {"<!doctype html", "<html", "<table", "<head", "<meta"};
    static const char *const xml[] = {"<?xml", "<?mso-application", "<workbook"};

    if (text.length >= 3 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0) {
        text.at += 3;
        text.length -= 3;
    }
    for (size_t i = 0; i < sizeof html / sizeof *html; i++)
        if (begins_with(text, html[i]))
            return (struct file_form){FINDING_FILE_OTHER, "HTML"};
    for (size_t i = 0; i < sizeof xml / sizeof *xml; i++)
        if (begins_with(text, xml[i]))
            return (struct file_form){FINDING_FILE_OTHER, "XML"};
    return (struct file_form){FINDING_FILE_OTHER, NULL};
}

struct file_form file_form_of(const char *bytes, size_t size)
{
    if (size >= 4 && memcmp(bytes, "PK\x03\x04", 4) == 0)
        return form_of_zip(bytes, size);
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (size >= signatures[i].length &&
            memcmp(bytes, signatures[i].bytes, signatures[i].length) == 0)
            return (struct file_form){signatures[i].finding, signatures[i].name};
    return form_of_markup((struct text){bytes, size});
}
