"""A plan's question and reasons for readers whom lowest prices of lots are not shown to."""

from __future__ import annotations

import re
from dataclasses import replace

from cungcau.domain.matching.models import Plan
from cungcau.domain.matching.selectors.plans import scenario_of_plan
from cungcau.domain.matching.selectors.why import explanation_of, lot_of
from cungcau.domain.supply import selectors as supply
from cungcau.engines.allocation import model
from cungcau.engines.allocation.explain import Explanation
from cungcau.platform.access.selectors import Somebody
from cungcau.platform.ui import clock

_AMOUNT = r"[\d.,]+ đ/kg"
_FLOORS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (rf"giá sàn {_AMOUNT} tại điểm tập kết|không đặt giá sàn", "giá sàn: —"),
        (rf"(giá sàn) {_AMOUNT}( cao hơn giá mua {_AMOUNT}(?: \([^()]*\))?) là {_AMOUNT}", r"\1\2"),
        (
            rf"giảm giá sàn {_AMOUNT} \(còn {_AMOUNT}\), hoặc người mua trả thêm {_AMOUNT}",
            "giảm giá sàn, hoặc người mua trả thêm",
        ),
        (rf"giá sàn {_AMOUNT}", "giá sàn"),
    )
)


def without_floor(found: Explanation) -> Explanation:
    """The same for those a lot's lowest price is not shown to: neither it nor what it could be reckoned from."""
    text = found.text
    for pattern, plain in _FLOORS:
        text = pattern.sub(plain, text)
    return replace(found, text=text, nearest=())


def shown_explanation(plan: Plan, lot_code: str, user: Somebody) -> Explanation:
    """The explanation as this person may read it; raises as :func:`explanation_of`."""
    found = explanation_of(plan, lot_code)
    lot = lot_of(plan, lot_code)
    sight = supply.price_sight(user, clock.today())
    shown = sight.everything or (lot is not None and sight.sees(lot.producer_id, lot.area_code))
    return found if shown else without_floor(found)


def shown_scenario(plan: Plan, user: Somebody) -> model.Scenario:
    """The plan's question to take away, lowest prices that are not shown to this person left out."""
    scenario = scenario_of_plan(plan)
    sight = supply.price_sight(user, clock.today())
    if sight.everything:
        return scenario
    rows = supply.lots_ever(plan.season).order_by().values_list("code", "producer_id", "area_code")
    shown = {code for code, producer, area in rows if sight.sees(producer, area)}
    lots = (
        lot if lot.lot_id in shown else replace(lot, floor_price_vnd_per_kg=None) for lot in scenario.lots
    )
    return replace(scenario, lots=tuple(lots))
