"""Recording forecasts: first ones and revisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cungcau.domain.forecast import messages, policies
from cungcau.domain.forecast.models import Confidence, Forecast, ForecastWeek, Level
from cungcau.domain.forecast.services.revising import Judge, SaidRow, Written, check_subjects, write
from cungcau.domain.forecast.spreading import WeekKg, mondays
from cungcau.domain.registry.models import Kind
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock, figures
from cungcau.reference.catalogue.models import Season
from cungcau.reference.recording import MANY, Faults, measure
from cungcau.reference.search import words

GROUPS = (Kind.GROUP, Kind.COOPERATIVE, Kind.UNION)
"""Organisations whose forecast speaks for all their members."""
MOST_KG = 2_000_000_000
"""More than any unit harvests in a week, and what the column holds."""
_CHANGES_KEPT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRow(SaidRow):
    """One subject's forecast: kg by week, each week once, and how sure the reporter is."""

    weeks: tuple[WeekKg, ...]
    confidence: str = Confidence.MEDIUM


@transaction.atomic
def record_forecasts(*, season: Season, rows: Sequence[ForecastRow], actor: User | None) -> Written[Forecast]:
    """Write forecasts: the first of a subject, or the next revision with its reason; equal ones change nothing.

    Raises ``InputInvalid`` with every fault (rows numbered from 1), ``not_allowed`` where the actor may not
    record in a subject's area, ``EditedMeanwhile`` for a single row made from an older revision.
    """
    faults = Faults("forecasts")
    check_subjects(rows, season, faults)
    known = set(mondays(season.start, season.end))
    for number, row in enumerate(rows, faults.first):
        _check(row, number, known, season, faults)
    faults.refuse()
    given = [_forecast(season, row, actor) for row in rows]
    if actor is not None:
        for area in {one.area_code for one in given}:
            require(actor, policies.RECORD, area)
    by_week = {one.client_id: row.weeks for one, row in zip(given, rows, strict=True)}
    done = write(Forecast, given, [row.seen for row in rows], judge=_judge(by_week), faults=faults)
    _write_weeks(done, by_week)
    changes = {str(new): [figures.kg(old.likely_kg), figures.kg(new.likely_kg)] for old, new in done.revised}
    record(
        actor=actor, verb=messages.FORECASTS_RECORDED, thing=season, area=_common_area(given, season),
        changes=dict(list(changes.items())[:_CHANGES_KEPT]), **done.counts(),
    )  # fmt: skip
    return done


@transaction.atomic
def confirm_forecast(*, forecast: Forecast, actor: User) -> Forecast:
    """Note that the actor checked the figures with the subject; the figures stay as they are.

    Raises ``not_allowed``, ``forecast_already_confirmed``, ``forecast_not_current``.
    """
    locked = Forecast.objects.select_for_update(of=("self",)).select_related("producer", "place", "commodity")
    found = locked.get(pk=forecast.pk)
    require(actor, policies.CONFIRM, found.area_code)
    if not found.is_current:
        raise DomainError("forecast_not_current", revision=found.revision + 1)
    if found.confirmed_by_id is not None:
        raise DomainError("forecast_already_confirmed")
    found.confirmed_by, found.confirmed_at = actor, clock.now()
    found.save(update_fields=["confirmed_by", "confirmed_at"])
    record(actor=actor, verb=messages.CONFIRMED, thing=found)
    return found


def level_of(row: SaidRow) -> Level:
    """For whom a row speaks."""
    if row.producer is None:
        return Level.PLACE
    return Level.MEMBERS if row.producer.kind in GROUPS else Level.OWN


def _check(row: ForecastRow, number: int, known: set[date], season: Season, faults: Faults) -> None:
    faults.unless(bool(row.weeks), number, "weeks", "", "cần ít nhất một tuần có số kg")
    faults.unless(
        row.confidence in Confidence.values, number, "confidence", row.confidence, "cần một mức đã có"
    )
    seen: set[date] = set()
    for week in row.weeks:
        name = f"tuần {figures.date(week.start)}"
        where = f"cần tuần (thứ Hai) từ {figures.date(season.start)} đến {figures.date(season.end)}"
        faults.unless(week.start in known, number, name, figures.date(week.start), where)
        faults.unless(week.start not in seen, number, name, figures.date(week.start), "trùng tuần")
        faults.unless(
            week.in_order(), number, name, f"{week.low_kg} / {week.likely_kg} / {week.high_kg}",
            "cần từ 0 trở lên và thấp ≤ nhiều khả năng ≤ cao",
        )  # fmt: skip
        faults.unless(
            week.high_kg <= MOST_KG, number, name, week.high_kg, "lớn hơn mức có thể, xem lại đơn vị"
        )
        seen.add(week.start)


def _forecast(season: Season, row: ForecastRow, actor: User | None) -> Forecast:
    producer, place = row.producer, row.place
    names = (
        producer.name if producer else place.title if place else "",
        producer.code if producer else place.code if place else "",
        row.commodity.name_vi,
        row.variety,
        producer.folded if producer else place.folded_path if place else "",
    )
    return Forecast(
        **row.said(season, actor),
        level=level_of(row),
        confidence=row.confidence,
        low_kg=sum(week.low_kg for week in row.weeks),
        likely_kg=sum(week.likely_kg for week in row.weeks),
        high_kg=sum(week.high_kg for week in row.weeks),
        first_week=min(week.start for week in row.weeks),
        last_week=max(week.start for week in row.weeks),
        folded=words(*names)[:600],
        confirmed_by=actor if row.confirmed else None,
        confirmed_at=clock.now() if row.confirmed and actor is not None else None,
    )


def _judge(by_week: Mapping[Any, tuple[WeekKg, ...]]) -> Judge[Forecast]:
    """Forecasts are the same when all their weeks and how sure they are are."""
    kept: dict[int, dict[str, object]] = {}

    def load(met: Sequence[Forecast]) -> None:
        rows = ForecastWeek.objects.filter(forecast__in=[one.pk for one in met])
        for pk, start, low, likely, high in rows.values_list(
            "forecast_id", "start", "low_kg", "likely_kg", "high_kg"
        ):
            kept.setdefault(pk, {})[start.isoformat()] = (low, likely, high)

    def said(one: Forecast) -> Mapping[str, object]:
        if one.pk is not None:
            return {**kept.get(one.pk, {}), "confidence": one.confidence}
        weeks = by_week[one.client_id]
        by_day: dict[str, object] = {w.start.isoformat(): (w.low_kg, w.likely_kg, w.high_kg) for w in weeks}
        return {**by_day, "confidence": str(one.confidence)}

    return Judge((), said, load)


def _write_weeks(done: Written[Forecast], by_week: Mapping[Any, tuple[WeekKg, ...]]) -> None:
    replaced = [old.pk for old, _ in done.revised]
    ForecastWeek.objects.filter(forecast__in=replaced, is_current=True).update(is_current=False)
    weeks = [
        ForecastWeek(
            forecast=one,
            start=week.start,
            low_kg=week.low_kg,
            likely_kg=week.likely_kg,
            high_kg=week.high_kg,
            season_id=one.season_id,
            commodity_id=one.commodity_id,
            level=one.level,
            area_code=one.area_code,
        )
        for one in done.written
        for week in by_week[one.client_id]
    ]
    ForecastWeek.objects.bulk_create(weeks, batch_size=5_000)
    if len(weeks) >= MANY:
        measure(ForecastWeek)


def _common_area(given: Sequence[Forecast], season: Season) -> str:
    areas = {one.area_code for one in given}
    return areas.pop() if len(areas) == 1 else season.area_code
