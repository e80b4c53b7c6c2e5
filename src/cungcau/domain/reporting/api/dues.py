"""Duties, and what is owed, over the API."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Status

from cungcau.domain.programmes.models import Agency
from cungcau.domain.reporting import policies, services, states
from cungcau.domain.reporting.api.routing import router
from cungcau.domain.reporting.api.shapes import (
    Code,
    Day,
    Number,
    ReportDueOut,
    ReportDutyOut,
    ReportRequestIn,
    Standing,
)
from cungcau.domain.reporting.filters import SOON_DAYS
from cungcau.domain.reporting.models import Due, Duty
from cungcau.domain.reporting.selectors.boards import late_q, soon_q, standing
from cungcau.domain.reporting.selectors.rights import dues_shown, duties_shown, reports_shown
from cungcau.domain.reporting.selectors.schedule import days_late
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing.services import once
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS

_MOST = 200


def reader(request: HttpRequest) -> User:
    """Somebody who may have reports to see."""
    user = signed_in(request)
    require(user, policies.WORK)
    return user


@router.get(
    "/duties",
    response={200: list[ReportDutyOut], **PROBLEMS},
    url_name="report_duties",
    summary="Chế độ báo cáo",
)
def duties(request: HttpRequest) -> QuerySet[Duty]:
    """The duties one sees, by name, at most 200."""
    return duties_shown(reader(request)).order_by("name", "pk")[:_MOST]


@router.get(
    "/dues",
    response={200: list[ReportDueOut], **PROBLEMS},
    url_name="report_dues",
    summary="Ai phải báo cáo gì",
)
def dues(
    request: HttpRequest,
    duty: Annotated[Number | None, Query()] = None,
    agency: Annotated[Code | None, Query()] = None,
    stands: Annotated[Standing | None, Query(alias="standing")] = None,
    first: Annotated[Day | None, Query()] = None,
    last: Annotated[Day | None, Query()] = None,
    after: Annotated[Number | None, Query()] = None,
) -> list[dict[str, Any]]:
    """Reports owed and sent, by id, 200 at a time; the next ones ``after`` the last id."""
    user = reader(request)
    rows = dues_shown(user).order_by("pk")
    for name, value in (
        ("duty", duty),
        ("agency__code", agency),
        ("due_on__gte", first),
        ("due_on__lte", last),
        ("pk__gt", after),
    ):
        if value is not None:
            rows = rows.filter(**{name: value})
    if stands is not None:
        rows = _standing(rows, stands)
    return _told(user, list(rows[:_MOST]))


@router.get(
    "/dues/{int:number}",
    response={200: ReportDueOut, **PROBLEMS},
    url_name="report_due",
    summary="Một kỳ báo cáo",
)
def due(request: HttpRequest, number: Number) -> dict[str, Any]:
    """One of them."""
    user = reader(request)
    return _told(user, [due_of(user, number)])[0]


@router.post(
    "/duties/{int:number}/requests",
    response={201: list[ReportDueOut], **PROBLEMS},
    url_name="report_request",
    summary="Yêu cầu báo cáo đột xuất",
)
def ask(request: HttpRequest, number: Number, wanted: ReportRequestIn) -> Status[list[dict[str, Any]]]:
    """Ask agencies for a quick report; those asked the same for the same day already are left out."""
    user = reader(request)
    found = duties_shown(user).filter(pk=number).first()
    if found is None:
        raise DomainError("report_duty_not_found")
    agencies = list(Agency.objects.filter(code__in=wanted.agencies).defer("words"))
    missing = sorted(set(wanted.agencies) - {one.code for one in agencies})
    if missing:
        raise DomainError("report_agency_unknown", value=", ".join(missing)[:200])

    def work() -> dict[str, object]:
        made = services.ask_quick(
            duty=found, agencies=agencies, request=wanted.request, due_on=wanted.due_on, due_hour=wanted.due_hour,
            first=wanted.first, actor=user,
        )  # fmt: skip
        return {"made": [one.pk for one in made]}

    done = once(once_token(request), user, "reporting.ask", work, content=wanted.dict())
    keys = cast("list[int]", done.result["made"])
    made = dues_shown(user).filter(pk__in=keys).order_by("pk")
    return Status(201, _told(user, list(made)))


def due_of(user: User, number: int) -> Due:
    """One due somebody may see; raises ``report_due_not_found``."""
    found = dues_shown(user).filter(pk=number).first()
    if found is None:
        raise DomainError("report_due_not_found")
    return found


def _standing(rows: QuerySet[Due], wanted: str) -> QuerySet[Due]:
    now = clock.now()
    if wanted == "owed":
        return rows.filter(state__in=states.OWED)
    if wanted == "late":
        return rows.filter(late_q(now))
    if wanted == "soon":
        return rows.filter(soon_q(now, now.date() + timedelta(days=SOON_DAYS)))
    if wanted == "sent_late":
        return rows.filter(state=states.SENT, was_late=True)
    return rows.filter(state=wanted)


def _told(user: User, rows: Sequence[Due]) -> list[dict[str, Any]]:
    now = clock.now()
    reports: dict[int, list[int]] = defaultdict(list)
    seen = reports_shown(user).filter(due__in=[one.pk for one in rows]).order_by("revision")
    for due_id, pk in seen.values_list("due_id", "pk"):
        reports[due_id].append(pk)
    return [
        {
            "id": one.pk, "agency": one.agency.code, "agency_name": one.agency.name, "duty": one.duty_id,
            "duty_name": one.duty.name, "label": one.label, "request": one.request, "period_from": one.period_from,
            "period_to": one.period_to, "due_on": one.due_on, "due_hour": one.due_hour,
            "standing": standing(one, now), "days_late": days_late(one, now.date()), "sent_at": one.sent_at,
            "above": one.above_id, "reports": reports[one.pk],
        }
        for one in rows
    ]  # fmt: skip
