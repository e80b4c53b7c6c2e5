"""The shapes in which the API tells of files and evidence."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from ninja import Field, Schema

from cungcau.domain.ocop import registration
from cungcau.domain.ocop.models import Citation, Dossier, Evidence
from cungcau.domain.ocop.selectors import evidence as evidence_selectors
from cungcau.domain.ocop.selectors.standing import Standing
from cungcau.engines import scoring
from cungcau.platform.ui import clock


class OcopNeedOut(Schema):
    """A minimum a star asks for and the choices miss; ``have`` exactly, as [numerator, denominator]."""

    star: int
    criterion: str
    name: str
    need: int
    have: list[int]
    labels: list[str]

    @staticmethod
    def resolve_have(need: scoring.Need) -> list[int]:
        """What there is."""
        return _exact(need.have)


class OcopMoveOut(Schema):
    """A criterion raised on the way up."""

    criterion: str
    name: str
    before: int | None
    after: int
    after_labels: list[str]


class OcopWayOut(Schema):
    """Moves that reach a star."""

    steps: int
    points: int
    total: int
    moves: list[OcopMoveOut]


class OcopStandingOut(Schema):
    """Where a file's own choices stand; all of it counted by the server."""

    total: int
    most: int
    star: int | None
    band_star: int
    certifiable: bool
    answered: int
    unanswered: list[str]
    stopped: list[str]
    next_star: int | None
    short: list[int] | None
    missing: list[OcopNeedOut]
    by_steps: OcopWayOut | None
    by_points: OcopWayOut | None
    notes: list[str]

    @staticmethod
    def resolve_unanswered(one: Standing) -> list[str]:
        """Criteria without a choice."""
        return [row.code for row in one.unanswered]

    @staticmethod
    def resolve_stopped(one: Standing) -> list[str]:
        """Codes of grounds that hold by the points alone."""
        return [row.ground.code for row in one.stopped]

    @staticmethod
    def resolve_next_star(one: Standing) -> int | None:
        """The star to aim at; null on top."""
        return one.short.star if one.short else None

    @staticmethod
    def resolve_short(one: Standing) -> list[int] | None:
        """Points it lacks, as [numerator, denominator]."""
        return _exact(one.short.short) if one.short else None

    @staticmethod
    def resolve_by_steps(one: Standing) -> scoring.Way | None:
        """The way of fewest steps."""
        return one.ascent.by_steps if one.ascent else None

    @staticmethod
    def resolve_by_points(one: Standing) -> scoring.Way | None:
        """The way of fewest points."""
        return one.ascent.by_points if one.ascent else None


class OcopChoiceOut(Schema):
    """What stands for a criterion."""

    criterion: str
    points: int
    case: str
    explanation: str


class OcopDossierOut(Schema):
    """A file in a list."""

    id: int
    code: str | None
    state: str
    kind: str
    product: int = Field(alias="product_id")
    product_name: str = Field(alias="product.name")
    product_code: str | None = Field(alias="product.code")
    entity: str = Field(alias="product.entity.code")
    entity_name: str = Field(alias="product.entity.name")
    set: str = Field(alias="criteria_set.code")
    instrument: str = Field(alias="criteria_set.book.instrument.code")
    area_code: str
    self_total: int | None
    self_star: int | None
    submitted_at: datetime | None
    updated_at: datetime


class OcopDossierWholeOut(OcopDossierOut):
    """A file with form 01 (the phone masked for those outside) and what was chosen."""

    version: int
    renews: int | None = Field(alias="renews_id")
    committed_at: datetime | None
    end_reason: str
    registration: dict[str, str]
    missing: list[str]
    choices: list[OcopChoiceOut]

    @staticmethod
    def resolve_missing(one: Dossier) -> list[str]:
        """Fields of form 01 to be filled in before sending."""
        return [field.name for field in registration.missing(one.registration)]

    @staticmethod
    def resolve_choices(one: Dossier) -> list[object]:
        """By criterion, as they were first chosen."""
        return list(one.choices.all())


class OcopEvidenceOut(Schema):
    """A piece of evidence; ``standing`` is valid, ending (within 60 days), ended or open."""

    key: UUID
    organisation: str = Field(alias="organisation.code")
    kind: str
    paper: str
    title: str
    number: str
    issuer: str
    issued_on: date | None
    expires_on: date | None
    standing: str
    url: str
    sha256: str
    mime: str
    bytes: int
    pages: int | None
    uploaded_at: datetime
    withdrawn_at: datetime | None

    @staticmethod
    def resolve_standing(one: Evidence) -> str:
        """How it stands today."""
        return evidence_selectors.standing(one, clock.today())


class OcopCitationOut(Schema):
    """A piece of evidence where a file cites it."""

    id: int
    criterion: str
    where: str
    evidence: OcopEvidenceOut

    @staticmethod
    def resolve_evidence(one: Citation) -> Evidence:
        """The piece."""
        return one.evidence


class OcopLostOut(Schema):
    """Criteria whose choice could not be taken along to another set."""

    lost: list[str]


def _exact(value: Fraction | int) -> list[int]:
    exact = Fraction(value)
    return [exact.numerator, exact.denominator]
