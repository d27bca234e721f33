/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zip and the XML in it: libarchive unpacks, expat parses; both in pieces. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <expat.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "ingest/workbook/part.h"

enum { PIECE_BYTES = 64 * 1024 };

bool workbook_is_zip(const char *at, size_t size)
{
    return size >= 4 && memcmp(at, "PK\x03\x04", 4) == 0;
}

enum status package_damaged(struct package *package, const char *part, const char *why)
{
    diag_add(package->diags, FINDING_WORKBOOK_DAMAGED, (struct source_pos){package->name, 0, 0},
             (struct diag_subject){0}, part, why, NULL);
    return STATUS_INVALID;
}

static enum status too_large(struct package *package, const char *part)
{
    diag_add(package->diags, FINDING_WORKBOOK_LARGE, (struct source_pos){package->name, 0, 0},
             (struct diag_subject){0}, part, NULL, NULL);
    return STATUS_INVALID;
}

static enum status open_zip(struct package *package, struct archive **out)
{
    struct archive *archive = archive_read_new();

    *out = archive;
    if (archive == NULL)
        return STATUS_MEMORY;
    int outcome = archive_read_support_format_zip_seekable(archive);
    if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN)
        return STATUS_MEMORY;
    if (package->fd >= 0 && lseek(package->fd, 0, SEEK_SET) != 0)
        return STATUS_IO;
    outcome = package->fd < 0
                  ? archive_read_open_memory(archive, package->bytes.at, package->bytes.length)
                  : archive_read_open_fd(archive, package->fd, PIECE_BYTES);
    if (outcome != ARCHIVE_OK)
        return archive_errno(archive) == ENOMEM
                   ? STATUS_MEMORY
                   : package_damaged(package, "zip", archive_error_string(archive));
    return STATUS_OK;
}

/* The next part; *name is NULL at the end. */
static enum status next_part(struct package *package, struct archive *archive, const char **name,
                             struct archive_entry **entry)
{
    int outcome = archive_read_next_header(archive, entry);

    *name = NULL;
    if (outcome == ARCHIVE_EOF)
        return STATUS_OK;
    if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN)
        return archive_errno(archive) == ENOMEM
                   ? STATUS_MEMORY
                   : package_damaged(package, "zip", archive_error_string(archive));
    *name = archive_entry_pathname(*entry);
    if (*name == NULL)
        return package_damaged(package, "zip", NULL);
    return STATUS_OK;
}

enum status package_look(struct package *package, const char *const *parts, size_t count,
                         bool *found, bool *mimetype_first)
{
    struct archive *archive = NULL;
    struct archive_entry *entry = NULL;
    const char *name = "";
    uint32_t entries = 0;
    enum status status = open_zip(package, &archive);

    *mimetype_first = false;
    while (status == STATUS_OK && name != NULL) {
        status = next_part(package, archive, &name, &entry);
        if (status != STATUS_OK || name == NULL)
            break;
        if (++entries > LIMIT_WORKBOOK_PARTS)
            status = too_large(package, "zip");
        *mimetype_first = *mimetype_first || (entries == 1 && strcmp(name, "mimetype") == 0);
        for (size_t i = 0; status == STATUS_OK && i < count; i++) {
            if (strcasecmp(name, parts[i]) != 0)
                continue;
            if (found[i]) /* two readers could each take another one */
                status = package_damaged(package, name, "2 ×");
            found[i] = true;
        }
    }
    if (archive != NULL)
        archive_read_free(archive);
    return status;
}

/* ---- XML ---- */

