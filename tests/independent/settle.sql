-- SPDX-License-Identifier: GPL-3.0-or-later
-- Settles a dossier a second time, in SQL, written from docs/settlement.md and the note of call 3
-- and not from the program. Integer cents throughout.
--
-- In:  in_* (the CSV files, all columns TEXT), dossier(sleutel, waarde), gekozen(aanname,
--      alternatief), param_*. Out: afrekening, begunstigden, stimulansen, each with volgorde.
-- A division n/d is rounded by: the sign of n times (|n|/d, plus one where the mode says so).

CREATE TABLE keuzen AS -- one row: what holds for the whole run
SELECT d.waarde AS peildatum, o.*,
  (SELECT coalesce(max(alternatief), a.standaard) FROM gekozen WHERE aanname = 'afronding')
    AS afronding,
  (SELECT coalesce(max(alternatief), r.standaard) FROM gekozen
    WHERE aanname = 'terugvordering-en-saldo') AS lezing_terugvordering,
  (SELECT coalesce(max(alternatief), v.standaard) FROM gekozen WHERE aanname = 'verantwoording')
    AS lezing_verantwoording,
  (SELECT coalesce(max(alternatief), b.standaard) FROM gekozen
    WHERE aanname = 'verantwoordingsbasis') AS basis,
  (SELECT coalesce(max(alternatief), p.standaard) FROM gekozen WHERE aanname = 'prijzen')
    AS prijzen,
  (SELECT coalesce(max(alternatief), o.subsidieregel) FROM gekozen
    WHERE aanname = 'verdeelsleutel') AS regel
FROM dossier d, dossier g, param_oproep o, param_aanname a, param_aanname r, param_aanname v,
  param_aanname b, param_aanname p
WHERE d.sleutel = 'peildatum' AND g.sleutel = 'regeling' AND o.regeling = g.waarde
  AND a.aanname = 'afronding' AND r.aanname = 'terugvordering-en-saldo'
  AND v.aanname = 'verantwoording' AND b.aanname = 'verantwoordingsbasis'
  AND p.aanname = 'prijzen';

-- Belgian amounts to cents: drop the points and the comma, then scale by the missing decimals.
CREATE TABLE toekenning AS
SELECT begunstigde, actie, doelgroep, datum,
  CAST(replace(replace(bedrag, '.', ''), ',', '') AS INTEGER)
  * CASE WHEN instr(bedrag, ',') = 0 THEN 100
      WHEN length(bedrag) - instr(bedrag, ',') = 1 THEN 10 ELSE 1 END AS cent
FROM in_toekenningen, keuzen WHERE datum <= peildatum;
CREATE INDEX ix_toekenning ON toekenning(begunstigde, actie, doelgroep, datum);

CREATE TABLE eindrapport AS
SELECT begunstigde, actie, doelgroep, datum,
  CAST(replace(behaalde_kpi, '.', '') AS INTEGER) AS behaald
FROM in_kpi, keuzen WHERE moment = 'eind' AND datum <= peildatum;
CREATE INDEX ix_eindrapport ON eindrapport(begunstigde, actie, doelgroep, datum);

-- rang: the order within one day (§4, §5).
CREATE TABLE beslissing AS
SELECT begunstigde, actie, doelgroep, datum, beslissing,
  datum || CASE beslissing WHEN 'motivering-geweigerd' THEN '1' WHEN 'stimulans-geweigerd' THEN '1'
    WHEN 'saldo-inhouden' THEN '2' WHEN 'terugvordering' THEN '3' ELSE '4' END AS positie,
  CASE WHEN bedrag = '' THEN NULL ELSE
    CAST(replace(replace(bedrag, '.', ''), ',', '') AS INTEGER)
    * CASE WHEN instr(bedrag, ',') = 0 THEN 100
        WHEN length(bedrag) - instr(bedrag, ',') = 1 THEN 10 ELSE 1 END END AS cent
FROM in_beslissingen, keuzen WHERE datum <= peildatum;
CREATE INDEX ix_beslissing ON beslissing(begunstigde, actie, doelgroep, beslissing, positie);

