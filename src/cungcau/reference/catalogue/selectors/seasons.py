"""Questions about commodities, grades, certificates and seasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cungcau.platform.access import areas
from cungcau.reference.catalogue.models import CertificateKind, Commodity, GradeName, Season


@dataclass(frozen=True, slots=True)
class SeasonWords:
    """Names for what lots and needs keep as ranks and codes; grades by (commodity id, rank)."""

    grades: Mapping[tuple[int, int], str]
    certificates: Mapping[str, str]

    def grade(self, commodity_id: int, rank: int | None) -> str:
        """What a grade is called; its rank where it has no name, blank for none."""
        return "" if rank is None else self.grades.get((commodity_id, rank), str(rank))

    def certificate(self, code: str) -> str:
        """What a certificate is called; its code where it has no name."""
        return self.certificates.get(code, code)

    def grade_choices(self) -> list[tuple[str, str]]:
        """(rank, name), best first; a rank that commodities name differently bears all its names."""
        names: dict[int, dict[str, None]] = {}
        for (_, rank), name in self.grades.items():
            names.setdefault(rank, {})[name] = None
        return [(str(rank), " / ".join(known)) for rank, known in sorted(names.items(), reverse=True)]

    def certificate_choices(self) -> list[tuple[str, str]]:
        """(code, name), by name."""
        return sorted(self.certificates.items(), key=lambda item: item[1])


def commodities() -> QuerySet[Commodity]:
    """All commodities, by name."""
    return Commodity.objects.all()


def commodities_by_code(codes: Iterable[str]) -> dict[str, Commodity]:
    """Commodities by code; unknown codes are absent."""
    return {one.code: one for one in Commodity.objects.filter(code__in=set(codes))}


def commodity_ids(codes: Iterable[str]) -> dict[str, int]:
    """Ids by code; unknown codes are absent."""
    return {code: one.pk for code, one in commodities_by_code(codes).items()}


def season_words(season: Season) -> SeasonWords:
    """What the grades of a season's commodities and all certificates are called, in two questions."""
    return _words(Commodity.objects.filter(seasons=season))


def commodity_words(commodity: Commodity) -> SeasonWords:
    """The same for one commodity."""
    return _words(Commodity.objects.filter(pk=commodity.pk))


def _words(goods: QuerySet[Commodity]) -> SeasonWords:
    grades = GradeName.objects.filter(commodity__in=goods).order_by("commodity__name_vi", "-rank")
    return SeasonWords(
        {
            (commodity, rank): name
            for commodity, rank, name in grades.values_list("commodity_id", "rank", "name")
        },
        dict(CertificateKind.objects.values_list("code", "name")),
    )


def seasons() -> QuerySet[Season]:
    """All seasons, the latest first."""
    return Season.objects.all()


def season(code: str) -> Season | None:
    """The season with this code, or None."""
    return Season.objects.filter(code=code).first()


def season_of_day(known: Iterable[Season], day: date) -> Season | None:
    """The season people mean on a day: one that runs then (of several the last begun), else the last begun
    before, else the next to come; None where there is none."""
    rows = sorted(known, key=lambda one: (one.start, one.pk))
    running = [one for one in rows if one.start <= day <= one.end]
    begun = [one for one in rows if one.start <= day]
    return next(iter([*running[::-1], *begun[::-1], *rows]), None)


def seasons_touching(held: frozenset[str]) -> list[Season]:
    """The seasons of these areas, the latest first: those around them and those within them."""
    return [
        season
        for season in seasons()
        if any(areas.covers(season.area_code, area) or areas.covers(area, season.area_code) for area in held)
    ]
