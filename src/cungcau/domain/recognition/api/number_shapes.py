"""The shapes of figures, targets and reports over the API; days ISO dates, counts of products."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, cast

from ninja import Field, Schema

from cungcau.domain.recognition.api.shapes import NO_NUL, SAID, Day, OcopAfterPageIn
from cungcau.domain.recognition.models import PlanTarget
from cungcau.domain.recognition.selectors import figures
from cungcau.domain.recognition.selectors.figures import Figures, Tally
from cungcau.domain.recognition.selectors.period_report import Report
from cungcau.domain.recognition.selectors.targets import Progress, since
from cungcau.domain.recognition.selectors.trend import Period
from cungcau.domain.recognition.tables.figures import entity_of

Standing = Literal["valid", "lapsing", "lapsed", "revoked"]
Event = Literal["new", "upgraded", "renewed", "lapsed", "revoked"]
MeasureName = Literal["kept", "new", "five_star", "entities"]
Area = Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z.]*$")]
Place = Annotated[str, Field(max_length=60, pattern=r"^[0-9A-Za-z.:]*$")]
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=SAID)]
Year = Annotated[int, Field(ge=2018, le=2100)]
FigureDay = Annotated[date, Field(ge=date(2018, 5, 7), le=date(2100, 12, 31))]


class OcopFiguresDayIn(Schema):
    """The day figures are of (today without one), and a commune's code to look at alone."""

    day: FigureDay | None = None
    area: Area = ""


class OcopTallyOut(Schema):
    """Products under one name: ``valid`` holds those about to lapse (``lapsing``) too; ``key`` narrows the list."""

    key: str
    name: str
    all: int
    valid: int
    lapsing: int
    lapsed: int
    revoked: int

    @classmethod
    def of(cls, key: str, name: str, tally: Tally) -> OcopTallyOut:
        """The shape of one."""
        return cls(
            key=key, name=name, all=tally.all, valid=tally.valid, lapsing=tally.lapsing, lapsed=tally.lapsed,
            revoked=tally.revoked,
        )  # fmt: skip


class OcopYearOut(Schema):
    """What happened between two days, and what was valid on the last, by star."""

    first: date
    last: date
    new: int
    upgraded: int
    renewed: int
    lapsed: int
    revoked: int
    valid: int
    stars: dict[str, int]

    @classmethod
    def of(cls, one: Period) -> OcopYearOut:
        """The shape of one."""
        return cls(
            first=one.first, last=one.last, new=one.new, upgraded=one.upgraded, renewed=one.renewed,
            lapsed=one.lapsed, revoked=one.revoked, valid=one.valid,
            stars={str(star): n for star, n in one.stars.items()},
        )  # fmt: skip


class OcopFiguresOut(Schema):
    """The figures of a day: the whole and by star, group, kind of entity, place."""

    day: date
    total: OcopTallyOut
    by_star: list[OcopTallyOut]
    by_group: list[OcopTallyOut]
    by_kind: list[OcopTallyOut]
    by_place: list[OcopTallyOut]

    @classmethod
    def of(cls, found: Figures) -> OcopFiguresOut:
        """The shape of them."""
        places, tallies = figures.places_of(found.by_place()), found.by_place()
        return cls(
            day=found.day,
            total=OcopTallyOut.of("", "", found.total),
            by_star=[OcopTallyOut.of(str(k), f"{k} sao", t) for k, t in found.by_star().items()],
            by_group=[
                OcopTallyOut.of(k, figures.category_name(k), t) for k, t in found.by_category().items()
            ],
            by_kind=[OcopTallyOut.of(k, figures.kind_name(k), t) for k, t in found.by_kind().items()],
            by_place=[
                OcopTallyOut.of(figures.place_code(*key), places[key].name, tally)
                for key, tally in tallies.items()
            ],
        )


class OcopHeldPageIn(OcopAfterPageIn):
    """Products as they stood on a day; ``group`` and ``kind`` "none" ask for what is not known.

    ``event`` between ``first`` and ``last`` (both included): what happened to them; ``place`` as in the figures.
    """

    day: FigureDay | None = None
    star: Annotated[int, Field(ge=3, le=5)] | None = None
    standing: Standing | None = None
    group: Annotated[str, Field(max_length=6, pattern=r"^[A-Za-z]*$")] = ""
    kind: Annotated[str, Field(max_length=20, pattern=r"^[a-z_]*$")] = ""
    place: Place = ""
    event: Event | None = None
    first: FigureDay | None = None
    last: FigureDay | None = None
    target: Annotated[int, Field(ge=1, le=9_000_000_000_000_000)] | None = None


