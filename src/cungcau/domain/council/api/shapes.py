"""What the council's room answers over the API. Averages are exact: ``[numerator, denominator]``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from cungcau.domain.council.models import Decision, DecisionLine, EarlierResult, Item
from cungcau.domain.council.selectors.results import average_of
from cungcau.domain.council.selectors.sheets import Given


class OcopSeatOut(Schema):
    """A seat."""

    id: int
    name: str = Field(alias="user.full_name")
    post: str
    agency: str
    scores: bool
    valid_from: date
    valid_to: date | None
    end_reason: str


class OcopCouncilOut(Schema):
    """A council and its regulation."""

    id: int
    version: int
    area: str = Field(alias="area_code")
    name: str
    decision_no: str
    decided_on: date
    valid_from: date
    valid_to: date | None
    quorum_percent: int
    chair_must_attend: bool
    least_members: int
    spread_limit: int
    minimum_rule: str
    shown_decimals: int
    regulation: str
    source: str


class OcopSessionOut(Schema):
    """A session."""

    id: int
    version: int
    code: str
    council: int = Field(alias="council_id")
    state: str
    mode: str
    held_on: date
    place: str
    answer_by: date | None
    round: int | None = Field(alias="round_id")
    opened_at: datetime | None
    closed_at: datetime | None
    conclusion: str
    end_reason: str


class OcopItemOut(Schema):
    """A product on a session; ``result`` once it stands. Members' points are at the sheets' address alone."""

    id: int
    session: int = Field(alias="session_id")
    dossier: int = Field(alias="dossier_id")
    no: int
    state: str
    attempt: int
    closed_attempt: int
    note: str
    follows: int | None = Field(alias="follows_id")
    finished_at: datetime | None
    star: int | None = Field(alias="result_star")
    band_star: int | None = Field(alias="result_band_star")
    average: list[int] | None
    result: dict[str, Any]

    @staticmethod
    def resolve_average(item: Item) -> list[int] | None:
        """The exact average."""
        found = average_of(item)
        return None if found is None else [found.numerator, found.denominator]

    @staticmethod
    def resolve_result(item: Item) -> dict[str, Any]:
        """The result without what each member gave."""
        return {name: value for name, value in item.result.items() if name != "members"}


class OcopOwnScoreOut(Schema):
    """One's own points for a criterion; ``stale`` where a later choice stood there already."""

    criterion: str
    points: int
    case: str
    note: str
    tick: int
    stale: bool = False


class OcopOwnSheetOut(Schema):
    """One's own sheet."""

    item: int
    attempt: int
    state: str
    answered: int
    of: int
    total: int
    left: list[str]
    remark: str
    scores: list[OcopOwnScoreOut]


class OcopMemberSheetOut(Schema):
    """A member's sheet of a closed scoring."""

    id: int
    seat: int
    name: str
    total: int
    remark: str
    points: dict[str, int]

    @staticmethod
    def of(given: Given) -> dict[str, Any]:
        """As it is answered."""
        return {
            "id": given.sheet.pk, "seat": given.sheet.seat_id, "name": given.name, "total": given.total,
            "remark": given.sheet.remark, "points": dict(given.points),
        }  # fmt: skip


class OcopMatterOut(Schema):
    """A criterion to agree on: what members gave, what all gave, whether the council has to say."""

    criterion: str
    given: list[int]
    proposed: int | None
    asked: bool
    agreed: int | None


class OcopTableOut(Schema):
    """A closed scoring: sheets, spread, what is to be agreed on and still is."""

    attempt: int
    spread: int
    sheets: list[OcopMemberSheetOut]
    matters: list[OcopMatterOut]
    left: list[str]


class OcopDiscussionOut(Schema):
    """What was said of totals too far apart."""

    attempt: int
    spread: int
    again: bool
    text: str
    recorded_at: datetime


class OcopEarlierResultOut(Schema):
    """A result before it was opened again."""

    no: int
    star: int | None
    average: list[int] | None
    finished_at: datetime
    reason: str
    reopened_at: datetime

    @staticmethod
    def resolve_average(one: EarlierResult) -> list[int] | None:
        """The exact average."""
        return None if one.num is None or one.den is None else [one.num, one.den]


class OcopRecusalOut(Schema):
    """Somebody who stands out."""

    id: int
    seat: int = Field(alias="seat_id")
    reason: str
    recorded_at: datetime


class OcopGroundOut(Schema):
    """A ground of rejection written down."""

    id: int
    code: str
    reason: str
    recorded_at: datetime


class OcopDecisionLineOut(Schema):
    """A product on a decision."""

    id: int
    item: int = Field(alias="item_id")
    product: str
    star: int
    certificate: str

    @staticmethod
    def resolve_product(line: DecisionLine) -> str:
        """Its name."""
        return line.item.dossier.product.name

    @staticmethod
    def resolve_certificate(line: DecisionLine) -> str:
        """The certificate's number, blank before it is issued."""
        return line.certificate.number if line.certificate is not None else ""


class OcopDecisionPartOut(Schema):
    """A decision without its list."""

    id: int
    session: int = Field(alias="session_id")
    kind: str
    state: str
    number: str
    signed_on: date | None
    signer: str
    authority: str
    end_reason: str


class OcopDecisionOut(OcopDecisionPartOut):
    """A decision with its list."""

    lines: list[OcopDecisionLineOut]

    @staticmethod
    def resolve_lines(decision: Decision) -> list[DecisionLine]:
        """What stands on it."""
        rows = decision.lines.select_related("certificate", "item__dossier__product")
        return list(rows.defer("item__dossier__words", "item__dossier__product__words"))
