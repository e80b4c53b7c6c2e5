"""What a need and an offer can become; that either has expired is judged when it is read, never stored."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

OPEN, MET, WITHDRAWN = "open", "met", "withdrawn"
PROPOSED, ACCEPTED, DECLINED = "proposed", "accepted", "declined"
EXPIRED = "expired"
"""Not a state of either table: how an open need or a proposed offer past its last day is shown."""

NEED = Lifecycle(
    name="need",
    start=OPEN,
    states=(OPEN, MET, WITHDRAWN),
    moves={
        "meet": ((OPEN,), MET),
        "withdraw": ((OPEN,), WITHDRAWN),
        "reopen": ((MET, WITHDRAWN), OPEN),
    },
)

OFFER = Lifecycle(
    name="offer",
    start=PROPOSED,
    states=(PROPOSED, ACCEPTED, DECLINED, WITHDRAWN),
    moves={
        "accept": ((PROPOSED,), ACCEPTED),
        "decline": ((PROPOSED,), DECLINED),
        "withdraw": ((PROPOSED,), WITHDRAWN),
        "release": ((ACCEPTED,), WITHDRAWN),
    },
)

NEED_LABELS = {
    OPEN: _("Đang cần"),
    MET: _("Đã đủ hàng"),
    WITHDRAWN: _("Đã rút"),
    EXPIRED: _("Hết hạn"),
}
NEED_TONES = {OPEN: "good", MET: "", WITHDRAWN: "", EXPIRED: "warn"}

OFFER_LABELS = {
    PROPOSED: _("Chờ duyệt"),
    ACCEPTED: _("Đã nhận"),
    DECLINED: _("Không nhận"),
    WITHDRAWN: _("Đã rút"),
    EXPIRED: _("Hết hạn chào"),
}
OFFER_TONES = {PROPOSED: "warn", ACCEPTED: "good", DECLINED: "", WITHDRAWN: "", EXPIRED: ""}
