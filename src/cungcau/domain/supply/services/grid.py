"""Lots of many households entered at one go, some of the households new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from cungcau.domain.registry.models import Kind, Organisation
from cungcau.domain.registry.services import Entry, create_organisation
from cungcau.domain.supply.models import Channel, Lot
from cungcau.domain.supply.services.offers import SOURCES, Offer, offer_lots
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography.models import Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a grid: an offer, whose producer is new where ``newcomer`` names one."""

    offer: Offer
    newcomer: str = ""


@transaction.atomic
def offer_grid(
    *,
    season: Season,
    lines: Sequence[Line],
    actor: User,
    unit: Unit | None,
    group: Organisation | None,
    confirmed_with: str = "",
    channel: str = Channel.GRID,
) -> list[Lot]:
    """Record the new households (at ``unit``, represented by ``group``), then offer every line; all or nothing.

    In a line with a newcomer the offer's producer is only a place holder. Raises as ``offer_lots``; the line of a
    fault is the line's place from 1.
    """
    made: dict[str, Organisation] = {}
    offers = []
    for line in lines:
        offer = line.offer
        if line.newcomer:
            if line.newcomer not in made:
                made[line.newcomer] = create_organisation(
                    entry=Entry(line.newcomer, Kind.HOUSEHOLD, SOURCES[channel], unit, is_demo=season.is_demo),
                    actor=actor, on=clock.today(), representative=group,
                )  # fmt: skip
            offer = replace(offer, producer=made[line.newcomer])
        offers.append(offer)
    return offer_lots(
        season=season, offers=offers, actor=actor, channel=channel, confirmed_with=confirmed_with
    )
