"""What a session, an item on it, a score sheet and a decision can become."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

PLANNED, OPEN, CLOSED, CANCELLED = "planned", "open", "closed", "cancelled"

SESSION = Lifecycle(
    name="council_session",
    start=PLANNED,
    states=(PLANNED, OPEN, CLOSED, CANCELLED),
    moves={"open": ((PLANNED,), OPEN), "close": ((OPEN,), CLOSED), "cancel": ((PLANNED, OPEN), CANCELLED)},
)
SESSION_LABELS = {
    PLANNED: _("Đang chuẩn bị"),
    OPEN: _("Đang họp"),
    CLOSED: _("Đã bế mạc"),
    CANCELLED: _("Đã huỷ"),
}
SESSION_TONES = {PLANNED: "", OPEN: "warn", CLOSED: "good", CANCELLED: "bad"}

WAITING, SCORING, DISCUSSING, AGREEING, DONE, POSTPONED = (
    "waiting", "scoring", "discussing", "agreeing", "done", "postponed",
)  # fmt: skip

ITEM = Lifecycle(
    name="council_item",
    start=WAITING,
    states=(WAITING, SCORING, DISCUSSING, AGREEING, DONE, POSTPONED),
    moves={
        "start": ((WAITING,), SCORING),
        "discuss": ((SCORING,), DISCUSSING),
        "score_again": ((DISCUSSING,), SCORING),
        "go_on": ((DISCUSSING,), AGREEING),
        "agree": ((SCORING,), AGREEING),
        "finish": ((AGREEING,), DONE),
        "reopen": ((DONE,), AGREEING),
        "postpone": ((WAITING, SCORING, DISCUSSING, AGREEING), POSTPONED),
    },
)
"""SCORING: members score, blind to one another. Closing it leads to DISCUSSING where the spread is over the limit,
else to AGREEING (the values of minimum criteria), then DONE."""

LIVE_ITEMS = (WAITING, SCORING, DISCUSSING, AGREEING, DONE)

ITEM_LABELS = {
    WAITING: _("Chưa chấm"),
    SCORING: _("Đang chấm"),
    DISCUSSING: _("Lệch điểm, đang thảo luận"),
    AGREEING: _("Thống nhất tiêu chí tối thiểu"),
    DONE: _("Đã có kết quả"),
    POSTPONED: _("Hoãn sang phiên khác"),
}
ITEM_TONES = {WAITING: "", SCORING: "warn", DISCUSSING: "warn", AGREEING: "", DONE: "good", POSTPONED: "bad"}

DRAFT, SUBMITTED = "draft", "submitted"

SHEET = Lifecycle(
    name="score_sheet",
    start=DRAFT,
    states=(DRAFT, SUBMITTED),
    moves={"submit": ((DRAFT,), SUBMITTED), "take_back": ((SUBMITTED,), DRAFT)},
)
"""A member takes a sheet back only while its item is being scored; the trail keeps both."""
SHEET_LABELS = {DRAFT: _("Đang chấm"), SUBMITTED: _("Đã nộp phiếu")}
SHEET_TONES = {DRAFT: "warn", SUBMITTED: "good"}

SIGNED = "signed"

DECISION = Lifecycle(
    name="ocop_decision",
    start=DRAFT,
    states=(DRAFT, SIGNED, CANCELLED),
    moves={"sign": ((DRAFT,), SIGNED), "cancel": ((DRAFT,), CANCELLED)},
)
DECISION_LABELS = {DRAFT: _("Dự thảo"), SIGNED: _("Đã ký"), CANCELLED: _("Đã bỏ")}
DECISION_TONES = {DRAFT: "", SIGNED: "good", CANCELLED: "bad"}
