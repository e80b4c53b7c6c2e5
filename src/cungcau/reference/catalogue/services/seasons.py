"""Opening seasons and correcting them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue import messages, policies
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import commodity_ids
from cungcau.reference.recording import Faults, check, upsert
from cungcau.reference.search import words

_AIMS = ("sold", "fair", "cost")


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """One season; ``order`` holds sold, fair and cost in the order they count, ``commodities`` codes.

    ``stale_after_days`` None keeps what the season has (7 for a new one).
    """

    code: str
    name: str
    start: date
    end: date
    source: str
    commodities: tuple[str, ...] = ()
    area_code: str = ""
    order: tuple[str, str, str] = ("sold", "fair", "cost")
    description: str = ""
    is_demo: bool = False
    stale_after_days: int | None = None


@transaction.atomic
def record_season(*, row: SeasonRow, actor: User | None) -> Season:
    """Open a season, or correct the one with this code; raises ``InputInvalid`` or ``not_allowed``."""
    if actor is not None:
        require(actor, policies.RECORD_SEASON, row.area_code)
    faults = Faults("season")
    ids = commodity_ids(row.commodities)
    for code in row.commodities:
        faults.look_up(ids, faults.first, "commodities", code)
    season = Season(
        code=row.code,
        name=row.name,
        area_code=row.area_code,
        start=row.start,
        end=row.end,
        order=list(row.order),
        description=row.description,
        folded=words(row.code, row.name)[:300],
        source=row.source,
        is_demo=row.is_demo,
    )
    known = Season.objects.filter(code=row.code).values_list("stale_after_days", flat=True).first()
    season.stale_after_days = row.stale_after_days if row.stale_after_days is not None else known or 7
    check_season(season, faults)
    faults.refuse()
    done = upsert([season], key=("code",), among=Season.objects.all(), derived=("version",))
    Season.objects.filter(code__in=done.changes).update(version=F("version") + 1)
    season.commodities.set(ids.values())
    record(actor=actor, verb=messages.SEASON_RECORDED, thing=season, **done.facts())
    return season


def check_season(season: Season, faults: Faults) -> None:
    """Note what a season cannot be: days out of order, objectives missing, texts that do not fit."""
    row = faults.first
    faults.unless(season.start <= season.end, row, "end", season.end, "không được trước ngày bắt đầu")
    complete = len(season.order) == len(_AIMS) and set(season.order) == set(_AIMS)
    faults.unless(complete, row, "order", ", ".join(season.order), "cần đủ sold, fair, cost, mỗi thứ một lần")
    fits = 1 <= season.stale_after_days <= 366
    faults.unless(fits, row, "stale_after_days", season.stale_after_days, "cần từ 1 đến 366 ngày")
    check([season], key=("code",), faults=faults)
