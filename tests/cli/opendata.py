#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage: opendata.py FOLDER [RUN]

Reads open data as a stranger would: the CSV files by the CSVW metadata beside them (header, types,
formats, required values, primary and foreign keys; W3C, Metadata Vocabulary for Tabular Data), the
DCAT description as RDF. With RUN: sums against the manifest of the run. One line for each fault."""
import csv
import datetime
import decimal
import json
import os
import re
import sys

import rdflib

faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


def check_value(where, text, column):
    datatype = column["datatype"]
    base = datatype if isinstance(datatype, str) else datatype["base"]
    form = None if isinstance(datatype, str) else datatype.get("format")
    try:
        if base == "integer" and not re.fullmatch(r"-?(0|[1-9][0-9]*)", text):
            raise ValueError
        if base == "decimal":
            decimal.Decimal(text)
            if not re.fullmatch(r"-?(0|[1-9][0-9]*)\.[0-9]{2}", text):
                raise ValueError
        if base == "boolean" and text not in ("true", "false"):
            raise ValueError
        if base == "date":
            datetime.datetime.strptime(text, "%Y-%m-%d")
        if base == "string" and form and not re.fullmatch(form, text):
            raise ValueError
    except (ValueError, decimal.InvalidOperation):
        fault(where, f"'{text}' is not {base} {form or ''}")


def read_table(folder, table, dialect):
    name = table["url"]
    columns = table["tableSchema"]["columns"]
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        text = file.read()
    if text.startswith("\ufeff") or "\r" in text:
        fault(name, "byte order mark or CR")
    rows = list(csv.reader(text.split("\n")[:-1] if '"' not in text else text.splitlines(True),
                           delimiter=dialect["delimiter"], strict=True))
    if rows[0] != [column["titles"] for column in columns]:
        fault(name, f"header {rows[0]}")
    found = []
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(columns):
            fault(f"{name}:{number}", f"{len(row)} fields")
            continue
        for text_, column in zip(row, columns):
            where = f"{name}:{number}:{column['name']}"
            if text_ == column.get("null", ""):
                if column["required"]:
                    fault(where, "required")
            else:
                check_value(where, text_, column)
        found.append(dict(zip(rows[0], row)))
    return found


def key_of(row, names):
    return tuple(row[name] for name in names)


def check_keys(tables, metadata):
    for table in metadata["tables"]:
        name, schema = table["url"], table["tableSchema"]
        keys = [key_of(row, schema["primaryKey"]) for row in tables[name]]
        if len(set(keys)) != len(keys):
            fault(name, "the primary key is not unique")
        for link in schema["foreignKeys"]:
            other = link["reference"]["resource"]
            there = {key_of(row, link["reference"]["columnReference"]) for row in tables[other]}
            for row in tables[name]:
                if key_of(row, link["columnReference"]) not in there:
                    fault(name, f"{key_of(row, link['columnReference'])} is not in {other}")


def check_dcat(folder, metadata):
    graph = rdflib.Graph().parse(os.path.join(folder, "dcat.jsonld"), format="json-ld",
                                 publicID="https://example.org/data/")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    dct = rdflib.Namespace("http://purl.org/dc/terms/")
    datasets = list(graph.subjects(rdflib.RDF.type, dcat.Dataset))
    if len(datasets) != 1:
        fault("dcat.jsonld", f"{len(datasets)} datasets")
        return
    dataset = datasets[0]
    for wanted in (dct.title, dct.description, dct.identifier, dct.temporal, dct.valid):
        if graph.value(dataset, wanted) is None:
            fault("dcat.jsonld", f"no {wanted}")
    if str(graph.value(dataset, dct.identifier)) != metadata["dc:identifier"]:
        fault("dcat.jsonld", "another identifier")
    licence = graph.value(dataset, dct.license)
    if (str(licence) if licence else None) != metadata["dc:license"]:
        fault("dcat.jsonld", "another licence")
    files = {str(graph.value(one, dcat.downloadURL)).rsplit("/", 1)[1]
             for one in graph.objects(dataset, dcat.distribution)}
    if files != {table["url"] for table in metadata["tables"]}:
        fault("dcat.jsonld", f"distributions {sorted(files)}")


def check_sums(tables, run):
    with open(os.path.join(run, "manifest.json"), encoding="utf-8") as file:
        totals = json.load(file)["controletotalen"]

    def total(table, column):
        return sum(decimal.Decimal(row[column]) for row in tables[table])

    for column in ("stimulansen", "voorschot", "saldo", "ingehouden", "open", "terugvordering",
                   "betaald", "te_betalen"):
        if total("begunstigden.csv", column) != decimal.Decimal(totals[column]):
            fault("begunstigden.csv", f"sum of {column}")
    for table in ("afrekening.csv", "kpi.csv"):
        if total(table, "toegekend") != decimal.Decimal(totals["toegekend"]):
            fault(table, "sum of toegekend")


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "csv-metadata.json"), encoding="utf-8") as file:
        metadata = json.load(file)
    if metadata["@context"][0] != "http://www.w3.org/ns/csvw":
        fault("csv-metadata.json", "context")
    described = {table["url"] for table in metadata["tables"]}
    there = set(os.listdir(folder)) - {"csv-metadata.json", "dcat.jsonld"}
    if described != there:
        fault("csv-metadata.json", f"describes {sorted(described ^ there)} otherwise")
    tables = {table["url"]: read_table(folder, table, metadata["dialect"])
              for table in metadata["tables"]}
    check_keys(tables, metadata)
    check_dcat(folder, metadata)
    if len(sys.argv) > 2:
        check_sums(tables, sys.argv[2])
    print("\n".join(faults) or f"ok {sum(map(len, tables.values()))} rows")
    return 1 if faults else 0


sys.exit(main())
