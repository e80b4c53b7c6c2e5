"""Findings as the page of an inspection shows them, with what this reader may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Prefetch

from cungcau.domain.recognition import policies, states
from cungcau.domain.recognition.forms.after import AgainForm, NoteForm, today_form
from cungcau.domain.recognition.models import Finding, FindingProof, FindingTurn, Inspection
from cungcau.domain.recognition.services.findings import may_answer
from cungcau.domain.recognition.tables.follow_up import till
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock


@dataclass(frozen=True, slots=True)
class Card:
    """One finding: how it stands, what was said of it, the forms this reader may send."""

    finding: Finding
    label: str
    tone: str
    left: str
    late: bool
    turns: list[Any]
    may_answer: bool
    close_form: forms.Form | None
    again_form: forms.Form | None


def cards_of(user: User, inspection: Inspection) -> list[Card]:
    """The findings of an inspection in their order."""
    proofs = Prefetch("proofs", queryset=FindingProof.objects.select_related("evidence"))
    turns = Prefetch("turns", queryset=FindingTurn.objects.select_related("by").prefetch_related(proofs))
    rows = inspection.findings.prefetch_related(turns)
    acts = access.allows(user, policies.INSPECT, inspection.area_code)
    return [_card(user, inspection, one, acts) for one in rows]


def _card(user: User, inspection: Inspection, finding: Finding, acts: bool) -> Card:
    today = clock.today()
    finding.inspection = inspection
    is_open = finding.state == states.OPEN
    return Card(
        finding=finding,
        label=str(states.FINDING_LABELS[finding.state]),
        tone=states.FINDING_TONES[finding.state],
        left=till(finding.due_on, today) if is_open and finding.due_on else "",
        late=bool(is_open and finding.due_on and finding.due_on < today),
        turns=list(finding.turns.all()),
        may_answer=is_open and may_answer(user, finding),
        close_form=NoteForm(auto_id=f"close{finding.pk}_%s")
        if acts and finding.state != states.CLOSED
        else None,
        again_form=today_form(AgainForm, "due_on", auto_id=f"again{finding.pk}_%s")
        if acts and finding.state != states.OPEN
        else None,
    )
