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
DELIVERED, UNDELIVERED = "delivered", "undelivered"
"""What a provider tells afterwards of a message it had accepted."""

BY_HAND_REASON = "by_hand"
"""The reason a message bears that a person put aside."""

OUTGOING = Lifecycle(
    name="outgoing",
    start=WAITING,
    states=(
        WAITING,
        HELD,
        SENDING,
        SENT,
        DELIVERED,
        BY_HAND,
        FAILED,
        UNSURE,
        UNDELIVERED,
        GIVEN_UP,
        CANCELLED,
    ),
    moves={
        "hold": ((WAITING, FAILED), HELD),
        "take": ((WAITING, FAILED), SENDING),
        "accept": ((SENDING, UNSURE), SENT),
        "fail": ((SENDING,), FAILED),
        "switch": ((SENDING,), WAITING),
        "doubt": ((SENDING,), UNSURE),
        "give_up": ((SENDING,), GIVEN_UP),
        "deliver": ((SENDING, SENT, UNSURE, UNDELIVERED), DELIVERED),
        "bounce": ((SENDING, SENT, UNSURE), UNDELIVERED),
        "turn": ((SENDING, SENT, UNSURE), WAITING),
        "retry": ((HELD, FAILED, UNSURE, UNDELIVERED, GIVEN_UP), WAITING),
        "mark_sent": ((WAITING, HELD, FAILED, UNSURE, UNDELIVERED, GIVEN_UP), BY_HAND),
        "cancel": ((WAITING, HELD, FAILED, UNSURE, UNDELIVERED, GIVEN_UP), CANCELLED),
        "restore": ((CANCELLED,), WAITING),
    },
)
"""``restore`` undoes a person's own putting aside; what was put aside because the thing changed stays so."""

LABELS = {
    WAITING: _("Chờ gửi"),
    HELD: _("Chờ gửi tay"),
    SENDING: _("Đang gửi"),
    SENT: _("Đã gửi"),
    DELIVERED: _("Đã tới máy"),
    BY_HAND: _("Đã báo tay"),
    FAILED: _("Chưa gửi được, sẽ thử lại"),
    UNSURE: _("Không rõ đã gửi chưa"),
    UNDELIVERED: _("Không tới máy"),
    GIVEN_UP: _("Không gửi được"),
    CANCELLED: _("Đã huỷ"),
}

TONES = {
    WAITING: "info",
    HELD: "warn",
    SENDING: "info",
    SENT: "good",
    DELIVERED: "done",
    BY_HAND: "done",
    FAILED: "warn",
    UNSURE: "bad",
    UNDELIVERED: "bad",
    GIVEN_UP: "bad",
    CANCELLED: "",
}

BY_A_PERSON = ("retry", "mark_sent", "cancel", "restore")
"""The verbs people say in the outbox; the rest is the carrier's."""

VERB_LABELS = {
    "retry": _("Gửi lại"),
    "mark_sent": _("Ghi là đã báo tay"),
    "cancel": _("Huỷ"),
    "restore": _("Lấy lại tin đã huỷ"),
}

OPEN = (WAITING, HELD, FAILED, UNSURE, UNDELIVERED, GIVEN_UP)
"""The person has, for all we know, not been told yet."""

MAY_HAVE_REACHED = (SENDING, SENT, DELIVERED, BY_HAND, UNSURE)
"""The person has, for all we know, been told."""

QUEUED = (WAITING, FAILED)
"""The carrier comes for it."""

NEEDS_A_PERSON = (HELD, UNSURE, UNDELIVERED, GIVEN_UP)
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
    "undelivered": _("Nhà cung cấp báo không tới máy người nhận"),
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

OPEN_INCOMING, CARRIED_OUT, HANDLED = "open", "done", "handled"

INCOMING = Lifecycle(
    name="incoming",
    start=OPEN_INCOMING,
    states=(OPEN_INCOMING, CARRIED_OUT, HANDLED),
    moves={
        "carry_out": ((OPEN_INCOMING,), CARRIED_OUT),
        "handle": ((OPEN_INCOMING,), HANDLED),
    },
)
"""What a message somebody sent to the site can be."""

INCOMING_LABELS = {
    OPEN_INCOMING: _("Chờ người xử lý"),
    CARRIED_OUT: _("Đã tự ghi"),
    HANDLED: _("Đã xử lý"),
}
INCOMING_TONES = {OPEN_INCOMING: "warn", CARRIED_OUT: "good", HANDLED: "done"}

UNREAD = {
    "": "",
    "unreadable": _("Không hiểu tin nhắn"),
    "unknown_sender": _("Không biết số máy này là của ai"),
    "unknown_code": _("Không có việc mang mã này của người gửi"),
    "refused": _("Hiểu tin nhắn nhưng không ghi được"),
}
"""Why a person is needed, by code."""
