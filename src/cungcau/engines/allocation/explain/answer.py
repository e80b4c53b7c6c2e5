"""Putting an explanation together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cungcau.engines.allocation.explain.explanation import Change, Explanation
from cungcau.engines.allocation.explain.fairness import own_row, share_text, standing_of
from cungcau.engines.allocation.explain.gates import Match, matches
from cungcau.engines.allocation.explain.nearest import nearest_changes, open_text
from cungcau.engines.allocation.explain.obstacle import obstacle_text
from cungcau.engines.allocation.explain.offer import offer_text, promised_kg, sold_text
from cungcau.engines.allocation.explain.situation import Situation
from cungcau.engines.allocation.explain.words import kilograms
from cungcau.engines.allocation.model import Plan, Scenario, Unsold


def explain(
    scenario: Scenario, plan: Plan, lot_id: str, names: Mapping[str, str] | None = None
) -> Explanation:
    """Say in Vietnamese what a lot sold, how its producer fares beside others, and why no more.

    Args:
        scenario: the planning problem.
        plan: its answer, as solved or as read back; the summary is not needed.
        lot_id: the lot asked about.
        names: names to use instead of the ids of points, markets, demands, producers, places, goods.

    Raises ``DomainError("lot_unknown", lot=…)`` when the scenario has no such lot.
    """
    situation = Situation(scenario, plan, lot_id, names)
    row = own_row(situation)
    standing = standing_of(situation, row.season_share if row else None)
    rows = _unsold_rows(situation)
    found = matches(situation, situation.lot) if situation.unsold_kg else []
    nearest = nearest_changes(situation, rows, found)
    paragraphs = (
        offer_text(situation),
        sold_text(situation),
        share_text(situation, row, standing),
        _why_text(situation, rows, found),
        _nearest_text(nearest),
    )
    return Explanation(
        lot_id=lot_id,
        text="\n\n".join(paragraph for paragraph in paragraphs if paragraph),
        producer_id=situation.lot.producer_id,
        offered_kg=situation.lot.quantity_kg,
        sold_kg=situation.sold_kg,
        committed_kg=promised_kg(situation).total(),
        unsold_kg=situation.unsold_kg,
        lines=situation.lines,
        share=row.share if row else None,
        season_share=row.season_share if row else None,
        standing=standing,
        reason=rows[0].reason if rows else None,
        resource=rows[0].resource if rows else "",
        nearest=nearest,
    )


def _unsold_rows(situation: Situation) -> list[Unsold]:
    rows = [row for row in situation.plan.unsold if row.lot_id == situation.lot.lot_id and row.unsold_kg > 0]
    return sorted(rows, key=lambda row: (-row.unsold_kg, row.reason.value, row.resource))


def _why_text(situation: Situation, rows: Sequence[Unsold], found: Sequence[Match]) -> str:
    told = [obstacle_text(situation, row, found) for row in rows]
    if situation.unsold_kg and not rows:
        told.append(f"Kế hoạch không ghi vì sao còn {kilograms(situation.unsold_kg)} chưa bán được.")
    told.append(open_text(situation, found))
    return "\n\n".join(part for part in told if part)


def _nearest_text(nearest: Sequence[Change]) -> str:
    if not nearest:
        return ""
    return "\n".join(
        ["Thay đổi gần nhất có thể giúp bán thêm:", *(f"– {change.text}." for change in nearest)]
    )
