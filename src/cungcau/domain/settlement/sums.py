"""The arithmetic of paying households; no database, whole kg and whole đồng."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from cungcau.kernel.shares import apportion

_K = TypeVar("_K", int, str)


def payable_kg(received: Mapping[_K, int], accepted_kg: int | None) -> dict[_K, int]:
    """Kg each slip is paid for.

    Where the price is meant at the point (``accepted_kg`` None) it is what the point received of it. Where it is
    meant at the market, what the buyer accepted is shared over the slips by what each brought: past the
    point goods are pooled, so a loss on the way is borne by all in proportion.

    Raises ValueError where more was accepted than received.
    """
    if accepted_kg is None:
        return dict(received)
    if accepted_kg > sum(received.values()):
        raise ValueError(f"accepted {accepted_kg} kg of {sum(received.values())}")
    return apportion(accepted_kg, received)


def kg_paid(kg: int, due_vnd: int, paid_vnd: int) -> int:
    """Whole kg that so many đồng of what is due have paid for; all of them once all is paid.

    Never falls as ``paid_vnd`` grows. Nothing due (deductions took all) counts as paid.
    """
    if due_vnd <= 0 or paid_vnd >= due_vnd:
        return kg
    return kg * max(0, paid_vnd) // due_vnd


def share_of_claims(claims_vnd: Mapping[_K, int], kg: Mapping[_K, int], received: Mapping[_K, int]) -> int:
    """The part of a payee with these kg (by line) in what claims on the lines make owed, towards 0 in whole đồng."""
    share = 0
    for line, vnd in claims_vnd.items():
        part = abs(vnd) * max(0, kg.get(line, 0)) // received[line] if received.get(line) else 0
        share += part if vnd > 0 else -part
    return share


AGES = ((0, "not_due"), (7, "week"), (30, "month"))
"""A debt is not due, late by at most 7 days, by at most 30; else ``older``."""


def age_of(days_late: int) -> str:
    """The bucket of a debt that is ``days_late`` past its day (0 or less: not due)."""
    return next((name for most, name in AGES if days_late <= most), "older")
