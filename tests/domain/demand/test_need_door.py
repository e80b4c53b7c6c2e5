"""Tables of needs coming in: the source table as it is, and faults by row and column."""

from __future__ import annotations

import csv
from datetime import date, time
from pathlib import Path

import pytest

from cungcau.domain.demand import selectors
from cungcau.domain.demand.doors import DOOR
from cungcau.domain.demand.doors.reading import RowUnreadable, read_period, read_quantity
from cungcau.domain.demand.models import Need
from cungcau.domain.registry.models import Organisation
from cungcau.domain.survey.models import Question
from cungcau.kernel.errors import InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Context, Outcome, Row
from cungcau.platform.intake.services.direct import bring_in
from cungcau.reference.catalogue import services as catalogue
from cungcau.reference.catalogue.models import Season
from tests.domain.season_rows import SOURCE, Small, person

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).resolve().parents[3] / "examples/source-tables/13_nhu_cau_mua_cam_ket.csv"
_AS_WRITTEN = {
    "nam": "year", "ben_mua": "buyer", "loai": "buyer_kind", "mat_hang": "commodity", "vung": "region",
    "so_luong": "quantity", "don_vi": "unit", "ky": "period", "nguon_url": "source", "ghi_chu": "note",
}  # fmt: skip


def rows_of_table() -> list[Row]:
    """The file's rows as the intake hands them over."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        found = []
        for line, row in enumerate(csv.DictReader(file), 2):
            values = {_AS_WRITTEN[name]: value or None for name, value in row.items()}
            found.append(Row(TABLE.name, line, {**values, "year": int(row["nam"])}))
    return found


@pytest.fixture
def officer(small: Small) -> User:
    catalogue.record_commodities(rows=[catalogue.CommodityRow("vai-thieu", "Vải thiều", SOURCE)], actor=None)
    return person("dieu-phoi-ca-nuoc", "coordinator", "")


def bring(rows: list[Row], actor: User, **options: object) -> Outcome:
    given = {"open_seasons": True, "create_commodities": True, "create_buyers": True, **options}
    return DOOR.record(rows, Context(actor, given, TABLE.name))


def test_all_ten_rows_come_in_as_they_are(officer: User) -> None:
    outcome = bring(rows_of_table(), officer)
    assert (outcome.created, outcome.changed) == (10, 0)
    brought = Need.objects.filter(line_of=None).exclude(code__in=["N1", "N2"])
    needs = {(need.season.start.year, need.buyer.name): need for need in brought}
    assert len(needs) == 10
    coop = needs[2018, "Saigon Co.op"]
    assert (coop.quantity_kg, coop.quantity_low_kg, coop.quantity_high_kg) == (400_000, 400_000, 600_000)
    assert (coop.kind, coop.certificates, coop.buyer.kind) == ("commitment", ["VG"], "supermarket")
    assert coop.state_on(date(2021, 9, 27)) == "expired"
    sendo = needs[2021, "Sendo"]
    assert (sendo.deliver_from, sendo.deliver_to) == (date(2021, 5, 24), date(2021, 5, 26))
    assert (sendo.quantity_kg, sendo.price_vnd_per_kg, sendo.buyer.kind) == (14_000, 18_000, "ecommerce")
    lazada = needs[2021, "Lazada"]
    assert (lazada.frequency, lazada.kg_per_delivery, lazada.window_stated) == ("daily", 2000, False)
    voso = needs[2021, "Voso"]
    assert (voso.quantity_low_kg, voso.quantity_high_kg) == (10_000, 40_000)
    assert voso.quantity_text == "2000 đơn (5-20 kg/đơn)"
    greens = needs[2025, "chuỗi siêu thị (ẩn danh)"]
    assert (greens.hours_to, greens.kg_per_delivery, greens.frequency) == (time(6), 500, "daily")
    assert greens.tests == ["vi sinh định kỳ"]
    assert greens.commodity.name_vi == "rau"
    assert greens.certificates == ["VG"]
    assert "Hiểu khi nhập:" in greens.note
    first_lot = needs[2021, "Saigon Co.op"]
    assert (first_lot.deliver_from, first_lot.deliver_to) == (date(2021, 5, 22), date(2021, 5, 22))
    assert needs[2022, "các hợp đồng huyện Lục Ngạn"].kind == "contract"
    assert needs[2021, "đơn hỗ trợ công nhân TP.HCM (qua TCT 970)"].kind == "order"
    assert needs[2021, "Central Retail (Big C, GO!, Tops)"].quantity_kg == 1_000_000
    assert all(need.source.startswith("http") for need in needs.values())
    assert Question.objects.filter(rule="window_not_stated").count() == 2
    assert outcome.questions == Question.objects.filter(app="demand", state="open").count()


def test_again_changes_nothing_and_a_corrected_figure_changes_one(officer: User) -> None:
    rows = rows_of_table()
    bring(rows, officer)
    buyers = Organisation.objects.count()
    again = bring(rows, officer)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 10)
    assert Organisation.objects.count() == buyers
    rows[1] = Row(rows[1].sheet, rows[1].line, {**rows[1].values, "quantity": "60"})
    once_more = bring(rows, officer)
    assert (once_more.created, once_more.changed) == (0, 1)


def test_what_came_in_enters_no_current_plan(officer: User, small: Small) -> None:
    bring(rows_of_table(), officer)
    for season in Season.objects.exclude(pk=small.season.pk):
        planned = selectors.needs_for_planning(season)
        assert {need.buyer.name for need in planned} <= {"Voso"}  # its name is a market's
    aside = selectors.set_aside(Season.objects.get(code="vai-thieu-2025"), date(2021, 9, 27))
    assert [(one.reason, one.needs) for one in aside if not one.planned] == [("no_market", 1)]
    assert {need.code for need in selectors.needs_for_planning(small.season)} == {"N1", "N2"}


def test_every_fault_by_row_and_column(officer: User) -> None:
    def row(line: int, **values: object) -> Row:
        return Row("Sheet1", line, {"year": 2021, "buyer": "Chợ X", "commodity": "Hồng vành khuyên",
                                    "quantity": "5", "unit": "tấn", **values})  # type: ignore[arg-type, dict-item]  # fmt: skip

    rows = [
        row(2, commodity="sầu riêng"), row(3, quantity="vài"), row(4, unit="ha"), row(5, year=1800),
        row(6, period="ngày 31/2"), row(7, buyer="Không ai biết"),
    ]  # fmt: skip
    with pytest.raises(InputInvalid) as refused:
        bring(rows, officer, open_seasons=False, create_commodities=False, create_buyers=False)
    found = [(fault.line, fault.column) for fault in refused.value.faults]
    assert found == [(2, "commodity"), (3, "quantity"), (4, "unit"), (5, "year"), (6, "period"), (7, "buyer")]
    assert Need.objects.count() == 2


def test_who_may_not_record_there_writes_nothing(small: Small) -> None:
    viewer = person("xem", "viewer")
    row = Row("S", 2, {"year": 2021, "buyer": "TL2", "commodity": "hồng vành khuyên", "quantity": "1 tấn"})
    with pytest.raises(InputInvalid):
        bring([row], viewer)


@pytest.mark.parametrize(
    ("amount", "unit", "low", "high", "per"),
    [
        ("400-600", "tấn", 400_000, 600_000, ""),
        ("2", "tấn/ngày", 2000, 2000, "day"),
        ("500", "kg/ngày", 500, 500, "day"),
        ("3", "tạ/tuần", 300, 300, "week"),
        ("2000", "đơn (5-20 kg/đơn)", 10_000, 40_000, ""),
        ("5 tấn", "", 5000, 5000, ""),
        ("1.200", "", 1200, 1200, ""),
    ],
)
def test_quantities(amount: str, unit: str, low: int, high: int, per: str) -> None:
    found = read_quantity(amount, unit)
    assert (found.low, found.high, found.per) == (low, high, per)


@pytest.mark.parametrize(
    ("amount", "unit"), [("", "tấn"), ("ít", "kg"), ("5", "ha"), ("-1", "kg"), ("0", "kg"), ("1,5", "x")]
)
def test_quantities_that_say_nothing(amount: str, unit: str) -> None:
    with pytest.raises(RowUnreadable):
        read_quantity(amount, unit)


def test_periods() -> None:
    assert read_period("cả vụ", 2021).whole_season
    assert read_period("", 2021).stated is False
    assert read_period("giao kho trước 6h", 2021).hours_to == time(6)
    assert read_period("giao trước 5h30", 2021).hours_to == time(5, 30)
    june = read_period("tháng 6", 2021)
    assert (june.first, june.last) == (date(2021, 6, 1), date(2021, 6, 30))
    spell = read_period("3 ngày từ 24/5", 2021)
    assert (spell.first, spell.last) == (date(2021, 5, 24), date(2021, 5, 26))


def test_the_file_comes_in_through_the_intake(officer: User) -> None:
    options = {"open_seasons": True, "create_commodities": True, "create_buyers": True}
    brought = bring_in("demand.needs", TABLE, options=options, source=TABLE.name, actor=officer)
    assert brought.faults == ()
    assert brought.unread == ()
    assert (brought.outcome.created, brought.written) == (10, True)


def test_the_wrong_season_chosen_is_said_with_the_right_one(officer: User, small: Small) -> None:
    """A season of other goods, or of other days: the answer names the season that holds them."""
    later = catalogue.SeasonRow(
        "hong-2022", "Mùa hồng 2022", date(2022, 9, 1), date(2022, 10, 31), SOURCE, ("hong",), "20"
    )
    catalogue.record_season(row=later, actor=None)
    facts = {"year": 2021, "buyer": "Thương lái Hà Nội", "commodity": "Hồng vành khuyên", "quantity": "2 tấn",
             "market": "ha-noi", "deliver_from": date(2021, 9, 20), "deliver_to": date(2021, 9, 25)}  # fmt: skip

    def refused(**change: object) -> tuple[str, str]:
        with pytest.raises(InputInvalid) as error:
            bring([Row("s", 2, {**facts, **change})], officer, season="hong-2022")
        (fault,) = error.value.faults
        return fault.column, fault.expected

    column, said = refused()
    assert (
        column == "deliver_from" and "20/9/2021 – 25/9/2021 nằm ngoài mùa vụ đã chọn, Mùa hồng 2022" in said
    )
    assert f"hãy chọn “{small.season.name}”, hoặc để trống ô Mùa vụ" in said
    column, said = refused(commodity="Vải thiều")
    assert column == "year" and "không có Vải thiều" in said and "Mở mùa vụ chưa có" in said
    with pytest.raises(InputInvalid) as error:
        bring(
            [Row("s", 2, {**facts, "commodity": "Vải thiều", "season": "x"})],
            officer,
            season=small.season.code,
        )
    assert "không có Vải thiều" in error.value.faults[0].expected
    assert bring([Row("s", 2, facts)], officer, season=small.season.code).created == 1
