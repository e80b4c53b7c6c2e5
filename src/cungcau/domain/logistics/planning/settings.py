"""What a person chooses before a day's trips are computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_ITERATIONS = 20_000


class Basis(models.TextChoices):
    """Which goods are taken to be there."""

    RECEIVED = "received", _("Hàng đã nhận tại điểm")
    EXPECTED = "expected", _("Hàng các hộ đã nhận lời mang tới")


class Ground(models.TextChoices):
    """What the land is like around places; the words of the routing engine."""

    FLAT = "flat", _("Đồng bằng")
    HILL = "hill", _("Đồi, trung du")
    MOUNTAIN = "mountain", _("Núi")


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """How a day's trips are put together.

    ``ready_min`` is the minute of the day from which goods can be loaded where no slot says otherwise; a stop takes
    ``service_min`` minutes and ``min_per_tonne`` more a tonne. ``box`` and ``cold`` are codes of commodities that
    travel closed or cooled. Goods for ``via_markets`` change vehicles at the collection point ``via_point``. Ships
    reach points on the water and ``water_markets``. ``points`` and ``vehicles`` narrow what is planned (empty:
    all). ``replace`` sets aside computed trips that nobody confirmed yet.
    """

    basis: str = Basis.EXPECTED.value
    ground_points: str = Ground.HILL.value
    ground_drops: str = Ground.FLAT.value
    ready_min: int = 6 * 60
    service_min: int = 15
    min_per_tonne: int = 10
    box: tuple[str, ...] = ()
    cold: tuple[str, ...] = ()
    via_point: int | None = None
    via_markets: tuple[int, ...] = ()
    water_markets: tuple[int, ...] = ()
    points: tuple[int, ...] = ()
    vehicles: tuple[int, ...] = ()
    replace: bool = True
    iterations: int = 1_000
    seed: int = 1

    def to_json(self) -> dict[str, Any]:
        """As kept with a planning."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> PlanSettings:
        """As kept; what is missing there is as usual."""
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in kept.items()
            if name in known
        }
        return replace(cls(), **values)
