"""What the figures of a day are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders.models import Kind

KIND_LABELS = {
    Kind.RECEIVED: _("Nhận tại điểm"),
    Kind.REJECTED: _("Loại tại điểm"),
    Kind.LOADED: _("Xếp xe"),
    Kind.DELIVERED: _("Đã giao"),
    Kind.LOST: _("Hao hụt"),
    Kind.ACCEPTED: _("Bên mua nhận"),
    Kind.PAID: _("Đã trả tiền"),
}
GROUPS = (
    ("by_commodity", _("Theo nông sản"), "nong-san"),
    ("by_channel", _("Theo kênh"), "kenh"),
    ("by_market", _("Theo thị trường, cửa khẩu"), "thi-truong"),
    ("by_point", _("Theo điểm tập kết"), "diem"),
    ("by_commune", _("Theo xã"), "xa"),
)
"""The tables of a day's report: their key in the figures, their title, the query parameter that narrows to a row."""

STATE_LABELS = {
    "missing": _("Chưa có báo cáo"),
    "draft": _("Đang soạn"),
    "issued": _("Đã gửi"),
    "replaced": _("Đã thay bằng bản sau"),
}
STATE_TONES = {"missing": "bad", "draft": "warn", "issued": "good", "replaced": ""}
