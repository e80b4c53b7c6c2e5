"""What the planner is given, and what it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand import states
from cungcau.domain.demand.models import Need
from cungcau.domain.demand.selectors.states import expired, live
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season

EXPIRED, NO_MARKET, NO_WINDOW, UNCONFIRMED = "expired", "no_market", "no_window", "unconfirmed"
REASONS = {
    EXPIRED: _("Đã hết hạn, bên mua chưa xác nhận lại"),
    NO_MARKET: _("Chưa rõ giao về thị trường nào"),
    NO_WINDOW: _("Bên mua chưa nêu nhận từ ngày nào đến ngày nào; mới tính một lần giao"),
    UNCONFIRMED: _("Chưa ai xác nhận với bên mua"),
}
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class SetAside:
    """Needs of one kind that the planner is not given, or (``planned``) is given with a doubt.

    ``needs`` how many, ``kg`` what they ask, ``codes`` the first of them by code.
    """

    reason: str
    words: Any
    planned: bool
    needs: int
    kg: int
    codes: tuple[str, ...]


def needs_for_planning(season: Season, on: date | None = None) -> QuerySet[Need]:
    """The live demands of a season as the planner reads them, in one question.

    Every row has ``code``, ``buyer.code``, ``commodity.code``, ``min_grade``, ``certificates``,
    ``quantity_kg``, ``deliver_from``, ``deliver_to``, ``market.code`` (never without a market here, though the
    column may be empty elsewhere), ``price_vnd_per_kg``, ``price_at``, ``min_life_left_days``,
    ``max_kg_per_day``. Each is a row of its own with its own key, so a plan's lines may point at it:

    - a need delivered once, or bit by bit in its window: itself; of a range the low end, unless a person
      chose another figure;
    - one delivered every day alike: itself, with the kg of a delivery as ``max_kg_per_day``;
    - any other recurring need: each of its dated deliveries, a window of one day, so that what is planned
      arrives on a day the buyer takes goods. Its code is the need's with the day, ``line_of`` the need.

    Left out: needs met, withdrawn or expired ``on`` that day (today), and those without a market, which
    :func:`set_aside` counts.
    """
    day = on or clock.today()
    rows = Need.objects.filter(live(day), season=season, planned=True, market__isnull=False)
    return rows.select_related("buyer", "commodity", "market")


def needs_ever(season: Season) -> QuerySet[Need]:
    """Every row a plan of the season may point at, whatever became of it since, deliveries included."""
    rows = Need.objects.filter(season=season, market__isnull=False)
    return rows.select_related("buyer", "commodity", "market")


def set_aside(season: Season, today: date) -> list[SetAside]:
    """What a plan of the season would not see of its needs, by reason, and what it would take on trust."""
    rows = Need.objects.filter(season=season, line_of=None)
    standing = rows.filter(live(today))
    kinds = (
        (EXPIRED, False, rows.filter(expired(today))),
        (NO_MARKET, False, standing.filter(market=None)),
        (NO_WINDOW, True, standing.filter(window_stated=False, market__isnull=False)),
        (UNCONFIRMED, True, standing.filter(confirmed_on=None, is_demo=False, market__isnull=False)),
    )
    found = []
    for reason, planned, kind in kinds:
        total = kind.aggregate(needs=Count("pk"), kg=Sum("quantity_kg"))
        if total["needs"]:
            codes = tuple(kind.order_by("code").values_list("code", flat=True)[:_SHOWN])
            found.append(SetAside(reason, REASONS[reason], planned, total["needs"], int(total["kg"]), codes))
    return found


def asked_by_window(season: Season, on: date | None = None) -> list[tuple[date, date, int]]:
    """(first day, last day, kg) of every delivery window in which live needs of the season ask."""
    day = on or clock.today()
    rows = Need.objects.filter(live(day), Q(planned=True), season=season)
    windows = rows.order_by().values_list("deliver_from", "deliver_to").annotate(kg=Sum("quantity_kg"))
    return [(first, last, int(kg)) for first, last, kg in windows]


def is_live(need: Need, on: date) -> bool:
    """Whether a need at hand stands that day."""
    return need.state_on(on) == states.OPEN
