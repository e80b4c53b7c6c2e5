"""Questions about commodities, grades, certificates and seasons."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from cungcau.platform.access import areas
from cungcau.reference.catalogue.models import CertificateKind, Commodity, GradeName, Season


def commodities() -> QuerySet[Commodity]:
    """All commodities, by name."""
    return Commodity.objects.all()


def commodities_by_code(codes: Iterable[str]) -> dict[str, Commodity]:
    """Commodities by code; unknown codes are absent."""
    return {one.code: one for one in Commodity.objects.filter(code__in=set(codes))}


def commodity_ids(codes: Iterable[str]) -> dict[str, int]:
    """Ids by code; unknown codes are absent."""
    return {code: one.pk for code, one in commodities_by_code(codes).items()}


def grade_names(commodities: Iterable[int]) -> dict[tuple[int, int], str]:
    """What grades are called, by (commodity id, rank), for commodities by their ids."""
    rows = GradeName.objects.filter(commodity__in=set(commodities))
    return {
        (commodity, rank): name for commodity, rank, name in rows.values_list("commodity_id", "rank", "name")
    }


def season_grades(season: Season) -> list[GradeName]:
    """The grades of a season's commodities, best first."""
    rows = GradeName.objects.filter(commodity__seasons=season).select_related("commodity")
    return list(rows.order_by("commodity__name_vi", "-rank"))


def certificate_names() -> dict[str, str]:
    """What certificates are called, by code."""
    return dict(CertificateKind.objects.values_list("code", "name"))


def seasons() -> QuerySet[Season]:
    """All seasons, the latest first."""
    return Season.objects.all()


def season(code: str) -> Season | None:
    """The season with this code, or None."""
    return Season.objects.filter(code=code).first()


def seasons_touching(held: frozenset[str]) -> list[Season]:
    """The seasons of these areas, the latest first: those around them and those within them."""
    return [
        season
        for season in seasons()
        if any(areas.covers(season.area_code, area) or areas.covers(area, season.area_code) for area in held)
    ]
