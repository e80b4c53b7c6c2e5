"""What a channel or border gate says of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from cungcau.domain.daily import messages, policies
from cungcau.domain.daily.models import MarketReport
from cungcau.domain.network.models import Market
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity, Season

MARKET_FIGURES = ("kg", "value_vnd", "trucks", "trucks_waiting", "boxes", "ice_kg")


@transaction.atomic
def report_market(
    *,
    season: Season,
    market: Market,
    commodity: Commodity,
    day: date,
    figures: Mapping[str, int | None],
    source: str,
    actor: User | None,
    reason: str = "",
    note: str = "",
    is_demo: bool = False,
) -> MarketReport:
    """Write down a day's figures of a market; figures there already are followed by a further revision.

    Raises ``market_report_empty``, ``market_report_same``, ``figure_negative``, ``reason_missing`` for a change without
    one, ``day_to_come``, ``day_outside_season``, ``item_text_missing`` without a source, ``not_allowed``.
    """
    if actor is not None:
        access.require(actor, policies.REPORT_MARKET, season.area_code)
    Season.objects.select_for_update(of=("self",)).get(pk=season.pk)
    require_day(season, day)
    said = {name: figures.get(name) for name in MARKET_FIGURES}
    if all(value is None for value in said.values()):
        raise DomainError("market_report_empty")
    for name, value in said.items():
        if value is not None and value < 0:
            raise DomainError("figure_negative", what=name, value=value)
    if not source.strip():
        raise DomainError("item_text_missing")
    before = MarketReport.objects.filter(
        season=season, market=market, commodity=commodity, day=day, is_current=True
    ).first()
    if before is not None:
        if all(getattr(before, name) == value for name, value in said.items()):
            raise DomainError("market_report_same")
        if not reason.strip():
            raise DomainError("reason_missing")
        MarketReport.objects.filter(pk=before.pk).update(is_current=False)
    row = MarketReport.objects.create(
        season=season, market=market, commodity=commodity, day=day, **said, note=note.strip()[:300],
        source=source.strip()[:300], revision=before.revision + 1 if before else 1, reason=reason.strip()[:300],
        area_code=season.area_code, entered_by=actor, is_demo=is_demo,
    )  # fmt: skip
    record(
        actor=actor, verb=messages.MARKET_REPORTED, thing=row, area=season.area_code, day=day.isoformat(),
        market=market.name, **{name: value for name, value in said.items() if value is not None},
    )  # fmt: skip
    return row


def require_day(season: Season, day: date) -> None:
    """Refuse a day outside the season or still to come."""
    if not season.start <= day <= season.end:
        raise DomainError("day_outside_season", day=day, season=season.name)
    if day > clock.today():
        raise DomainError("day_to_come", day=day)