-- §2: price, then numerator and denominator of the grant.
CREATE TABLE aanvraag AS
WITH gelezen AS (
  SELECT a.begunstigde, a.actie, a.doelgroep, a.keuze,
    CAST(replace(a.huidig_bereik, '.', '') AS INTEGER) AS b,
    CAST(replace(a.vooropgestelde_kpi, '.', '') AS INTEGER) AS k,
    CASE WHEN p.bijdrage IS NULL OR (k.prijzen = 'opgegeven' AND NOT p.vast) THEN
      CAST(replace(replace(a.standaardbedrag, '.', ''), ',', '') AS INTEGER)
      * CASE WHEN instr(a.standaardbedrag, ',') = 0 THEN 100
          WHEN length(a.standaardbedrag) - instr(a.standaardbedrag, ',') = 1 THEN 10 ELSE 1 END
      ELSE p.bijdrage * k.prijsfactor END AS p,
    CASE k.aftoppen WHEN 1 THEN p.maximum END AS maximum,
    k.regel, k.prijsfactor
  FROM in_aanvragen a LEFT JOIN param_actie p USING (actie, doelgroep), keuzen k)
SELECT *,
  CASE WHEN keuze = 'stopzetten' OR k <= b THEN 'geen' WHEN regel = 'meerbereik' THEN 'meerbereik'
    WHEN k >= 2 * b THEN 'halvering' ELSE 'verschil' END AS verdeelsleutel
FROM gelezen;

CREATE TABLE subsidie AS
WITH deling AS (
  SELECT a.*, CASE verdeelsleutel WHEN 'halvering' THEN p * k WHEN 'verschil' THEN 2 * p * (k - b)
      WHEN 'meerbereik' THEN 2 / a.prijsfactor * p * min(k - b, coalesce(maximum, k - b))
      ELSE 0 END AS n -- of n/2; meerbereik takes the contribution, p or p/2
  FROM aanvraag a)
SELECT d.begunstigde, d.actie, d.doelgroep, d.keuze, d.b, d.k, d.p, d.verdeelsleutel,
  n / 2 + CASE afronding WHEN 'half-weg-van-nul' THEN n % 2
    WHEN 'half-naar-even' THEN n % 2 AND (n / 2) % 2 ELSE 0 END AS subsidie
FROM deling d, keuzen;

-- §3: the latest grant that counts, otherwise the formula.
CREATE TABLE toegekend AS
SELECT s.*, coalesce((SELECT cent FROM toekenning t WHERE t.begunstigde = s.begunstigde
    AND t.actie = s.actie AND t.doelgroep = s.doelgroep ORDER BY datum DESC LIMIT 1),
  s.subsidie) AS toegekend
FROM subsidie s;

-- §4 and §5 share advance, balance and decisions: one list of everything that is granted.
CREATE TABLE post AS
SELECT 'actie' AS soort, begunstigde, actie, doelgroep, toegekend FROM toegekend
UNION ALL
SELECT 'stimulans', i.begunstigde, i.stimulans, '', CASE WHEN i.bedrag = '' THEN p.bedrag ELSE
    CAST(replace(replace(i.bedrag, '.', ''), ',', '') AS INTEGER)
    * CASE WHEN instr(i.bedrag, ',') = 0 THEN 100
        WHEN length(i.bedrag) - instr(i.bedrag, ',') = 1 THEN 10 ELSE 1 END END
FROM in_stimulansen i JOIN param_stimulans p USING (stimulans);

-- 80 % = 4/5; 4/5 of whole cents never ends on a half.
CREATE TABLE voorschot AS
SELECT p.*, toegekend * 4 / 5
  + CASE WHEN afronding <> 'naar-beneden' AND 2 * (toegekend * 4 % 5) > 5 THEN 1 ELSE 0 END
    AS voorschot
FROM post p, keuzen;

