-- SPDX-License-Identifier: GPL-3.0-or-later
-- How often a dossier holds each of the cases that generated dossiers must hold: so `many` can tell
-- that none of them has dropped out. After settle.sql.

WITH alternatief(aanname, keuze) AS (VALUES
  ('afronding', 'half-weg-van-nul'), ('afronding', 'half-naar-even'), ('afronding', 'naar-beneden'),
  ('terugvordering-en-saldo', 'saldo-ingehouden'),
  ('terugvordering-en-saldo', 'saldo-volgt-beslissing'),
  ('verantwoording', 'eigen-inbreng'), ('verantwoording', 'bruto'),
  ('verantwoordingsbasis', 'toegekend'), ('verantwoordingsbasis', 'netto'),
  ('prijzen', 'ongewijzigd'), ('prijzen', 'opgegeven'),
  ('verdeelsleutel', 'verdeelsleutel'), ('verdeelsleutel', 'meerbereik')),
sleutel(naam) AS (VALUES ('geen'), ('verschil'), ('halvering'), ('meerbereik')),
oordeel(soort, naam) AS (VALUES
  ('actie', 'stopgezet'), ('actie', 'geen-subsidie'), ('actie', 'terugvordering'),
  ('actie', 'saldo-ingehouden'), ('actie', 'lopend'), ('actie', 'saldo-uitbetalen'),
  ('actie', 'beslissing-nodig'), ('stimulans', 'geen-subsidie'), ('stimulans', 'terugvordering'),
  ('stimulans', 'saldo-ingehouden'), ('stimulans', 'lopend'), ('stimulans', 'saldo-uitbetalen'),
  ('stimulans', 'beslissing-nodig')),
controle(naam) AS (VALUES ('niet-vereist'), ('aanvaard'), ('terugvordering'), ('geen-cijfers'),
  ('voldoende'), ('lopend'), ('beslissing-nodig'))
SELECT 'regeling ' || regeling, count(k.peildatum)
FROM param_oproep o LEFT JOIN keuzen k USING (regeling) GROUP BY regeling
UNION ALL
SELECT a.aanname || ' ' || keuze, count(g.aanname) FROM alternatief a
  LEFT JOIN gekozen g ON g.aanname = a.aanname AND g.alternatief = a.keuze GROUP BY a.aanname, keuze
UNION ALL
SELECT 'verdeelsleutel ' || regeling || ' ' || naam,
  (SELECT count(*) FROM aanvraag, keuzen k WHERE verdeelsleutel = naam AND k.regeling = o.regeling)
FROM param_oproep o, sleutel WHERE naam = 'geen' OR o.regeling = 'plan-samenleven-2'
  OR (naam = 'meerbereik') = (o.subsidieregel = 'meerbereik')
UNION ALL
SELECT 'uitkomst ' || soort || ' ' || naam,
  (SELECT count(*) FROM uitkomst u WHERE u.soort = o.soort AND u.uitkomst = o.naam)
FROM oordeel o
UNION ALL
SELECT 'controle ' || c.naam, (SELECT count(*) FROM som s WHERE s.verantwoording = c.naam)
FROM controle c
UNION ALL SELECT 'afgetopt', count(*) FROM aanvraag WHERE k - b > maximum
UNION ALL SELECT 'halve cent', count(*) FROM aanvraag
  WHERE (verdeelsleutel = 'halvering' AND p * k % 2) OR (verdeelsleutel = 'meerbereik'
    AND prijsfactor = 2 AND p * (k - b) % 2)
UNION ALL SELECT 'toegekend is niet de formule', count(*) FROM toegekend WHERE toegekend <> subsidie
UNION ALL SELECT 'opgegeven prijs', count(*) FROM aanvraag JOIN param_actie USING (actie, doelgroep)
  WHERE p <> bijdrage * prijsfactor
UNION ALL SELECT 'KPI bereikt', count(*) FROM uitkomst
  WHERE uitkomst = 'saldo-uitbetalen' AND a >= k
UNION ALL SELECT 'motivering aanvaard', count(*) FROM uitkomst
  WHERE uitkomst = 'saldo-uitbetalen' AND a < k
UNION ALL SELECT 'deel van saldo ingehouden', count(*) FROM uitkomst
  WHERE uitkomst = 'saldo-ingehouden' AND w < s
UNION ALL SELECT 'terugvordering zwijgt over saldo: ' || l.keuze, (SELECT count(*)
    FROM uitkomst, keuzen WHERE r > 0 AND w IS NULL AND lezing_terugvordering = l.keuze)
FROM alternatief l WHERE aanname = 'terugvordering-en-saldo'
UNION ALL SELECT 'terugvordering met deel van saldo: ' || l.keuze, (SELECT count(*)
    FROM uitkomst, keuzen WHERE r > 0 AND w < s AND lezing_terugvordering = l.keuze)
FROM alternatief l WHERE aanname = 'terugvordering-en-saldo'
UNION ALL SELECT 'terugvordering boven voorschot', count(*) FROM uitkomst WHERE r > voorschot
UNION ALL SELECT 'terugvordering en stimulans geweigerd', count(*) FROM uitkomst u JOIN beslissing b
  USING (begunstigde, actie) WHERE r > 0 AND w = s AND beslissing = 'stimulans-geweigerd'
UNION ALL SELECT 'alles teruggevorderd: ' || l.keuze, (SELECT count(*) FROM som, keuzen
    WHERE subsidie > 0 AND netto = 0 AND basis = l.keuze)
FROM alternatief l WHERE aanname = 'verantwoordingsbasis'
UNION ALL SELECT 'geschatte uitgave', count(*) FROM reeks r WHERE NOT EXISTS (SELECT 1 FROM punt p
    WHERE p.reeks = r.reeks AND p.dag = van) OR (NOT EXISTS (SELECT 1 FROM punt p
    WHERE p.reeks = r.reeks AND p.dag = tot) AND EXISTS (SELECT 1 FROM punt p
    WHERE p.reeks = r.reeks AND p.dag > tot))
UNION ALL SELECT 'onvolledige uitgave', count(*) FROM reeks r
  WHERE tot > (SELECT max(dag) FROM punt p WHERE p.reeks = r.reeks)
UNION ALL SELECT 'negatieve uitgaven', count(*) FROM stand WHERE cent < 0
UNION ALL SELECT 'later toekenningen', count(*) FROM in_toekenningen, keuzen WHERE datum > peildatum
UNION ALL SELECT 'later kpi', count(*) FROM in_kpi, keuzen WHERE datum > peildatum
UNION ALL SELECT 'later beslissingen', count(*) FROM in_beslissingen, keuzen WHERE datum > peildatum
UNION ALL SELECT 'later betalingen', count(*) FROM in_betalingen, keuzen WHERE datum > peildatum
UNION ALL SELECT 'op peildatum', count(*) FROM in_beslissingen, keuzen WHERE datum = peildatum
UNION ALL SELECT 'kolom te veel', count(*) FROM pragma_table_info('in_aanvragen')
  WHERE name = 'opmerking';
