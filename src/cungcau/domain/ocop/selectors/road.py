"""A file's road as its page tells it: who had it how long, what was asked, papers, samples, visits, tests; what now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.models import (
    CommuneReport,
    Dossier,
    Evidence,
    FieldVisit,
    ItemRequest,
    LabTest,
    RequestTurn,
    Samples,
    Stage,
    Step,
)
from cungcau.domain.ocop.selectors.clocks import Clock, clock_of
from cungcau.domain.ocop.workdays import calendar
from cungcau.platform.access.selectors import Somebody, allows
from cungcau.platform.ui import clock

IN_PROVINCE = (
    states.FORWARDED, states.REVIEWING, states.READY, states.IN_SESSION, states.SCORED, states.AT_MINISTRY,
)  # fmt: skip

LOOKED_AT = (states.FORWARDED, states.REVIEWING, states.READY)
"""States in which the advisory team has something to do with a file."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay with its clock; ``note`` as far as its reader may know it."""

    step: Step
    label: str
    clock: Clock
    note: str
    requests: int


@dataclass(frozen=True, slots=True)
class Way:
    """A page where this reader has something to do with the file."""

    label: str
    url_name: str
    icon: str
    primary: bool


def stays(dossier: Dossier, *, whole: bool) -> list[Stay]:
    """Every stay in order; what the advisory team concluded only for those inside (``whole``). Three queries."""
    today, days = clock.today(), calendar()
    asked = Counter(dossier.requests.values_list("stage", flat=True))
    rows = Step.objects.filter(dossier=dossier).select_related("ended_by").order_by("started_at", "pk")
    seen: set[str] = set()
    found = []
    for step in rows:
        fresh = step.stage not in seen
        seen.add(step.stage)
        note = step.note if whole or step.stage != Stage.ADVISORY else ""
        label, requests = str(Stage(step.stage).label), asked.get(step.stage, 0) if fresh else 0
        found.append(Stay(step, label, clock_of(step, today, days), note, requests))
    return found


def open_step(dossier: Dossier) -> Step | None:
    """Where a file is now."""
    return Step.objects.filter(dossier=dossier, ended_at=None).first()


def requests_of(dossier: Dossier) -> QuerySet[ItemRequest]:
    """Everything asked of a file with all that was said, in order: three queries."""
    papers = Evidence.objects.only(
        "key", "title", "kind", "url", "mime", "organisation", "bytes", "withdrawn_at"
    )
    turns = (
        RequestTurn.objects.select_related("by").prefetch_related(Prefetch("evidence", papers)).order_by("pk")
    )
    rows = ItemRequest.objects.filter(dossier=dossier).select_related("asked_by")
    return rows.prefetch_related(Prefetch("turns", turns)).order_by("pk")


def reports_of(dossier: Dossier) -> QuerySet[CommuneReport]:
    """The commune's reports, the last first."""
    return CommuneReport.objects.filter(dossier=dossier).select_related("made_by").order_by("-no")


def samples_of(dossier: Dossier) -> QuerySet[Samples]:
    """Every hand-over of samples."""
    return Samples.objects.filter(dossier=dossier).select_related("received_by").order_by("pk")


def visits_of(dossier: Dossier) -> QuerySet[FieldVisit]:
    """The advisory team's visits."""
    return FieldVisit.objects.filter(dossier=dossier).select_related("made_by").order_by("planned_on", "pk")


def tests_of(dossier: Dossier) -> QuerySet[LabTest]:
    """The tests asked for."""
    return LabTest.objects.filter(dossier=dossier).select_related("evidence", "made_by").order_by("pk")


def sees_inside(user: Somebody, dossier: Dossier) -> bool:
    """Whether somebody is an officer to whom the advisory team's words are open, not only the file's entity."""
    return allows(user, policies.VIEW_DOSSIERS, dossier.area_code)


def ways(user: Somebody, dossier: Dossier, *, speaks: bool) -> list[Way]:
    """The pages where somebody has to do with a file as it stands, the most pressing first.

    ``speaks``: they write for its entity.
    """
    area, state = dossier.area_code, dossier.state
    found = []
    if state == states.SUBMITTED and allows(user, policies.CHECK, area):
        found.append(Way(_("Kiểm tra hồ sơ"), "ocop:check", "check", True))
    if state in LOOKED_AT and allows(user, policies.REVIEW, area):
        found.append(Way(_("Bàn tổ tư vấn"), "ocop:review", "search", state == states.REVIEWING))
    if state in IN_PROVINCE and allows(user, policies.OFFICE, area):
        mine = state in (states.FORWARDED, states.SCORED, states.AT_MINISTRY)
        found.append(Way(_("Bàn văn phòng"), "ocop:desk", "report", mine))
    asked = set(dossier.requests.values_list("state", flat=True)) if not found else set()
    if asked:
        waits = speaks and states.OPEN in asked
        found.append(Way(_("Cần bổ sung") if waits else _("Các mục bổ sung"), "ocop:items", "pencil", waits))
    return sorted(found, key=lambda way: not way.primary)
