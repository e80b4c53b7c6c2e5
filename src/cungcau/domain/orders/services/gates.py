"""What every deed at a delivery's slips does first: find the rows, lock them in order, judge the right."""

from __future__ import annotations

from collections.abc import Iterable

from cungcau.domain.orders import policies, states
from cungcau.domain.orders.models import Order, OrderLine, Side, Slip
from cungcau.domain.orders.services.rights import require_order
from cungcau.domain.supply.models import Lot
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import allows, areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

SPLITTABLE = (states.OPEN, states.ALLOCATED, states.CONFIRMED, states.RECEIVING)
"""States of a line in which households may still be asked."""

Gate = tuple[str, str]
"""The permission, and the area, by which somebody passes."""


def locked_line(line_id: int) -> OrderLine:
    """The line with its order, both locked (order first). Raises ``split_line_not_found``."""
    order_id = OrderLine.objects.filter(pk=line_id).values_list("order_id", flat=True).first()
    if order_id is None:
        raise DomainError("split_line_not_found", number=line_id)
    order = (
        Order.objects.select_for_update(of=("self",), no_key=True)
        .select_related("seller", "buyer", "commodity", "point", "season")
        .get(pk=order_id)
    )
    line = OrderLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    line.order = order
    return line


def locked_lots(ids: Iterable[int | None]) -> dict[int, Lot]:
    """Lots by id, locked in the order of their ids; after the line, before any slip."""
    wanted = sorted({pk for pk in ids if pk is not None})
    rows = Lot.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted)
    rows = rows.select_related("producer").defer("words", "message", "producer__words")
    return {lot.pk: lot for lot in rows.order_by("pk")}


def locked_slip(slip_id: int, line: OrderLine) -> Slip:
    """The slip as it is now, locked, with what stands beside it."""
    rows = Slip.objects.select_for_update(of=("self",)).select_related("producer", "lot", "point")
    slip = rows.defer("words", "producer__words", "lot__words", "point__words").get(pk=slip_id)
    slip.line = line
    return slip


def pass_gate(actor: User | None, order: Order) -> Gate:
    """Let pass who splits orders in its area or acts for its seller; says by which right.

    Raises ``order_not_found``, ``not_allowed``.
    """
    require_order(actor, order, policies.SPLIT, policies.SPLIT_OWN, Side.SELLER)
    if actor is None or allows(actor, policies.SPLIT, order.area_code):
        return policies.SPLIT, order.area_code
    return policies.SPLIT_OWN, min(areas_with(actor, policies.SPLIT_OWN))


def require_open(line: OrderLine) -> None:
    """Households may be asked for this line.

    Raises ``order_not_agreed``, ``line_not_splittable``, ``split_day_past``.
    """
    if line.order.state != states.AGREED:
        raise DomainError("order_not_agreed", order=line.order.code)
    if line.state not in SPLITTABLE:
        raise DomainError(
            "line_not_splittable", order=line.order.code, state=str(states.LINE_LABELS[line.state])
        )
    if line.harvest_date < clock.today():
        raise DomainError("split_day_past", day=line.harvest_date)


def settle_line(line: OrderLine, actor: User | None, gate: Gate) -> None:
    """Move the line to the state its slips are in: nobody asked, some to answer, all it needs promised."""
    if line.state not in (states.OPEN, states.ALLOCATED, states.CONFIRMED):
        return
    waiting = Slip.objects.filter(line=line, state__in=(states.DRAFT, states.SENT)).exists()
    if line.allocated_kg == 0:
        verb, wanted = "empty", states.OPEN
    elif line.confirmed_kg >= line.asked_kg and not waiting:
        verb, wanted = "confirm", states.CONFIRMED
    else:
        verb, wanted = "allocate", states.ALLOCATED
    if line.state != wanted:
        advance(line, verb, actor=actor, permission=gate[0], area=gate[1], kg=line.confirmed_kg)
