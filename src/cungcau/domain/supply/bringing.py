"""Rows of a table of lots: columns, what each cell means, near names for what means nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.supply.known import Known, Window, window_of
from cungcau.domain.supply.models import Channel, Lot, PriceAt, Urgency
from cungcau.domain.supply.selectors import producers_like
from cungcau.domain.supply.services.making import check_figures, lot_code, words_of
from cungcau.domain.supply.services.sheet import bring_lots
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.exchange.columns import Cell, Column
from cungcau.platform.intake.doors import Context, Outcome, Row
from cungcau.platform.ui import clock
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.catalogue.models import Season
from cungcau.reference.recording import Faults, check, placed
from cungcau.reference.search import words

COLUMNS = (
    Column("producer", "Người bán", required=True,
           also=("producer_id", "Hộ", "Họ và tên", "Tên hộ", "Mã người bán", "Chủ hộ")),
    Column("commodity", "Nông sản", also=("Mặt hàng", "Sản phẩm", "Cây trồng", "Loại nông sản")),
    Column("variety", "Giống"),
    Column("grade", "Loại", also=("Phẩm cấp", "Hạng", "Bậc loại")),
    Column("size_class", "Cỡ", also=("Size",)),
    Column("quantity_kg", "Khối lượng (kg)", "kg", required=True,
           also=("Khối lượng", "Sản lượng", "Số lượng", "Còn bán", "Chào bán")),
    Column("harvest", "Thời gian thu hoạch", also=("Thu hoạch", "Mùa thu hoạch", "Thời vụ")),
    Column("harvest_from", "Thu hoạch từ", "date", also=("Hái từ ngày", "Từ ngày", "Thu hoạch từ ngày")),
    Column("harvest_to", "Đến hết", "date", also=("Đến ngày", "Đến hết ngày", "Thu hoạch đến")),
    Column("max_kg_per_day", "Nhiều nhất mỗi ngày (kg)", "kg", also=("Mỗi ngày",)),
    Column("shelf_life_days", "Giữ được (ngày)", "int", also=("Bảo quản (ngày)",)),
    Column("place", "Xã", also=("Địa bàn", "Nơi hái", "Xã, phường", "Mã địa bàn")),
    Column("floor_price_vnd_per_kg", "Giá thấp nhất (đ/kg)", "money", also=("Giá sàn",)),
    Column("offered_price_vnd_per_kg", "Giá chào (đ/kg)", "money", also=("Giá", "Giá bán", "Đơn giá")),
    Column("price_at", "Giá chào tính", also=("Giá tại",)),
    Column("freight_vnd_per_kg", "Cước vận chuyển (đ/kg)", "money", also=("Cước",)),
    Column("certificates", "Chứng nhận", also=("Tiêu chuẩn", "VietGAP")),
    Column("already_sold_kg", "Đã bán trước đó (kg)", "kg", also=("Đã bán", "Đã tiêu thụ")),
    Column("representative", "Đại diện", also=("representative_id", "Hợp tác xã", "Tổ hợp tác")),
    Column("point_code", "Điểm tập kết gần nhất", also=("Mã điểm tập kết", "point_id")),
    Column("largest_truck_kg", "Xe lớn nhất vào được (kg)", "kg", also=("Xe lớn nhất",)),
    Column("urgency", "Mức gấp", also=("Gấp",)),
    Column("expires_on", "Chào bán đến hết", "date", also=("Hạn chào bán",)),
    Column("note", "Ghi chú"),
    Column("code", "Mã lô", also=("lot_id",)),
)  # fmt: skip
EXAMPLES: tuple[Mapping[str, Cell], ...] = (
    {
        "producer": "Hộ Nông Thị Đào", "commodity": "Hồng vành khuyên", "grade": "Loại 1", "quantity_kg": 1500,
        "harvest": "giữa tháng 9", "place": "Tân Mỹ, Văn Lãng", "offered_price_vnd_per_kg": 18000,
    },
)  # fmt: skip
_PLAIN = ("variety", "size_class", "note")
_FIGURES = (
    "quantity_kg", "max_kg_per_day", "shelf_life_days", "floor_price_vnd_per_kg", "offered_price_vnd_per_kg",
    "freight_vnd_per_kg", "largest_truck_kg",
)  # fmt: skip
_SPLIT = re.compile(r"[;,/+\n]")
_WHERE = {
    "tai vuon": PriceAt.FARM, "vuon": PriceAt.FARM, "diem tap ket": PriceAt.POINT, "noi mua": PriceAt.MARKET,
    "noi nhan": PriceAt.MARKET,
}  # fmt: skip
_HASTE = {
    "gap": Urgency.NOW, "rat gap": Urgency.NOW, "x": Urgency.NOW, "co": Urgency.NOW, "som": Urgency.SOON,
    "can ban som": Urgency.SOON,
}  # fmt: skip


class SeasonForm(forms.Form):
    """The season a table is for, and the day its figures were right."""

    season = forms.ChoiceField(label=_("Mùa vụ"), choices=())
    confirmed_on = forms.DateField(
        label=_("Số liệu đúng vào ngày"),
        initial=clock.today,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Tuổi của số liệu được tính từ ngày này."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(catalogue.seasons())
        today = catalogue.season_of_day(known, clock.today())
        self.fields["season"].choices = [(one.code, one.name) for one in known]  # type: ignore[attr-defined]
        self.fields["season"].initial = today.code if today else None


def record(rows: Sequence[Row], context: Context) -> Outcome:
    """Write all rows, or raise ``InputInvalid`` with every fault at its sheet, line and column."""
    season = _season(context)
    known = Known(season, rows, context.actor)
    faults = Faults("")
    lots = [_lot(row, number, known, context, faults) for number, row in enumerate(rows, 1)]
    try:
        faults.refuse()
        check(lots, key=("season_id", "code"), faults=faults)
        faults.refuse()
    except InputInvalid as error:
        raise placed(error, [(row.sheet, row.line) for row in rows]) from error
    done, questions = bring_lots(
        season=season, lots=lots, actor=context.actor, confirmed_on=_day(context.options.get("confirmed_on")),
        untouched=_untouched(rows),
    )  # fmt: skip
    return Outcome(done.created, done.changed, done.unchanged, questions)


def propose(column: str, value: str, context: Context) -> str:
    """The near name of a producer, commodity, grade or place that the catalogue or registry knows."""
    if column == "producer":
        found = producers_like(context.actor, value, clock.today())
        return f"{found[0].name} ({found[0].code})" if found else ""
    season = _season(context)
    if column == "commodity":
        goods = catalogue.CommodityNames(season.commodities.all()).named(value)
        return goods[0].commodity.name_vi if goods else ""
    if column == "grade":
        names = {words(name): name for name in catalogue.season_words(season).grades.values()}
        near = difflib.get_close_matches(words(value), names, n=1, cutoff=0.5)
        return names[near[0]] if near else ""
    return ""


def choices(context: Context | None) -> Mapping[str, Sequence[str]]:
    """What may stand in the columns that take words of a list."""
    fixed: dict[str, Sequence[str]] = {
        "urgency": [str(label) for label in Urgency.labels],
        "price_at": [str(label) for label in PriceAt.labels],
    }
    if context is None:
        return fixed
    season = _season(context)
    names = catalogue.season_words(season)
    fixed["commodity"] = [one.name_vi for one in season.commodities.all()]
    fixed["grade"] = list(dict.fromkeys(names.grades.values()))
    fixed["certificates"] = sorted(names.certificates.values())
    return fixed


def _season(context: Context) -> Season:
    code = str(context.options.get("season", ""))
    season = catalogue.season(code)
    if season is None:
        raise DomainError("season_unknown", value=code)
    return season


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value)) if value else clock.today()
    except ValueError:
        return clock.today()


def _untouched(rows: Sequence[Row]) -> list[str]:
    """Columns of a lot that no row of the table fills: what stands there stays."""
    filled = {key for row in rows for key, value in row.values.items() if value is not None}
    pairs = {"representative": "representative_id", "place": "place_id"}
    spoken = (
        *_PLAIN,
        *_FIGURES,
        "grade",
        "certificates",
        "already_sold_kg",
        "point_code",
        "urgency",
        "price_at",
        "expires_on",
        "representative",
    )
    return [pairs.get(name, name) for name in spoken if name not in filled]


def _lot(row: Row, number: int, known: Known, context: Context, faults: Faults) -> Lot:
    cells = row.values
    producer = known.producer(cells.get("producer"), cells.get("place"), number, faults)
    commodity = known.commodity(cells.get("commodity"), number, faults)
    place = known.place(cells.get("place"), producer, number, faults)
    representative = known.representative(cells.get("representative"), number, faults)
    if representative is None and producer is not None:
        representative = producer.representative
    window = window_of(cells, known.season, number, faults) or Window(known.season.start, known.season.end)
    grade = known.grade(cells.get("grade"), commodity, number, faults)
    known.may_write(producer, place, number, faults)
    code = str(cells.get("code") or "") or lot_code(
        producer.code if producer else "",
        commodity.code if commodity else "",
        grade,
        window.first,
        window.last,
    )
    until = cells.get("expires_on")
    lot = Lot(
        season=known.season, code=code, producer=producer, commodity=commodity, representative=representative,
        place=place, grade=grade, harvest_from=window.first, harvest_to=window.last,
        certificates=known.certificates(_parts(cells.get("certificates")), number, faults),
        already_sold_kg=_whole(cells.get("already_sold_kg")),
        point_code=str(cells.get("point_code") or ""),
        price_at=_word(_WHERE, PriceAt, cells.get("price_at"), PriceAt.POINT, "price_at", number, faults),
        urgency=_word(_HASTE, Urgency, cells.get("urgency"), Urgency.NORMAL, "urgency", number, faults),
        expires_on=until if isinstance(until, date) else window.last,
        area_code=place.area_code if place else "", channel=Channel.SHEET,
        source=context.source[:300] or "bảng tính", is_demo=known.season.is_demo,
        **{name: cells.get(name) for name in _FIGURES}, **{name: str(cells.get(name) or "") for name in _PLAIN},
    )  # fmt: skip
    lot.quantity_kg = lot.quantity_kg or 0
    check_figures(lot, number, faults)
    lot.folded = words_of(code, producer, commodity, representative, place, lot.variety)
    return lot


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _parts(value: object) -> list[str]:
    return [part.strip() for part in _SPLIT.split(str(value or "")) if part.strip()]


def _word(
    spoken: Mapping[str, str], kind: Any, value: object, usual: str, column: str, number: int, faults: Faults
) -> str:
    """A word of a list by its code, its label or what people say."""
    if value is None:
        return usual
    said = words(str(value))
    known = (
        {words(label): code for code, label in kind.choices}
        | {code: code for code in kind.values}
        | dict(spoken)
    )
    held = known.get(said) or next((code for text, code in known.items() if text and text in said), None)
    faults.unless(
        held is not None, number, column, value, "cần một trong: " + "; ".join(map(str, kind.labels))
    )
    return held or usual
