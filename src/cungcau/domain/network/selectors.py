"""Questions about points, lanes and markets."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from cungcau.domain.network.models import Access, Closure, CollectionPoint, Lane, Market
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import matching


def markets() -> QuerySet[Market]:
    """All markets, by name."""
    return Market.objects.all()


def market_ids(codes: Iterable[str]) -> dict[str, int]:
    """Ids by code; unknown codes are absent."""
    return dict(Market.objects.filter(code__in=set(codes)).values_list("code", "pk"))


def point_ids(codes: Iterable[str]) -> dict[str, int]:
    """Ids by code; unknown codes are absent."""
    return dict(CollectionPoint.objects.filter(code__in=set(codes)).values_list("code", "pk"))


def point_names() -> QuerySet[CollectionPoint, tuple[str, str]]:
    """(code, name) of every point."""
    return CollectionPoint.objects.order_by("pk").values_list("code", "name")


def market_names() -> QuerySet[Market, tuple[str, str]]:
    """(code, name) of every market."""
    return Market.objects.order_by("pk").values_list("code", "name")


def lane_ids(names: Iterable[str]) -> dict[str, int]:
    """Ids of lanes named ``point>market`` by their codes; unknown ones are absent."""
    wanted = {name for name in names if ">" in name}
    rows = Lane.objects.filter(
        point__code__in={name.split(">", 1)[0] for name in wanted},
        market__code__in={name.split(">", 1)[1] for name in wanted},
    ).values_list("point__code", "market__code", "pk")
    return {f"{point}>{market}": pk for point, market, pk in rows if f"{point}>{market}" in wanted}


def points_of(season: Season) -> QuerySet[CollectionPoint]:
    """The points that serve a season: its own and those of every season that are open on some of its days.

    Days that nobody stated do not limit.
    """
    open_then = (Q(open_from=None) | Q(open_from__lte=season.end)) & (
        Q(open_to=None) | Q(open_to__gte=season.start)
    )
    own_or_shared = Q(season=season) | (Q(season=None) & open_then)
    return CollectionPoint.objects.filter(own_or_shared).select_related("unit__parent")


def markets_of(season: Season) -> QuerySet[Market]:
    """The markets the season's lanes lead to, by name."""
    return Market.objects.filter(lanes__point__in=points_of(season)).distinct()


def access_of(season: Season) -> QuerySet[Access]:
    """Which units reach the season's points, as the planner takes them: those in use."""
    return Access.objects.filter(point__in=points_of(season), in_use=True).select_related("unit", "point")


def lanes_of(season: Season) -> QuerySet[Lane]:
    """The lanes that start at the season's points, as the planner takes them: those in use."""
    return all_lanes_of(season).filter(in_use=True)


def all_lanes_of(season: Season) -> QuerySet[Lane]:
    """The lanes that start at the season's points, those out of use among them."""
    return Lane.objects.filter(point__in=points_of(season)).select_related("point", "market")


def all_access_of(season: Season) -> QuerySet[Access]:
    """Which units reach the season's points, ways out of use among them."""
    rows = Access.objects.filter(point__in=points_of(season)).select_related("unit__parent", "point")
    return rows.order_by("point__folded", "unit__folded", "id")


def point(pk: int) -> CollectionPoint | None:
    """One point with its place and season."""
    rows = CollectionPoint.objects.select_related("unit__parent__parent", "season").defer(
        "words", "unit__words"
    )
    return rows.filter(pk=pk).first()


def closures_of(season: Season) -> QuerySet[Closure]:
    """What is closed in a season, by day."""
    return Closure.objects.filter(season=season).select_related(
        "place__parent", "point", "lane__point", "lane__market", "market"
    )


def search_points(rows: QuerySet[CollectionPoint], text: str) -> QuerySet[CollectionPoint]:
    """Points by name, code or place, with or without marks."""
    return matching(rows, text)


def search_lanes(rows: QuerySet[Lane], text: str) -> QuerySet[Lane]:
    """Lanes whose point or market answers the text, with or without marks."""
    if not text.strip():
        return rows
    points = matching(CollectionPoint.objects.all(), text).values("pk")
    found = matching(Market.objects.all(), text).values("pk")
    return rows.filter(Q(point__in=points) | Q(market__in=found))


def search_markets(rows: QuerySet[Market], text: str) -> QuerySet[Market]:
    """Markets by name, code or province, with or without marks."""
    return matching(rows, text)


def search_access(rows: QuerySet[Access], text: str) -> QuerySet[Access]:
    """Ways whose place or point answers the text, with or without marks."""
    if not text.strip():
        return rows
    points = matching(CollectionPoint.objects.all(), text).values("pk")
    units = matching(Unit.objects.all(), text).values("pk")
    return rows.filter(Q(point__in=points) | Q(unit__in=units))


def ways_into(point: CollectionPoint) -> list[Access]:
    """Who reaches a point, by place."""
    rows = Access.objects.filter(point=point).select_related("unit__parent").defer("unit__words")
    return list(rows.order_by("unit__folded", "id")[:MOST])


def lanes_from(point: CollectionPoint) -> list[Lane]:
    """Where a point's goods go, by market."""
    rows = Lane.objects.filter(point=point).select_related("market").defer("market__words")
    return list(rows.order_by("market__folded", "id")[:MOST])


def closures_at(point: CollectionPoint) -> list[Closure]:
    """When a point or one of its lanes is shut or narrowed."""
    rows = Closure.objects.filter(Q(point=point) | Q(lane__point=point))
    return list(rows.select_related("point", "lane__market").order_by("first", "id")[:MOST])


MOST = 200
"""Rows of one kind that a point's page shows at most."""
