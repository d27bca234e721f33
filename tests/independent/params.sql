-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the three calls say, typed over by hand for the independent computation. Sources: the note
-- of call 3 (nota) and the form of call 1 (formulier), never the YAML of the program.
-- All amounts are euro cents.

CREATE TABLE param_oproep(
  regeling TEXT PRIMARY KEY,
  subsidieregel TEXT,   -- verdeelsleutel: nota §2.4; meerbereik: form of call 1
  aftoppen INTEGER,     -- 1: additional reach is capped at the maximum per applicant
  prijsfactor INTEGER,  -- p = this × the Flemish contribution per unit: 1 or 2
  project_tot TEXT,     -- last day of the project year
  besteding_van TEXT,   -- spending window
  besteding_tot TEXT);
INSERT INTO param_oproep VALUES
  ('plan-samenleven-1', 'meerbereik',     1, 1, '2023-09-30', '2022-10-01', '2023-09-30'),
  ('plan-samenleven-2', 'verdeelsleutel', 0, 2, '2024-09-30', '2023-10-01', '2024-09-30'),
  ('plan-samenleven-3', 'verdeelsleutel', 0, 2, '2025-09-30', '2024-10-01', '2025-12-31');

CREATE TABLE param_aanname(aanname TEXT PRIMARY KEY, standaard TEXT);
INSERT INTO param_aanname VALUES
  ('afronding', 'half-weg-van-nul'),
  ('terugvordering-en-saldo', 'saldo-ingehouden'),
  ('verantwoording', 'eigen-inbreng'),
  ('verantwoordingsbasis', 'toegekend'),
  ('prijzen', 'ongewijzigd');

CREATE TABLE param_code(code TEXT PRIMARY KEY); -- nota §2.5
INSERT INTO param_code VALUES ('ABB-SAMENLEVEN'), ('ABB-SLV');

-- formulier: contribution per unit, maximum per applicant. Action 23 has no known amount. vast: the
-- price does not rest on assumption prijzen: 5 is in nota §2.4, and the published totals of years
-- 2 and 3 give that of 2 (475 000 euro for 19 plans).
CREATE TABLE param_actie(
  actie TEXT, doelgroep TEXT, bijdrage INTEGER, maximum INTEGER, vast INTEGER DEFAULT 0,
  PRIMARY KEY(actie, doelgroep));
INSERT INTO param_actie(actie, doelgroep, bijdrage, maximum) VALUES
  ('2',  '',                      2500000,    1),
  ('5',  '',                         6000, 2250), -- nota §2.4: full price 120,00
  ('6',  '',                        60000,   23),
  ('7',  '',                        65000,  150),
  ('8',  '',                        65000,  150),
  ('9',  'nieuwkomers',             65000,  150),
  ('9',  'personen-met-handicap',   65000,   38),
  ('9',  '55-plussers',             65000,   75),
  ('10', 'nieuwkomers',             65000,   75),
  ('10', 'vrouwen',                 65000,   30),
  ('10', 'personen-met-handicap',   65000,   15),
  ('11', '',                        32000,  300),
  ('13', 'buitenlandse-herkomst',   21000,  150),
  ('13', 'personen-met-handicap',   21000,   30),
  ('14', '',                        21000,  180),
  ('15', '',                        32000,  300),
  ('16', '',                      2500000,    1),
  ('17', 'professionals',            9000,  150),
  ('17', 'burgers',                  9000,  150),
  ('18', '',                      2500000,    1),
  ('19', '',                      2500000,    1),
  ('20', '',                        17000,  300),
  ('21', 'buitenlandse-herkomst',   65000,   15),
  ('21', 'personen-met-handicap',   65000,    8),
  ('22', '',                       580000,    4),
  ('23', '',                         NULL, NULL),
  ('24', 'buitenlandse-herkomst',   21000,  150),
  ('24', 'personen-met-handicap',   21000,   30);
UPDATE param_actie SET vast = 1 WHERE actie IN ('2', '5');

-- Published: co-operation 10 000 euro a project year; the other two amounts are not public.
CREATE TABLE param_stimulans(stimulans TEXT PRIMARY KEY, bedrag INTEGER);
INSERT INTO param_stimulans VALUES
  ('mentorrol', NULL), ('samenwerkingsverband', 1000000), ('sociale-impact-obligatie', NULL);
