"""Who approved a point and who keeps it, booked turns, weighbridge tickets with their photos, closed days."""

from cungcau.domain.collection.models.approval import PointApproval, PointKeeper, PointRules
from cungcau.domain.collection.models.booking import Booking
from cungcau.domain.collection.models.closing import DayClosing
from cungcau.domain.collection.models.photo import Photo
from cungcau.domain.collection.models.ticket import RejectReason, Ticket, TicketSeries

__all__ = [
    "Booking",
    "DayClosing",
    "Photo",
    "PointApproval",
    "PointKeeper",
    "PointRules",
    "RejectReason",
    "Ticket",
    "TicketSeries",
]
