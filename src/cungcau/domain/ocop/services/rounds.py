"""Rounds of evaluation: entered by the office, or proposed from the days the decision prints.

Source: 26/2026/QĐ-TTg: at least two rounds a year at the province and at the Ministry, with their last days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import road as said
from cungcau.domain.ocop.models import Dossier, Round
from cungcau.domain.ocop.selectors.road_terms import province_of
from cungcau.domain.ocop.selectors.rules import current_book, engine_book
from cungcau.domain.ocop.services.road import clean
from cungcau.domain.ocop.services.road_office import recount
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record

PROVINCE, MINISTRY = "province", "ministry"
_NAMES = {
    PROVINCE: ("province_rounds", "commune_request_before"),
    MINISTRY: ("ministry_rounds", "province_request_before"),
}


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round: of which level, its number in its year, until when files are asked for and finished."""

    level: str
    year: int
    no: int
    request_before: date
    finish_before: date
    note: str = ""


@transaction.atomic
def save_round(*, area: str, row: RoundRow, actor: User | None, round: Round | None = None) -> Round:
    """Write a round of a province down, or change one; deadlines of files in it follow.

    Raises ``ocop_round_taken`` where the province has that number, ``InputInvalid``, ``not_allowed``.
    """
    where = province_of(area)
    _require(actor, where)
    _check(row)
    same = Round.objects.select_for_update().filter(
        area_code=where, level=row.level, year=row.year, no=row.no
    )
    if round is not None:
        same = same.exclude(pk=round.pk)
    if same.exists():
        raise DomainError("ocop_round_taken", no=row.no, year=str(row.year))
    found = round or Round(area_code=where)
    for name in ("level", "year", "no", "request_before", "finish_before"):
        setattr(found, name, getattr(row, name))
    found.note = clean(row.note, 300)
    found.save()
    record(
        actor=actor, verb=said.ROUND_SAVED, thing=found, area=where, request_before=found.request_before,
        finish_before=found.finish_before,
    )  # fmt: skip
    for dossier in Dossier.objects.filter(round=found, state__in=states.LIVE_DOSSIERS).select_related(
        "criteria_set__book__instrument", "round"
    ):
        recount(dossier)
    return found


@transaction.atomic
def add_proposed(*, area: str, year: int, actor: User | None) -> list[Round]:
    """Write the year's rounds as the decision prints them where the province has none of that number yet."""
    where = province_of(area)
    there = set(Round.objects.filter(area_code=where, year=year).values_list("level", "no"))
    return [
        save_round(area=where, row=row, actor=actor)
        for row in proposed(year)
        if (row.level, row.no) not in there
    ]


def proposed(year: int) -> list[RoundRow]:
    """The rounds of a year by the decision in force at its end, in order of their days; none where it names none."""
    book = current_book(date(year, 12, 31))
    if book is None:
        return []
    engine = engine_book(book.pk)
    procedure = engine.instruments[engine.instrument].procedure or {}
    note = f"theo {book.instrument.number}"
    found = []
    for level, (name, asked) in _NAMES.items():
        said_rounds = procedure.get(name)
        days = sorted(
            (_day(year, one.get(asked)), _day(year, one.get("finish_before")))
            for one in (said_rounds if isinstance(said_rounds, list | tuple) else [])
            if isinstance(one, Mapping)
        )
        found += [RoundRow(level, year, no, *pair, note) for no, pair in enumerate(days, 1)]
    return found


def _day(year: int, month_day: object) -> date:
    month, day = str(month_day).split("-")
    return date(year, int(month), int(day))


def _check(row: RoundRow) -> None:
    faults = []
    if row.level not in _NAMES:
        faults.append(Fault("ocop", 1, "level", row.level[:20], "cấp tỉnh hoặc cấp Bộ"))
    if not 2018 <= row.year <= 2100:
        faults.append(Fault("ocop", 1, "year", str(row.year), "năm từ 2018 đến 2100"))
    if not 1 <= row.no <= 12:
        faults.append(Fault("ocop", 1, "no", str(row.no), "số đợt từ 1 đến 12"))
    if row.finish_before < row.request_before:
        faults.append(
            Fault("ocop", 1, "finish_before", f"{row.finish_before:%d/%m/%Y}", "không được trước hạn đề nghị")
        )
    if faults:
        raise InputInvalid(faults)


def _require(actor: User | None, area: str) -> None:
    if actor is not None:
        access.require(actor, policies.OFFICE, area)
