"""Growing areas: recorded and corrected, with what is doubtful about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from cungcau.domain.registry import doubting, messages, outline
from cungcau.domain.registry.models import GrowingArea, Organisation
from cungcau.domain.registry.services.gates import locked, require_edit
from cungcau.domain.survey.services import keep_doubts
from cungcau.engines.plausibility import Doubt
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

MOST_M2 = 10**12
"""A million km²; more is no growing area."""

_LONGEST = {"name": 120, "variety": 120, "growing_code": 40, "packing_code": 40, "source": 300}


@dataclass(frozen=True, slots=True)
class Land:
    """What a form says of a growing area: whole m², an outline as :func:`outline.read` gives it."""

    commodity: Commodity
    source: str
    name: str = ""
    variety: str = ""
    planted_m2: int | None = None
    bearing_m2: int | None = None
    unit: Unit | None = None
    lat: float | None = None
    lon: float | None = None
    polygon: dict[str, Any] | None = None
    growing_code: str = ""
    packing_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)

    def columns(self) -> dict[str, object]:
        """By attribute name."""
        return {
            "commodity_id": self.commodity.pk,
            "name": self.name.strip() or self._own_name(),
            "variety": self.variety,
            "planted_m2": self.planted_m2,
            "bearing_m2": self.bearing_m2,
            "unit_id": self.unit.pk if self.unit else None,
            "lat": self.lat,
            "lon": self.lon,
            "polygon": self.polygon,
            "growing_code": self.growing_code,
            "packing_code": self.packing_code,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
            "source": self.source,
        }

    def _own_name(self) -> str:
        return f"{self.commodity.name_vi}, {self.unit.title}" if self.unit else self.commodity.name_vi


def doubts_of(values: Mapping[str, Any]) -> list[Doubt]:
    """What is doubtful about the figures of a growing area, by attribute name."""
    shape = values.get("polygon")
    return doubting.land_doubts(
        planted_m2=values.get("planted_m2"),
        bearing_m2=values.get("bearing_m2"),
        outline_m2=outline.measure(shape) if shape else None,
        growing_code=str(values.get("growing_code") or "").strip(),
    )


@transaction.atomic
def add_growing_area(
    *, organisation: Organisation, land: Land, actor: User | None, on: date, is_demo: bool = False
) -> GrowingArea:
    """Record land under one crop; raises ``growing_area_twice``, ``not_allowed`` and the like."""
    holder = locked(organisation.pk)
    require_edit(actor, holder, on)
    one = GrowingArea(organisation=holder, is_demo=is_demo, **trimmed(land.columns()))
    finish(one, holder)
    _keep(one, land.answers, actor)
    record(
        actor=actor, verb=messages.GROWING_AREA_ADDED, thing=holder, name=one.name, commodity=land.commodity.name_vi,
        planted_m2=one.planted_m2, bearing_m2=one.bearing_m2,
    )  # fmt: skip
    return one


@transaction.atomic
def change_growing_area(
    *,
    pk: int,
    version: int,
    seen: Mapping[str, object],
    mine: Mapping[str, object],
    answers: Mapping[str, str],
    actor: User | None,
    on: date,
) -> GrowingArea:
    """Write what a form changed; raises ``EditedMeanwhile``, ``growing_area_not_found``."""
    one = GrowingArea.objects.select_for_update().defer("words").filter(pk=pk).first()
    if one is None:
        raise DomainError("growing_area_not_found", number=pk)
    holder = locked(one.organisation_id)
    require_edit(actor, holder, on)
    fresh = take(one, version=version, seen=seen, mine=trimmed(mine))
    before = {name: _text(getattr(one, name)) for name in fresh}
    for name, value in fresh.items():
        setattr(one, name, value)
    if fresh:
        one.version += 1
    finish(one, holder)
    _keep(one, answers, actor)
    if fresh:
        changes = {name: [before[name], _text(value)] for name, value in fresh.items()}
        record(actor=actor, verb=messages.GROWING_AREA_CHANGED, thing=holder, name=one.name, changes=changes)
    return one


def trimmed(values: Mapping[str, object]) -> dict[str, object]:
    """Texts as they are kept."""
    return {
        name: str(value or "").strip()[: _LONGEST[name]] if name in _LONGEST else value
        for name, value in values.items()
    }


def check(one: GrowingArea) -> None:
    """Raise what cannot be: areas out of range, half a point, days out of order, no source."""
    for area in (one.planted_m2, one.bearing_m2):
        if area is not None and not 0 <= area <= MOST_M2:
            raise DomainError("registry_area_out_of_range", value=area)
    if (one.lat is None) != (one.lon is None):
        raise DomainError("registry_point_incomplete")
    if one.lat is not None and one.lon is not None and not (5 <= one.lat <= 25 and 100 <= one.lon <= 120):
        raise DomainError("registry_point_elsewhere")
    if one.valid_from and one.valid_to and one.valid_to < one.valid_from:
        raise DomainError("registry_days_out_of_order", first=one.valid_from, last=one.valid_to)
    if not one.source:
        raise DomainError("registry_source_missing")


def finish(one: GrowingArea, holder: Organisation) -> None:
    """Check, fill in what follows from the figures (measured outline, today's area, search key), and save."""
    check(one)
    if not one.name:
        one.name = one.commodity.name_vi
    twins = GrowingArea.objects.filter(organisation=holder, commodity=one.commodity_id, name=one.name)
    if twins.exclude(pk=one.pk).exists():
        raise DomainError("growing_area_twice", name=one.name)
    one.polygon_m2 = outline.measure(one.polygon) if one.polygon else None
    one.area_code = one.unit.area_code if one.unit else holder.area_code
    one.folded = folded_land(one, holder)
    one.save()


def folded_land(one: GrowingArea, holder: Organisation) -> str:
    """What a growing area is found by."""
    place = one.unit.folded_path if one.unit else ""
    return words(one.name, holder.name, one.commodity.name_vi, one.variety, one.growing_code, place)[:500]


def _keep(one: GrowingArea, answers: Mapping[str, str], actor: User | None) -> None:
    doubts = doubts_of(
        {name: getattr(one, name) for name in ("planted_m2", "bearing_m2", "polygon", "growing_code")}
    )
    keep_doubts(thing=one, doubts=doubts, answers=answers, area_code=one.area_code, actor=actor)


def _text(value: object) -> str:
    return "" if value is None else str(value)[:300]
