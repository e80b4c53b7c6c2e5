"""Lots brought in as a table: a hundred thousand at once, again and again, never doubled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cungcau.domain.supply import messages
from cungcau.domain.supply.doubting import Figures, doubts_about
from cungcau.domain.supply.models import Channel, Lot
from cungcau.domain.supply.services.making import label_of
from cungcau.domain.supply.services.rows import KEPT, write
from cungcau.domain.survey.services.questions import Doubtful, keep_many
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season
from cungcau.reference.recording import Recorded

_BATCH = 10_000
_TOLD = 500
"""Corrected lots whose own history gets a line; of more, the season's has them all in one."""


@transaction.atomic
def bring_lots(
    *, season: Season, lots: Sequence[Lot], actor: User, confirmed_on: date, untouched: Sequence[str] = ()
) -> tuple[Recorded, int]:
    """Write lots of a table by code; returns what it changed and how many questions it raised.

    The lots are checked and the actor's right to each is judged by the door. ``untouched`` are columns the
    table does not have: what stands there stays. The figures count as right on ``confirmed_on``, unless somebody
    has confirmed them since.
    """
    at = _at(confirmed_on)
    for lot in lots:
        lot.entered_by, lot.confirmed_by, lot.confirmed_at = actor, actor, at
        lot.channel = Channel.SHEET
    done = write(season, lots, derived=(*KEPT, *untouched))
    older = Q(confirmed_at=None) | Q(confirmed_at__lt=at)
    keys = [lot.pk for lot in lots]
    for start in range(0, len(keys), _BATCH):
        rows = Lot.objects.filter(older, pk__in=keys[start : start + _BATCH])
        rows.update(confirmed_at=at, confirmed_by=actor, confirmed_with="")
    record(actor=actor, verb=messages.LOTS_RECORDED, thing=season, **done.facts())
    _tell(lots, done, actor)
    return done, _ask(season, lots, actor)


def _at(day: date) -> datetime:
    """The moment figures of a day count from: now for today, else the end of that day."""
    if day >= clock.today():
        return clock.now()
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def _tell(lots: Sequence[Lot], done: Recorded, actor: User) -> None:
    """A line in the history of each lot the table changed."""
    if len(done.changes) > _TOLD:
        return
    for lot in lots:
        changes = done.changes.get(f"{lot.season_id} {lot.code}")
        if changes:
            plain = {name: list(pair) for name, pair in changes.items() if name != "folded"}
            labels = ", ".join(label_of(name) for name in plain)
            record(actor=actor, verb=messages.LOT_CORRECTED, thing=lot, fields=labels, changes=plain,
                   reason="bảng tính")  # fmt: skip


def _ask(season: Season, lots: Sequence[Lot], actor: User) -> int:
    figures = [
        Figures(
            producer_id=lot.producer_id,
            commodity_id=lot.commodity_id,
            grade=lot.grade,
            quantity_kg=lot.quantity_kg,
            harvest_from=lot.harvest_from,
            harvest_to=lot.harvest_to,
            already_sold_kg=lot.already_sold_kg,
            max_kg_per_day=lot.max_kg_per_day,
            code=lot.code,
        )
        for lot in lots
    ]
    found = doubts_about(season, figures)
    about = [
        Doubtful(lot, doubts, lot.area_code, is_demo=lot.is_demo)
        for lot, doubts in zip(lots, found, strict=True)
        if doubts
    ]
    return keep_many(about, actor=actor)
