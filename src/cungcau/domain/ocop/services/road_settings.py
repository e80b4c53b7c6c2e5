"""Terms a province gives its stages, and days a decision moves; open clocks are counted anew at once."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.messages import road as said
from cungcau.domain.ocop.models import Dossier, MovedDay, Stage, StageTerm, Step
from cungcau.domain.ocop.selectors.road_terms import Counting, counting, province_of, term_of
from cungcau.domain.ocop.services.road import clean
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record

_FURTHEST = timedelta(days=800)
"""No open stay began longer before a day that could move its deadline."""
_PORTION = 500


@transaction.atomic
def set_term(*, area: str, stage: str, count: int, unit: str, source: str, actor: User | None) -> StageTerm:
    """How long the province gives a stage, by which regulation of its own.

    Raises ``ocop_term_by_law`` for the commune and the Ministry, ``InputInvalid``, ``not_allowed``.
    """
    where = province_of(area)
    _require(actor, where)
    if stage not in StageTerm.SET_BY_PROVINCE:
        raise DomainError("ocop_term_by_law", stage=stage)
    named = clean(source, 300)
    faults = []
    if not 1 <= count <= 365:
        faults.append(Fault("ocop", 1, "count", str(count), "từ 1 đến 365 ngày"))
    if unit not in StageTerm.Unit.values:
        faults.append(Fault("ocop", 1, "unit", unit[:20], "ngày làm việc hoặc ngày"))
    if not named:
        faults.append(Fault("ocop", 1, "source", "", "hãy ghi văn bản của tỉnh quy định thời hạn này"))
    if faults:
        raise InputInvalid(faults)
    term, _made = StageTerm.objects.update_or_create(
        area_code=where, stage=stage,
        defaults={"count": count, "unit": unit, "source": named, "changed_by": actor},
    )  # fmt: skip
    record(
        actor=actor, verb=said.TERM_SET, thing=term, stage=str(Stage(stage).label), count=count,
        unit=str(StageTerm.Unit(unit).label), source=named,
    )  # fmt: skip
    recount_open(where, actor, stage=stage)
    return term


@transaction.atomic
def drop_term(*, area: str, stage: str, actor: User | None) -> None:
    """The province sets no term for a stage any more; nothing happens where it had none."""
    where = province_of(area)
    _require(actor, where)
    term = StageTerm.objects.select_for_update().filter(area_code=where, stage=stage).first()
    if term is None:
        return
    record(actor=actor, verb=said.TERM_DROPPED, thing=term, stage=str(Stage(stage).label))
    term.delete()
    recount_open(where, actor, stage=stage)


@transaction.atomic
def move_day(*, day: date, works: bool, reason: str, source: str, actor: User | None) -> MovedDay:
    """A decision makes a day a day off, or a working day; the same day again corrects what was recorded.

    Days are the country's, so whoever handles files at a province may record them. Raises ``InputInvalid``,
    ``not_allowed``.
    """
    _require(actor, None)
    why, named = clean(reason, 200), clean(source, 300)
    faults = [
        Fault("ocop", 1, column, "", hint)
        for column, value, hint in (
            ("reason", why, "hãy ghi lý do"),
            ("source", named, "hãy ghi văn bản quy định"),
        )
        if not value
    ]
    if not 2018 <= day.year <= 2100:
        faults.append(Fault("ocop", 1, "day", f"{day:%d/%m/%Y}", "năm từ 2018 đến 2100"))
    if faults:
        raise InputInvalid(faults)
    row, _made = MovedDay.objects.update_or_create(
        day=day, defaults={"works": works, "reason": why, "source": named, "entered_by": actor}
    )
    what = "ngày làm việc" if works else "ngày nghỉ"
    record(actor=actor, verb=said.DAY_MOVED, thing=row, area=_area(actor), what=what, source=named)
    recount_open("", actor, around=day)
    return row


@transaction.atomic
def drop_day(*, day: date, actor: User | None) -> None:
    """Take a recorded day back; the holidays known without it count again."""
    _require(actor, None)
    row = MovedDay.objects.select_for_update().filter(day=day).first()
    if row is None:
        return
    record(actor=actor, verb=said.DAY_DROPPED, thing=row, area=_area(actor))
    row.delete()
    recount_open("", actor, around=day)


def recount_open(area: str, actor: User | None, *, stage: str = "", around: date | None = None) -> int:
    """Count the deadlines of open stays anew, each from the day it began; how many changed.

    ``area`` blank: everywhere; ``around``: only stays that began before this day. Within the caller's transaction.
    """
    steps = Step.objects.select_for_update(of=("self",)).filter(ended_at=None).exclude(stage=Stage.ENTITY)
    if area:
        steps = steps.filter(within("area_code", frozenset({area})))
    if stage:
        steps = steps.filter(stage=stage)
    if around is not None:
        steps = steps.filter(started_at__date__lt=around, started_at__date__gt=around - _FURTHEST)
    using, count = counting(), 0
    rows = list(steps.order_by("pk"))
    for first in range(0, len(rows), _PORTION):
        count += _recount(rows[first : first + _PORTION], using)
    if count:
        record(actor=actor, verb=said.TERMS_RECOUNTED, thing=None, area=area or _area(actor), count=count)
    return count


@transaction.atomic
def recount_all() -> int:
    """Count every open deadline anew, everywhere; how many changed."""
    return recount_open("", None)


def _recount(steps: list[Step], using: Counting) -> int:
    files = Dossier.objects.select_related("criteria_set", "round").only(
        "kind", "area_code", "forwarded_at", "round", "criteria_set__book_id", "round__no", "round__year",
        "round__finish_before",
    ).in_bulk([step.dossier_id for step in steps])  # fmt: skip
    changed = []
    for step in steps:
        term = term_of(files[step.dossier_id], step.stage, step.started_on, using)
        if (term.due_on, term.why[:200]) != (step.due_on, step.due_why):
            step.due_on, step.due_why, step.reminded_on = term.due_on, term.why[:200], None
            changed.append(step)
    Step.objects.bulk_update(changed, ["due_on", "due_why", "reminded_on"])
    return len(changed)


def _require(actor: User | None, area: str | None) -> None:
    if actor is not None:
        access.require(actor, policies.OFFICE, area)


def _area(actor: User | None) -> str:
    held = areas_with(actor, policies.OFFICE) if actor is not None else frozenset()
    return min(held, default="")
