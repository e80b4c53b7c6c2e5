"""A report and a letter for the tests of official papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from cungcau.platform.documents.services import Heading, Paper, Paragraph, Signature, Table, TableColumn

EVIL = [
    '#panic("x")',
    "*đậm* _nghiêng_",
    "$x^2$ \\ <nhãn> @ref `mã` // bỏ",
    "<w:t>&amp;</w:t>",
    "]]>\x00\x0b\ud800",
    "{{ x }}",
]


def report(**changes: Any) -> Paper:
    """A report with a table longer than a page."""
    columns = (
        TableColumn("Điểm tập kết", share=3),
        TableColumn("Đã nhận (kg)", "right"),
        TableColumn("Ghi chú", "center"),
    )
    rows = tuple((f"Điểm số {number}", f"{number}.200", "đúng hẹn") for number in range(1, 61))
    given: dict[str, Any] = {
        "parent_organisation": "Ủy ban nhân dân tỉnh Lạng Sơn",
        "organisation": "Ủy ban nhân dân xã Hoàng Văn Thụ",
        "kind": "Báo cáo",
        "subject": "Kết quả tiêu thụ hồng vành khuyên tuần 39 năm 2021",
        "number": 5,
        "symbol": "BC-UBND",
        "place": "Lạng Sơn",
        "day": date(2021, 2, 5),
        "bases": ("Căn cứ Kế hoạch số 129/KH-UBND ngày 15 tháng 6 năm 2021;",),
        "body": (
            Heading("I. Tình hình"),
            Paragraph("Toàn xã thu hoạch 412 tấn.\nGiá bình quân 18.500 đ/kg."),
            Table(columns, rows, caption="Bảng 1. Khối lượng"),
            Heading("a) Nhận xét", 3),
        ),
        "signature": Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), "Hoàng Thị Ước"),
        "recipients": ("UBND tỉnh", "Sở Công Thương;", "Lưu: VT."),
    }
    return Paper(**{**given, **changes})


def letter(**changes: Any) -> Paper:
    """A letter to two offices, its number still to be given."""
    return report(
        **{
            "kind": "",
            "subject": "đề nghị hỗ trợ điều phối xe lạnh",
            "addressees": ("Sở Công Thương", "Sở Nông nghiệp và Môi trường"),
            "number": None,
            "day": date(2021, 10, 15),
            "body": (Paragraph("Kính đề nghị."),),
            **changes,
        }
    )
