"""What is doubtful about observations: one source's figures held against each other and against all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from cungcau.domain.survey import metrics
from cungcau.domain.survey.entries import Entry
from cungcau.domain.survey.models import Observation
from cungcau.domain.survey.seen import Group, Seen, grouped, of_goods, read, same_goods, seen_entry
from cungcau.engines import plausibility
from cungcau.engines.plausibility import Doubt, Span
from cungcau.reference.geography.models import Unit

PRICE_YEARS = 3
"""Prices further apart than this are not held against each other."""
_YEAR_LONG = 366
_AREAS = ("bearing_area", "planted_area")


def doubtful(
    observations: Sequence[Observation], parts: Mapping[int, Sequence[Unit]] | None = None
) -> dict[int, list[Doubt]]:
    """The doubts about what the sources of these observations say, by observation (its companions included).

    ``parts`` names, for an observation, the places its own place was said to consist of.
    """
    if not observations:
        return {}
    everything = same_goods(observations)
    mine = {one.pk for one in observations}
    wanted = {seen.group for seen in everything if seen.pk in mine}
    by_goods: dict[str, list[Seen]] = defaultdict(list)
    for seen in everything:
        by_goods[seen.goods].append(seen)
    around = {goods: Around(seen) for goods, seen in by_goods.items()}
    found: dict[int, list[Doubt]] = {}
    for key in sorted(wanted):
        known = around[key[0]]
        group = known.groups[key]
        found |= {seen.pk: [] for seen in group.values()}
        for owner, doubt in _about(group, known):
            found[group[owner].pk].append(doubt)
        for seen in group.values():
            found[seen.pk].extend(_named_parts(seen, (parts or {}).get(seen.pk, ()), known))
    return found


def doubts_about(entry: Entry) -> tuple[Doubt, ...]:
    """The doubts an entry not yet recorded would raise."""
    new = seen_entry(entry)
    goods = entry.goods
    rows = Observation.objects.filter(of_goods([(goods.code, goods.text)]))
    everything = [seen for seen in read(rows) if seen.goods == new.goods]
    others = [seen for seen in everything if not (seen.group == new.group and seen.metric == new.metric)]
    known = Around([*others, new])
    raised = [
        doubt
        for owner, doubt in _about(known.groups[new.group], known)
        if _concerns(doubt, new.metric, owner)
    ]
    return (*raised, *_named_parts(new, entry.place.parts, known))


def usual_yields(rows: QuerySet[Observation]) -> list[int]:
    """Yields that observations state, or that output over area gives, one per source and place (kg per ha)."""
    return [kg for group in grouped(read(rows)).values() if (kg := _yield_of(group)) is not None]


def _concerns(doubt: Doubt, metric: str, owner: str) -> bool:
    fields = set(doubt.fields) | ({*_AREAS} if "area" in doubt.fields else set())
    return metric == owner or metric in fields


def _span(group: Group, metric: str) -> Span | None:
    return group[metric].span if metric in group else None


def _yield_of(group: Group) -> int | None:
    stated = _span(group, "yield")
    if stated is None:
        area = next((group[name].span for name in _AREAS if name in group), None)
        stated = plausibility.implied_yield(area, _span(group, "output"))
    return stated.most if stated.known else None


class Around:
    """Everything known of one kind of goods, sorted once: by what each source says together, and by place."""

    def __init__(self, everything: Sequence[Seen]) -> None:
        self.groups = grouped(everything)
        self.places: dict[tuple[str, str], list[Seen]] = defaultdict(list)
        self.prices = [seen for seen in everything if seen.metric == "price"]
        for seen in everything:
            self.places[seen.metric, seen.place].append(seen)
        self._yields = {key: kg for key, group in self.groups.items() if (kg := _yield_of(group)) is not None}

    def here(self, seen: Seen, metric: str = "") -> list[Seen]:
        """What others say of the same metric (or another one) at the same place."""
        return [one for one in self.places[metric or seen.metric, seen.place] if one.group != seen.group]

    def above(self, seen: Seen) -> Iterator[Seen]:
        """The same metric for the places this one lies in."""
        for unit in seen.above:
            yield from self.places[seen.metric, f"u{unit}"]

    def yields_beside(self, group: tuple[str, str, str, str]) -> list[int]:
        """The yields all others state or imply."""
        return [kg for key, kg in self._yields.items() if key != group]


def _about(group: Group, known: Around) -> Iterator[tuple[str, Doubt]]:
    """(metric it is laid to, doubt) for what one source says, against all that is known of the goods."""
    area = next((name for name in _AREAS if name in group), "")
    digits = [(name, doubt) for name in group for doubt in _digits(group[name], known)]
    yield from digits
    produce = _output(group, area, known)
    yield from produce
    if not produce and not any(name in (*_AREAS, "output", "yield") for name, _ in digits):
        yield from _yield(group, area, known)
    for doubt in plausibility.areas_in_order(
        bearing_m2=_span(group, "bearing_area"), planted_m2=_span(group, "planted_area")
    ):
        yield "bearing_area", doubt
    for doubt in plausibility.price_against_value(
        price_vnd_per_kg=_span(group, "price"),
        output_kg=_span(group, "output"),
        value_vnd=_span(group, "value"),
    ):
        yield "value", doubt
    for name, seen in group.items():
        for doubt in _beside(seen, known):
            yield name, doubt


def _output(group: Group, area: str, known: Around) -> list[tuple[str, Doubt]]:
    if not area:
        return []
    here = known.here(group[area])
    usual = max(here, key=lambda seen: (seen.last or date.min, seen.pk)).span if here else None
    doubts = plausibility.output_against_area(
        area_m2=group[area].span,
        yield_kg_per_ha=_span(group, "yield"),
        output_kg=_span(group, "output"),
        usual_area_m2=usual,
    )
    return [("output", doubt) for doubt in doubts]


def _yield(group: Group, area: str, known: Around) -> Iterator[tuple[str, Doubt]]:
    own = "yield" if "yield" in group else "output"
    if own not in group:
        return
    doubts = plausibility.yield_against_usual(
        usual_kg_per_ha=known.yields_beside(group[own].group),
        yield_kg_per_ha=_span(group, "yield"),
        area_m2=_span(group, area),
        output_kg=_span(group, "output"),
    )
    for doubt in doubts:
        yield own, doubt


def _digits(seen: Seen, known: Around) -> tuple[Doubt, ...]:
    """A lost or added digit, against at least two other figures of the same place."""
    metric = metrics.metric(seen.metric)
    same = [other.span.most for other in known.here(seen)] if metric.adds_up else []
    if len(same) < 2:
        return ()
    return plausibility.digit_against_others(
        value=seen.span, others=same, unit=metric.unit, field=seen.metric, step=metric.step
    )


def _beside(seen: Seen, known: Around) -> Iterator[Doubt]:
    """The same metric in the place around it, in the longer period, in the years beside it; prices of that time."""
    metric = metrics.metric(seen.metric)
    if seen.metric == "price":
        near = [end for other in known.prices if _near(other, seen) for end in _ends(other.span)]
        yield from plausibility.price_against_others(price_vnd_per_kg=seen.span, others=near)
    if metric.adds_up:
        for other in known.above(seen):
            if other.period == seen.period:
                yield from plausibility.part_against_whole(
                    part=seen.span, whole=other.span, unit=metric.unit, field=seen.metric
                )
        for other in known.here(seen) if metric.unit != metrics.M2 else ():
            if _inside(seen, other):
                yield from plausibility.month_against_year(
                    month=seen.span, year=other.span, unit=metric.unit, field=seen.metric
                )
    if seen.metric == "planted_area" and _one_year(seen):
        for other in known.here(seen):
            earlier, later = sorted((other, seen), key=lambda one: one.last or date.min)
            mine = seen is later or seen.pk == 0
            if mine and _one_year(other) and _year(later) - _year(earlier) == 1:
                yield from plausibility.area_falling(
                    before_m2=earlier.span, now_m2=later.span, since=str(_year(earlier))
                )


def _year(seen: Seen) -> int:
    return (seen.last or date.min).year


def _one_year(seen: Seen) -> bool:
    return seen.first is not None and seen.last is not None and seen.first.year == seen.last.year


def _inside(part: Seen, longer: Seen) -> bool:
    if part.first is None or part.last is None or longer.first is None or longer.last is None:
        return False
    length = (longer.last - longer.first).days + 1
    inside = longer.first <= part.first and part.last <= longer.last
    return inside and part.period != longer.period and length <= _YEAR_LONG


def _near(seen: Seen, price: Seen) -> bool:
    if seen.group == price.group or seen.last is None or price.last is None:
        return False
    return abs(seen.last.year - price.last.year) <= PRICE_YEARS


def _ends(span: Span) -> list[int]:
    return [end for end in (span.low, span.high) if end is not None]


def _named_parts(seen: Seen, named: Sequence[Unit], known: Around) -> tuple[Doubt, ...]:
    """A total said to be of named places, against what is known of each of them for that period."""
    metric = metrics.metric(seen.metric)
    if not named or not metric.adds_up or seen.span.low is None:
        return ()
    found: dict[int, int] = {}
    for unit in named:
        for other in known.places[seen.metric, f"u{unit.pk}"]:
            if other.period == seen.period:
                found.setdefault(unit.pk, other.span.most)
    return plausibility.parts_against_total(
        parts=list(found.values()), total=seen.span.low, unit=metric.unit, field=seen.metric
    )
