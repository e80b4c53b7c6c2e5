"""What becomes of a file that came in: sent back item by item, sent again by its entity, carried up, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Sum

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.models import CommuneReport, Dossier, Samples, Stage
from cungcau.domain.ocop.registration import missing
from cungcau.domain.ocop.selectors.completeness import completeness
from cungcau.domain.ocop.services import request_rows as rows
from cungcau.domain.ocop.services import road_telling as telling
from cungcau.domain.ocop.services.report import draft_of
from cungcau.domain.ocop.services.request_rows import Again, Item, Judged
from cungcau.domain.ocop.services.rights import require_dossier, standing
from cungcau.domain.ocop.services.road import clean, happened, held, move, stated
from cungcau.domain.ocop.services.samples import write as write_samples
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock

RETURNS = {
    states.SUBMITTED: (Stage.COMMUNE, policies.CHECK),
    states.FORWARDED: (Stage.OFFICE, policies.OFFICE),
}
"""Who sends a file back from which state, and by which permission."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The commune's letter that carries a file up."""

    number: str
    day: date


@transaction.atomic
def send_back(
    *,
    dossier: Dossier,
    items: Sequence[Item],
    reason: str,
    actor: User | None,
    again: Sequence[Again] = (),
) -> Dossier:
    """Commune or office gives a file back with what is missing, each thing with a last day; nothing of it is lost.

    ``again`` are earlier requests whose answer is not enough; those answered and not named again count as enough.
    Raises ``not_found``, ``not_allowed``, ``verb_not_allowed``, ``InputInvalid`` naming the item.
    """
    row = held(dossier)
    stage, permission = _desk(row, "send_back")
    require_dossier(actor, row, permission, "")
    why = stated(reason)
    if not items and not again:
        raise InputInvalid([Fault("ocop", 1, "items", "", "hãy ghi ít nhất một mục cần bổ sung")])
    by = Judged(actor, permission, row.area_code)
    rows.settle(row, "đã đủ khi xem lại", by, but={one.request for one in again})
    asked = rows.reopen(row, again, stage, by)
    asked += rows.write(row, items, stage, actor)
    move(
        row, "send_back", actor=actor, permission=permission, fields={"returned_by": stage}, note=why,
        reason=why, items=len(asked),
    )  # fmt: skip
    telling.returned(row, asked, why, actor)
    return row


@transaction.atomic
def resubmit(*, dossier: Dossier, actor: User | None) -> Dossier:
    """The entity gives its mended file back to whoever sent it: the commune, or the provincial office.

    Raises ``ocop_requests_open`` while a request has no answer, ``ocop_form_incomplete``, ``not_found``,
    ``not_allowed``, ``verb_not_allowed``.
    """
    row = held(dossier)
    require_dossier(actor, row, policies.WRITE_DOSSIERS)
    to_province = row.returned_by == Stage.OFFICE
    if row.state == states.RETURNED and (count := rows.live(row, states.OPEN)):
        raise DomainError("ocop_requests_open", dossier=str(row), count=count)
    if lacking := missing(row.registration):
        raise DomainError("ocop_form_incomplete", fields=", ".join(field.paper for field in lacking))
    fields: dict[str, object] = {"forwarded_at": clock.now()} if to_province else {}
    verb = "resubmit_to_province" if to_province else "resubmit"
    return move(
        row, verb, actor=actor, permission=policies.WRITE_DOSSIERS, own=policies.WRITE_OWN, fields=fields
    )


@transaction.atomic
def forward(
    *,
    dossier: Dossier,
    letter: Letter,
    actor: User | None,
    samples: int = 0,
    samples_later: bool = False,
) -> Dossier:
    """The commune carries a file up with its report and samples; of two officers at once the second is refused.

    Its set says how many samples (none for tourism); ``samples_later``: they follow, as fresh goods must. Raises
    ``ocop_report_missing``, ``ocop_report_incomplete``, ``ocop_report_gaps_unexplained``, ``ocop_samples_too_few``,
    ``not_found``, ``not_allowed``, ``verb_not_allowed``, ``InputInvalid``.
    """
    row = held(dossier)
    require_dossier(actor, row, policies.CHECK, "")
    if row.state != states.SUBMITTED:
        raise DomainError("verb_not_allowed", state=row.state, verb="forward")
    number = stated(letter.number, "letter_no", 80)
    day = happened(letter.day, "letter_on")
    report = _sound_report(row)
    report.letter_no, report.letter_on = number, day
    report.save(update_fields=["letter_no", "letter_on"])
    if samples:
        write_samples(row, samples, day, actor)
    have = Samples.objects.filter(dossier=row).aggregate(n=Sum("count"))["n"] or 0
    need = row.criteria_set.samples
    if have < need and not samples_later:
        raise DomainError("ocop_samples_too_few", need=need, have=have)
    rows.settle(row, "đã đủ khi xã chuyển lên tỉnh", Judged(actor, policies.CHECK, row.area_code))
    note = f"Công văn {number} ngày {day:%d/%m/%Y}. {report.opinion}".strip()
    move(
        row, "forward", actor=actor, permission=policies.CHECK, note=clean(note, 4000), letter=number,
        fields={"forwarded_at": clock.now(), "returned_by": ""},
    )  # fmt: skip
    telling.moved(row, "xã đã chuyển lên tỉnh", actor)
    return row


def _sound_report(dossier: Dossier) -> CommuneReport:
    """The report that goes up: there, saying the file is complete, and explaining what the checklist still misses."""
    report = draft_of(dossier)
    if report is None:
        raise DomainError("ocop_report_missing", dossier=str(dossier))
    if not report.complete:
        raise DomainError("ocop_report_incomplete", dossier=str(dossier))
    gaps = completeness(dossier).gaps
    if gaps and not report.opinion:
        raise DomainError(
            "ocop_report_gaps_unexplained", dossier=str(dossier), count=len(gaps), first=gaps[0].label
        )
    return report


def _desk(dossier: Dossier, verb: str) -> tuple[Stage, str]:
    if dossier.state not in RETURNS:
        raise DomainError("verb_not_allowed", state=dossier.state, verb=verb)
    return RETURNS[dossier.state]


@transaction.atomic
def withdraw(*, dossier: Dossier, reason: str, actor: User | None) -> Dossier:
    """The entity takes its file out, before the council has it. Raises as :func:`resubmit`, ``InputInvalid``."""
    row = held(dossier)
    require_dossier(actor, row, policies.WRITE_DOSSIERS)
    why = stated(reason)
    rows.settle(row, why, Judged(actor, *standing(actor, row, policies.WRITE_DOSSIERS)))
    step = row.steps.filter(ended_at=None).first()
    move(
        row, "withdraw", actor=actor, permission=policies.WRITE_DOSSIERS, own=policies.WRITE_OWN, note=why,
        fields={"end_reason": why, "decided_at": clock.now()}, reason=why,
    )  # fmt: skip
    telling.withdrawn(row, step.stage if step else "", why, actor)
    return row
