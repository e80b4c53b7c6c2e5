"""Forecasts are said, revised with a reason, never overwritten."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cungcau.domain.forecast.models import Forecast, ForecastWeek, HarvestReport, HarvestWindow, Level
from cungcau.domain.forecast.services import (
    HarvestRow,
    WindowRow,
    confirm_forecast,
    record_forecasts,
    record_harvests,
    record_windows,
    refresh_areas,
)
from cungcau.domain.forecast.services.revising import SAID_AGAIN
from cungcau.domain.forecast.spreading import WeekKg, Window
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.reference.geography.models import Unit
from tests.domain.forecast.conftest import W1, W2, W4, Say, row
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db


def test_a_revision_keeps_what_was_said_before(say: Say, officer: User) -> None:
    first = say("H1", 100, 200, actor=officer)
    second = say("H1", 50, 200, actor=officer, reason="mưa đá")
    first.refresh_from_db()
    assert (first.revision, first.is_current, first.likely_kg) == (1, False, 300)
    assert (second.revision, second.is_current, second.likely_kg) == (2, True, 250)
    assert second.replaces == first and second.entered_by == officer
    kept = ForecastWeek.objects.filter(forecast=first).values_list("likely_kg", "is_current")
    assert sorted(kept) == [(100, False), (200, False)]
    assert ForecastWeek.objects.filter(is_current=True).count() == 2
    entry = Entry.objects.filter(verb="forecast.recorded").latest("at")
    assert entry.facts["changed"] == 1 and entry.area_code == "20.06172"


def test_a_change_needs_its_reason(say: Say) -> None:
    say("H1", 100)
    with pytest.raises(InputInvalid) as refused:
        say("H1", 90)
    assert refused.value.faults[0].column == "reason"
    assert Forecast.objects.count() == 1


def test_the_same_said_again_changes_nothing_on_the_day_and_is_a_revision_later(say: Say) -> None:
    first = say("H1", 100, as_of=date(2021, 9, 20))
    assert say("H1", 100, as_of=date(2021, 9, 20)).pk == first.pk
    again = say("H1", 100, as_of=date(2021, 9, 27))
    assert (again.revision, again.reason) == (2, SAID_AGAIN)


def test_a_form_sent_twice_is_one_forecast(say: Say) -> None:
    token = uuid.uuid4()
    first = say("H1", 100, client_id=token)
    assert say("H1", 777, client_id=token, reason="gửi lại").pk == first.pk
    assert Forecast.objects.count() == 1


def test_who_looked_at_an_older_revision_is_told(say: Say) -> None:
    say("H1", 100)
    say("H1", 120, seen=1, reason="đếm lại")
    with pytest.raises(EditedMeanwhile) as told:
        say("H1", 90, seen=1, reason="sâu bệnh")
    assert told.value.version == 2
    (clash,) = told.value.clashes
    assert (clash.field, clash.theirs, clash.mine) == (W1.isoformat(), (96, 120, 144), (72, 90, 108))
    with pytest.raises(EditedMeanwhile):
        say("H1", 90, seen=0)
    assert say("H1", 90, seen=2, reason="sâu bệnh").revision == 3


@pytest.mark.parametrize(
    ("weeks", "column"),
    [
        ((), "weeks"),
        ((WeekKg(date(2021, 9, 14), 1, 2, 3),), "tuần 14/9/2021"),
        ((WeekKg(date(2021, 12, 6), 1, 2, 3),), "tuần 06/12/2021"),
        ((WeekKg(W1, 3, 2, 4),), "tuần 13/9/2021"),
        ((WeekKg(W1, -1, 2, 4),), "tuần 13/9/2021"),
        ((WeekKg(W1, 1, 2, 3), WeekKg(W1, 1, 2, 3)), "tuần 13/9/2021"),
        ((WeekKg(W1, 1, 2, 10**12),), "tuần 13/9/2021"),
    ],
)
def test_senseless_weeks_are_named(small: Small, weeks: tuple[WeekKg, ...], column: str) -> None:
    given = row(small, "H1", 1)
    senseless = type(given)(commodity=given.commodity, source="thử", producer=given.producer, weeks=weeks)
    with pytest.raises(InputInvalid) as refused:
        record_forecasts(season=small.season, rows=[given, senseless], actor=None)
    assert {(fault.line, fault.column) for fault in refused.value.faults} == {(2, column)}
    assert not Forecast.objects.exists()


def test_exactly_one_subject(small: Small) -> None:
    one = row(small, "H1", 5)
    both = type(one)(
        commodity=one.commodity,
        source="thử",
        producer=one.producer,
        place=Unit.objects.get(code="91"),
        weeks=one.weeks,
    )
    with pytest.raises(InputInvalid) as refused:
        record_forecasts(season=small.season, rows=[both], actor=None)
    assert refused.value.faults[0].column == "subject"
    said = say_raw(small)
    with pytest.raises(IntegrityError), transaction.atomic():
        Forecast.objects.filter(pk=said.pk).update(place=Unit.objects.get(code="91"))


def say_raw(small: Small) -> Forecast:
    return record_forecasts(season=small.season, rows=[row(small, "H1", 5)], actor=None).created[0]


def test_levels_follow_the_subject(say: Say) -> None:
    assert say("H1", 1).level == Level.OWN
    assert say("HTX", 1).level == Level.MEMBERS
    commune = say("06172", 1)
    assert commune.level == Level.PLACE and commune.area_code == "20.06172"


def test_only_in_ones_own_area(say: Say, officer: User) -> None:
    with pytest.raises(DomainError, match="not_allowed"):
        say("H3", 10, actor=officer)
    with pytest.raises(DomainError, match="not_allowed"):
        say("H1", 10, actor=person("xem", "viewer"))
    assert not Forecast.objects.exists()


def test_confirming_is_another_persons_word(say: Say, officer: User, coordinator: User) -> None:
    said = say("H1", 10, actor=officer)
    confirmed = confirm_forecast(forecast=said, actor=coordinator)
    assert confirmed.entered_by == officer and confirmed.confirmed_by == coordinator
    with pytest.raises(DomainError, match="forecast_already_confirmed"):
        confirm_forecast(forecast=said, actor=coordinator)
    say("H1", 20, reason="thử", actor=officer)
    newest = Forecast.objects.get(is_current=True)
    assert newest.confirmed_by is None  # new figures are not confirmed by the old word
    with pytest.raises(DomainError, match="forecast_not_current"):
        confirm_forecast(forecast=said, actor=coordinator)


def harvest(small: Small, kg: int, **facts: object) -> HarvestRow:
    given = row(small, "H1", 1)
    return HarvestRow(
        commodity=given.commodity, source="thử", producer=given.producer, start=facts.pop("start", W1), kg=kg,
        **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_harvest_is_corrected_by_a_new_row(small: Small) -> None:
    record_harvests(season=small.season, rows=[harvest(small, 70)], actor=None)
    with pytest.raises(InputInvalid):
        record_harvests(season=small.season, rows=[harvest(small, 75)], actor=None)
    record_harvests(season=small.season, rows=[harvest(small, 75, reason="cân lại")], actor=None)
    kept = HarvestReport.objects.order_by("revision").values_list("kg", "is_current", "reason")
    assert list(kept) == [(70, False, ""), (75, True, "cân lại")]
    record_harvests(season=small.season, rows=[harvest(small, 0, start=W2)], actor=None)  # zero is a report
    with pytest.raises(InputInvalid) as refused:
        record_harvests(season=small.season, rows=[harvest(small, 1, start=W4)], actor=None)
    assert "chưa đến" in refused.value.faults[0].expected


def test_windows_are_revised_too(small: Small) -> None:
    given = row(small, "H1", 1)

    def told(day: int, **facts: str) -> None:
        window = Window(date(2021, 9, 15), date(2021, 9, 20), date(2021, 9, 30), date(2021, 10, day))
        record_windows(
            season=small.season, actor=None,
            rows=[WindowRow(commodity=given.commodity, source="thử", producer=given.producer, window=window, **facts)],
        )  # fmt: skip

    told(10)
    told(12, reason="vụ muộn")
    assert list(HarvestWindow.objects.order_by("revision").values_list("end__day", "is_current")) == [
        (10, False), (12, True),
    ]  # fmt: skip


def test_areas_follow_the_subjects(say: Say) -> None:
    one = say("H1", 10)
    Unit.objects.filter(pk=Organisation.objects.get(code="H1").unit_id).update(area_code="20.99999")
    assert refresh_areas() == 1
    one.refresh_from_db()
    assert one.area_code == "20.99999"
    assert ForecastWeek.objects.get(forecast=one).area_code == "20.99999"
