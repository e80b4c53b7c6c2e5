"""What the API takes of rules, products, files and evidence: bounds of every number and text."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import field_validator

_PLAIN = r"^[^\x00]*$"
OcopWord = Annotated[str, Field(max_length=200, pattern=_PLAIN)]
OcopText = Annotated[str, Field(max_length=4000, pattern=_PLAIN)]
OcopCode = Annotated[str, Field(max_length=20, pattern=r"^[0-9A-Za-z._-]{1,20}$")]
OcopName = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*\S[^\x00]*$")]
OcopDay = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
OcopNumber = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
OcopPoints = Annotated[int, Field(ge=0, le=100)]
_Money = Annotated[int, Field(ge=0, le=10**15)]
_Year = Annotated[int, Field(ge=2000, le=2100)]


class OcopPageIn(Schema):
    """A part of a list: words to find, how many rows from where."""

    q: OcopWord = ""
    limit: Annotated[int, Field(ge=1, le=500)] = 100
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class OcopProductPageIn(OcopPageIn):
    """Products: also by star, standing of the certificate, set, area."""

    star: Annotated[int, Field(ge=1, le=5)] | None = None
    standing: Literal["", "valid", "lapsing", "lapsed", "ended", "never", "stopped"] = ""
    set: Annotated[str, Field(max_length=20, pattern=_PLAIN)] = ""
    area: Annotated[str, Field(max_length=40, pattern=_PLAIN)] = ""


class OcopDossierPageIn(OcopPageIn):
    """Files: also by state, kind, set, area."""

    state: Annotated[str, Field(max_length=16, pattern=_PLAIN)] = ""
    kind: Literal["", "first", "upgrade", "re_evaluation"] = ""
    set: Annotated[str, Field(max_length=20, pattern=_PLAIN)] = ""
    area: Annotated[str, Field(max_length=40, pattern=_PLAIN)] = ""


class OcopRulesIn(Schema):
    """A rule file's content, as the JSON file has it."""

    content: dict[str, Any]
    file_name: OcopWord = ""
    note: Annotated[str, Field(max_length=600, pattern=_PLAIN)] = ""


class OcopProductIn(Schema):
    """A product; ``entity`` by its code, ``place`` by the statistics code of its commune."""

    entity: Annotated[str, Field(max_length=60, pattern=_PLAIN)]
    name: OcopName
    set_code: Annotated[str, Field(max_length=20, pattern=_PLAIN)] = ""
    place: Annotated[str, Field(max_length=5, pattern=r"^(\d{5})?$")] = ""
    description: OcopText = ""
    revenue_vnd: _Money | None = None
    revenue_year: _Year | None = None
    note: Annotated[str, Field(max_length=2000, pattern=_PLAIN)] = ""


class OcopProductChangeIn(Schema):
    """A correction: only what is given changes; ``version`` is the one that was read."""

    version: Annotated[int, Field(ge=1, le=2_000_000_000)]
    name: OcopName | None = None
    set_code: Annotated[str, Field(max_length=20, pattern=_PLAIN)] | None = None
    description: OcopText | None = None
    revenue_vnd: _Money | None = None
    revenue_year: _Year | None = None
    stopped_on: OcopDay | None = None
    note: Annotated[str, Field(max_length=2000, pattern=_PLAIN)] | None = None


class OcopAliasIn(Schema):
    """Another code or name."""

    kind: Literal["code", "name"]
    text: OcopName
    source: Annotated[str, Field(max_length=300, pattern=_PLAIN)] = ""


class OcopDossierIn(Schema):
    """A file to begin; an upgrade or re-evaluation is about the product's certificate in force."""

    product: OcopNumber
    set: OcopCode
    kind: Literal["first", "upgrade", "re_evaluation"] = "first"


class OcopRegistrationIn(Schema):
    """Fields of form 01 to change, by name; numbers and days as texts; ``version`` is the one that was read."""

    version: Annotated[int, Field(ge=1, le=2_000_000_000)]
    fields: Annotated[dict[str, OcopText], Field(max_length=60)]


class OcopChoiceIn(Schema):
    """A level of one criterion by its points (and branch a/b), with the explanation."""

    points: OcopPoints
    case: Annotated[str, Field(max_length=4, pattern=_PLAIN)] = ""
    explanation: OcopText = ""


class OcopChoicesIn(Schema):
    """Levels of many criteria by points: criterion → points, null takes a choice back."""

    choices: Annotated[dict[str, OcopPoints | None], Field(max_length=200)]

    @field_validator("choices")
    @classmethod
    def _no_nul(cls, choices: dict[str, int | None]) -> dict[str, int | None]:
        if any("\x00" in code or len(code) > 12 for code in choices):
            raise ValueError("mã tiêu chí dài nhất 12 ký tự, không có ký tự rỗng")
        return choices


class OcopCommitmentIn(Schema):
    """The entity's word; an officer says how it was heard."""

    name: Annotated[str, Field(max_length=120, pattern=_PLAIN)]
    heard: OcopWord = ""
    despite_unanswered: bool = False


class OcopSetIn(Schema):
    """Another set of the rules in force."""

    set: OcopCode


class OcopEvidenceFacts(Schema):
    """What is said of a piece of evidence; only what is given changes."""

    title: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$")] | None = None
    paper: Annotated[str, Field(max_length=30, pattern=_PLAIN)] | None = None
    number: Annotated[str, Field(max_length=80, pattern=_PLAIN)] | None = None
    issuer: OcopWord | None = None
    issued_on: OcopDay | None = None
    expires_on: OcopDay | None = None


class OcopLinkIn(OcopEvidenceFacts):
    """The address of a page as evidence of an organisation (by code)."""

    organisation: Annotated[str, Field(max_length=60, pattern=_PLAIN)]
    url: Annotated[str, Field(min_length=1, max_length=500, pattern=_PLAIN)]


class OcopFileIn(Schema):
    """Whose file is sent (by code), and of which kind it is."""

    organisation: Annotated[str, Field(max_length=60, pattern=_PLAIN)]
    paper: Annotated[str, Field(max_length=30, pattern=_PLAIN)] = ""


class OcopCitationIn(Schema):
    """Evidence (by key) to cite for a criterion, or blank for the file as a whole."""

    evidence: Annotated[list[UUID], Field(max_length=500)]
    criterion: Annotated[str, Field(max_length=12, pattern=_PLAIN)] = ""
    where: Annotated[str, Field(max_length=120, pattern=_PLAIN)] = ""
