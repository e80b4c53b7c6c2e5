"""The figures of a day as the page shows them: tables whose every figure leads to its rows, and the map's places."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cungcau.domain.recognition.models import Measure, PublishedCount
from cungcau.domain.recognition.selectors import figures, trend
from cungcau.domain.recognition.selectors.figures import Figures, Tally
from cungcau.domain.recognition.selectors.targets import Progress
from cungcau.platform.access.areas import covers
from cungcau.platform.access.selectors import Somebody
from cungcau.platform.ui.figures import date as shown_day
from cungcau.platform.ui.figures import number
from cungcau.reference.search import words

NONE = "none"
Address = Callable[[str], str]
"""(query) → address of the products behind a figure."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure and the address of its rows; blank where there are none."""

    value: int
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its name, the whole, then valid, about to lapse, lapsed, revoked."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of rows on a day, within an area (blank: all of somebody's)."""

    base: str
    day: date
    area: str = ""

    def to(self, **wanted: object) -> str:
        """The list narrowed to this."""
        given = {"area": self.area, "day": self.day.isoformat(), **wanted}
        kept = {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in given.items()
            if value not in ("", None)
        }
        return f"{self.base}?{urlencode(kept)}"

    def cell(self, value: int, **wanted: object) -> Cell:
        """A figure with its rows."""
        return Cell(value, self.to(**wanted) if value else "")

    def row(self, name: str, tally: Tally, **wanted: object) -> Row:
        """A line of a table."""
        cells = (
            self.cell(tally.all, **wanted),
            self.cell(tally.valid, standing=figures.VALID, **wanted),
            self.cell(tally.lapsing, standing=figures.LAPSING, **wanted),
            self.cell(tally.lapsed, standing=figures.LAPSED, **wanted),
            self.cell(tally.revoked, standing=figures.REVOKED, **wanted),
        )
        return Row(name, cells)


def by_star(found: Figures, links: Links) -> list[Row]:
    """Five stars first."""
    return [
        links.row(ngettext("%(n)s sao", "%(n)s sao", star) % {"n": star}, tally, star=star)
        for star, tally in found.by_star().items()
    ]


def by_group(found: Figures, links: Links) -> list[Row]:
    """Groups in the order of the rules."""
    return [
        links.row(figures.category_name(code), tally, group=code or NONE)
        for code, tally in found.by_category().items()
    ]


def by_kind(found: Figures, links: Links) -> list[Row]:
    """Kinds of entity, the most products first."""
    return [
        links.row(figures.kind_name(code), tally, kind=code or NONE)
        for code, tally in found.by_kind().items()
    ]


def by_place(found: Figures, links: Links) -> tuple[list[Row], list[dict[str, Any]]]:
    """Places by name with their figures, and the same places for the map."""
    tallies, stars = found.by_place(), found.valid_by_place_and_star()
    places = figures.places_of(tallies)
    rows, nodes = [], []
    for key, place in sorted(places.items(), key=lambda pair: (not pair[1].is_commune, words(pair[1].name))):
        code = figures.place_code(*key)
        rows.append(links.row(place.name, tallies[key], area=code))
        nodes.append(_node(code, place, tallies[key], stars.get(key, {}), links))
    return rows, nodes


def _node(
    code: str, place: figures.Place, tally: Tally, stars: dict[int, int], links: Links
) -> dict[str, Any]:
    lines = [
        _("%(star)s sao còn hiệu lực: %(n)s") % {"star": star, "n": number(n)} for star, n in stars.items()
    ]
    if tally.lapsed:
        lines.append(_("đã hết hạn: %(n)s") % {"n": number(tally.lapsed)})
    return {
        "id": code, "kind": "commune" if place.is_commune else "point", "name": place.name, "lat": place.lat,
        "lon": place.lon, "kg": tally.valid or tally.all, "lines": lines, "url": links.to(area=code),
        "text": _("%(valid)s/%(all)s còn hiệu lực") % {"valid": number(tally.valid), "all": number(tally.all)},
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the trend: each event with its rows, what was valid at its end."""

    name: str
    cells: tuple[tuple[str, Cell], ...]
    valid: Cell


def by_year(periods: Iterable[trend.Period], links: Links) -> list[Year]:
    """The years, each figure leading to its rows."""
    found = []
    for one in periods:
        within = {"first": one.first, "last": one.last}
        cells = tuple(
            (str(trend.EVENTS[event]), links.cell(value, event=event, **within))
            for event, value in (
                (trend.NEW, one.new), (trend.UPGRADED, one.upgraded), (trend.RENEWED, one.renewed),
                (trend.ENDED, one.lapsed), (trend.TAKEN_BACK, one.revoked),
            )
        )  # fmt: skip
        whole = (one.last.month, one.last.day) == (12, 31)
        name = str(one.year) if whole else _("%(year)s (đến %(day)s)") % {
            "year": one.year, "day": shown_day(one.last),
        }  # fmt: skip
        valid = links.cell(one.valid, standing=figures.VALID, day=one.last)
        found.append(Year(name, cells, valid))
    return found


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target with how far it is, and the address of what counts towards it."""

    progress: Progress
    url: str


def target_lines(found: Iterable[Progress], products: Links, entities: Links) -> list[TargetLine]:
    """Targets with their rows."""
    lines = []
    for one in found:
        links = entities if one.target.measure == Measure.ENTITIES else products
        lines.append(TargetLine(one, links.to(target=one.target.pk) if one.reached else ""))
    return lines


@dataclass(frozen=True, slots=True)
class Published:
    """What an announcement said beside what is counted of the same day."""

    count: PublishedCount
    counted: int
    url: str


def published(user: Somebody, held: Iterable[str], links: Links) -> list[Published]:
    """Totals announced for somebody's areas, each with what is recorded as valid on that day; a question a day."""
    areas = list(held)
    rows = [one for one in PublishedCount.objects.all() if any(covers(wide, one.area_code) for wide in areas)]
    days = {one.on: figures.figures_of(user, one.on) for one in rows}
    found = []
    for one in rows:
        tallies = days[one.on].by_star()
        counted = days[one.on].total.valid if one.star is None else tallies.get(one.star, Tally()).valid
        narrowed = {} if one.star is None else {"star": one.star}
        url = links.to(day=one.on, standing=figures.VALID, **narrowed) if counted else ""
        found.append(Published(one, counted, url))
    return found
