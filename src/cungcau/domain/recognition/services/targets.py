"""Writing down what a plan set out to reach, and correcting it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from django.db import transaction

from cungcau.domain.recognition import policies
from cungcau.domain.recognition.messages import targets as said
from cungcau.domain.recognition.models import Measure, PlanTarget
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take

FIELDS = ("plan", "measure", "year_from", "year_to", "since", "least", "most", "note", "source")
"""What a form writes of a target, by attribute."""

_LONGEST = {"plan": 200, "note": 300, "source": 300}
_YEARS = range(2018, 2101)
_MOST = 1_000_000
PLAN_129 = "Kế hoạch 129/KH-UBND ngày 05/6/2021 của UBND tỉnh Lạng Sơn"


@dataclass(frozen=True, slots=True)
class Figure:
    """A target as a form gives it; ``most`` None where the plan gives no range, ``since`` None: from the first year."""

    plan: str
    measure: str
    year_from: int
    year_to: int
    least: int
    source: str
    most: int | None = None
    since: date | None = None
    note: str = ""


@transaction.atomic
def set_target(*, area: str, figure: Figure, actor: User | None, is_demo: bool = False) -> PlanTarget:
    """Write a plan's figure for an area.

    Raises ``not_allowed``, ``ocop_target_known`` where the plan has that measure there, ``InputInvalid``.
    """
    if actor is not None:
        access.require(actor, policies.TARGETS, area)
    target = PlanTarget(area_code=area, set_by=actor, is_demo=is_demo)
    _fill(target, {name: getattr(figure, name) for name in FIELDS})
    _refuse_double(target)
    target.save(force_insert=True)
    record(actor=actor, verb=said.TARGET_SET, thing=target, area=area, least=target.least, plan=target.plan)
    return target


@transaction.atomic
def change_target(
    *, pk: int, version: int, seen: Mapping[str, object], mine: Mapping[str, object], actor: User | None
) -> PlanTarget:
    """Correct a target (:data:`FIELDS`).

    Raises ``ocop_target_not_found``, ``not_allowed``, ``EditedMeanwhile``, ``ocop_target_known``, ``InputInvalid``.
    """
    target = _locked(pk)
    if actor is not None:
        access.require(actor, policies.TARGETS, target.area_code)
    changed = take(target, version=version, seen=seen, mine=mine)
    changed = {name: value for name, value in changed.items() if getattr(target, name) != value}
    if not changed:
        return target
    before = {name: str(getattr(target, name)) for name in changed}
    _fill(target, changed)
    _refuse_double(target)
    target.version, target.set_by = target.version + 1, actor
    target.save()
    after = {name: str(getattr(target, name)) for name in changed}
    record(
        actor=actor, verb=said.TARGET_CHANGED, thing=target, area=target.area_code, before=before, after=after
    )
    return target


@transaction.atomic
def drop_target(*, pk: int, actor: User | None) -> None:
    """Take a target entered by mistake away; the trail keeps what it said. Raises as :func:`change_target`."""
    target = _locked(pk)
    if actor is not None:
        access.require(actor, policies.TARGETS, target.area_code)
    facts = {name: str(getattr(target, name)) for name in FIELDS}
    record(actor=actor, verb=said.TARGET_DROPPED, thing=target, area=target.area_code, was=facts)
    target.delete()


@transaction.atomic
def load_plan_targets(*, actor: User | None, area: str = "20") -> int:
    """Write the figures of plan 129/KH-UBND of Lạng Sơn down once; returns how many were new.

    Source: Kế hoạch 129/KH-UBND, 5/6/2021, part II.2 (specific aims for 2021–2025).
    """
    text = (files("cungcau.domain.recognition") / "data" / "plan_129.csv").read_text(encoding="utf-8")
    made = 0
    for row in csv.DictReader(text.splitlines()):
        if PlanTarget.objects.filter(area_code=area, plan=PLAN_129, measure=row["measure"]).exists():
            continue
        figure = Figure(
            plan=PLAN_129, measure=row["measure"], year_from=int(row["year_from"]), year_to=int(row["year_to"]),
            least=int(row["least"]), most=int(row["most"]) if row["most"] else None,
            since=date.fromisoformat(row["since"]), note=row["note"], source=PLAN_129,
        )  # fmt: skip
        set_target(area=area, figure=figure, actor=actor)
        made += 1
    return made


def _locked(pk: int) -> PlanTarget:
    target = PlanTarget.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if target is None:
        raise DomainError("ocop_target_not_found")
    return target


def _fill(target: PlanTarget, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        text = " ".join(value.replace("\x00", "").split()) if isinstance(value, str) else value
        setattr(target, name, text)
    faults = []
    if target.measure not in Measure.values:
        faults.append(_fault("measure", target.measure, "cần một chỉ tiêu trong danh sách"))
    for name in ("plan", "source"):
        if not getattr(target, name):
            faults.append(_fault(name, "", "không được để trống"))
    for name, most in _LONGEST.items():
        if len(getattr(target, name)) > most:
            faults.append(_fault(name, getattr(target, name)[:60], f"dài nhất {most} ký tự"))
    for name in ("year_from", "year_to"):
        if getattr(target, name) not in _YEARS:
            faults.append(_fault(name, getattr(target, name), f"cần năm từ {_YEARS[0]} đến {_YEARS[-1]}"))
    if target.year_to < target.year_from:
        faults.append(_fault("year_to", target.year_to, "không được trước năm đầu"))
    if not 0 <= target.least <= _MOST:
        faults.append(_fault("least", target.least, "cần một số từ 0"))
    if target.most is not None and not target.least <= target.most <= _MOST:
        faults.append(_fault("most", target.most, "không được nhỏ hơn số ít nhất"))
    if target.since is not None and not date(2018, 1, 1) <= target.since <= date(target.year_to, 12, 31):
        faults.append(_fault("since", target.since, "cần một ngày không sau năm cuối"))
    if faults:
        raise InputInvalid(faults)


def _fault(name: str, value: object, expected: str) -> Fault:
    return Fault("target", 1, name, str(value), expected)


def _refuse_double(target: PlanTarget) -> None:
    there = PlanTarget.objects.filter(
        area_code=target.area_code, plan=target.plan, measure=target.measure
    ).exclude(pk=target.pk)
    if there.exists():
        raise DomainError(
            "ocop_target_known", plan=target.plan, measure=str(Measure(target.measure).label), area=target.area_code
        )  # fmt: skip
