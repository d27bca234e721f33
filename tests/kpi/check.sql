-- SPDX-License-Identifier: GPL-3.0-or-later
-- The figures of `saldo kpi` a second time, from the tables of the dossier and the amounts of
-- afrekening.csv, in another language and by another method. Tables: aanvragen, rapporten,
-- besluiten, begunstigden, leden, afrekening, gemeenten, fusies, acties, regel(naam, waarde),
-- groepen (what saldo wrote, key in column sleutel). Prints every figure that differs.

-- '1.234,56' -> 123456; '' -> null
CREATE VIEW bedragen AS SELECT begunstigde, actie, doelgroep,
    CAST(replace(replace(toegekend, '.', ''), ',', '') AS INTEGER) AS toegekend,
    CAST(replace(replace(voorschot, '.', ''), ',', '') AS INTEGER) AS voorschot,
    CAST(replace(replace(saldo, '.', ''), ',', '') AS INTEGER) AS saldo,
    CAST(replace(replace(terugvordering, '.', ''), ',', '') AS INTEGER) AS terug,
    uitkomst IN ('lopend', 'beslissing-nodig') AS open
    FROM afrekening;

CREATE TABLE op_tijd AS SELECT r.*, CAST(replace(behaalde_kpi, '.', '') AS INTEGER) AS aantal
    FROM rapporten r WHERE datum <= (SELECT waarde FROM regel WHERE naam = 'peildatum');

CREATE INDEX op_tijd_sleutel ON op_tijd (begunstigde, actie, doelgroep, moment, datum);
CREATE INDEX besluiten_sleutel ON besluiten (begunstigde, actie, doelgroep);
CREATE TABLE bedrag AS SELECT * FROM bedragen;
CREATE INDEX bedrag_sleutel ON bedrag (begunstigde, actie, doelgroep);

CREATE TABLE stand AS
SELECT a.begunstigde, a.actie, a.doelgroep, b.soort, b.nis,
    CAST(replace(a.huidig_bereik, '.', '') AS INTEGER) AS bereik,
    CASE a.keuze WHEN 'stopzetten' THEN 0
        ELSE CAST(replace(a.vooropgestelde_kpi, '.', '') AS INTEGER) END AS k,
    a.keuze = 'stopzetten' AS stop, a.keuze = 'verminderen' AS minder,
    m.toegekend, m.toegekend - m.terug
        - CASE WHEN m.open THEN 0 ELSE m.toegekend - m.voorschot - m.saldo END AS kost,
    (SELECT aantal FROM op_tijd r WHERE r.begunstigde = a.begunstigde AND r.actie = a.actie
        AND r.doelgroep = a.doelgroep AND moment = 'eind' ORDER BY datum DESC LIMIT 1) AS eind,
    (SELECT aantal FROM op_tijd r WHERE r.begunstigde = a.begunstigde AND r.actie = a.actie
        AND r.doelgroep = a.doelgroep AND moment = 'tussentijds' ORDER BY datum DESC LIMIT 1)
        AS tussen,
    (SELECT min(datum) FROM op_tijd r WHERE r.begunstigde = a.begunstigde AND r.actie = a.actie
        AND r.doelgroep = a.doelgroep AND moment = 'eind') AS eind_eerst,
    (SELECT max(datum) FROM op_tijd r WHERE r.begunstigde = a.begunstigde AND r.actie = a.actie
        AND r.doelgroep = a.doelgroep AND moment = 'eind') AS eind_laatst,
    (SELECT min(datum) FROM op_tijd r WHERE r.begunstigde = a.begunstigde AND r.actie = a.actie
        AND r.doelgroep = a.doelgroep AND moment = 'tussentijds') AS tussen_eerst,
    (SELECT max(0, count(*) - 1) FROM op_tijd r WHERE r.begunstigde = a.begunstigde
        AND r.actie = a.actie AND r.doelgroep = a.doelgroep AND moment = 'eind')
    + (SELECT max(0, count(*) - 1) FROM op_tijd r WHERE r.begunstigde = a.begunstigde
        AND r.actie = a.actie AND r.doelgroep = a.doelgroep AND moment = 'tussentijds')
        AS verbeterd,
    c.doelstelling, c.altijd IS NOT NULL AS altijd
