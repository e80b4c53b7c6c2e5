"""The figures of ``summary.json``."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cungcau.engines.allocation.model import Assignment, Producer, ProducerShare, Scenario

PLACES = 9


def producer_rows(scenario: Scenario, sold: dict[str, int]) -> tuple[ProducerShare, ...]:
    """One row per producer with lots, by id; ``sold`` is kg by producer, promises included.

    ``season_share`` is φ = (prior sold + sold) / (weight × (prior offered + offered)); None where nothing
    was ever offered.
    """
    known = {row.producer_id: row for row in scenario.producers}
    offered: dict[str, int] = {}
    for lot in scenario.lots:
        offered[lot.producer_id] = offered.get(lot.producer_id, 0) + lot.quantity_kg
    rows = []
    for name in sorted(offered):
        ledger = known.get(name, Producer(name))
        width = ledger.weight * (ledger.prior_offered_kg + offered[name])
        kg = sold.get(name, 0)
        rows.append(
            ProducerShare(
                producer_id=name,
                offered_kg=offered[name],
                sold_kg=kg,
                share=Fraction(kg, offered[name]) if offered[name] else None,
                season_share=(ledger.prior_sold_kg + kg) / width if width else None,
            )
        )
    return tuple(rows)


def share_figures(rows: Sequence[ProducerShare]) -> dict[str, float | int | str | None]:
    """Least, mean, Gini (0 = equal) and Jain (1 = equal) of the season shares, and how many producers they count.

    Source: Jain, Chiu, Hawe, "A Quantitative Measure of Fairness", DEC TR-301, 1984, for Jain's index.
    """
    shares = sorted(float(row.season_share) for row in rows if row.season_share is not None)
    if not shares:
        return {"of": "season_share", "producers": 0, "min": None, "mean": None, "gini": None, "jain": None}
    count, total = len(shares), sum(shares)
    squares = sum(share * share for share in shares)
    ranked = sum(rank * share for rank, share in enumerate(shares, 1))
    return {
        "of": "season_share",
        "producers": count,
        "min": round(shares[0], PLACES),
        "mean": round(total / count, PLACES),
        "gini": round(2 * ranked / (count * total) - (count + 1) / count, PLACES) if total else 0.0,
        "jain": round(total * total / (count * squares), PLACES) if squares else 1.0,
    }


def cost_of(assignments: Sequence[Assignment]) -> int:
    """Σ kg × freight, in đồng."""
    return sum(row.kg * row.freight_vnd_per_kg for row in assignments)
