"""The shapes of revocation cases, inspections and findings over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, cast
from uuid import UUID

from ninja import Field, Schema

from cungcau.domain.recognition.api.shapes import NO_NUL, SAID, Day, Number, OcopAfterPageIn, Why
from cungcau.domain.recognition.models import Finding, Inspection, Revocation
from cungcau.domain.recognition.selectors.revocations import decided_by

Said = Annotated[str, Field(min_length=1, max_length=2000, pattern=SAID)]
CaseState = Literal["open", "decided", "dropped"]
FindingState = Literal["open", "answered", "closed"]
VisitKind = Literal["planned", "ad_hoc"]
VisitState = Literal["planned", "done", "cancelled"]
Long = Annotated[str, Field(min_length=1, max_length=4000, pattern=SAID)]


class OcopInspectionPageIn(OcopAfterPageIn):
    """Inspections in a state."""

    state: Literal["", "planned", "done", "cancelled"] = ""


class OcopRevocationPageIn(OcopAfterPageIn):
    """Revocation cases in a state; ``overdue`` those past their 15 days."""

    state: Literal["", "open", "decided", "dropped"] = ""
    overdue: bool = False


class OcopRevocationIn(Schema):
    """Why a certificate is to be taken back; ``inspection`` the one it follows from."""

    ground: Literal[
        "false_or_forged_dossier", "no_longer_meets_criteria", "law_violation", "ocop_mark_misuse",
        "stopped_production", "other_authority_conclusion",
    ]  # fmt: skip
    facts: Long
    concluded_on: Day
    inspection: Number | None = None


class OcopRevocationDecideIn(Schema):
    """The signed decision."""

    decision_no: Annotated[str, Field(min_length=1, max_length=80, pattern=SAID)]
    decided_on: Day
    outcome: Annotated[str, Field(max_length=600, pattern=NO_NUL)] = ""


class OcopRevocationOut(Schema):
    """A revocation case; ``decided_by`` is whoever decides on its stars."""

    id: int
    certificate: int
    product_name: str
    entity_name: str
    area_code: str
    star: int
    ground: str
    facts: str
    concluded_on: date
    due_on: date
    state: CaseState
    decided_by: str
    decision_no: str
    decided_on: date | None
    outcome: str
    inspection: int | None

    @classmethod
    def of(cls, one: Revocation) -> OcopRevocationOut:
        """The shape of one."""
        product = one.certificate.product
        return cls(
            id=one.pk, certificate=one.certificate_id, product_name=product.name, entity_name=product.entity.name,
            area_code=one.area_code, star=one.certificate.star, ground=one.ground, facts=one.facts,
            concluded_on=one.concluded_on, due_on=one.due_on, state=cast(CaseState, one.state),
            decided_by=decided_by(one.certificate.star), decision_no=one.decision_no, decided_on=one.decided_on,
            outcome=one.outcome, inspection=one.inspection_id,
        )  # fmt: skip


class OcopInspectionSuggestIn(Schema):
    """Which products to propose: of a commune, with a star, how many."""

    area: Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z.]*$")] = ""
    star: Annotated[int, Field(ge=3, le=5)] | None = None
    limit: int = Field(20, ge=1, le=200)


class OcopInspectionSuggestedOut(Schema):
    """A product to inspect; ``last_inspected`` null: never."""

    product: int
    product_name: str
    entity_name: str
    area_code: str
    star: int
    last_inspected: date | None


class OcopInspectionPlanIn(Schema):
    """Inspections of several products on one day, all or none."""

    products: Annotated[list[Number], Field(min_length=1, max_length=200)]
    planned_on: Day
    team: Annotated[str, Field(max_length=400, pattern=NO_NUL)] = ""
    why: Annotated[str, Field(max_length=600, pattern=NO_NUL)] = ""


class OcopInspectionAdHocIn(Schema):
    """An ad hoc inspection with its reason."""

    product: Number
    planned_on: Day
    why: Annotated[str, Field(min_length=1, max_length=600, pattern=SAID)]
    team: Annotated[str, Field(max_length=400, pattern=NO_NUL)] = ""


class OcopFindingIn(Schema):
    """One thing to be mended."""

    criterion: Annotated[str, Field(max_length=12, pattern=NO_NUL)] = ""
    text: Said
    to_do: Annotated[str, Field(min_length=1, max_length=600, pattern=SAID)]
    due_on: Day


class OcopInspectionResultIn(Schema):
    """What an inspection found."""

    done_on: Day
    conclusion: Long
    team: Annotated[str, Field(max_length=400, pattern=NO_NUL)] = ""
    findings: Annotated[list[OcopFindingIn], Field(max_length=30)] = []


class OcopInspectionMoveIn(Schema):
    """Another day or team, with the reason."""

    planned_on: Day
    team: Annotated[str, Field(max_length=400, pattern=NO_NUL)] = ""
    reason: Why


class OcopFindingOut(Schema):
    """A finding as it stands."""

    id: int
    inspection: int
    criterion: str
    text: str
    to_do: str
    due_on: date | None
    state: FindingState
    answer: str
    answered_at: datetime | None
    closed_at: datetime | None

    @classmethod
    def of(cls, one: Finding) -> OcopFindingOut:
        """The shape of one."""
        return cls(
            id=one.pk, inspection=one.inspection_id, criterion=one.criterion, text=one.text, to_do=one.to_do,
            due_on=one.due_on, state=cast(FindingState, one.state), answer=one.answer, answered_at=one.answered_at,
            closed_at=one.closed_at,
        )  # fmt: skip


class OcopInspectionOut(Schema):
    """An inspection with its findings."""

    id: int
    code: str
    product: int
    product_name: str
    entity_name: str
    area_code: str
    kind: VisitKind
    state: VisitState
    planned_on: date
    done_on: date | None
    team: str
    why: str
    conclusion: str
    findings: list[OcopFindingOut]

    @classmethod
    def of(cls, one: Inspection) -> OcopInspectionOut:
        """The shape of one."""
        return cls(
            id=one.pk, code=one.code, product=one.product_id, product_name=one.product.name,
            entity_name=one.product.entity.name, area_code=one.area_code, kind=cast(VisitKind, one.kind),
            state=cast(VisitState, one.state),
            planned_on=one.planned_on, done_on=one.done_on, team=one.team, why=one.why, conclusion=one.conclusion,
            findings=[OcopFindingOut.of(row) for row in one.findings.all()],
        )  # fmt: skip


class OcopFindingAnswerIn(Schema):
    """What the entity mended; ``evidence`` keys of pieces uploaded before."""

    answer: Said
    evidence: Annotated[list[UUID], Field(max_length=10)] = []


class OcopFindingAgainIn(Schema):
    """What is still wrong, and by when."""

    reason: Said
    due_on: Day


class OcopFindingNoteIn(Schema):
    """A remark."""

    note: Annotated[str, Field(max_length=600, pattern=NO_NUL)] = ""
