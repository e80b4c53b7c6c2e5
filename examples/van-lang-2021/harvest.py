"""Households, their groups and their lots, drawn with a fixed seed (all of it minh hoạ).

Only whole numbers are drawn and only integer arithmetic follows, so every machine writes the same bytes.
Quantities are kg in multiples of ten.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

STEP_KG = 10


@dataclass(frozen=True)
class Group:
    """Who takes the orders for some households: a cooperative or a group that agreed a floor price."""

    group_id: str
    name: str
    kind: str
    place: str
    vietgap: bool
    floor_tier: int


@dataclass(frozen=True)
class Lot:
    """One lot as lots.csv will show it; ``window`` is the index of its third of a month."""

    grade: int | None
    window: int
    first: date
    last: date
    kg: int
    floor: int
    shelf_life_days: int
    vietgap: bool
    max_kg_per_day: int | None = None


@dataclass
class Household:
    """A producer; ``prior_offered`` and ``prior_sold`` are kg of the week before the plan."""

    household_id: str
    place: str
    group: Group
    poor: bool
    lots: list[Lot] = field(default_factory=list)
    prior_offered: int = 0
    prior_sold: int = 0

    @property
    def kg(self) -> int:
        """What the household offers in this plan."""
        return sum(lot.kg for lot in self.lots)


def pick(rng: random.Random, weights: Sequence[int]) -> int:
    """Draw an index with these whole weights."""
    ticket = rng.randrange(sum(weights))
    for index, weight in enumerate(weights):
        if ticket < weight:
            return index
        ticket -= weight
    raise AssertionError("weights must be positive")


def share_out(total: int, weights: Sequence[int]) -> list[int]:
    """Split ``total`` in proportion to ``weights``, exactly: the largest remainders get the rest."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    rest = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in rest[: total - sum(parts)]:
        parts[index] += 1
    return parts


def groups_of(commune: Mapping[str, Any], vietgap_percent: int) -> list[Group]:
    """Name the cooperatives and groups of a commune; the first ones grow to VietGAP."""
    kinds = [("cooperative", "Hợp tác xã")] * commune["cooperatives"]
    teams = commune["groups"]
    kinds += [("group", "Tổ hợp tác")] * (teams // 2) + [("group", "Nhóm hộ")] * (teams - teams // 2)
    certified = (len(kinds) * vietgap_percent + 50) // 100
    numbers = {"Hợp tác xã": 0, "Tổ hợp tác": 0, "Nhóm hộ": 0}
    found = []
    for index, (kind, word) in enumerate(kinds):
        numbers[word] += 1
        found.append(
            Group(
                group_id=f"{commune['prefix']}-DD{index + 1:02d}",
                name=f"{word} {commune['name']} {numbers[word]} (minh hoạ)",
                kind=kind,
                place=commune["place"],
                vietgap=index < certified,
                floor_tier=index % 2,
            )
        )
    return found


def _lots(rng: random.Random, settings: Mapping[str, Any], group: Group, kg: int) -> list[Lot]:
    windows, grades = settings["windows"], settings["grades"]
    count = settings["lot_counts"][pick(rng, [weight for _, weight in settings["lot_counts"]])][0]
    units = share_out(kg // STEP_KG, [rng.randrange(3, 8) for _ in range(count)])
    window = pick(rng, [row["weight"] for row in windows])
    lots: dict[tuple[int, int], Lot] = {}
    for unit in units:
        grade = grades[pick(rng, [row["weight"] for row in grades])]
        key = (window, grade["rank"])
        before = lots[key].kg if key in lots else 0
        lots[key] = Lot(
            grade=grade["rank"],
            window=window,
            first=windows[window]["first"],
            last=windows[window]["last"],
            kg=before + unit * STEP_KG,
            floor=grade["floors"][group.floor_tier] + (1000 if group.vietgap else 0),
            shelf_life_days=grade["shelf_life_days"],
            vietgap=group.vietgap,
        )
        if window + 1 < len(windows) and rng.randrange(2):
            window += 1
    return [lots[key] for key in sorted(lots)]


def _commune(rng: random.Random, settings: Mapping[str, Any], commune: Mapping[str, Any]) -> list[Household]:
    groups = groups_of(commune, settings["vietgap_percent"])
    orchards = settings["orchards_sao"]
    areas = []
    for _ in range(commune["households"]):
        low, high, _weight = orchards[pick(rng, [row[2] for row in orchards])]
        areas.append(rng.randrange(low, high + 1) * rng.randrange(190, 246))
    units = share_out(commune["kg"] // STEP_KG, areas)
    homes = []
    for index, unit in enumerate(units):
        home = Household(
            household_id=f"{commune['prefix']}-{index + 1:04d}",
            place=commune["place"],
            group=groups[index * len(groups) // len(units)],
            poor=rng.randrange(100) < settings["poor_percent"],
        )
        home.lots = _lots(rng, settings, home.group, unit * STEP_KG)
        homes.append(home)
    return homes


def _fits(home: Household, odd: Mapping[str, Any]) -> bool:
    lot = home.lots[0]
    return (
        len(home.lots) == 1
        and home.place == odd["commune"]
        and 1500 <= lot.kg <= 9000
        and not home.poor
        and lot.grade == odd.get("grade", lot.grade)
        and lot.window == odd.get("window", lot.window)
        and lot.vietgap == odd.get("vietgap", lot.vietgap)
    )


def _make_odd(homes: Sequence[Household], settings: Mapping[str, Any]) -> set[str]:
    taken: set[str] = set()
    for odd in settings["odd_lots"]:
        fitting = [home for home in homes if home.household_id not in taken and _fits(home, odd)]
        if len(fitting) < odd["count"]:
            raise SystemExit(f"settings.toml: odd_lots {odd['why']!r}: chỉ có {len(fitting)} hộ phù hợp")
        step = len(fitting) // odd["count"]
        for home in fitting[: step * odd["count"] : step]:
            lot = home.lots[0]
            home.lots[0] = replace(
                lot,
                grade=None if odd.get("ungraded") else lot.grade,
                first=odd.get("first", lot.first),
                last=odd.get("last", lot.last),
                floor=odd.get("floor_price_vnd_per_kg", lot.floor),
                shelf_life_days=odd.get("shelf_life_days", lot.shelf_life_days),
                max_kg_per_day=lot.kg // odd["daily_part"] if "daily_part" in odd else None,
            )
            taken.add(home.household_id)
    return taken


def households(settings: Mapping[str, Any]) -> list[Household]:
    """Draw every household of every commune with its lots and its first week's ledger, by id."""
    rng = random.Random(settings["seed"])  # noqa: S311 - an illustration, not a secret
    homes = [home for commune in settings["communes"] for home in _commune(rng, settings, commune)]
    odd = _make_odd(homes, settings)
    for home in homes:
        tried = rng.randrange(100) < settings["trial_percent"]
        sold = rng.randrange(100) < settings["trial_sold_percent"]
        if tried and home.household_id not in odd:
            home.prior_offered = home.kg // STEP_KG
            home.prior_sold = home.prior_offered if sold else 0
    return homes
