"""Units as they stood on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from cungcau.reference.geography.models import Level, Succession, Unit


def units() -> QuerySet[Unit]:
    """All units with those above them, in two levels, read along."""
    return Unit.objects.select_related("parent__parent")


def in_force(on: date) -> QuerySet[Unit]:
    """The units as they stood on a day."""
    return Unit.objects.filter(on_day(on))


def units_by_code(codes: Iterable[str], on: date) -> dict[str, Unit]:
    """Units by their code on a day; unknown codes are absent."""
    return {unit.code: unit for unit in units().filter(on_day(on), code__in=set(codes))}


def by_code(code: str, on: date) -> Unit | None:
    """The unit that bore a code on a day."""
    return units().filter(on_day(on), code=code).first()


def unit(pk: int) -> Unit | None:
    """One unit with those above it, what it became and how else it is spelled; None where there is none."""
    rows = with_successions(units()).prefetch_related("spellings")
    return rows.filter(pk=pk).first()


def counted_at(area_code: str) -> Unit | None:
    """The unit in force whose records have this area code."""
    rows = units().filter(area_code=area_code, valid_to=None) if area_code else Unit.objects.none()
    return rows.first()


def counted_under(unit: Unit) -> QuerySet[Unit]:
    """The communes that ended whose records are counted under a unit in force."""
    rows = units().filter(valid_to__isnull=False, level=Level.COMMUNE)
    return rows.filter(area_code=unit.area_code).exclude(pk=unit.pk).order_by("folded", "code")


def origins_of(unit: Unit) -> QuerySet[Succession]:
    """What a unit was made of."""
    return unit.origins.select_related("old__parent__parent").order_by("-is_main", "old__code")


def tree(on: date, province_code: str) -> QuerySet[Unit]:
    """A province's communes on a day, by name, for choosing one."""
    province = Q(parent__code=province_code) | Q(parent__parent__code=province_code)
    return units().filter(on_day(on), province, level=Level.COMMUNE).order_by("folded", "code")


def provinces(on: date) -> QuerySet[Unit]:
    """The provinces on a day, by name."""
    return in_force(on).filter(level=Level.PROVINCE).order_by("folded")


def with_successions(rows: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units with their successors read along, for pages that list both."""
    links = Succession.objects.select_related("new__parent").order_by("-is_main", "new__code")
    return rows.prefetch_related(Prefetch("successions", queryset=links))


def on_day(on: date) -> Q:
    """The condition that a unit was in force on a day."""
    return (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_to=None) | Q(valid_to__gte=on))
