"""What kinds of papers stand as evidence, and which of them end."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    """What a piece of evidence shows; kept as text, so that kinds may be added."""

    BUSINESS = "business", _("Đăng ký kinh doanh, đăng ký hợp tác xã")
    FOOD_SAFETY = "food_safety", _("Giấy chứng nhận, cam kết an toàn thực phẩm")
    LICENCE = "licence", _("Giấy phép, điều kiện sản xuất")
    DECLARATION = "declaration", _("Công bố, tự công bố sản phẩm")
    TEST = "test", _("Phiếu kiểm nghiệm")
    STANDARD = "standard", _("Tiêu chuẩn, VietGAP, HACCP, ISO, hữu cơ")
    TRADEMARK = "trademark", _("Nhãn hiệu, chỉ dẫn địa lý, kiểu dáng")
    TRACE = "trace", _("Truy xuất nguồn gốc, mã vạch, mã số vùng trồng")
    CONTRACT = "contract", _("Hợp đồng mua bán, liên kết")
    ACCOUNTS = "accounts", _("Sổ sách, hoá đơn, báo cáo doanh thu")
    LABOUR = "labour", _("Danh sách lao động, bảng lương")
    LABEL = "label", _("Nhãn, bao bì")
    STORY = "story", _("Câu chuyện sản phẩm")
    ENVIRONMENT = "environment", _("Môi trường, xử lý chất thải")
    PROMOTION = "promotion", _("Quảng bá, hội chợ, bài báo")
    AWARD = "award", _("Giải thưởng, bằng khen")
    PHOTO = "photo", _("Ảnh nơi sản xuất, sản phẩm")
    OTHER = "other", _("Giấy tờ khác")


LABELS: dict[str, object] = dict(PaperKind.choices)


def label(kind: str) -> str:
    """What a kind is called; the word itself where it is none of ours, blank for none."""
    return str(LABELS.get(kind, kind))
