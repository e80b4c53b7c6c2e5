"""The figures behind observations: found or made, summed up, their value in use settled."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection

from cungcau.domain.survey import metrics, policies, ruling
from cungcau.domain.survey.entries import Entry
from cungcau.domain.survey.models import Figure, Observation
from cungcau.domain.survey.places import Place
from cungcau.domain.survey.reading import Goods, Period
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import areas
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.reference.search import words

_SETTLED = ("in_use", "use_reason", "low", "high", "count", "unconfirmed", "conflicting", "updated_at")


def key_of(entry: Entry) -> str:
    """What two entries of one figure have in common, as a digest."""
    return _digest(entry.metric, entry.goods, entry.place.key, entry.period)


def digest_of(figure: Figure, goods: Goods) -> str:
    """The same for a figure that is there, of these goods."""
    place = f"u{figure.place_id}" if figure.place_id is not None else f"~{words(figure.place_text)}"
    return _digest(
        figure.metric, goods, place, Period(figure.period_from, figure.period_to, figure.period_text)
    )


def _digest(metric: str, goods: Goods, place: str, period: Period) -> str:
    when = f"{period.first}|{period.last}|{'' if period.known else words(period.text)}"
    return hashlib.sha256("\0".join((metric, goods.key, place, when)).encode()).hexdigest()


def home_of(place: Place, actor: User | None) -> str:
    """The area a figure is kept under: its place's own, or the actor's for a place outside or of no area.

    Raises ``not_allowed`` for a place that is wider than everything the actor may record in.
    """
    if actor is None:
        return place.area_code
    held = areas_with(actor, policies.RECORD)
    if not held or any(areas.covers(area, place.area_code) for area in held):
        require(actor, policies.RECORD, place.area_code)
        return place.area_code
    if place.area_code and any(areas.covers(place.area_code, area) for area in held):
        require(actor, policies.RECORD, place.area_code)
    return min(held, key=lambda area: (len(area), area))


def figures_for(entries: Sequence[Entry], actor: User | None) -> list[Figure]:
    """The figure of each entry, made where there is none, all locked in one order. Raises ``not_allowed``."""
    homes: dict[str, str] = {}
    wanted: dict[tuple[str, str], Entry] = {}
    marks = []
    for entry in entries:
        home = homes.get(entry.place.key)
        if home is None:
            home = homes[entry.place.key] = home_of(entry.place, actor)
        mark = (key_of(entry), home)
        wanted.setdefault(mark, entry)
        marks.append(mark)
    new = [_figure(mark, entry) for mark, entry in sorted(wanted.items(), key=lambda item: item[0])]
    Figure.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
    found: dict[tuple[str, str], Figure] = {}
    keys = sorted({key for key, _ in wanted})
    for start in range(0, len(keys), 5000):
        rows = Figure.objects.select_for_update().defer("words").filter(key__in=keys[start : start + 5000])
        for figure in rows.order_by("pk"):
            found[figure.key, figure.area_code] = figure
    return [found[mark] for mark in marks]


def _figure(mark: tuple[str, str], entry: Entry) -> Figure:
    place, goods, period = entry.place, entry.goods, entry.period
    label = str(metrics.metric(entry.metric).label)
    path = place.unit.folded_path if place.unit is not None else ""
    year = str(period.last.year if period.last else period.first.year if period.first else "")
    folded = words(goods.text, goods.variety, place.text, path, year, period.text, label)
    return Figure(
        key=mark[0],
        area_code=mark[1],
        follows_place=mark[1] == place.area_code,
        metric=entry.metric,
        commodity_code=goods.code,
        commodity_text=goods.text,
        variety=goods.variety,
        place=place.unit,
        place_text=place.title,
        period_from=period.first,
        period_to=period.last,
        period_text=period.text,
        folded=folded[:700],
        is_demo=entry.is_demo,
    )


def settle(figure_ids: Collection[int]) -> None:
    """Sum up the observations of these figures and set what is in use; the rows are locked in one order.

    A person's choice stays with its observation, and goes on to the row that corrects it.
    """
    ids = sorted(figure_ids)
    for start in range(0, len(ids), 2000):
        portion = ids[start : start + 2000]
        figures = list(
            Figure.objects.select_for_update().defer("words").filter(pk__in=portion).order_by("pk")
        )
        by_figure: Mapping[int, list[Observation]] = _current(portion)
        heirs = _heirs([figure.in_use_id for figure in figures if figure.chosen_at and figure.in_use_id])
        for figure in figures:
            _settle_one(figure, by_figure.get(figure.pk, []), heirs)
        Figure.objects.bulk_update(
            figures, [name for name in _SETTLED if name != "updated_at"], batch_size=500
        )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE survey_figure SET updated_at = %s WHERE id = ANY(%s)", [clock.now(), ids])


def _current(ids: Iterable[int]) -> dict[int, list[Observation]]:
    found: dict[int, list[Observation]] = defaultdict(list)
    for one in Observation.objects.filter(figure__in=list(ids), is_current=True):
        found[one.figure_id].append(one)
    return found


def _heirs(chosen: Sequence[int]) -> dict[int, int]:
    """What became of chosen observations that were corrected since, step by step."""
    heirs: dict[int, int] = {}
    frontier = list(chosen)
    while frontier:
        rows = Observation.objects.filter(corrects__in=frontier).values_list("corrects_id", "pk")
        heirs |= {old: new for old, new in rows if old is not None}
        frontier = [new for old, new in heirs.items() if old in frontier]
    return heirs


def _settle_one(figure: Figure, current: Sequence[Observation], heirs: Mapping[int, int]) -> None:
    ends = [end for one in current for end in (one.low, one.high) if end is not None]
    figure.low, figure.high = (min(ends), max(ends)) if ends else (None, None)
    figure.count = len(current)
    figure.unconfirmed = sum(one.confirmed_by_id is None for one in current)
    figure.conflicting = ruling.disagree(current)
    if figure.chosen_at and figure.in_use_id is not None:
        chosen = figure.in_use_id
        while chosen in heirs:
            chosen = heirs[chosen]
        figure.in_use_id, figure.use_reason = chosen, ruling.CHOSEN
    elif current:
        figure.in_use, figure.use_reason = ruling.rule(current)
    else:
        raise DomainError("figure_not_found", number=figure.pk)
