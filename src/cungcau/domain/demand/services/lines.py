"""The dated deliveries of a recurring need: made from its rhythm, changed singly with a reason."""

from __future__ import annotations

from datetime import date, time

from django.db import transaction
from django.db.models import F

from cungcau.domain.demand import messages, policies, rhythm, states
from cungcau.domain.demand.models import Frequency, Need, NeedLine
from cungcau.domain.demand.services.rights import require_need
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record

_SHARED = (
    "season_id", "kind", "buyer_id", "commodity_id", "min_grade", "variety", "size", "pack", "certificates",
    "certificates_preferred", "tests", "market_id", "place_text", "price_vnd_per_kg", "price_at", "freight_by",
    "deposit_vnd", "deposit_percent", "payment_days", "tolerance_under", "tolerance_over", "min_life_left_days",
    "expires_on", "confirmed_on", "confirmed_by", "entered_by_id", "channel", "folded", "source", "is_demo",
)  # fmt: skip
"""What a delivery always has from its need."""
_OWN = ("quantity_kg", "hours_from", "hours_to", "state", "planned", "code")


def days_of(need: Need) -> list[date]:
    """The days the need's rhythm gives; none while its window is not known."""
    if not need.window_stated or need.kg_per_delivery is None:
        return []
    return rhythm.delivery_days(
        frequency=need.frequency,
        first=need.deliver_from,
        last=need.deliver_to,
        weekdays=need.weekdays,
        every_days=need.every_days,
        skip_holidays=need.skip_holidays,
    )


def keep_lines(need: Need) -> None:
    """Make a need's deliveries follow it, in the transaction of its own change.

    A delivery somebody changed keeps its kg, hours and state; one whose day is no longer in the rhythm is
    withdrawn, never deleted. Where not every day is alike the planner takes the deliveries instead of the need.
    """
    wanted = days_of(need)
    there = {line.deliver_from: line for line in need.children.all()}
    if not (wanted or there):
        return
    changed_singly = any(line.reason for line in there.values())
    daily = need.frequency == Frequency.DAILY and not need.skip_holidays and not changed_singly
    by_line = bool(wanted) and not daily
    new: list[Need] = []
    for day in wanted:
        line = there.get(day)
        if line is None:
            line = Need(line_of=need, deliver_from=day, deliver_to=day, frequency=Frequency.ONCE)
            new.append(line)
        _follow(line, need, by_line=by_line)
    for day, line in there.items():
        if day not in set(wanted):
            _follow(line, need, by_line=by_line)
            line.state = states.WITHDRAWN
    Need.objects.bulk_create(new)
    Need.objects.bulk_update(there.values(), [*(name.removesuffix("_id") for name in _SHARED), *_OWN])
    _settle(need, by_line=by_line)


def _follow(line: Need, need: Need, *, by_line: bool) -> None:
    for name in _SHARED:
        setattr(line, name, getattr(need, name))
    line.planned = by_line
    line.code = f"{need.code}-{line.deliver_from:%y%m%d}"
    if not line.reason:
        line.quantity_kg = need.kg_per_delivery or line.quantity_kg
        line.hours_from, line.hours_to, line.state = need.hours_from, need.hours_to, need.state
    elif need.state != states.OPEN:
        line.state = need.state


def _settle(need: Need, *, by_line: bool) -> None:
    """The need's own figure is what its deliveries add up to, where they are planned in its stead."""
    need.planned = not by_line
    if by_line and need.state == states.OPEN:
        live = need.children.filter(state=states.OPEN)
        need.quantity_kg = sum(live.values_list("quantity_kg", flat=True)) or need.quantity_kg
        if need.quantity_high_kg is not None and need.quantity_low_kg is not None:
            need.quantity_low_kg = min(need.quantity_low_kg, need.quantity_kg)
            need.quantity_high_kg = max(need.quantity_high_kg, need.quantity_kg)
    Need.objects.filter(pk=need.pk).update(
        planned=need.planned,
        quantity_kg=need.quantity_kg,
        quantity_low_kg=need.quantity_low_kg,
        quantity_high_kg=need.quantity_high_kg,
    )


@transaction.atomic
def change_line(
    *,
    need: Need,
    day: date,
    kg: int,
    hours_from: time | None,
    hours_to: time | None,
    reason: str,
    actor: User | None,
) -> NeedLine:
    """Change one delivery of a recurring need; 0 kg leaves it out.

    Raises ``line_not_found``, ``reason_missing``, ``need_not_open``, ``not_allowed``, ``InputInvalid``.
    """
    locked = Need.objects.select_for_update(of=("self",)).select_related("season", "buyer").get(pk=need.pk)
    require_need(actor, locked, policies.RECORD)
    if not reason.strip():
        raise DomainError("reason_missing")
    if kg < 0 or kg > 10**12:
        raise InputInvalid([Fault("line", 1, "kg", str(kg), "cần số kg từ 0 đến 1.000.000.000.000")])
    if locked.state != states.OPEN:
        raise DomainError("need_not_open", need=locked.code, state=str(states.NEED_LABELS[locked.state]))
    line = NeedLine.objects.filter(line_of=locked, deliver_from=day).first()
    if line is None:
        raise DomainError("line_not_found", day=day)
    before = {"kg": line.quantity_kg, "state": line.state}
    line.quantity_kg = kg or line.quantity_kg
    line.state = states.OPEN if kg else states.WITHDRAWN
    line.hours_from, line.hours_to, line.reason = hours_from, hours_to, reason.strip()[:300]
    line.version += 1
    line.save(update_fields=["quantity_kg", "state", "hours_from", "hours_to", "reason", "version"])
    Need.objects.filter(pk=locked.pk).update(version=F("version") + 1)
    keep_lines(locked)
    record(
        actor=actor, verb=messages.LINE_CHANGED, thing=locked, area=locked.season.area_code,
        day=day, kg=kg, before=before, reason=line.reason,
    )  # fmt: skip
    return line