FROM aanvragen a JOIN begunstigden b USING (begunstigde)
    JOIN bedrag m USING (begunstigde, actie, doelgroep) JOIN acties c ON c.actie = a.actie;

-- The last decision on the motivation, dated from the final report on.
CREATE TABLE motivering AS SELECT s.begunstigde, s.actie, s.doelgroep,
    coalesce((SELECT d.beslissing FROM besluiten d WHERE d.begunstigde = s.begunstigde
        AND d.actie = s.actie AND d.doelgroep = s.doelgroep AND d.beslissing LIKE 'motivering-%'
        AND d.datum >= s.eind_laatst
        AND d.datum <= (SELECT waarde FROM regel WHERE naam = 'peildatum')
        ORDER BY d.datum DESC, d.beslissing LIMIT 1),
        CASE (SELECT motivering FROM op_tijd r WHERE r.begunstigde = s.begunstigde
            AND r.actie = s.actie AND r.doelgroep = s.doelgroep AND moment = 'eind'
            ORDER BY datum DESC LIMIT 1) WHEN '' THEN 'geen' ELSE 'gegeven' END) AS wat
FROM stand s WHERE eind < k AND NOT stop AND toegekend > 0;

-- Whom an applicant represents.
CREATE TABLE besturen AS
SELECT begunstigde, nis AS bestuur, 1 AS gemeente FROM leden
UNION ALL SELECT begunstigde, CASE nis WHEN '' THEN begunstigde ELSE nis END, nis <> ''
    FROM begunstigden WHERE begunstigde NOT IN (SELECT begunstigde FROM leden);

-- One row per application and key.
CREATE TABLE sleutels AS SELECT s.*, CASE (SELECT waarde FROM regel WHERE naam = 'volgens')
    WHEN 'actie' THEN s.actie
    WHEN 'doelgroep' THEN s.actie || CASE s.doelgroep WHEN '' THEN '' ELSE '/' || s.doelgroep END
    WHEN 'doelstelling' THEN s.doelstelling
    WHEN 'begunstigde' THEN s.begunstigde
    WHEN 'soort' THEN s.soort
    WHEN 'regio' THEN coalesce((SELECT regio FROM gemeenten g WHERE g.nis = s.nis), '')
    WHEN 'provincie' THEN CASE substr(s.nis, 1, 1) WHEN '1' THEN 'Antwerpen'
        WHEN '2' THEN 'Vlaams-Brabant' WHEN '3' THEN 'West-Vlaanderen'
        WHEN '4' THEN 'Oost-Vlaanderen' WHEN '7' THEN 'Limburg' ELSE '' END
    END AS sleutel FROM stand s;
INSERT INTO sleutels SELECT *, 'totaal' FROM stand;
CREATE INDEX sleutels_sleutel ON sleutels (sleutel, begunstigde, actie, doelgroep);
CREATE INDEX motivering_sleutel ON motivering (begunstigde, actie, doelgroep);
CREATE INDEX besturen_sleutel ON besturen (begunstigde);

CREATE TABLE verhoudingen AS SELECT sleutel, begunstigde, 100.0 * eind / k AS v, toegekend,
    row_number() OVER (PARTITION BY sleutel ORDER BY 100.0 * eind / k) - 1 AS rang,
    count(*) OVER (PARTITION BY sleutel) AS n
    FROM sleutels WHERE eind IS NOT NULL AND NOT stop AND k > 0;
