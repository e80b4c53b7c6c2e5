"""Organisations and households: recorded with their representatives, phones kept from idle eyes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cungcau.domain.registry import selectors, services
from cungcau.domain.registry.models import Kind, Organisation
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.audit.models import Entry
from cungcau.reference.geography import services as geography
from cungcau.reference.search import matching
from tests.domain.season_rows import HOANG_VIET, SOURCE, START, TAN_MY, person, record_people, record_places

pytestmark = pytest.mark.django_db

ROW = services.OrganisationRow("A", "Hộ A", "household", SOURCE, TAN_MY)


def record(*rows: services.OrganisationRow) -> services.Recorded:
    return services.record_organisations(rows=rows, on=START, actor=None)


def columns(act: Callable[[], object]) -> list[tuple[int, str]]:
    with pytest.raises(InputInvalid) as refused:
        act()
    return [(fault.line, fault.column) for fault in refused.value.faults]


@pytest.fixture(autouse=True)
def places() -> None:
    record_places()


def test_every_kind_of_the_field_is_known() -> None:
    assert len(Kind.values) == 15
    rows = [replace(ROW, code=kind, kind=kind) for kind in Kind.values]
    assert record(*rows).created == 15


def test_a_representative_may_stand_anywhere_in_the_batch() -> None:
    record_people()
    people = selectors.by_code(["H1", "H3", "HTX", "?"])
    assert set(people) == {"H1", "H3", "HTX"}
    assert people["H1"].representative == people["HTX"]
    assert people["HTX"].representative is None
    assert people["H3"].area_code == "20.06124"
    assert selectors.ids_by_code(["HTX"]) == {"HTX": people["HTX"].pk}
    deeper = [replace(ROW, code="C", representative="B"), replace(ROW, code="B", representative="H1")]
    assert record(*deeper).created == 2
    assert Organisation.objects.get(code="C").representative == Organisation.objects.get(code="B")


def test_recording_again_changes_only_what_changed() -> None:
    record_people()
    moved = [
        replace(ROW, code="H2", name="Hộ Hoàng Văn Bảy", representative="HTX", place=HOANG_VIET),
        replace(ROW, code="H3", name="Hộ Lý Mỹ Yến", place=HOANG_VIET),
    ]
    done = record(*moved)
    assert (done.created, done.changed, done.unchanged) == (0, 2, 0)
    assert set(done.changes["H2"]) == {"unit_id", "area_code", "folded"}
    assert set(done.changes["H3"]) == {"representative_id"}
    assert record(*moved).unchanged == 2


def test_every_fault_at_once() -> None:
    rows = [
        replace(ROW, kind="king"),
        replace(ROW, code="B", place="99999", weight=Decimal(0)),
        replace(ROW, code="C", representative="C", phone="12"),
        replace(ROW, code="D", representative="nobody", name=""),
        replace(ROW, code="A"),
    ]
    assert columns(lambda: record(*rows)) == [
        (1, "kind"), (2, "place"), (2, "weight"), (3, "phone"), (3, "representative"),
        (4, "name"), (4, "representative"), (5, "code"),
    ]  # fmt: skip
    assert not Organisation.objects.exists()


def test_representatives_in_a_ring_are_refused() -> None:
    ring = [replace(ROW, code="B", representative="C"), replace(ROW, code="C", representative="B"), ROW]
    assert columns(lambda: record(*ring)) == [(1, "representative"), (2, "representative")]
    assert not Organisation.objects.exists()


def test_a_weight_is_kept_to_four_places() -> None:
    third = replace(ROW, weight=Decimal(1) / 3)
    record(third)
    assert Organisation.objects.get().weight == Decimal("0.3333")
    assert record(third).unchanged == 1


def test_phones_are_masked_and_a_look_is_written_down() -> None:
    record_people()
    household = Organisation.objects.get(code="H1")
    assert household.phone == "+84912345678"
    assert selectors.phone_for(household) == "+8491•••78"
    assert selectors.phone_for(Organisation.objects.get(code="H2")) == ""
    officer, stranger = (
        person("can-bo", "commune_officer", "20.06172"),
        person("xa-khac", "commune_officer", "20.06124"),
    )
    assert services.reveal_phone(organisation=household, actor=officer) == "+84912345678"
    entry = Entry.objects.filter(verb="registry.phone_seen").get()
    assert (entry.actor, entry.object_id, entry.area_code) == (officer, str(household.pk), "20.06172")
    for actor in (stranger, person("xem", "viewer")):
        with pytest.raises(DomainError) as refused:
            services.reveal_phone(organisation=household, actor=actor)
        assert refused.value.code == "not_allowed"
    with pytest.raises(DomainError) as refused:
        services.reveal_phone(organisation=Organisation.objects.get(code="H2"), actor=officer)
    assert refused.value.code == "phone_missing"


def test_the_trail_keeps_no_phone() -> None:
    record(replace(ROW, phone="0912345678"))
    record(replace(ROW, phone="0987654321"))
    facts = Entry.objects.filter(verb="registry.organisations_recorded").latest("pk").facts
    assert facts["changes"] == {"A": {"phone": ["•••", "•••"]}}
    assert "91234" not in str(list(Entry.objects.values_list("facts", "folded")))


def test_an_officer_records_in_the_own_commune_only() -> None:
    officer = person("can-bo", "commune_officer", "20.06172")
    services.record_organisations(rows=[ROW], on=START, actor=officer)
    elsewhere = replace(ROW, code="B", place=HOANG_VIET)
    with pytest.raises(DomainError) as refused:
        services.record_organisations(rows=[replace(ROW, code="C"), elsewhere], on=START, actor=officer)
    assert refused.value.code == "not_allowed"
    assert list(Organisation.objects.values_list("code", flat=True)) == ["A"]


def test_found_by_name_code_or_place_with_or_without_marks() -> None:
    record_people()
    for text, codes in (
        ("nong thi dao", {"H1"}), ("Lý Mĩ", {"H3"}), ("văn lãng", {"H1", "H2", "H3", "HTX"}),
        ("htx", {"HTX"}), ("TL", {"TL"}),
    ):  # fmt: skip
        found = matching(selectors.organisations(), text)
        assert set(found.values_list("code", flat=True)) == codes, text


def test_areas_follow_a_new_decree() -> None:
    record_people()
    last, first = date(2026, 12, 31), date(2027, 1, 1)
    units = [
        geography.UnitRow("06172", "xã", "Hoàng Văn Thụ", "20", date(2025, 7, 1), last),
        geography.UnitRow("06999", "xã", "Tân Mỹ", "20", first),
    ]
    geography.record_units(rows=units, source="x", actor=None)
    links = [geography.SuccessionRow("06172", last, "06999")]
    geography.record_successions(rows=links, source="x", actor=None)
    assert Organisation.objects.get(code="H1").area_code == "20.06999"  # it follows the units by itself
    Organisation.objects.update(area_code="20")
    assert services.refresh_areas() == 4
    assert Organisation.objects.get(code="H1").area_code == "20.06999"
    assert services.refresh_areas() == 0


def test_the_database_itself_keeps_the_rules() -> None:
    record(ROW)
    own = Organisation.objects.get()
    for change in (
        {"kind": "king"}, {"weight": 0}, {"representative": own}, {"phone": "0912"}, {"name": ""},
        {"source": ""},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation.objects.filter(pk=own.pk).update(**change)
