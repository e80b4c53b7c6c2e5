"""One collection point: what was agreed, who reaches it, where its lanes go, on a map."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cungcau.domain.network import policies, selectors
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.network.sheets import days_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.audit.selectors import changes_of
from cungcau.reference.catalogue.selectors import seasons_touching


@require_safe
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """A point; 404 alike where it is not there or serves no season of one's areas."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    found = selectors.point(pk)
    held = areas_with(user, policies.VIEW)
    if found is None or (found.season is not None and found.season not in seasons_touching(held)):
        raise DomainError("point_not_found", number=pk)
    ways, lanes = selectors.ways_into(found), selectors.lanes_from(found)
    may_record = access.allows(user, policies.RECORD, found.area_code)
    context = {
        "point": found,
        "days": days_of(found),
        "ways": ways,
        "lanes": lanes,
        "closures": selectors.closures_at(found),
        "map": _map(found, ways, lanes),
        "may_record": may_record,
        "changes": changes_of(found) if may_record else [],
    }
    return render(request, "network/point.html", context)


def _map(point: CollectionPoint, ways: list[Any], lanes: list[Any]) -> dict[str, Any] | None:
    """The point with the places that reach it and its markets, where they are known; None without its own place."""
    if point.lat is None:
        return None
    nodes: list[dict[str, Any]] = [_node(f"p{point.pk}", point.name, "point", point)]
    nodes += [
        _node(f"u{way.unit_id}", way.unit.title, "commune", way.unit)
        for way in ways
        if way.unit.lat is not None
    ]
    nodes += [
        _node(f"m{lane.market_id}", lane.market.name, "market", lane.market)
        for lane in lanes
        if lane.market.lat is not None
    ]
    return {"nodes": nodes, "flows": []}


def _node(ident: str, name: str, kind: str, thing: Any) -> dict[str, Any]:
    return {"id": ident, "name": name, "kind": kind, "lat": thing.lat, "lon": thing.lon, "kg": 0}