static const char *local(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon == NULL ? name : colon + 1;
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

const char *xml_attribute_full(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

void xml_stop(struct xml *xml, enum status status, const char *why)
{
    if (xml->status != STATUS_OK)
        return;
    xml->status = status;
    xml->why = why;
    XML_StopParser(xml->parser, XML_FALSE);
}

static void on_start(void *context, const char *name, const char **attributes)
{
    struct xml *xml = context;

    if (xml->status != STATUS_OK)
        return;
    if (++xml->depth > LIMIT_WORKBOOK_DEPTH)
        xml_stop(xml, STATUS_RANGE, NULL);
    else
        xml->events->start(xml, local(name), attributes);
}

static void on_end(void *context, const char *name)
{
    struct xml *xml = context;

    if (xml->status == STATUS_OK)
        xml->events->end(xml, local(name));
    xml->depth--;
}

static void on_text(void *context, const char *at, int length)
{
    struct xml *xml = context;

    if (xml->status == STATUS_OK)
        xml->events->text(xml, at, (size_t)length);
}

static void on_doctype(void *context, const char *name, const char *system, const char *public,
                       int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    xml_stop(context, STATUS_INVALID, "DOCTYPE");
}

static enum status new_parser(struct xml *xml)
{
    XML_Parser parser = XML_ParserCreate(NULL);

    xml->parser = parser;
    if (parser == NULL)
        return STATUS_MEMORY;
    XML_SetUserData(parser, xml);
    XML_SetElementHandler(parser, on_start, on_end);
    if (xml->events->text != NULL)
        XML_SetCharacterDataHandler(parser, on_text);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    return STATUS_OK;
}

/* One piece of a part. A token that grows beyond the limit is refused: expat would hold it whole,
 * and look at it again with every piece. */
static enum status parse_piece(struct package *package, const char *part, struct archive *archive,
                               struct xml *xml, bool *last)
{
    void *buffer = XML_GetBuffer(xml->parser, PIECE_BYTES);

    if (buffer == NULL)
        return STATUS_MEMORY;
    la_ssize_t got = archive_read_data(archive, buffer, PIECE_BYTES);
    if (got < 0)
        return archive_errno(archive) == ENOMEM
                   ? STATUS_MEMORY
                   : package_damaged(package, part, archive_error_string(archive));
    *last = got == 0;
    xml->fed += (uint64_t)got;
    if (XML_ParseBuffer(xml->parser, (int)got, *last) == XML_STATUS_OK) {
        XML_Index at = XML_GetCurrentByteIndex(xml->parser);
        bool held = at >= 0 && xml->fed - (uint64_t)at > LIMIT_WORKBOOK_TOKEN;
        return held && !*last ? STATUS_RANGE : STATUS_OK;
    }
    if (xml->status != STATUS_OK)
        return xml->status;
    enum XML_Error error = XML_GetErrorCode(xml->parser);
    return error == XML_ERROR_NO_MEMORY ? STATUS_MEMORY
                                        : package_damaged(package, part, XML_ErrorString(error));
}

static enum status parse_part(struct package *package, const char *part, struct archive *archive,
                              struct xml *xml)
{
    bool last = false;
    enum status status = new_parser(xml);

    while (status == STATUS_OK && !last) {
        status = parse_piece(package, part, archive, xml, &last);
        if (status == STATUS_OK && xml->fed > LIMIT_WORKBOOK_XML)
            status = STATUS_RANGE;
    }
    if (status == STATUS_INVALID && xml->status == STATUS_INVALID && xml->why != NULL)
        status = package_damaged(package, part, xml->why);
    if (status == STATUS_RANGE)
        status = too_large(package, part);
    if (xml->parser != NULL)
        XML_ParserFree(xml->parser);
    return status;
}

enum status package_parse(struct package *package, const char *part,
                          const struct xml_events *events, void *context)
{
    struct xml xml = {.context = context, .events = events};
    struct archive *archive = NULL;
    struct archive_entry *entry = NULL;
    const char *name = "";
    enum status status = open_zip(package, &archive);

    while (status == STATUS_OK) {
        status = next_part(package, archive, &name, &entry);
        if (status != STATUS_OK)
            break;
        if (name == NULL) {
            status = STATUS_EXISTS;
        } else if (strcasecmp(name, part) == 0) {
            status = archive_entry_is_encrypted(entry) ? package_damaged(package, part, "encrypted")
                                                       : parse_part(package, part, archive, &xml);
            break;
        }
    }
    if (archive != NULL)
        archive_read_free(archive);
    return status;
}
