"""What is sent of a plan in force over the API."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from ninja import Field, Schema

from cungcau.domain.programmes.api.shapes import (
    Day,
    Figure,
    Name,
    ProgrammeIndicatorIn,
    ProgrammeLineIn,
    ProgrammePassageIn,
    ProgrammePlanIn,
    ProgrammeScenarioIn,
    ProgrammeTaskIn,
    Text,
    Version,
)

Limit = Annotated[int, Field(ge=1, le=200)]
Offset = Annotated[int, Field(ge=0, le=1_000_000)]


class ProgrammePassageChangeIn(ProgrammePassageIn):
    """A passage anew, against the version it was read at."""

    version: Version


class ProgrammeIndicatorChangeIn(ProgrammeIndicatorIn):
    """A target anew, against the version it was read at."""

    version: Version


class ProgrammeTaskChangeIn(ProgrammeTaskIn):
    """A task anew, against the version it was read at."""

    version: Version


class ProgrammeLineChangeIn(ProgrammeLineIn):
    """An amount anew, against the version it was read at."""

    version: Version


class ProgrammeScenarioChangeIn(ProgrammeScenarioIn):
    """A scenario anew, its rows too, against the version it was read at."""

    version: Version


class ProgrammePlanChangeIn(ProgrammePlanIn):
    """The head anew, against the version it was read at."""

    version: Version


class ProgrammeIssueIn(Schema):
    """Under which number a plan is issued."""

    symbol: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]*$")]
    issued_on: Day
    number: Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$")] | None = None


class ProgrammeReasonIn(Schema):
    """Why; wanted by some moves only."""

    reason: Text = ""


class ProgrammeReadingIn(Schema):
    """A figure reported; another figure of the same day wants a ``reason``."""

    as_of: Day
    value: Figure
    provenance: Name
    reason: Text = ""


class ProgrammeReadingOut(Schema):
    """A figure as kept."""

    id: int
    as_of: date
    value: Decimal
    provenance: str
    reason: str
    is_current: bool


class ProgrammeSpendingIn(Schema):
    """Money spent; below 0 only to correct, with a ``reason``."""

    spent_on: Day
    amount_vnd: Annotated[int, Field(ge=-(10**15), le=10**15)]
    paper: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    reason: Text = ""


class ProgrammeSpendingOut(ProgrammeSpendingIn):
    """Money as kept."""

    id: int


class ProgrammeFinishIn(Schema):
    """When a task was done and what shows it."""

    done_on: Day
    evidence: Annotated[str, Field(min_length=1, max_length=600, pattern=r"^[^\x00]*$")]


class ProgrammeNoteIn(Schema):
    """Progress in words."""

    text: Annotated[str, Field(min_length=1, max_length=600, pattern=r"^[^\x00]*$")]
