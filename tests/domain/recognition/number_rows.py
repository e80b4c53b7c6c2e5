"""Places with their former districts, products of many standings, workbooks as provinces keep them; for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from io import BytesIO
from random import Random
from typing import Any

from openpyxl import Workbook

from cungcau.domain.ocop.models import Certificate, Instrument, Product
from cungcau.domain.ocop.services.rules import bands_as_data
from cungcau.domain.registry.models import Organisation
from cungcau.engines import scoring
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.services import Brought, bring_in
from cungcau.reference.geography import services as geography
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words
from tests.domain.season_rows import SOURCE, record_places


def record_decisions() -> None:
    """The decisions certificates stand on, without their sheets: these tests score nothing."""
    engine = scoring.newest_book()
    Instrument.objects.bulk_create(
        Instrument(
            code=code, number=row.number, issued_on=row.issued, effective_from=row.effective_from,
            effective_to=row.effective_to, bands=bands_as_data(engine, code), source=SOURCE,
        )
        for code, row in engine.instruments.items()
    )  # fmt: skip


LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)
DISTRICTS = {
    "181": "Bình Gia", "183": "Cao Lộc", "184": "Văn Quan", "186": "Hữu Lũng", "187": "Chi Lăng", "188": "Lộc Bình",
}  # fmt: skip
"""Former districts of Lạng Sơn beside Văn Lãng, by the statistics office's code."""


def record_lang_son() -> None:
    """Places of two former districts and the decisions: what these tests stand on."""
    record_places()
    record_districts()
    record_decisions()


def record_districts() -> None:
    """The districts of the kept table that ``record_places`` does not know, and a commune of Chi Lăng."""
    units = [
        geography.UnitRow(code, "huyện", name, "20", None, LAST, lat=21.8, lon=106.6)
        for code, name in DISTRICTS.items()
    ]
    units += [
        geography.UnitRow("06523", "xã", "Chi Lăng", "187", None, LAST),
        geography.UnitRow("06463", "xã", "Chi Lăng", "20", FIRST, lat=21.6, lon=106.5),
    ]
    geography.record_units(rows=units, source=SOURCE, actor=None)
    link = geography.SuccessionRow("06523", LAST, "06463")
    geography.record_successions(rows=[link], source=SOURCE, actor=None)


HEAD_TOP = (
    "TT", "Tên sản phẩm", "Nhóm", "Loại hình", "Chủ thể", "Xã/phường/thị trấn", "Địa chỉ", "Người đại diện", "SĐT",
    "Hạng sao hiện tại", "Ngày hết hạn", "Công nhận lần đầu", None, None, None, None, "Nâng hạng", None, None, None,
    None, "Ghi chú",
)  # fmt: skip
HEAD_BELOW = ("Hạng sao", "Ngày", "Năm", "Số quyết định", "Cơ quan công nhận")
"""The two lines of the header as provinces print it: groups merged over five columns each."""

AUTHORITY = "UBND tỉnh Lạng Sơn"


def cells(product: object, entity: object = "HTX Na Tân Mỹ", **said: object) -> list[object]:
    """One line of a workbook; ``first`` and ``upgrade`` are (star, day, year, decision, authority)."""
    given: dict[str, object] = {
        "number": 1, "group": "Thực phẩm", "form": "HTX", "commune": "xã Tân Mỹ, huyện Văn Lãng", "address": None,
        "person": None, "phone": None, "star": "3 sao", "expires": None,
        "first": (3, date(2024, 9, 4), 2024, "1787/QĐ-UBND", AUTHORITY), "upgrade": (None,) * 5, "note": None, **said,
    }  # fmt: skip
    first, upgrade = given["first"], given["upgrade"]
    assert isinstance(first, tuple) and isinstance(upgrade, tuple)
    return [
        given["number"], product, given["group"], given["form"], entity, given["commune"], given["address"],
        given["person"], given["phone"], given["star"], given["expires"], *first, *upgrade, given["note"],
    ]  # fmt: skip


