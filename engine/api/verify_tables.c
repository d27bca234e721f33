/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a run, held against its afrekening.json: each is written again from what was read
 * there, and every byte must be the same. Whoever edits a cell and makes the manifest again is
 * found so without the dossier. */
#include <string.h>

#include "api/compare.h"
#include "api/verify_part.h"
#include "run/kpi.h"
#include "run/write_csv.h"

static enum status write_kpi(const struct verifying *v, struct out *out)
{
    const struct run_kpi *rows;
    uint32_t count;
    enum status status = run_kpi_read(v->run, v->arena, &rows, &count);

    if (status == STATUS_OK)
        run_write_kpi(out, rows, count);
    return status;
}

/* The sentences of another version may be other ones than ours: they are taken as they stand. */
static enum status write_output(const struct verifying *v, enum output output, struct out *out)
{
    bool own = strcmp(v->run->engine, SALDO_VERSION) == 0;
    struct run_feed feed = run_feed_of(v->run, own);

    switch (output) {
    case OUT_LINES:
        return run_write_table(out, &feed, RUN_line);
    case OUT_INCENTIVES:
        return run_write_table(out, &feed, RUN_incentive);
    case OUT_BENEFICIARIES:
        return run_write_table(out, &feed, RUN_beneficiary);
    case OUT_KPI:
        return write_kpi(v, out);
    default:
        run_write_findings(out, v->run->findings, v->run->finding_count);
        return STATUS_OK;
    }
}

static enum status make(const struct verifying *v, enum output output, struct bytes *made)
{
    struct out *out = out_tap_new(bytes_add, made);

    if (out == NULL)
        return STATUS_MEMORY;
    enum status status = write_output(v, output, out);
    enum status finished = out_finish(out);
    status = status == STATUS_OK ? finished : status;
    return status == STATUS_OK ? bytes_status(made) : status;
}

static enum status check_table(struct verifying *v, enum output output)
{
    const struct piece *piece = &v->evidence.outputs[output];
    struct bytes made = {0};
    struct comparison found;
    enum status status = make(v, output, &made);

    if (status == STATUS_OK)
        status = compare_tables((struct text){piece->bytes, piece->size},
                                (struct text){made.at, made.size}, v->arena, &found);
    if (status == STATUS_OK && !found.same) {
        verify_add(v, (struct verify_finding){.kind = output == OUT_FINDINGS ? VERIFY_WRITING
                                                                             : VERIFY_TABLE,
                                              .file = piece->name,
                                              .line = found.line,
                                              .column = found.column,
                                              .beneficiary = found.beneficiary,
                                              .action = found.action,
                                              .group = found.group,
                                              .field = found.field,
                                              .old = found.old,
                                              .new = found.new});
    }
    bytes_free(&made);
    return status;
}

enum status verify_tables(struct verifying *v)
{
    static const enum output tables[] = {OUT_LINES, OUT_INCENTIVES, OUT_BENEFICIARIES, OUT_KPI,
                                         OUT_FINDINGS};
    enum status status = STATUS_OK;

    for (size_t i = 0; i < sizeof tables / sizeof *tables && status == STATUS_OK; i++)
        status = check_table(v, tables[i]);
    return status;
}
