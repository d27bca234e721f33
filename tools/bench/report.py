#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage: report.py SALDO [ROWS]
Times `saldo report --format html` on a dossier of so many applications (default 80000: 10 000
beneficiaries), and what Chromium does with the page: first paint, whole page, filter, sort, a jump
to a statement in the middle."""
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "tests", "browser"))
from driver import Browser  # pylint: disable=wrong-import-position


def timed(name, action):
    start = time.monotonic()
    result = action()
    print(f"{name:24}{time.monotonic() - start:8.2f} s")
    return result


def main():
    program = os.path.realpath(sys.argv[1])
    rows = sys.argv[2] if len(sys.argv) > 2 else "80000"
    with tempfile.TemporaryDirectory(prefix="saldo-bench-report-") as work:
        def call(*command):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
        call("cc", "-O2", "-o", f"{work}/gen", f"{HERE}/gen_dossier.c")
        os.mkdir(f"{work}/dossier")
        call(f"{work}/gen", rows, f"{work}/dossier")
        call(program, "compute", f"{work}/dossier", "--out", f"{work}/run")
        timed("saldo report", lambda: call(program, "report", f"{work}/run", "--format", "html"))
        page = f"{work}/run/rapport.html"
        print(f"{'size':24}{os.path.getsize(page) / 1e6:8.1f} MB")
        with Browser() as browser:
            timed("whole page", lambda: browser.open("file://" + page))
            paint = browser.run("return performance.getEntriesByType('paint')[0].startTime")
            print(f"{'first paint':24}{paint / 1000:8.2f} s")
            filtering = ("const i = document.getElementById('f-naam'); i.value = 'Bestuur 12';"
                         "i.dispatchEvent(new Event('input', {bubbles: true}));"
                         "document.body.offsetHeight")
            timed("filter", lambda: browser.run(filtering))
            timed("sort", lambda: browser.run(
                "document.querySelectorAll('#t-begunstigden thead button')[1].click();"
                "document.body.offsetHeight"))
            middle = browser.run("const a = document.querySelectorAll('.st');"
                                 "return a[a.length >> 1].id")
            timed("jump to a statement", lambda: browser.wait_for(
                "const [id, done] = arguments; location.hash = id; requestAnimationFrame(() =>"
                "requestAnimationFrame(() => done(document.getElementById(id).innerText)))",
                middle))


main()
