"""The products of Lạng Sơn that were announced between 2020 and 2022, from the table kept with the product."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cungcau.domain.recognition.services.announced import Announced, Written, record_announced
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.exchange.columns import Cell, Column
from cungcau.platform.exchange.services import read_sheet
from cungcau.platform.ui import clock
from cungcau.reference.geography.selectors import by_code
from cungcau.reference.search import words

TABLE = Path("examples/source-tables/17_langson_ocop.csv")
_PROVINCE = "20"

COLUMNS = (
    Column("on", "Ngày", "date", required=True, also=("ngay", "ngày công bố", "ngày quyết định")),
    Column("round", "Đợt", also=("dot",)),
    Column("name", "Sản phẩm", required=True, also=("san_pham", "tên sản phẩm")),
    Column("district", "Huyện cũ", also=("huyen_cu", "huyện", "huyện, thành phố")),
    Column("star", "Số sao", "int", also=("so_sao", "sao", "hạng sao")),
    Column("source", "Nguồn", also=("nguon_url", "nguồn", "đường dẫn")),
    Column("note", "Ghi chú", also=("ghi_chu",)),
)  # fmt: skip
"""The columns of an announcement of results."""


@transaction.atomic
def load_known_products(*, actor: User | None, table: Path | None = None) -> Written:
    """Write down the products of the kept table with their real stars and days; the second time changes nothing.

    Raises ``registry_file_not_there`` where the examples did not come along, ``InputInvalid`` for a faulty table.
    """
    path = table or Path(settings.ROOT) / TABLE
    if not path.is_file():
        raise DomainError("registry_file_not_there", file=path.name)
    with path.open("rb") as file:
        rows = read_sheet(file, path.name, COLUMNS).checked()
    province = by_code(_PROVINCE, clock.today())
    if province is None:
        raise InputInvalid([Fault(path.name, 0, "district", _PROVINCE, "chưa nạp địa bàn hành chính")])
    announced = [announced_row(row.values, line=row.line, sheet=path.name, source=path.name) for row in rows]
    return record_announced(rows=announced, province=province, actor=actor)


def announced_row(values: Mapping[str, Cell], *, line: int, sheet: str, source: str) -> Announced:
    """A typed row of :data:`COLUMNS`; without a source of its own it has the table's."""
    on, star = values["on"], values.get("star")
    assert isinstance(on, date), "the day is a required column"
    texts = {
        key: str(values.get(key) or "").strip() for key in ("name", "round", "district", "source", "note")
    }
    if words(texts["district"]) == words("tỉnh"):
        texts["district"] = ""
    if not texts["source"]:
        texts["source"] = source
    return Announced(line=line, on=on, star=star if isinstance(star, int) else None, sheet=sheet, **texts)
