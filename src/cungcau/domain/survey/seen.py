"""Observations as the rules of plausibility look at them, recorded or about to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cungcau.domain.survey.entries import Entry
from cungcau.domain.survey.models import Observation
from cungcau.engines.plausibility import Span
from cungcau.reference.search import words

MOST = 20_000
"""How many observations of the same goods are looked at, the latest first."""
_READ = (
    "pk", "low", "high", "source", "figure__metric", "figure__commodity_code", "figure__commodity_text",
    "figure__variety", "figure__place_id", "figure__place_text", "figure__place__parent_id",
    "figure__place__parent__parent_id", "figure__period_from", "figure__period_to", "figure__period_text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """An observation as the rules look at it; ``above`` are the units its place lies in."""

    pk: int
    metric: str
    span: Span
    goods: str
    place: str
    above: frozenset[int]
    unit: int | None
    first: date | None
    last: date | None
    period: str
    source: str

    @property
    def group(self) -> tuple[str, str, str, str]:
        """What one source says together: goods, place, period, source."""
        return self.goods, self.place, self.period, self.source


Group = Mapping[str, Seen]
"""What one source says together, by metric."""


def same_goods(observations: Sequence[Observation]) -> list[Seen]:
    """Everything now observed of the goods these observations are of."""
    pairs = {(one.figure.commodity_code, one.figure.commodity_text) for one in observations}
    return read(Observation.objects.filter(of_goods(pairs)))


def of_goods(pairs: Iterable[tuple[str, str]]) -> Q:
    """Observations of these goods, each a catalogue code or, without one, a name as written."""
    codes = {code for code, _ in pairs if code}
    texts = {text for code, text in pairs if not code}
    return Q(figure__commodity_code__in=codes) | Q(
        figure__commodity_code="", figure__commodity_text__in=texts
    )


def read(rows: QuerySet[Observation]) -> list[Seen]:
    """The latest current ones among some observations."""
    latest = rows.filter(is_current=True).order_by("-pk").values_list(*_READ)[:MOST]
    return [_seen(dict(zip(_READ, row, strict=True))) for row in latest]


def _seen(row: Mapping[str, object]) -> Seen:
    unit = row["figure__place_id"]
    first, last = row["figure__period_from"], row["figure__period_to"]
    above = [row["figure__place__parent_id"], row["figure__place__parent__parent_id"]]
    return Seen(
        pk=int(str(row["pk"])),
        metric=str(row["figure__metric"]),
        span=Span(_int(row["low"]), _int(row["high"])),
        goods=_goods_key(
            str(row["figure__commodity_code"]),
            str(row["figure__commodity_text"]),
            str(row["figure__variety"]),
        ),
        place=f"u{unit}" if unit is not None else words(str(row["figure__place_text"])),
        above=frozenset(pk for pk in above if isinstance(pk, int)),
        unit=_int(unit),
        first=first if isinstance(first, date) else None,
        last=last if isinstance(last, date) else None,
        period=_period(first, last, str(row["figure__period_text"])),
        source=str(row["source"]),
    )


def seen_entry(entry: Entry) -> Seen:
    """An entry as if it were recorded, with the number 0."""
    unit, period = entry.place.unit, entry.period
    parent = unit.parent if unit is not None else None
    above = [parent.pk, parent.parent_id] if parent is not None else []
    return Seen(
        pk=0,
        metric=entry.metric,
        span=Span(entry.value.low, entry.value.high),
        goods=_goods_key(entry.goods.code, entry.goods.text, entry.goods.variety),
        place=f"u{unit.pk}" if unit is not None else words(entry.place.title),
        above=frozenset(pk for pk in above if pk is not None),
        unit=unit.pk if unit is not None else None,
        first=period.first,
        last=period.last,
        period=_period(period.first, period.last, period.text),
        source=entry.source,
    )


def _goods_key(code: str, text: str, variety: str) -> str:
    return f"{code or '~' + words(text)}|{words(variety)}"


def _period(first: object, last: object, text: str) -> str:
    return f"{first}|{last}" if first or last else f"?{words(text)}"


def _int(value: object) -> int | None:
    return value if isinstance(value, int) else None


def grouped(everything: Iterable[Seen]) -> dict[tuple[str, str, str, str], dict[str, Seen]]:
    """What each source says together."""
    groups: dict[tuple[str, str, str, str], dict[str, Seen]] = defaultdict(dict)
    for seen in everything:
        groups[seen.group].setdefault(seen.metric, seen)
    return groups
