"""The catalogue's own tables: as they are in examples/source-tables, and what came with the product."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.intake import doors
from cungcau.platform.intake.doors import Context, Outcome, Row
from cungcau.reference.catalogue import doors as ours
from cungcau.reference.catalogue import selectors, services
from cungcau.reference.catalogue.models import Commodity, KeyProduct, ShelfLife, UnitFactor
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db

TABLES = Path(__file__).resolve().parents[3] / "examples/source-tables"
TODAY = date(2021, 9, 27)
KEYS_18 = {
    "mat_hang_vi": "goods", "ten_trong_bang": "goods_in_source", "nhiet_do_c": "temp", "do_am_pct": "humidity",
    "so_ngay_min": "days_min", "so_ngay_max": "days_max", "nguon_url": "source", "ghi_chu": "note",
}  # fmt: skip
KEYS_26 = {
    "don_vi": "unit", "dai_luong": "quantity", "mien": "region", "he_so": "factor", "don_vi_chuan": "standard",
    "do_tin_cay": "confidence", "nguon_url": "source", "ghi_chu": "note",
}  # fmt: skip


@pytest.fixture
def coordinator(db: None) -> User:
    return person("dieu-phoi", "coordinator")


def table(name: str, keys: dict[str, str]) -> list[dict[str, Any]]:
    with next(TABLES.glob(f"{name}_*.csv")).open(encoding="utf-8-sig", newline="") as file:
        rows = [{keys[key]: value or None for key, value in line.items()} for line in csv.DictReader(file)]
    for row in rows:
        for key in ("days_min", "days_max"):
            if row.get(key):
                row[key] = int(row[key])
    return rows


def send(kind: str, lines: Sequence[dict[str, Any]], actor: User, **options: Any) -> Outcome:
    door = doors.door(kind)
    rows = [Row("bảng", number, line) for number, line in enumerate(lines, 2)]
    with transaction.atomic():
        return door.record(rows, Context(actor=actor, options=options, source="bảng thử"))


def goods(code: str, name: str, *aliases: str) -> Commodity:
    row = services.CommodityRow(code, name, "minh hoạ", aliases=aliases, is_demo=True)
    services.record_commodities(rows=[row], actor=None)
    return Commodity.objects.get(code=code)


def test_table_18_comes_in_as_it_is_and_its_contradiction_stands(coordinator: User) -> None:
    lychee = goods("vai", "Vải", "vải thiều")
    lines = table("18", KEYS_18)
    done = send("catalogue.shelf_lives", lines, coordinator)
    assert (done.created, done.changed) == (19, 0)
    assert done.questions == 16
    kept = selectors.shelf_life(lychee, Decimal(1))
    assert kept is not None
    assert [(row.days_min, row.days_max) for row in kept.observations] == [(3, 8), (21, 35)]
    assert (kept.contradicts, kept.why, kept.in_use.days_min) == (True, "cautious", 3)
    persimmon = ShelfLife.objects.get(goods="Hồng")
    assert (persimmon.temp_min, persimmon.temp_max, persimmon.days_min) == (
        Decimal("-1.0"),
        Decimal("1.0"),
        90,
    )
    assert ShelfLife.objects.get(goods="Lúa tươi ngoài đồng").is_ambient
    again = send("catalogue.shelf_lives", lines, coordinator)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 19)


def test_a_person_chooses_with_a_reason_and_a_new_table_leaves_it_so(coordinator: User) -> None:
    lychee = goods("vai", "Vải")
    lines = table("18", KEYS_18)
    send("catalogue.shelf_lives", lines, coordinator)
    longer = ShelfLife.objects.get(goods="Vải", days_min=21)
    with pytest.raises(DomainError) as refused:
        services.choose_shelf_life(row=longer, reason=" ", actor=coordinator)
    assert refused.value.code == "catalogue_reason_missing"
    services.choose_shelf_life(row=longer, reason="kho lạnh có ẩm đạt chuẩn", actor=coordinator)
    send("catalogue.shelf_lives", lines, coordinator)
    kept = selectors.shelf_life(lychee, Decimal(1))
    assert kept is not None
    assert (kept.in_use.days_min, kept.why, kept.in_use.chosen_reason) == (
        21,
        "chosen",
        "kho lạnh có ẩm đạt chuẩn",
    )
    shorter = ShelfLife.objects.get(goods="Vải", days_min=3)
    services.choose_shelf_life(row=shorter, reason="xe không đủ lạnh", actor=coordinator)
    assert ShelfLife.objects.filter(commodity=lychee, chosen=True).count() == 1
    services.withdraw_shelf_life(row=shorter, reason="bảng gốc ghi nhầm", actor=coordinator)
    kept = selectors.shelf_life(lychee, Decimal(1))
    assert kept is not None
    assert (kept.in_use.days_min, kept.why, kept.contradicts) == (21, "only", False)
    assert selectors.shelf_life(lychee, None) is None


def test_unknown_goods_are_asked_made_or_named_later(coordinator: User) -> None:
    lines = table("18", KEYS_18)[:1]
    with pytest.raises(InputInvalid) as refused:
        send("catalogue.shelf_lives", lines, coordinator, unknown="ask")
    assert (refused.value.faults[0].line, refused.value.faults[0].column) == (2, "goods")
    context = Context(actor=coordinator, options={}, source="x")
    assert ours.shelf_lives.propose("goods", "Vải", context) == "tạo mới"
    send("catalogue.shelf_lives", lines, coordinator)
    row = ShelfLife.objects.get()
    assert row.commodity is None
    new = services.CommodityRow("vai", "Vải thiều", "minh hoạ", aliases=())
    made = services.name_shelf_life(row=row, commodity=None, new=new, actor=coordinator)
    assert ShelfLife.objects.get().commodity == made
    assert [(one.commodity.code, one.sure) for one in selectors.commodity_named("vải")] == [("vai", True)]
    assert ours.shelf_lives.propose("goods", "Vaỉ", context) == "Vải thiều"
    created = send("catalogue.shelf_lives", table("18", KEYS_18)[2:3], coordinator, unknown="create")
    assert created.questions == 0
    assert Commodity.objects.get(code="nhan").name_vi == "Nhãn"


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"temp": "lạnh lắm"}, "temp"),
        ({"temp": "2-0"}, "temp"),
        ({"temp": "90"}, "temp"),
        ({"humidity": "140"}, "humidity"),
        ({"days_min": 9, "days_max": 3}, "days_max"),
        ({"days_min": None, "days_max": None}, "days_min"),
        ({"confidence": "tạm"}, "confidence"),
        ({"commodity": "không có"}, "commodity"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(coordinator: User, facts: dict[str, Any], column: str) -> None:
    with pytest.raises(InputInvalid) as refused:
        send("catalogue.shelf_lives", [{**table("18", KEYS_18)[0], **facts}], coordinator)
    fault = refused.value.faults[0]
    assert (fault.file, fault.line, fault.column) == ("bảng", 2, column)
    assert not ShelfLife.objects.exists()


def test_table_26_comes_in_as_it_is_and_gia_is_asked(coordinator: User) -> None:
    done = send("catalogue.units", table("26", KEYS_26), coordinator)
    assert done.created == 11
    sao = selectors.factor("sào", "Bắc Bộ", TODAY)
    assert isinstance(sao, UnitFactor)
    assert (sao.factor, sao.standard) == (Decimal(360), "m2")
    assert isinstance(selectors.factor("sao", "", TODAY), list)
    cong = selectors.factor("công", "nam", TODAY)
    assert isinstance(cong, list)
    assert sorted(row.factor for row in cong if row.factor) == [Decimal(1000), Decimal(1300)]
    large = selectors.factor("công (tầm lớn/tầm cấy)", "ĐBSCL", TODAY)
    assert isinstance(large, UnitFactor)
    mau = selectors.factor("mẫu", "dbscl", TODAY)
    assert isinstance(mau, UnitFactor)
    assert mau.factor == 10_000
    gia = selectors.factor("giạ", "Nam Bộ", TODAY)
    assert isinstance(gia, UnitFactor)
    assert gia.factor is None
    assert selectors.factor("thúng", "", TODAY) == []
    assert send("catalogue.units", table("26", KEYS_26), coordinator).unchanged == 11
    with pytest.raises(InputInvalid):
        send("catalogue.units", [{**table("26", KEYS_26)[0], "factor": "-3"}], coordinator)


def test_what_came_with_the_product_is_the_plan_word_for_word(coordinator: User) -> None:
    assert services.load_shipped() == (19, 14)
    assert services.load_shipped() == (0, 0)
    groups: dict[str, list[str]] = {}
    for product in selectors.key_products(TODAY, "20"):
        groups.setdefault(product.group, []).append(product.name)
    assert {group: len(names) for group, names in groups.items()} == {
        "Nhóm sản phẩm Lâm nghiệp, Dược liệu": 7,
        "Nhóm sản phẩm chăn nuôi": 4,
        "Nhóm sản phẩm nông nghiệp": 8,
    }
    assert groups["Nhóm sản phẩm nông nghiệp"] == [
        "Na", "rau", "ớt", "Khoai lang", "Đỗ tương, lạc, ngô", "Thạch đen", "Hồng", "Cây có múi",
    ]  # fmt: skip
    assert "129/KH-UBND" in KeyProduct.objects.all()[0].source
    UnitFactor.objects.filter(unit="sào", region="bac").update(factor=361)
    services.load_shipped()
    assert UnitFactor.objects.get(unit="sào", region="bac").factor == 361


def test_key_products_and_goods_come_in_by_table(coordinator: User) -> None:
    lines = [{"group": "Nhóm thử", "name": name} for name in ("Na", "Ớt")]
    done = send(
        "catalogue.key_products", lines, coordinator, document="1/QĐ", valid_from="2021-01-01", area_code="91"
    )
    assert done.created == 2
    assert [one.rank for one in selectors.key_products(TODAY, "91")] == [1, 2]
    with pytest.raises(InputInvalid):
        send("catalogue.key_products", lines, coordinator)
    done = send(
        "catalogue.commodities",
        [{"name": "Na", "aliases": "mãng cầu dai, na dai", "group": "Quả"}],
        coordinator,
    )
    assert done.created == 1
    [named] = selectors.commodity_named("MANG CAU DAI")
    assert (named.commodity.code, named.sure) == ("na", True)
    again = send("catalogue.commodities", [{"name": "na dai", "aliases": "na bở"}], coordinator)
    assert (again.created, again.changed) == (0, 1)
    known = Commodity.objects.get(code="na")
    assert (known.name_vi, known.group, known.aliases) == ("Na", "Quả", ["mãng cầu dai", "na dai", "na bở"])
    assert known.version == 2


def test_names_are_recognised_or_offered_never_guessed(db: None) -> None:
    hong, hong_do = goods("hong", "Hồng vành khuyên", "hồng không hạt"), goods("hong-do", "Hồng đỏ")
    services.record_varieties(rows=[services.VarietyRow("hong", "Bảo Lâm", "minh hoạ")], actor=None)
    assert {one.commodity for one in selectors.commodity_named("hồng")} == {hong_do, hong}
    assert not any(one.sure for one in selectors.commodity_named("hồng"))
    [sure] = selectors.commodity_named("hong khong hat")
    assert (sure.commodity, sure.sure) == (hong, True)
    [variety] = selectors.commodity_named("Bảo Lâm")
    assert variety.variety is not None
    assert (variety.commodity, variety.variety.name) == (hong, "Bảo Lâm")
    assert selectors.commodity_named("Hồng vành khuyen (loại 1)")[0].commodity == hong
    assert selectors.commodity_named("") == []
    assert selectors.commodity_named("qwxz") == []
    viewer = person("xem", "viewer")
    with pytest.raises(DomainError):
        services.record_varieties(rows=[], actor=viewer)


def test_sizes_and_packs_say_what_they_hold(db: None) -> None:
    goods("hong", "Hồng")
    rows = [
        services.SizeRow("hong", "Cỡ 1", "minh hoạ", 120, 150),
        services.SizeRow("hong", "Cỡ 2", "minh hoạ", None, None, 8, 10),
    ]
    assert services.record_sizes(rows=rows, actor=None).created == 2
    for bad in (services.SizeRow("hong", "Cỡ 3", "m"), services.SizeRow("hong", "Cỡ 3", "m", 9, 3)):
        with pytest.raises(InputInvalid):
            services.record_sizes(rows=[bad], actor=None)
    packs = [
        services.PackRow("Sọt 20 kg", 20_000, "minh hoạ"),
        services.PackRow("Thùng 5 kg", 5_000, "minh hoạ", "hong"),
    ]
    assert services.record_packs(rows=packs, actor=None).created == 2
    assert services.record_packs(rows=packs, actor=None).unchanged == 2
    hong = Commodity.objects.get()
    assert [pack.grams for pack in selectors.packs_for(hong)] == [20_000, 5_000]
    with pytest.raises(InputInvalid):
        services.record_packs(rows=[services.PackRow("Rỗng", 0, "m")], actor=None)
