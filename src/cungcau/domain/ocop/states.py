"""What a rule book, a dossier, a request to the entity and a certificate can become."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

DRAFT, PUBLISHED = "draft", "published"

RULE_BOOK = Lifecycle(
    name="rule_book", start=DRAFT, states=(DRAFT, PUBLISHED), moves={"publish": ((DRAFT,), PUBLISHED)}
)
RULE_BOOK_LABELS = {DRAFT: _("Bản thử"), PUBLISHED: _("Đã ban hành")}
RULE_BOOK_TONES = {DRAFT: "warn", PUBLISHED: "good"}

SUBMITTED, RETURNED, FORWARDED, REVIEWING, READY = (
    "submitted", "returned", "forwarded", "reviewing", "ready",
)  # fmt: skip
IN_SESSION, SCORED, RECOGNISED, NOT_RECOGNISED = "in_session", "scored", "recognised", "not_recognised"
AT_MINISTRY, REJECTED, WITHDRAWN = "at_ministry", "rejected", "withdrawn"

DOSSIER = Lifecycle(
    name="dossier",
    start=DRAFT,
    states=(
        DRAFT, SUBMITTED, RETURNED, FORWARDED, REVIEWING, READY, IN_SESSION, SCORED, AT_MINISTRY,
        RECOGNISED, NOT_RECOGNISED, REJECTED, WITHDRAWN,
    ),
    moves={
        "submit": ((DRAFT,), SUBMITTED),
        "send_back": ((SUBMITTED, FORWARDED), RETURNED),
        "resubmit": ((RETURNED,), SUBMITTED),
        "resubmit_to_province": ((RETURNED,), FORWARDED),
        "forward": ((SUBMITTED,), FORWARDED),
        "take_up": ((FORWARDED,), REVIEWING),
        "finish_review": ((REVIEWING,), READY),
        "reopen_review": ((READY,), REVIEWING),
        "schedule": ((READY,), IN_SESSION),
        "unschedule": ((IN_SESSION,), READY),
        "score": ((IN_SESSION,), SCORED),
        "reopen_scoring": ((SCORED,), IN_SESSION),
        "send_up": ((SCORED,), AT_MINISTRY),
        "come_back": ((AT_MINISTRY,), SCORED),
        "recognise": ((SCORED, AT_MINISTRY), RECOGNISED),
        "not_recognise": ((SCORED, AT_MINISTRY), NOT_RECOGNISED),
        "reject": ((SUBMITTED, FORWARDED, REVIEWING, READY, IN_SESSION, SCORED, AT_MINISTRY), REJECTED),
        "withdraw": ((DRAFT, SUBMITTED, RETURNED, FORWARDED, REVIEWING, READY), WITHDRAWN),
    },
)  # fmt: skip

EDITABLE = (DRAFT, RETURNED)
"""States in which the entity writes its file; in REVIEWING it only answers what was asked, item by item."""

LIVE_DOSSIERS = tuple(s for s in DOSSIER.states if s not in (RECOGNISED, NOT_RECOGNISED, REJECTED, WITHDRAWN))

DOSSIER_LABELS = {
    DRAFT: _("Đang soạn"),
    SUBMITTED: _("Xã đang kiểm tra"),
    RETURNED: _("Trả lại để bổ sung"),
    FORWARDED: _("Tỉnh đã nhận từ xã"),
    REVIEWING: _("Tổ tư vấn đang xem"),
    READY: _("Đủ điều kiện trình hội đồng"),
    IN_SESSION: _("Trong phiên hội đồng"),
    SCORED: _("Hội đồng đã chấm"),
    AT_MINISTRY: _("Đã gửi Bộ"),
    RECOGNISED: _("Đã công nhận"),
    NOT_RECOGNISED: _("Không công nhận"),
    REJECTED: _("Bị loại"),
    WITHDRAWN: _("Đã rút"),
}
DOSSIER_TONES = {
    DRAFT: "",
    SUBMITTED: "",
    RETURNED: "warn",
    FORWARDED: "",
    REVIEWING: "",
    READY: "good",
    IN_SESSION: "",
    SCORED: "good",
    AT_MINISTRY: "",
    RECOGNISED: "good",
    NOT_RECOGNISED: "bad",
    REJECTED: "bad",
    WITHDRAWN: "bad",
}

OPEN, ANSWERED, ACCEPTED, CANCELLED = "open", "answered", "accepted", "cancelled"

REQUEST = Lifecycle(
    name="item_request",
    start=OPEN,
    states=(OPEN, ANSWERED, ACCEPTED, CANCELLED),
    moves={
        "answer": ((OPEN,), ANSWERED),
        "accept": ((OPEN, ANSWERED), ACCEPTED),
        "reopen": ((ANSWERED, ACCEPTED), OPEN),
        "cancel": ((OPEN, ANSWERED), CANCELLED),
    },
)
REQUEST_LABELS = {
    OPEN: _("Chờ chủ thể"),
    ANSWERED: _("Chờ người yêu cầu xem"),
    ACCEPTED: _("Đã đủ"),
    CANCELLED: _("Thôi yêu cầu"),
}
REQUEST_TONES = {OPEN: "warn", ANSWERED: "", ACCEPTED: "good", CANCELLED: ""}

IN_FORCE, REVOKED, REPLACED = "in_force", "revoked", "replaced"

CERTIFICATE = Lifecycle(
    name="ocop_certificate",
    start=IN_FORCE,
    states=(IN_FORCE, REVOKED, REPLACED),
    moves={"revoke": ((IN_FORCE,), REVOKED), "replace": ((IN_FORCE,), REPLACED)},
)
"""A certificate past its last day stays IN_FORCE here: whether it is valid is read off its days (``valid_on``)."""

CERTIFICATE_LABELS = {
    IN_FORCE: _("Chưa bị thu hồi, thay thế"),
    REVOKED: _("Đã thu hồi"),
    REPLACED: _("Đã thay bằng giấy mới"),
}
CERTIFICATE_TONES = {IN_FORCE: "good", REVOKED: "bad", REPLACED: ""}
