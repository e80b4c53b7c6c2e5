"""The products announced between 2020 and 2022: what the table says, and what it leaves unsaid."""

from __future__ import annotations

from datetime import date

import pytest

from cungcau.domain.ocop.models import Certificate, CriteriaSet, Product
from cungcau.domain.ocop.selectors.certificates import held_on
from cungcau.domain.ocop.services.dossiers import start_dossier
from cungcau.domain.ocop.services.entities import give_entity
from cungcau.domain.recognition.models import PublishedCount
from cungcau.domain.recognition.services.announced import Announced, record_announced
from cungcau.domain.recognition.services.known_products import load_known_products
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.ui import clock
from cungcau.reference.geography.selectors import by_code
from tests.domain.ocop import ocop_rows as rows
from tests.domain.recognition.number_rows import record_lang_son

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(db: None) -> None:
    record_lang_son()


def test_the_kept_table() -> None:
    """26 products with real stars and days, the total kept as a figure, twice the same as once."""
    done = load_known_products(actor=None)
    assert (done.created, done.unchanged) == (27, 0)
    assert Product.objects.count() == Certificate.objects.count() == 26
    assert sorted(Certificate.objects.values_list("star", flat=True)) == [3] * 17 + [4] * 9
    assert set(PublishedCount.objects.values_list("star", "products")) == {(3, 73), (4, 21), (None, 94)}
    again = load_known_products(actor=None)
    assert (again.created, again.unchanged) == (0, 27)
    assert Product.objects.count() == 26 and Organisation.objects.filter(kind="agency").count() == 1


def test_what_is_not_said_stays_unknown() -> None:
    """No commune, no entity, no decision day is made up; hidden names stay hidden."""
    load_known_products(actor=None)
    wine = Product.objects.select_related("unit").get(name="Rượu Hội Hoan")
    assert wine.entity_unknown and wine.unit is not None
    assert (wine.unit.title, wine.area_code) == ("Huyện Văn Lãng", "20")
    assert Product.objects.filter(name="Nem nướng [tên riêng ẩn]").exists()
    one = wine.certificates.get()
    assert (one.starts_on, one.expires_on) == (date(2020, 9, 4), date(2023, 9, 4))
    assert one.decided_on is None and one.decision_no == "" and "nongthonmoi" in one.source
    assert one.instrument.code == "QD1048_2019" and not one.is_demo


def test_one_name_in_two_districts_is_two_products() -> None:
    """Na Chi Lăng of Chi Lăng was upgraded, that of Hữu Lũng is new."""
    load_known_products(actor=None)
    found = {p.unit.name: p.certificates.get() for p in Product.objects.filter(name="Na Chi Lăng") if p.unit}
    assert {name: (one.star, one.kind) for name, one in found.items()} == {
        "Chi Lăng": (4, "upgrade"),
        "Hữu Lũng": (3, "first"),
    }


def test_they_have_lapsed_by_2026() -> None:
    """36 months after 2020 and 2022: none may show its star on the rooms' day."""
    load_known_products(actor=None)
    ids = list(Product.objects.values_list("pk", flat=True))
    assert held_on(ids, clock.today()) == {}
    assert len(held_on(ids, date(2022, 12, 31))) == 26


def test_saying_whose_it_is() -> None:
    """The product goes to its entity with its commune and certificates; then a file may be begun, not before."""
    load_known_products(actor=None)
    office, wine = rows.office(), Product.objects.get(name="Rượu Hội Hoan")
    with pytest.raises(DomainError, match="ocop_entity_unknown"):
        start_dossier(product=wine, criteria_set=CriteriaSet(), kind="first", actor=office)
    entity = rows.organisation("HTX-RUOU", "HTX Rượu Hội Hoan")
    given = give_entity(product=wine, entity=entity, actor=office)
    assert (given.entity, given.entity_unknown, given.area_code) == (entity, False, rows.AREA)
    assert given.certificates.get().area_code == rows.AREA
    with pytest.raises(DomainError, match="ocop_entity_known"):
        give_entity(product=wine, entity=entity, actor=office)
    assert load_known_products(actor=None).created == 0


def test_a_faulty_list_is_refused_whole() -> None:
    """Rows and columns are named; nothing is half written."""
    province = by_code("20", clock.today())
    assert province is not None
    day = date(2021, 1, 28)
    given = [
        Announced(2, day, "Chè", "bài báo", 3, "Chi Lăng"),
        Announced(3, day, "Mật ong", "bài báo", 2),
        Announced(4, day, "Bún", "bài báo", 3, "Sa Pa"),
        Announced(5, day, "Chưa rõ gì", "bài báo"),
    ]
    with pytest.raises(InputInvalid) as refused:
        record_announced(rows=given, province=province, actor=rows.office())
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [
        (3, "star"), (4, "district"), (5, "star"),
    ]  # fmt: skip
    assert not Product.objects.exists()


def test_only_those_who_certify_bring_lists_in() -> None:
    province = by_code("20", clock.today())
    assert province is not None
    with pytest.raises(DomainError, match="not_allowed"):
        record_announced(rows=[], province=province, actor=rows.officer())
