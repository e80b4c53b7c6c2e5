"""The figures page, the lists behind its figures, and both as files."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.recognition import policies
from cungcau.domain.recognition.figure_papers import figures_paper, file_name
from cungcau.domain.recognition.filters.figures import EntityFilter, HeldFilter
from cungcau.domain.recognition.selectors import figure_page, figures, trend
from cungcau.domain.recognition.selectors.figure_page import Links
from cungcau.domain.recognition.selectors.period_report import next_due
from cungcau.domain.recognition.selectors.registry_book import incomplete
from cungcau.domain.recognition.selectors.targets import progress_of
from cungcau.domain.recognition.tables import figures as tables
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.documents.answers import paper_response
from cungcau.platform.exchange.services import export_response
from cungcau.platform.ui import clock
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import counted_at
from cungcau.reference.listing import EXPORT, Sheet, show_list

FIRST_DAY, LAST_DAY = date(2018, 5, 7), date(2100, 12, 31)
"""Days figures may be asked for: from the programme's first (490/QĐ-TTg)."""


def reader(request: HttpRequest) -> User:
    """Who looks at figures; raises ``not_signed_in``, ``not_allowed``."""
    user = signed_in(request)
    access.require(user, policies.FIGURES)
    return user


def chosen_day(request: HttpRequest) -> date:
    """The day asked for (``?day=``), today without one; raises ``ocop_day_out_of_range``."""
    text = request.GET.get("day", "").strip()
    if not text:
        return clock.today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise DomainError("ocop_day_out_of_range", value=text[:40], first=FIRST_DAY, last=LAST_DAY)
    return day


def chosen_area(request: HttpRequest, user: User) -> str:
    """The area asked for, or all of somebody's (blank); raises ``not_allowed`` for one that is not theirs."""
    area = request.GET.get("area", "").strip()[:40]
    if area:
        access.require(user, policies.FIGURES, area)
    return area


def unit_shown(user: User, area: str) -> Unit | None:
    """The unit figures are of: the one chosen, else the one somebody looks after; None for everywhere."""
    held = areas_with(user, policies.FIGURES)
    return counted_at(area or (next(iter(held)) if len(held) == 1 else ""))


@require_safe
def show(request: HttpRequest) -> HttpResponseBase:
    """Products by star, group, place, kind of entity on a day, by year, against targets; ``?xuat=`` as a file."""
    user = reader(request)
    day, area = chosen_day(request), chosen_area(request, user)
    found = figures.figures_of(user, day, area)
    unit = unit_shown(user, area)
    wanted = request.GET.get(EXPORT, "")
    if wanted in ("pdf", "docx"):
        return paper_response(figures_paper(found, unit), file_name("số liệu OCOP", day), wanted)
    if wanted:
        name = file_name("số liệu OCOP", day)
        return export_response(name, wanted, tables.FIGURES, tables.figure_rows(found))
    return render(request, "recognition/figures.html", _context(user, found, area, unit))


def _context(user: User, found: figures.Figures, area: str, unit: Unit | None) -> dict[str, Any]:
    day = found.day
    links = Links(reverse("recognition:figure-rows"), day, area)
    entities = Links(reverse("recognition:figure-entities"), day, area)
    places, nodes = figure_page.by_place(found, links)
    years = trend.years(trend.spans(user, area), day)
    held = areas_with(user, policies.FIGURES)
    return {
        "day": day, "area": area, "unit": unit, "found": found, "tab": "figures",
        "query": f"{urlencode({'day': day.isoformat(), 'area': area})}&",
        "areas": communes(user), "whole": links.row(_("Tất cả"), found.total).cells,
        "entities": links_to_entities(user, day, area, entities),
        "parts": (
            (_("Theo hạng sao"), figure_page.by_star(found, links)),
            (_("Theo nhóm sản phẩm"), figure_page.by_group(found, links)),
            (_("Theo loại hình chủ thể"), figure_page.by_kind(found, links)),
        ),
        "places": places, "nodes": nodes, "years": figure_page.by_year(years, links),
        "events": list(trend.EVENTS.values()), "valid_by_year": [one.valid for one in years],
        "targets": figure_page.target_lines(progress_of(user, day), links, entities),
        "published": figure_page.published(user, held, links) if not area else [],
        "incomplete": incomplete(user).count() if access.allows(user, policies.BRING_IN) else 0,
        "due": [(period, on, (on - clock.today()).days) for period, on in next_due(clock.today())],
        "may_targets": access.allows(user, policies.TARGETS),
    }  # fmt: skip


def links_to_entities(user: User, day: date, area: str, links: Links) -> figure_page.Cell:
    """How many known entities there are, with the list of them."""
    return links.cell(figures.entities_of(user, day, area).count())


def communes(user: User) -> list[tuple[str, str]]:
    """The communes with products that one may look at alone."""
    return [pair for pair in figures.place_choices(user) if ":" not in pair[0]]


@require_safe
def rows(request: HttpRequest) -> HttpResponseBase:
    """The products behind a figure, as they stood on the day."""
    user = reader(request)
    day = chosen_day(request)
    held = figures.held_rows(user, day).select_related("product__entity", "product__unit")
    shown = held.defer("product__words", "product__entity__words", "product__unit__words")
    areas = figures.place_choices(user)
    chosen = HeldFilter(request.GET, queryset=shown, user=user, areas=areas)
    table = tables.HeldTable(chosen.qs, may_open=access.allows(user, policies.VIEW))
    sheet = Sheet(file_name("sản phẩm OCOP", day), tables.HELD, tables.held_rows)
    context = {"title": _("Sản phẩm OCOP theo số liệu"), "day": day, "tab": "figures"}
    return show_list(request, "recognition/figure_rows.html", chosen, table, sheet, context)


@require_safe
def entities(request: HttpRequest) -> HttpResponseBase:
    """The entities behind a figure, with their products on the day."""
    user = reader(request)
    day = chosen_day(request)
    found = figures.entities_of(user, day).select_related("unit").defer("words", "unit__words")
    areas = [pair for pair in figures.place_choices(user) if ":" not in pair[0]]
    chosen = EntityFilter(request.GET, queryset=found, user=user, areas=areas)
    table = tables.EntityTable(chosen.qs, user=user, day=day)
    sheet = Sheet(
        file_name("chủ thể OCOP", day), tables.ENTITIES, partial(tables.entity_rows, user=user, day=day)
    )
    context = {"title": _("Chủ thể OCOP theo số liệu"), "day": day, "tab": "figures"}
    return show_list(request, "recognition/figure_rows.html", chosen, table, sheet, context)
