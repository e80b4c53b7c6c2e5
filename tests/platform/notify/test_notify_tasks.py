"""Messages go through the queue: asked for after the deed, sent by a worker, looked for again on every round."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from post_office import open_office
from procrastinate.contrib.django.models import ProcrastinateJob
from slips import slip

from cungcau.platform.accounts.models import User
from cungcau.platform.notify import catalogue, services, tasks
from cungcau.platform.notify.checks import providers_can_be_read
from cungcau.platform.notify.models import Outgoing


@pytest.fixture(autouse=True)
def empty_queue(request: pytest.FixtureRequest) -> None:
    """The queue's tables are not Django's: what another test left there is no concern of these."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("transactional_db")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_events")
            cursor.execute("DELETE FROM procrastinate_jobs")


MESSAGE = catalogue.register(catalogue.Message("test.queued", "Thử", "Xin chào", "Test", "Hello"))


@pytest.mark.django_db(transaction=True)
def test_a_deed_wakes_one_carrier_and_the_carrier_sends(user: User, settings: Any) -> None:
    services.set_waker(tasks.wake)
    with open_office() as office:
        settings.EMAIL_URL = office.url
        with transaction.atomic():
            services.tell([user], "test.queued")
            services.tell([user], "test.queued")
            assert not ProcrastinateJob.objects.exists()
        with transaction.atomic():
            services.tell([user], "test.queued")
        queued = ProcrastinateJob.objects.filter(task_name=tasks.CARRY_TASK)
        assert queued.count() == 1 and office.letters == []
        tasks.carry()
        assert len(office.letters) == 3


@pytest.mark.django_db(transaction=True)
def test_the_round_finds_what_nobody_was_woken_for(user: User, settings: Any) -> None:
    with open_office() as office:
        settings.EMAIL_URL = office.url
        services.set_waker(lambda: None)
        with transaction.atomic():
            services.tell([user], "test.queued")
        tasks.sweep(0)
        assert len(office.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_a_held_message_wakes_nobody() -> None:
    services.set_waker(tasks.wake)
    slip()
    assert Outgoing.objects.get().state == "held" and not ProcrastinateJob.objects.exists()


def test_settings_that_cannot_be_read_are_said_at_the_start(settings: Any) -> None:
    settings.EMAIL_URL = settings.SMS_URL = settings.ZALO_URL = ""
    settings.QUIET_HOURS = "21:00-06:00"
    assert providers_can_be_read() == []
    settings.EMAIL_URL, settings.SMS_URL, settings.QUIET_HOURS = "mail", "sms", "đêm"
    assert [str(fault.msg).split()[0] for fault in providers_can_be_read()] == [
        "Cấu", "CUNGCAU_EMAIL_URL", "CUNGCAU_QUIET_HOURS",
    ]  # fmt: skip
