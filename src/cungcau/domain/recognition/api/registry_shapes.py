"""The shapes of the registry and the agriculture table over the API; days ISO dates, money whole đồng."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Field, Schema

from cungcau.domain.ocop.models import Product
from cungcau.domain.recognition.api.number_shapes import Area, FigureDay, Year
from cungcau.domain.recognition.api.shapes import OcopAfterPageIn, Text
from cungcau.domain.recognition.tables.registry_book import lacking_words, line_of


class OcopRegistryPageIn(OcopAfterPageIn):
    """Products of the registry: what is lacking of them."""

    lacking: Literal["", "any", "entity", "commune", "group", "award"] = ""


class OcopRegistryOut(Schema):
    """A product of the registry: its latest star, what is lacking (words), the line of the list that brought it."""

    product_id: int
    product: str
    entity: str | None
    area: str
    group: str
    star: int | None
    last_day: date | None
    lacking: list[str]
    file: str
    line: int | None

    @classmethod
    def of(cls, one: Product) -> OcopRegistryOut:
        """The shape of one, without anybody's name or phone."""
        line = line_of(one)
        return cls(
            product_id=one.pk, product=one.name, entity=None if one.entity_unknown else one.entity.name,
            area=one.area_code, group=one.category, star=getattr(one, "star", None),
            last_day=getattr(one, "last", None), lacking=lacking_words(one), file=line.file_name if line else "",
            line=line.line if line else None,
        )  # fmt: skip


class OcopAwardIn(Schema):
    """The day of a recognition; its star where the list has none; ``why`` where the year differs from the list's."""

    day: FigureDay
    star: Annotated[int, Field(ge=3, le=5)] | None = None
    why: Text = ""


class OcopCompleteIn(Schema):
    """What to fill in; null and blank stay open. ``entity`` an organisation's code, ``place`` a commune's code."""

    entity: Text = ""
    place: Annotated[str, Field(max_length=5, pattern=r"^[0-9]*$")] = ""
    group: Annotated[str, Field(max_length=6, pattern=r"^[IVX]*$")] = ""
    first: OcopAwardIn | None = None
    upgrade: OcopAwardIn | None = None


class OcopRegistryExportIn(Schema):
    """Of which area (blank: all of one's own), and whether with names and phones."""

    area: Area = ""
    people: bool = False


class OcopAgricultureIn(Schema):
    """Which year of the table, of which commune (blank: all)."""

    year: Year
    area: Area = ""
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class OcopAgricultureOut(Schema):
    """A row of PTNT_OCOP under its own column names; the format's confidence is medium."""

    MA_OCOP: str
    Ma_DonViHanhChinh: str
    Ma_ThoiGian: str
    Ma_SanPham: str
    TenSanPham: str
    XepHang: int
    ChuTheSXKD: str
    DoanhThuNam: int | None
    TrangThai: str
