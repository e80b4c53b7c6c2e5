"""The one way a quantity of a line or slip changes: an entry, and the sums it moves, in one transaction.

Lock order of everything that touches quantities: order → line → lots (by id) → slips (by id).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from cungcau.domain.orders.models import Entry, Kind, OrderLine, Slip
from cungcau.domain.orders.quantities import LINE_RULES, ON_SLIP, SLIP_RULES, Rule, broken
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.platform.ui.clock import now as present

_MOST_AHEAD_S = 300
"""Clocks of phones run ahead; an entry later than this after now is refused."""


def post(
    *,
    line: OrderLine,
    kind: Kind,
    kg: int,
    actor: User | None,
    slip: Slip | None = None,
    at: datetime | None = None,
    evidence: str = "",
    reason: str = "",
    corrects: Entry | None = None,
    client_uuid: UUID | None = None,
) -> Entry:
    """Add ``kg`` (below 0: take back) to one quantity of a line, and of a slip of it where slips keep it.

    To be called inside the transaction of the deed it records; locks the line, then the slip, and leaves
    ``line`` and ``slip`` as saved. The same ``client_uuid`` again returns the entry there is and changes
    nothing. States are not moved here. The caller has judged the right to do it and writes the trail.

    Raises ``quantities_outside_transaction``, ``quantity_zero``, ``quantity_back_without_reason``,
    ``quantity_in_future``, ``entry_of_another_line``, ``quantity_below_zero``, and the code of the
    :mod:`~cungcau.domain.orders.quantities` rule that the kg would break (fact: over_kg).
    """
    if not connection.in_atomic_block:
        raise DomainError("quantities_outside_transaction")
    row = OrderLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    there = Entry.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
    if there is not None:
        return there
    happened = at or present()
    _check(row, slip, kg, reason, corrects, happened)
    part = Slip.objects.select_for_update(of=("self",)).get(pk=slip.pk) if slip and kind in ON_SLIP else None
    _add(row, LINE_RULES, kind, kg, most=row.most_kg)
    if part is not None:
        _add(part, SLIP_RULES, kind, kg)
    entry = Entry.objects.create(
        line=row, slip=slip, kind=kind, kg=kg, at=happened, by=actor, evidence=evidence[:80],
        reason=reason.strip()[:300], corrects=corrects, client_uuid=client_uuid,
    )  # fmt: skip
    for given, saved in ((line, row), (slip, part)):
        if given is not None and saved is not None:
            setattr(given, f"{kind}_kg", getattr(saved, f"{kind}_kg"))
    return entry


def correct(*, entry: Entry, kg: int, reason: str, actor: User | None) -> Entry | None:
    """Make an entry read ``kg`` by a further entry of the difference; None where it reads so already.

    Raises what :func:`post` raises, and ``quantity_back_without_reason`` where no reason is given.
    """
    if not reason.strip():
        raise DomainError("quantity_back_without_reason")
    line = OrderLine.objects.select_for_update(of=("self",)).get(pk=entry.line_id)
    first = entry.corrects or entry
    reads = first.kg + sum(first.corrected_by.values_list("kg", flat=True))
    if kg == reads:
        return None
    return post(
        line=line, kind=Kind(first.kind), kg=kg - reads, slip=first.slip, at=first.at, evidence=first.evidence,
        reason=reason, corrects=first, actor=actor,
    )  # fmt: skip


def _check(
    line: OrderLine, slip: Slip | None, kg: int, reason: str, corrects: Entry | None, at: datetime
) -> None:
    if kg == 0:
        raise DomainError("quantity_zero")
    if (kg < 0 or corrects) and not reason.strip():
        raise DomainError("quantity_back_without_reason")
    if (at - clock.device_now()).total_seconds() > _MOST_AHEAD_S:
        raise DomainError("quantity_in_future", at=at)
    others = [thing.line_id for thing in (slip, corrects) if thing is not None]
    if any(line_id != line.pk for line_id in others):
        raise DomainError("entry_of_another_line")


def _add(row: OrderLine | Slip, rules: tuple[Rule, ...], kind: Kind, kg: int, **limits: int) -> None:
    columns = [name for name in Kind.values if hasattr(row, f"{name}_kg")]
    now: dict[str, Any] = {name: getattr(row, f"{name}_kg") for name in columns}
    now[kind] += kg
    if now[kind] < 0:
        raise DomainError("quantity_below_zero", there_kg=now[kind] - kg, kg=-kg)
    rule = broken(rules, {**now, **limits})
    if rule is not None:
        raise DomainError(rule.code, over_kg=rule.broken_by({**now, **limits}))
    setattr(row, f"{kind}_kg", now[kind])
    row.save(update_fields=[f"{kind}_kg", "updated_at"])
