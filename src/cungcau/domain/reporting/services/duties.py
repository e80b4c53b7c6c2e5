"""Setting duties to report, and who owes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from cungcau.domain.programmes.models import Agency
from cungcau.domain.reporting import policies
from cungcau.domain.reporting.layouts import layout
from cungcau.domain.reporting.messages import duties as said
from cungcau.domain.reporting.models import Due, Duty, Owing, Rhythm
from cungcau.domain.reporting.periods import read_days
from cungcau.domain.reporting.selectors.schedule import periods_of
from cungcau.domain.reporting.states import WAITING
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.ui import clock
from cungcau.reference.search import words

FIELDS = (
    "name", "layout", "rhythm", "days", "day_of_month", "earlier_days", "hour", "cut_off_days", "open_days",
    "plan_id", "to_agency_id", "feeds_id", "season_id", "starts_on", "ends_on", "basis", "two_people",
)  # fmt: skip
"""What is written of a duty, by attribute; its area is that of the agency that receives the reports,
for a national body the one those who owe them share."""
_TIMED = frozenset(
    {
        "rhythm",
        "days",
        "day_of_month",
        "earlier_days",
        "hour",
        "feeds_id",
        "season_id",
        "starts_on",
        "ends_on",
    }
)


@transaction.atomic
def record_duty(
    *, facts: Mapping[str, Any], owing: Iterable[Agency], actor: User | None, is_demo: bool = False
) -> Duty:
    """Set a duty (:data:`FIELDS`), owed by agencies from its first day on.

    Raises ``not_allowed``, ``report_layout_unknown``, ``report_days_missing``, ``report_days_invalid``,
    ``report_duty_follows_nothing``, ``report_duty_wants_season``, ``report_duty_days_wrong``, ``report_nobody_owes``.
    """
    duty = Duty(created_by=actor, is_demo=is_demo, **{name: facts[name] for name in FIELDS if name in facts})
    agencies = list(owing)
    duty.area_code = duty.to_agency.area_code or _shared(agencies)
    if actor is not None:
        access.require(actor, policies.ARRANGE, duty.area_code)
    if not agencies:
        raise DomainError("report_nobody_owes")
    _check(duty)
    duty.folded = _words(duty)
    duty.save(force_insert=True)
    Owing.objects.bulk_create(Owing(duty=duty, agency=one, starts_on=duty.starts_on) for one in agencies)
    record(
        actor=actor, verb=said.DUTY_SET, thing=duty, rhythm=str(duty.get_rhythm_display()), count=len(agencies)
    )  # fmt: skip
    return duty


@transaction.atomic
def change_duty(
    *, pk: int, version: int, seen: Mapping[str, object], mine: Mapping[str, object], actor: User | None
) -> Duty:
    """Correct a duty; what is owed and not begun follows its new days.

    Raises as :func:`record_duty`, ``report_duty_not_found``, ``report_duty_circle``, ``EditedMeanwhile``.
    """
    duty = Duty.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if duty is None:
        raise DomainError("report_duty_not_found")
    if actor is not None:
        access.require(actor, policies.ARRANGE, duty.area_code)
    changed = take(duty, version=version, seen=seen, mine=mine)
    changed = {
        name: value for name, value in changed.items() if name in FIELDS and getattr(duty, name) != value
    }
    if not changed:
        return duty
    before = {name: str(getattr(duty, name)) for name in changed}
    for name, value in changed.items():
        setattr(duty, name, value)
    duty.area_code = duty.to_agency.area_code or duty.area_code
    if actor is not None:
        access.require(actor, policies.ARRANGE, duty.area_code)
    _check(duty)
    duty.version, duty.folded = duty.version + 1, _words(duty)
    duty.save()
    after = {name: str(getattr(duty, name)) for name in changed}
    record(actor=actor, verb=said.DUTY_CHANGED, thing=duty, before=before, after=after)
    if _TIMED & set(changed):
        _realign(duty)
    return duty


@transaction.atomic
def add_owing(*, duty: Duty, agencies: Iterable[Agency], starts_on: date, actor: User | None) -> int:
    """Let further agencies owe a duty from a day on; those that do already stay as they are. Returns how many."""
    row = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if actor is not None:
        access.require(actor, policies.ARRANGE, row.area_code)
    there = set(Owing.objects.filter(duty=row, ends_on=None).values_list("agency_id", flat=True))
    new = [one for one in agencies if one.pk not in there]
    for one in new:
        Owing.objects.create(duty=row, agency=one, starts_on=starts_on)
        record(actor=actor, verb=said.OWING_ADDED, thing=row, agency=one.name, day=starts_on)
    return len(new)


@transaction.atomic
def end_owing(*, duty: Duty, agency: Agency, ends_on: date, actor: User | None) -> None:
    """From the day after, an agency owes a duty no more; what it owes until then stays.

    Raises ``report_due_not_found`` where it owes nothing, ``report_duty_days_wrong``, ``not_allowed``.
    """
    if actor is not None:
        access.require(actor, policies.ARRANGE, duty.area_code)
    row = Owing.objects.select_for_update().filter(duty=duty, agency=agency, ends_on=None).first()
    if row is None:
        raise DomainError("report_due_not_found")
    if ends_on < row.starts_on:
        raise DomainError("report_duty_days_wrong", first=row.starts_on, last=ends_on)
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    Due.objects.filter(duty=duty, agency=agency, state=WAITING, request="", due_on__gt=ends_on).delete()
    record(actor=actor, verb=said.OWING_ENDED, thing=duty, agency=agency.name, day=ends_on)


def _shared(agencies: Iterable[Agency]) -> str:
    """The narrowest area that holds them all."""
    parts = [one.area_code.split(".") if one.area_code else [] for one in agencies]
    same = [level[0] for level in zip(*parts, strict=False) if len(set(level)) == 1]
    return ".".join(same)


def _check(duty: Duty) -> None:
    layout(duty.layout)
    if duty.rhythm == Rhythm.FIXED:
        if not duty.days:
            raise DomainError("report_days_missing")
        duty.days = [
            {"month": month, "day": day, "covers": covers} for month, day, covers in read_days(duty.days)
        ]
    if duty.rhythm == Rhythm.FOLLOW and duty.feeds_id is None:
        raise DomainError("report_duty_follows_nothing")
    if duty.rhythm == Rhythm.DAILY and duty.season_id is None:
        raise DomainError("report_duty_wants_season")
    if duty.ends_on is not None and duty.ends_on < duty.starts_on:
        raise DomainError("report_duty_days_wrong", first=duty.starts_on, last=duty.ends_on)
    above, met = duty.feeds, {duty.pk}
    while above is not None:
        if above.pk in met:
            raise DomainError("report_duty_circle", name=duty.name)
        met.add(above.pk)
        above = above.feeds


def _words(duty: Duty) -> str:
    plan = duty.plan
    return words(duty.name, duty.basis[:200], str(plan) if plan else "", duty.to_agency.name)[:600]


def _realign(duty: Duty) -> None:
    """Give what nobody began yet its new due day; what is due no more goes. Duties that follow go along."""
    today = clock.today()
    waiting = Due.objects.filter(duty=duty, state=WAITING, request="", due_on__gte=today)
    last = waiting.order_by("-due_on").values_list("due_on", flat=True).first()
    if last is not None:
        horizon = last.replace(year=last.year + 1, day=min(last.day, 28))
        wanted = {(one.first, one.last): one for one in periods_of(duty, duty.starts_on, horizon)}
        for due in waiting.select_for_update():
            now = wanted.get((due.period_from, due.period_to))
            if now is None and not due.below.exists():
                due.delete()
            elif now is not None:
                due.due_on, due.due_hour, due.label = now.due_on, duty.hour, now.label
                due.save(update_fields=["due_on", "due_hour", "label"])
    for below in Duty.objects.filter(feeds=duty, rhythm=Rhythm.FOLLOW).exclude(pk=duty.pk):
        _realign(below)
