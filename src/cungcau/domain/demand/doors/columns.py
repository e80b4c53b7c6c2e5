"""The table of needs as it comes in: its columns, its choices beside the file."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.platform.exchange.columns import Cell, Column
from cungcau.reference.catalogue.selectors import seasons

COLUMNS = (
    Column("code", "Mã nhu cầu", also=("Mã",)),
    Column("year", "Năm", "int"),
    Column("buyer", "Bên mua", required=True, also=("Người mua", "Tên bên mua", "Đơn vị mua")),
    Column("buyer_kind", "Loại bên mua", also=("Loại", "Kênh")),
    Column("commodity", "Mặt hàng", required=True, also=("Nông sản", "Tên hàng", "Sản phẩm")),
    Column("region", "Vùng", also=("Vùng trồng", "Nơi giao", "Địa bàn")),
    Column("market", "Thị trường", also=("Mã thị trường",)),
    Column("quantity", "Số lượng", required=True, also=("Khối lượng", "Nhu cầu")),
    Column("unit", "Đơn vị", also=("Đơn vị tính", "ĐVT")),
    Column("period", "Kỳ", also=("Thời gian", "Thời gian giao")),
    Column("deliver_from", "Nhận từ ngày", "date", also=("Từ ngày",)),
    Column("deliver_to", "Đến hết ngày", "date", also=("Đến ngày",)),
    Column("certificates", "Chứng nhận bắt buộc", also=("Chứng nhận", "Tiêu chuẩn")),
    Column("grade", "Loại thấp nhất", also=("Loại hàng", "Phẩm cấp")),
    Column("pack", "Quy cách đóng gói", also=("Quy cách", "Đóng gói")),
    Column("price", "Giá (đồng/kg)", "money", also=("Giá", "Đơn giá")),
    Column("payment_days", "Trả tiền sau (ngày)", "int"),
    Column("source", "Nguồn", also=("nguon_url", "Nguồn URL")),
    Column("note", "Ghi chú"),
)

EXAMPLES: tuple[Mapping[str, Cell], ...] = (
    {
        "year": 2021, "buyer": "Siêu thị Big C Hà Nội", "buyer_kind": "siêu thị", "commodity": "Hồng vành khuyên",
        "region": "Hà Nội", "quantity": "400-600", "unit": "kg/ngày", "period": "20/9 đến 15/10",
        "certificates": "VietGAP", "price": 22000, "note": "giao kho trước 6h",
    },
)  # fmt: skip


class NeedsOptions(forms.Form):
    """Which season the rows belong to, and what may be made on the way."""

    season = forms.ChoiceField(
        label=_("Mùa vụ"),
        required=False,
        help_text=_("Để trống: tìm mùa vụ theo mặt hàng và năm của từng dòng."),
    )
    open_seasons = forms.BooleanField(
        label=_("Mở mùa vụ chưa có (cả năm, sửa ngày sau)"), required=False, initial=False
    )
    create_commodities = forms.BooleanField(
        label=_("Tạo nông sản chưa có trong danh mục"), required=False, initial=False
    )
    create_buyers = forms.BooleanField(
        label=_("Tạo bên mua chưa có trong danh sách tổ chức"), required=False, initial=True
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["season"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("theo mặt hàng và năm")), *((one.code, one.name) for one in seasons())]
