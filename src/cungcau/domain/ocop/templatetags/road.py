"""``{% load road %}``: where a file is and what its reader may do, for the pages of the file itself."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms, template
from django.template.context import Context

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Dossier, Stage, Step
from cungcau.domain.ocop.selectors import road
from cungcau.domain.ocop.selectors.clocks import Clock, clock_of
from cungcau.domain.ocop.workdays import calendar
from cungcau.platform.ui import clock

register = template.Library()


@dataclass(frozen=True, slots=True)
class Now:
    """Who has a file now; ``asked``: how many requests its entity has not answered."""

    step: Step
    label: str
    clock: Clock
    asked: int


@register.simple_tag
def road_now(dossier: Dossier) -> Now | None:
    """Who has the file and until when; None where nobody does."""
    if dossier.state not in states.LIVE_DOSSIERS or dossier.state == states.DRAFT:
        return None
    step = road.open_step(dossier)
    if step is None:
        return None
    days = calendar() if step.stage == Stage.COMMUNE else None
    asked = dossier.requests.filter(state=states.OPEN).count()
    return Now(step, str(Stage(step.stage).label), clock_of(step, clock.today(), days), asked)


@register.simple_tag(takes_context=True)
def road_ways(context: Context, dossier: Dossier) -> list[road.Way]:
    """The pages where this reader has something to do with the file."""
    mine = context.get("mine")
    return road.ways(context["request"].user, dossier, speaks=mine is not None and mine.writes)


@register.simple_tag
def again_text(form: forms.Form, number: int) -> str:
    """What was typed about an earlier answer on a form that is drawn again."""
    return str(form.data.get(f"con-thieu-{number}", "")) if form.is_bound else ""
