"""The OCOP rooms of a site on show: files at every stage, a session ready, once."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import override_settings

from cungcau.domain.council import states as council_states
from cungcau.domain.council.models import Item, ScoreSheet, Session
from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Certificate, Dossier, ItemRequest, Product
from cungcau.domain.recognition.models import Finding, Inspection, PlanTarget, Revocation
from cungcau.domain.recognition.services.demo import show_ocop
from cungcau.domain.recognition.services.demo.show import PEOPLE
from cungcau.platform.audit.models import Entry
from cungcau.reference.geography.services import UnitRow, record_units
from tests.domain.recognition.number_rows import record_districts
from tests.domain.season_rows import SOURCE, person

pytestmark = pytest.mark.django_db
SINCE, DAY = date(2026, 5, 22), date(2026, 6, 1)


@pytest.fixture
def shown(book: object) -> None:
    others = ("06148", "06112", "06040", "06079")
    rows = [UnitRow(code, "xã", f"Mẫu {code}", "20", date(2025, 7, 1)) for code in others]
    record_units(rows=rows, source=SOURCE, actor=None)
    record_districts()
    for name in PEOPLE[:-1]:
        person(name, "councillor", "20")
    person(PEOPLE[-1], "ocop_office", "20")
    with override_settings(OCOP_SHOWN_DAY=DAY):
        assert show_ocop(since=SINCE)
        assert not show_ocop(since=SINCE)


def files_stand_at_every_stage_and_say_that_they_are_made_up() -> None:
    by_state = dict(Dossier.objects.values_list("state").distinct().values_list("state", "is_demo"))
    assert set(by_state) == {
        states.DRAFT, states.SUBMITTED, states.RETURNED, states.FORWARDED, states.REVIEWING, states.READY,
        states.IN_SESSION, states.RECOGNISED, states.AT_MINISTRY, states.NOT_RECOGNISED,
    }  # fmt: skip
    assert all(by_state.values())
    assert all(
        "(minh hoạ)" in name for name in Product.objects.filter(is_demo=True).values_list("name", flat=True)
    )
    assert ItemRequest.objects.filter(state=states.OPEN).count() == 4


def one_session_has_decided_and_one_waits_for_its_scores() -> None:
    past, coming = Session.objects.order_by("held_on")
    assert (past.state, coming.state) == (council_states.CLOSED, council_states.OPEN)
    assert set(coming.items.values_list("state", flat=True)) == {council_states.SCORING}
    assert not ScoreSheet.objects.filter(item__session=coming, state=council_states.SUBMITTED).exists()
    assert {item.result_star for item in Item.objects.filter(session=past)} == {2, 4, 5}
    given = Certificate.objects.get(dossier__isnull=False)
    assert (given.star, given.starts_on, given.is_valid(DAY)) == (4, date(2026, 5, 29), True)


def certificates_age_and_are_looked_after() -> None:
    assert Certificate.objects.filter(dossier=None, is_demo=True).count() == 4
    assert Inspection.objects.count() == 2 and Finding.objects.count() == 1
    assert Revocation.objects.get().due_on == date(2026, 6, 14)
    days = {
        moment.date()
        for moment in Entry.objects.filter(verb__startswith="dossier.").values_list("at", flat=True)
    }
    assert days and max(days) <= DAY


def the_announced_products_stand_beside_them_with_their_real_days() -> None:
    real = Certificate.objects.filter(is_demo=False)
    assert real.count() == 26 and {one.star for one in real} == {3, 4}
    assert Product.objects.filter(is_demo=False).count() == 26
    assert {one.is_valid(DAY) for one in real} == {False}
    assert Product.objects.filter(name="Na Cai Kinh", is_demo=False).exists()
    aims = PlanTarget.objects.filter(is_demo=False)
    assert {(one.measure, one.least, one.most) for one in aims} >= {("kept", 30, None), ("entities", 60, 70)}


def test_the_rooms_of_a_site_on_show(shown: None) -> None:
    """One filling for all three: it goes through several thousand statements."""
    files_stand_at_every_stage_and_say_that_they_are_made_up()
    one_session_has_decided_and_one_waits_for_its_scores()
    certificates_age_and_are_looked_after()
    the_announced_products_stand_beside_them_with_their_real_days()
