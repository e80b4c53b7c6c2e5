"""Questions about inspections and findings: what is due, what was found, which products to inspect next."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from cungcau.domain.ocop.models import Certificate, Product
from cungcau.domain.ocop.models.certificate import valid_on
from cungcau.domain.recognition import policies, states
from cungcau.domain.recognition.models import Finding, Inspection
from cungcau.domain.recognition.selectors.shown import findings_shown, inspections_shown
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, areas_with

OVERDUE, TO_MEND, TO_LOOK = "overdue", "to_mend", "to_look"
MOST_SUGGESTED = 200
SUGGESTED = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """Which products to inspect: of a commune (blank: any), with a star (None: any), how many at most."""

    area: str = ""
    star: int | None = None
    count: int = SUGGESTED


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar: how many inspections stand in it, and how many of them took place."""

    year: int
    month: int
    planned: int
    done: int

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])


def inspections(user: Somebody) -> QuerySet[Inspection]:
    """The inspections somebody may see, with their product and how many findings are not closed."""
    rows = inspections_shown(user).select_related("product__entity", "product__unit")
    return rows.defer("product__words", "product__entity__words", "product__unit__words").annotate(
        found=Count("findings"), unclosed=Count("findings", filter=~Q(findings__state=states.CLOSED))
    )


def inspection_for(user: Somebody, pk: int) -> Inspection | None:
    """One of them."""
    rows = inspections_shown(user).select_related("product__entity", "product__unit", "made_by")
    return (
        rows.defer("product__words", "product__entity__words", "product__unit__words").filter(pk=pk).first()
    )


def finding_for(user: Somebody, pk: int) -> Finding | None:
    """A finding somebody may see."""
    rows = findings_shown(user).select_related("inspection__product__entity")
    return rows.filter(pk=pk).first()


def part_of(rows: QuerySet[Inspection], part: str, today: date) -> QuerySet[Inspection]:
    """Inspections that ask for something: planned and past, with things to mend past their term, or to look at."""
    late = Finding.objects.filter(inspection=OuterRef("pk"), state=states.OPEN, due_on__lt=today)
    if part == OVERDUE:
        return rows.filter(Q(state=states.PLANNED, planned_on__lt=today) | Exists(late))
    wanted = states.OPEN if part == TO_MEND else states.ANSWERED
    return rows.filter(Exists(Finding.objects.filter(inspection=OuterRef("pk"), state=wanted)))


def calendar_of(rows: QuerySet[Inspection], year: int) -> list[Month]:
    """The twelve months of a year, cancelled ones not counted."""
    found = (
        rows.filter(planned_on__year=year)
        .exclude(state=states.CANCELLED)
        .order_by()
        .values("planned_on__month")
        .annotate(n=Count("pk", distinct=True), done=Count("pk", distinct=True, filter=Q(state=states.DONE)))
    )
    by_month = {row["planned_on__month"]: (row["n"], row["done"]) for row in found}
    return [Month(year, number, *by_month.get(number, (0, 0))) for number in range(1, 13)]


def to_inspect(user: Somebody, wish: Wish, today: date) -> QuerySet[Product]:
    """Products with a valid certificate and no inspection planned: those never inspected first, then the longest ago.

    Ordered so by commune and name where that is equal, so that the same question gives the same list.
    """
    held = areas_with(user, policies.INSPECT)
    valid = Certificate.objects.filter(valid_on(today), product=OuterRef("pk"))
    if wish.star is not None:
        valid = valid.filter(star=wish.star)
    planned = Inspection.objects.filter(product=OuterRef("pk"), state=states.PLANNED)
    rows = Product.objects.filter(within("area_code", held), Exists(valid), ~Exists(planned), stopped_on=None)
    if wish.area:
        rows = rows.filter(Q(area_code=wish.area) | Q(area_code__startswith=wish.area + "."))
    last = Max("inspections__done_on", filter=Q(inspections__state=states.DONE))
    rows = rows.annotate(last_inspected=last, star=Subquery(valid.values("star")[:1]))
    ordered = rows.order_by(F("last_inspected").asc(nulls_first=True), "area_code", "folded", "pk")
    return ordered.select_related("entity", "unit").defer("words", "entity__words", "unit__words")[
        : min(wish.count, MOST_SUGGESTED)
    ]
