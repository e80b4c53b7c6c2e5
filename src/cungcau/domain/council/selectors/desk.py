"""A member's desk: the printed sheet with their own points, beside what the entity chose, said and cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cungcau.domain.council import states
from cungcau.domain.council.models import Item, Score, ScoreSheet
from cungcau.domain.council.selectors.sheets import own_sheet, points_of, sheet_for
from cungcau.domain.ocop.models import Choice, CommuneReport, Dossier, FieldVisit, LabTest
from cungcau.domain.ocop.selectors.evidence import Cited, cited_by
from cungcau.domain.ocop.selectors.files import choices_of
from cungcau.domain.ocop.sheet_rows import depth_of, flags_by_criterion
from cungcau.engines.scoring import Criterion, Option, Part, Sheet
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock


@dataclass(frozen=True, slots=True)
class Level:
    """One level to tap: ``value`` is ``3``, or ``3:a`` in a branch; ``own`` where the entity chose it."""

    value: str
    option: Option
    chosen: bool
    own: bool
    before: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: a heading, or a criterion with its levels and what belongs to it."""

    criterion: Criterion
    depth: int
    levels: Sequence[Level]
    score: Score | None
    choice: Choice | None
    cited: Sequence[Cited]
    flags: Sequence[str]

    @property
    def ident(self) -> str:
        """Its code as part of an id: ``3-5``."""
        return self.criterion.code.replace(".", "-")

    @property
    def own(self) -> Option | None:
        """The level the entity chose."""
        return next((one.option for one in self.levels if one.own), None)

    @property
    def shows(self) -> bool:
        """Whether there is anything of the entity's to look at."""
        return self.choice is not None or bool(self.cited)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a member needs to judge one product."""

    item: Item
    printed: Sheet
    sheet: ScoreSheet | None
    parts: Sequence[tuple[Part, Sequence[Line]]]
    earlier: bool
    """Whether there are own points of the scoring before this one."""

    @property
    def lines(self) -> list[Line]:
        """The criteria that are scored."""
        return [line for _part, lines in self.parts for line in lines if line.criterion.scorable]

    @property
    def answered(self) -> int:
        """How many criteria have points."""
        return sum(line.score is not None for line in self.lines)

    @property
    def total(self) -> int:
        """The member's own points so far."""
        return sum(line.score.points for line in self.lines if line.score is not None)

    @property
    def left(self) -> list[Line]:
        """The criteria not scored yet."""
        return [line for line in self.lines if line.score is None]

    @property
    def writable(self) -> bool:
        """Whether points may be given now."""
        handed_in = self.sheet is not None and self.sheet.state == states.SUBMITTED
        return self.item.state == states.SCORING and not handed_in


def desk_of(item: Item, user: User) -> Desk:
    """A member's own desk; nobody else's points are read."""
    printed, sheet = sheet_for(item), own_sheet(user, item)
    scores = points_of(sheet) if sheet is not None else {}
    before = _earlier(item, user)
    chosen = choices_of(item.dossier)
    cited = cited_by(item.dossier, clock.today())
    doubts = flags_by_criterion(printed)
    parts = []
    for part in printed.parts:
        lines = [
            Line(
                criterion=row, depth=depth_of(row, printed),
                levels=_levels(row, scores.get(row.code), chosen.get(row.code), before.get(row.code)),
                score=scores.get(row.code), choice=chosen.get(row.code), cited=cited.get(row.code, ()),
                flags=doubts.get(row.code, ()),
            )
            for row in part.criteria
        ]  # fmt: skip
        parts.append((part, lines))
    return Desk(item, printed, sheet, parts, bool(before))


def _levels(row: Criterion, score: Score | None, choice: Choice | None, before: Score | None) -> list[Level]:
    return [
        Level(
            value=value_of(one.points, one.case or ""), option=one,
            chosen=_is(one, score), own=_is(one, choice), before=_is(one, before),
        )
        for one in row.options
    ]  # fmt: skip


def _is(option: Option, said: Score | Choice | None) -> bool:
    return said is not None and (said.points, said.case) == (option.points, option.case or "")


def value_of(points: int, case: str) -> str:
    """A level as a form sends it."""
    return f"{points}:{case}" if case else str(points)


def _earlier(item: Item, user: User) -> dict[str, Score]:
    """A member's own points of the scoring before this one."""
    if item.attempt < 2:
        return {}
    rows = Score.objects.filter(sheet__item=item, sheet__attempt=item.attempt - 1, sheet__seat__user=user)
    return {one.criterion: one for one in rows}


@dataclass(frozen=True, slots=True)
class File:
    """What belongs to the product's file as a whole: papers, the commune's report, visits, tests."""

    cited: Sequence[Cited]
    report: CommuneReport | None
    visits: Sequence[FieldVisit]
    tests: Sequence[LabTest]


def file_of(dossier: Dossier) -> File:
    """The file beside the criteria."""
    return File(
        cited=cited_by(dossier, clock.today(), "").get("", ()),
        report=CommuneReport.objects.filter(dossier=dossier).order_by("-no").first(),
        visits=list(FieldVisit.objects.filter(dossier=dossier, done_on__isnull=False)),
        tests=list(LabTest.objects.filter(dossier=dossier, result_on__isnull=False)),
    )
