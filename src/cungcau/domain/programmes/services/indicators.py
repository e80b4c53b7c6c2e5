"""Indicators of a plan, and the figures reported for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from cungcau.domain.programmes import figures
from cungcau.domain.programmes.messages import plans as said
from cungcau.domain.programmes.models import Indicator, Reading, Source
from cungcau.domain.programmes.models import Plan as PlanRow
from cungcau.domain.programmes.services import parts
from cungcau.domain.programmes.services.columns import check
from cungcau.domain.programmes.services.rights import reason_of, running, work_area
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_number
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock
from cungcau.reference.recording import Faults


def _settle(row: Indicator, faults: Faults) -> None:
    """A range in order, a source with what it needs; what does not belong to the source is emptied."""
    low, high = row.target, row.target_high
    faults.unless(high is None or low is not None, 1, "target", "", "cần mục tiêu thấp của khoảng")
    faults.unless(
        high is None or low is None or high >= low, 1, "target_high", high, "cuối khoảng nhỏ hơn đầu khoảng"
    )
    if row.source == Source.QUERY:
        faults.unless(row.query != "", 1, "query", "", "hãy chọn phép tính")
        faults.refuse()
        row.arguments = figures.checked(row.query, dict(row.arguments))
    else:
        row.query, row.arguments = "", {}


INDICATOR = parts.Kind(
    "chỉ tiêu",
    (
        "name", "unit", "direction", "baseline", "baseline_on", "target", "target_high", "due_on", "source", "query",
        "arguments", "reporter_id", "note",
    ),
    300,
    settle=_settle,
)  # fmt: skip
"""What may be entered of an indicator."""


@transaction.atomic
def set_indicator(
    *, plan: PlanRow, facts: Mapping[str, Any], actor: User | None, indicator: Indicator | None = None
) -> Indicator:
    """Add an indicator (``INDICATOR.fields``) to a draft, or set an existing one to these facts.

    A counted one names its ``query`` of ``figures`` and its ``arguments``. Raises ``programme_plan_not_draft``,
    ``InputInvalid``, what ``figures.checked`` raises.
    """
    if indicator is None:
        return parts.add(Indicator, INDICATOR, plan=plan, facts=facts, actor=actor)
    mine = {name if name in INDICATOR.fields else f"{name}_id": value for name, value in facts.items()}
    mine = {name: getattr(value, "pk", value) for name, value in mine.items()}
    indicator.refresh_from_db()
    seen = {name: getattr(indicator, name) for name in mine}
    return parts.change(indicator, INDICATOR, version=indicator.version, seen=seen, mine=mine, actor=actor)


@transaction.atomic
def record_reading(
    *,
    indicator: Indicator,
    as_of: date,
    value: Decimal,
    provenance: str,
    actor: User | None,
    reason: str = "",
) -> Reading:
    """Write what an indicator came to on a day, and from where; a second figure of a day corrects the first.

    A correction wants its reason.
    The same figure of the same provenance again is the one there is. Raises ``programme_indicator_computed``,
    ``programme_plan_not_running``, ``programme_day_ahead``, ``programme_reading_there``, ``not_allowed``,
    ``InputInvalid``.
    """
    rows = Indicator.objects.select_for_update(of=("self",)).select_related("plan", "reporter")
    held = rows.defer("plan__words", "reporter__words").filter(pk=indicator.pk).first()
    if held is None:
        raise DomainError("not_found")
    work_area(actor, held.plan, [held.reporter])
    if held.source == Source.QUERY:
        raise DomainError("programme_indicator_computed", indicator=held.name)
    running(held.plan, closed_too=True)
    not_ahead(as_of, actor)
    made = Reading(
        indicator=held, as_of=as_of, value=value, provenance=provenance.replace("\x00", "").strip(), by=actor
    )
    check(made, ("as_of", "value", "provenance"), "reading").refuse()
    there = Reading.objects.filter(indicator=held, as_of=as_of, is_current=True).first()
    facts: dict[str, Any] = {
        "indicator": held.name,
        "value": show_number(made.value),
        "unit": held.unit,
        "as_of": as_of,
    }
    if there is None:
        made.save(force_insert=True)
        record(actor=actor, verb=said.READING, thing=held.plan, **facts)
        return made
    if (there.value, there.provenance) == (made.value, made.provenance):
        return there
    if not reason.strip():
        raise DomainError("programme_reading_there", value=show_number(there.value), as_of=as_of)
    made.reason = reason_of(reason)
    Reading.objects.filter(pk=there.pk).update(is_current=False)
    made.save(force_insert=True)
    record(
        actor=actor, verb=said.READING_CORRECTED, thing=held.plan, before=show_number(there.value),
        reason=made.reason, **facts,
    )  # fmt: skip
    return made


def not_ahead(day: date, actor: User | None) -> None:
    """Refuse a day to come (``programme_day_ahead``); the system writes down other years than the one on show."""
    if actor is not None and day > clock.today():
        raise DomainError("programme_day_ahead", day=day, today=clock.today())
