"""What the words in a table of lots stand for, looked up once for the whole table."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import by_code
from cungcau.domain.supply import policies
from cungcau.domain.supply.selectors import reach_of
from cungcau.kernel.vntext import Kind, TextUnreadable, fold, parse, show_date
from cungcau.platform.access.services import allows
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Row
from cungcau.platform.ui import clock
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import Resolver, label_of
from cungcau.reference.recording import Faults
from cungcau.reference.search import words

_BATCH = 5000
_THIRDS = {"dau": (1, 10), "giua": (11, 20), "cuoi": (21, 31)}


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day of a harvest, both included."""

    first: date
    last: date


class Known:
    """Everything a table's words may mean, read in a few questions whatever its length."""

    def __init__(self, season: Season, rows: Sequence[Row], actor: User) -> None:
        self.season, self._actor = season, actor
        said = {_text(row.values.get(key)) for row in rows for key in ("producer", "representative")} - {""}
        self._by_code = _codes(said)
        self._by_name = _names(said)
        self._goods = list(season.commodities.all())
        self._commodities = catalogue.CommodityNames(self._goods)
        self._meant: dict[str, Commodity | None] = {}
        self._words = catalogue.season_words(season)
        self._grades = {(goods, words(name)): rank for (goods, rank), name in self._words.grades.items()}
        self._papers = {
            words(text): code for code, name in self._words.certificates.items() for text in (name, code)
        }
        self._places = Resolver(season.start, area=season.area_code)
        self._reach = reach_of(actor, clock.today())
        self._areas: dict[str, bool] = {}

    def producer(self, value: object, place: object, row: int, faults: Faults) -> Organisation | None:
        """Whose lot it is: by code, ``name (code)`` or name; of one name, the one of the row's commune."""
        return self._organisation(value, place, "producer", row, faults)

    def representative(self, value: object, row: int, faults: Faults) -> Organisation | None:
        """Who represents them, where the row says so."""
        return self._organisation(value, None, "representative", row, faults) if _text(value) else None

    def _organisation(
        self, value: object, place: object, column: str, row: int, faults: Faults
    ) -> Organisation | None:
        text = _text(value)
        coded = self._by_code.get(text) or self._by_code.get(_bracketed(text))
        if coded is not None:
            return coded
        found = self._by_name.get(words(text), ())
        if len(found) > 1 and _text(place):
            unit = self._places.resolve(_text(place))
            if isinstance(unit, Unit):
                found = [one for one in found if one.area_code == unit.area_code] or found
        if len(found) > 1:
            found = [one for one in found if self._reach.holds(one.pk, one.area_code)] or found
        if len(found) == 1:
            return found[0]
        codes = ", ".join(one.code for one in found[:5])
        expected = (
            f"có {len(found)} người tên này, hãy ghi mã: {codes}"
            if found
            else "cần tên hoặc mã một hộ, tổ chức đã có"
        )
        faults.unless(False, row, column, text, expected)
        return None

    def commodity(self, value: object, row: int, faults: Faults) -> Commodity | None:
        """The goods by code, name or another name; the season's only ones where the row says nothing."""
        text = _text(value)
        if not text and len(self._goods) == 1:
            return self._goods[0]
        if text not in self._meant:
            found = self._commodities.named(text) if text else []
            self._meant[text] = found[0].commodity if found and found[0].sure else None
        names = ", ".join(one.name_vi for one in self._goods[:8])
        meant = self._meant[text]
        faults.unless(meant is not None, row, "commodity", text, f"cần một nông sản của mùa vụ: {names}")
        return meant

    def grade(self, value: object, commodity: Commodity | None, row: int, faults: Faults) -> int | None:
        """The grade's rank from its name, or the rank itself."""
        text = _text(value)
        if not text or commodity is None:
            return None
        said = words(text)
        rank = self._grades.get((commodity.pk, said), self._grades.get((commodity.pk, f"loai {said}")))
        if (
            rank is None
            and text.isascii()
            and text.isdecimal()
            and (commodity.pk, int(text[:9])) in self._words.grades
        ):
            rank = int(text[:9])
        names = ", ".join(name for (goods, _), name in self._words.grades.items() if goods == commodity.pk)
        faults.unless(
            rank is not None, row, "grade", text, f"cần một loại đã có: {names or 'chưa đặt loại nào'}"
        )
        return rank

    def certificates(self, values: Sequence[str], row: int, faults: Faults) -> list[str]:
        """Codes of the certificates named."""
        found = set()
        for text in values:
            code = self._papers.get(words(text))
            expected = "cần một chứng nhận đã có: " + ", ".join(
                sorted(self._words.certificates.values())[:10]
            )
            faults.unless(code is not None, row, "certificates", text, expected)
            found.add(code or "")
        return sorted(found - {""})

    def place(self, value: object, producer: Organisation | None, row: int, faults: Faults) -> Unit | None:
        """The unit by name or code; the producer's own where the row says nothing."""
        text = _text(value)
        if not text:
            unit = producer.unit if producer else None
            faults.unless(
                unit is not None or producer is None,
                row,
                "place",
                "",
                "cần xã nơi hái: người bán chưa có địa bàn",
            )
            return unit
        answer = self._places.resolve(text)
        if isinstance(answer, Unit):
            return answer
        near = "; ".join(label_of(one.unit) for one in answer[:3])
        expected = f"có phải: {near}?" if near else f"cần một xã, phường ngày {show_date(self.season.start)}"
        faults.unless(False, row, "place", text, expected)
        return None

    def may_write(self, producer: Organisation | None, place: Unit | None, row: int, faults: Faults) -> None:
        """A fault where the actor may not write this producer's lots in this area."""
        if producer is None or place is None:
            return
        area = place.area_code
        if area not in self._areas:
            self._areas[area] = allows(self._actor, policies.RECORD, area)
        fine = self._areas[area] and self._reach.holds(producer.pk, area)
        faults.unless(
            fine, row, "producer", producer.name, "ngoài địa bàn, hoặc không phải hộ bạn được ghi thay"
        )


