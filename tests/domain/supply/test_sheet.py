"""The table of lots: what its words mean, every fault at its cell, the same table twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.domain.supply import services
from cungcau.domain.supply.doors import LOTS
from cungcau.domain.supply.models import Lot
from cungcau.domain.survey.models import Question
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Context, Outcome, Row
from tests.domain.season_rows import HOANG_VIET, SOURCE, START, TAN_MY, Small, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(small: Small) -> User:
    return person("dieu-phoi", "coordinator")


def rows(*cells: dict[str, Any], start: int = 5) -> list[Row]:
    keys = {column.key for column in LOTS.columns}
    return [Row("Tân Mỹ", start + i, {**dict.fromkeys(keys), **values}) for i, values in enumerate(cells)]


def cells(**facts: Any) -> dict[str, Any]:
    return {"producer": "Hộ Hoàng Văn Bảy", "quantity_kg": 800, "harvest": "giữa tháng 10", **facts}


def bring(actor: User, *given: dict[str, Any], **options: Any) -> Outcome:
    chosen = {"season": "hong-2021", "confirmed_on": "2021-09-25", **options}
    return LOTS.record(rows(*given), Context(actor, chosen, "tan-my.xlsx"))


def test_names_codes_and_words_are_understood(small: Small, coordinator: User) -> None:
    done = bring(
        coordinator,
        cells(
            commodity="hong vanh khuyen", grade="loai 1", place="tan my, van lang", certificates="vietgap",
            urgency="gấp", price_at="tại vườn", offered_price_vnd_per_kg=18_000, variety="không hạt",
        ),
        cells(producer="H1", commodity="hong", grade="2", harvest=None, harvest_from=date(2021, 10, 1),
              harvest_to=date(2021, 10, 9), place=HOANG_VIET, code="TAY-1"),
        cells(producer="Hộ Lý Mỹ Yến (H3)"),
    )  # fmt: skip
    assert done == Outcome(3, 0, 0, 0)
    one = Lot.objects.get(producer__code="H2", channel="sheet")
    assert (one.grade, one.certificates, one.urgency, one.price_at) == (3, ["VG"], "now", "farm")
    assert (one.harvest_from, one.harvest_to) == (date(2021, 10, 11), date(2021, 10, 20))
    assert (one.source, one.entered_by, one.variety, one.place.code) == (
        "tan-my.xlsx",
        coordinator,
        "không hạt",
        TAN_MY,
    )
    assert one.confirmed_at is not None and timezone.localdate(one.confirmed_at) == date(2021, 9, 25)
    assert one.representative is not None and one.representative.code == "HTX"
    two = Lot.objects.get(code="TAY-1")
    assert (two.grade, two.place.code, two.expires_on) == (2, HOANG_VIET, date(2021, 10, 9))


def test_the_same_table_again_changes_nothing_and_a_corrected_one_corrects(
    small: Small, coordinator: User
) -> None:
    first = [cells(), cells(producer="H1", grade="3", offered_price_vnd_per_kg=20_000)]
    assert bring(coordinator, *first).created == 2
    assert bring(coordinator, *first) == Outcome(0, 0, 2, 0)
    first[0]["quantity_kg"] = 900
    del first[1]["offered_price_vnd_per_kg"]
    assert bring(coordinator, *first) == Outcome(0, 1, 1, 0)
    one = Lot.objects.get(producer__code="H2", channel="sheet")
    assert (one.quantity_kg, one.version) == (900, 2)
    other = Lot.objects.get(producer__code="H1", channel="sheet")
    assert (other.offered_price_vnd_per_kg, other.version) == (
        20_000,
        1,
    )  # a column that is not there is left alone


def test_a_later_confirmation_is_not_set_back(small: Small, coordinator: User) -> None:
    bring(coordinator, cells())
    one = Lot.objects.get(channel="sheet")
    services.confirm_lots(lots=[one.pk], actor=coordinator, confirmed_with="anh Bảy")
    bring(coordinator, cells(), confirmed_on="2021-09-20")
    one.refresh_from_db()
    assert one.confirmed_with == "anh Bảy"


def test_every_fault_at_its_sheet_line_and_column(small: Small, coordinator: User) -> None:
    record_organisations(
        rows=[OrganisationRow("H4", "Hộ Hoàng Văn Bảy", "household", SOURCE, HOANG_VIET)],
        on=START,
        actor=None,
    )
    with pytest.raises(InputInvalid) as refused:
        bring(
            coordinator,
            cells(producer="Hộ Không Có"),
            cells(),
            cells(
                producer="H1",
                commodity="xoài",
                grade="loại 9",
                certificates="ISO",
                place="Bình Đức, An Giang",
            ),
            cells(producer="H1", quantity_kg=0, harvest="sau Tết", urgency="mai"),
            cells(producer="H2"),
            cells(producer="H2"),
            cells(producer="H1", harvest="", harvest_from=date(2021, 10, 9), harvest_to=date(2021, 10, 1)),
        )
    found = {(fault.line, fault.column) for fault in refused.value.faults}
    assert {fault.file for fault in refused.value.faults} == {"Tân Mỹ"}
    assert found == {
        (5, "producer"), (6, "producer"), (7, "commodity"), (7, "certificates"), (7, "producer"), (8, "quantity_kg"),
        (8, "harvest"), (8, "urgency"), (11, "harvest_to"),
    }  # fmt: skip
    said = {fault.line: fault.expected for fault in refused.value.faults if fault.column == "producer"}
    assert "H2, H4" in said[6] and "ngoài địa bàn" in said[7]
    assert not Lot.objects.filter(channel="sheet").exists()


def test_one_name_twice_is_told_apart_by_the_commune(small: Small, coordinator: User) -> None:
    record_organisations(
        rows=[OrganisationRow("H4", "Hộ Hoàng Văn Bảy", "household", SOURCE, HOANG_VIET)],
        on=START,
        actor=None,
    )
    bring(coordinator, cells(place="Hoàng Việt, Văn Lãng"))
    assert Lot.objects.get(channel="sheet").producer.code == "H4"


def test_a_lot_twice_in_one_table_is_told(small: Small, coordinator: User) -> None:
    with pytest.raises(InputInvalid) as refused:
        bring(coordinator, cells(), cells())
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [(6, "code")]


def test_doubts_are_kept_as_questions(small: Small, coordinator: User) -> None:
    assert bring(coordinator, cells(max_kg_per_day=10)).questions == 1
    assert Question.objects.filter(rule="lot_limit_short", state="open").count() == 1
    assert bring(coordinator, cells(max_kg_per_day=80)).questions == 0


def test_near_names_are_proposed_and_lists_given(small: Small, coordinator: User) -> None:
    context = Context(coordinator, {"season": "hong-2021"}, "")
    assert LOTS.propose("producer", "nong thi dao", context) == "Hộ Nông Thị Đào (H1)"
    assert LOTS.propose("commodity", "hồng vành", context) == "Hồng vành khuyên"
    assert LOTS.propose("grade", "loai1", context) == "Loại 1"
    assert LOTS.propose("note", "x", context) == ""
    assert LOTS.choices(context)["grade"] == ["Loại 1", "Loại 2", "Loại 3"]
    assert "commodity" not in LOTS.choices(None)


def test_a_season_that_is_not_there(small: Small, coordinator: User) -> None:
    with pytest.raises(DomainError) as refused:
        bring(coordinator, cells(), season="khong-co")
    assert refused.value.code == "season_unknown"


def test_questions_to_the_database_do_not_grow_with_the_table(
    small: Small, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    many = [
        cells(
            producer=("H1", "H2")[n % 2], code=f"B{n:04d}", harvest="", harvest_from=START, harvest_to=START
        )
        for n in range(1000)
    ]
    with django_assert_max_num_queries(60):
        assert bring(coordinator, *many).created == 1000
