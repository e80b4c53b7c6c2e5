"""Products: recording, correcting, codes and other names, the list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from cungcau.domain.ocop.models import Certificate, Instrument, Product, RuleBook
from cungcau.domain.ocop.services import products as services
from cungcau.domain.ocop.services.codes import give_code
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.editing.versions import EditedMeanwhile
from tests.at_once import at_once
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import SOURCE


def certificate(product: Product, star: int, first: date, last: date, **facts: Any) -> Certificate:
    """A certificate known from a list."""
    given = {"instrument": Instrument.objects.get(code="QD148_2023"), "source": SOURCE, **facts}
    return Certificate.objects.create(
        product=product, star=star, starts_on=first, expires_on=last, area_code=product.area_code, **given
    )


@pytest.fixture
def mine(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product()


def test_a_representative_records_for_their_own_organisation_only(mine: rows.Entity) -> None:
    made = services.record_product(
        entity=mine.organisation, facts={"name": "Nước  ép na", "set_code": "QD26-01"}, actor=mine.user
    )
    assert (made.name, made.area_code, made.category) == ("Nước ép na", rows.AREA, "I")
    assert "Người" in made.source
    other = rows.organisation("HTX-KHAC", "HTX Khác", place=rows.OTHER_COMMUNE)
    with pytest.raises(DomainError, match="not_allowed"):
        services.record_product(entity=other, facts={"name": "Mật ong"}, actor=mine.user)
    with pytest.raises(DomainError, match="not_allowed"):
        services.record_product(entity=other, facts={"name": "Mật ong"}, actor=rows.officer())


def test_the_same_product_is_not_recorded_twice(mine: rows.Entity) -> None:
    with pytest.raises(DomainError, match="ocop_product_known"):
        services.record_product(entity=mine.organisation, facts={"name": "na chi LANG"}, actor=mine.user)


def test_every_wrong_field_is_named(mine: rows.Entity) -> None:
    facts = {
        "name": " ", "set_code": "QD26-99", "revenue_vnd": 5, "revenue_year": None, "stopped_on": date(2030, 1, 1)
    }  # fmt: skip
    with pytest.raises(InputInvalid) as refused:
        services.record_product(entity=mine.organisation, facts=facts, actor=mine.user)
    assert {fault.column for fault in refused.value.faults} == {
        "name",
        "set_code",
        "revenue_year",
        "stopped_on",
    }
    assert Product.objects.count() == 1


def test_a_name_given_up_stays_findable(mine: rows.Entity) -> None:
    product = mine.product
    give_code_now(product)
    services.change_product(
        pk=product.pk,
        version=1,
        seen={"name": product.name},
        mine={"name": "Na dai Chi Lăng"},
        actor=mine.user,
    )
    alias = product.aliases.get()
    assert (alias.kind, alias.text) == ("name", "Na Chi Lăng")
    reader = client_of(rows.viewer())
    assert cells_of(reader.get("/ocop/san-pham/?q=na dai")) == ["Na dai Chi Lăng"]
    code = str(Product.objects.get().code)
    assert cells_of(reader.get(f"/ocop/san-pham/?q={code}")) == ["Na dai Chi Lăng"]


def give_code_now(product: Product) -> None:
    with transaction.atomic():
        assert give_code(product, 2026)
        product.save()


def test_old_codes_are_found_and_belong_to_one_product(mine: rows.Entity) -> None:
    office = rows.office()
    services.add_alias(
        product=mine.product, kind="code", text="20-182-06172-3-2022", source="QĐ 829", actor=office
    )
    again = services.add_alias(
        product=mine.product, kind="code", text="20-182-06172-3-2022", source="", actor=office
    )
    other = rows.product_of(mine.organisation, "Na sấy")
    with pytest.raises(DomainError, match="ocop_alias_taken"):
        services.add_alias(product=other, kind="code", text="20-182-06172-3-2022", source="", actor=office)
    assert cells_of(client_of(office).get("/ocop/san-pham/?q=20-182-06172-3")) == ["Na Chi Lăng"]
    services.drop_alias(alias=again, actor=office)
    page = text_of(client_of(office).get("/ocop/san-pham/?q=20-182-06172-3"))
    assert "Không có sản phẩm nào khớp" in page


def test_two_people_at_one_product_are_shown_each_other(mine: rows.Entity) -> None:
    seen = {"note": "", "description": ""}
    services.change_product(
        pk=mine.product.pk, version=1, seen=seen, mine={**seen, "note": "A"}, actor=mine.user
    )
    with pytest.raises(EditedMeanwhile) as met:
        services.change_product(
            pk=mine.product.pk, version=1, seen=seen, mine={**seen, "note": "B"}, actor=rows.office()
        )
    assert [clash.field for clash in met.value.clashes] == ["note"]


@pytest.mark.django_db(transaction=True)
def test_two_products_of_a_commune_never_get_one_serial(book: RuleBook) -> None:
    one = rows.organisation()
    made = [rows.product_of(one, f"Na {number}") for number in range(4)]

    def give(product: Product) -> None:
        give_code_now(product)

    ends = at_once(*(lambda product=product: give(product) for product in made))
    assert ends == [None] * 4
    assert sorted(Product.objects.values_list("serial", flat=True)) == [1, 2, 3, 4]
    assert Product.objects.get(serial=2).code == "20-06172-2-2026"


def test_a_product_without_a_commune_gets_no_code(book: RuleBook) -> None:
    one = rows.organisation()
    product = rows.product_of(one, "Na", area_code="20", unit=None)
    with pytest.raises(DomainError, match="ocop_commune_missing"):
        give_code_now(product)


def test_the_list_tells_valid_from_lapsing_and_lapsed(book: RuleBook) -> None:
    made = {}
    spans = {
        "Valid": (4, date(2025, 1, 1), date(2027, 12, 31)), "Lapsing": (3, date(2023, 8, 1), date(2026, 8, 1)),
        "Lapsed": (3, date(2022, 5, 1), date(2025, 5, 1)),
    }  # fmt: skip
    one = rows.organisation()
    for name, (star, first, last) in spans.items():
        made[name] = rows.product_of(one, name)
        certificate(made[name], star, first, last)
    rows.product_of(one, "Never")
    office = client_of(rows.office())
    for look, names in (
        ("valid", ["Lapsing", "Valid"]), ("lapsing", ["Lapsing"]), ("lapsed", ["Lapsed"]), ("never", ["Never"]),
    ):  # fmt: skip
        assert cells_of(office.get(f"/ocop/san-pham/?standing={look}")) == names, look
    assert cells_of(office.get("/ocop/san-pham/?star=4")) == ["Valid"]
    lines = {line["Sản phẩm"]: line for line in csv_of(office.get("/ocop/san-pham/?xuat=csv"))}
    assert {name: line["Giấy chứng nhận"] for name, line in lines.items()} == {
        "Valid": "còn hiệu lực", "Lapsing": "còn hiệu lực, sắp hết hạn", "Lapsed": "đã hết hạn",
        "Never": "chưa từng được công nhận",
    }  # fmt: skip
    assert len(xlsx_of(office.get("/ocop/san-pham/?star=3&xuat=xlsx"))) == 3


def test_pages_of_a_product(mine: rows.Entity) -> None:
    own, officer = client_of(mine.user), client_of(rows.officer())
    stranger = rows.entity_with_product("HTX-KHAC", "Mật ong", rows.OTHER_COMMUNE)
    answer = own.post(
        "/ocop/san-pham/moi/", {"entity": mine.organisation.pk, "name": "Mứt na", "set_code": "QD26-07"}
    )
    assert answer.status_code == 302, text_of(answer)
    assert "Lập hồ sơ" in text_of(own.get(answer["Location"]))
    answer = officer.post(
        "/ocop/san-pham/moi/",
        {"entity": f"{mine.organisation.name} ({mine.organisation.code})", "name": "Na khô"},
    )
    assert answer.status_code == 302, text_of(answer)
    page = officer.get(f"/ocop/san-pham/{mine.product.pk}/sua/")
    form = page.context["form"]
    sent = {
        "version": form["version"].value(), "seen": form["seen"].value(), "name": "Na Chi Lăng",
        "unit": form.fields["unit"].prepare_value(mine.product.unit), "set_code": "QD26-01", "note": "đã ghi",
    }  # fmt: skip
    assert officer.post(f"/ocop/san-pham/{mine.product.pk}/sua/", sent).status_code == 302
    assert Product.objects.get(pk=mine.product.pk).note == "đã ghi"
    assert own.get(f"/ocop/san-pham/{stranger.product.pk}/").status_code == 404
    assert cells_of(own.get("/ocop/san-pham/")) == ["Mứt na", "Na Chi Lăng", "Na khô"]
    answer = officer.post(f"/ocop/san-pham/{mine.product.pk}/ten-khac/", {"kind": "name", "text": "Mãng cầu"})
    assert "Mãng cầu" in text_of(officer.get(answer["Location"]))
    assert client_of(rows.viewer()).get("/ocop/san-pham/moi/").status_code == 403
