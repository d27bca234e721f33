/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file against a table of a dossier: what it is, what is new, what is refused. */
#include "import/import.h"

#include <stdlib.h>
#include <string.h>

#include "support/folder.h"
#include "support/found.h"
#include "support/rows.h"

#define INCENTIVES "begunstigde;stimulans;bedrag\n"
#define PAYMENTS "begunstigde;datum;soort;bedrag;referentie\n"
#define MEMBERS "begunstigde;nis;naam;inwoners_niet_eu\n"

struct row {
    const char *name;
    const char *table; /* of the dossier */
    const char *old;   /* what it holds; NULL: it is not there */
    const char *file;  /* what is handed in */
    const char *text;
    const char *new;   /* what the table holds then; NULL: unchanged */
    const char *found; /* as found_text */
};

static const struct row rows[] = {
    {"new table", "stimulansen.csv", NULL, "stimulansen.csv", INCENTIVES "gent;x;5\n",
     INCENTIVES "gent;x;5\n", ""},
    {"behind", "stimulansen.csv", INCENTIVES "a;x;1\n", "stimulansen.csv", INCENTIVES "b;x;2\n",
     INCENTIVES "a;x;1\nb;x;2\n", ""},
    {"no last line end", "stimulansen.csv", INCENTIVES "a;x;1", "stimulansen.csv",
     INCENTIVES "b;x;2", INCENTIVES "a;x;1\nb;x;2\n", ""},
    {"there already", "stimulansen.csv", INCENTIVES "a;x;1.000\n", "stimulansen.csv",
     INCENTIVES "a;X;€ 1 000,00\n", NULL, ""},
    {"conflict", "stimulansen.csv", INCENTIVES "a;x;1\n", "stimulansen.csv",
     INCENTIVES "b;x;1\na;x;2\n", NULL, "3:0 IMPORT-CONFLICT"},
    {"conflict inside", "stimulansen.csv", INCENTIVES, "stimulansen.csv",
     INCENTIVES "a;x;1\na;x;2\n", NULL, "3:0 IMPORT-CONFLICT"},
    {"other order of columns", "stimulansen.csv", "bedrag;begunstigde;stimulans\n1;a;x\n",
     "stimulansen.csv", INCENTIVES "a;x;1\nb;x;2\n", "bedrag;begunstigde;stimulans\n1;a;x\n2;b;x\n",
     ""},
    {"a column of their own", "stimulansen.csv", "begunstigde;nota;stimulans;bedrag\na;n;x;1\n",
     "stimulansen.csv", INCENTIVES "b;x;2\n",
     "begunstigde;nota;stimulans;bedrag\na;n;x;1\nb;;x;2\n", ""},
    {"payments twice", "betalingen.csv", PAYMENTS "a;2025-01-31;saldo;1;\n", "betalingen.csv",
     PAYMENTS "a;31/01/2025;saldo;1;\na;31/01/2025;saldo;1;\n",
     PAYMENTS "a;2025-01-31;saldo;1;\na;2025-01-31;saldo;1;\n", ""},
    {"quotes", "leden.csv", NULL, "leden.csv", MEMBERS "a;11002;\"x;\"\"y\"\"\nz\";\n",
     MEMBERS "a;11002;\"x;\"\"y\"\"\nz\";\n", ""},
    {"title above", "stimulansen.csv", NULL, "stimulansen.csv",
     "Overzicht, 2025\n\nBegunstigde;Stimulans;Bedrag\ngent;x;5\n", INCENTIVES "gent;x;5\n", ""},
    {"by its header", "leden.csv", NULL, "brief van de stad.csv",
     "Begunstigde;NIS;Naam;Inwoners niet-EU\na;11002;x;5\n", MEMBERS "a;11002;x;5\n", ""},
    {"no table", "leden.csv", NULL, "brief.csv", "a;b;c\n1;2;3\n", NULL, "0:0 IMPORT-GEEN-TABEL"},
    {"a column is missing", "leden.csv", NULL, "leden.csv", "begunstigde;naam\na;x\n", NULL,
     "1:0 KOLOM-ONTBREEKT"},
    {"twice a column", "leden.csv", NULL, "leden.csv", "begunstigde;nis;naam;Naam\na;11002;x;y\n",
     NULL, "1:4 KOLOM-DUBBEL"},
    {"without head", "stimulansen.csv", NULL, "stimulansen.csv",
     "begunstigde;stimulans;;bedrag\na;x;los;1\n", NULL, "2:3 IMPORT-ZONDER-KOP"},
    {"empty rows and columns", "stimulansen.csv", NULL, "stimulansen.csv",
     ";begunstigde;stimulans;;bedrag;\n;;;;;\n;a;x;;1;\n\n;b;x;;2;\n;;;;;\n",
     INCENTIVES "a;x;1\nb;x;2\n", ""},
    {"total", "stimulansen.csv", NULL, "stimulansen.csv",
     INCENTIVES "a;x;1,10\nb;x;2\nTotaal;;3,10\n", INCENTIVES "a;x;1,10\nb;x;2\n", ""},
    {"total without word", "stimulansen.csv", NULL, "stimulansen.csv",
     INCENTIVES "a;x;1,10\nb;x;2\n;;3,10\n", INCENTIVES "a;x;1,10\nb;x;2\n", ""},
    {"total that is wrong", "stimulansen.csv", NULL, "stimulansen.csv",
     INCENTIVES "a;x;1,10\nb;x;2\nTotaal;;3,11\n", NULL, "4:3 IMPORT-TOTAAL"},
    {"no total", "stimulansen.csv", NULL, "stimulansen.csv", INCENTIVES "sommelsdijk;;3\n",
     INCENTIVES "sommelsdijk;;3\n", ""},
    {"date asked", "betalingen.csv", NULL, "betalingen.csv", PAYMENTS "a;03/04/2025;saldo;1;\n",
     NULL, "2:2 IMPORT-DATUM-TWEE-LEZINGEN"},
    {"date proved", "betalingen.csv", NULL, "betalingen.csv",
     PAYMENTS "a;03/04/2025;saldo;1;\na;31/01/2025;saldo;1;\n",
     PAYMENTS "a;2025-04-03;saldo;1;\na;2025-01-31;saldo;1;\n", ""},
    {"dates mixed", "betalingen.csv", NULL, "betalingen.csv",
     PAYMENTS "a;01/31/2025;saldo;1;\na;31/01/2025;saldo;1;\n", NULL, "3:2 IMPORT-DATUMS-GEMENGD"},
    {"decimal asked", "stimulansen.csv", NULL, "stimulansen.csv",
     "begunstigde,stimulans,bedrag\na,x,1.234\n", NULL, "2:3 IMPORT-GETAL-TWEE-LEZINGEN"},
    {"decimal proved", "stimulansen.csv", NULL, "stimulansen.csv",
     "begunstigde,stimulans,bedrag\na,x,\"1,234\"\nb,x,1.5\n", INCENTIVES "a;x;1234\nb;x;1,5\n",
     ""},
    {"decimals mixed", "stimulansen.csv", NULL, "stimulansen.csv", INCENTIVES "a;x;1,5\nb;x;1.5\n",
     NULL, "3:3 IMPORT-DECIMALEN-GEMENGD"},
    {"nothing", "stimulansen.csv", INCENTIVES, "stimulansen.csv", "", NULL, "0:0 IMPORT-LEEG"},
    {"header alone", "stimulansen.csv", INCENTIVES, "stimulansen.csv", INCENTIVES, NULL, ""},
    {"old table without a column", "stimulansen.csv", "begunstigde;stimulans\n", "stimulansen.csv",
     INCENTIVES "a;x;1\n", NULL, "1:0 KOLOM-ONTBREEKT"},
};

