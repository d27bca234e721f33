// SPDX-License-Identifier: GPL-3.0-or-later
// DuckDB groups the same table of reports and prints what `saldo kpi FILE --format csv` prints.
// usage: THREADS=2 node kpi.mjs KPI.CSV [plain]   (npm install @duckdb/node-api beside it first)
// plain: only count, sum, least and most, without the quartiles.
import { DuckDBInstance } from '@duckdb/node-api';
const names = 'begunstigde;actie;doelgroep;moment;datum;behaalde_kpi;motivering'.split(';');
const columns = names.map((n) => `'${n}':'${n === 'behaalde_kpi' ? 'BIGINT' : n === 'datum' ? 'DATE' : 'VARCHAR'}'`);
const quartiles = process.argv[3] === 'plain' ? '' : ', quantile_cont(behaalde_kpi, [0.25, 0.5, 0.75]) q';
const db = await DuckDBInstance.create(':memory:', { threads: process.env.THREADS ?? '2' });
const connection = await db.connect();
const result = await connection.runAndReadAll(`
  select actie, coalesce(doelgroep, '') g, moment, count(*) n, sum(behaalde_kpi) s, min(behaalde_kpi) a,
    max(behaalde_kpi) b ${quartiles}
  from read_csv('${process.argv[2]}', delim=';', quote='"', escape='"', header=true, auto_detect=false,
    columns={${columns.join(',')}})
  group by actie, g, moment order by length(actie), actie, g, moment desc`);
for (const row of result.getRows()) {
  const [actie, group, moment, n, s, a, b] = row;
  const q = quartiles === '' ? [] : row[7].items.map((v) => v.toFixed(2).replace('.', ','));
  console.log([actie, group, moment, n, s, a, ...q, b].join(';'));
}
