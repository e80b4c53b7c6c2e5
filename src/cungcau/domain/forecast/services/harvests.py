"""Recording what was really harvested in a week; corrections are new rows with their reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cungcau.domain.forecast import messages, policies
from cungcau.domain.forecast.models import HarvestReport
from cungcau.domain.forecast.services.forecasts import MOST_KG, level_of
from cungcau.domain.forecast.services.revising import Judge, SaidRow, Written, check_subjects, write
from cungcau.domain.forecast.spreading import mondays
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock, figures
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue.models import Season
from cungcau.reference.recording import Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestRow(SaidRow):
    """Kg harvested in the week of Monday ``start``; nothing harvested is 0 and is a report, too."""

    start: date
    kg: int


@transaction.atomic
def record_harvests(
    *, season: Season, rows: Sequence[HarvestRow], actor: User | None
) -> Written[HarvestReport]:
    """Write reports of weeks that have begun; raises as :func:`~.forecasts.record_forecasts` does."""
    faults = Faults("harvests")
    check_subjects(rows, season, faults)
    known = set(mondays(season.start, season.end))
    for number, row in enumerate(rows, faults.first):
        day = figures.date(row.start)
        where = f"cần tuần (thứ Hai) từ {figures.date(season.start)} đến {figures.date(season.end)}"
        faults.unless(row.start in known, number, "start", day, where)
        faults.unless(row.start <= today(), number, "start", day, "tuần này chưa đến")
        faults.unless(0 <= row.kg <= MOST_KG, number, "kg", row.kg, "cần số kg nguyên từ 0")
    faults.refuse()
    given = [
        HarvestReport(
            **row.said(season, actor),
            start=row.start,
            kg=row.kg,
            level=level_of(row),
            confirmed_by=actor if row.confirmed else None,
            confirmed_at=clock.now() if row.confirmed and actor is not None else None,
        )
        for row in rows
    ]
    if actor is not None:
        for area in {one.area_code for one in given}:
            require(actor, policies.RECORD, area)
    judge: Judge[HarvestReport] = Judge(("start",), lambda one: {"kg": one.kg})
    done = write(HarvestReport, given, [row.seen for row in rows], judge=judge, faults=faults)
    areas = {one.area_code for one in given}
    record(
        actor=actor, verb=messages.HARVESTS_RECORDED, thing=season,
        area=areas.pop() if len(areas) == 1 else season.area_code, **done.counts(),
    )  # fmt: skip
    return done
