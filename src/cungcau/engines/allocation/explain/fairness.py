"""The paragraph that compares the producer's season share with everybody else's."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from cungcau.engines.allocation.explain.explanation import Standing
from cungcau.engines.allocation.explain.situation import Situation
from cungcau.engines.allocation.explain.words import aims, kilograms, sentence
from cungcau.engines.allocation.model import Objective, Producer, ProducerShare
from cungcau.kernel.vntext import show_number, show_percent

FINE = 10**12
"""The mean is taken of shares in so many parts: sums of exact fractions grow without end."""


def own_row(situation: Situation) -> ProducerShare | None:
    """The plan's row of the lot's producer."""
    wanted = situation.lot.producer_id
    return next((row for row in situation.plan.producers if row.producer_id == wanted), None)


def standing_of(situation: Situation, own: Fraction | None) -> Standing | None:
    """Where a season share stands among all; None without a share."""
    shares = [share for share in situation.season.values() if share is not None]
    if own is None or not shares:
        return None
    mine = as_read(own)
    read = [as_read(share) for share in shares]
    return Standing(
        lower=sum(share < mine for share in read),
        equal=max(0, sum(share == mine for share in read) - 1),
        higher=sum(share > mine for share in read),
        lowest=min(shares),
        mean=Fraction(sum(_parts(share, FINE) for share in shares), FINE * len(shares)),
        highest=max(shares),
    )


def as_read(share: Fraction) -> int:
    """A share in tenths of a percent, as people read it."""
    return _parts(share, 1000)


def _parts(share: Fraction, of: int) -> int:
    return (2 * of * share.numerator + share.denominator) // (2 * share.denominator)


def share_text(situation: Situation, row: ProducerShare | None, standing: Standing | None) -> str:
    """How the producer fares over the season beside the others; empty without a row in the plan."""
    if row is None:
        return ""
    who = sentence(situation.words.producer(row.producer_id))[:-1]
    if row.season_share is None or standing is None:
        return f"{who} chưa chào kg nào trong vụ, nên chưa có tỷ lệ bán để so sánh."
    ledger = next((p for p in situation.scenario.producers if p.producer_id == row.producer_id), None)
    producer = ledger or Producer(row.producer_id)
    parts = [
        f"{who} bán được {kilograms(row.sold_kg)} trong {kilograms(row.offered_kg)} chào bán kỳ này"
        f"{_before(producer)}; tỷ lệ bán cả vụ là {show_percent(row.season_share)}{_weight(producer)}.",
        _among(standing),
        f"Kế hoạch xét theo thứ tự: {aims(situation.scenario.order)}.",
    ]
    return " ".join(parts)


def _before(producer: Producer) -> str:
    if not producer.prior_offered_kg:
        return ""
    sold, offered = kilograms(producer.prior_sold_kg), kilograms(producer.prior_offered_kg)
    return f" (trước đó trong vụ đã bán {sold} trong {offered})"


def _weight(producer: Producer) -> str:
    return "" if producer.weight == 1 else f", đã chia cho trọng số {show_number(producer.weight)}"


def _among(standing: Standing) -> str:
    others = standing.lower + standing.equal + standing.higher
    if not others:
        return "Kế hoạch chỉ có một người bán, nên không có ai để so sánh."
    spread = (
        f"Trong {show_number(others + 1)} người bán, thấp nhất {show_percent(standing.lowest)}, "
        f"trung bình {show_percent(standing.mean)}, cao nhất {show_percent(standing.highest)}"
    )
    counts = (
        f"{show_number(standing.lower)} người thấp hơn, {show_number(standing.equal)} người bằng, "
        f"{show_number(standing.higher)} người cao hơn"
    )
    return f"{spread}; so với người này có {counts}."


def turn_text(situation: Situation, own: Fraction | None, rivals: Iterable[str]) -> str:
    """The rule of fairness at a scarce resource that the named other producers share or wait for.

    Empty unless some of them stand no better than the lot's producer does.
    """
    known = [situation.season.get(rival) for rival in sorted(set(rivals) - {situation.lot.producer_id})]
    shares = [share for share in known if share is not None]
    if own is None or not shares:
        return ""
    behind = sum(as_read(share) <= as_read(own) for share in shares)
    if not behind:
        return ""
    order = situation.scenario.order
    earlier = order[: order.index(Objective.FAIR)] if Objective.FAIR in order else order
    after = f", sau mục tiêu {aims(earlier)}" if earlier else ""
    return (
        f"Chỗ có hạn được dành trước cho người có tỷ lệ bán cả vụ thấp hơn{after}. "
        f"Trong {show_number(len(shares))} người khác cùng cần chỗ này, {show_number(behind)} người có tỷ lệ "
        f"bằng hoặc thấp hơn {show_percent(own)}, nên không lấy phần của họ cho lô này."
    )
