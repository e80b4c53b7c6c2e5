"""Writing a report: beginning it, its words, its figures, its head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import translation

from cungcau.domain.reporting import policies, states
from cungcau.domain.reporting.layouts import Layout, layout
from cungcau.domain.reporting.messages import reports as said
from cungcau.domain.reporting.models import Due, Line, Report, Section, Step
from cungcau.domain.reporting.selectors.below import below_of, gathered
from cungcau.domain.reporting.selectors.counting import count, lines_of
from cungcau.domain.reporting.selectors.rights import Gate, gate
from cungcau.domain.reporting.selectors.schedule import as_of
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_number
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.ui import clock
from cungcau.reference.geography.models import Unit

HEAD = (
    "subject", "number", "symbol", "place", "paper_day", "organisation", "parent_organisation", "addressees",
    "bases", "recipients", "capacity", "signer",
)  # fmt: skip
"""What is written of a paper's head and foot, by attribute."""
CLERK = frozenset({"number", "paper_day", "signer"})
"""What is put on a paper when it is signed and sent."""
_MOST = Decimal(10) ** 17
_TO_ALL = "Lưu: VT"


@transaction.atomic
def begin(*, due: Due, actor: User | None) -> Report:
    """Begin the report of a due from its template, its figures counted, the words from below taken in.

    One already under way, or sent, is given back. Raises ``not_allowed``, ``report_due_excused``.
    """
    row = locked_due(due.pk)
    way = pass_gate(actor, policies.WRITE, row)
    if row.state == states.EXCUSED:
        raise DomainError("report_due_excused", label=row.label, agency=row.agency.name)
    there = Report.objects.filter(due=row).exclude(state=states.REPLACED).order_by("-revision").first()
    if there is not None:
        return there
    form = layout(row.duty.layout)
    report = _headed(row, form, actor)
    report.save(force_insert=True)
    below = below_of(row)
    Section.objects.bulk_create(
        Section(
            report=report, position=place, key=part.key, heading=part.heading, guide=part.guide,
            gathers=part.gathers,
            text="\n".join([*filter(None, [part.text]), *(gathered(below, part.key) if part.gathers else [])])[:8000],
        )
        for place, part in enumerate(form.sections, 1)
    )  # fmt: skip
    with translation.override("vi"):
        lines = lines_of(row, form.sections, report.as_of)
        for line in lines:
            line.report = report
        count(report, lines)
    Line.objects.bulk_create(lines)
    row.state = states.DRAFT
    row.save(update_fields=["state"])
    Step.objects.create(report=report, verb="begin", by=actor)
    record(actor=actor, verb=said.BEGUN, thing=report, area=way[1], due=row.label)
    return report


@transaction.atomic
def recount(*, report: Report, actor: User | None) -> Report:
    """Count all figures anew, to today where the period still runs; what was entered instead stays.

    Raises ``not_allowed``, ``report_closed``.
    """
    row, way = locked_draft(report.pk, actor)
    row.as_of, row.computed_at = as_of(row.due, clock.today()), clock.now()
    lines = list(Line.objects.select_for_update().filter(report=row))
    for line in lines:
        line.last = row.as_of
    with translation.override("vi"):
        count(row, lines)
    columns = ("last", "computed", "last_year", "below_sent", "below_all", "where_from")
    Line.objects.bulk_update(lines, columns)
    row.save(update_fields=["as_of", "computed_at", "updated_at"])
    record(actor=actor, verb=said.COUNTED, thing=row, area=way[1])
    return row


@transaction.atomic
def write_section(
    *, pk: int, version: int, seen: Mapping[str, object], mine: Mapping[str, object], actor: User | None
) -> Section:
    """Write the words of a section (``text``).

    Raises ``report_part_not_found``, ``not_allowed``, ``report_closed``, ``EditedMeanwhile``.
    """
    found = Section.objects.filter(pk=pk).values_list("report_id", flat=True).first()
    if found is None:
        raise DomainError("report_part_not_found")
    report, way = locked_draft(found, actor)
    section = Section.objects.select_for_update().get(pk=pk)
    changed = take(section, version=version, seen=seen, mine=mine)
    text = str(changed.get("text", section.text)).strip()[:8000]
    return _put(section, text, report, way, actor)


@transaction.atomic
def gather(*, section: Section, actor: User | None) -> Section:
    """Add to a section what the reports from below say there and it does not hold yet.

    Raises ``report_part_not_found``, ``not_allowed``, ``report_closed``.
    """
    report, way = locked_draft(section.report_id, actor)
    row = Section.objects.select_for_update().get(pk=section.pk)
    if not row.gathers:
        raise DomainError("report_part_not_found")
    told = [words for words in gathered(below_of(report.due), row.key) if words not in row.text]
    return _put(row, "\n".join([*filter(None, [row.text]), *told])[:8000], report, way, actor)


