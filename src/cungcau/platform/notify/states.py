"""What a message that leaves the site can be: waiting, at the provider's door, sent, failed, in doubt, by hand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

WAITING, HELD, SENDING, SENT, BY_HAND, FAILED, UNSURE, GIVEN_UP, CANCELLED = (
    "waiting",
    "held",
    "sending",
    "sent",
    "by_hand",
    "failed",
    "unsure",
    "given_up",
    "cancelled",
)

OUTGOING = Lifecycle(
    name="outgoing",
    start=WAITING,
    states=(WAITING, HELD, SENDING, SENT, BY_HAND, FAILED, UNSURE, GIVEN_UP, CANCELLED),
    moves={
        "hold": ((WAITING, FAILED), HELD),
        "take": ((WAITING, FAILED), SENDING),
        "accept": ((SENDING, UNSURE), SENT),
        "fail": ((SENDING,), FAILED),
        "switch": ((SENDING,), WAITING),
        "doubt": ((SENDING,), UNSURE),
        "give_up": ((SENDING,), GIVEN_UP),
        "retry": ((HELD, FAILED, UNSURE, GIVEN_UP, CANCELLED), WAITING),
        "mark_sent": ((WAITING, HELD, FAILED, UNSURE, GIVEN_UP), BY_HAND),
        "cancel": ((WAITING, HELD, FAILED, UNSURE, GIVEN_UP), CANCELLED),
    },
)

LABELS = {
    WAITING: _("Chờ gửi"),
    HELD: _("Chờ gửi tay"),
    SENDING: _("Đang gửi"),
    SENT: _("Đã gửi"),
    BY_HAND: _("Đã báo tay"),
    FAILED: _("Chưa gửi được, sẽ thử lại"),
    UNSURE: _("Không rõ đã gửi chưa"),
    GIVEN_UP: _("Không gửi được"),
    CANCELLED: _("Đã huỷ"),
}

TONES = {
    WAITING: "info",
    HELD: "warn",
    SENDING: "info",
    SENT: "good",
    BY_HAND: "done",
    FAILED: "warn",
    UNSURE: "bad",
    GIVEN_UP: "bad",
    CANCELLED: "",
}

BY_A_PERSON = ("retry", "mark_sent", "cancel")
"""The verbs people say in the outbox; the rest is the carrier's."""

VERB_LABELS = {"retry": _("Gửi lại"), "mark_sent": _("Ghi là đã báo tay"), "cancel": _("Huỷ")}

OPEN = (WAITING, HELD, FAILED, UNSURE, GIVEN_UP)
"""The person has, for all we know, not been told yet."""

MAY_HAVE_REACHED = (SENDING, SENT, BY_HAND, UNSURE)
"""The person has, for all we know, been told."""

QUEUED = (WAITING, FAILED)
"""The carrier comes for it."""

NEEDS_A_PERSON = (HELD, UNSURE, GIVEN_UP)
"""Nothing more happens by itself."""

GROUPS = {"can-nguoi": NEEDS_A_PERSON}
"""Filters of the outbox that mean several states."""


def in_filter(name: str) -> tuple[str, ...]:
    """The states a filter of the outbox leaves: one, a group of them, or all for a blank."""
    return GROUPS.get(name, (name,) if name else OUTGOING.states)


REASONS = {
    "": "",
    "no_channel": _("Chưa cấu hình kênh: gửi tay"),
    "no_address": _("Không có số điện thoại, thư hay Zalo: gửi tay"),
    "by_wish": _("Người nhận muốn được gọi điện, gặp trực tiếp"),
    "demo": _("Dữ liệu minh hoạ, không gửi ra ngoài"),
    "refused": _("Nhà cung cấp từ chối"),
    "later": _("Nhà cung cấp chưa nhận"),
    "unreachable": _("Không nối được tới nhà cung cấp"),
    "no_answer": _("Đã chuyển đi mà không có trả lời"),
    "interrupted": _("Tiến trình gửi dừng giữa chừng"),
    "setting": _("Cấu hình kênh sai"),
    "crash": _("Chương trình gặp lỗi khi gửi"),
    "expired": _("Đã quá hạn báo"),
    "inactive": _("Tài khoản người nhận đã ngừng"),
    "withdrawn": _("Việc đã đổi, không cần báo nữa"),
    "by_hand": _("Người phụ trách huỷ"),
}
"""Why a message is where it is, by code; what the provider said stands beside."""
