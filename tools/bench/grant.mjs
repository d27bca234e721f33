// SPDX-License-Identifier: GPL-3.0-or-later
// DuckDB reads the same CSV files and computes only the grant column.
// usage: THREADS=2 node grant.mjs DOSSIER      (npm install @duckdb/node-api beside it first)
import { DuckDBInstance } from '@duckdb/node-api';
const folder = process.argv[2];
const table = (file, names) => `read_csv('${folder}/${file}', delim=';', quote='"', escape='"', header=true, ` +
  `auto_detect=false, columns={${names.split(';').map((n) => `'${n}':'VARCHAR'`).join(',')}})`;
const db = await DuckDBInstance.create(':memory:', { threads: process.env.THREADS ?? '2' });
const connection = await db.connect();
const applications = await connection.runAndReadAll(`
  select count(*), sum(case when k >= 2 * b and k > b then p * k // 2 when k > b then (k - b) * p else 0 end)
  from (select cast(huidig_bereik as bigint) b, cast(vooropgestelde_kpi as bigint) k,
               case actie when '5' then 12000 when '6' then 120000 when '7' then 130000 when '8' then 130000
                          when '11' then 64000 when '14' then 42000 when '15' then 64000 when '20' then 34000 end p
        from ${table('aanvragen.csv', 'begunstigde;actie;doelgroep;keuze;huidig_bereik;vooropgestelde_kpi;' +
          'kpi_vorig_jaar;standaardbedrag;prioriteit')})`);
const reports = await connection.runAndReadAll(`
  select count(*), count(begunstigde), count(actie), count(moment), count(datum), sum(cast(behaalde_kpi as bigint))
  from ${table('kpi.csv', 'begunstigde;actie;doelgroep;moment;datum;behaalde_kpi;motivering')}`);
const owners = await connection.runAndReadAll(`
  select count(*), count(begunstigde), count(naam) from ${table('begunstigden.csv', 'begunstigde;naam;soort;nis;kbo')}`);
const [rows, cents] = applications.getRows()[0];
console.log(JSON.stringify({ aanvragen: String(rows), centen: String(cents), rapporten: String(reports.getRows()[0][0]),
  begunstigden: String(owners.getRows()[0][0]) }));
