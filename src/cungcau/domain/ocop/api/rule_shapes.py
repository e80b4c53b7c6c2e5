"""The shapes in which the API tells of rules."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema

from cungcau.domain.ocop.models import Instrument, RuleBook
from cungcau.engines import scoring


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
