"""Lines as the terms in force want them: made at the first freezing, changed by later terms, never below what is held.

What follows a line (its slips, its trips) hears of a change through :func:`follow`::

    from cungcau.domain.orders.services import lines
    lines.follow(slips.line_changed)      # (LineChange, actor) -> None, in the caller's transaction
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cungcau.domain.orders import policies, states
from cungcau.domain.orders import slip_reasons as reasons
from cungcau.domain.orders.messages import orders as messages
from cungcau.domain.orders.models import Entry, Kind, Order, OrderLine, Terms
from cungcau.domain.orders.services.checking import Delivery
from cungcau.domain.orders.services.quantities import post
from cungcau.domain.orders.services.rights import standing
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui.clock import now as present


@dataclass(frozen=True, slots=True)
class LineChange:
    """What new terms made of a line: its days and kg before (None: a new line) and after (None: taken out)."""

    line: OrderLine
    terms: Terms
    before: Delivery | None
    after: Delivery | None

    @property
    def moved(self) -> bool:
        """Whether a day changed of a line that stays."""
        if self.before is None or self.after is None:
            return False
        days = ("harvest_date", "dispatch_date", "delivery_date")
        return any(getattr(self.before, day) != getattr(self.after, day) for day in days)


Follower = Callable[[LineChange, User | None], None]
_FOLLOWERS: dict[str, Follower] = {}


def follow(follower: Follower) -> None:
    """Register who is told of each changed line; the same one again changes nothing."""
    _FOLLOWERS[f"{follower.__module__}.{follower.__qualname__}"] = follower


def most_of(asked_kg: int, tolerance_over: int) -> int:
    """The most that may be brought: what was asked and the tolerated part over it, in whole kg."""
    return asked_kg * (100 + tolerance_over) // 100


def check_lines(lines: Iterable[OrderLine], deliveries: Sequence[Delivery], tolerance_over: int) -> None:
    """Refuse what the lines cannot become, naming the line.

    Raises ``line_below_held`` (less than households or the point already have), ``line_under_way`` (a day
    moved, or the line taken out, after picking began), ``line_unknown``.
    """
    wanted = {one.no: one for one in deliveries if one.no}
    there = {line.no: line for line in lines}
    for no, one in wanted.items():
        line = there.get(no)
        if line is None or line.state == states.CANCELLED:
            raise DomainError("line_unknown", line=no)
        held = max(line.allocated_kg, line.received_kg)
        most = most_of(one.kg, tolerance_over)
        if most < held:
            raise DomainError("line_below_held", line=no, most=most, held=held)
        moved = (line.harvest_date, line.dispatch_date) != (one.harvest_date, one.dispatch_date)
        if line.harvested_kg and moved:
            raise DomainError("line_under_way", line=no)
    for no, line in there.items():
        if no not in wanted and line.state != states.CANCELLED:
            _check_leaving(line)


def _check_leaving(line: OrderLine) -> None:
    if line.harvested_kg or line.received_kg:
        raise DomainError("line_under_way", line=line.no)
    if line.allocated_kg:
        raise DomainError("line_below_held", line=line.no, most=0, held=line.allocated_kg)


def settle_lines(order: Order, terms: Terms, actor: User | None) -> list[OrderLine]:
    """Make the order's lines what its newly frozen terms say; the order is locked by the caller."""
    deliveries = days_of(terms)
    there = {
        line.no: line for line in OrderLine.objects.select_for_update().filter(order=order).order_by("no")
    }
    again = [one for one in deliveries if one.no in there]
    if there:
        check_lines(there.values(), again, terms.tolerance_over)
    changes = [
        LineChange(line, terms, _as_delivery(line), None)
        for no, line in there.items()
        if line.state != states.CANCELLED and no not in {one.no for one in deliveries}
    ]
    for change in changes:
        _take_out(order, change.line, terms, actor)
    for one in again:
        before = _as_delivery(there[one.no])
        _change(order, there[one.no], one, terms, actor)
        changes.append(LineChange(there[one.no], terms, before, one))
    made = open_lines(order, terms, [one for one in deliveries if one.no not in there], actor)
    changes += [LineChange(line, terms, None, _as_delivery(line)) for line in made]
    for change in changes:
        for follower in _FOLLOWERS.values():
            follower(change, actor)
    return made


def days_of(terms: Terms) -> list[Delivery]:
    """The deliveries of terms, by number."""
    return [
        Delivery(day.harvest_date, day.dispatch_date, day.delivery_date, day.kg, day.no)
        for day in terms.days.order_by("no")
    ]


def open_lines(
    order: Order, terms: Terms, deliveries: Sequence[Delivery], actor: User | None
) -> list[OrderLine]:
    """Write new lines, each with the entry of what was asked: a line of no kg cannot stand without it."""
    lines = OrderLine.objects.bulk_create(
        [
            OrderLine(
                order=order, no=one.no, season_id=order.season_id, harvest_date=one.harvest_date,
                dispatch_date=one.dispatch_date, delivery_date=one.delivery_date, asked_kg=one.kg,
                most_kg=most_of(one.kg, terms.tolerance_over), area_code=order.area_code,
            )
            for one in deliveries
        ]
    )  # fmt: skip
    now = present()
    Entry.objects.bulk_create(
        [
            Entry(
                line=line, kind=Kind.ASKED, kg=line.asked_kg, at=now, by=actor, evidence=f"terms:{terms.pk}"
            )
            for line in lines
        ]
    )
    return lines


def _as_delivery(line: OrderLine) -> Delivery:
    return Delivery(line.harvest_date, line.dispatch_date, line.delivery_date, line.asked_kg, line.no)


def _change(order: Order, line: OrderLine, wanted: Delivery, terms: Terms, actor: User | None) -> None:
    most = most_of(wanted.kg, terms.tolerance_over)
    before = _as_delivery(line)
    if (before, line.most_kg) == (wanted, most):
        return
    more = wanted.kg - line.asked_kg
    line.most_kg = max(most, line.most_kg)
    for day in ("harvest_date", "dispatch_date", "delivery_date"):
        setattr(line, day, getattr(wanted, day))
    line.save()
    if more:
        post(
            line=line, kind=Kind.ASKED, kg=more, actor=actor, evidence=f"terms:{terms.pk}",
            reason=terms.reason or reasons.TERMS_CHANGED,
        )  # fmt: skip
    if line.most_kg != most:
        line.most_kg = most
        line.save(update_fields=["most_kg", "updated_at"])
    record(
        actor=actor, verb=messages.LINE_CHANGED, thing=order, line=line.no, reason=terms.reason,
        before=_said(before), after=_said(wanted),
    )  # fmt: skip


def _said(one: Delivery) -> str:
    days = (one.harvest_date, one.dispatch_date, one.delivery_date)
    return f"{one.kg} kg, {' / '.join(show_date(day) for day in days)}"


def _take_out(order: Order, line: OrderLine, terms: Terms, actor: User | None) -> None:
    _check_leaving(line)
    permission, area = standing(actor, order, policies.RECORD)
    advance(line, "cancel", actor=actor, permission=permission, area=area, reason=terms.reason, line=line.no)
