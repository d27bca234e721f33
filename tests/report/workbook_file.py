# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks as tests see them: cells, formulas and inputs, by the standard library alone."""
import re
import xml.etree.ElementTree as tree
import zipfile

SPACE = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
FIRST = 5  # row of a table
WRONG = '987654321'


class Workbook:
    """Cells by (sheet, reference): value, and whether it is a formula."""

    def __init__(self, path):
        self.path = path
        self.parts = {}
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                self.parts[name] = archive.read(name)
        names = re.findall(r'<sheet name="([^"]+)"', self.parts['xl/workbook.xml'].decode())
        self.sheet_parts = {n: f'xl/worksheets/sheet{i}.xml' for i, n in enumerate(names, 1)}
        self.cells = {}
        self.formulas = {}
        for sheet in names:
            self.read_sheet(sheet)

    def shared(self):
        part = self.parts.get('xl/sharedStrings.xml')
        if part is None:
            return []
        return [''.join(t.text or '' for t in item.iter(SPACE + 't'))
                for item in tree.fromstring(part)]

    def read_sheet(self, sheet):
        shared = self.shared()
        for cell in tree.fromstring(self.parts[self.sheet_parts[sheet]]).iter(SPACE + 'c'):
            value = cell.find(SPACE + 'v')
            kind = cell.get('t')
            text = value.text if value is not None else None
            if kind == 's':
                text = shared[int(text)]
            elif kind == 'inlineStr':
                text = ''.join(t.text or '' for t in cell.iter(SPACE + 't'))
            elif kind in ('str', 'e'):
                text = text or ''
            elif text is not None:
                text = float(text)
            key = sheet, cell.get('r')
            self.cells[key] = '' if text is None else text
            formula = cell.find(SPACE + 'f')
            if formula is not None:
                self.formulas[key] = formula.text

    def heads(self, sheet):
        """Letters of the columns by their heading."""
        out = {}
        for (where, at), value in self.cells.items():
            if where == sheet and re.fullmatch(r'[A-Z]+4', at):
                out[value] = at[:-1]
        return out

    def rows(self, sheet):
        """Rows of a table as {heading: value}, with their number under '#'."""
        heads = self.heads(sheet)
        row = FIRST
        while (sheet, f'A{row}') in self.cells:
            out = {h: self.cells.get((sheet, f'{c}{row}'), '') for h, c in heads.items()}
            yield {**out, '#': row}
            row += 1

    def set(self, sheet, at, value):
        """Puts an input in its place; the cell keeps its format."""
        part = self.sheet_parts[sheet]
        text = self.parts[part].decode()
        pattern = rf'<c r="{at}"( s="\d+")(?: t="\w+")?(?:/>|>(?:(?!</c>|<f>).)*</c>)'
        if isinstance(value, str):
            fill = rf'<c r="{at}"\1 t="inlineStr"><is><t>{value}</t></is></c>'
        else:
            fill = rf'<c r="{at}"\1><v>{value!r}</v></c>'
        text, count = re.subn(pattern, fill, text, count=1)
        assert count == 1, (sheet, at)
        self.parts[part] = text.encode()

    def set_in(self, sheet, row, head, value):
        self.set(sheet, self.heads(sheet)[head] + str(row['#']), value)

    def set_named(self, name, value):
        names = self.parts['xl/workbook.xml'].decode()
        at = re.search(rf'<definedName name="{name}">Parameters!\$D\$(\d+)<', names).group(1)
        self.set('Parameters', 'D' + at, value)

    def save_spoiled(self, path):
        """Writes it with a wrong value kept for every formula."""
        with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, part in self.parts.items():
                if name.startswith('xl/worksheets/sheet'):
                    part = re.sub(r'(</f>)<v>[^<]*</v>', rf'\1<v>{WRONG}</v>',
                                  part.decode()).encode()
                archive.writestr(name, part)
