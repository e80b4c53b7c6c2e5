"""The renewal queue and its reminders: the days, the stages, everybody told exactly once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache

from cungcau.domain.ocop import states as ocop_states
from cungcau.domain.ocop.models import Certificate, Dossier, RuleBook
from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.domain.ocop.services.extensions import extend_certificate
from cungcau.domain.ocop.services.rules import load_shipped_rules
from cungcau.domain.recognition.models import Reminder
from cungcau.domain.recognition.selectors import renewals as selectors
from cungcau.domain.recognition.services import reminders
from cungcau.domain.registry.models import Agent
from cungcau.kernel.errors import DomainError
from cungcau.platform.notify.models import Notification
from cungcau.platform.ui import clock
from tests.at_once import at_once
from tests.domain.ocop import certificate_rows as given
from tests.domain.ocop import ocop_rows as rows
from tests.domain.season_rows import record_places

LAST = date(2027, 3, 10)
OPENS, CLOSES = date(2026, 9, 11), date(2026, 11, 10)
DAY = timedelta(days=1)


@pytest.fixture
def entity(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product()


@pytest.fixture
def one(entity: rows.Entity) -> Certificate:
    return given.old(entity.product, date(2024, 3, 10))


def stage(certificate: Certificate, on: date) -> str:
    """As the list says it of one row, having checked that the filter finds the row at that stage only."""
    row = selectors.renewals_of([Certificate.objects.get(pk=certificate.pk)], on)[0]
    terms = terms_on(on)
    every = Certificate.objects.all()
    at = [name for name in selectors.STAGE_LABELS if selectors.in_stage(every, name, on, terms).exists()]
    assert at == [row.stage]
    return row.stage


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (OPENS - DAY, "early"),
        (OPENS, "open"),
        (CLOSES - 15 * DAY, "open"),
        (CLOSES - 14 * DAY, "closing"),
        (CLOSES, "closing"),
        (CLOSES + DAY, "missed"),
        (LAST, "missed"),
        (LAST + DAY, "lapsed"),
    ],
)
def test_the_stages_around_their_days(one: Certificate, on: date, expected: str) -> None:
    assert one.expires_on == LAST
    assert (LAST - OPENS).days == 180 and (LAST - CLOSES).days == 120
    assert stage(one, on) == expected
    found = selectors.renewals_of([one], on)[0]
    assert (found.opens_on, found.closes_on, found.days_left) == (OPENS, CLOSES, (LAST - on).days)


def test_a_leap_day_last_day(entity: rows.Entity) -> None:
    made = given.old(entity.product, date(2025, 2, 28))
    assert made.expires_on == date(2028, 2, 28)
    found = selectors.renewals_of([made], rows.DAY)[0]
    assert (found.opens_on, found.closes_on) == (date(2027, 9, 1), date(2027, 10, 31))


def test_a_file_sent_and_the_transition(entity: rows.Entity) -> None:
    old = given.old(entity.product, date(2023, 6, 15))
    assert old.expires_on == date(2026, 6, 15)
    dossier = given.renewal(old, entity)
    assert stage(old, rows.DAY) == "filed"
    assert stage(old, old.expires_on + DAY) == "lapsed"
    terms = terms_on(rows.DAY)
    assert selectors.may_be_extended(Certificate.objects.all(), rows.DAY, terms).get() == old
    extend_certificate(certificate=old, why="chuyển tiếp", actor=None)
    assert stage(old, date(2026, 6, 16)) == "extended"
    found = selectors.renewals_of([old], rows.DAY)[0]
    assert found.dossier == dossier and not found.may_file


def test_drafts_do_not_count_as_sent(one: Certificate, entity: rows.Entity) -> None:
    rows.drafted(entity, kind="re_evaluation", renews=one)
    assert stage(one, OPENS) == "open"
    assert selectors.renewals_of([one], OPENS)[0].dossier is not None


def test_who_has_what_to_renew(one: Certificate, entity: rows.Entity) -> None:
    other = rows.entity_with_product("HTX-HOI", "Tinh dầu hồi", rows.OTHER_COMMUNE)
    two = given.old(other.product, date(2024, 3, 10))
    assert set(selectors.renewable(rows.office())) == {one, two}
    assert set(selectors.renewable(rows.officer())) == {one} == set(selectors.renewable(entity.user))
    stopped = other.product
    stopped.stopped_on = rows.DAY
    stopped.save(update_fields=["stopped_on"])
    assert set(selectors.renewable(rows.office("vp-2"))) == {one}


def run(on: date) -> int:
    with clock.living(on):
        return reminders.remind_all()


def told(message: str) -> list[str]:
    return sorted(
        Notification.objects.filter(message=f"recognition.{message}").values_list("user__username", flat=True)
    )


def test_each_point_reminds_each_audience_once(one: Certificate, entity: rows.Entity) -> None:
    rows.office()
    rows.officer()
    assert run(OPENS - DAY) == 0
    assert run(OPENS) == 3
    assert told("renewal_opens") == [entity.user.username]
    assert told("renewals_due") == ["can-bo-xa", "vp-ocop"]
    assert run(OPENS) == run(OPENS + DAY) == 0
    assert run(CLOSES - 14 * DAY) == 3 and told("renewal_closes") == [entity.user.username]
    assert run(CLOSES) == 0
    assert run(CLOSES + DAY) == 3 and told("renewal_missed") == [entity.user.username]
    assert run(LAST) == 0
    assert run(LAST + DAY) == 3 and told("renewal_lapsed") == [entity.user.username]
    assert run(LAST + 400 * DAY) == 0
    assert Reminder.objects.count() == 12 and set(Reminder.objects.values_list("people", flat=True)) == {1}


def test_officers_get_one_notice_for_all(one: Certificate) -> None:
    rows.office()
    for number in range(7):
        other = rows.entity_with_product(f"HTX-{number}", f"Chè {number}")
        given.old(other.product, date(2024, 3, 10))
    assert run(OPENS) == 24
    notice = Notification.objects.get(user__username="vp-ocop")
    assert notice.facts["count"] == 8 and notice.facts["names"].endswith("và 3 sản phẩm nữa")
    assert notice.link.endswith("?chang=open")


def test_nothing_is_said_of_a_file_that_is_in_but_of_its_end(one: Certificate, entity: rows.Entity) -> None:
    dossier = rows.submitted(entity, kind="re_evaluation", renews=one)
    assert run(OPENS) == run(CLOSES) == run(CLOSES + DAY) == 0
    assert run(LAST + DAY) == 3
    Dossier.objects.filter(pk=dossier.pk).update(state=ocop_states.WITHDRAWN)


def test_nobody_is_reminded_of_one_revoked_replaced_or_stopped(one: Certificate, entity: rows.Entity) -> None:
    given.issue(given.scored(entity, kind="upgrade", renews=one))
    other = rows.entity_with_product("HTX-HOI", "Tinh dầu hồi", stopped_on=rows.DAY)
    given.old(other.product, date(2024, 3, 10))
    assert run(OPENS) == 0


def test_an_entity_without_account_is_called(book: RuleBook) -> None:
    product = rows.product_of(rows.organisation("HTX-XA", "HTX vùng xa"))
    lone = given.old(product, date(2024, 3, 10))
    office, officer = rows.office(), rows.officer()
    assert run(OPENS) == 3
    reminder = Reminder.objects.get(audience="entity")
    assert reminder.people == 0
    assert selectors.to_call(office).get() == reminder == selectors.to_call(officer).get()
    for note, actor, code in (
        (" ", office, "reminder_note_missing"),
        ("gọi", rows.adviser(), "not_allowed"),
    ):
        with pytest.raises(DomainError) as refused:
            reminders.mark_called(reminder=reminder, note=note, actor=actor)
        assert refused.value.code == code
    called = reminders.mark_called(reminder=reminder, note="Gọi ông Bảy, hẹn nộp tháng 10", actor=officer)
    assert called.called_by == officer and called.called_at is not None
    assert not selectors.to_call(office).exists()
    with pytest.raises(DomainError) as refused:
        reminders.mark_called(reminder=reminder, note="nữa", actor=office)
    assert refused.value.code == "reminder_told_already"
    rows.agent_of(lone.product.entity)
    assert run(OPENS) == 0, "who was called is not told again"


def test_somebody_who_comes_later_is_told(book: RuleBook) -> None:
    product = rows.product_of(rows.organisation("HTX-XA", "HTX vùng xa"))
    given.old(product, date(2024, 3, 10))
    assert run(OPENS) == 3 and run(OPENS) == 0
    user = rows.agent_of(product.entity)
    assert run(OPENS + DAY) == 1 and run(OPENS + DAY) == 0
    assert told("renewal_opens") == [user.username]
    assert Reminder.objects.get(audience="entity").people == 1
    Agent.objects.all().delete()


def test_a_worker_killed_midway_leaves_nothing_and_the_next_does_it(
    one: Certificate, entity: rows.Entity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*args: object, **facts: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reminders.Reminder.objects, "bulk_create", killed)
    with pytest.raises(KeyboardInterrupt):
        run(OPENS)
    assert not Notification.objects.exists() and not Reminder.objects.exists()
    monkeypatch.undo()
    assert run(OPENS) == 3 and told("renewal_opens") == [entity.user.username]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_everybody_once() -> None:
    cache.clear()
    with clock.living(rows.DAY):
        record_places()
        load_shipped_rules()
        rows.office()
        rows.officer()
        for number in range(5):
            entity = rows.entity_with_product(f"HTX-{number}", f"Chè {number}")
            given.old(entity.product, date(2024, 3, 10))
    found = at_once(lambda: run(OPENS), lambda: run(OPENS), lambda: run(OPENS))
    assert sum(found) == 15, found  # type: ignore[arg-type]
    assert Reminder.objects.count() == 15
    assert Notification.objects.count() == 7, "five entities, one officer, one office"