static void compare(const struct row *row, const struct import *import, enum status status,
                    const struct diag_list *diags)
{
    enum dossier_file table = layout_file_named(row->table);
    const struct bytes *bytes = &import->tables[table].bytes;
    char *found = found_text(diags);

    if (strcmp(found, row->found) != 0)
        fail_msg("found '%s', not '%s'", found, row->found);
    free(found);
    assert_int_equal(status == STATUS_OK, diag_count_of(diags, SEVERITY_ERROR) == 0);
    assert_int_equal(status == STATUS_OK && import_changes_anything(import), row->new != NULL);
    if (row->new != NULL &&
        (bytes->size != strlen(row->new) || memcmp(bytes->at, row->new, bytes->size) != 0))
        fail_msg("'%.*s', not '%s'", (int)bytes->size, bytes->at, row->new);
}

/* Import, and again what came out of it: nothing is new then. */
static void test_row(void **state)
{
    const struct row *row = *state;
    struct folder dossier, given;
    const char *path;
    struct import_options options = {.table = FILE_COUNT};
    struct import import;

    folder_new(&dossier);
    folder_new(&given);
    if (row->old != NULL)
        folder_write_text(&dossier, row->table, row->old);
    folder_write_text(&given, row->file, row->text);
    path = folder_path(&given, row->file);
    for (int again = 0; again < 2; again++) {
        struct diag_list *diags = diag_list_new();
        enum status status = import_files(dossier.fd, &path, 1, &options, diags, &import);
        if (again == 0)
            compare(row, &import, status, diags);
        else if (row->new != NULL)
            assert_false(import_changes_anything(&import));
        if (again == 0 && row->new != NULL)
            folder_write_text(&dossier, row->table, row->new);
        import_free(&import);
        diag_list_free(diags);
    }
    folder_remove(&given);
    folder_remove(&dossier);
}

int main(void)
{
    struct rows *table = rows_new();

    ROWS_ADD(table, test_row, rows);
    return rows_run(table, "import");
}
