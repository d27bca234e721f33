#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: bbc_workbook.py SALDO
An export in a workbook gives what the same export gives as CSV, row for row; what a sheet hides is
said; which sheet it is, is asked when it is not clear."""
import csv
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

sys.dont_write_bytecode = True
SALDO = os.path.abspath(sys.argv[1])
FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'fixtures', 'bbc')
WORK = tempfile.TemporaryDirectory()
os.chdir(WORK.name)
failed = False


def verdict(name, problems):
    global failed
    failed = failed or bool(problems)
    print(('not ok ' if problems else 'ok ') + name)
    for problem in problems[:20]:
        print('    ' + str(problem)[:600])


# ---- workbooks; a cell is a text, None, or (kind, value) with kind n, e or f ----

def column(number):
    letters = ''
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def xlsx_cell(place, cell):
    if isinstance(cell, str):
        text = f'<t xml:space="preserve">{escape(cell)}</t>'
        return f'<c r="{place}" t="inlineStr"><is>{text}</is></c>'
    kind, value = cell
    if kind == 'f':
        stored = '' if value is None else f'<v>{value}</v>'
        return f'<c r="{place}"><f>A1</f>{stored}</c>'
    return f'<c r="{place}"' + (' t="e"' if kind == 'e' else '') + f'><v>{value}</v></c>'


def xlsx_rows(rows, hidden=()):
    for number, row in enumerate(rows, 1):
        cells = ''.join(xlsx_cell(f'{column(i)}{number}', cell) for i, cell in enumerate(row, 1)
                        if cell not in ('', None))
        if cells:
            state = ' hidden="1"' if number in hidden else ''
            yield f'<row r="{number}"{state}>{cells}</row>'


def write_xlsx(path, sheets):
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    package = 'http://schemas.openxmlformats.org/package/2006/relationships'
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as file:
        file.writestr('[Content_Types].xml', '<Types/>')
        file.writestr('_rels/.rels', f'<Relationships xmlns="{package}"><Relationship Id="a" '
                      f'Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        names = ''.join(
            f'<sheet name="{escape(s["name"])}" sheetId="{i}" r:id="r{i}"'
            + (' state="hidden"' if s.get('hidden') else '') + '/>'
            for i, s in enumerate(sheets, 1))
        file.writestr('xl/workbook.xml', f'<workbook xmlns="{main}" xmlns:r="{kind}"><sheets>'
                      f'{names}</sheets></workbook>')
        parts = ''.join(f'<Relationship Id="r{i}" Type="{kind}/worksheet" '
                        f'Target="worksheets/s{i}.xml"/>' for i in range(1, len(sheets) + 1))
        file.writestr('xl/_rels/workbook.xml.rels',
                      f'<Relationships xmlns="{package}">{parts}</Relationships>')
        for i, s in enumerate(sheets, 1):
            file.writestr(f'xl/worksheets/s{i}.xml', f'<worksheet xmlns="{main}"><sheetData>'
                          + ''.join(xlsx_rows(s['rows'], s.get('rows_hidden', ())))
                          + f'</sheetData>{s.get("more", "")}</worksheet>')


def write_ods(path, sheets):
    def cell(value):
        if value in ('', None):
            return '<table:table-cell/>'
        return ('<table:table-cell office:value-type="string"><text:p>'
                + '</text:p><text:p>'.join(escape(value).split('\n'))
                + '</text:p></table:table-cell>')

    def row(cells):
        return '<table:table-row>' + ''.join(map(cell, cells)) + '</table:table-row>'

    name = 'urn:oasis:names:tc:opendocument:xmlns:'
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as file:
        file.writestr('mimetype', 'application/vnd.oasis.opendocument.spreadsheet')
        file.writestr('content.xml', '<office:document-content '
                      + ' '.join(f'xmlns:{n}="{name}{n}:1.0"' for n in ('office', 'table', 'text'))
                      + '><office:body><office:spreadsheet>'
                      + ''.join(f'<table:table table:name="{escape(s["name"])}">'
                                + ''.join(map(row, s['rows'])) + '</table:table>' for s in sheets)
                      + '</office:spreadsheet></office:body></office:document-content>')


# ---- running ----

def run(*arguments, lang='nl'):
    done = subprocess.run([SALDO, 'bbc', *arguments, '--lang', lang], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=60,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': ''})
    return done.returncode, done.stderr.decode()


def read(path):
    with open(path, encoding='utf-8', newline='') as file:
        return file.read()


def written(folder, name):
    """What a run wrote, with the name of the export as `name` and raw records without quotes."""
    out = {}
    for file in ('uitgaven.csv', 'verworpen.csv', 'herkomst.csv'):
        if os.path.exists(os.path.join(folder, file)):
            out[file] = read(os.path.join(folder, file)).replace(name, 'EXPORT').replace('"', '')
    return out


def write_csv(path, rows, encoding):
    """A row is one line, and as wide as the others, as in a sheet."""
    width = max(map(len, rows))

    def field(cell):
        cell = cell.replace('\n', '\r')
        return '"' + cell.replace('"', '""') + '"' if re.search('[;"\r]', cell) else cell

    with open(path, 'w', encoding=encoding, newline='') as file:
        for row in rows:
            cells = list(map(field, row)) + [''] * (width - len(row))
            file.write((';'.join(cells) if any(row) else '') + '\n')


def fixture(case):
    """(rows of the export, its arguments) of a folder of fixtures/bbc; writes export.csv."""
    folder = os.path.join(FIXTURES, case)
    words = read(os.path.join(folder, 'command')).split()
    encoding = 'windows-1252' if 'windows-1252' in case else 'utf-8-sig'
    with open(os.path.join(folder, 'export.csv'), encoding=encoding, newline='') as file:
        rows = list(csv.reader(file, delimiter=';'))
    arguments = [os.path.join(folder, w[2:]) if w.startswith('./') else
                 os.path.join(folder, w) if w == 'dossier' else w for w in words[1:]]
    write_csv('export.csv', rows, encoding.replace('-sig', ''))
    return 'export.csv', rows, arguments


CASES = ('vorm-lang', 'vorm-lang-kwartalen', 'vorm-breed', 'vorm-matrix-rek', 'vorm-matrix-bv',
         'vorm-boekhouding', 'val-bedragen', 'val-rijen', 'val-statussen',
         'val-totaal-kop-voettekst', 'codering-windows-1252')
for case in CASES:
    path, rows, arguments = fixture(case)
    problems = []
    status, said = run(path, *arguments, '--out', f'{case}.csv.out')
    sheet = [{'name': 'Blad1', 'rows': rows}]
    write_xlsx('export.xlsx', sheet)
    write_ods('export.ods', sheet)
    for form in ('xlsx', 'ods'):
        for threads in ('1', '3'):
            folder = f'{case}.{form}.{threads}.out'
            have, words = run(f'export.{form}', *arguments, '--out', folder, '--threads', threads)
            if have != status:
                problems.append(f'{form}: exit {have}, as CSV {status}: {words}')
            expected = written(f'{case}.csv.out', 'export.csv')
            for name, text in written(folder, f'export.{form}:Blad1!').items():
                if text != expected.get(name):
                    problems.append(f'{form} {name}:\n{text}\nas CSV:\n{expected.get(name)}')
    verdict(f'bbc, workbook: {case}', problems)

# ---- numbers and dates as typed cells ----
path, rows, arguments = fixture('vorm-lang')
typed = [rows[0]] + [[('n', cell.replace('.', '').replace(',', '.'))
                      if re.fullmatch(r'-?[0-9.]+(,[0-9]+)?', cell) else cell for cell in row]
                     for row in rows[1:]]
write_xlsx('export.xlsx', [{'name': 'Blad1', 'rows': typed}])
status, said = run('export.xlsx', *arguments, '--out', 'typed')
verdict('bbc, workbook: typed cells', [] if written('typed', 'export.xlsx:Blad1!').get(
    'uitgaven.csv') == written('vorm-lang.csv.out', 'export.csv')['uitgaven.csv'] else [said])

# ---- which sheet ----
two = [{'name': 'Een', 'rows': rows}, {'name': 'Leeg', 'rows': []}, {'name': 'Twee', 'rows': rows}]
write_xlsx('export.xlsx', two)
problems = []
for lang, expected in (
        ('nl', "export.xlsx: fout: 2 bladen hebben inhoud: 'Een', 'Twee'; zeg met --sheet welk "
               'blad de export is [WERKMAP-WELK-BLAD]'),
        ('en', "export.xlsx: error: 2 sheets have content: 'Een', 'Twee'; say with --sheet which "
               'one is the export [WERKMAP-WELK-BLAD]')):
    status, said = run('export.xlsx', *arguments, '--out', 'two', lang=lang)
    if status != 1 or expected not in said.split('\n') or os.path.exists('two'):
        problems.append((status, said))
status, said = run('export.xlsx', *arguments, '--out', 'two', '--sheet', 'Twee')
if status != 0 or 'export.xlsx:Twee!' not in read('two/herkomst.csv'):
    problems.append((status, said))
status, said = run('export.xlsx', *arguments, '--out', 'three', '--sheet', 'Drie')
if status != 1 or "er is geen blad 'Drie'; er zijn: 'Een', 'Leeg', 'Twee'" not in said:
    problems.append((status, said))
write_xlsx('export.xlsx', [two[1]])
status, said = run('export.xlsx', *arguments, '--out', 'none')
if status != 1 or '[WERKMAP-LEEG]' not in said:
    problems.append((status, said))
verdict('bbc, workbook: which sheet', problems)

# ---- what is hidden, merged, computed or without value ----
amount = len(rows[0]) - 1
odd = [list(row) for row in rows]
odd[1][amount] = ('f', '12.5')
odd[2][amount] = ('e', '#N/A')
odd[3][amount] = ('f', None)
write_xlsx('export.xlsx', [
    {'name': 'Blad1', 'rows': odd, 'rows_hidden': (2,),
     'more': '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'},
    {'name': 'Oud', 'rows': rows, 'hidden': True}])
status, said = run('export.xlsx', *arguments, '--out', 'odd')
cell = column(amount + 1)
problems = [f'{words}\n{said}' for words in (
    "export.xlsx: waarschuwing: het verborgen blad 'Oud' is niet gelezen; --sheet 'Oud' leest het",
    'export.xlsx:Blad1!A2: waarschuwing: 1 rijen zijn verborgen',
    'export.xlsx:Blad1!A1: waarschuwing: 1 keer zijn cellen samengevoegd',
    f'export.xlsx:Blad1!{cell}2: info: 2 cellen zijn een formule',
    f'export.xlsx:Blad1!{cell}3: waarschuwing: 2 cellen hebben een foutwaarde')
    if words not in said]
rejected = read('odd/verworpen.csv')
problems += [rejected for line in ('3', '4') if f'export.xlsx:Blad1!;{line};' not in rejected]
verdict('bbc, workbook: hidden, merged, formulas, error values', problems)

# ---- damage, and a character that the profile cannot say ----
with open('export.xlsx', 'rb') as file:
    whole = file.read()
problems = []
for cut in (30, len(whole) // 2, len(whole) - 10):
    with open('cut.xlsx', 'wb') as file:
        file.write(whole[:cut])
    status, said = run('cut.xlsx', *arguments, '--out', 'cut')
    if status not in (1, 4) or os.path.exists('cut') or 'cut.xlsx' not in said:
        problems.append((cut, status, said))
path, rows, arguments = fixture('codering-windows-1252')
rows[1][0] = '\u4e2d'
write_xlsx('export.xlsx', [{'name': 'Blad1', 'rows': rows}])
status, said = run('export.xlsx', *arguments, '--out', 'character')
if status != 1 or 'export.xlsx:Blad1!A2: fout: ' not in said or '[WERKMAP-TEKEN]' not in said:
    problems.append((status, said))
verdict('bbc, workbook: damage, characters', problems)

# ---- sparse rows: a line is a row ----
path, rows, arguments = fixture('vorm-lang')
write_xlsx('export.xlsx', [{'name': 'Blad1', 'rows': rows[:1] + [[]] * 200000 + rows[1:]}])
status, said = run('export.xlsx', *arguments, '--out', 'sparse')
problems = [] if status == 0 else [said]
expected = read('vorm-lang.csv.out/herkomst.csv').splitlines()[1:]
have = read('sparse/herkomst.csv').splitlines()[1:]
for before, after in zip(expected, have):
    numbers = re.search(r'export\.csv;([0-9]+)', before), re.search(r'Blad1!;([0-9]+)', after)
    if int(numbers[1][1]) - int(numbers[0][1]) != 200000:
        problems.append((before, after))
if len(expected) != len(have) or not have:
    problems.append((len(expected), len(have)))
verdict('bbc, workbook: sparse rows', problems)

WORK.cleanup()
sys.exit(failed)
