"""Finding words in sets and criteria; what two books say differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cungcau.domain.ocop.models import RuleBook
from cungcau.domain.ocop.selectors.rules import engine_book
from cungcau.engines import scoring
from cungcau.reference.search import words

MOST_HITS = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A criterion that holds the words searched; ``option``: the first level whose label does, blank for its name."""

    sheet: scoring.Sheet
    criterion: scoring.Criterion
    option: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing two books say differently: where, what the first says, what the second ("": nothing there)."""

    where: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SheetChange:
    """A set in which something differs; ``standing`` is "new", "gone" or "changed"."""

    code: str
    name: str
    standing: str
    changes: tuple[Change, ...]


def found_in(book: RuleBook, text: str) -> list[Hit]:
    """Criteria of a book whose name, note or levels hold every word of a text, with or without marks; at most 200."""
    wanted = words(text[:200].replace("\x00", "")).split()
    hits: list[Hit] = []
    for sheet in engine_book(book.pk) if wanted else ():
        for row in sheet.by_code.values():
            own = words(row.code, row.name, row.note)
            if _holds(own, wanted):
                hits.append(Hit(sheet, row, ""))
            elif label := next((one.label for one in row.options if _holds(words(one.label), wanted)), ""):
                hits.append(Hit(sheet, row, label))
            if len(hits) == MOST_HITS:
                return hits
    return hits


def _holds(text: str, wanted: list[str]) -> bool:
    there = text.split()
    return all(any(word.startswith(part) for word in there) for part in wanted)


def compared(before: RuleBook, after: RuleBook) -> list[SheetChange]:
    """The sets in which two books differ, in printed order of the second, those that are gone last."""
    old, new = engine_book(before.pk), engine_book(after.pk)
    found = []
    for code, sheet in new.sheets.items():
        was = old.sheets.get(code)
        if was is None:
            found.append(SheetChange(code, sheet.name, "new", ()))
        elif changes := tuple(_sheet_changes(was, sheet)):
            found.append(SheetChange(code, sheet.name, "changed", changes))
    found += [
        SheetChange(code, was.name, "gone", ()) for code, was in old.sheets.items() if code not in new.sheets
    ]
    return found


def bands_compared(before: RuleBook, after: RuleBook) -> list[Change]:
    """Where the star bands of two books' decisions differ."""
    pairs = [{band.star: band_words(band) for band in engine_book(book.pk).bands} for book in (before, after)]
    stars = sorted({*pairs[0], *pairs[1]}, reverse=True)
    return [
        Change(_("%s sao") % star, _("khung điểm"), pairs[0].get(star, ""), pairs[1].get(star, ""))
        for star in stars
        if pairs[0].get(star) != pairs[1].get(star)
    ]


def band_words(band: scoring.Band) -> str:
    """A band as people read it: "từ 70 đến dưới 90", "từ 90 đến 100"."""
    if band.upper_inclusive:
        return _("từ %(lower)s đến %(upper)s điểm") % {"lower": band.lower, "upper": band.upper}
    return _("từ %(lower)s đến dưới %(upper)s điểm") % {"lower": band.lower, "upper": band.upper}


def _sheet_changes(was: scoring.Sheet, now: scoring.Sheet) -> Iterator[Change]:
    for name, label in (("name", _("tên bộ")), ("group", _("nhóm")), ("samples", _("số mẫu"))):
        if getattr(was, name) != getattr(now, name):
            yield Change("", label, str(getattr(was, name)), str(getattr(now, name)))
    codes = [*now.by_code, *(code for code in was.by_code if code not in now.by_code)]
    for code in codes:
        yield from _criterion_changes(was.by_code.get(code), now.by_code.get(code))
    old, new = _grounds(was), _grounds(now)
    for code in [*new, *(code for code in old if code not in new)]:
        if old.get(code) != new.get(code):
            yield Change("", _("điều loại"), old.get(code, ""), new.get(code, ""))
    if _flags(was) != _flags(now):
        yield Change("", _("chỗ văn bản chưa rõ"), _flags(was), _flags(now))


def _criterion_changes(was: scoring.Criterion | None, now: scoring.Criterion | None) -> Iterator[Change]:
    if was is None or now is None:
        there = was or now
        assert there is not None, "one of the two has it"
        said = f"{there.name} ({there.most})"
        yield Change(there.code, _("tiêu chí"), said if was else "", said if now else "")
        return
    for name, label in (("name", _("tên")), ("most", _("điểm cao nhất")), ("note", _("ghi chú"))):
        if getattr(was, name) != getattr(now, name):
            yield Change(now.code, label, str(getattr(was, name)), str(getattr(now, name)))
    old, new = _levels(was), _levels(now)
    for key in [*new, *(key for key in old if key not in new)]:
        if old.get(key) != new.get(key):
            points, case = key
            what = _("mức %s điểm") % points + (f" ({case})" if case else "")
            yield Change(now.code, what, old.get(key, ""), new.get(key, ""))


def _levels(row: scoring.Criterion) -> dict[tuple[int, str], str]:
    found: dict[tuple[int, str], list[str]] = {}
    for one in row.options:
        mark = " " + "★" * one.star if one.star else ""
        found.setdefault((one.points, one.case or ""), []).append(one.label + mark)
    return {key: "; ".join(labels) for key, labels in found.items()}


def _grounds(sheet: scoring.Sheet) -> dict[str, str]:
    return {code: f"{ground.label} ({ground.effect})" for code, ground in sheet.grounds.items()}


def _flags(sheet: scoring.Sheet) -> str:
    return "; ".join(f"{flag.criterion or ''} {flag.text}".strip() for flag in sheet.flags)
