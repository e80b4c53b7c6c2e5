"""What one form says at once: a forecast, the window it was spread over, answers to questions about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from cungcau.domain.forecast.models import Forecast
from cungcau.domain.forecast.services.forecasts import ForecastRow, record_forecasts
from cungcau.domain.forecast.services.revising import Written
from cungcau.domain.forecast.services.windows import WindowRow, record_windows
from cungcau.domain.forecast.spreading import Window
from cungcau.domain.survey.services import Doubtful, keep_many
from cungcau.engines.plausibility import Doubt
from cungcau.platform.accounts.models import User
from cungcau.reference.catalogue.models import Season

AS_FORECAST = "Sửa cùng với dự báo"


@dataclass(frozen=True, slots=True)
class Told:
    """One forecast with its window (None: none given), the doubts about it and the answers by key."""

    row: ForecastRow
    window: Window | None = None
    doubts: tuple[Doubt, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def tell_forecasts(*, season: Season, told: Sequence[Told], actor: User | None) -> Written[Forecast]:
    """Write forecasts with their windows and keep their questions; raises as ``record_forecasts`` does."""
    windows = [
        WindowRow(
            commodity=one.row.commodity, producer=one.row.producer, place=one.row.place, variety=one.row.variety,
            source=one.row.source, reported_by=one.row.reported_by, reason=one.row.reason or AS_FORECAST,
            as_of=one.row.as_of, confirmed=one.row.confirmed, is_demo=one.row.is_demo, window=one.window,
        )
        for one in told
        if one.window is not None
    ]  # fmt: skip
    done = record_forecasts(season=season, rows=[one.row for one in told], actor=actor)
    if windows:
        record_windows(season=season, rows=windows, actor=actor)
    kept = {_whose(one): one for one in done.written}
    about = [Doubtful(old, (), old.area_code) for old, _ in done.revised]
    for one in told:
        saved = kept.get((one.row.producer, one.row.place, one.row.commodity, one.row.variety))
        if saved is not None and one.doubts:
            about.append(Doubtful(saved, one.doubts, saved.area_code, dict(one.answers), saved.is_demo))
    if about:
        keep_many(about, actor=actor)
    return done


def _whose(one: Forecast) -> tuple[object, ...]:
    return one.producer, one.place, one.commodity, one.variety
