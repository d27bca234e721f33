/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import read, and what it changed, counted: a few lines a sheet on standard output. */
#ifndef SALDO_CMD_IMPORT_PRINT_H
#define SALDO_CMD_IMPORT_PRINT_H

#include "import/import.h"

void import_print(const struct import *import);

#endif
