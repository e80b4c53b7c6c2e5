"""Adding parts to a draft, and taking them out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Status

from cungcau.domain.programmes import services
from cungcau.domain.programmes.api.inputs import (
    ProgrammeIndicatorChangeIn,
    ProgrammeLineChangeIn,
    ProgrammePassageChangeIn,
    ProgrammeScenarioChangeIn,
    ProgrammeTaskChangeIn,
)
from cungcau.domain.programmes.api.routing import router
from cungcau.domain.programmes.api.shapes import (
    Number,
    ProgrammeIndicatorIn,
    ProgrammeIndicatorOut,
    ProgrammeLineIn,
    ProgrammeLineOut,
    ProgrammePassageIn,
    ProgrammePassageOut,
    ProgrammeScenarioIn,
    ProgrammeScenarioOut,
    ProgrammeTaskIn,
    ProgrammeTaskOut,
)
from cungcau.domain.programmes.api.telling import indicator as told
from cungcau.domain.programmes.api.telling import line as told_line
from cungcau.domain.programmes.api.telling import scenario as told_scenario
from cungcau.domain.programmes.models import (
    Agency,
    BudgetLine,
    Indicator,
    Passage,
    Plan,
    Scenario,
    Task,
)
from cungcau.domain.programmes.selectors.measured import measured
from cungcau.domain.programmes.selectors.plans import plan_for
from cungcau.domain.programmes.selectors.progress import spent_on
from cungcau.domain.programmes.services import parts
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS

_KINDS: dict[str, tuple[type[Any], parts.Kind]] = {
    "passages": (Passage, parts.PASSAGE),
    "indicators": (Indicator, services.indicators.INDICATOR),
    "tasks": (Task, services.tasks.TASK),
    "budget": (BudgetLine, services.money.LINE),
    "scenarios": (Scenario, services.money.SCENARIO),
}


@router.post("/{int:number}/passages", response={201: ProgrammePassageOut, **PROBLEMS}, summary="Thêm đoạn")
def add_passage(request: HttpRequest, number: Number, wanted: ProgrammePassageIn) -> Status[Passage]:
    """A passage at the end of its part."""
    user = signed_in(request)
    made = services.plans.add_passage(plan=plan_for(user, number), actor=user, **wanted.dict())
    return Status(201, made)


@router.post(
    "/{int:number}/indicators", response={201: ProgrammeIndicatorOut, **PROBLEMS}, summary="Thêm chỉ tiêu"
)
def add_indicator(
    request: HttpRequest, number: Number, wanted: ProgrammeIndicatorIn
) -> Status[dict[str, Any]]:
    """A target at the end."""
    user = signed_in(request)
    facts = wanted.dict()
    facts["reporter_id"] = facts.pop("reporter")
    made = services.indicators.set_indicator(plan=plan_for(user, number), facts=facts, actor=user)
    return Status(201, told(measured(made, clock.today())))


@router.post("/{int:number}/tasks", response={201: ProgrammeTaskOut, **PROBLEMS}, summary="Thêm nhiệm vụ")
def add_task(request: HttpRequest, number: Number, wanted: ProgrammeTaskIn) -> Status[Task]:
    """A task at the end, with the agencies that help."""
    user = signed_in(request)
    facts = wanted.dict()
    facts["lead_id"] = facts.pop("lead")
    known = _helpers(facts.pop("helpers"))
    made = services.tasks.add_task(plan=plan_for(user, number), facts=facts, helpers=known, actor=user)
    return Status(201, made)


@router.post(
    "/{int:number}/budget", response={201: ProgrammeLineOut, **PROBLEMS}, summary="Thêm dòng kinh phí"
)
def add_line(request: HttpRequest, number: Number, wanted: ProgrammeLineIn) -> Status[dict[str, Any]]:
    """A line of money at the end."""
    user = signed_in(request)
    made = services.money.add_line(plan=plan_for(user, number), facts=wanted.dict(), actor=user)
    return Status(201, told_line(made, 0))


@router.post(
    "/{int:number}/scenarios", response={201: ProgrammeScenarioOut, **PROBLEMS}, summary="Thêm kịch bản"
)
def add_scenario(request: HttpRequest, number: Number, wanted: ProgrammeScenarioIn) -> Status[dict[str, Any]]:
    """A scenario with its rows."""
    user = signed_in(request)
    facts = wanted.dict()
    rows = facts.pop("rows")
    made = services.money.add_scenario(plan=plan_for(user, number), facts=facts, rows=rows, actor=user)
    return Status(201, told_scenario(made))


def _anew(
    request: HttpRequest, number: int, kind: str, part: int, version: int, facts: dict[str, Any]
) -> Any:
    """Write a part of a draft anew, against the version it was read at; raises ``edited_meanwhile`` (409)."""
    user = signed_in(request)
    row = _row(plan_for(user, number), kind, part)
    seen = {name: getattr(row, name) for name in facts}
    return parts.change(row, _KINDS[kind][1], version=version, seen=seen, mine=facts, actor=user)


@router.put(
    "/{int:number}/passages/{int:part}", response={200: ProgrammePassageOut, **PROBLEMS}, summary="Sửa đoạn"
)
def change_passage(
    request: HttpRequest, number: Number, part: Number, wanted: ProgrammePassageChangeIn
) -> Passage:
    """A passage anew."""
    facts = wanted.dict()
    changed: Passage = _anew(request, number, "passages", part, facts.pop("version"), facts)
    return changed


@router.put(
    "/{int:number}/indicators/{int:part}",
    response={200: ProgrammeIndicatorOut, **PROBLEMS},
    summary="Sửa chỉ tiêu",
)
def change_indicator(
    request: HttpRequest, number: Number, part: Number, wanted: ProgrammeIndicatorChangeIn
) -> dict[str, Any]:
    """A target anew."""
    facts = wanted.dict()
    facts["reporter_id"] = facts.pop("reporter")
    return told(
        measured(_anew(request, number, "indicators", part, facts.pop("version"), facts), clock.today())
    )


@router.put(
    "/{int:number}/tasks/{int:part}", response={200: ProgrammeTaskOut, **PROBLEMS}, summary="Sửa nhiệm vụ"
)
def change_task(request: HttpRequest, number: Number, part: Number, wanted: ProgrammeTaskChangeIn) -> Task:
    """A task anew, and who helps."""
    user = signed_in(request)
    row: Task = _row(plan_for(user, number), "tasks", part)
    facts = wanted.dict()
    facts["lead_id"], version, helpers = (
        facts.pop("lead"),
        facts.pop("version"),
        _helpers(facts.pop("helpers")),
    )
    seen = {name: getattr(row, name) for name in facts}
    return services.tasks.change_task(
        task=row, version=version, seen=seen, mine=facts, helpers=helpers, actor=user
    )


@router.put(
    "/{int:number}/budget/{int:part}",
    response={200: ProgrammeLineOut, **PROBLEMS},
    summary="Sửa dòng kinh phí",
)
def change_line(
    request: HttpRequest, number: Number, part: Number, wanted: ProgrammeLineChangeIn
) -> dict[str, Any]:
    """A line of money anew."""
    facts = wanted.dict()
    row = _anew(request, number, "budget", part, facts.pop("version"), facts)
    return told_line(row, spent_on([row]).get(row.pk, 0))


@router.put(
    "/{int:number}/scenarios/{int:part}",
    response={200: ProgrammeScenarioOut, **PROBLEMS},
    summary="Sửa kịch bản",
)
def change_scenario(
    request: HttpRequest, number: Number, part: Number, wanted: ProgrammeScenarioChangeIn
) -> dict[str, Any]:
    """A scenario anew, its rows too."""
    user = signed_in(request)
    row: Scenario = _row(plan_for(user, number), "scenarios", part)
    facts = wanted.dict()
    rows, version = facts.pop("rows"), facts.pop("version")
    seen = {name: getattr(row, name) for name in facts}
    services.money.change_scenario(
        scenario=row, version=version, seen=seen, mine=facts, rows=rows, actor=user
    )
    return told_scenario(_row(plan_for(user, number), "scenarios", part))


@router.delete("/{int:number}/passages/{int:part}", response={204: None, **PROBLEMS}, summary="Bỏ đoạn")
def drop_passage(request: HttpRequest, number: Number, part: Number) -> Status[None]:
    """Take out a passage."""
    return _dropped(request, number, "passages", part)


@router.delete("/{int:number}/indicators/{int:part}", response={204: None, **PROBLEMS}, summary="Bỏ chỉ tiêu")
def drop_indicator(request: HttpRequest, number: Number, part: Number) -> Status[None]:
    """Take out a target; one with figures stays."""
    return _dropped(request, number, "indicators", part)


@router.delete("/{int:number}/tasks/{int:part}", response={204: None, **PROBLEMS}, summary="Bỏ nhiệm vụ")
def drop_task(request: HttpRequest, number: Number, part: Number) -> Status[None]:
    """Take out a task; one with notes stays."""
    return _dropped(request, number, "tasks", part)


@router.delete(
    "/{int:number}/budget/{int:part}", response={204: None, **PROBLEMS}, summary="Bỏ dòng kinh phí"
)
def drop_line(request: HttpRequest, number: Number, part: Number) -> Status[None]:
    """Take out a line; one with spendings stays."""
    return _dropped(request, number, "budget", part)


@router.delete("/{int:number}/scenarios/{int:part}", response={204: None, **PROBLEMS}, summary="Bỏ kịch bản")
def drop_scenario(request: HttpRequest, number: Number, part: Number) -> Status[None]:
    """Take out a scenario."""
    return _dropped(request, number, "scenarios", part)


def _dropped(request: HttpRequest, number: int, kind: str, part: int) -> Status[None]:
    user = signed_in(request)
    parts.drop(_row(plan_for(user, number), kind, part), _KINDS[kind][1], actor=user)
    return Status(204, None)


def _row(plan: Plan, kind: str, part: int) -> Any:
    found = _KINDS[kind][0].objects.filter(plan=plan, pk=part).first()
    if found is None:
        raise DomainError("not_found")
    found.plan = plan
    return found


def _helpers(wanted: list[int]) -> list[Agency]:
    """The agencies of these numbers; ``InputInvalid`` names one there is none of."""
    known = list(Agency.objects.filter(pk__in=wanted).defer("words"))
    unknown = sorted(set(wanted) - {one.pk for one in known})
    if unknown:
        raise InputInvalid([Fault("task", 1, "helpers", str(unknown[0]), "không có cơ quan này")])
    return known
