"""The rest of a plan folder, from its lines alone, so that a rival's answer can be verified and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from fractions import Fraction
from operator import attrgetter

from benchmarks.allocation.rules import Rules
from cungcau.engines.allocation.model import (
    Assignment,
    DemandFill,
    Plan,
    Producer,
    ProducerShare,
    Reason,
    Scenario,
    Unsold,
)

KEY = attrgetter("lot_id", "demand_id", "point_id", "harvest_date", "dispatch_date")
NOT_SAID = Reason.NO_DEMAND
"""Rivals give no reasons, but the file must hold one."""


def complete(scenario: Scenario, assignments: Sequence[Assignment]) -> Plan:
    """A whole plan; the reasons of what stays unsold are not judged, bottlenecks are left out."""
    by_lot: Counter[str] = Counter()
    by_demand: Counter[str] = Counter()
    for line in assignments:
        by_lot[line.lot_id] += line.kg
        by_demand[line.demand_id] += line.kg
    fills = [
        DemandFill(row.demand_id, row.quantity_kg, filled, "" if filled >= row.quantity_kg else "not_said")
        for row in scenario.demands
        for filled in (by_demand[row.demand_id],)
    ]
    left = [(lot.lot_id, lot.quantity_kg - by_lot[lot.lot_id]) for lot in scenario.lots]
    summary = {
        "offered_kg": sum(lot.quantity_kg for lot in scenario.lots),
        "sold_kg": sum(by_lot.values()),
        "cost_vnd": sum(line.kg * line.freight_vnd_per_kg for line in assignments),
    }
    return Plan(
        tuple(sorted(assignments, key=KEY)),
        shares(scenario, assignments),
        tuple(fills),
        tuple(Unsold(name, kg, NOT_SAID, "") for name, kg in left if kg > 0),
        (),
        summary,
    )


def shares(scenario: Scenario, assignments: Sequence[Assignment]) -> tuple[ProducerShare, ...]:
    """Each producer's share of what it offered, now and over the season, by producer id."""
    offered: Counter[str] = Counter()
    sold: Counter[str] = Counter()
    owner = {lot.lot_id: lot.producer_id for lot in scenario.lots}
    for lot in scenario.lots:
        offered[lot.producer_id] += lot.quantity_kg
    for line in assignments:
        sold[owner[line.lot_id]] += line.kg
    ledger = {row.producer_id: row for row in scenario.producers}
    found = []
    for name in sorted(offered.keys() | ledger.keys()):
        row = ledger.get(name, Producer(name))
        base = row.weight * (row.prior_offered_kg + offered[name])
        share = Fraction(sold[name], offered[name]) if offered[name] else None
        season = (row.prior_sold_kg + sold[name]) / base if base else None
        found.append(ProducerShare(name, offered[name], sold[name], share, season))
    return tuple(found)


def reachable(scenario: Scenario) -> frozenset[str]:
    """The producers of whom the rules allow anything to be sold at all; nobody can help the others."""
    rules = Rules(scenario)
    found: set[str] = set()
    for lot in scenario.lots:
        if lot.quantity_kg and lot.producer_id not in found and rules.has_outlet(lot):
            found.add(lot.producer_id)
    return frozenset(found)


def season_shares(plan: Plan, among: Container[str]) -> list[float]:
    """The season shares of some producers, worst first."""
    found = [row.season_share for row in plan.producers if row.producer_id in among]
    return sorted(float(share) for share in found if share is not None)


def worst_tenth(shares_from_worst: Sequence[float]) -> float:
    """The mean share of the worst-off tenth (at least one); 0 when there is nobody."""
    tenth = shares_from_worst[: max(1, len(shares_from_worst) // 10)]
    return sum(tenth) / len(tenth) if tenth else 0.0


def part_unserved(plan: Plan, among: Container[str]) -> float:
    """The part of some producers who sell nothing at all, between 0 and 1."""
    sold = [row.sold_kg for row in plan.producers if row.producer_id in among]
    return sold.count(0) / len(sold) if sold else 0.0


def freight_per_kg(plan: Plan) -> float:
    """Access plus lane cost, đồng per kg sold; 0 for an empty plan."""
    kg = sum(line.kg for line in plan.assignments)
    return sum(line.kg * line.freight_vnd_per_kg for line in plan.assignments) / kg if kg else 0.0
