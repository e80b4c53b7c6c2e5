"""The table of growing areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry import policies
from cungcau.domain.registry.doors.reading import Faults, Named, day, goods, number, placed, text
from cungcau.domain.registry.models import GrowingArea
from cungcau.domain.registry.services import record_growing_areas
from cungcau.kernel.errors import InputInvalid
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import Resolver, label_of
from cungcau.reference.search import words

_COLUMNS = (
    Column("organisation", "Tổ chức, hộ", required=True, also=("tổ chức", "mã", "htx", "chủ hộ", "tên hộ")),
    Column("commodity", "Nông sản", required=True, also=("mặt hàng", "cây trồng")),
    Column("name", "Tên vùng", also=("vùng trồng", "thửa", "vườn")),
    Column("variety", "Giống", also=("giong",)),
    Column("planted_m2", "Diện tích trồng (m²)", "area", also=("diện tích", "diện tích trồng")),
    Column("bearing_m2", "Diện tích cho thu hoạch (m²)", "area", also=("diện tích thu hoạch", "diện tích cho quả")),
    Column("place", "Địa bàn", also=("xã", "xã, phường", "địa chỉ")),
    Column("lat", "Vĩ độ", "decimal", also=("lat",)),
    Column("lon", "Kinh độ", "decimal", also=("lon", "lng")),
    Column("growing_code", "Mã số vùng trồng", also=("mã vùng trồng", "msvt", "puc")),
    Column("packing_code", "Mã cơ sở đóng gói", also=("mã đóng gói", "phc")),
    Column("valid_from", "Từ ngày", "date", also=("tu_ngay",)),
    Column("valid_to", "Đến hết ngày", "date", also=("đến ngày",)),
    Column("source", "Nguồn", also=("nguon",)),
)  # fmt: skip


def record(rows: Sequence[Row], context: Context) -> Outcome:
    """Write growing areas by holder, commodity and name (else the code, else the commodity's name)."""
    faults, on = Faults(), clock.today()
    named, commodities = Named(text(row, "organisation") for row in rows), goods()
    resolver = Resolver(on)
    lands = [
        one for row in rows if (one := _land(row, named, commodities, resolver, faults, context)) is not None
    ]
    faults.refuse()
    _fill(lands, rows)
    try:
        done, questions = record_growing_areas(lands=lands, actor=context.actor, on=on)
    except InputInvalid as error:
        raise placed(error, rows, {}) from error
    return Outcome(done.created, done.changed, done.unchanged, questions)


def _land(
    row: Row,
    named: Named,
    commodities: Mapping[str, Commodity],
    resolver: Resolver,
    faults: Faults,
    context: Context,
) -> GrowingArea | None:
    said = text(row, "organisation")
    holder, commodity = named.one(said), commodities.get(words(text(row, "commodity")))
    if holder is None:
        faults.note(row, "organisation", said, named.expected(said))
    if commodity is None:
        faults.note(row, "commodity", text(row, "commodity"), "cần tên một nông sản trong danh mục")
    unit = resolver.resolve(text(row, "place")) if text(row, "place") else None
    if isinstance(unit, list):
        meant = "; ".join(label_of(one.unit) for one in unit[:5])
        faults.note(
            row,
            "place",
            text(row, "place"),
            f"có thể là: {meant}" if meant else "cần tên xã, phường kèm tỉnh",
        )
    point = [_decimal(row, key) for key in ("lat", "lon")]
    if (point[0] is None) != (point[1] is None):
        faults.note(row, "lat", text(row, "lat"), "cần cả vĩ độ và kinh độ")
    elif (
        point[0] is not None and point[1] is not None and not (5 <= point[0] <= 25 and 100 <= point[1] <= 120)
    ):
        faults.note(row, "lat", f"{point[0]}, {point[1]}", "cần vĩ độ 5–25, kinh độ 100–120")
    if holder is None or commodity is None:
        return None
    code = text(row, "growing_code")
    return GrowingArea(
        organisation=holder, commodity=commodity, name=text(row, "name") or code or commodity.name_vi,
        variety=text(row, "variety"), planted_m2=number(row, "planted_m2"), bearing_m2=number(row, "bearing_m2"),
        unit=unit if isinstance(unit, Unit) else None, lat=point[0], lon=point[1], growing_code=code,
        packing_code=text(row, "packing_code"), valid_from=day(row, "valid_from"), valid_to=day(row, "valid_to"),
        source=(text(row, "source") or context.source)[:300],
    )  # fmt: skip


def _decimal(row: Row, key: str) -> float | None:
    value = row.values.get(key)
    return round(float(value), 6) if isinstance(value, int | Decimal) else None


def _fill(lands: Sequence[GrowingArea], rows: Sequence[Row]) -> None:
    """What a row leaves blank stays as it is."""
    known = GrowingArea.objects.filter(organisation__in={one.organisation_id for one in lands}).defer("words")
    there = {(one.organisation_id, one.commodity_id, one.name): one for one in known.select_related("unit")}
    for one, row in zip(lands, rows, strict=True):
        old = there.get((one.organisation_id, one.commodity_id, one.name))
        if old is None:
            continue
        for name in (
            "variety",
            "planted_m2",
            "bearing_m2",
            "lat",
            "lon",
            "growing_code",
            "packing_code",
            "valid_from",
            "valid_to",
        ):
            if getattr(one, name) in (None, ""):
                setattr(one, name, getattr(old, name))
        if one.unit is None:
            one.unit = old.unit
        if not text(row, "source"):
            one.source = old.source
        one.polygon, one.polygon_m2, one.is_demo = old.polygon, old.polygon_m2, old.is_demo


GROWING_AREAS = Door(
    kind="registry.growing_areas",
    title=_("Vùng trồng"),
    help=_(
        "Mỗi dòng một vùng trồng, nhận ra theo tổ chức, nông sản và tên vùng; diện tích ghi m² hoặc kèm đơn vị."
    ),
    columns=_COLUMNS,
    permission=policies.RECORD,
    record=record,
    done_url="registry:list",
    examples=(
        {
            "organisation": "Hộ Nông Thị Đào",
            "commodity": "Hồng vành khuyên",
            "name": "Đồi sau nhà",
            "planted_m2": 5000,
            "bearing_m2": 3600,
        },
    ),
)