class OcopHeldOut(Schema):
    """A product with the certificate it went by on the day; ``entity`` null where nobody is known."""

    product_id: int
    certificate_id: int
    product: str
    code: str
    group: str
    entity: str | None
    kind: str
    area: str
    star: int
    standing: Standing
    starts_on: date
    last_day: date

    @classmethod
    def of(cls, one: Any) -> OcopHeldOut:
        """The shape of a row of the figures' list."""
        product = one.product
        return cls(
            product_id=product.pk, certificate_id=one.pk, product=product.name, code=product.code or "",
            group=product.category, entity=None if product.entity_unknown else entity_of(one),
            kind=one.entity_kind, area=one.area_code, star=one.star, standing=cast(Standing, one.standing),
            starts_on=one.starts_on, last_day=one.last,
        )  # fmt: skip


class OcopTargetIn(Schema):
    """A plan's figure for an area (code of a province or commune); ``most`` where the plan gives a range."""

    area: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z.]+$")]
    plan: Line
    measure: MeasureName
    year_from: Year
    year_to: Year
    least: Annotated[int, Field(ge=0, le=1_000_000)]
    most: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    since: Day | None = None
    note: Annotated[str, Field(max_length=300, pattern=NO_NUL)] = ""
    source: Annotated[str, Field(min_length=1, max_length=300, pattern=SAID)]


class OcopTargetChangeIn(Schema):
    """A target as it shall read; ``version`` is the one that was read."""

    version: Annotated[int, Field(ge=1, le=2_000_000_000)]
    plan: Line
    measure: MeasureName
    year_from: Year
    year_to: Year
    least: Annotated[int, Field(ge=0, le=1_000_000)]
    most: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    since: Day | None = None
    note: Annotated[str, Field(max_length=300, pattern=NO_NUL)] = ""
    source: Annotated[str, Field(min_length=1, max_length=300, pattern=SAID)]


class OcopTargetOut(Schema):
    """A target with what was reached by the day asked for; ``how`` says how it is counted."""

    id: int
    version: int
    area: str
    plan: str
    measure: str
    year_from: int
    year_to: int
    since: date
    least: int
    most: int | None
    reached: int
    met: bool
    how: str
    note: str
    source: str

    @classmethod
    def of(cls, one: Progress) -> OcopTargetOut:
        """The shape of one."""
        target: PlanTarget = one.target
        return cls(
            id=target.pk, version=target.version, area=target.area_code, plan=target.plan, measure=target.measure,
            year_from=target.year_from, year_to=target.year_to, since=since(target), least=target.least,
            most=target.most, reached=one.reached, met=one.met, how=one.how, note=target.note, source=target.source,
        )  # fmt: skip


class OcopPeriodIn(Schema):
    """Which report: ``half`` (six months) or ``year``; ``last`` the last day it tells of."""

    period: Literal["half", "year"]
    year: Year
    last: FigureDay | None = None
    area: Area = ""


class OcopPeriodOut(Schema):
    """A report's figures, and the day before which it is due with what says so."""

    period: str
    first: date
    last: date
    due: date
    source: str
    figures: OcopFiguresOut
    happened: OcopYearOut
    work: dict[str, int]
    targets: list[OcopTargetOut]

    @classmethod
    def of(cls, one: Report) -> OcopPeriodOut:
        """The shape of one."""
        names = ("sent", "under_way", "certified", "inspected", "found", "to_mend", "revocations")
        return cls(
            period=one.period, first=one.first, last=one.last, due=one.due, source=one.source,
            figures=OcopFiguresOut.of(one.figures), happened=OcopYearOut.of(one.happened),
            work={name: getattr(one.work, name) for name in names},
            targets=[OcopTargetOut.of(target) for target in one.targets],
        )  # fmt: skip


def narrowed(wanted: OcopHeldPageIn) -> dict[str, str]:
    """The wish as the list's filter takes it."""
    given: dict[str, object] = {
        "q": wanted.q, "day": wanted.day, "star": wanted.star, "standing": wanted.standing, "group": wanted.group,
        "kind": wanted.kind, "area": wanted.place or wanted.area, "event": wanted.event, "first": wanted.first,
        "last": wanted.last, "target": wanted.target,
    }  # fmt: skip
    return {
        key: value.isoformat() if isinstance(value, date) else str(value)
        for key, value in given.items()
        if value not in ("", None)
    }
