"""Reports over the API: reading, writing, moving on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Status

from cungcau.domain.reporting import services, states
from cungcau.domain.reporting.api.dues import due_of, reader
from cungcau.domain.reporting.api.routing import router
from cungcau.domain.reporting.api.shapes import (
    Number,
    ReportDifferenceOut,
    ReportFigureIn,
    ReportMoveIn,
    ReportOut,
    ReportRevisionIn,
    ReportWordsIn,
)
from cungcau.domain.reporting.models import Line, Report, Section
from cungcau.domain.reporting.selectors.comparing import Compared, parts_of
from cungcau.domain.reporting.selectors.differences import differences
from cungcau.domain.reporting.selectors.rights import gate, report_for, reports_shown
from cungcau.domain.reporting.services.signing import MOVES
from cungcau.domain.reporting.wording import figure
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui.problems import PROBLEMS


@router.post(
    "/dues/{int:number}/report",
    response={200: ReportOut, **PROBLEMS},
    url_name="report_begin",
    summary="Viết báo cáo",
)
def begin(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Begin the report of a due; one there already is given back."""
    user = reader(request)
    made = services.begin(due=due_of(user, number), actor=user)
    return _told(user, _report(user, made.pk))


@router.get(
    "/reports/{int:number}",
    response={200: ReportOut, **PROBLEMS},
    url_name="report",
    summary="Một bản báo cáo",
)
def report(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Sections and figures of a report, and the steps open to one."""
    user = reader(request)
    return _told(user, _report(user, number))


@router.put(
    "/reports/{int:number}/sections/{int:part}",
    response={200: ReportOut, **PROBLEMS},
    url_name="report_section",
    summary="Viết một phần",
)
def write(request: HttpRequest, number: Number, part: Number, wanted: ReportWordsIn) -> dict[str, Any]:
    """Write the words of a section; a version read before somebody else's change is refused."""
    user = reader(request)
    found = _report(user, number)
    row = Section.objects.filter(report=found, pk=part).first()
    if row is None:
        raise DomainError("report_part_not_found")
    seen = row.text if row.version == wanted.version else None
    services.write_section(
        pk=part, version=wanted.version, seen={"text": seen}, mine={"text": wanted.text}, actor=user
    )
    return _told(user, _report(user, number))


@router.put(
    "/reports/{int:number}/figures/{int:row}",
    response={200: ReportOut, **PROBLEMS},
    url_name="report_figure",
    summary="Ghi số liệu",
)
def enter(request: HttpRequest, number: Number, row: Number, wanted: ReportFigureIn) -> dict[str, Any]:
    """Enter a figure, or another than the computed one with its reason; null takes it back."""
    user = reader(request)
    found = _report(user, number)
    line = Line.objects.filter(report=found, pk=row).first()
    if line is None:
        raise DomainError("report_part_not_found")
    fresh = line.version == wanted.version
    seen = {"entered": line.entered, "reason": line.reason if fresh else None}
    services.enter(
        line=line, value=wanted.value, reason=wanted.reason, actor=user, version=wanted.version, seen=seen
    )
    return _told(user, _report(user, number))


@router.post(
    "/reports/{int:number}/recount",
    response={200: ReportOut, **PROBLEMS},
    url_name="report_recount",
    summary="Tính lại số liệu",
)
def recount(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Count the figures of a draft anew."""
    user = reader(request)
    services.recount(report=_report(user, number), actor=user)
    return _told(user, _report(user, number))


@router.post(
    "/reports/{int:number}/moves",
    response={200: ReportOut, **PROBLEMS},
    url_name="report_move",
    summary="Chuyển bước",
)
def move(request: HttpRequest, number: Number, wanted: ReportMoveIn) -> dict[str, Any]:
    """Take a report its next step."""
    user = reader(request)
    services.move(report=_report(user, number), verb=wanted.verb, note=wanted.note, actor=user)
    return _told(user, _report(user, number))


@router.post(
    "/reports/{int:number}/revisions",
    response={201: ReportOut, **PROBLEMS},
    url_name="report_revise",
    summary="Lập bản sửa đổi",
)
def revise(request: HttpRequest, number: Number, wanted: ReportRevisionIn) -> Status[dict[str, Any]]:
    """Begin the next revision of a sent report."""
    user = reader(request)
    made = services.revise(report=_report(user, number), changes=wanted.changes, actor=user)
    return Status(201, _told(user, _report(user, made.pk)))


@router.get(
    "/reports/{int:number}/differences",
    response={200: list[ReportDifferenceOut], **PROBLEMS},
    url_name="report_differences",
    summary="Khác bản trước",
)
def changes(request: HttpRequest, number: Number) -> list[dict[str, str]]:
    """What a revision says otherwise than the one before it; empty for the first."""
    user = reader(request)
    after = _report(user, number)
    earlier = reports_shown(user).filter(due=after.due_id, revision__lt=after.revision)
    before = earlier.order_by("-revision").first()
    if before is None:
        return []
    return [
        {
            "kind": one.kind, "name": one.name, "unit": one.unit,
            "before": figure(one.before) if one.kind == "figure" else str(one.before),
            "after": figure(one.after) if one.kind == "figure" else str(one.after),
        }
        for one in differences(before, after)
    ]  # fmt: skip


def _report(user: User, number: int) -> Report:
    found = report_for(user, number)
    if found is None:
        raise DomainError("report_not_found")
    return found


def _told(user: User, found: Report) -> dict[str, Any]:
    parts = parts_of(found)
    return {
        "id": found.pk, "due": found.due_id, "revision": found.revision, "state": found.state,
        "subject": found.subject, "organisation": found.organisation, "as_of": found.as_of, "sent_at": found.sent_at,
        "sections": [part.section for part in parts],
        "figures": [_figure(one) for part in parts for one in part.figures],
        "verbs": [
            verb
            for verb in states.REPORT.verbs_from(found.state)
            if verb in MOVES and gate(user, MOVES[verb], found.due) is not None
        ],
    }  # fmt: skip


def _figure(one: Compared) -> dict[str, Any]:
    line = one.line
    names = (
        "key", "section", "name", "unit", "source", "computed", "entered", "reason", "last_year", "target",
        "target_high", "below_sent", "below_all", "version",
    )  # fmt: skip
    return {
        "id": line.pk,
        "value": line.shown,
        "reached": one.reached,
        **{name: getattr(line, name) for name in names},
    }
