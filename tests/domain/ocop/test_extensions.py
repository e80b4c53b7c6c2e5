"""The transition rule of article 12(3): an old certificate lives until its result, at most 180 days more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Certificate, Dossier, RuleBook
from cungcau.domain.ocop.models.certificate import valid_on
from cungcau.domain.ocop.services.extensions import (
    end_extension,
    end_finished_extensions,
    extend_certificate,
)
from cungcau.domain.ocop.services.road_commune import withdraw
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui import clock
from tests.domain.ocop import certificate_rows as given
from tests.domain.ocop import ocop_rows as rows

WHY = "Khoản 3 Điều 12: không kịp thời hạn nộp mới"


def expiring(entity: rows.Entity, last: date, starts_on: date = date(2023, 6, 15)) -> Certificate:
    return given.old(entity.product, starts_on, expires_on=last)


def refused(certificate: Certificate) -> str:
    with pytest.raises(DomainError) as error:
        extend_certificate(certificate=certificate, why=WHY, actor=None)
    certificate.refresh_from_db()
    assert certificate.extended_until is None
    return error.value.code


def test_it_lives_until_the_result_at_most_180_days(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    one = expiring(entity, date(2026, 6, 15))
    given.renewal(one, entity)
    kept = extend_certificate(certificate=one, why=WHY, actor=rows.office())
    assert kept.extended_until == date(2026, 12, 12)
    assert (kept.extended_until - kept.expires_on).days == 180
    day = timedelta(days=1)
    for on, valid in (
        (date(2026, 6, 16), True),
        (kept.extended_until, True),
        (kept.extended_until + day, False),
    ):
        assert kept.is_valid(on) is valid is Certificate.objects.filter(valid_on(on)).exists()


@pytest.mark.parametrize(
    ("last", "filed_on", "code"),
    [
        (date(2026, 5, 21), rows.DAY, "ocop_extension_lapsed_before"),
        (date(2026, 11, 18), rows.DAY, "ocop_extension_window_was_open"),
        (date(2026, 9, 29), rows.DAY, "ocop_extension_in_time"),
        (date(2026, 6, 15), None, "ocop_extension_needs_dossier"),
    ],
)
def test_who_the_rule_is_not_for(book: RuleBook, last: date, filed_on: date | None, code: str) -> None:
    entity = rows.entity_with_product()
    one = expiring(entity, last)
    if filed_on:
        given.renewal(one, entity, filed_on)
    assert refused(one) == code


def test_the_days_around_the_decision(book: RuleBook) -> None:
    """In force from 22/5/2026: one lapsing that very day is carried on, one whose window opened the day before too."""
    entity = rows.entity_with_product()
    one = expiring(entity, date(2026, 5, 22))
    given.renewal(one, entity)
    assert extend_certificate(certificate=one, why=WHY, actor=None).extended_until == date(2026, 11, 18)
    other = rows.entity_with_product("HTX-HOI", "Tinh dầu hồi")
    two = expiring(other, date(2026, 11, 17))
    with clock.living(date(2026, 7, 25)):
        given.renewal(two, other, date(2026, 7, 21))
        assert extend_certificate(certificate=two, why=WHY, actor=None).extended_until == date(2027, 5, 16)


def test_a_draft_or_a_file_taken_back_is_no_filed_one(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    one = expiring(entity, date(2026, 6, 15))
    dossier = given.renewal(one, entity)
    for state in (states.DRAFT, states.WITHDRAWN, states.REJECTED):
        Dossier.objects.filter(pk=dossier.pk).update(state=state)
        assert refused(one) == "ocop_extension_needs_dossier"


def test_a_certificate_under_the_new_decision_is_not_extended(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    made = given.issue(given.scored(entity))
    assert refused(made) == "ocop_extension_not_old"


def test_after_180_days_it_is_too_late_and_once_is_enough(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    one = expiring(entity, date(2026, 6, 15))
    given.renewal(one, entity)
    with clock.living(date(2026, 12, 13)):
        assert refused(one) == "ocop_extension_over"
    extend_certificate(certificate=one, why=WHY, actor=None)
    with pytest.raises(DomainError) as error:
        extend_certificate(certificate=one, why=WHY, actor=None)
    assert error.value.code == "ocop_extension_already"


def test_a_reason_and_the_office_are_needed(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    one = expiring(entity, date(2026, 6, 15))
    given.renewal(one, entity)
    with pytest.raises(DomainError) as error:
        extend_certificate(certificate=one, why=" ", actor=None)
    assert error.value.code == "ocop_extension_why_missing"
    with pytest.raises(DomainError) as error:
        extend_certificate(certificate=one, why=WHY, actor=rows.officer())
    assert error.value.code == "not_allowed"


def test_the_result_ends_it_with_its_day(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    one = expiring(entity, date(2026, 6, 15))
    dossier = given.renewal(one, entity)
    extend_certificate(certificate=one, why=WHY, actor=None)
    Dossier.objects.filter(pk=dossier.pk).update(state=states.NOT_RECOGNISED)
    dossier.refresh_from_db()
    ended = end_extension(dossier=dossier, on=date(2026, 7, 3), actor=None)
    assert ended is not None and ended.extended_until == date(2026, 7, 3)
    assert ended.is_valid(date(2026, 7, 3)) and not ended.is_valid(date(2026, 7, 4))
    assert end_extension(dossier=dossier, on=date(2026, 7, 9), actor=None) is None


def test_a_result_before_the_last_day_leaves_the_last_day(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    one = expiring(entity, date(2026, 6, 15))
    dossier = given.renewal(one, entity)
    extend_certificate(certificate=one, why=WHY, actor=None)
    ended = end_extension(dossier=dossier, on=date(2026, 6, 10), actor=None)
    assert ended is not None and ended.extended_until is None and ended.last_day == date(2026, 6, 15)


def test_the_nightly_look_ends_what_was_left_open(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    one = expiring(entity, date(2026, 6, 15))
    dossier = given.renewal(one, entity)
    extend_certificate(certificate=one, why=WHY, actor=None)
    with clock.living(date(2026, 8, 1)):
        assert end_finished_extensions() == 0
        Dossier.objects.filter(pk=dossier.pk).update(
            state=states.REJECTED, decided_at=rows.at(date(2026, 7, 20))
        )
        assert end_finished_extensions() == 1
        assert end_finished_extensions() == 0
    one.refresh_from_db()
    assert one.extended_until == date(2026, 7, 20)


def test_a_file_taken_back_ends_it_the_same_day(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    one = expiring(entity, date(2026, 6, 15))
    dossier = given.renewal(one, entity)
    extend_certificate(certificate=one, why=WHY, actor=None)
    with clock.living(date(2026, 8, 1)):
        withdraw(dossier=dossier, reason="thôi sản xuất", actor=None)
        assert end_finished_extensions() == 0
    one.refresh_from_db()
    assert one.extended_until == date(2026, 8, 1)


def test_recognition_replaces_it(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    one = expiring(entity, date(2026, 6, 15))
    dossier = given.renewal(one, entity)
    extend_certificate(certificate=one, why=WHY, actor=None)
    Dossier.objects.filter(pk=dossier.pk).update(state=states.RECOGNISED)
    given.issue(dossier, star=3, average=dossier_average())
    one.refresh_from_db()
    assert one.state == states.REPLACED and not one.is_valid(rows.DAY)


def dossier_average() -> given.Fraction:
    return given.Fraction(65)
