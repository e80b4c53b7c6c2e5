"""What a trip, a transit paper, a route event, an arrival and a claim can become."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

PLANNED, CONFIRMED, LOADING, UNDER_WAY, ARRIVED, CLOSED, CANCELLED = (
    "planned", "confirmed", "loading", "under_way", "arrived", "closed", "cancelled",
)  # fmt: skip

TRIP = Lifecycle(
    name="trip",
    start=PLANNED,
    states=(PLANNED, CONFIRMED, LOADING, UNDER_WAY, ARRIVED, CLOSED, CANCELLED),
    moves={
        "confirm": ((PLANNED,), CONFIRMED),
        "withdraw": ((CONFIRMED,), PLANNED),
        "load": ((PLANNED, CONFIRMED, LOADING), LOADING),
        "depart": ((LOADING,), UNDER_WAY),
        "arrive": ((UNDER_WAY,), ARRIVED),
        "close": ((ARRIVED,), CLOSED),
        "cancel": ((PLANNED, CONFIRMED, LOADING), CANCELLED),
    },
)

OPEN_TRIPS = (PLANNED, CONFIRMED, LOADING, UNDER_WAY)
"""Trips that still carry, or will carry, goods."""

EDITABLE_TRIPS = (PLANNED, CONFIRMED, LOADING)
"""Trips whose stops and loads may still be changed by hand."""

TRIP_LABELS = {
    PLANNED: _("Dự kiến"),
    CONFIRMED: _("Nhà xe đã nhận"),
    LOADING: _("Đang xếp hàng"),
    UNDER_WAY: _("Đang chạy"),
    ARRIVED: _("Đã tới nơi"),
    CLOSED: _("Đã xong"),
    CANCELLED: _("Đã huỷ"),
}
TRIP_TONES = {
    PLANNED: "warn", CONFIRMED: "good", LOADING: "good", UNDER_WAY: "good", ARRIVED: "good", CLOSED: "",
    CANCELLED: "bad",
}  # fmt: skip

DRAFT, SUBMITTED, RETURNED, APPROVED, REVOKED = "draft", "submitted", "returned", "approved", "revoked"
EXPIRED, NOT_YET = "expired", "not_yet"
"""How an approved paper reads after, or before, its days: judged when it is read, never stored."""

PAPER = Lifecycle(
    name="transit_paper",
    start=DRAFT,
    states=(DRAFT, SUBMITTED, RETURNED, APPROVED, REVOKED, CANCELLED),
    moves={
        "submit": ((DRAFT,), SUBMITTED),
        "resubmit": ((RETURNED,), SUBMITTED),
        "take_back": ((SUBMITTED,), DRAFT),
        "give_back": ((SUBMITTED,), RETURNED),
        "approve": ((SUBMITTED,), APPROVED),
        "revoke": ((APPROVED,), REVOKED),
        "cancel": ((DRAFT, RETURNED), CANCELLED),
    },
)

REPORTED, DISMISSED, SUPERSEDED = "reported", "dismissed", "superseded"
OVER = "over"
"""How a confirmed event reads after its last day."""

EVENT = Lifecycle(
    name="route_event",
    start=REPORTED,
    states=(REPORTED, CONFIRMED, SUPERSEDED, DISMISSED),
    moves={
        "confirm": ((REPORTED,), CONFIRMED),
        "supersede": ((REPORTED, CONFIRMED), SUPERSEDED),
        "dismiss": ((REPORTED, CONFIRMED), DISMISSED),
    },
)

EXPECTED, PARTLY, DIFFERS, SETTLED = "expected", "partly", "differs", "settled"

ARRIVAL = Lifecycle(
    name="arrival",
    start=EXPECTED,
    states=(EXPECTED, PARTLY, CONFIRMED, DIFFERS, SETTLED, CANCELLED),
    moves={
        "part": ((EXPECTED, PARTLY), PARTLY),
        "confirm": ((EXPECTED, PARTLY), CONFIRMED),
        "differ": ((EXPECTED, PARTLY, CONFIRMED), DIFFERS),
        "settle": ((EXPECTED, PARTLY, CONFIRMED, DIFFERS, SETTLED), SETTLED),
        "cancel": ((EXPECTED,), CANCELLED),
    },
)

OPEN_CLAIM, ANSWERED, AGREED, PARTLY_AGREED, REFUSED, WITHDRAWN = (
    "open", "answered", "agreed", "partly_agreed", "refused", "withdrawn",
)  # fmt: skip

CLAIM = Lifecycle(
    name="claim",
    start=OPEN_CLAIM,
    states=(OPEN_CLAIM, ANSWERED, AGREED, PARTLY_AGREED, REFUSED, WITHDRAWN),
    moves={
        "answer": ((OPEN_CLAIM, ANSWERED), ANSWERED),
        "agree": ((OPEN_CLAIM, ANSWERED), AGREED),
        "agree_partly": ((OPEN_CLAIM, ANSWERED), PARTLY_AGREED),
        "refuse": ((OPEN_CLAIM, ANSWERED), REFUSED),
        "withdraw": ((OPEN_CLAIM, ANSWERED), WITHDRAWN),
    },
)

LIVE_CLAIMS = (OPEN_CLAIM, ANSWERED)

PAPER_LABELS = {
    DRAFT: _("Đang soạn"),
    SUBMITTED: _("Chờ duyệt"),
    RETURNED: _("Trả lại để sửa"),
    APPROVED: _("Đã duyệt, còn hiệu lực"),
    NOT_YET: _("Đã duyệt, chưa tới ngày"),
    EXPIRED: _("Hết hạn"),
    REVOKED: _("Đã thu hồi"),
    CANCELLED: _("Đã huỷ"),
}
PAPER_TONES = {
    DRAFT: "", SUBMITTED: "warn", RETURNED: "bad", APPROVED: "good", NOT_YET: "warn", EXPIRED: "bad",
    REVOKED: "bad", CANCELLED: "",
}  # fmt: skip
EVENT_LABELS = {
    REPORTED: _("Chưa xác nhận"),
    CONFIRMED: _("Đã xác nhận"),
    OVER: _("Đã qua"),
    SUPERSEDED: _("Đã có tin mới thay"),
    DISMISSED: _("Tin không đúng"),
}
EVENT_TONES = {REPORTED: "", CONFIRMED: "warn", OVER: "", SUPERSEDED: "", DISMISSED: ""}
ARRIVAL_LABELS = {
    EXPECTED: _("Đang chờ tới"),
    PARTLY: _("Tới một phần"),
    CONFIRMED: _("Bên mua đã xác nhận"),
    DIFFERS: _("Hai bên nói khác nhau"),
    SETTLED: _("Đã chốt lại"),
    CANCELLED: _("Không còn chờ"),
}
ARRIVAL_TONES = {
    EXPECTED: "warn", PARTLY: "warn", CONFIRMED: "good", DIFFERS: "bad", SETTLED: "good", CANCELLED: "",
}  # fmt: skip
CLAIM_LABELS = {
    OPEN_CLAIM: _("Chờ trả lời"),
    ANSWERED: _("Đã trả lời, chưa xong"),
    AGREED: _("Đồng ý toàn bộ"),
    PARTLY_AGREED: _("Đồng ý một phần"),
    REFUSED: _("Không chấp nhận"),
    WITHDRAWN: _("Đã rút"),
}
CLAIM_TONES = {
    OPEN_CLAIM: "bad", ANSWERED: "warn", AGREED: "good", PARTLY_AGREED: "good", REFUSED: "", WITHDRAWN: "",
}  # fmt: skip
