"""Which cooperatives could be asked towards a need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from cungcau.domain.demand.models import Need, Offer
from cungcau.domain.registry.models import Kind, Organisation
from cungcau.domain.registry.selectors import organisations
from cungcau.domain.registry.selectors.certificates import Proof, proofs
from cungcau.platform.access import areas

_LOOKED_AT, _SHOWN = 300, 8
_ASKED = (Kind.COOPERATIVE, Kind.UNION, Kind.GROUP)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An organisation worth asking: certificates it shows of those required, kg it could bring (None: not known)."""

    organisation: Organisation
    holds: tuple[str, ...]
    lacks: tuple[str, ...]
    kg: int | None = None


Suggester = Callable[[Need, date], Sequence[Suggestion]]


def suggestions(need: Need, on: date) -> Sequence[Suggestion]:
    """Whom to ask, the likeliest first; those who have offered already are left out."""
    return _suggesters[-1](need, on)


def set_suggester(suggester: Suggester) -> None:
    """Let an app that knows the supply suggest in place of the registry alone."""
    _suggesters[1:] = [suggester]


def by_registry(need: Need, on: date) -> Sequence[Suggestion]:
    """Cooperatives and groups of the season's area, those that show the required certificates first."""
    rows = organisations().filter(
        areas.within("area_code", frozenset({need.season.area_code})), kind__in=_ASKED
    )
    asked = Offer.objects.filter(need=need).values("organisation")
    found = list(
        rows.exclude(pk__in=asked).defer("words", "unit__words").order_by("folded", "pk")[:_LOOKED_AT]
    )
    claims = {(one.pk, code) for one in found for code in need.certificates}
    held = proofs(claims, on, commodity_id=need.commodity_id) if claims else {}
    made = []
    for one in found:
        holds = tuple(code for code in need.certificates if held.get((one.pk, code)) is Proof.SEEN)
        made.append(Suggestion(one, holds, tuple(code for code in need.certificates if code not in holds)))
    return sorted(made, key=lambda each: (len(each.lacks), each.organisation.folded))[:_SHOWN]


_suggesters: list[Suggester] = [by_registry]
