"""A report's way: submitted, checked, signed, sent; revised after that."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from cungcau.domain.ocop.selectors.people import but, officers
from cungcau.domain.programmes import states as plan_states
from cungcau.domain.programmes.models import Source
from cungcau.domain.programmes.services.indicators import record_reading
from cungcau.domain.reporting import policies, states
from cungcau.domain.reporting.messages import notices
from cungcau.domain.reporting.messages import reports as said
from cungcau.domain.reporting.models import Due, Line, Report, Section, Step
from cungcau.domain.reporting.selectors.differences import differences
from cungcau.domain.reporting.selectors.rights import Gate, people_of
from cungcau.domain.reporting.selectors.schedule import late_from
from cungcau.domain.reporting.services.opening import when
from cungcau.domain.reporting.services.writing import locked_due, pass_gate
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.notify.services import tell
from cungcau.platform.ui import clock

MOVES = {
    "submit": policies.WRITE,
    "approve": policies.SIGN,
    "sign": policies.SIGN,
    "send": policies.SIGN,
    "return": policies.SIGN,
}
"""The permission each move needs; who holds a post at the agency may do all of them."""


@transaction.atomic
def move(*, report: Report, verb: str, actor: User | None, note: str = "") -> Report:
    """Take a report its next step (:data:`MOVES`).

    Sending fixes it, tells who receives it, and gives the plan its readings. Of two people at once the second meets
    the new state. Raises ``not_allowed``, ``verb_not_allowed``, ``report_note_missing``, ``report_same_person``,
    ``report_revision_unchanged``.
    """
    due = locked_due(report.due_id)
    row = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    row.due = due
    way = pass_gate(actor, MOVES[verb], due)
    words = note.strip()[:300]
    if verb == "return" and not words:
        raise DomainError("report_note_missing")
    if verb == "sign" and due.duty.two_people and actor is not None:
        _other_person(row, actor)
    fields: dict[str, object] = {}
    if verb == "send":
        states.REPORT.move(row.state, "send")
        _replace_before(row, way, actor)
        fields = {"sent_at": clock.now()}
    advance(
        row, verb, actor=actor, permission=way[0], area=way[1], fields=fields, note=words,
        revision=row.revision,
    )  # fmt: skip
    Step.objects.create(report=row, verb=verb, by=actor, note=words)
    _follow(due, row)
    if verb == "send":
        _tell_plan(row)
    _tell(row, verb, actor, words)
    report.refresh_from_db()
    return row


@transaction.atomic
def revise(*, report: Report, changes: str, actor: User | None) -> Report:
    """Begin the next revision of a sent report: its words and figures as they stand, free to be written.

    Raises ``not_allowed``, ``report_not_sent_yet``, ``report_changes_missing``, ``report_revised_meanwhile``.
    """
    due = locked_due(report.due_id)
    way = pass_gate(actor, policies.WRITE, due)
    sent = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if sent.state != states.SENT:
        raise DomainError("report_not_sent_yet")
    if Report.objects.filter(due=due).exclude(state__in=(states.SENT, states.REPLACED)).exists():
        raise DomainError("report_revised_meanwhile")
    why = changes.strip()[:300]
    if not why:
        raise DomainError("report_changes_missing")
    sections, lines = list(sent.sections.all()), list(sent.lines.all())
    new = sent
    new.pk, new.state, new.sent_at, new.changes = None, states.DRAFT, None, why
    new.revision, new.number, new.version = sent.revision + 1, None, 1
    new.written_by, new.paper_day = actor, clock.today()
    new._state.adding = True
    new.save(force_insert=True)
    for section in sections:
        section.pk, section.version, section.report = None, 1, new
    for line in lines:
        line.pk, line.version, line.report = None, 1, new
    Section.objects.bulk_create(sections)
    Line.objects.bulk_create(lines)
    Step.objects.create(report=new, verb="revise", by=actor, note=why)
    record(
        actor=actor, verb=said.REVISED, thing=new, area=way[1], revision=new.revision, reason=why
    )  # fmt: skip
    return new


def _other_person(report: Report, actor: User) -> None:
    """Who submitted a report last does not sign it."""
    last = Step.objects.filter(report=report, verb="submit").order_by("-pk").first()
    if last is not None and last.by_id == actor.pk:
        raise DomainError("report_same_person")


def _replace_before(report: Report, way: Gate, actor: User | None) -> None:
    """The revision sent before gives way, unless nothing differs."""
    before = Report.objects.select_for_update().filter(due=report.due_id, state=states.SENT).first()
    if before is None:
        return
    if not differences(before, report):
        raise DomainError("report_revision_unchanged")
    advance(
        before, "replace", actor=actor, permission=way[0], area=way[1], revision=before.revision
    )  # fmt: skip
    Step.objects.create(report=before, verb="replace", by=actor)


def _follow(due: Due, report: Report) -> None:
    """The due follows its report until one is sent; whether that was late is fixed then."""
    if due.state == states.SENT:
        return
    due.state = report.state
    if report.state == states.SENT:
        due.sent_at, due.was_late = report.sent_at, clock.now() >= late_from(due)
    due.save(update_fields=["state", "sent_at", "was_late"])


def _tell_plan(report: Report) -> None:
    """Figures an agency entered for indicators it reports become readings of the plan: nobody types them twice.

    Only where the indicator names the agency (or nobody, and the agency leads the plan), and the plan runs.
    """
    agency = report.due.agency_id
    lines = Line.objects.filter(
        report=report, source=Line.Source.INDICATOR, entered__isnull=False, indicator__source=Source.REPORTED,
        indicator__plan__state__in=(plan_states.ISSUED, plan_states.CLOSED),
    ).filter(
        Q(indicator__reporter=agency) | Q(indicator__reporter=None, indicator__plan__lead=agency)
    )  # fmt: skip
    said = f"{report.organisation}: {report.subject}, bản {report.revision}"
    for line in lines.select_related("indicator").order_by("pk"):
        if line.indicator is not None and line.entered is not None:
            record_reading(
                indicator=line.indicator, as_of=line.last, value=line.entered,
                provenance=f"{said[:180]}; {line.reason}"[:300], actor=None, reason=report.changes or said[:300],
            )  # fmt: skip


def _tell(report: Report, verb: str, actor: User | None, note: str) -> None:
    due = report.due
    facts: dict[str, object] = {"what": report.subject, "agency": due.agency.name}
    link = reverse("reporting:report", args=[report.pk])
    if verb in ("submit", "approve"):
        own = [*people_of(due.agency), *officers(policies.SIGN, due.area_code, nearest=True)]
        tell(
            but(own, actor), notices.WAITS, link=link, state=str(states.LABELS[report.state]).lower(),
            due=when(due), **facts,
        )  # fmt: skip
    elif verb == "return" and report.written_by is not None:
        tell(but([report.written_by], actor), notices.RETURNED, link=link, note=note, **facts)
    elif verb == "send":
        to = due.duty.to_agency
        above = [*people_of(to), *officers(policies.ARRANGE, to.area_code, nearest=True)]
        tell(but(above, actor), notices.SENT, link=link, revision=report.revision, **facts)
