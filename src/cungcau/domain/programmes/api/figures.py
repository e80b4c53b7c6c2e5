"""Figures over the API: which there are, what one comes to, the rows behind it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from cungcau.domain.orders import policies as orders
from cungcau.domain.programmes import figures, policies
from cungcau.domain.programmes.figures import Asked, Figure, Kept
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["kế hoạch, chương trình"])
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Name = Annotated[str, Field(max_length=60, pattern=r"^[a-z_]+$")]
Condition = Annotated[str, Field(max_length=120, pattern=r"^[a-z]+=[^\x00]*$")]


class ProgrammeArgumentOut(Schema):
    """A condition a figure takes; ``choices`` are the values it knows, none for a day (2021-09-27)."""

    name: str
    label: str
    kind: Literal["choice", "day"]
    choices: list[str]


class ProgrammeFigureOut(Schema):
    """A figure there is; ``time`` tells whether it stands on a day (stock) or counts a span (flow)."""

    name: str
    label: str
    unit: str
    how: str
    time: Literal["stock", "flow"]
    arguments: list[ProgrammeArgumentOut]

    @classmethod
    def of(cls, one: Figure) -> ProgrammeFigureOut:
        """The shape of one."""
        arguments = [
            ProgrammeArgumentOut(
                name=argument.name, label=str(argument.label), kind=argument.kind,
                choices=[str(value) for value, _label in argument.choices()],
            )
            for argument in one.arguments
        ]  # fmt: skip
        return cls(
            name=one.name, label=str(one.label), unit=str(one.unit), how=str(one.how), time=one.time,
            arguments=arguments,
        )  # fmt: skip


class ProgrammeAskIn(Schema):
    """What is asked: up to ``day`` (today without one), from ``first``; ``where`` holds conditions as name=value."""

    day: Day | None = None
    first: Day | None = None
    area: Annotated[str, Field(max_length=40, pattern=r"^(?:[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*)?$")] = ""
    season: Annotated[int, Field(ge=1, le=9_000_000_000_000_000)] | None = None
    where: Annotated[list[Condition], Field(max_length=5)] = []


class ProgrammeRowsIn(ProgrammeAskIn):
    """The same, and which of the rows."""

    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class ProgrammeValueOut(Schema):
    """What a figure came to, as a decimal text in its unit; null where there is nothing to tell it from."""

    name: str
    unit: str
    value: Decimal | None
    day: date
    said: str


class ProgrammeRowsOut(Schema):
    """Rows behind a figure: headers, and each row's cells as texts (blank: not known) in their order."""

    columns: list[str]
    rows: list[list[str]]


@router.get("", response={200: list[ProgrammeFigureOut], **PROBLEMS}, summary="Các phép tính số liệu")
def list_figures(request: HttpRequest) -> list[ProgrammeFigureOut]:
    """Every figure with the conditions it takes."""
    access.require(signed_in(request), policies.VIEW)
    return [ProgrammeFigureOut.of(one) for one in figures.figures()]


@router.get("/{name}", response={200: ProgrammeValueOut, **PROBLEMS}, summary="Một con số")
def show_figure(request: HttpRequest, name: Name, wanted: Query[ProgrammeAskIn]) -> ProgrammeValueOut:
    """What a figure came to over an area one may see."""
    kept: Kept = {}
    _user, asked = _asked(request, name, wanted, kept)
    return ProgrammeValueOut(
        name=name, unit=str(figures.figure(name).unit), value=figures.measure(name, asked, kept), day=asked.day,
        said=figures.described(name, asked.arguments, kept),
    )  # fmt: skip


@router.get("/{name}/rows", response={200: ProgrammeRowsOut, **PROBLEMS}, summary="Các dòng của một con số")
def show_rows(request: HttpRequest, name: Name, wanted: Query[ProgrammeRowsIn]) -> ProgrammeRowsOut:
    """The rows a figure is made of; people's names for those who may see harvest slips."""
    user, asked = _asked(request, name, wanted, {})
    found = figures.behind(name, asked)
    names = found.has_names and access.allows(user, orders.SEE_SLIPS, asked.area_code)
    some = found.rows[wanted.offset : wanted.offset + wanted.limit]
    told = [found.cells(row, names) for row in some]
    keys = [column.key for column in found.columns]
    cells = [["" if row[key] is None else str(row[key]) for key in keys] for row in told]
    return ProgrammeRowsOut(columns=[column.header for column in found.columns], rows=cells)


def _asked(request: HttpRequest, name: str, wanted: ProgrammeAskIn, kept: Kept) -> tuple[User, Asked]:
    user = signed_in(request)
    access.require(user, policies.VIEW, wanted.area)
    pairs = [text.partition("=") for text in wanted.where]
    if len({key for key, _eq, _value in pairs}) < len(pairs):
        raise InputInvalid([Fault("query", 0, "where", ", ".join(wanted.where), "mỗi điều kiện một lần")])
    arguments = figures.checked(name, {key: value for key, _eq, value in pairs}, kept)
    return user, Asked(wanted.day or clock.today(), wanted.first, wanted.area, wanted.season, arguments)
