"""What a statement and a transfer file can become."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.lifecycle import Lifecycle

DRAFT, ISSUED, PART_PAID, PAID, VOID = "draft", "issued", "part_paid", "paid", "void"
MADE, DONE, DROPPED = "made", "done", "dropped"

STATEMENT = Lifecycle(
    name="statement",
    start=DRAFT,
    states=(DRAFT, ISSUED, PART_PAID, PAID, VOID),
    moves={
        "issue": ((DRAFT,), ISSUED),
        "pay_part": ((ISSUED, PART_PAID, PAID), PART_PAID),
        "pay": ((ISSUED, PART_PAID), PAID),
        "unpay": ((PART_PAID, PAID), ISSUED),
        "void": ((DRAFT, ISSUED), VOID),
    },
)

TRANSFER = Lifecycle(
    name="transfer_file",
    start=MADE,
    states=(MADE, DONE, DROPPED),
    moves={"finish": ((MADE,), DONE), "drop": ((MADE,), DROPPED)},
)

LABELS = {
    DRAFT: _("Đang soạn"),
    ISSUED: _("Chờ trả tiền"),
    PART_PAID: _("Đã trả một phần"),
    PAID: _("Đã trả đủ"),
    VOID: _("Đã bỏ"),
}
TONES = {DRAFT: "", ISSUED: "warn", PART_PAID: "warn", PAID: "good", VOID: "bad"}
TRANSFER_LABELS = {MADE: _("Đã lập tệp"), DONE: _("Đã chuyển xong"), DROPPED: _("Đã bỏ")}