@transaction.atomic
def enter(
    *,
    line: Line,
    value: Decimal | None,
    reason: str,
    actor: User | None,
    version: int | None = None,
    seen: Mapping[str, object] | None = None,
) -> Line:
    """Enter a figure the data cannot know, or another than the computed one with the reason; None takes it back.

    With ``version`` and ``seen`` a second person is shown what the first entered. Raises ``not_allowed``,
    ``report_closed``, ``report_figure_reason_missing``, ``report_figure_missing``, ``report_figure_too_large``,
    ``EditedMeanwhile``.
    """
    report, way = locked_draft(line.report_id, actor)
    row = Line.objects.select_for_update().get(pk=line.pk)
    if version is not None:
        take(row, version=version, seen=seen or {}, mine={"entered": value, "reason": reason})
    given = None if value is None else check_size(value, row.name)
    why = reason.strip()[:300]
    if given is not None and row.source != Line.Source.TYPED and not why:
        raise DomainError("report_figure_reason_missing", name=row.name)
    if given is None and row.entered is None:
        raise DomainError("report_figure_missing", name=row.name)
    row.entered, row.reason, row.entered_by = given, why if given is not None else "", actor
    row.version += 1
    row.save(update_fields=["entered", "reason", "entered_by", "version"])
    facts: dict[str, Any] = {"name": row.name, "computed": _said(row.computed)}
    if given is None:
        record(actor=actor, verb=said.CLEARED, thing=report, area=way[1], **facts)
    else:
        record(
            actor=actor, verb=said.ENTERED, thing=report, area=way[1], value=_said(given), reason=why, **facts
        )  # fmt: skip
    return row


@transaction.atomic
def write_head(
    *, pk: int, version: int, seen: Mapping[str, object], mine: Mapping[str, object], actor: User | None
) -> Report:
    """Write the head and foot of the paper (:data:`HEAD`); past the draft only what the clerk adds (:data:`CLERK`).

    Raises ``not_allowed``, ``report_closed``, ``EditedMeanwhile``.
    """
    report, way = locked_draft(pk, actor, (states.DRAFT, states.CHECKING, states.SIGNING, states.SIGNED))
    changed = {
        name: value
        for name, value in take(report, version=version, seen=seen, mine=mine).items()
        if name in HEAD and getattr(report, name) != value
    }
    if not changed:
        return report
    if report.state != states.DRAFT and set(changed) - CLERK:
        raise DomainError("report_closed", state=str(states.LABELS[report.state]))
    for name, value in changed.items():
        setattr(report, name, value)
    report.version += 1
    report.save(update_fields=[*changed, "version", "updated_at"])
    record(
        actor=actor, verb=said.HEADED, thing=report, area=way[1],
        after={name: str(value) for name, value in changed.items()},
    )  # fmt: skip
    return report


def locked_due(pk: int) -> Due:
    """The due, locked, with what stands beside it; always before its reports."""
    rows = Due.objects.select_for_update(of=("self",)).select_related(
        "duty__to_agency", "duty__plan", "duty__feeds", "agency__parent"
    )
    return rows.get(pk=pk)


def locked_draft(
    report_id: int, actor: User | None, open_in: Sequence[str] = (states.DRAFT,)
) -> tuple[Report, Gate]:
    """The report, locked after its due, that somebody may write. Raises ``not_allowed``, ``report_closed``."""
    due = locked_due(Report.objects.values_list("due_id", flat=True).get(pk=report_id))
    report = Report.objects.select_for_update(of=("self",)).get(pk=report_id)
    report.due = due
    way = pass_gate(actor, policies.WRITE, due)
    if report.state not in open_in:
        raise DomainError("report_closed", state=str(states.LABELS[report.state]))
    return report, way


def pass_gate(actor: User | None, permission: str, due: Due) -> Gate:
    """Let pass who may act on a due's report; says by which right. Raises ``not_allowed``."""
    if actor is None:
        return permission, due.area_code
    found = gate(actor, permission, due)
    if found is None:
        access.require(actor, permission, due.area_code)
        raise DomainError("not_found")
    return found


def check_size(value: Decimal, name: str) -> Decimal:
    """A figure with three decimals, if a column can hold it; raises ``report_figure_too_large``."""
    if abs(value) >= _MOST:
        raise DomainError("report_figure_too_large", name=name, value=show_number(value)[:40])
    return value.quantize(Decimal("0.001"))


def _headed(due: Due, form: Layout, actor: User | None) -> Report:
    """The report's row: head and foot as papers of the agency have them."""
    agency, duty, today = due.agency, due.duty, clock.today()
    plan = duty.plan
    about = f"Kế hoạch {plan}" if plan is not None else duty.name
    subject = form.subject.format_map(
        {"period": due.label, "plan": about, "request": due.request or duty.name}
    )
    bases = [*form.bases, duty.basis]
    return Report(
        due=due, subject=subject[:400], symbol=f"BC-{agency.symbol}" if agency.symbol else "BC",
        place=_place(due.area_code), paper_day=today, organisation=agency.name,
        parent_organisation=agency.parent.name if agency.parent else "", addressees=duty.to_agency.name,
        bases="\n".join(f"Căn cứ {basis.removeprefix('Căn cứ ').rstrip('.;')};" for basis in bases if basis),
        recipients="\n".join([duty.to_agency.name, _TO_ALL]), capacity="THỦ TRƯỞNG CƠ QUAN",
        as_of=as_of(due, today), computed_at=clock.now(), area_code=due.area_code, written_by=actor,
        revision=(Report.objects.filter(due=due).aggregate(Max("revision"))["revision__max"] or 0) + 1,
    )  # fmt: skip


def _place(area_code: str) -> str:
    """The place a paper is signed at: the commune or province of its agency; dots where that is not known."""
    rows = Unit.objects.filter(area_code=area_code, valid_to=None) if area_code else Unit.objects.none()
    return rows.order_by("pk").values_list("name", flat=True).first() or "……"


def _put(section: Section, text: str, report: Report, way: Gate, actor: User | None) -> Section:
    if section.text == text:
        return section
    section.text, section.version = text, section.version + 1
    section.save(update_fields=["text", "version"])
    record(actor=actor, verb=said.WRITTEN, thing=report, area=way[1], section=section.heading)
    return section


def _said(value: Decimal | None) -> str:
    return "" if value is None else show_number(value)
