"""Reading HTML in tests."""

from __future__ import annotations

from html.parser import HTMLParser

EMPTY = ("meta", "br")
"""The elements that have no end."""


class Page(HTMLParser):
    """Collects the elements and the text of a page whose every element must be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def read_html(text: str) -> Page:
    """Return what is on a page."""
    page = Page()
    page.feed(text)
    page.close()
    assert not page.open
    return page
