"""How far indicators are: counted from live data, or as last reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from cungcau.domain.programmes import figures
from cungcau.domain.programmes.figures import Asked, Kept
from cungcau.domain.programmes.models import Direction, Indicator, Plan, Reading, Source
from cungcau.kernel.errors import DomainError

YES, NO, UNKNOWN = "yes", "no", "unknown"
_PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Measured:
    """What an indicator came to on a day.

    ``value`` in the indicator's unit (None: not known) as of ``as_of``; ``where_from`` in words, or why it is not
    known. ``reached`` is ``yes``, ``no`` (perhaps only not yet) or ``unknown``; ``share`` the value as a part of the
    target (1: the whole of it; the low end of a range), None where either is missing or the target is 0. ``asked``
    leads to the rows of a counted figure.
    """

    indicator: Indicator
    value: Decimal | None
    as_of: date | None
    where_from: str
    reached: str
    share: Decimal | None
    asked: Asked | None = None


def asked_of(plan: Plan, indicator: Indicator, on: date) -> Asked:
    """What a plan's counted indicator asks on a day: no later than the plan's last.

    A plan of a season counts all of the season up to the day, as the daily report does; another its own period.
    """
    return Asked(
        day=min(on, plan.ends_on),
        first=None if plan.season_id else plan.starts_on,
        area_code=plan.area_code,
        season=plan.season_id,
        arguments=indicator.arguments,
    )


def measured(indicator: Indicator, on: date, kept: Kept | None = None) -> Measured:
    """One indicator on a day; read it with its plan."""
    return measured_all([indicator], on, kept)[0]


def measured_all(indicators: Iterable[Indicator], on: date, kept: Kept | None = None) -> list[Measured]:
    """Indicators (read with their plans) on a day, in their order.

    What is reported takes one question however many there are, what is counted one per kind of data and period.
    """
    rows = list(indicators)
    shared: Kept = {} if kept is None else kept
    said = _readings([one for one in rows if one.source == Source.REPORTED], on)
    return [_measured(one, on, said.get(one.pk), shared) for one in rows]


def _measured(indicator: Indicator, on: date, said: Reading | None, kept: Kept) -> Measured:
    if indicator.source == Source.QUERY:
        return _counted(indicator, on, kept)
    if indicator.source == Source.NONE:
        return _told(indicator, None, None, _("Chỉ tiêu chưa có nguồn số liệu"))
    if said is None:
        return _told(indicator, None, None, _("Chưa có số báo cáo"))
    return _told(indicator, said.value, said.as_of, said.provenance)


def _counted(indicator: Indicator, on: date, kept: Kept) -> Measured:
    asked = asked_of(indicator.plan, indicator, on)
    try:
        figures.checked(indicator.query, indicator.arguments, kept)
    except DomainError:
        return _told(indicator, None, None, _("Phép tính hoặc điều kiện không còn hợp lệ"))
    value = figures.measure(indicator.query, asked, kept)
    words = figures.described(indicator.query, indicator.arguments, kept)
    return _told(indicator, value, asked.day, words, asked)


def _told(
    indicator: Indicator, value: Decimal | None, as_of: date | None, words: str, asked: Asked | None = None
) -> Measured:
    return Measured(
        indicator, value, as_of, words, reached_by(indicator, value), share_of(indicator.target, value), asked
    )


def reached_by(indicator: Indicator, value: Decimal | None) -> str:
    """Whether a value reaches the target; ``unknown`` without one of them."""
    low, high = indicator.target, indicator.target_high
    if value is None or low is None:
        return UNKNOWN
    if indicator.direction == Direction.AT_MOST:
        return YES if value <= (low if high is None else high) else NO
    if indicator.direction == Direction.BETWEEN:
        return YES if low <= value and (high is None or value <= high) else NO
    return YES if value >= low else NO


def share_of(target: Decimal | None, value: Decimal | None) -> Decimal | None:
    """A value as a part of the target, four places."""
    if value is None or not target:
        return None
    return (Decimal(value) / Decimal(target)).quantize(_PLACES)


def _readings(indicators: Sequence[Indicator], on: date) -> dict[int, Reading]:
    """The last standing reading of each up to a day; one question."""
    if not indicators:
        return {}
    rows = Reading.objects.filter(
        indicator__in=[one.pk for one in indicators], is_current=True, as_of__lte=on
    )
    return {one.indicator_id: one for one in rows.order_by("indicator_id", "-as_of").distinct("indicator_id")}
