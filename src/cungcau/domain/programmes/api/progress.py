"""What happens while a plan is in force: tasks, figures reported, money spent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from django.db.models import F
from django.http import HttpRequest
from ninja import Query, Schema, Status

from cungcau.domain.programmes import policies, services
from cungcau.domain.programmes.api.inputs import (
    Limit,
    Offset,
    ProgrammeFinishIn,
    ProgrammeNoteIn,
    ProgrammeReadingIn,
    ProgrammeReadingOut,
    ProgrammeReasonIn,
    ProgrammeSpendingIn,
    ProgrammeSpendingOut,
)
from cungcau.domain.programmes.api.routing import router
from cungcau.domain.programmes.api.shapes import (
    Number,
    ProgrammePlanPartOut,
    ProgrammeTaskOut,
    Text,
)
from cungcau.domain.programmes.models import BudgetLine, Indicator, Plan, Reading, Scenario, Spending, Task
from cungcau.domain.programmes.selectors.agencies import agencies_of
from cungcau.domain.programmes.selectors.plans import plan_for, plans_shown
from cungcau.domain.programmes.selectors.progress import late, tasks_shown
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.search import matching


class ProgrammeTaskPageIn(Schema):
    """Which tasks: words, plan, lead, state or ``late``; which part of the list."""

    q: Text = ""
    plan: Number | None = None
    lead: Number | None = None
    state: Literal["open", "doing", "done", "dropped", "late"] | None = None
    limit: Limit = 50
    offset: Offset = 0


@router.get("/tasks", response={200: list[ProgrammeTaskOut], **PROBLEMS}, summary="Danh sách nhiệm vụ")
def tasks(request: HttpRequest, page: Query[ProgrammeTaskPageIn]) -> list[Task]:
    """Tasks of the plans one may see, the nearest last day first; at most 200 at once."""
    user = signed_in(request)
    if not agencies_of(user, clock.today()):
        require(user, policies.VIEW)
    rows = matching(tasks_shown(user), page.q)
    rows = rows.filter(plan=page.plan) if page.plan else rows
    rows = rows.filter(lead=page.lead) if page.lead else rows
    if page.state == "late":
        rows = rows.filter(late(clock.today()), plan__state="issued")
    elif page.state:
        rows = rows.filter(state=page.state)
    rows = rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    return list(rows.prefetch_related("helpers")[page.offset : page.offset + page.limit])


@router.get("/tasks/{int:number}", response={200: ProgrammeTaskOut, **PROBLEMS}, summary="Một nhiệm vụ")
def task(request: HttpRequest, number: Number) -> Task:
    """One task."""
    return _task(signed_in(request), number)


@router.post("/tasks/{int:number}/start", response={200: ProgrammeTaskOut, **PROBLEMS}, summary="Bắt đầu làm")
def start(request: HttpRequest, number: Number) -> Task:
    """They are at it."""
    return _moved(request, number, services.tasks.start_task)


@router.post("/tasks/{int:number}/finish", response={200: ProgrammeTaskOut, **PROBLEMS}, summary="Báo xong")
def finish(request: HttpRequest, number: Number, wanted: ProgrammeFinishIn) -> Task:
    """It is done, and what shows it."""
    return _moved(request, number, services.tasks.finish_task, **wanted.dict())


@router.post(
    "/tasks/{int:number}/take-back", response={200: ProgrammeTaskOut, **PROBLEMS}, summary="Làm tiếp"
)
def take_back(request: HttpRequest, number: Number, wanted: ProgrammeReasonIn) -> Task:
    """It was not done after all."""
    return _moved(request, number, services.tasks.take_back_task, reason=wanted.reason)


@router.post("/tasks/{int:number}/drop", response={200: ProgrammeTaskOut, **PROBLEMS}, summary="Thôi làm")
def drop_task(request: HttpRequest, number: Number, wanted: ProgrammeReasonIn) -> Task:
    """It will not be done."""
    return _moved(request, number, services.tasks.drop_task, reason=wanted.reason)


@router.post(
    "/tasks/{int:number}/pick-up", response={200: ProgrammeTaskOut, **PROBLEMS}, summary="Nhận làm lại"
)
def pick_up(request: HttpRequest, number: Number) -> Task:
    """It will be done after all."""
    return _moved(request, number, services.tasks.pick_up_task)


@router.post(
    "/tasks/{int:number}/escalate", response={200: ProgrammeTaskOut, **PROBLEMS}, summary="Báo cấp trên"
)
def escalate(request: HttpRequest, number: Number, wanted: ProgrammeReasonIn) -> Task:
    """Tell those above that it is stuck."""
    return _moved(request, number, services.tasks.escalate_task, reason=wanted.reason)


@router.post("/tasks/{int:number}/notes", response={200: ProgrammeTaskOut, **PROBLEMS}, summary="Ghi tiến độ")
def note(request: HttpRequest, number: Number, wanted: ProgrammeNoteIn) -> Task:
    """Add a note to it."""
    return _moved(request, number, services.tasks.note_task, text=wanted.text)


@router.post(
    "/indicators/{int:number}/readings",
    response={201: ProgrammeReadingOut, **PROBLEMS},
    summary="Báo số chỉ tiêu",
)
def report(request: HttpRequest, number: Number, wanted: ProgrammeReadingIn) -> Status[Reading]:
    """What an indicator came to on a day; ``Idempotency-Key`` guards against a call sent twice."""
    user = signed_in(request)
    row = Indicator.objects.filter(pk=number, plan__in=_shown(user)).first()
    if row is None:
        raise DomainError("not_found")

    def work() -> Mapping[str, object]:
        return {"pk": services.indicators.record_reading(indicator=row, actor=user, **wanted.dict()).pk}

    done = editing.once(once_token(request), user, "programmes.reading.api", work, content=wanted.dict())
    return Status(201, Reading.objects.get(pk=int(str(done.result["pk"]))))


@router.post(
    "/budget/{int:number}/spendings",
    response={201: ProgrammeSpendingOut, **PROBLEMS},
    summary="Ghi khoản chi",
)
def spend(request: HttpRequest, number: Number, wanted: ProgrammeSpendingIn) -> Status[Spending]:
    """Money spent on a line; ``Idempotency-Key`` guards against a call sent twice."""
    user = signed_in(request)
    row = BudgetLine.objects.filter(pk=number, plan__in=_shown(user)).first()
    if row is None:
        raise DomainError("not_found")

    def work() -> Mapping[str, object]:
        return {"pk": services.money.spend(line=row, actor=user, **wanted.dict()).pk}

    done = editing.once(once_token(request), user, "programmes.spending.api", work, content=wanted.dict())
    return Status(201, Spending.objects.get(pk=int(str(done.result["pk"]))))


@router.post(
    "/{int:number}/scenarios/{int:scenario}/choose",
    response={200: ProgrammePlanPartOut, **PROBLEMS},
    summary="Áp dụng kịch bản",
)
def choose(request: HttpRequest, number: Number, scenario: Number) -> Plan:
    """Put one scenario in force."""
    user = signed_in(request)
    plan = plan_for(user, number)
    row = Scenario.objects.filter(plan=plan, pk=scenario).first()
    if row is None:
        raise DomainError("not_found")
    services.money.choose_scenario(scenario=row, actor=user)
    return plan_for(user, number)


def _shown(user: User) -> Any:
    return plans_shown(user).order_by().values("pk")


def _task(user: User, number: int) -> Task:
    found = tasks_shown(user).filter(pk=number).first()
    if found is None:
        raise DomainError("not_found")
    return found


def _moved(request: HttpRequest, number: int, deed: Callable[..., object], **facts: object) -> Task:
    user = signed_in(request)
    deed(task=_task(user, number), actor=user, **facts)
    return _task(user, number)
