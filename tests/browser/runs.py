# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs and their reports for the tests: made once, in a folder that is removed."""
import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
ACTIONS = (5, 6, 7, 8, 11, 14, 15, 20)


def write(folder, name, lines):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")


def many(folder, count):
    """A dossier of call 3 with so many beneficiaries, eight actions each. Nothing in it is real."""
    os.mkdir(folder)
    write(folder, "dossier.yaml", ["regeling: plan-samenleven-3", "peildatum: 2025-12-31",
                                   "taal: nl"])
    people = ["begunstigde;naam;soort;nis;kbo"]
    wanted = ["begunstigde;actie;doelgroep;keuze;huidig_bereik;vooropgestelde_kpi;"
              "kpi_vorig_jaar;standaardbedrag;prioriteit"]
    reports = ["begunstigde;actie;doelgroep;moment;datum;behaalde_kpi;motivering"]
    for i in range(count):
        people.append(f"b{i:05};Bestuur {i};vgc;;")
        for action in ACTIONS:
            wanted.append(f"b{i:05};{action};;voortzetten;{i % 7};{i % 7 + 9};{i % 7 + 9};;")
            reports.append(f"b{i:05};{action};;eind;2025-10-01;{i % 7 + 9 - (i % 50 == 0)};reden")
    write(folder, "begunstigden.csv", people)
    write(folder, "aanvragen.csv", wanted)
    write(folder, "kpi.csv", reports)


class Runs:
    def __init__(self, program):
        self.program = program
        self.folder = tempfile.TemporaryDirectory(prefix="saldo-report-")

    def path(self, *parts):
        return os.path.join(self.folder.name, *parts)

    def saldo(self, *arguments, env=None):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True,
                              env={**os.environ, **(env or {})}, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"saldo {' '.join(arguments)}: {done.stderr}")

    def run(self, name, dossier):
        if not os.path.exists(self.path(name)):
            self.saldo("compute", dossier, "--out", self.path(name))
        return self.path(name)

    def report(self, name, dossier, language, env=None):
        """The path of the report of a dossier in a language."""
        out = self.path(f"{name}-{language}" + ("-elsewhere" if env else ""))
        if not os.path.exists(out):
            os.mkdir(out)
            self.saldo("report", self.run(name, dossier), "--format", "html", "--lang", language,
                       "--out", out, env=env)
        return os.path.join(out, "rapport.html")

    def call3(self, language="nl", env=None):
        return self.report("oproep-3", os.path.join(SOURCE, "fixtures", "oproep-3"), language, env)

    def nota(self, language="nl"):
        return self.report("nota", os.path.join(SOURCE, "fixtures", "nota"), language)

    def hostile(self, language="nl"):
        return self.report("hostile", os.path.join(HERE, "data", "hostile"), language)

    def many(self, count=1300):
        dossier = self.path("many-dossier")
        if not os.path.exists(dossier):
            many(dossier, count)
        return self.report("many", dossier, "nl")

    def close(self):
        self.folder.cleanup()
