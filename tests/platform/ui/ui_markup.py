"""Reading the markup that pages and charts are made of."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree

VOID = {"br", "hr", "img", "input", "link", "meta"}


class _Reader(HTMLParser):
    """Builds a tree and holds every element to being closed where it was opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = ElementTree.TreeBuilder()
        self.open: list[str] = []
        self.builder.start("root", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def parsed(markup: str) -> ElementTree.Element:
    """The markup as a tree below a root of its own; what is opened must be closed."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    assert reader.open == []
    reader.builder.end("root")
    return reader.builder.close()


def by_class(markup: str, name: str) -> list[ElementTree.Element]:
    """Every element that carries a class."""
    return [element for element in parsed(markup).iter() if name in element.get("class", "").split()]


def words(element: ElementTree.Element) -> str:
    """All text within an element."""
    return "".join(element.itertext())
