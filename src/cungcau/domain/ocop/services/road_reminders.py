"""Reminding whoever has a file, and entities of what they owe: before the last day, after it, then each week."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.models import Dossier, ItemRequest, Stage, Step
from cungcau.domain.ocop.selectors.clocks import SOON_DAYS
from cungcau.domain.ocop.selectors.people import holders, officers
from cungcau.domain.ocop.services import road_telling as telling
from cungcau.domain.ocop.services.road import held
from cungcau.platform.ui import clock

_WEEK = timedelta(days=7)
_MOST = 2000
"""Files looked at in one run; the rest come the next time."""


def remind_all() -> int:
    """Remind of every stay and request whose time it is; how many notices' files."""
    today = clock.today()
    steps = Step.objects.filter(_due(today), ended_at=None).exclude(stage=Stage.ENTITY)
    files = ItemRequest.objects.filter(_due(today), state=states.OPEN).order_by("dossier").values("dossier")
    count = sum(
        _remind_holder(pk, today)
        for pk in list(steps.order_by("due_on", "pk").values_list("pk", flat=True)[:_MOST])
    )
    found = list(files.distinct().values_list("dossier", flat=True)[:_MOST])
    return count + sum(_remind_entity(pk, today) for pk in found)


def _due(today: date) -> Q:
    """Not reminded yet within so many days of the last day; not since it passed; not for a week since then."""
    soon = Q(due_on__range=(today, today + timedelta(days=SOON_DAYS)), reminded_on=None)
    over = Q(due_on__lt=today) & (
        Q(reminded_on=None) | Q(reminded_on__lte=F("due_on")) | Q(reminded_on__lte=today - _WEEK)
    )
    return soon | over


@transaction.atomic
def _remind_holder(pk: int, today: date) -> int:
    dossier = held(Step.objects.select_related("dossier").get(pk=pk).dossier)
    step = Step.objects.select_for_update().filter(_due(today), pk=pk, ended_at=None).first()
    if step is None or step.due_on is None:
        return 0
    people = holders(dossier, step.stage)
    if step.due_on < today and step.stage == Stage.COMMUNE:
        people += officers(policies.OFFICE, dossier.area_code)
    telling.file_due(dossier, step, _when(step.due_on, today), people)
    Step.objects.filter(pk=pk).update(reminded_on=today)
    return 1


@transaction.atomic
def _remind_entity(pk: int, today: date) -> int:
    """All that one file's entity has not answered in one notice."""
    dossier = held(Dossier.objects.get(pk=pk))
    rows = ItemRequest.objects.select_for_update().filter(_due(today), dossier=pk, state=states.OPEN)
    found = list(rows.order_by("due_on", "pk"))
    if not found:
        return 0
    telling.items_due(dossier, found, _when(min(one.due_on for one in found), today))
    ItemRequest.objects.filter(pk__in=[one.pk for one in found]).update(reminded_on=today)
    return 1


def _when(due_on: date, today: date) -> str:
    if due_on < today:
        return f"quá hạn {(today - due_on).days} ngày"
    return "đến hạn hôm nay" if due_on == today else f"còn {(due_on - today).days} ngày"
