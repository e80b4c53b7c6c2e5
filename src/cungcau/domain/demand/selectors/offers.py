"""Several cooperatives against one need: what is asked, what is offered, what is still wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from cungcau.domain.demand import states
from cungcau.domain.demand.models import Need, Offer
from cungcau.domain.demand.selectors.needs import lines_of
from cungcau.kernel.calendar import days, week_bounds, week_of


@dataclass(slots=True)
class Week:
    """One week of a need, in kg: asked, taken, waiting; ``parts`` are (offer, kg) of those still in play."""

    first: date
    last: date
    asked: int = 0
    accepted: int = 0
    proposed: int = 0
    deliveries: int = 0
    parts: list[tuple[Offer, int]] = field(default_factory=list)

    @property
    def gap(self) -> int:
        """What nobody was taken for yet."""
        return max(0, self.asked - self.accepted)

    @property
    def gap_if_all(self) -> int:
        """What would be missing if every waiting offer were taken."""
        return max(0, self.asked - self.accepted - self.proposed)


@dataclass(frozen=True, slots=True)
class Stack:
    """A need with its offers by week and in sum; ``room`` is what may still be taken, tolerance included."""

    weeks: list[Week]
    asked: int
    accepted: int
    proposed: int
    room: int

    @property
    def gap(self) -> int:
        """What is still wanted."""
        return max(0, self.asked - self.accepted)


def offers_of(need: Need) -> QuerySet[Offer]:
    """A need's offers, those taken first, then those waiting."""
    rows = Offer.objects.filter(need=need).select_related("organisation__unit__parent", "entered_by")
    return rows.defer("organisation__words", "organisation__unit__words").order_by("state", "first", "id")


def offer(pk: int) -> Offer | None:
    """One offer with its need and seller."""
    rows = Offer.objects.select_related("need__season", "need__buyer", "need__commodity", "organisation")
    return rows.filter(pk=pk).first()


def stack(need: Need, offers: Sequence[Offer], today: date) -> Stack:
    """What a need asks and is offered, week by week; offers declined, withdrawn or expired are left out."""
    asked = asked_by_day(need)
    weeks: dict[tuple[int, int], Week] = {}

    def at(day: date) -> Week:
        key = week_of(day)
        if key not in weeks:
            weeks[key] = Week(*week_bounds(*key))
        return weeks[key]

    for day, kg in asked.items():
        at(day).asked += kg
        at(day).deliveries += 1
    accepted = proposed = 0
    for one in offers:
        state = one.state_on(today)
        if state not in (states.ACCEPTED, states.PROPOSED):
            continue
        parts: dict[tuple[int, int], int] = defaultdict(int)
        for day, kg in offered_by_day(one, asked).items():
            parts[week_of(day)] += kg
            if state == states.ACCEPTED:
                at(day).accepted += kg
            else:
                at(day).proposed += kg
        for key, kg in parts.items():
            weeks[key].parts.append((one, kg))
        if state == states.ACCEPTED:
            accepted += one.kg
        else:
            proposed += one.kg
    ordered = [weeks[key] for key in sorted(weeks)]
    return Stack(ordered, need.quantity_kg, accepted, proposed, max(0, need.most_kg - accepted))


def asked_by_day(need: Need) -> dict[date, int]:
    """Kg asked by day: its deliveries, or the whole spread evenly over its window, as nobody said more."""
    lines = lines_of(need).filter(state=need.state).values_list("deliver_from", "quantity_kg")
    return dict(lines) or spread(need.quantity_kg, list(days(need.deliver_from, need.deliver_to)))


def offered_by_day(offer: Offer, asked: Mapping[date, int]) -> dict[date, int]:
    """Kg an offer brings by day: on the need's days within its own window, by delivery where it says so."""
    on = [day for day in asked if offer.first <= day <= offer.last] or [offer.first]
    if offer.kg_per_delivery is not None:
        each: dict[date, int] = {}
        left = offer.kg
        for day in sorted(on):
            each[day] = min(offer.kg_per_delivery, left)
            left -= each[day]
        return each
    return spread(offer.kg, sorted(on))


def spread(kg: int, on: Sequence[date]) -> dict[date, int]:
    """Whole kg over days as evenly as can be, the sum kept."""
    each, more = divmod(kg, len(on))
    return {day: each + (1 if number < more else 0) for number, day in enumerate(on)}
