"""Recording harvest windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from cungcau.domain.forecast import messages, policies
from cungcau.domain.forecast.models import HarvestWindow
from cungcau.domain.forecast.services.revising import Judge, SaidRow, Written, check_subjects, write
from cungcau.domain.forecast.spreading import Window
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season
from cungcau.reference.recording import Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRow(SaidRow):
    """A subject's harvest window."""

    window: Window


@transaction.atomic
def record_windows(
    *, season: Season, rows: Sequence[WindowRow], actor: User | None
) -> Written[HarvestWindow]:
    """Write windows that touch the season; raises as :func:`~.forecasts.record_forecasts` does."""
    faults = Faults("windows")
    check_subjects(rows, season, faults)
    for number, row in enumerate(rows, faults.first):
        window = row.window
        faults.unless(
            window.in_order(), number, "window", f"{window.start} … {window.end}",
            "cần bắt đầu ≤ rộ từ ≤ rộ đến ≤ kết thúc, trong một năm",
        )  # fmt: skip
        touches = window.start <= season.end and window.end >= season.start
        faults.unless(touches, number, "window", window.start, "cần nằm trong mùa vụ")
    faults.refuse()
    given = [
        HarvestWindow(
            **row.said(season, actor),
            start=row.window.start,
            peak_from=row.window.peak_from,
            peak_to=row.window.peak_to,
            end=row.window.end,
            confirmed_by=actor if row.confirmed else None,
            confirmed_at=clock.now() if row.confirmed and actor is not None else None,
        )
        for row in rows
    ]
    if actor is not None:
        for area in {one.area_code for one in given}:
            require(actor, policies.RECORD, area)
    days = ("start", "peak_from", "peak_to", "end")
    judge: Judge[HarvestWindow] = Judge((), lambda one: {name: getattr(one, name) for name in days})
    done = write(HarvestWindow, given, [row.seen for row in rows], judge=judge, faults=faults)
    areas = {one.area_code for one in given}
    record(
        actor=actor, verb=messages.WINDOWS_RECORDED, thing=season,
        area=areas.pop() if len(areas) == 1 else season.area_code, **done.counts(),
    )  # fmt: skip
    return done