def sheet_of(
    book: Workbook, title: str, lines: Sequence[Sequence[object]], merged: Sequence[str] = ()
) -> None:
    """A sheet as provinces keep it: a title, the header in two merged lines, then the lines."""
    sheet = book.create_sheet(title)
    sheet.append(["DANH SÁCH SẢN PHẨM OCOP TỈNH LẠNG SƠN"])
    sheet.append([])
    sheet.append(list(HEAD_TOP))
    sheet.append([None] * 11 + list(HEAD_BELOW) * 2)
    for column in [*range(1, 12), 22]:
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    sheet.merge_cells("L3:P3")
    sheet.merge_cells("Q3:U3")
    for line in lines:
        sheet.append(list(line))
    for block in merged:
        sheet.merge_cells(block)


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]], merged: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """The file of a workbook with these sheets; lines begin in row 5."""
    book = Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet_of(book, title, lines, (merged or {}).get(title, ()))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def bring(content: bytes, actor: User, name: str = "danh-ba.xlsx", **choices: Any) -> Brought:
    """Bring a registry workbook in by the door, keeping its good rows."""
    return bring_in(
        "recognition.registry", content, name, {"province": "20"}, "danh bạ của tỉnh", actor=actor,
        keep_good=choices.pop("keep_good", True), **choices,
    )  # fmt: skip


def told(brought: Brought) -> list[tuple[str, int, str]]:
    """What the intake keeps to be known: (sheet, line, sentence)."""
    rows = brought.intake.cell_notes.order_by("id")
    return list(rows.values_list("sheet", "line", "text"))


def many_products(count: int, seed: int = 1) -> list[Product]:
    """Products of every star, group, place and kind with one to three certificates each, written in bulk."""
    chance = Random(seed)
    places = list(Unit.objects.filter(code__in=("06172", "06124", "06463"), valid_to=None))
    places.append(Unit.objects.get(code="187"))
    kinds = ("cooperative", "household", "enterprise")
    entities = Organisation.objects.bulk_create(
        Organisation(
            code=f"DN-{n}", name=f"Cơ sở mẫu {n}", kind=kinds[n % 3], unit=places[n % 3],
            area_code=places[n % 3].area_code,
            folded=words(f"Cơ sở mẫu {n}", f"DN-{n}"), folded_name=words(f"Cơ sở mẫu {n}"), source=SOURCE,
        )
        for n in range(max(count // 3, 1))
    )  # fmt: skip
    products = []
    for n in range(count):
        entity, place = entities[n % len(entities)], places[n % len(places)]
        unknown = n % 11 == 0
        name = f"Sản phẩm mẫu {n}"
        products.append(
            Product(
                entity=entity, entity_unknown=unknown, name=name, category=("I", "II", "III", "")[n % 4], unit=place,
                area_code=place.area_code, folded=words(name, entity.name, place.title), source=SOURCE,
            )
        )  # fmt: skip
    products = Product.objects.bulk_create(products)
    decision = Instrument.objects.get(code="QD1048_2019")
    Certificate.objects.bulk_create(
        one for product in products for one in _certificates(product, decision, chance)
    )
    return products


def _certificates(product: Product, decision: Instrument, chance: Random) -> Iterator[Certificate]:
    begins = sorted(chance.sample(range(2500), chance.choice((1, 1, 1, 2, 3))))
    for place, begin in enumerate(begins):
        starts = date(2019, 9, 1) + timedelta(days=begin)
        last = place == len(begins) - 1
        revoked = last and chance.random() < 0.06
        state = "replaced" if not last else "revoked" if revoked else "in_force"
        yield Certificate(
            product=product, instrument=decision, star=chance.choice((3, 3, 3, 4, 5)), starts_on=starts,
            expires_on=starts + timedelta(days=1095), area_code=product.area_code, source=SOURCE, state=state,
            kind="first" if place == 0 else chance.choice(("upgrade", "re_evaluation")),
            revoked_on=starts + timedelta(days=chance.randrange(30, 1400)) if revoked else None,
        )  # fmt: skip