def window_of(cells: Mapping[str, object], season: Season, row: int, faults: Faults) -> Window | None:
    """The harvest days: two columns, or words like "giữa tháng 9", read in the season's year."""
    first, last = cells.get("harvest_from"), cells.get("harvest_to")
    if isinstance(first, date) or isinstance(last, date):
        begin = first if isinstance(first, date) else season.start
        end = last if isinstance(last, date) else season.end
        return Window(begin, end)
    text = _text(cells.get("harvest"))
    if not text:
        return None
    try:
        reading = parse(text[:160], year=season.start.year)
    except TextUnreadable as error:
        faults.unless(False, row, "harvest", text, error.sentence)
        return None
    span = (reading.min, reading.max)
    fine = reading.kind is Kind.DATE_RANGE and not reading.ambiguous
    faults.unless(
        fine, row, "harvest", text, reading.note or "cần khoảng ngày, như “15/9 đến 30/9” hoặc “giữa tháng 9”"
    )
    if not fine:
        return None
    begin = span[0] if isinstance(span[0], date) else season.start
    end = span[1] if isinstance(span[1], date) else season.end
    return _third(fold(text), begin) if begin == end else Window(begin, end)


def _third(text: str, day: date) -> Window:
    """The ten days that "đầu", "giữa", "cuối tháng" mean for a harvest; the day itself for other words."""
    word = next((word for word in _THIRDS if text.startswith(f"{word} thang")), "")
    if not word:
        return Window(day, day)
    first, last = _THIRDS[word]
    longest = monthrange(day.year, day.month)[1]
    return Window(day.replace(day=first), day.replace(day=min(last, longest)))


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _bracketed(text: str) -> str:
    return text.rsplit("(", 1)[1].removesuffix(")").strip() if text.endswith(")") and "(" in text else ""


def _codes(said: set[str]) -> dict[str, Organisation]:
    wanted = sorted(said | {_bracketed(text) for text in said} - {""})
    found: dict[str, Organisation] = {}
    for start in range(0, len(wanted), _BATCH):
        found |= by_code(wanted[start : start + _BATCH])
    units = Unit.objects.in_bulk({one.unit_id for one in found.values() if one.unit_id})
    heads = Organisation.objects.in_bulk(
        {one.representative_id for one in found.values() if one.representative_id}
    )
    for one in found.values():
        one.unit = units.get(one.unit_id) if one.unit_id else None
        one.representative = heads.get(one.representative_id) if one.representative_id else None
    return found


def _names(said: set[str]) -> dict[str, list[Organisation]]:
    wanted = sorted({words(text) for text in said} - {""})
    found: dict[str, list[Organisation]] = defaultdict(list)
    for start in range(0, len(wanted), _BATCH):
        rows = Organisation.objects.filter(folded_name__in=wanted[start : start + _BATCH], merged_into=None)
        for one in rows.select_related("unit", "representative").defer("words").order_by("pk"):
            found[one.folded_name].append(one)
    return found
