"""The units of the country a plan's texts may name, with the days they stood and what they became."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from cungcau.domain.programmes.checking.places import mentions
from cungcau.domain.programmes.checking.sheet import Place, PlanSheet
from cungcau.kernel.vntext import fold
from cungcau.reference.geography import selectors as geography
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

_MOST_NAMES = 2_000


def places_named(sheet: PlanSheet) -> Mapping[str, tuple[Place, ...]]:
    """Units by folded "kind name", for the names in the plan's title, passages and tasks: a few questions in all."""
    texts = [sheet.title, *(one.text for one in sheet.passages), *(one.text for one in sheet.tasks)]
    names = {words(name) for text in texts for one in mentions(text) for name in one.names}
    rows = list(geography.units().filter(folded__in=sorted(names)[:_MOST_NAMES])) if names else []
    today = geography.today_of_all([unit for unit in rows if unit.valid_to is not None])
    found: dict[str, list[Place]] = defaultdict(list)
    for unit in rows:
        heirs = today.get(unit.pk, ())
        place = Place(
            title=f"{unit.kind} {unit.name}",
            provinces=_provinces(unit) | {now.unit.area_code.split(".")[0] for now in heirs},
            ends_on=unit.valid_to,
            heirs=tuple(f"{now.unit.kind} {now.unit.name}" for now in heirs),
            decree=next((now.decree for now in heirs if now.decree), ""),
        )
        found[f"{fold(unit.kind)} {fold(unit.name)}"].append(place)
    return {key: tuple(places) for key, places in found.items()}


def _provinces(unit: Unit) -> frozenset[str]:
    """The code of the province a unit stood in, and the one its records count in."""
    step = unit
    while step.parent is not None:
        step = step.parent
    return frozenset(filter(None, (step.code, unit.area_code.split(".")[0])))