-- What is in force: the last acceptance, and the last withholding and recovery after it; w is
-- NULL where nothing says what is withheld.
CREATE TABLE kracht AS
WITH aanvaard AS (
  SELECT v.*, v.toegekend - v.voorschot AS s,
    (SELECT max(positie) FROM beslissing b WHERE b.begunstigde = v.begunstigde
      AND b.actie = v.actie AND b.doelgroep = v.doelgroep AND b.beslissing =
        CASE v.soort WHEN 'actie' THEN 'motivering-aanvaard' ELSE 'stimulans-aanvaard' END) AS ja,
    (SELECT max(positie) FROM beslissing b WHERE b.begunstigde = v.begunstigde
      AND b.actie = v.actie AND b.doelgroep = v.doelgroep AND b.beslissing =
        CASE v.soort WHEN 'actie' THEN 'motivering-geweigerd' ELSE 'stimulans-geweigerd' END)
      AS nee
  FROM voorschot v)
SELECT v.*, ja IS NOT NULL AND coalesce(nee, '') < ja AS aanvaard,
  (SELECT CASE WHEN b.beslissing = 'saldo-inhouden' THEN coalesce(b.cent, v.s)
      ELSE v.s END FROM beslissing b WHERE b.begunstigde = v.begunstigde AND b.actie = v.actie
      AND b.doelgroep = v.doelgroep AND b.beslissing IN ('saldo-inhouden', 'stimulans-geweigerd')
      AND b.positie > coalesce(ja, '') ORDER BY positie DESC LIMIT 1) AS w,
  coalesce((SELECT b.cent FROM beslissing b WHERE b.begunstigde = v.begunstigde
      AND b.actie = v.actie AND b.doelgroep = v.doelgroep AND b.beslissing = 'terugvordering'
      AND b.positie > coalesce(ja, '') ORDER BY positie DESC LIMIT 1), 0) AS r
FROM aanvaard v;

CREATE TABLE uitkomst AS
WITH gerapporteerd AS (
  SELECT k.*, t.keuze, t.k, (SELECT behaald FROM eindrapport e WHERE e.begunstigde = k.begunstigde
      AND e.actie = k.actie AND e.doelgroep = k.doelgroep ORDER BY datum DESC LIMIT 1) AS a
  FROM kracht k LEFT JOIN toegekend t ON k.soort = 'actie' AND t.begunstigde = k.begunstigde
    AND t.actie = k.actie AND t.doelgroep = k.doelgroep),
oordeel AS (
  SELECT g.*, CASE lezing_terugvordering WHEN 'saldo-ingehouden' THEN s ELSE 0 END AS w_zwijgend,
    CASE
    WHEN soort = 'actie' AND keuze = 'stopzetten' THEN 'stopgezet'
    WHEN toegekend = 0 THEN 'geen-subsidie'
    WHEN r > 0 THEN 'terugvordering'
    WHEN w > 0 THEN 'saldo-ingehouden'
    WHEN soort = 'actie' AND a IS NULL THEN 'lopend'
    WHEN soort = 'actie' AND a >= k THEN 'saldo-uitbetalen'
    WHEN aanvaard THEN 'saldo-uitbetalen'
    WHEN soort = 'stimulans' AND peildatum <= project_tot THEN 'lopend'
    ELSE 'beslissing-nodig' END AS uitkomst
  FROM gerapporteerd g, keuzen)
SELECT o.*,
  CASE uitkomst WHEN 'saldo-ingehouden' THEN w WHEN 'terugvordering' THEN coalesce(w, w_zwijgend)
    ELSE 0 END AS ingehouden,
  CASE uitkomst WHEN 'terugvordering' THEN r ELSE 0 END AS terugvordering,
  CASE uitkomst WHEN 'saldo-uitbetalen' THEN s WHEN 'saldo-ingehouden' THEN s - w
    WHEN 'terugvordering' THEN s - coalesce(w, w_zwijgend) ELSE 0 END AS saldo
FROM oordeel o;
CREATE INDEX ix_uitkomst ON uitkomst(begunstigde);

-- §7: cumulative points of each series, and the two days between which it is read.
CREATE TABLE uitgave AS
SELECT u.begunstigde, u.nis, u.code, u.actie, CAST(u.boekjaar AS INTEGER) AS boekjaar,
  CASE u.kwartaal WHEN '1' THEN u.boekjaar || '-03-31' WHEN '2' THEN u.boekjaar || '-06-30'
    WHEN '3' THEN u.boekjaar || '-09-30' ELSE u.boekjaar || '-12-31' END AS dag,
  CAST(replace(replace(u.bedrag, '.', ''), ',', '') AS INTEGER)
  * CASE WHEN instr(u.bedrag, ',') = 0 THEN 100
      WHEN length(u.bedrag) - instr(u.bedrag, ',') = 1 THEN 10 ELSE 1 END AS cent