CREATE INDEX verhoudingen_sleutel ON verhoudingen (sleutel);
-- definition 7: between the values around (n - 1) f
CREATE TABLE kwartielen AS SELECT sleutel, f, sum(CASE
    WHEN rang = CAST((n - 1) * f AS INTEGER) THEN v * (1 - ((n - 1) * f - rang))
    WHEN rang = CAST((n - 1) * f AS INTEGER) + 1 THEN v * ((n - 1) * f - rang + 1) ELSE 0 END) AS q
    FROM verhoudingen, (SELECT 0.25 AS f UNION ALL SELECT 0.5 UNION ALL SELECT 0.75)
    GROUP BY sleutel, f;

CREATE TABLE hier AS SELECT sleutel, count(*) AS aanvragen,
    count(DISTINCT begunstigde) AS begunstigden,
    (SELECT count(DISTINCT bestuur) FROM besturen o WHERE o.begunstigde IN
        (SELECT begunstigde FROM sleutels x WHERE x.sleutel = s.sleutel)) AS besturen,
    (SELECT count(DISTINCT bestuur) FROM besturen o WHERE gemeente AND o.begunstigde IN
        (SELECT begunstigde FROM sleutels x WHERE x.sleutel = s.sleutel)) AS gemeenten,
    (SELECT count(DISTINCT bestuur) FROM besturen o WHERE o.begunstigde IN
        (SELECT begunstigde FROM sleutels x WHERE x.sleutel = s.sleutel AND NOT x.stop))
        AS besturen_verder,
    sum(stop) AS stopgezet, sum(minder) AS verminderd,
    sum(toegekend > 0 AND NOT stop AND tussen_eerst IS NULL AND tussen_te_laat) AS t_ontbreekt,
    sum(toegekend > 0 AND NOT stop AND coalesce(tussen_eerst > tussen_tot, 0)) AS t_laat,
    sum(toegekend > 0 AND NOT stop AND eind_eerst IS NULL AND eind_te_laat) AS e_ontbreekt,
    sum(toegekend > 0 AND NOT stop AND coalesce(eind_eerst > eind_tot, 0)) AS e_laat,
    sum(toegekend > 0 AND NOT stop AND coalesce(tussen_eerst <= tussen_tot, 0)) AS t_op_tijd,
    sum(toegekend > 0 AND NOT stop AND coalesce(eind_eerst <= eind_tot, 0)) AS e_op_tijd,
    sum(toegekend > 0 AND NOT stop AND tussen_eerst IS NULL AND NOT tussen_te_laat) AS t_nog_niet,
    sum(toegekend > 0 AND NOT stop AND eind_eerst IS NULL AND NOT eind_te_laat) AS e_nog_niet,
    sum(toegekend > 0 AND NOT stop AND coalesce(4 * tussen >= k, 0) AND NOT altijd) AS gehaald,
    sum(toegekend > 0 AND NOT stop AND tussen IS NOT NULL AND altijd) AS altijd,
    sum(toegekend > 0 AND NOT stop AND coalesce(4 * tussen < k, 0) AND NOT altijd) AS onder,
    sum(verbeterd) AS verbeterd,
    (SELECT count(*) FROM motivering m JOIN sleutels x USING (begunstigde, actie, doelgroep)
        WHERE x.sleutel = s.sleutel AND wat = 'geen') AS m_geen,
    (SELECT count(*) FROM motivering m JOIN sleutels x USING (begunstigde, actie, doelgroep)
        WHERE x.sleutel = s.sleutel AND wat = 'gegeven') AS m_gegeven,
    (SELECT count(*) FROM motivering m JOIN sleutels x USING (begunstigde, actie, doelgroep)
        WHERE x.sleutel = s.sleutel AND wat = 'motivering-aanvaard') AS m_aanvaard,
    (SELECT count(*) FROM motivering m JOIN sleutels x USING (begunstigde, actie, doelgroep)
        WHERE x.sleutel = s.sleutel AND wat = 'motivering-geweigerd') AS m_geweigerd,
    sum(eind IS NOT NULL AND NOT stop) AS gerapporteerd,
    sum(coalesce(eind >= k, 0) AND NOT stop) AS bereikt,
    count(DISTINCT actie) AS acties, sum(k) AS k,
    sum(CASE WHEN eind IS NOT NULL AND NOT stop THEN k ELSE 0 END) AS kr,
    sum(CASE WHEN eind IS NOT NULL AND NOT stop THEN eind ELSE 0 END) AS a,
    (SELECT sum(v * toegekend) / sum(toegekend) FROM verhoudingen v WHERE v.sleutel = s.sleutel)
        AS gewogen,
    (SELECT q FROM kwartielen q WHERE q.sleutel = s.sleutel AND f = 0.25) AS q1,
    (SELECT q FROM kwartielen q WHERE q.sleutel = s.sleutel AND f = 0.5) AS q2,
    (SELECT q FROM kwartielen q WHERE q.sleutel = s.sleutel AND f = 0.75) AS q3,
    (SELECT min(v) FROM verhoudingen v WHERE v.sleutel = s.sleutel) AS laagste,
    (SELECT max(v) FROM verhoudingen v WHERE v.sleutel = s.sleutel) AS hoogste,
    sum(toegekend) AS subsidie,
    sum(CASE WHEN eind IS NOT NULL AND NOT stop THEN kost ELSE 0 END) AS kost
