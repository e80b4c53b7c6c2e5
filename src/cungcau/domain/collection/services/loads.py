"""What stood on the scale, before it becomes a ticket."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from cungcau.domain.collection.models import RejectReason, Ticket
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import OrderLine, Slip
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity, Season

MOST_KG = 1_000_000
_AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Load:
    """One grade of a delivery as it stood on the scale; whole kg.

    Either a household's ``slip``, or an order's ``line`` with a ``producer``, or a walk-in with its
    ``commodity`` and who brought it (``producer`` or ``producer_text``).
    """

    gross_kg: int
    tare_kg: int = 0
    rejected_kg: int = 0
    slip: Slip | None = None
    line: OrderLine | None = None
    commodity: Commodity | None = None
    season: Season | None = None
    producer: Organisation | None = None
    producer_text: str = ""
    grade: int | None = None
    crates: int | None = None
    reject_reason: str = ""
    reject_text: str = ""
    weighed_at: datetime | None = None
    delivery: UUID | None = None
    device: str = ""
    offline: bool = False

    @property
    def net_kg(self) -> int:
        """Goods without crates."""
        return self.gross_kg - self.tare_kg

    @property
    def accepted_kg(self) -> int:
        """What was taken."""
        return self.net_kg - self.rejected_kg


def checked(point: CollectionPoint, load: Load) -> Load:
    """The load with its moment, commodity and producer filled in; raises where it does not hold together."""
    weights = (load.gross_kg, load.tare_kg, load.rejected_kg, load.crates or 0)
    if not all(0 <= kg <= MOST_KG for kg in weights):
        raise DomainError("weight_out_of_range", most_kg=MOST_KG)
    if load.net_kg <= 0 or load.accepted_kg < 0:
        raise DomainError(
            "scale_does_not_add_up",
            gross_kg=load.gross_kg,
            tare_kg=load.tare_kg,
            rejected_kg=load.rejected_kg,
        )
    if load.rejected_kg and (
        load.reject_reason not in RejectReason.values
        or (load.reject_reason == RejectReason.OTHER and not load.reject_text.strip())
    ):
        raise DomainError("reject_needs_reason")
    moment = load.weighed_at or clock.now()
    if moment > clock.device_now() + _AHEAD or timezone.localtime(moment).year < 2000:
        raise DomainError("weighed_in_future", at=timezone.localtime(moment).strftime("%H:%M %d/%m/%Y"))
    load = replace(load, weighed_at=moment, commodity=_goods(point, load), producer=_brought_by(load))
    if not load.producer and not load.producer_text.strip():
        raise DomainError("walk_in_incomplete")
    assert load.commodity is not None
    if load.grade is not None and not load.commodity.grades.filter(rank=load.grade).exists():
        raise DomainError("grade_unknown")
    if not load.rejected_kg:
        load = replace(load, reject_reason="", reject_text="")
    return load


def _goods(point: CollectionPoint, load: Load) -> Commodity:
    if load.slip is not None:
        if load.slip.point_id != point.pk:
            raise DomainError("slip_not_here")
        return load.slip.line.order.commodity
    if load.line is not None:
        return load.line.order.commodity
    if load.commodity is None:
        raise DomainError("walk_in_incomplete")
    return load.commodity


def _brought_by(load: Load) -> Organisation | None:
    return load.slip.producer if load.slip is not None else load.producer


def line_of(load: Load) -> OrderLine | None:
    """The order line a load counts for, if any."""
    return load.slip.line if load.slip is not None else load.line


def day_of(load: Load) -> date:
    """The local day of a load that was checked."""
    assert load.weighed_at is not None
    return timezone.localdate(load.weighed_at)


def nothing_of(ticket: Ticket) -> Load:
    """A load of 0 kg in the place of a ticket's."""
    return Load(
        0, slip=ticket.slip, line=None if ticket.slip else ticket.line, commodity=ticket.commodity,
        season=ticket.season, producer=ticket.producer, producer_text=ticket.producer_text, grade=ticket.grade,
        delivery=ticket.delivery,
    )  # fmt: skip


def why_rejected(load: Load) -> str:
    """Why part of a load was turned away, in words; blank where nothing was."""
    if not load.rejected_kg:
        return ""
    label = str(RejectReason(load.reject_reason).label)
    return f"{label}: {load.reject_text.strip()}" if load.reject_text.strip() else label