FROM in_uitgaven u JOIN in_begunstigden b USING (begunstigde), keuzen
WHERE (u.code IN (SELECT code FROM param_code)
    OR (u.code = '' AND b.soort = 'vzw-de-rand' AND u.bron = 'manueel'))
  AND CAST(u.boekjaar AS INTEGER)
    BETWEEN CAST(substr(besteding_van, 1, 4) AS INTEGER)
        AND CAST(substr(besteding_tot, 1, 4) AS INTEGER);

CREATE TABLE reeks AS
SELECT row_number() OVER () AS reeks, begunstigde, nis, code, actie, boekjaar,
  max(date(besteding_van, '-1 day'), (boekjaar - 1) || '-12-31') AS van,
  min(besteding_tot, boekjaar || '-12-31') AS tot
FROM (SELECT DISTINCT begunstigde, nis, code, actie, boekjaar FROM uitgave), keuzen;

CREATE TABLE punt AS
SELECT r.reeks, u.dag, u.cent FROM reeks r JOIN uitgave u
  USING (begunstigde, nis, code, actie, boekjaar)
UNION ALL SELECT reeks, (boekjaar - 1) || '-12-31', 0 FROM reeks;
CREATE INDEX ix_punt ON punt(reeks, dag);

-- C(dag): exact on a known point and after the last one, else (c1·(d2-d1) + (c2-c1)·(d-d1))
-- over (d2-d1), rounded once.
CREATE TABLE stand AS
WITH gevraagd AS (SELECT reeks, 'van' AS kant, van AS dag FROM reeks
  UNION ALL SELECT reeks, 'tot', tot FROM reeks),
tussen AS (
  SELECT g.*, (SELECT max(dag) FROM punt p WHERE p.reeks = g.reeks AND p.dag <= g.dag) AS dag1,
    (SELECT min(dag) FROM punt p WHERE p.reeks = g.reeks AND p.dag >= g.dag) AS dag2
  FROM gevraagd g),
breuk AS (
  SELECT t.reeks, t.kant, CASE WHEN dag2 IS NULL OR dag2 = dag1 THEN c1.cent ELSE
      c1.cent * CAST(julianday(dag2) - julianday(dag1) AS INTEGER)
      + (c2.cent - c1.cent) * CAST(julianday(t.dag) - julianday(dag1) AS INTEGER) END AS n,
    CASE WHEN dag2 IS NULL OR dag2 = dag1 THEN 1
      ELSE CAST(julianday(dag2) - julianday(dag1) AS INTEGER) END AS d
  FROM tussen t JOIN punt c1 ON c1.reeks = t.reeks AND c1.dag = t.dag1
    LEFT JOIN punt c2 ON c2.reeks = t.reeks AND c2.dag = t.dag2)
SELECT reeks, kant, CASE WHEN n < 0 THEN -1 ELSE 1 END * (abs(n) / d + CASE afronding
    WHEN 'half-weg-van-nul' THEN 2 * (abs(n) % d) >= d
    WHEN 'half-naar-even' THEN 2 * (abs(n) % d) > d
      OR (2 * (abs(n) % d) = d AND (abs(n) / d) % 2 = 1)
    ELSE 0 END) AS cent
FROM breuk, keuzen;

CREATE TABLE besteed AS
SELECT begunstigde, sum(CASE kant WHEN 'tot' THEN cent ELSE -cent END) AS uitgaven
FROM reeks JOIN stand USING (reeks) GROUP BY begunstigde;

-- §6 and §7: the decisions without an action; of both kinds the later one counts.
CREATE TABLE eindbeslissing AS
SELECT begunstigde, beslissing, cent FROM (
  SELECT *, row_number() OVER (PARTITION BY begunstigde ORDER BY positie DESC) AS nummer
  FROM beslissing WHERE actie = '' AND beslissing IN ('verantwoording-aanvaard', 'terugvordering'))
WHERE nummer = 1;

