# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as its bytes: what can be said of it without a browser."""
import base64
import functools
import hashlib
import re
from html.parser import HTMLParser


class Page(HTMLParser):
    """Collects elements, ids, links; the text of a <noscript> is read as a page without script."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        with open(path, encoding="utf-8", newline="") as file:
            self.source = file.read()
        self.ids, self.links, self.attributes, self.tags, self.raw = [], [], [], [], {}
        self.inside = None
        self.words = []
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.inside = tag if tag in ("style", "script", "title") else None
        for name, value in attributes:
            self.attributes.append((tag, name, value))
            if name == "id":
                self.ids.append(value)
            elif name == "href":
                self.links.append(value)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside in ("style", "script"):
            self.raw[self.inside] = self.raw.get(self.inside, "") + data
        else:
            self.words.append(data)

    def text(self):
        return re.sub(r"\s+", " ", " ".join(self.words))

    def policy(self):
        return next(value for tag, name, value in self.attributes
                    if tag == "meta" and name == "content" and value.startswith("default-src"))


@functools.lru_cache
def page_of(path):
    return Page(path)


def source_hash(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
