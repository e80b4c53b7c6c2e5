"""Tables of forecasts that come in: by week, by total and days, by columns of weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from cungcau.domain.forecast.doors import WEEKS
from cungcau.domain.forecast.models import Forecast, ForecastWeek, HarvestWindow
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Context, Outcome, Row
from tests.domain.forecast.conftest import W1, W2, W3
from tests.domain.season_rows import Small

pytestmark = pytest.mark.django_db


def bring(small: Small, actor: User, *rows: Mapping[str, Any]) -> Outcome:
    context = Context(actor, {"season": small.season.pk, "confidence": "medium"}, "du-bao.xlsx")
    return WEEKS.record([Row("Sheet1", number, given) for number, given in enumerate(rows, 2)], context)


def weeks(code: str) -> list[tuple[date, int, int, int]]:
    rows = ForecastWeek.objects.filter(forecast__producer__code=code, is_current=True).order_by("start")
    return list(rows.values_list("start", "low_kg", "likely_kg", "high_kg"))


def test_three_kinds_of_rows(small: Small, coordinator: User) -> None:
    done = bring(
        small, coordinator,
        {"subject": "H1", "week": date(2021, 9, 15), "likely": 100, "low": 50, "high": 300},
        {"subject": "H1", "week": date(2021, 9, 20), "likely": 200},
        {"subject": "ho hoang van bay", "week_1": 10, "week_3": 20, "commodity": "hồng vành khuyên"},
        {"subject": "Xã Hoàng Văn Thụ", "likely": 1000, "start": date(2021, 9, 15), "end": date(2021, 9, 30)},
    )  # fmt: skip
    assert (done.created, done.changed, done.unchanged) == (3, 0, 0)
    assert weeks("H1") == [(W1, 50, 100, 300), (W2, 160, 200, 230)]
    assert weeks("H2") == [(W1, 8, 10, 12), (W3, 16, 20, 23)]
    commune = Forecast.objects.get(producer=None)
    assert (commune.area_code, commune.likely_kg) == ("20.06172", 1000)
    assert HarvestWindow.objects.get().end == date(2021, 9, 30)


def test_the_same_table_changes_nothing_and_a_corrected_one_is_a_revision(
    small: Small, coordinator: User
) -> None:
    rows = [{"subject": "H1", "week": day, "likely": 100} for day in (W1, W2)]
    bring(small, coordinator, *rows)
    assert bring(small, coordinator, *rows) == Outcome(unchanged=1)
    assert bring(small, coordinator, {"subject": "H1", "week": W2, "likely": 70}).changed == 1
    assert [week[2] for week in weeks("H1")] == [100, 70]  # the week the file does not name stays
    newest = Forecast.objects.get(is_current=True)
    assert (newest.revision, newest.reason) == (2, "Nhập bảng tính: du-bao.xlsx")


def test_every_fault_is_named_by_sheet_line_and_column(small: Small, coordinator: User) -> None:
    with pytest.raises(InputInvalid) as refused:
        bring(
            small, coordinator,
            {"subject": "không ai", "week": W1, "likely": 1},
            {"subject": "H1", "week": W1, "likely": 100, "low": 200},
            {"subject": "H1", "week": W2},
            {"subject": "H1", "likely": 5},
            {"subject": "H2", "commodity": "na", "week": W1, "likely": 5},
            {"subject": "H2", "week_9": 5},
            {"subject": "H3", "week": date(2021, 9, 16), "likely": 1},
            {"subject": "H3", "week": date(2021, 9, 17), "likely": 1},
            {"subject": "H2", "likely": 5, "start": date(2021, 9, 30), "end": date(2021, 9, 15)},
        )  # fmt: skip
    found = [(fault.file, fault.line, fault.column) for fault in refused.value.faults]
    lines = [(2, "subject"), (3, "likely"), (4, "likely"), (5, "week"), (6, "commodity"), (7, "week_9"), (9, "week"),
             (10, "end")]  # fmt: skip
    assert found == [("Sheet1", line, column) for line, column in lines]
    assert not Forecast.objects.exists()


def test_faults_of_the_service_are_told_of_the_row(small: Small, coordinator: User) -> None:
    with pytest.raises(InputInvalid) as refused:
        bring(small, coordinator, {"subject": "H1", "week": W1, "likely": 5},
              {"subject": "H2", "week": date(2021, 12, 20), "likely": 5})  # fmt: skip
    (fault,) = refused.value.faults
    assert (fault.file, fault.line, fault.column) == ("Sheet1", 3, "week")
    assert "từ 15/9/2021 đến 31/10/2021" in fault.expected


def test_only_ones_own_area(small: Small, officer: User) -> None:
    with pytest.raises(DomainError, match="not_allowed"):
        bring(small, officer, {"subject": "H3", "week": W1, "likely": 5})


def test_the_form_offers_the_seasons_of_ones_areas(small: Small, officer: User) -> None:
    assert WEEKS.options.needs_user is True  # type: ignore[attr-defined]
    form = WEEKS.options({"season": small.season.pk, "confidence": "low"}, user=officer)  # type: ignore[call-arg]
    assert form.is_valid(), form.errors
