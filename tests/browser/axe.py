#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage: axe.py SALDO CACHE
Asks axe-core for violations of WCAG 2.2 AA on rapport.html: both languages, desktop and phone. axe
is fetched once by the npm client, by exact version and published hash, into the folder CACHE. Exit
77 (skipped) where npm cannot fetch it."""
import base64
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import time

from driver import Browser
from runs import Runs

VERSION = "4.14.1"
INTEGRITY = ("FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37Og"
             "udVGtQ==")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def download(cache):
    """Whoever serves the package is not ours: three tries, and then a skip that says so."""
    command = ["npm", "pack", f"axe-core@{VERSION}", "--ignore-scripts",
               "--pack-destination", cache]
    why = "npm is not installed"
    for rest in (2, 1, 0) if shutil.which("npm") else ():
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=120, check=False)
        if done.returncode == 0:
            return
        why = done.stderr.strip()[-400:]
        time.sleep(5 * rest)
    print(f"npm cannot fetch axe-core {VERSION}: {why}")
    print("SKIP: accessibility rules were NOT checked")
    sys.exit(77)


def fetched(cache):
    os.makedirs(cache, exist_ok=True)
    path = os.path.join(cache, f"axe-core-{VERSION}.tgz")
    if not os.path.exists(path):
        download(cache)
    with open(path, "rb") as file:
        data = file.read()
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != INTEGRITY:
        os.remove(path)
        sys.exit(f"axe-core {VERSION}: not the bytes that were published")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return archive.extractfile("package/axe.min.js").read().decode()


# Statements are all made the same way: of a long page the first dozen are looked at.
SCRIPT = """
const [rules, done] = arguments;
const told = v => `${v.id}: ${v.help} ${v.nodes.length} x ${v.nodes[0].html.slice(0, 200)} `
    + v.nodes[0].failureSummary;
axe.run({exclude: ['.st:nth-of-type(n+12)']}, {runOnly: rules, resultTypes: ['violations']})
    .then(result => done(result.violations.map(told)));
"""


def violations(browser, axe, path, width, spoil=""):
    browser.size(width, 1000, width < 500)
    browser.open("file://" + path)
    browser.run("for (const d of document.querySelectorAll('section:not(#afrekeningen) details,"
                ".st:nth-of-type(-n+4) details')) d.open = true")
    # what axe measures may not move while it measures
    browser.run("const s = new CSSStyleSheet(); document.adoptedStyleSheets = [s];"
                "s.replaceSync('.st { content-visibility: visible }')")
    browser.run(spoil)
    browser.run(axe)
    return browser.wait_for(SCRIPT, RULES)


def main():
    program, cache = sys.argv[1:]
    axe = fetched(cache)
    runs = Runs(program)
    wrong = 0
    with Browser() as browser:
        browser.call("POST", "/timeouts", {"script": 300000})
        for path in (runs.call3("nl"), runs.nota("en"), runs.hostile("nl")):
            for width in (1440, 390):
                found = violations(browser, axe, path, width)
                wrong += len(found)
                print(f"{os.path.relpath(path, runs.folder.name)} at {width}: "
                      f"{len(found)} violations", *found, sep="\n    ")
        if not violations(browser, axe, runs.nota("en"), 1440,
                          "document.documentElement.removeAttribute('lang')"):
            sys.exit("axe does not see a page without a language")
    runs.close()
    sys.exit(1 if wrong else 0)


main()
