"""Whose reports somebody sees and moves: by their role in an area, or by their post at the agency."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from cungcau.domain.programmes.models import Agency, Post
from cungcau.domain.programmes.selectors.agencies import in_post
from cungcau.domain.programmes.selectors.agencies import people_of as at_post
from cungcau.domain.reporting import policies
from cungcau.domain.reporting.models import Due, Duty, Report
from cungcau.domain.reporting.states import REPLACED, SENT
from cungcau.platform.access import areas
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock

Gate = tuple[str, str]
"""The permission, and the area, by which somebody passes."""
_KEPT = "_reporting_agencies"


def agencies_held(user: Somebody) -> frozenset[int]:
    """Ids of the agencies somebody works for today; read once per user object, that is once per request."""
    if user.pk is None or not allows(user, policies.WORK):
        return frozenset()
    kept: tuple[date, frozenset[int]] | None = user.__dict__.get(_KEPT)
    today = clock.today()
    if kept is None or kept[0] != today:
        found = Post.objects.filter(in_post(today), user=user.pk).values_list("agency_id", flat=True)
        kept = (today, frozenset(found))
        user.__dict__[_KEPT] = kept
    return kept[1]


def people_of(agency: Agency) -> list[User]:
    """The active people who work for an agency today."""
    return at_post(agency, clock.today())


def in_areas(held: frozenset[str], column: str = "area_code") -> Q:
    """The rows of one's areas, as a condition others may be joined to by "or"."""
    everywhere = areas.EVERYWHERE in held
    return Q(pk__isnull=False) if everywhere else areas.within(column, held)


def _seen(user: Somebody, agency: str) -> Q:
    held = areas_with(user, policies.VIEW)
    mine = Q(**{f"{agency}__in": agencies_held(user)})
    return in_areas(held) | mine


_DUE = ("duty", "agency", "duty__to_agency")
_DUTY = ("to_agency", "plan", "season", "feeds")


def dues_shown(user: Somebody) -> QuerySet[Due]:
    """What is owed in one's areas, by one's agencies, and to them."""
    seen, mine = _seen(user, "agency"), agencies_held(user)
    if mine:
        seen |= Q(duty__in=Duty.objects.filter(to_agency__in=mine).values("pk"))
    rows = Due.objects.filter(seen)
    return rows.select_related(*_DUE).defer("words", *(f"{name}__words" for name in _DUE))


def duties_shown(user: Somebody) -> QuerySet[Duty]:
    """Duties of one's areas, those one's agencies owe, and those whose reports come to them."""
    held, mine = areas_with(user, policies.VIEW), agencies_held(user)
    seen = Q(to_agency__in=mine) | Q(pk__in=Duty.objects.filter(owing__agency__in=mine).values("pk"))
    rows = Duty.objects.filter(in_areas(held) | seen)
    return rows.select_related(*_DUTY).defer(
        "words", *(f"{name}__words" for name in _DUTY if name != "season")
    )


def due_for(user: Somebody, pk: int) -> Due | None:
    """One due somebody may see."""
    return dues_shown(user).filter(pk=pk).first() if pk < 2**63 else None


def reports_shown(user: Somebody) -> QuerySet[Report]:
    """The reports somebody may see; who only receives them sees what was sent."""
    own = Due.objects.filter(_seen(user, "agency")).order_by().values("pk")
    received = Q(due__duty__to_agency__in=agencies_held(user), state__in=(SENT, REPLACED))
    return Report.objects.filter(Q(due__in=own) | received)


def report_for(user: Somebody, pk: int) -> Report | None:
    """One report somebody may see, with its due."""
    if pk >= 2**63:
        return None
    rows = reports_shown(user).filter(pk=pk)
    return rows.select_related("due__duty__to_agency", "due__duty__plan", "due__agency", "written_by").defer(
        "due__words", "due__duty__words", "due__agency__words", "due__duty__to_agency__words", "due__duty__plan__words"
    ).first()  # fmt: skip


def gate(user: Somebody, permission: str, due: Due) -> Gate | None:
    """By which right somebody acts on a due's report: their role in its area, or their post; None: they may not."""
    if allows(user, permission, due.area_code):
        return permission, due.area_code
    if due.agency_id in agencies_held(user):
        return policies.WORK, min(areas_with(user, policies.WORK))
    return None


def may_arrange(user: Somebody, area: str) -> bool:
    """Whether somebody sets duties, excuses and asks quick reports for an area."""
    return allows(user, policies.ARRANGE, area)
