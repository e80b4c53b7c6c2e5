"""What an order, its terms, a line and a harvest slip can become."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

DRAFT, PROPOSED, AGREED, CLOSED, CANCELLED = "draft", "proposed", "agreed", "closed", "cancelled"
FROZEN, SUPERSEDED, REFUSED = "frozen", "superseded", "refused"
OPEN, ALLOCATED, CONFIRMED, RECEIVING, UNDER_WAY, DELIVERED, ACCEPTED, PAID = (
    "open", "allocated", "confirmed", "receiving", "under_way", "delivered", "accepted", "paid",
)  # fmt: skip
SENT, DECLINED, LAPSED, FAILED, BROUGHT, SETTLED = (
    "sent", "declined", "lapsed", "failed", "brought", "settled",
)  # fmt: skip

ORDER = Lifecycle(
    name="order",
    start=DRAFT,
    states=(DRAFT, PROPOSED, AGREED, CLOSED, CANCELLED),
    moves={
        "propose": ((DRAFT,), PROPOSED),
        "freeze": ((DRAFT, PROPOSED), AGREED),
        "send_back": ((PROPOSED,), DRAFT),
        "close": ((AGREED,), CLOSED),
        "reopen": ((CLOSED,), AGREED),
        "cancel": ((DRAFT, PROPOSED, AGREED), CANCELLED),
    },
)

TERMS = Lifecycle(
    name="terms",
    start=PROPOSED,
    states=(PROPOSED, FROZEN, SUPERSEDED, REFUSED),
    moves={
        "freeze": ((PROPOSED,), FROZEN),
        "refuse": ((PROPOSED,), REFUSED),
        "supersede": ((FROZEN,), SUPERSEDED),
    },
)

LINE = Lifecycle(
    name="order_line",
    start=OPEN,
    states=(OPEN, ALLOCATED, CONFIRMED, RECEIVING, UNDER_WAY, DELIVERED, ACCEPTED, PAID, CANCELLED),
    moves={
        "allocate": ((OPEN, ALLOCATED, CONFIRMED), ALLOCATED),
        "confirm": ((OPEN, ALLOCATED, CONFIRMED), CONFIRMED),
        "empty": ((ALLOCATED, CONFIRMED), OPEN),
        "receive": ((OPEN, ALLOCATED, CONFIRMED, RECEIVING), RECEIVING),
        "load": ((RECEIVING, UNDER_WAY), UNDER_WAY),
        "deliver": ((RECEIVING, UNDER_WAY, DELIVERED), DELIVERED),
        "accept": ((DELIVERED, ACCEPTED), ACCEPTED),
        "settle": ((ACCEPTED,), PAID),
        "cancel": ((OPEN, ALLOCATED, CONFIRMED), CANCELLED),
    },
)

SLIP = Lifecycle(
    name="slip",
    start=DRAFT,
    states=(DRAFT, SENT, ACCEPTED, DECLINED, LAPSED, FAILED, BROUGHT, SETTLED, CANCELLED),
    moves={
        "send": ((DRAFT,), SENT),
        "accept": ((DRAFT, SENT, ACCEPTED), ACCEPTED),
        "decline": ((DRAFT, SENT, ACCEPTED), DECLINED),
        "reconsider": ((DECLINED,), ACCEPTED),
        "lapse": ((SENT,), LAPSED),
        "fail": ((SENT, ACCEPTED), FAILED),
        "bring": ((DRAFT, SENT, ACCEPTED, BROUGHT, SETTLED), BROUGHT),
        "settle": ((BROUGHT,), SETTLED),
        "unsettle": ((SETTLED,), BROUGHT),
        "cancel": ((DRAFT, SENT, ACCEPTED), CANCELLED),
    },
)

FLAG_OPEN, ANSWERED = "open", "answered"
FLAG = Lifecycle(
    name="price_flag",
    start=FLAG_OPEN,
    states=(FLAG_OPEN, ANSWERED, CLOSED),
    moves={
        "answer": ((FLAG_OPEN, ANSWERED), ANSWERED),
        "close": ((FLAG_OPEN, ANSWERED), CLOSED),
        "reopen": ((CLOSED,), FLAG_OPEN),
    },
)

LIVE_SLIPS = (DRAFT, SENT, ACCEPTED, BROUGHT, SETTLED)
"""Slips whose kg are held by a household; the others gave theirs back."""

ORDER_LABELS = {
    DRAFT: _("Đang soạn"),
    PROPOSED: _("Chờ hai bên chốt"),
    AGREED: _("Đã chốt"),
    CLOSED: _("Đã xong"),
    CANCELLED: _("Đã huỷ"),
}
ORDER_TONES = {DRAFT: "", PROPOSED: "warn", AGREED: "good", CLOSED: "", CANCELLED: "bad"}
TERMS_LABELS = {
    PROPOSED: _("Chờ chốt"),
    FROZEN: _("Đang có hiệu lực"),
    SUPERSEDED: _("Đã thay"),
    REFUSED: _("Không đồng ý"),
}
LINE_LABELS = {
    OPEN: _("Chưa chia hộ"),
    ALLOCATED: _("Đã chia, chờ hộ trả lời"),
    CONFIRMED: _("Các hộ đã nhận"),
    RECEIVING: _("Đang nhận tại điểm"),
    UNDER_WAY: _("Đang trên đường"),
    DELIVERED: _("Đã giao"),
    ACCEPTED: _("Bên mua đã nhận"),
    PAID: _("Đã trả tiền"),
    CANCELLED: _("Đã huỷ"),
}
LINE_TONES = {
    OPEN: "warn", ALLOCATED: "warn", CONFIRMED: "good", RECEIVING: "good", UNDER_WAY: "good",
    DELIVERED: "good", ACCEPTED: "good", PAID: "", CANCELLED: "bad",
}  # fmt: skip
SLIP_LABELS = {
    DRAFT: _("Chưa gửi"),
    SENT: _("Chờ hộ trả lời"),
    ACCEPTED: _("Hộ đã nhận lời"),
    DECLINED: _("Hộ từ chối"),
    LAPSED: _("Quá hạn trả lời"),
    FAILED: _("Không hái được"),
    BROUGHT: _("Đã mang đến điểm"),
    SETTLED: _("Đã trả tiền"),
    CANCELLED: _("Đã huỷ"),
}
SLIP_TONES = {
    DRAFT: "", SENT: "warn", ACCEPTED: "good", DECLINED: "bad", LAPSED: "bad", FAILED: "bad",
    BROUGHT: "good", SETTLED: "", CANCELLED: "bad",
}  # fmt: skip
FLAG_LABELS = {
    FLAG_OPEN: _("Chưa ai trả lời"),
    ANSWERED: _("Đã có trả lời"),
    CLOSED: _("Đã khép"),
}
FLAG_TONES = {FLAG_OPEN: "bad", ANSWERED: "warn", CLOSED: ""}
