"""The fields of form 01 (registration): what they are called, in which part they stand, what must be filled in.

Source: 26/2026/QĐ-TTg, Appendix III, form 01; the wording of labels is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Kind = Literal["line", "text", "number", "money", "day", "phone", "email", "url", "choice"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key in ``Dossier.registration``, label, kind, longest text; ``paper`` is its label in print."""

    name: str
    label: str | Promise
    paper: str
    kind: Kind = "line"
    required: bool = False
    most: int = 300
    help: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form."""

    title: str | Promise
    paper: str
    fields: tuple[Field, ...]


SECTIONS: tuple[Section, ...] = (
    Section(
        _("Chủ thể"),
        "I. CHỦ THỂ ĐĂNG KÝ",
        (
            Field("legal_name", _("Tên chủ thể trên giấy tờ"), "Tên chủ thể", required=True, most=200),
            Field("legal_form", _("Loại hình"), "Loại hình", required=True, most=100),
            Field(
                "business_no", _("Số đăng ký kinh doanh, đăng ký hợp tác xã"), "Số đăng ký kinh doanh", most=80,
                help=_("Hộ chưa đăng ký kinh doanh thì để trống."),
            ),
            Field("business_on", _("Ngày cấp"), "Ngày cấp", "day"),
            Field("address", _("Địa chỉ"), "Địa chỉ", required=True),
            Field("representative", _("Người đại diện"), "Người đại diện", required=True, most=120),
            Field("position", _("Chức vụ"), "Chức vụ", most=120),
            Field("phone", _("Điện thoại"), "Điện thoại", "phone", required=True, most=20),
            Field("email", _("Thư điện tử"), "Thư điện tử", "email", most=120),
            Field("website", _("Trang thông tin, mạng xã hội"), "Trang thông tin", "url", most=300),
        ),
    ),
    Section(
        _("Sản phẩm"),
        "II. SẢN PHẨM ĐĂNG KÝ",
        (
            Field("summary", _("Mô tả sản phẩm"), "Mô tả sản phẩm", "text", required=True, most=3000),
            Field(
                "ingredients", _("Nguyên liệu và nơi có nguyên liệu"), "Nguyên liệu và nguồn gốc", "text",
                required=True, most=3000,
                help=_("Nêu nguyên liệu chính, tỷ lệ lấy trong tỉnh, nơi trồng hoặc nuôi."),
            ),
            Field("process", _("Cách làm ra sản phẩm"), "Quy trình sản xuất", "text", most=3000),
            Field("packaging", _("Quy cách, bao bì, nhãn"), "Quy cách, bao bì, nhãn", most=600),
            Field("since_year", _("Sản xuất từ năm"), "Sản xuất từ năm", "number", most=4),
            Field(
                "place_of_making", _("Nơi sản xuất"), "Nơi sản xuất", required=True,
                help=_("Thôn, xã nơi làm ra sản phẩm."),
            ),
            Field("origin", _("Ý tưởng sản phẩm từ đâu"), "Nguồn gốc ý tưởng sản phẩm", "text", most=3000),
            Field(
                "identity", _("Nét riêng của địa phương trong sản phẩm"), "Bản sắc, trí tuệ địa phương", "text",
                most=3000,
            ),
            Field("story", _("Câu chuyện sản phẩm"), "Câu chuyện sản phẩm", "text", most=4000),
        ),
    ),
    Section(
        _("Sản xuất, bán hàng"),
        "III. TÌNH HÌNH SẢN XUẤT, KINH DOANH",
        (
            Field(
                "output", _("Sản lượng một năm (kèm đơn vị)"), "Sản lượng một năm", required=True, most=200,
                help=_("Như: 12.000 kg; 5.000 chai 500 ml."),
            ),
            Field("revenue_vnd", _("Doanh thu năm gần nhất (đồng)"), "Doanh thu năm gần nhất", "money"),
            Field("labour_total", _("Số lao động"), "Số lao động", "number", required=True, most=6),
            Field(
                "labour_local", _("trong đó người địa phương"), "Lao động là người địa phương", "number",
                required=True, most=6,
            ),
            Field("markets", _("Bán ở đâu, qua kênh nào"), "Thị trường, kênh bán", "text", most=2000),
            Field("target_star", _("Hạng sao đăng ký"), "Hạng sao đăng ký", "choice", required=True, most=1),
        ),
    ),
)  # fmt: skip

FIELDS: dict[str, Field] = {field.name: field for section in SECTIONS for field in section.fields}
STARS = ("3", "4", "5")
COMMITMENT = "commitment"
"""Key under which the words of the commitment are kept once it is given: who gave it, how an officer heard it."""


def said(registration: Mapping[str, object], name: str) -> str:
    """What stands in a field, as text; blank for nothing."""
    value = registration.get(name, "")
    return value if isinstance(value, str) else ""


def missing(registration: Mapping[str, object]) -> tuple[Field, ...]:
    """The fields that must be filled in and are not, in printed order."""
    return tuple(
        field for field in FIELDS.values() if field.required and not said(registration, field.name).strip()
    )
