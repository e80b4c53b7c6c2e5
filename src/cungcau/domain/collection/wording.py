"""Figures and warnings of the scale in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cungcau.domain.collection.models import RejectReason, Ticket
from cungcau.kernel.vntext import show_kg
from cungcau.reference.catalogue.models import GradeName

Grades = dict[tuple[int, int], str]


def grades_of(commodities: Iterable[int]) -> Grades:
    """Names of grades by (commodity, rank)."""
    rows = GradeName.objects.filter(commodity__in=set(commodities)).values_list(
        "commodity_id", "rank", "name"
    )
    return {(commodity, rank): name for commodity, rank, name in rows}


def grade_name(names: Grades, commodity_id: int, rank: int | None) -> str:
    """A grade's name; "chưa phân loại" where none is named."""
    if rank is None:
        return _("chưa phân loại")
    return names.get((commodity_id, rank), _("bậc %(rank)s") % {"rank": rank})


def warnings_of(ticket: Ticket, names: Grades) -> list[str]:
    """What the person at the scale was told, as sentences."""
    said = []
    for item in ticket.warnings.split():
        code, _sep, number = item.partition(":")
        if not number.isdecimal():
            continue
        value = int(number)
        grade = grade_name(names, ticket.commodity_id, value)
        known = {
            "over_confirmed": _("Hộ mang nhiều hơn đã nhận lời %(kg)s.") % {"kg": show_kg(value)},
            "into_others": _("Trong đó %(kg)s là phần đã hẹn với hộ khác của đơn.") % {"kg": show_kg(value)},
            "unanswered": _("Hộ chưa trả lời phiếu hái mà đã mang hàng đến."),
            "below_terms": _("Loại cân thấp hơn loại thấp nhất đã chốt (%(grade)s).") % {"grade": grade},
            "other_grade": _("Loại cân khác loại ghi trên phiếu hái (%(grade)s).") % {"grade": grade},
        }
        if code in known:
            said.append(known[code])
    return said


def why_rejected(ticket: Ticket) -> str:
    """Why part was turned away, in words."""
    if not ticket.reject_reason:
        return ""
    label = str(RejectReason(ticket.reject_reason).label)
    return f"{label}: {ticket.reject_text}" if ticket.reject_text else label


def who_brought(ticket: Ticket) -> str:
    """The producer's name, or what was written of them."""
    return ticket.producer.name if ticket.producer is not None else ticket.producer_text