CREATE TABLE som AS
WITH per AS (
  SELECT b.begunstigde, b.naam,
    coalesce(sum(u.toegekend) FILTER (WHERE u.soort = 'actie'), 0) AS subsidie,
    coalesce(sum(u.toegekend) FILTER (WHERE u.soort = 'stimulans'), 0) AS stimulansen,
    coalesce(sum(u.voorschot), 0) AS voorschot,
    coalesce(sum(u.saldo), 0) AS saldo,
    coalesce(sum(u.terugvordering), 0) AS teruggevorderd,
    coalesce(sum(u.toegekend - u.ingehouden - u.terugvordering)
      FILTER (WHERE u.soort = 'actie'), 0) AS netto,
    coalesce(min(CASE u.uitkomst WHEN 'beslissing-nodig' THEN 1 WHEN 'terugvordering' THEN 2
      WHEN 'saldo-ingehouden' THEN 3 WHEN 'lopend' THEN 4 WHEN 'saldo-uitbetalen' THEN 5
      WHEN 'stopgezet' THEN 6 ELSE 7 END), 7) AS ergste
  FROM in_begunstigden b LEFT JOIN uitkomst u USING (begunstigde) GROUP BY b.begunstigde),
betaald AS (
  SELECT begunstigde, sum(CASE soort WHEN 'terugvordering' THEN -1 ELSE 1 END
    * CAST(replace(replace(bedrag, '.', ''), ',', '') AS INTEGER)
    * CASE WHEN instr(bedrag, ',') = 0 THEN 100
        WHEN length(bedrag) - instr(bedrag, ',') = 1 THEN 10 ELSE 1 END) AS betaald
  FROM in_betalingen, keuzen WHERE datum <= peildatum GROUP BY begunstigde),
controle AS (
  SELECT p.*, coalesce(t.betaald, 0) AS betaald, s.uitgaven, e.beslissing,
    p.teruggevorderd + CASE e.beslissing WHEN 'terugvordering' THEN e.cent ELSE 0 END
      AS terugvordering,
    CASE basis WHEN 'netto' THEN p.netto ELSE p.subsidie END AS grondslag,
    CASE basis WHEN 'netto' THEN p.netto ELSE p.subsidie END
      * CASE lezing_verantwoording WHEN 'bruto' THEN 1 ELSE 2 END AS vereist
  FROM per p LEFT JOIN betaald t USING (begunstigde) LEFT JOIN besteed s USING (begunstigde)
    LEFT JOIN eindbeslissing e USING (begunstigde), keuzen)
SELECT c.*, max(0, vereist - uitgaven) AS tekort, -- NULL without spending
  CASE WHEN grondslag = 0 THEN 'niet-vereist'
    WHEN beslissing = 'verantwoording-aanvaard' THEN 'aanvaard'
    WHEN beslissing = 'terugvordering' THEN 'terugvordering'
    WHEN uitgaven IS NULL THEN 'geen-cijfers'
    WHEN uitgaven >= vereist THEN 'voldoende'
    WHEN peildatum <= besteding_tot THEN 'lopend'
    ELSE 'beslissing-nodig' END AS verantwoording
FROM controle c, keuzen;

-- The three tables as they are written: text, Belgian amounts.
CREATE TABLE afrekening AS
SELECT row_number() OVER (ORDER BY u.begunstigde, CAST(u.actie AS INTEGER), u.doelgroep)
    AS volgorde,
  u.begunstigde, b.naam, u.actie, u.doelgroep, CAST(t.b AS TEXT) AS huidig_bereik,
  CAST(t.k AS TEXT) AS vooropgestelde_kpi,
  replace(printf('%,d', t.p / 100), ',', '.') || printf(',%02d', t.p % 100) AS standaardbedrag,
  t.verdeelsleutel,
  replace(printf('%,d', t.subsidie / 100), ',', '.') || printf(',%02d', t.subsidie % 100)
    AS subsidie,
  replace(printf('%,d', u.toegekend / 100), ',', '.') || printf(',%02d', u.toegekend % 100)
    AS toegekend,
  replace(printf('%,d', u.voorschot / 100), ',', '.') || printf(',%02d', u.voorschot % 100)
    AS voorschot,
  coalesce(CAST(u.a AS TEXT), '') AS behaalde_kpi, u.uitkomst,
  replace(printf('%,d', u.saldo / 100), ',', '.') || printf(',%02d', u.saldo % 100) AS saldo,
  replace(printf('%,d', u.terugvordering / 100), ',', '.')
    || printf(',%02d', u.terugvordering % 100) AS terugvordering
