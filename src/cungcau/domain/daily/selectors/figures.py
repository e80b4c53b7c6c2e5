"""The figures of a day, from entries (tickets, deliveries, payments) and from what channels report.

Each figure is a sum over :class:`~cungcau.domain.orders.models.Entry` rows that ``entries_behind`` shows. A day of the
report is a day of Vietnam's clock; a corrected entry counts on the day it corrects.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import connection

from cungcau.domain.daily.models import MarketReport
from cungcau.domain.network.models import Channel, CollectionPoint, Market
from cungcau.domain.orders.models import Kind
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.geography.models import Unit

KINDS = (Kind.RECEIVED, Kind.REJECTED, Kind.LOADED, Kind.DELIVERED, Kind.LOST, Kind.ACCEPTED, Kind.PAID)
"""The quantities a day's report gives, in the order goods travel."""

_SUMS = """
SELECT entry.kind, ord.commodity_id, ord.market_id, ord.point_id, coalesce(slip.area_code, line.area_code),
       sum(entry.kg) FILTER (WHERE {local} = %(day)s), sum(entry.kg),
       sum(entry.kg::bigint * coalesce(slip.price_vnd_per_kg, terms.price_vnd_per_kg)) FILTER (WHERE {local} = %(day)s),
       sum(entry.kg::bigint * coalesce(slip.price_vnd_per_kg, terms.price_vnd_per_kg)),
       min(terms.price_vnd_per_kg) FILTER (WHERE {local} = %(day)s),
       max(terms.price_vnd_per_kg) FILTER (WHERE {local} = %(day)s),
       count(DISTINCT entry.evidence) FILTER (WHERE {local} = %(day)s AND entry.evidence LIKE 'ticket:%%')
FROM orders_entry AS entry
JOIN orders_orderline AS line ON line.id = entry.line_id
JOIN orders_order AS ord ON ord.id = line.order_id
LEFT JOIN orders_slip AS slip ON slip.id = entry.slip_id
LEFT JOIN orders_terms AS terms ON terms.order_id = ord.id AND terms.state = 'frozen'
WHERE line.season_id = %(season)s AND entry.kind = ANY(%(kinds)s) AND {local} <= %(day)s
GROUP BY 1, 2, 3, 4, 5
"""
LOCAL_DAY = "(entry.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"


def figures_of(season: Season, day: date) -> dict[str, Any]:
    """The day's figures and the season's up to it, as plain values fit for keeping as JSON.

    ``whole``: ``{kind: [kg of the day, kg so far]}`` and ``value_vnd``; ``by_commodity``, ``by_channel``,
    ``by_market``, ``by_point``, ``by_commune``: rows ``{"key", "name", "kg": {kind: [day, so far]}}``;
    ``prices``: per commodity the least and most frozen price of what the day received; ``elsewhere``: what channels
    and gates report; ``points`` and ``tickets`` of the day.
    """
    rows = _rows(season, day)
    found: dict[str, Any] = {
        "day": day.isoformat(),
        "whole": _sums(rows),
        "value_vnd": [_value(rows, 7), _value(rows, 8)],
        "points": len({row[3] for row in rows if row[0] == Kind.RECEIVED and row[5] and row[3]}),
        "tickets": sum(row[11] or 0 for row in rows if row[0] == Kind.RECEIVED),
        "prices": _prices(rows),
        "elsewhere": _elsewhere(season, day),
    }
    for name, place, named in (
        ("by_commodity", 1, _commodities), ("by_market", 2, _markets), ("by_point", 3, _points),
        ("by_commune", 4, _communes),
    ):  # fmt: skip
        found[name] = _grouped(rows, place, named)
    found["by_channel"] = _channels(rows)
    return found


def _rows(season: Season, day: date) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _SUMS.format(local=LOCAL_DAY), {"day": day, "season": season.pk, "kinds": [str(kind) for kind in KINDS]}
        )  # fmt: skip
        return list(cursor.fetchall())


def _sums(rows: list[tuple[Any, ...]]) -> dict[str, list[int]]:
    found = {str(kind): [0, 0] for kind in KINDS}
    for row in rows:
        found[row[0]][0] += int(row[5] or 0)
        found[row[0]][1] += int(row[6] or 0)
    return found


def _value(rows: list[tuple[Any, ...]], place: int) -> int:
    return sum(int(row[place] or 0) for row in rows if row[0] == Kind.RECEIVED)


def _grouped(rows: list[tuple[Any, ...]], place: int, named: Any) -> list[dict[str, Any]]:
    groups: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        groups[row[place]].append(row)
    names = named([key for key in groups if key])
    found = [{"key": key, "name": names.get(key, "–"), "kg": _sums(part)} for key, part in groups.items()]
    return sorted(found, key=lambda one: (-one["kg"][Kind.RECEIVED][1], str(one["name"])))


def _commodities(keys: list[int]) -> dict[int, str]:
    return dict(Commodity.objects.filter(pk__in=keys).values_list("pk", "name_vi"))


def _markets(keys: list[int]) -> dict[int, str]:
    return dict(_market_rows(keys, "name"))


def _market_rows(keys: list[int], column: str) -> list[tuple[int, str]]:
    return list(Market.objects.filter(pk__in=keys).values_list("pk", column))


def _points(keys: list[int]) -> dict[int, str]:
    return dict(CollectionPoint.objects.filter(pk__in=keys).values_list("pk", "name"))


def _communes(keys: list[str]) -> dict[str, str]:
    found = Unit.objects.filter(area_code__in=keys, valid_to=None)
    return {unit.area_code: unit.title for unit in found}


def _channels(rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    channel_of = dict(_market_rows(list({row[2] for row in rows if row[2]}), "channel"))
    groups: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        groups[channel_of.get(row[2], "")].append(row)
    labels = dict(Channel.choices)
    return [
        {"key": key, "name": str(labels.get(key, "–")), "kg": _sums(part)}
        for key, part in sorted(groups.items())
    ]


def _prices(rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    least: dict[int, int] = {}
    most: dict[int, int] = {}
    for row in rows:
        if row[0] == Kind.RECEIVED and row[9] is not None:
            least[row[1]] = min(least.get(row[1], row[9]), row[9])
            most[row[1]] = max(most.get(row[1], row[10]), row[10])
    names = _commodities(list(least))
    return [
        {"key": key, "name": names.get(key, "–"), "low": low, "high": most[key]} for key, low in least.items()
    ]


def _elsewhere(season: Season, day: date) -> list[dict[str, Any]]:
    rows = MarketReport.objects.filter(season=season, day=day, is_current=True).select_related(
        "market", "commodity"
    )
    return [
        {
            "market": one.market.name, "channel": str(dict(Channel.choices).get(one.market.channel, "–")),
            "commodity": one.commodity.name_vi, "kg": one.kg, "value_vnd": one.value_vnd, "trucks": one.trucks,
            "trucks_waiting": one.trucks_waiting, "boxes": one.boxes, "ice_kg": one.ice_kg, "source": one.source,
        }
        for one in rows.order_by("market__name", "commodity__name_vi")
    ]  # fmt: skip
