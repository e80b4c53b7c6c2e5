"""Who is to be asked again, and how good forecasts were."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db.models.functions import Length

from cungcau.domain.forecast.accuracy import Score
from cungcau.domain.forecast.models import Forecast, HarvestReport, StaleReminder
from cungcau.domain.forecast.selectors import Accuracy, judged, to_ask
from cungcau.domain.forecast.services import HarvestRow, record_harvests, remind_all
from cungcau.domain.forecast.services.demo import load_demo_forecasts
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.models import Notification
from cungcau.platform.ui.clock import today
from tests.domain.forecast.conftest import W1, Say, row
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db


def asked(small: Small) -> dict[str, date | None]:
    return {one.code: one.said_on for one in to_ask(small.season).order_by("code")}  # type: ignore[attr-defined]


def test_the_silent_and_the_stale_are_asked(small: Small, say: Say) -> None:
    assert asked(small) == {"H1": None, "H2": None, "H3": None}  # they offer lots
    say("H1", 100, as_of=today() - timedelta(days=8))
    say("H2", 100, as_of=today() - timedelta(days=7))
    assert asked(small) == {"H1": today() - timedelta(days=8), "H3": None}


def test_officers_are_reminded_of_their_own_area_once_a_day(
    small: Small, officer: User, coordinator: User
) -> None:
    nobody = person("xa-khac", "commune_officer", "91")
    assert remind_all() == 1
    notice = Notification.objects.get()
    assert notice.user == officer and notice.facts["subjects"] == 2 and notice.link == "/du-bao/can-hoi/"
    assert remind_all() == 0
    assert StaleReminder.objects.values_list("officer", "subjects").get() == (officer.pk, 2)
    assert not Notification.objects.filter(user__in=[nobody, coordinator]).exists()


def report(small: Small, code: str, kg: int, number: int) -> None:
    given = row(small, code, 1)
    start = W1 + timedelta(days=7 * number)
    one = HarvestRow(commodity=given.commodity, source="thử", producer=given.producer, start=start, kg=kg)
    record_harvests(season=small.season, rows=[one], actor=None)


def test_weeks_are_judged_by_what_was_said_before_them(
    small: Small, say: Say, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = date(2021, 9, 6)
    say("H1", 100, 100, 100, 100, 100, as_of=before, actor=officer)
    say("H1", 100, 50, 50, 50, 50, as_of=date(2021, 9, 21), reason="mưa", actor=officer)
    for module in ("selectors.accuracy", "services.harvests", "services.revising"):
        monkeypatch.setattr(f"cungcau.domain.forecast.{module}.today", lambda: date(2021, 10, 20))
    for number, kg in enumerate((110, 100, 60, 50)):
        report(small, "H1", kg, number)
    found = judged(small.season, frozenset({""}))
    whole = found.whole
    # weeks 1 and 2 by the first revision (100, 100), weeks 3 and 4 by the second (50, 50); week 5 has no report
    assert (whole.weeks, whole.missing) == (4, 1)
    assert (whole.likely_kg, whole.harvested_kg, whole.off_kg) == (300, 320, 20)
    assert whole.wape == Fraction(20, 320) and whole.bias == Fraction(-20, 320)
    assert whole.inside == 4
    assert [(one.kind, one.name) for one in found.rows] == [
        ("officer", officer.full_name), ("area", "Xã Hoàng Văn Thụ")
    ]  # fmt: skip
    assert found.count == 2 and {one.score for one in found.rows} == {whole}
    assert judged(small.season, frozenset({"91"})) == Accuracy(Score(), (), 0)


def test_a_forecast_made_during_the_week_is_not_judged(small: Small, say: Say) -> None:
    say("H1", 100, as_of=W1 + timedelta(days=1))
    report(small, "H1", 100, 0)
    whole = judged(small.season, frozenset({""})).whole
    assert (whole.weeks, whole.missing) == (0, 0)
    assert whole.wape is None


def test_the_demo_is_marked_complete_and_the_same_on_every_call(small: Small) -> None:
    count = load_demo_forecasts(season=small.season)
    assert count and load_demo_forecasts(season=small.season) == 0
    assert not Forecast.objects.exclude(is_demo=True, source="minh hoạ").exists()
    revised = Forecast.objects.filter(revision__gt=1).annotate(size=Length("reason"))
    assert all("minh hoạ" in one.reason for one in revised)
    assert not HarvestReport.objects.filter(start__gt=today() - timedelta(days=7)).exists()
    assert not HarvestReport.objects.exclude(is_demo=True).exists()
