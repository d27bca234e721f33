#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage: report.py SALDO LOCPATH
Opens rapport.html in Chromium and prints it; reads what comes out. Needs chromium,
chromium-driver, tidy and poppler-utils."""
import json
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree as tree

from driver import Browser
from page import page_of, source_hash
from runs import Runs

PROGRAM, LOCPATH = sys.argv.pop(1), sys.argv.pop(1)
runs = None
browser = None


def setUpModule():
    global runs, browser
    runs = Runs(PROGRAM)
    browser = Browser()


def tearDownModule():
    browser.close()
    runs.close()


def visit(path, place="", width=1440, height=1000):
    browser.size(width, height, width < 500)
    browser.open("about:blank")
    browser.log("performance")
    browser.log("browser")
    browser.open("file://" + path + place)


class Bytes(unittest.TestCase):
    """Without a browser."""

    def pages(self):
        yield runs.call3()
        yield runs.call3("en")
        yield runs.hostile()
        yield runs.many()

    def test_ids_are_unique_and_links_resolve(self):
        for path in self.pages():
            page = page_of(path)
            self.assertEqual(len(page.ids), len(set(page.ids)), path)
            self.assertGreater(len(page.links), 30)
            self.assertEqual(set(), {link for link in page.links if link[:1] != "#"}, path)
            self.assertEqual(set(), {link[1:] for link in page.links} - set(page.ids), path)

    def test_nothing_but_itself(self):
        for path in self.pages():
            page = page_of(path)
            self.assertEqual(1, page.tags.count("style"))
            self.assertEqual(1, page.tags.count("script"))
            for tag in ("link", "img", "iframe", "object", "embed", "base", "form"):
                self.assertNotIn(tag, page.tags, path)
            for tag, name, value in page.attributes:
                self.assertNotRegex(name, r"^on|^style$|^src", f"{path}: <{tag} {name}={value}>")

    def test_policy_names_the_style_and_the_script(self):
        page = page_of(runs.call3())
        policy = page.policy()
        self.assertIn("default-src 'none'", policy)
        self.assertIn("style-src " + source_hash(page.raw["style"]), policy)
        self.assertIn("script-src " + source_hash(page.raw["script"]), policy)
        self.assertNotIn("unsafe", policy)

    def test_text_of_an_attacker_is_text(self):
        page = page_of(runs.hostile())
        text = page.text()
        for name in ("<script>window.harm=1</script>", '"><img src=x onerror=window.harm=1>',
                     "=cmd|' /C calc'!A0", "&lt;b&gt; &amp;copy; O’Neil & “Zn”",
                     "</noscript></style></script></title><svg onload=window.harm=1>"):
            self.assertIn(name, text)
        known = set(page_of(runs.nota()).tags) | {"code", "small", "em"}
        self.assertLessEqual(set(page.tags), known)

    def test_the_same_bytes_everywhere(self):
        elsewhere = {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Apia", "LOCPATH": LOCPATH}
        with open(runs.call3(), "rb") as here, open(runs.call3(env=elsewhere), "rb") as there:
            self.assertEqual(here.read(), there.read())

    def test_valid_html(self):
        # tidy 5.6 does not know two things of HTML 5: <div> in <dl>, and <title> in <svg>.
        stale = (r"missing </dl> before </div>|missing </div> before <dt>|inserting implicit <dl>"
                 r"|missing <dd>|<title> proprietary attribute \"id\"")
        for path in (runs.call3(), runs.call3("en"), runs.hostile()):
            told = subprocess.run(["tidy", "-q", "-e", "--drop-empty-elements", "no", path],
                                  capture_output=True, text=True, check=False).stderr
            wrong = [line for line in told.splitlines() if not re.search(stale, line)]
            self.assertEqual([], wrong[:5])

    def test_elements_are_closed_in_order(self):
        # what tidy is not asked, above: the elements whose end may not be left out
        ends = ("a|article|b|code|dl|div|details|em|figcaption|figure|footer|h[1-4]|header|html"
                "|label|main|nav|select|section|small|span|summary|svg|table|text|ul|noscript")
        for path in (runs.call3(), runs.hostile(), runs.many()):
            source = page_of(path).source
            source = re.sub(r"<(style|script)>.*?</\1>", "", source, flags=re.S)
            stack = []
            for close, tag in re.findall(rf"<(/?)({ends})(?=[ >])", source):
                if not close:
                    stack.append(tag)
                else:
                    self.assertEqual(stack.pop(), tag, path)
            self.assertEqual([], stack)


class Opened(unittest.TestCase):
    def test_no_message_and_no_request(self):
        for path in (runs.call3(), runs.call3("en"), runs.hostile(), runs.many()):
            visit(path)
            browser.run("for (const d of document.querySelectorAll('details')) d.open = true;"
                        "scrollTo(0, document.body.scrollHeight)")
            self.assertEqual([], browser.log("browser"))
            events = [json.loads(entry["message"])["message"]
                      for entry in browser.log("performance")]
            asked = [e["params"]["request"]["url"] for e in events
                     if e["method"] == "Network.requestWillBeSent"]
            self.assertLessEqual(set(asked), {"file://" + path, "about:blank"})

    def test_text_of_an_attacker_does_nothing(self):
        visit(runs.hostile())
        self.assertIsNone(browser.run("return window.harm"))
        self.assertEqual(1, browser.run("return document.scripts.length"))
        self.assertEqual("<script>window.harm=1</script>",
                         browser.run("return document.querySelector('#b-script h3').textContent"))

    def test_the_policy_stops_a_script(self):
        visit(runs.call3())
        browser.run("const s = document.createElement('script'); s.textContent = 'window.harm = 1';"
                    "document.body.append(s)")
        self.assertIsNone(browser.run("return window.harm"))
        self.assertIn("Content Security Policy", browser.log("browser")[0]["message"])

    def test_sort(self):
        visit(runs.call3())
        column = ("return [...document.querySelectorAll('#t-begunstigden tbody tr')]"
                  ".map(r => r.cells[arguments[0]].textContent)")
        click = "document.querySelectorAll('#t-begunstigden thead button')[arguments[0]].click()"
        amount = lambda text: int(re.sub("[.,]", "", text.replace("\u2212", "-")))
        browser.run(click, 8)
        due = [amount(text) for text in browser.run(column, 8)]
        self.assertEqual(sorted(due), due)
        self.assertLess(due[0], 0)
        browser.run(click, 8)
        self.assertEqual(sorted(due, reverse=True),
                         [amount(text) for text in browser.run(column, 8)])
        self.assertEqual(["descending"], browser.run(
            "return [...document.querySelectorAll('#t-begunstigden [aria-sort]')]"
            ".map(h => h.ariaSort)"))
        browser.run(click, 0)
        names = browser.run(column, 0)
        self.assertEqual("Aalst", names[0])
        self.assertEqual(59, len(names))

    def shown(self):
        return browser.run("return [...document.querySelectorAll('#t-begunstigden tbody tr')]"
                           ".filter(r => r.checkVisibility()).length")

    def choose(self, control, value):
        browser.run("const c = document.getElementById(arguments[0]); c.value = arguments[1];"
                    "c.dispatchEvent(new Event('input', {bubbles: true}))", control, value)

    def test_filter(self):
        visit(runs.call3())
        self.assertEqual(59, self.shown())
        self.choose("f-naam", "gént")
        self.assertEqual(3, self.shown())
        self.assertEqual("3 van 59 begunstigden",
                         browser.run("return document.querySelector('[role=status]').textContent"))
        self.choose("f-naam", "")
        self.choose("f-uitkomst", "beslissing-nodig")
        decisions = self.shown()
        self.assertEqual(browser.run("return document.querySelectorAll('[data-o=beslissing-nodig]')"
                                     ".length"), decisions)
        self.assertGreater(decisions, 5)
        self.choose("f-actie", "2")
        self.assertLess(self.shown(), decisions)
        self.choose("f-uitkomst", "")
        self.choose("f-actie", "")
        self.assertEqual(59, self.shown())

    def test_a_link_opens_the_derivation(self):
        visit(runs.call3())
        visible = "return document.querySelector(arguments[0]).checkVisibility()"
        link = browser.run("return document.querySelector('#b-lommel .li tbody a')"
                           ".getAttribute('href')")
        self.assertFalse(browser.run("return document.querySelector(arguments[0])"
                                     ".parentElement.open", link))
        browser.run("document.querySelector('#b-lommel .li tbody a').click()")
        self.assertTrue(browser.wait_for(
            "const [link, done] = arguments; requestAnimationFrame(() => setTimeout(() =>"
            "done(document.querySelector(link).parentElement.open), 0))", link))
        self.assertTrue(browser.run(visible, link))
        derivation = browser.run("return document.querySelector(arguments[0]).textContent", link)
        self.assertIn("aanvragen.csv:", derivation)
        self.assertIn("kpi.csv:", derivation)

    def test_keyboard(self):
        visit(runs.call3())

        def press(key, code):
            for kind in ("keyDown", "keyUp"):
                browser.cdp("Input.dispatchKeyEvent", type=kind, key=key, code=key,
                            windowsVirtualKeyCode=code, text="\r" if code == 13 else "")
        press("Tab", 9)
        self.assertEqual("skip", browser.run("return document.activeElement.className"))
        press("Enter", 13)
        self.assertEqual("inhoud", browser.run("return document.activeElement.id"))
        browser.run("document.querySelector('#t-acties thead button').focus()")
        press("Enter", 13)
        self.assertEqual("ascending",
                         browser.run("return document.querySelector('#t-acties th').ariaSort"))
        browser.run("document.querySelector('#b-gent details summary').focus()")
        press("Enter", 13)
        self.assertTrue(browser.run("return document.querySelector('#b-gent details').open"))

    def test_nothing_is_wider_than_the_screen(self):
        for path in (runs.call3(), runs.call3("en"), runs.hostile()):
            for width in (320, 390, 768, 1200, 1400):
                visit(path, width=width)
                self.assertLessEqual(browser.run("return document.documentElement.scrollWidth"),
                                     width, f"{path} at {width}")

    def test_without_script(self):
        for path, count in ((runs.call3(), 59), (runs.many(), 1300)):
            browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
            visit(path)
            browser.cdp("Emulation.setScriptExecutionDisabled", value=False)
            self.assertEqual(count, browser.run(
                "return document.querySelectorAll('.st h3, .st noscript h3').length"))
            self.assertFalse(browser.run("return document.querySelector('.filter')"
                                         ".checkVisibility()"))
            self.assertEqual(count, self.shown())
            self.assertEqual(0, browser.run("return document.querySelectorAll('th button').length"))

    def test_many(self):
        visit(runs.many())
        self.assertEqual(1300, browser.run("return document.querySelectorAll('.st').length"))
        self.assertEqual(200, self.shown())
        browser.run("document.querySelector('.more button').click()")
        self.assertEqual(1300, self.shown())
        folded = "return document.querySelectorAll('.st > noscript').length"
        before = browser.run(folded)
        self.assertGreater(before, 1200)
        browser.run("location.hash = 'b-b01000'")
        self.assertEqual("Bestuur 1000", browser.wait_for(
            "const done = arguments[0]; setTimeout(() =>"
            "done(document.querySelector('#b-b01000 h3')?.textContent), 200)"))
        self.assertLess(browser.run(folded), before)
        visit(runs.many(), "#l9600")
        self.assertTrue(browser.wait_for(
            "const done = arguments[0]; setTimeout(() =>"
            "done(document.getElementById('l9600').checkVisibility()), 200)"))


class Printed(unittest.TestCase):
    """On paper: A4, a statement a page, nothing cut."""

    def paper(self, path, name, place=""):
        visit(path, place)
        pdf = runs.path(name)
        browser.pdf(pdf)
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True,
                              check=True).stdout
        return pdf, text.split("\f")[:-1]

    def statements(self, path, name, title, last, count):
        pdf, pages = self.paper(path, name)
        found = [page for page in pages if title in page]
        self.assertEqual(count, len(found))
        for page in found:
            self.assertEqual(1, page.count(title))
            self.assertIn(last, page)
        return pdf, found

    def test_a_statement_a_page(self):
        for language, title, last in (("nl", "AFREKENING OP", "Naam en handtekening"),
                                      ("en", "STATEMENT ON", "Name and signature")):
            pdf, found = self.statements(runs.call3(language), f"{language}.pdf", title, last, 59)
            self.nothing_cut(pdf)
            page = next(page for page in found if re.search(r"^ *Lommel$", page, re.M))
            for text in ("174.980,00", "176.468,00", "4.830,00", "1.218,00", "433.226,65",
                         "§2.5", "prijzen"):
                self.assertIn(text, page)

    def nothing_cut(self, pdf):
        boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True,
                               check=True).stdout
        space = "{http://www.w3.org/1999/xhtml}"
        words = 0
        for page in tree.fromstring(boxes).iter(space + "page"):
            width, height = float(page.get("width")), float(page.get("height"))
            self.assertIn((round(width), round(height)), ((595, 842), (842, 595)))
            for word in page.iter(space + "word"):
                words += 1
                self.assertGreaterEqual(float(word.get("xMin")), 28, word.text)
                self.assertLessEqual(float(word.get("xMax")), width - 28, word.text)
                self.assertLessEqual(float(word.get("yMax")), height - 10, word.text)
        self.assertGreater(words, 10000)

    def test_one_statement_alone(self):
        _, pages = self.paper(runs.call3(), "one.pdf", "#b-gent")
        self.assertEqual(1, len(pages))
        self.assertRegex(pages[0], r"(?m)^ *Gent$")
        self.assertRegex(pages[0], r"1 ?/ ?1")


if __name__ == "__main__":
    unittest.main()
