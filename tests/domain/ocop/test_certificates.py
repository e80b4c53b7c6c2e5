"""Certificates: their 36 months, one in force at a time, the old ones under their own bands."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Certificate, Dossier, Instrument, RuleBook
from cungcau.domain.ocop.models.certificate import valid_on
from cungcau.domain.ocop.selectors import certificates as selectors
from cungcau.domain.ocop.selectors.terms import months_later, terms_on
from cungcau.domain.ocop.services.certificates import revoke_certificate
from cungcau.domain.ocop.services.rules import load_shipped_rules
from cungcau.kernel.errors import DomainError
from cungcau.platform.audit.models import Entry
from cungcau.platform.ui import clock
from tests.at_once import at_once
from tests.domain.ocop import certificate_rows as given
from tests.domain.ocop import ocop_rows as rows
from tests.domain.season_rows import record_places


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 6, 1), date(2029, 6, 1)),
        (date(2023, 11, 25), date(2026, 11, 25)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2021, 2, 28), date(2024, 2, 28)),
        (date(2025, 2, 28), date(2028, 2, 28)),
        (date(2025, 12, 31), date(2028, 12, 31)),
        (date(2026, 1, 1), date(2029, 1, 1)),
        (date(2028, 2, 29), date(2031, 2, 28)),
    ],
)
def test_thirty_six_months_end_with_the_same_day_of_the_last_month(first: date, last: date) -> None:
    """Civil Code 2015, articles 147(2) and 148(3)."""
    assert months_later(first, 36) == last


def test_a_month_without_the_day_ends_with_its_last() -> None:
    assert [months_later(date(2026, 8, 31), n) for n in (1, 6, 18)] == [
        date(2026, 9, 30), date(2027, 2, 28), date(2028, 2, 29),
    ]  # fmt: skip


def test_terms_come_from_the_published_rules(book: RuleBook) -> None:
    terms = terms_on(rows.DAY)
    assert (terms.number, terms.months, terms.revocation_days) == ("26/2026/QĐ-TTg", 36, 15)
    assert terms.window(date(2029, 6, 1)) == (date(2028, 12, 3), date(2029, 2, 1))
    assert terms.longest_extension(date(2026, 6, 30)) == date(2026, 12, 27)


@pytest.mark.django_db
def test_terms_are_known_before_any_rules_are_published() -> None:
    assert terms_on(rows.DAY).opens_days == 180


def test_a_certificate_is_valid_from_its_first_day_to_its_last_both_included(book: RuleBook) -> None:
    made = given.issue()
    day = timedelta(days=1)
    expected = [
        (made.starts_on - day, False, selectors.NOT_YET),
        (made.starts_on, True, selectors.VALID),
        (made.expires_on, True, selectors.VALID),
        (made.expires_on + day, False, selectors.LAPSED),
    ]
    assert made.expires_on == date(2029, 6, 1)
    for on, valid, word in expected:
        assert made.is_valid(on) is valid
        assert Certificate.objects.filter(valid_on(on)).exists() is valid
        assert selectors.standing(made, on) == word


def test_a_certificate_says_what_the_decision_said(book: RuleBook) -> None:
    dossier = given.scored()
    made = given.issue(dossier, average=Fraction(329, 4))
    assert (made.number, made.star, made.kind) == ("0001/2026/GCN-OCOP-20", 4, "first")
    assert (made.average_num, made.average_den) == (329, 4)
    assert made.instrument.number == "26/2026/QĐ-TTg"
    assert made.dossier == dossier and made.area_code == dossier.area_code
    assert Entry.objects.filter(verb="ocop.certificate_issued", object_id=str(made.pk)).count() == 1
    other = given.issue(given.scored(rows.entity_with_product("HTX-HOI", "Tinh dầu hồi", rows.OTHER_COMMUNE)))
    assert other.number == "0002/2026/GCN-OCOP-20"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"star": 2, "average": Fraction(45)}, "ocop_certificate_star_too_low"),
        ({"star": 5, "average": Fraction(8999, 100)}, "ocop_certificate_star_above_average"),
        ({"decision_no": "  "}, "ocop_certificate_decision_missing"),
        ({"authority": ""}, "ocop_certificate_decision_missing"),
        ({"decided_on": rows.DAY + timedelta(days=1)}, "ocop_certificate_days_wrong"),
        ({"starts_on": rows.DAY - timedelta(days=1)}, "ocop_certificate_days_wrong"),
    ],
)
def test_what_cannot_be_certified(book: RuleBook, facts: dict[str, Any], code: str) -> None:
    dossier = given.scored()
    with pytest.raises(DomainError) as refused:
        given.issue(dossier, **facts)
    assert refused.value.code == code
    assert not Certificate.objects.exists()


def test_a_file_without_result_gets_none_and_one_file_gets_one(book: RuleBook) -> None:
    with pytest.raises(DomainError) as refused:
        given.issue(rows.ready())
    assert refused.value.code == "ocop_certificate_dossier_not_scored"
    dossier = given.scored(rows.entity_with_product("HTX-HOI", "Tinh dầu hồi"))
    given.issue(dossier)
    with pytest.raises(DomainError) as refused:
        given.issue(dossier)
    assert refused.value.code == "ocop_certificate_already_issued"


def test_only_the_office_certifies(book: RuleBook) -> None:
    dossier = given.scored()
    for user in (rows.officer(), rows.adviser()):
        with pytest.raises(DomainError) as refused:
            given.issue(dossier, actor=user)
        assert refused.value.code == "not_allowed"
    assert given.issue(dossier, actor=rows.office()).star == 4


def test_the_next_certificate_replaces_the_one_held(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    first = given.old(entity.product, decision_no="77/QĐ-UBND", number="12/GCN")
    dossier = given.scored(entity, kind="upgrade", renews=first)
    second = given.issue(dossier)
    first.refresh_from_db()
    assert (first.state, second.state, second.kind) == (states.REPLACED, states.IN_FORCE, "upgrade")
    assert selectors.standing(first, rows.DAY) == selectors.REPLACED
    assert not first.is_valid(rows.DAY)
    assert selectors.certificate_in_force(entity.product) == second
    assert selectors.held_on([entity.product.pk], rows.DAY)[entity.product.pk] == selectors.Held(
        second.pk, 4, second.expires_on
    )


def test_old_ones_keep_their_instrument_and_only_the_latest_is_in_force(book: RuleBook) -> None:
    product = rows.entity_with_product().product
    later = given.old(product, date(2024, 1, 5), star=4, instrument=None)
    first = given.old(product, date(2020, 9, 4), star=3, instrument=None)
    assert [first.instrument.code, later.instrument.code] == ["QD1048_2019", "QD148_2023"]
    later.refresh_from_db()
    assert (first.state, later.state) == (states.REPLACED, states.IN_FORCE)
    assert (first.expires_on, later.expires_on) == (date(2023, 9, 4), date(2027, 1, 5))
    newest = given.old(product, date(2025, 8, 1), star=4, instrument=None)
    later.refresh_from_db()
    assert (later.state, newest.instrument.code) == (states.REPLACED, "QD1489_2025")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"star": 2}, "ocop_certificate_star_too_low"),
        ({"star": 4, "average": Fraction(139, 2)}, "ocop_certificate_star_above_average"),
        ({"source": " "}, "ocop_certificate_source_missing"),
        ({"expires_on": date(2023, 6, 30)}, "ocop_certificate_last_day_wrong"),
        ({"decided_on": date(2023, 7, 2)}, "ocop_certificate_days_wrong"),
        ({"starts_on": date(2026, 6, 2)}, "ocop_certificate_days_wrong"),
        ({"starts_on": date(2018, 1, 1), "instrument": None}, "ocop_certificate_instrument_unknown"),
    ],
)
def test_what_cannot_be_recorded(book: RuleBook, facts: dict[str, Any], code: str) -> None:
    product = rows.entity_with_product().product
    with pytest.raises(DomainError) as refused:
        given.old(product, **facts)
    assert refused.value.code == code
    assert not Certificate.objects.exists()


def test_the_same_one_is_recorded_once(book: RuleBook) -> None:
    product = given.old().product
    with pytest.raises(DomainError) as refused:
        given.old(product)
    assert refused.value.code == "ocop_certificate_known"
    assert Certificate.objects.count() == 1


def test_the_bands_of_1048_hold_for_its_certificates(book: RuleBook) -> None:
    """Printed as 70–89: four stars stand on 70, whatever later decisions say."""
    under = Instrument.objects.get(code="QD1048_2019")
    made = given.old(starts_on=date(2021, 1, 28), star=4, instrument=under, average=Fraction(70))
    assert made.star == 4


def test_a_revoked_one_counts_no_more_at_once(book: RuleBook) -> None:
    made = given.issue()
    revoke_certificate(certificate=made, on=rows.DAY, decision_no="9/QĐ", reason="thử", actor=rows.office())
    assert selectors.standing(made, rows.DAY) == selectors.REVOKED
    assert not Certificate.objects.filter(valid_on(rows.DAY)).exists()
    with pytest.raises(DomainError) as refused:
        revoke_certificate(certificate=made, on=rows.DAY, decision_no="10/QĐ", reason="thử", actor=None)
    assert refused.value.code == "verb_not_allowed"


def test_what_a_certificate_says_does_not_change(book: RuleBook) -> None:
    made = given.issue()
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=made.pk).update(star=5)
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=made.pk).delete()


def test_who_sees_certificates(book: RuleBook) -> None:
    mine = rows.entity_with_product()
    other = rows.entity_with_product("HTX-HOI", "Tinh dầu hồi", rows.OTHER_COMMUNE)
    one, two = given.old(mine.product), given.old(other.product)

    def seen(user: object) -> set[int]:
        return set(selectors.certificates_shown(user).values_list("pk", flat=True))  # type: ignore[arg-type]

    assert seen(rows.office()) == {one.pk, two.pk}
    assert seen(rows.officer()) == {one.pk} == seen(mine.user)
    assert seen(other.user) == {two.pk}


@pytest.mark.django_db(transaction=True)
def test_two_decisions_for_one_product_at_once_leave_one_in_force() -> None:
    with clock.living(rows.DAY):
        record_places()
        load_shipped_rules()
        entity = rows.entity_with_product()
        first = given.scored(entity)
        Dossier.objects.filter(pk=first.pk).update(state=states.RECOGNISED)
        second = given.scored(entity)

    def sign(dossier: Dossier) -> Certificate:
        with clock.living(rows.DAY):
            return given.issue(dossier)

    found = at_once(lambda: sign(first), lambda: sign(second))
    assert all(isinstance(one, Certificate) for one in found), found
    states_now = sorted(Certificate.objects.values_list("state", flat=True))
    assert states_now == [states.IN_FORCE, states.REPLACED]
    assert len(set(Certificate.objects.values_list("number", flat=True))) == 2


@pytest.mark.django_db(transaction=True)
def test_a_renewal_and_a_revocation_at_once_follow_each_other() -> None:
    with clock.living(rows.DAY):
        record_places()
        load_shipped_rules()
        entity = rows.entity_with_product()
        held = given.old(entity.product)
        dossier = given.scored(entity, kind="re_evaluation", renews=held)

    def renew() -> Certificate:
        with clock.living(rows.DAY):
            return given.issue(dossier)

    def revoke() -> Certificate:
        with clock.living(rows.DAY):
            return revoke_certificate(
                certificate=held, on=rows.DAY, decision_no="9/QĐ", reason="thử", actor=None
            )

    renewed, revoked = at_once(renew, revoke)
    assert isinstance(renewed, Certificate)
    held.refresh_from_db()
    if isinstance(revoked, DomainError):
        assert (revoked.code, held.state) == ("verb_not_allowed", states.REPLACED)
    else:
        assert held.state == states.REVOKED
    assert Certificate.objects.filter(state=states.IN_FORCE).get() == renewed
