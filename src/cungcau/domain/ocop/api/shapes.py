"""The shapes in which the API tells of rules, products, files and evidence."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from ninja import Field, Schema

from cungcau.domain.ocop import registration
from cungcau.domain.ocop.models import Citation, Dossier, Evidence, Instrument, Product, RuleBook
from cungcau.domain.ocop.selectors import evidence as evidence_selectors
from cungcau.domain.ocop.selectors.products import Star, star_of
from cungcau.domain.ocop.selectors.standing import Standing
from cungcau.engines import scoring
from cungcau.platform.ui import clock


class OcopBandOut(Schema):
    """The averages of a star: lower ≤ average < upper (≤ where ``upper_inclusive``)."""

    star: int
    lower: int
    upper: int
    upper_inclusive: bool
    certifiable: bool
    decided_by: str | None


class OcopInstrumentOut(Schema):
    """A decision that sets rules."""

    code: str
    number: str
    issued_on: date
    effective_from: date | None
    effective_to: date | None
    replaces: list[str]
    note: str
    bands: list[OcopBandOut]

    @staticmethod
    def resolve_bands(one: Instrument) -> list[dict[str, object]]:
        """Highest star first."""
        return sorted(one.bands, key=lambda band: -int(str(band["star"])))


class OcopBookOut(Schema):
    """One loading of a decision's sheets."""

    id: int
    instrument: str = Field(alias="instrument.code")
    number: str = Field(alias="instrument.number")
    no: int
    state: str
    sha256: str
    file_name: str
    note: str
    loaded_at: datetime
    published_at: datetime | None
    current: bool

    @staticmethod
    def resolve_current(one: RuleBook) -> bool:
        """Set by the operation that lists; whether new files follow it today."""
        return bool(getattr(one, "is_current", False))


class OcopSetOut(Schema):
    """A set of a book."""

    code: str
    number: int
    name: str
    category: str
    group: str
    samples: int
    unclear: int

    @staticmethod
    def resolve_unclear(one: object) -> int:
        """Doubts noted about the printed source."""
        return len(getattr(one, "flags", []))


class OcopLevelOut(Schema):
    """A level; ``star``: the least that star asks for."""

    points: int
    label: str
    star: int | None
    case: str | None


class OcopCriterionOut(Schema):
    """A line of a sheet."""

    code: str
    parent: str | None
    name: str
    most: int
    scorable: bool
    note: str
    options: list[OcopLevelOut]
    rules: list[str]
    eliminators: list[str]

    @staticmethod
    def resolve_rules(row: scoring.Criterion) -> list[str]:
        """How it is judged, in words."""
        return [rule.label for rule in row.rules]

    @staticmethod
    def resolve_eliminators(row: scoring.Criterion) -> list[str]:
        """What rejects a file here."""
        return [ground.label for ground in row.eliminators]


class OcopPartOut(Schema):
    """A part of a sheet."""

    code: str
    name: str
    most: int
    criteria: list[OcopCriterionOut]


class OcopFlagOut(Schema):
    """A doubt about the printed source."""

    criterion: str | None
    text: str


class OcopSheetOut(Schema):
    """A set's whole sheet."""

    code: str
    number: int
    name: str
    category: str
    most: int
    samples: int
    flags: list[OcopFlagOut]
    parts: list[OcopPartOut]


class OcopRuleChangeOut(Schema):
    """One thing two books say differently."""

    where: str
    what: str
    before: str
    after: str


class OcopSheetChangeOut(Schema):
    """A set in which two books differ."""

    code: str
    name: str
    standing: str
    changes: list[OcopRuleChangeOut]


class OcopAliasOut(Schema):
    """Another code or name of a product."""

    id: int
    kind: str
    text: str
    source: str


class OcopProductOut(Schema):
    """A product in a list; ``star`` is of the latest certificate, ``standing`` how that stands today."""

    id: int
    version: int
    code: str | None
    name: str
    entity: str = Field(alias="entity.code")
    entity_name: str = Field(alias="entity.name")
    entity_kind: str = Field(alias="entity.kind")
    area_code: str
    category: str
    set_code: str
    star: int | None
    standing: str
    last_day: date | None
    stopped_on: date | None

    @staticmethod
    def resolve_star(one: Product) -> int | None:
        """Of the latest certificate; null for never recognised."""
        return _star(one).star

    @staticmethod
    def resolve_standing(one: Product) -> str:
        """valid, lapsing, lapsed, ended, never or stopped."""
        return _star(one).standing

    @staticmethod
    def resolve_last_day(one: Product) -> date | None:
        """The certificate's last day."""
        return _star(one).last_day


class OcopProductWholeOut(OcopProductOut):
    """A product with what stands about it."""

    province_code: str
    commune_code: str
    serial: int | None
    code_year: int | None
    description: str
    revenue_vnd: int | None
    revenue_year: int | None
    note: str
    source: str
    aliases: list[OcopAliasOut]

    @staticmethod
    def resolve_aliases(one: Product) -> list[object]:
        """Every other code and name."""
        return list(one.aliases.all())


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


def _star(one: Product) -> Star:
    return star_of(one, clock.today())


def _exact(value: Fraction | int) -> list[int]:
    exact = Fraction(value)
    return [exact.numerator, exact.denominator]
