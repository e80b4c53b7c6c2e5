"""What speaks against a forecast: the land, last season, what was harvested already, the days of the peak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from cungcau.domain.forecast.models import Forecast, HarvestReport
from cungcau.domain.forecast.selectors.expected import previous_season
from cungcau.domain.forecast.spreading import WeekKg, Window, monday
from cungcau.domain.registry.models import GrowingArea
from cungcau.domain.supply.doubting import usual_yields
from cungcau.domain.survey import wording
from cungcau.engines.plausibility import Doubt, digit_against_others, output_against_area
from cungcau.reference.catalogue.models import Commodity, Season

PEAK_OUTSIDE = wording.register(
    "forecast_peak_outside_window",
    wording.Words(
        _(
            "Tuần nhiều nhất (từ %(week)s) nằm ngoài những ngày thu rộ đã ghi (%(first)s – %(last)s). Có đúng không?"
        ),
        _("Tuần có sản lượng cao nhất thường rơi vào những ngày thu rộ."),
        (_("thời tiết làm lệch vụ"), _("khung thu hoạch đã ghi chưa cập nhật")),
    ),
)
HARVESTED_MORE = wording.register(
    "forecast_below_harvested",
    wording.Words(
        _("Đã thu %(harvested_kg)s, nhiều hơn cả mức cao của dự báo cả vụ (%(high_kg)s). Số nào đúng?"),
        _("Dự báo cả vụ phải gồm cả phần đã thu."),
        (_("dự báo chỉ tính phần còn lại"), _("báo cáo thu hoạch ghi nhầm")),
    ),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is asked about of one forecast; ``window`` where days of a peak are known."""

    producer_id: int | None
    place_id: int | None
    area_code: str
    weeks: tuple[WeekKg, ...]
    window: Window | None = None

    @property
    def likely_kg(self) -> int:
        """The season's total."""
        return sum(week.likely_kg for week in self.weeks)

    @property
    def whose(self) -> tuple[int | None, int | None]:
        """The subject."""
        return self.producer_id, self.place_id


def doubts_about(season: Season, commodity: Commodity, told: Sequence[Figures]) -> list[tuple[Doubt, ...]]:
    """The doubts about each forecast of one commodity, in the order given; a constant number of questions."""
    before = _last_season(season, commodity, told)
    harvested = _harvested(season, commodity, told)
    land = _land(season, commodity, told)
    rate = usual_yields({commodity.pk}).get(commodity.pk, 0) if land else 0
    found = []
    for one in told:
        high = sum(week.high_kg for week in one.weeks)
        doubts = [
            *digit_against_others(
                value=one.likely_kg, others=before.get(one.whose, ()), unit="kg", field="total_kg"
            ),
            *output_against_area(
                area_m2=land.get(one.producer_id or 0) or None, yield_kg_per_ha=rate or None,
                output_kg=one.likely_kg,
            ),
        ]  # fmt: skip
        reported = harvested.get(one.whose, 0)
        if reported > high:
            doubts.append(Doubt(HARVESTED_MORE, ("total_kg",), {"harvested_kg": reported, "high_kg": high}))
        found.append((*doubts, *_peak(one)))
    return found


def _peak(one: Figures) -> tuple[Doubt, ...]:
    if one.window is None or not one.likely_kg:
        return ()
    most = max(one.weeks, key=lambda week: week.likely_kg)
    if monday(one.window.peak_from) <= most.start <= one.window.peak_to:
        return ()
    facts: dict[str, object] = {
        "week": most.start.isoformat(), "first": one.window.peak_from.isoformat(),
        "last": one.window.peak_to.isoformat(),
    }  # fmt: skip
    return (Doubt(PEAK_OUTSIDE, ("peak_from", "peak_to"), facts),)


def _whose(told: Sequence[Figures]) -> Q:
    producers = [one.producer_id for one in told if one.producer_id]
    places = [one.place_id for one in told if one.place_id]
    return Q(producer__in=producers) | Q(place__in=places)


_Whose = tuple[int | None, int | None]


def _last_season(
    season: Season, commodity: Commodity, told: Sequence[Figures]
) -> Mapping[_Whose, Sequence[int]]:
    before = previous_season(season)
    found: dict[_Whose, list[int]] = defaultdict(list)
    if before is None:
        return found
    for model, column in ((HarvestReport, "kg"), (Forecast, "likely_kg")):
        rows = model._default_manager.filter(
            _whose(told), season=before, commodity=commodity, is_current=True
        ).order_by()
        for producer, place, kg in rows.values_list("producer", "place").annotate(total=Sum(column)):
            found[producer, place].append(int(kg))
    return found


def _harvested(season: Season, commodity: Commodity, told: Sequence[Figures]) -> Mapping[_Whose, int]:
    rows = HarvestReport.objects.filter(_whose(told), season=season, commodity=commodity, is_current=True)
    sums = rows.order_by().values_list("producer", "place").annotate(total=Sum("kg"))
    return {(producer, place): int(kg) for producer, place, kg in sums}


def _land(season: Season, commodity: Commodity, told: Sequence[Figures]) -> Mapping[int, int]:
    """Bearing m² by producer, planted ones where the bearing is not known."""
    rows = GrowingArea.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=season.start),
        organisation__in=[one.producer_id for one in told if one.producer_id],
        commodity=commodity,
    )
    land: dict[int, int] = defaultdict(int)
    for producer, bearing, planted in rows.values_list("organisation_id", "bearing_m2", "planted_m2"):
        land[producer] += (planted if bearing is None else bearing) or 0
    return land
