"""What an event and a memorandum of understanding can become."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"

EVENT = Lifecycle(
    name="promotion_event",
    start=PLANNED,
    states=(PLANNED, HELD, CANCELLED),
    moves={
        "hold": ((PLANNED,), HELD),
        "take_back": ((HELD,), PLANNED),
        "cancel": ((PLANNED,), CANCELLED),
        "resume": ((CANCELLED,), PLANNED),
    },
)
EVENT_LABELS = {PLANNED: _("Dự kiến"), HELD: _("Đã tổ chức"), CANCELLED: _("Không tổ chức")}
EVENT_TONES = {PLANNED: "warn", HELD: "good", CANCELLED: "bad"}

SIGNED, ENDED = "signed", "ended"

MEMORANDUM = Lifecycle(
    name="memorandum",
    start=SIGNED,
    states=(SIGNED, ENDED, CANCELLED),
    moves={
        "end": ((SIGNED,), ENDED),
        "cancel": ((SIGNED,), CANCELLED),
        "resume": ((ENDED, CANCELLED), SIGNED),
    },
)
MEMORANDUM_LABELS = {SIGNED: _("Đang thực hiện"), ENDED: _("Đã kết thúc"), CANCELLED: _("Đã huỷ")}
MEMORANDUM_TONES = {SIGNED: "good", ENDED: "", CANCELLED: "bad"}

NOT_YET, OPEN, CLOSED = "not_yet", "open", "closed"
POINT_LABELS = {NOT_YET: _("Chưa mở"), OPEN: _("Đang mở"), CLOSED: _("Đã đóng")}
POINT_TONES = {NOT_YET: "warn", OPEN: "good", CLOSED: ""}


def point_standing(opens_on: date, closes_on: date | None, day: date) -> str:
    """How a display point stands on a day; its last day is still open."""
    if day < opens_on:
        return NOT_YET
    return OPEN if closes_on is None or day <= closes_on else CLOSED
