"""Numbers Word puts before paragraphs by itself, which stand nowhere in their text: "I.", "3.6.", "a)"."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST = 3_999
_LEVELS = 9


class Numbering:
    """Counts a document's numbered paragraphs as Word does; ask it for each paragraph in order."""

    def __init__(self, document: Document) -> None:
        self._levels = _levels_of(document)
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * _LEVELS)

    def label(self, line: Paragraph) -> str:
        """The number before a paragraph ("I.", "3.6."), "-" for a bullet, "" for none."""
        number, level = _numbered(line)
        levels = self._levels.get(number)
        if levels is None or not 0 <= level < _LEVELS:
            return ""
        kind, pattern, start = levels.get(level, ("bullet", "", 1))
        if kind in ("bullet", "none"):
            return "-" if kind == "bullet" else ""
        counts = self._counts[number]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        text = pattern
        for place in range(level + 1):
            shown = levels.get(place, ("decimal", "", 1))[0]
            text = text.replace(f"%{place + 1}", _written(counts[place] or 1, shown))
        return text.strip()


def _numbered(line: Paragraph) -> tuple[str, int]:
    """The list a paragraph belongs to and its level, from itself or its style; ("", 0) for none."""
    style = line.style.element if line.style is not None else None
    for holder in (line._p, style):
        properties = holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}") if holder is not None else None
        if properties is not None:
            number, level = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
            return _value(number, "0"), int(_value(level, "0")) if _value(level, "0").isdigit() else 0
    return "", 0


def _levels_of(document: Document) -> dict[str, dict[int, tuple[str, str, int]]]:
    """For each list: level → (kind of number, pattern, first number); none where the file has no numbering.

    The library answers a file without that part by ``NotImplementedError`` (it cannot make one), or ``KeyError``.
    """
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {
        one.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"), "0")): (
                _value(level.find(qn("w:numFmt")), "decimal"),
                _value(level.find(qn("w:lvlText")), ""),
                int(_value(level.find(qn("w:start")), "1") or 1),
            )
            for level in one.findall(qn("w:lvl"))
        }
        for one in root.findall(qn("w:abstractNum"))
    }
    return {
        one.get(qn("w:numId")): abstract.get(_value(one.find(qn("w:abstractNumId")), ""), {})
        for one in root.findall(qn("w:num"))
    }


def _value(element: Any, missing: str) -> str:
    return missing if element is None else str(element.get(qn("w:val"), missing))


def _written(number: int, kind: str) -> str:
    if kind in ("upperRoman", "lowerRoman") and 0 < number <= _MOST:
        text, left = "", number
        for value, letters in _ROMAN:
            while left >= value:
                text, left = text + letters, left - value
        return text if kind == "upperRoman" else text.lower()
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr((97 if kind == "lowerLetter" else 65) + number - 1)
    return str(number)