FROM uitkomst u JOIN in_begunstigden b USING (begunstigde)
  JOIN toegekend t ON t.begunstigde = u.begunstigde AND t.actie = u.actie
    AND t.doelgroep = u.doelgroep
WHERE u.soort = 'actie';

CREATE TABLE stimulansen AS
SELECT row_number() OVER (ORDER BY u.begunstigde, u.actie) AS volgorde,
  u.begunstigde, b.naam, u.actie AS stimulans,
  replace(printf('%,d', u.toegekend / 100), ',', '.') || printf(',%02d', u.toegekend % 100)
    AS bedrag,
  replace(printf('%,d', u.voorschot / 100), ',', '.') || printf(',%02d', u.voorschot % 100)
    AS voorschot, u.uitkomst,
  replace(printf('%,d', u.saldo / 100), ',', '.') || printf(',%02d', u.saldo % 100) AS saldo,
  replace(printf('%,d', u.ingehouden / 100), ',', '.') || printf(',%02d', u.ingehouden % 100)
    AS ingehouden,
  replace(printf('%,d', u.terugvordering / 100), ',', '.')
    || printf(',%02d', u.terugvordering % 100) AS terugvordering
FROM uitkomst u JOIN in_begunstigden b USING (begunstigde) WHERE u.soort = 'stimulans';

CREATE TABLE begunstigden AS
WITH eind AS (
  SELECT *, voorschot + saldo - terugvordering - betaald AS te_betalen,
    CASE WHEN verantwoording = 'beslissing-nodig' OR ergste = 1 THEN 'beslissing-nodig'
      WHEN verantwoording = 'terugvordering' OR ergste = 2 THEN 'terugvordering'
      WHEN ergste = 3 THEN 'saldo-ingehouden' WHEN ergste = 4 THEN 'lopend'
      WHEN ergste = 5 THEN 'saldo-uitbetalen' WHEN ergste = 6 THEN 'stopgezet'
      ELSE 'geen-subsidie' END AS uitkomst
  FROM som)
SELECT row_number() OVER (ORDER BY begunstigde) AS volgorde, begunstigde, naam,
  replace(printf('%,d', subsidie / 100), ',', '.') || printf(',%02d', subsidie % 100) AS subsidie,
  replace(printf('%,d', stimulansen / 100), ',', '.') || printf(',%02d', stimulansen % 100)
    AS stimulansen,
  replace(printf('%,d', voorschot / 100), ',', '.') || printf(',%02d', voorschot % 100)
    AS voorschot,
  replace(printf('%,d', saldo / 100), ',', '.') || printf(',%02d', saldo % 100) AS saldo,
  replace(printf('%,d', terugvordering / 100), ',', '.') || printf(',%02d', terugvordering % 100)
    AS terugvordering,
  CASE WHEN betaald < 0 THEN '-' ELSE '' END || replace(printf('%,d', abs(betaald) / 100), ',', '.')
    || printf(',%02d', abs(betaald) % 100) AS betaald,
  CASE WHEN te_betalen < 0 THEN '-' ELSE '' END
    || replace(printf('%,d', abs(te_betalen) / 100), ',', '.')
    || printf(',%02d', abs(te_betalen) % 100) AS te_betalen,
  CASE WHEN uitgaven IS NULL THEN '' ELSE CASE WHEN uitgaven < 0 THEN '-' ELSE '' END
    || replace(printf('%,d', abs(uitgaven) / 100), ',', '.')
    || printf(',%02d', abs(uitgaven) % 100) END AS uitgaven,
  replace(printf('%,d', vereist / 100), ',', '.') || printf(',%02d', vereist % 100) AS vereist,
  CASE WHEN tekort IS NULL THEN '' ELSE replace(printf('%,d', tekort / 100), ',', '.')
    || printf(',%02d', tekort % 100) END AS tekort,
  verantwoording, uitkomst
FROM eind;
