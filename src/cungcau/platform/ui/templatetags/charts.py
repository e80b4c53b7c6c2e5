"""Charts, the map and the progress of a job on a page: ``{% load charts %}``.

What a chart is given may be the objects of ``platform.ui.charts`` or plain JSON values with the same names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cungcau.platform.ui import charts, figures

register = template.Library()

_SHOW: dict[str, figures.Show] = {
    "kg": figures.kg,
    "mass": figures.mass,
    "money": figures.money,
    "number": figures.number,
    "percent": figures.percent,
}
HEIGHTS = frozenset({"short", "", "tall"})


@register.simple_tag
def chart_weeks(
    weeks: Sequence[charts.WeekFigures | Mapping[str, Any]], *, title: str = "", note: str = ""
) -> SafeString:
    """Supply against need by week."""
    given = [charts.Week.from_json(week) if isinstance(week, Mapping) else week for week in weeks]
    return charts.bars_supply_need(given, title=str(title), note=str(note)) if given else SafeString("")


@register.simple_tag
def chart_calendar(
    days: Sequence[charts.Day | Mapping[str, Any]],
    *,
    title: str = "",
    note: str = "",
    today: dt.date | None = None,
) -> SafeString:
    """A calendar of quantities by day."""
    given = [charts.Day.from_json(day) if isinstance(day, Mapping) else day for day in days]
    return (
        charts.calendar_heat(given, title=str(title), note=str(note), today=today)
        if given
        else SafeString("")
    )


@register.simple_tag
def chart_lorenz(
    shares: Sequence[float],
    *,
    title: str = "",
    note: str = "",
    people: str = "",
    everyone: int | None = None,
    worst: int | None = None,
    inequality: float | None = None,
) -> SafeString:
    """The picture of fairness. Where ``shares`` is a sample, the true counts and Gini may be given."""
    if not shares:
        return SafeString("")
    return charts.lorenz(
        shares,
        title=str(title),
        note=str(note),
        people=str(people),
        everyone=everyone,
        worst=worst,
        inequality=inequality,
    )


@register.simple_tag
def chart_bullet(
    target: float, value: float, *, title: str = "", note: str = "", show: str = "mass"
) -> SafeString:
    """A figure against its target; ``show`` is kg, mass, money, number or percent."""
    return charts.bullet(target, value, title=str(title), note=str(note), show=_SHOW[show])


@register.simple_tag
def chart_spark(values: Sequence[float | None], title: str, *, show: str = "mass") -> SafeString:
    """A word-sized line; None is a day without a report."""
    return charts.sparkline(values, title=str(title), show=_SHOW[show]) if values else SafeString("")


@register.simple_tag
def chart_histogram(
    values: Sequence[float],
    *,
    bins: int = 10,
    low: float = 0.0,
    high: float = 1.0,
    title: str = "",
    note: str = "",
    show: str = "percent",
) -> SafeString:
    """How values are spread."""
    return charts.histogram(
        values, bins=bins, low=low, high=high, title=str(title), note=str(note), show=_SHOW[show]
    )


@register.inclusion_tag("ui/parts/flow_map.html", takes_context=True)
def flow_map(
    context: Context,
    data_url: str = "",
    height: str = "",
    *,
    data: Mapping[str, Any] | None = None,
    title: str = "",
    ident: str = "flow-map",
) -> dict[str, object]:
    """The map of flows, from an address or from ``data`` (nodes, flows); ``height`` is short, tall or blank.

    ``ident`` must differ between two maps on one page. Nodes without a position are listed, not drawn.
    """
    if height not in HEIGHTS:
        raise template.TemplateSyntaxError(f"height = {height!r}: short, tall")
    names = {str(node["id"]): str(node["name"]) for node in data["nodes"]} if data else {}
    rows = [
        (names.get(str(flow["from"]), flow["from"]), names.get(str(flow["to"]), flow["to"]), flow["kg"])
        for flow in (data["flows"] if data else ())
    ]
    return {
        "data": data,
        "data_url": data_url,
        "height": height,
        "title": title,
        "ident": ident,
        "source_id": f"{ident}-data",
        "rows": rows,
        "tile_url": getattr(settings, "TILE_URL", ""),
        "tile_credit": getattr(settings, "TILE_CREDIT", ""),
        "needs_script": _first(context, "flow_map"),
    }


@register.inclusion_tag("ui/parts/place_map.html", takes_context=True)
def place_map(
    context: Context,
    nodes: Sequence[Mapping[str, Any]],
    *,
    title: str,
    place_words: str,
    other_words: str = "",
    ident: str = "place-map",
) -> dict[str, object]:
    """A map of places with a figure each, to stand beside the table that holds the same figures.

    ``nodes``: id, kind (``commune``, or ``point`` for places that are no communes: ``other_words``), name, lat, lon,
    ``kg`` the size of its mark, ``text`` its figure in words, ``lines`` more of it, ``url`` the address of its rows.
    """
    return {
        "data": {"nodes": list(nodes), "flows": []},
        "title": title,
        "ident": ident,
        "source_id": f"{ident}-data",
        "place_words": place_words,
        "other_words": other_words,
        "has_others": any(node["kind"] != "commune" for node in nodes),
        "tile_url": getattr(settings, "TILE_URL", ""),
        "tile_credit": getattr(settings, "TILE_CREDIT", ""),
        "needs_script": _first(context, "flow_map"),
    }


@register.inclusion_tag("ui/parts/flow_map_scripts.html", takes_context=True)
def flow_map_scripts(context: Context) -> dict[str, object]:
    """The map's scripts for a page whose map arrives later; nothing where a map has brought them already."""
    return {"needs_script": _first(context, "flow_map")}


@register.simple_block_tag(takes_context=True)
def live_job(
    context: Context,
    content: str,
    poll_url: str,
    title: str,
    *,
    percent: int | None = None,
    stage: str = "",
    message: str = "",
) -> SafeString:
    """The progress of a job that the page follows by itself; what stands between the tags are its buttons."""
    return render_to_string(
        "ui/parts/live_job.html",
        {
            "poll_url": poll_url,
            "title": title,
            "percent": percent,
            "stage": stage,
            "message": message,
            "actions": mark_safe(content.strip()),  # noqa: S308 - already rendered
            "needs_script": _first(context, "live_job"),
        },
    )


def _first(context: Context, name: str) -> bool:
    """Whether this is the first such component of the template: the first one brings the script."""
    key = f"cungcau.ui.{name}"
    new = key not in context.render_context
    context.render_context[key] = True
    return new
