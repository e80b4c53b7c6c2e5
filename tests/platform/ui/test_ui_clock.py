"""What time it is: the shown day on deeds, the machine's own on what machines do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cungcau.platform.accounts.models import User
from cungcau.platform.audit import verbs
from cungcau.platform.audit.models import Entry
from cungcau.platform.audit.selectors import verify
from cungcau.platform.audit.services import record
from cungcau.platform.notify.models import Notification
from cungcau.platform.ui import clock
from cungcau.platform.ui.moments import MomentField

RIPENED = verbs.register("orchard.ripened", "thấy {thing} chín")
SHOWN = date(2021, 9, 27)


@pytest.fixture(autouse=True)
def shown(settings: Any) -> None:
    settings.SHOWN_DAY = SHOWN


def seal() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS audit_entry_seal IMMEDIATE")
        cursor.execute("SET CONSTRAINTS audit_entry_seal DEFERRED")


def test_history_is_dated_in_the_season_on_show_and_stays_provable(user: User) -> None:
    entry = record(actor=user, verb=RIPENED, thing=user)
    with clock.living(date(2021, 9, 26)):
        before = record(actor=user, verb=RIPENED, thing=user)
    seal()
    entry.refresh_from_db()
    assert timezone.localdate(entry.at) == SHOWN
    assert timezone.localdate(before.at) == date(2021, 9, 26)
    assert verify() is None


def test_a_site_of_today_writes_the_real_moment(user: User, settings: Any) -> None:
    settings.SHOWN_DAY = None
    before = timezone.now()
    entry = record(actor=user, verb=RIPENED, thing=user)
    notice = Notification.objects.create(user=user, message="x")
    assert before <= entry.at <= timezone.now()
    assert before <= notice.created_at <= timezone.now()


def test_rows_stamp_themselves_by_the_clock_one_by_one_and_in_bulk(user: User) -> None:
    one = Notification.objects.create(user=user, message="x")
    many = Notification.objects.bulk_create([Notification(user=user, message="y") for _ in range(3)])
    assert {timezone.localdate(row.created_at) for row in (one, *many)} == {SHOWN}
    first = one.created_at
    one.save()
    one.refresh_from_db()
    assert one.created_at == first
    assert not Entry.objects.filter(at__date__gt=SHOWN + timedelta(days=1)).exists()


def test_migrations_see_django_s_own_field() -> None:
    _name, path, _args, kwargs = MomentField(auto_now=True).deconstruct()
    assert (path, kwargs["auto_now"]) == ("django.db.models.DateTimeField", True)


def test_a_later_call_is_told_in_the_days_of_the_season() -> None:
    soon = timezone.now() + timedelta(days=2)
    assert timezone.localdate(clock.shown(soon)) == SHOWN + timedelta(days=2)
    assert clock.shown(soon).time() == timezone.localtime(soon).time()


def test_a_device_may_name_the_machine_s_own_moment() -> None:
    assert clock.now() < clock.device_now() <= timezone.localtime()
    assert isinstance(clock.device_now(), datetime)
