"""What a booked turn at a collection point can become."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

BOOKED, ARRIVED, DONE, MISSED, CANCELLED = "booked", "arrived", "done", "missed", "cancelled"

BOOKING = Lifecycle(
    name="booking",
    start=BOOKED,
    states=(BOOKED, ARRIVED, DONE, MISSED, CANCELLED),
    moves={
        "arrive": ((BOOKED, MISSED), ARRIVED),
        "finish": ((BOOKED, ARRIVED, MISSED), DONE),
        "miss": ((BOOKED,), MISSED),
        "cancel": ((BOOKED,), CANCELLED),
    },
)

HELD = (BOOKED, ARRIVED, DONE)
"""Bookings that hold their bay; a missed or cancelled one gives it free."""

BOOKING_LABELS = {
    BOOKED: _("Đã đăng ký"),
    ARRIVED: _("Đã đến"),
    DONE: _("Đã cân xong"),
    MISSED: _("Không đến"),
    CANCELLED: _("Đã huỷ"),
}
BOOKING_TONES = {BOOKED: "", ARRIVED: "warn", DONE: "good", MISSED: "bad", CANCELLED: "bad"}
