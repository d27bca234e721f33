-- SPDX-License-Identifier: GPL-3.0-or-later
-- saldo.sqlite: a run as a database. Amounts are whole euro cents (columns that end in _cent),
-- dates are text YYYY-MM-DD, yes and no are 1 and 0, NULL is "not known" and never zero.
-- docs/queries.md asks it ten questions. Where a line begins with @, the columns of a table of
-- engine/run/columns.def stand in the file.

CREATE TABLE run (
    -- one row: which run this is
    schema          TEXT NOT NULL,  -- of this database: saldo-sqlite/1
    motor           TEXT NOT NULL,  -- version of saldo
    regeling        TEXT NOT NULL,  -- id of the scheme
    regeling_naam   TEXT NOT NULL,
    peildatum       TEXT NOT NULL,
    taal            TEXT NOT NULL CHECK (taal IN ('nl', 'en')),
    manifest_sha256 TEXT NOT NULL   -- the seal of the run
) STRICT;

CREATE TABLE bronnen (
    -- documents that values rest on
    bron     TEXT PRIMARY KEY,
    titel    TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE TABLE aannames (
    -- what the text leaves open, and what was chosen
    aanname        TEXT PRIMARY KEY,
    zwijgt         TEXT NOT NULL,
    aangenomen     TEXT NOT NULL,
    gekozen        TEXT NOT NULL,
    standaard      INTEGER NOT NULL CHECK (standaard IN (0, 1)),       -- the scheme's own choice
    bepaalt_bedrag INTEGER NOT NULL CHECK (bepaalt_bedrag IN (0, 1)),  -- an amount rests on it
    bron           TEXT NOT NULL REFERENCES bronnen,
    passage        TEXT NOT NULL
) STRICT;

CREATE TABLE aanname_keuzes (
    -- the alternatives of an assumption
    aanname TEXT NOT NULL REFERENCES aannames,
    keuze   TEXT NOT NULL,
    tekst   TEXT NOT NULL,
    PRIMARY KEY (aanname, keuze)
) STRICT;

CREATE TABLE parameters (
    -- values of the scheme, with their passage
    naam    TEXT NOT NULL,
    van     TEXT NOT NULL,  -- valid from …
    tot     TEXT NOT NULL,  -- … up to and including
    waarde  TEXT,           -- as written; NULL: the source does not say
    lijn    INTEGER NOT NULL,
    bron    TEXT NOT NULL REFERENCES bronnen,
    passage TEXT NOT NULL,
    aanname TEXT REFERENCES aannames,
    PRIMARY KEY (naam, van)
) STRICT;

CREATE TABLE totalen_regeling (
    -- totals that the documents state
    onderwerp   TEXT NOT NULL,
    bedrag_cent INTEGER NOT NULL,
    gebruikt    INTEGER NOT NULL CHECK (gebruikt IN (0, 1)),
    bron        TEXT NOT NULL REFERENCES bronnen,
    passage     TEXT NOT NULL
) STRICT;

CREATE TABLE acties (
    actie             INTEGER PRIMARY KEY,
    naam              TEXT NOT NULL,
    doel              TEXT NOT NULL,
    altijd_beoordeeld INTEGER NOT NULL CHECK (altijd_beoordeeld IN (0, 1))
) STRICT;

CREATE TABLE doelgroepen (
    -- what is counted and priced; doelgroep is empty when the action has none
    actie                     INTEGER NOT NULL REFERENCES acties,
    doelgroep                 TEXT NOT NULL,
    eenheid                   TEXT NOT NULL,
    standaardbedrag_parameter TEXT NOT NULL,  -- naam in parameters
    maximum                   INTEGER,        -- units per applicant
    PRIMARY KEY (actie, doelgroep)
) STRICT;

CREATE TABLE stimulanssoorten (
    stimulans TEXT PRIMARY KEY,
    naam      TEXT NOT NULL
) STRICT;

CREATE TABLE begunstigden (
    @begunstigden
) STRICT;

CREATE TABLE verantwoordingen (
    -- both readings of the financial control
    begunstigde TEXT NOT NULL REFERENCES begunstigden,
    lezing      TEXT NOT NULL CHECK (lezing IN ('eigen-inbreng', 'bruto')),
    @lezing,
    PRIMARY KEY (begunstigde, lezing)
) STRICT;

CREATE TABLE leden (
    begunstigde TEXT NOT NULL REFERENCES begunstigden,
    @lid,
    PRIMARY KEY (begunstigde, nis)
) STRICT;

CREATE TABLE afrekening (
    -- a row for each application
    rij INTEGER PRIMARY KEY,  -- number of the row, from 1
    @afrekening,
    UNIQUE (begunstigde, actie, doelgroep),
    FOREIGN KEY (actie, doelgroep) REFERENCES doelgroepen,
    CHECK (voorschot_cent + saldo_cent + ingehouden_cent + open_cent = toegekend_cent)
) STRICT;

CREATE TABLE alternatieven (
    -- computed where a decision is needed; never applied
    rij   INTEGER NOT NULL REFERENCES afrekening,
    keuze TEXT NOT NULL CHECK (keuze IN ('inhouden', 'herberekenen', 'alles-terugvorderen')),
    @alternatief,
    PRIMARY KEY (rij, keuze)
) STRICT;

CREATE TABLE stimulansen (
    -- a row for each incentive
    @stimulansen,
    PRIMARY KEY (begunstigde, stimulans),
    CHECK (voorschot_cent + saldo_cent + ingehouden_cent + open_cent = bedrag_cent)
) STRICT;

CREATE TABLE rust_op (
    -- which assumptions decide an amount of an application (rij), an incentive (stimulans) or, with
    -- neither, the beneficiary
    aanname     TEXT NOT NULL REFERENCES aannames,
    begunstigde TEXT NOT NULL REFERENCES begunstigden,
    rij         INTEGER REFERENCES afrekening,
    stimulans   TEXT REFERENCES stimulanssoorten,
    CHECK (rij IS NULL OR stimulans IS NULL)  -- both NULL: the beneficiary itself
) STRICT;

CREATE TABLE toekenningen (
    rij INTEGER NOT NULL REFERENCES afrekening,
    @toekenning
) STRICT;

CREATE TABLE rapporten (
    rij INTEGER NOT NULL REFERENCES afrekening,
    @rapport
) STRICT;

CREATE TABLE beslissingen (
    -- about an application (rij), an incentive (stimulans) or, with neither, the beneficiary
    begunstigde TEXT NOT NULL REFERENCES begunstigden,
    rij         INTEGER REFERENCES afrekening,
    stimulans   TEXT REFERENCES stimulanssoorten,
    @beslissing
) STRICT;

CREATE TABLE betalingen (
    begunstigde TEXT NOT NULL REFERENCES begunstigden,
    @betaling
) STRICT;

CREATE TABLE uitgaven (
    begunstigde TEXT NOT NULL REFERENCES begunstigden,
    @uitgave
) STRICT;

CREATE TABLE bevindingen (
    @bevindingen
) STRICT;

CREATE INDEX afrekening_actie ON afrekening (actie, doelgroep);
CREATE INDEX afrekening_uitkomst ON afrekening (uitkomst);
CREATE INDEX rapporten_rij ON rapporten (rij);
CREATE INDEX toekenningen_rij ON toekenningen (rij);
CREATE INDEX beslissingen_begunstigde ON beslissingen (begunstigde);
CREATE INDEX betalingen_begunstigde ON betalingen (begunstigde);
CREATE INDEX uitgaven_begunstigde ON uitgaven (begunstigde);
CREATE INDEX bevindingen_begunstigde ON bevindingen (begunstigde);

-- Amounts for people: 1234567 becomes 12345.67, exactly.
CREATE VIEW te_betalen AS
    -- who is paid and who pays back
    SELECT begunstigde, naam,
           iif(te_betalen_cent > 0, 'uitbetalen', 'terugvragen') AS wat,
           te_betalen_cent,
           printf('%s%d.%02d', iif(te_betalen_cent < 0, '-', ''), abs(te_betalen_cent) / 100,
                  abs(te_betalen_cent) % 100) AS euro
      FROM begunstigden
     WHERE te_betalen_cent <> 0
     ORDER BY te_betalen_cent DESC, begunstigde;

CREATE VIEW wacht_op_beslissing AS
    -- all that waits for a decision: an application, an incentive, or the financial control of a
    -- beneficiary; the balance that is open, or the shortfall in the reading that was chosen
    SELECT begunstigde, 'aanvraag' AS soort, CAST(actie AS TEXT) AS onderwerp, doelgroep,
           open_cent AS bedrag_cent
      FROM afrekening
     WHERE uitkomst = 'beslissing-nodig'
    UNION ALL
    SELECT begunstigde, 'stimulans', stimulans, '', open_cent
      FROM stimulansen
     WHERE uitkomst = 'beslissing-nodig'
    UNION ALL
    SELECT begunstigde, 'verantwoording', '', '', tekort_cent
      FROM verantwoording
     WHERE verantwoording = 'beslissing-nodig'
     ORDER BY bedrag_cent DESC, begunstigde, onderwerp, doelgroep;

CREATE VIEW te_beslissen AS
    -- the applications that wait for a decision, and what each alternative would do
    SELECT a.begunstigde, b.naam, a.actie, a.doelgroep, a.vooropgestelde_kpi, a.behaalde_kpi,
           a.open_cent, k.keuze, k.saldo_cent, k.ingehouden_cent, k.terugvordering_cent
      FROM afrekening a
      JOIN begunstigden b USING (begunstigde)
      JOIN alternatieven k USING (rij)
     WHERE a.uitkomst = 'beslissing-nodig'
     ORDER BY a.rij, k.keuze;

CREATE VIEW per_actie AS
    -- promised, reached, paid; never a sum of unlike units
    SELECT a.actie, c.naam, a.doelgroep, d.eenheid,
           count(*) AS aanvragen,
           sum(a.keuze IS 'stopzetten') AS stopgezet,
           sum(a.vooropgestelde_kpi) FILTER (WHERE a.keuze IS NOT 'stopzetten') AS vooropgesteld,
           sum(a.vooropgestelde_kpi) FILTER (WHERE a.behaalde_kpi IS NOT NULL
                                               AND a.keuze IS NOT 'stopzetten')
               AS vooropgesteld_gerapporteerd,
           sum(a.behaalde_kpi) FILTER (WHERE a.keuze IS NOT 'stopzetten') AS behaald,
           sum(a.toegekend_cent) AS toegekend_cent,
           sum(a.saldo_cent) AS saldo_cent
      FROM afrekening a
      JOIN acties c USING (actie)
      JOIN doelgroepen d USING (actie, doelgroep)
     GROUP BY a.actie, a.doelgroep
     ORDER BY a.actie, a.doelgroep;

CREATE VIEW verantwoording AS
    -- the financial control in the reading that was chosen
    SELECT b.begunstigde, b.naam, b.basis_cent, b.uitgaven_cent, v.lezing, v.vereist_cent,
           v.tekort_cent, v.terugvordering_berekend_cent, b.verantwoording
      FROM begunstigden b
      JOIN verantwoordingen v USING (begunstigde)
      JOIN aannames n ON n.aanname = 'verantwoording' AND n.gekozen = v.lezing
     ORDER BY b.begunstigde;

CREATE VIEW aansluiting AS
    -- tie-outs: every difference is zero
    SELECT b.begunstigde,
           b.subsidie_cent - coalesce((SELECT sum(toegekend_cent) FROM afrekening a
                                        WHERE a.begunstigde = b.begunstigde), 0) AS subsidie_cent,
           b.stimulansen_cent - coalesce((SELECT sum(bedrag_cent) FROM stimulansen s
                                           WHERE s.begunstigde = b.begunstigde), 0)
               AS stimulansen_cent,
           b.voorschot_cent + b.saldo_cent + b.ingehouden_cent + b.open_cent
               - b.subsidie_cent - b.stimulansen_cent AS delen_cent,
           b.voorschot_cent + b.saldo_cent - b.terugvordering_cent - b.betaald_cent
               - b.te_betalen_cent AS te_betalen_cent
      FROM begunstigden b;