FROM sleutels s, (SELECT max(CASE naam WHEN 'tussentijds' THEN waarde END) AS tussen_tot,
    max(CASE naam WHEN 'eind' THEN waarde END) AS eind_tot,
    max(CASE naam WHEN 'peildatum' THEN waarde END)
        > max(CASE naam WHEN 'tussentijds' THEN waarde END) AS tussen_te_laat,
    max(CASE naam WHEN 'peildatum' THEN waarde END)
        > max(CASE naam WHEN 'eind' THEN waarde END) AS eind_te_laat FROM regel)
GROUP BY sleutel;

-- As saldo writes them: whole numbers, hundredths of a per cent and cents rounded half up.
CREATE TABLE verwacht (sleutel, naam, waarde);
INSERT INTO verwacht
SELECT sleutel, 'aanvragen', aanvragen FROM hier
UNION ALL SELECT sleutel, 'begunstigden', begunstigden FROM hier
UNION ALL SELECT sleutel, 'besturen', besturen FROM hier
UNION ALL SELECT sleutel, 'gemeenten', gemeenten FROM hier
UNION ALL SELECT sleutel, 'besturen_verder', besturen_verder FROM hier
UNION ALL SELECT sleutel, 'stopgezet', stopgezet FROM hier
UNION ALL SELECT sleutel, 'verminderd', verminderd FROM hier
UNION ALL SELECT sleutel, 'tussentijds_ontbreekt', t_ontbreekt FROM hier
UNION ALL SELECT sleutel, 'tussentijds_laat', t_laat FROM hier
UNION ALL SELECT sleutel, 'eind_ontbreekt', e_ontbreekt FROM hier
UNION ALL SELECT sleutel, 'eind_laat', e_laat FROM hier
UNION ALL SELECT sleutel, 'tussentijds_op_tijd', t_op_tijd FROM hier
UNION ALL SELECT sleutel, 'tussentijds_nog_niet', t_nog_niet FROM hier
UNION ALL SELECT sleutel, 'eind_op_tijd', e_op_tijd FROM hier
UNION ALL SELECT sleutel, 'eind_nog_niet', e_nog_niet FROM hier
UNION ALL SELECT sleutel, 'drempel_gehaald', gehaald FROM hier
UNION ALL SELECT sleutel, 'altijd_beoordeeld', altijd FROM hier
UNION ALL SELECT sleutel, 'onder_drempel', onder FROM hier
UNION ALL SELECT sleutel, 'verbeterd', verbeterd FROM hier
UNION ALL SELECT sleutel, 'motivering_ontbreekt', m_geen FROM hier
UNION ALL SELECT sleutel, 'motivering_gegeven', m_gegeven FROM hier
UNION ALL SELECT sleutel, 'motivering_aanvaard', m_aanvaard FROM hier
UNION ALL SELECT sleutel, 'motivering_geweigerd', m_geweigerd FROM hier
UNION ALL SELECT sleutel, 'gerapporteerd', gerapporteerd FROM hier
UNION ALL SELECT sleutel, 'bereikt', bereikt FROM hier
UNION ALL SELECT sleutel, 'aandeel_bereikt', CASE WHEN gerapporteerd > 0
    THEN (20000 * bereikt + gerapporteerd) / (2 * gerapporteerd) END FROM hier
