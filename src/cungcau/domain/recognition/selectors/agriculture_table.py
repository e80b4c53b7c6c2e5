"""The national agriculture table PTNT_OCOP: its columns, its codes, its rows.

Source: the column names are known from one description of the Ministry's report system (confidence M in
``ocop/rules.md``, point 12); the codes within them are ours, and the page says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cungcau.domain.ocop.models import Certificate, Product, ProductAlias
from cungcau.domain.recognition.selectors import figures
from cungcau.platform.access.selectors import Somebody
from cungcau.platform.exchange.services import Column

COLUMNS = (
    Column("code", "MA_OCOP", width=20), Column("place", "Ma_DonViHanhChinh", width=18),
    Column("time", "Ma_ThoiGian", width=12), Column("kind", "Ma_SanPham", width=12),
    Column("name", "TenSanPham", width=36), Column("star", "XepHang", "int"),
    Column("entity", "ChuTheSXKD", width=36), Column("revenue", "DoanhThuNam", "money"),
    Column("state", "TrangThai", width=12),
)  # fmt: skip
_PORTION = 500
STATES = {figures.VALID: "1", figures.LAPSING: "1", figures.LAPSED: "2", figures.REVOKED: "3"}


@dataclass(frozen=True, slots=True)
class Code:
    """What stands in a column: the code and its meaning."""

    column: str
    code: str
    meaning: str


CODE_COLUMNS = (Column("column", "Cột"), Column("code", "Mã"), Column("meaning", "Nghĩa", width=60))


def codes(year: int) -> list[Code]:
    """What the codes of the table mean, and where each comes from."""
    groups = [Code("Ma_SanPham", code, name) for code, name in figures.categories().items()]
    return [
        Code("MA_OCOP", "T-X-STT-20YY", "mã sản phẩm; sản phẩm cũ: mã T-H-X-STT-YYYY; trống khi chưa có mã"),
        Code(
            "Ma_DonViHanhChinh",
            "5 chữ số",
            "mã xã, phường hiện nay (19/2025/QĐ-TTg); 2 chữ số khi chỉ biết tỉnh",
        ),
        Code("Ma_ThoiGian", str(year), "năm của số liệu"),
        Code("Ma_SanPham", "QD26-…", "mã bộ tiêu chí của sản phẩm; khi chưa rõ bộ thì là mã nhóm dưới đây"),
        *groups,
        Code("XepHang", "3, 4, 5", "hạng sao của giấy chứng nhận gần nhất"),
        Code("ChuTheSXKD", "", "tên chủ thể; trống khi chưa rõ chủ thể"),
        Code("DoanhThuNam", "", "doanh thu của năm ghi trong kỳ, đồng; trống khi không có số của năm ấy"),
        Code("TrangThai", "1", "giấy chứng nhận còn hiệu lực"),
        Code("TrangThai", "2", "giấy chứng nhận đã hết hạn"),
        Code("TrangThai", "3", "giấy chứng nhận đã bị thu hồi"),
    ]


SORTS = {
    "place": ("area_code", "product__folded", "pk"),
    "name": ("product__folded", "pk"),
    "star": ("star", "product__folded", "pk"),
    "state": ("standing", "product__folded", "pk"),
}


def table_rows(user: Somebody, day: date, area: str = "", sort: str = "") -> QuerySet[Certificate]:
    """The products somebody may see as they stood on a day, ordered by one of :data:`SORTS` ("-" before: backward)."""
    rows = figures.held_rows(user, day, area).select_related("product__entity", "product__unit")
    shown = rows.defer("product__words", "product__entity__words", "product__unit__words")
    keys = SORTS.get(sort.removeprefix("-"), SORTS["place"])
    return shown.order_by(*(f"-{key}" for key in keys) if sort.startswith("-") else keys)


def cells_of(rows: QuerySet[Certificate], year: int) -> Iterator[dict[str, str | int | None]]:
    """Rows of :data:`COLUMNS`, read in portions."""
    portion: list[Any] = []
    for one in rows.iterator(chunk_size=_PORTION):
        portion.append(one)
        if len(portion) == _PORTION:
            yield from cells_of_some(portion, year)
            portion = []
    yield from cells_of_some(portion, year)


def cells_of_some(portion: Sequence[Any], year: int) -> Iterator[dict[str, str | int | None]]:
    """Rows of these; one question for the codes they had before."""
    old: dict[int, str] = defaultdict(str)
    aliases = ProductAlias.objects.filter(
        product__in=[one.product_id for one in portion], kind=ProductAlias.Kind.CODE
    )
    for pk, text in aliases.order_by("-pk").values_list("product", "text"):
        old[pk] = text
    for one in portion:
        product = one.product
        yield {
            "code": product.code or old[product.pk],
            "place": product.area_code.rpartition(".")[2],
            "time": str(year),
            "kind": product.set_code or product.category,
            "name": product.name,
            "star": one.star,
            "entity": "" if product.entity_unknown else product.entity.name,
            "revenue": _revenue(product, year),
            "state": STATES[one.standing],
        }


def _revenue(product: Product, year: int) -> int | None:
    return product.revenue_vnd if product.revenue_year == year else None
