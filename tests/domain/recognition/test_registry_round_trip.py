"""The workbook handed out can be brought in again unchanged; people stay masked unless somebody may have them."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from cungcau.domain.ocop.models import Certificate, Product
from cungcau.domain.recognition.models import Lack, RegistryLine
from cungcau.domain.recognition.selectors.registry_book import incomplete
from cungcau.domain.recognition.services.known_products import load_known_products
from cungcau.domain.recognition.services.registry_completing import AwardGiven, Given, complete, lacking_for
from cungcau.domain.recognition.services.registry_export import export_registry
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from tests.domain.ocop import certificate_rows
from tests.domain.ocop import ocop_rows as rows
from tests.domain.recognition.number_rows import bring, cells, record_lang_son, workbook
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 4)


@pytest.fixture
def office(db: None) -> User:
    record_lang_son()
    return rows.office()


def odd() -> bytes:
    """A workbook with something of everything."""
    blank = [None] * 20
    second = [None if place in (3, 4, 5) else one for place, one in enumerate(cells("Na khô", star="★★★"))]
    return workbook(
        {
            "OCOP": [
                ["I", "Huyện Văn Lãng", *blank],
                cells("Na dai", commune="Tân Mỹ", person="Người Mẫu Một", phone="0912.345.678", address="Thôn Mẫu"),
                second,
                cells("Mứt na", first=(3, None, 2020, "1787/QĐ-UBND", None), note="chờ xem lại"),
                cells("Rượu na", star="#REF!", expires=date(2027, 9, 1), group="Nhóm đồ uống", phone="không có"),
                ["II", "Huyện Lộc Bình", *blank],
                cells("Phở khô", entity="Hộ Mẫu Hai", form="Hộ kinh doanh", commune=None, star=4,
                      upgrade=(4, date(2025, 6, 1), None, "9/QĐ-UBND", "UBND tỉnh")),
            ]
        },
        {"OCOP": ["D6:D7", "E6:E7", "F6:F7"]},
    )  # fmt: skip


def test_round_trip(office: User) -> None:
    """Brought in, handed out with people, brought in again: nothing changes; handed out again: the same cells."""
    first = bring(odd(), office)
    assert (first.outcome.created, first.faults) == (5, ())
    certificate_rows.old(rows.product_of(rows.organisation("HTX-KHAC", "HTX Khác"), "Chè hồi"))
    load_known_products(actor=None)
    before = state()
    handed = export_registry(actor=office, people=True)
    again = bring(handed, office, "xuat.xlsx")
    assert again.faults == () and again.unread == ()
    assert (again.outcome.created, again.outcome.changed, again.outcome.unchanged) == (0, 0, 32)
    assert state() == before
    assert table(export_registry(actor=office, people=True)) == table(handed)


def test_masked_by_default(office: User) -> None:
    """Without asking for people nobody's name or phone leaves, and such a file wipes nothing either."""
    bring(odd(), office)
    handed = export_registry(actor=office)
    text = " ".join(cell for row in table(handed) for cell in row)
    assert "Người Mẫu Một" not in text and "345" not in text and "•••" in text
    again = bring(handed, office, "che.xlsx")
    assert (again.outcome.changed, again.outcome.unchanged) == (0, 5)
    assert RegistryLine.objects.get(product__name="Na dai").phone == "0912.345.678"


def test_who_may_have_people(office: User) -> None:
    """The office may, a viewer may not; each time it is written down."""
    bring(odd(), office)
    viewer = rows.viewer()
    with pytest.raises(DomainError, match="not_allowed"):
        export_registry(actor=viewer, people=True)
    with pytest.raises(DomainError, match="not_allowed"):
        export_registry(actor=person("nguoi-mua", "buyer", ""))
    export_registry(actor=office, people=True)
    export_registry(actor=viewer)
    said = Entry.objects.filter(verb="recognition.registry_exported").order_by("pk")
    assert [(one.facts["rows"], one.facts["people"]) for one in said] == [
        (5, "có họ tên, điện thoại"),
        (5, "che họ tên, điện thoại"),
    ]


def test_filling_in_what_a_list_left_open(office: User) -> None:
    """The day given makes the certificate; a day of another year needs a reason; then nothing is lacking."""
    bring(odd(), office)
    jam = Product.objects.get(name="Mứt na")
    assert [one.year for one in lacking_for(jam).awards] == [2020]
    wrong = Given(awards={"first": AwardGiven(date(2021, 9, 4))})
    with pytest.raises(DomainError, match="registry_day_not_of_year"):
        complete(product=jam, given=wrong, actor=office)
    with pytest.raises(DomainError, match="registry_nothing_given"):
        complete(product=jam, given=Given(), actor=office)
    complete(product=jam, given=Given(awards={"first": AwardGiven(date(2020, 9, 4))}), actor=office)
    one = Certificate.objects.get(product=jam)
    assert (one.star, one.starts_on, one.decision_no) == (3, date(2020, 9, 4), "1787/QĐ-UBND")
    assert RegistryLine.objects.get(product=jam).lacks == []
    with pytest.raises(DomainError, match="registry_nothing_lacking"):
        complete(product=jam, given=Given(), actor=office)
    assert bring(odd(), office).outcome.unchanged == 5


def test_filling_in_the_entity_and_the_commune(office: User) -> None:
    load_known_products(actor=None)
    wine = Product.objects.get(name="Rượu Hội Hoan")
    assert incomplete(office).count() == 26
    entity = rows.organisation("HTX-RUOU", "HTX Rượu Hội Hoan", place=rows.OTHER_COMMUNE)
    done = complete(product=wine, given=Given(entity=entity, category="II"), actor=office)
    wine.refresh_from_db()
    assert (done.pk, wine.entity_id, wine.area_code, wine.category) == (
        wine.pk,
        entity.pk,
        rows.OTHER_AREA,
        "II",
    )
    assert wine.certificates.get().area_code == rows.OTHER_AREA
    assert incomplete(office).count() == 25


def test_others_fill_in_nothing(office: User) -> None:
    bring(odd(), office)
    jam = Product.objects.get(name="Mứt na")
    given = Given(awards={"first": AwardGiven(date(2020, 9, 4))})
    with pytest.raises(DomainError, match="not_allowed"):
        complete(product=jam, given=given, actor=rows.viewer())
    assert RegistryLine.objects.get(product=jam).lacks == [Lack.FIRST_DAY]


def state() -> list[object]:
    """Everything that the registry holds, to compare."""
    lines = RegistryLine.objects.order_by("product").values_list(
        "product__name", "said", "representative", "phone", "lacks"
    )
    certificates = Certificate.objects.order_by("pk").values_list(
        "product", "star", "starts_on", "expires_on", "state"
    )
    products = Product.objects.order_by("pk").values_list("name", "entity", "area_code", "category")
    return [*lines, *certificates, *products]


def table(content: bytes) -> list[list[str]]:
    """The cells of a handed out workbook, from its header on."""
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(min_row=4, values_only=True)]