UNION ALL SELECT sleutel, 'vooropgesteld', CASE acties WHEN 1 THEN k END FROM hier
UNION ALL SELECT sleutel, 'vooropgesteld_gerapporteerd', CASE acties WHEN 1 THEN kr END FROM hier
UNION ALL SELECT sleutel, 'behaald', CASE WHEN acties = 1 AND gerapporteerd > 0 THEN a END
    FROM hier
UNION ALL SELECT sleutel, 'verhouding', CASE WHEN acties = 1 AND kr > 0
    THEN (20000 * a + kr) / (2 * kr) END FROM hier
UNION ALL SELECT sleutel, 'verhouding_naar_subsidie', CAST(gewogen * 100 + 0.5 AS INTEGER)
    FROM hier
UNION ALL SELECT sleutel, 'kwartiel_1', CAST(q1 * 100 + 0.5 AS INTEGER) FROM hier
UNION ALL SELECT sleutel, 'mediaan', CAST(q2 * 100 + 0.5 AS INTEGER) FROM hier
UNION ALL SELECT sleutel, 'kwartiel_3', CAST(q3 * 100 + 0.5 AS INTEGER) FROM hier
UNION ALL SELECT sleutel, 'laagste', CAST(laagste * 100 + 0.5 AS INTEGER) FROM hier
UNION ALL SELECT sleutel, 'hoogste', CAST(hoogste * 100 + 0.5 AS INTEGER) FROM hier
UNION ALL SELECT sleutel, 'subsidie', subsidie FROM hier
UNION ALL SELECT sleutel, 'subsidie_per_eenheid', CASE WHEN acties = 1 AND k > 0
    THEN (2 * subsidie + k) / (2 * k) END FROM hier
UNION ALL SELECT sleutel, 'kost', kost FROM hier
UNION ALL SELECT sleutel, 'kost_per_eenheid', CASE WHEN acties = 1 AND a > 0
    THEN (2 * kost + a) / (2 * a) END FROM hier;

CREATE INDEX verwacht_sleutel ON verwacht (sleutel, naam);
CREATE INDEX geschreven_sleutel ON geschreven (sleutel, naam);
SELECT coalesce(v.sleutel, g.sleutel), coalesce(v.naam, g.naam), 'saldo', g.waarde, 'hier', v.waarde
FROM verwacht v FULL JOIN geschreven g ON g.sleutel = v.sleutel AND g.naam = v.naam
WHERE g.waarde IS NOT v.waarde;

-- A partition adds up to the total; governments too, when applicants are divided.
SELECT 'som', naam, sum(CASE sleutel WHEN 'totaal' THEN -waarde ELSE waarde END) AS rest
FROM geschreven WHERE naam IN ('aanvragen', 'stopgezet', 'verminderd', 'gerapporteerd', 'bereikt',
    'verbeterd', 'subsidie', 'kost', 'eind_ontbreekt', 'onder_drempel')
    OR (naam IN ('begunstigden', 'besturen', 'gemeenten', 'besturen_verder') AND
        (SELECT waarde FROM regel WHERE naam = 'volgens')
            IN ('begunstigde', 'soort', 'regio', 'provincie'))
GROUP BY naam HAVING rest <> 0;

-- There is something to compare.
SELECT 'leeg' WHERE (SELECT count(*) FROM geschreven WHERE waarde > 0) < 20
    OR (SELECT count(*) FROM verwacht WHERE waarde > 0) < 20;
