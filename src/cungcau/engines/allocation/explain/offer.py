"""The first paragraphs: what a lot offers, and what of it is sold to whom."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

from cungcau.engines.allocation.explain.situation import Situation
from cungcau.engines.allocation.explain.words import (
    certificate_words,
    days,
    grade_words,
    kilograms,
    sentence,
)
from cungcau.engines.allocation.model import Assignment, PriceAt
from cungcau.kernel.vntext import show_date, show_date_range, show_number, show_percent, show_price

MOST_LINES = 12
LineKey = tuple[str, str, date, date]


def offer_text(situation: Situation) -> str:
    """What the lot offers: kg, grade, days, place, certificates, floor price, limits."""
    lot, words = situation.lot, situation.words
    first = (
        f"Lô {lot.lot_id} của {words.producer(lot.producer_id)} chào bán {kilograms(lot.quantity_kg)} "
        f"{words.name(lot.commodity)} {grade_words(lot.grade)}, thu hoạch "
        f"{show_date_range(lot.harvest_from, lot.harvest_to)} tại {words.name(lot.place)}."
    )
    floor = lot.floor_price_vnd_per_kg
    facts = [
        f"có {certificate_words(lot.certificates)}" if lot.certificates else "không có chứng nhận",
        f"giá sàn {show_price(floor)} tại điểm tập kết" if floor is not None else "không đặt giá sàn",
    ]
    if lot.max_kg_per_day is not None:
        facts.append(f"mỗi ngày thu tối đa {kilograms(lot.max_kg_per_day)}")
    if lot.shelf_life_days is not None:
        facts.append(f"giữ được {days(lot.shelf_life_days)} sau khi thu")
    return f"{first} {sentence('; '.join(facts))}"


def promised_kg(situation: Situation) -> Counter[LineKey]:
    """Kilograms of the lot already promised, by (demand, point, harvest day, dispatch day)."""
    promised: Counter[LineKey] = Counter()
    for row in situation.scenario.commitments:
        if row.lot_id == situation.lot.lot_id:
            promised[row.demand_id, row.point_id, row.harvest_date, row.dispatch_date] += row.kg
    return promised


def sold_text(situation: Situation) -> str:
    """What the lot sold, a line each, promises named; or that it sold nothing."""
    offered, sold, unsold = situation.lot.quantity_kg, situation.sold_kg, situation.unsold_kg
    if not offered and not sold:
        return "Lô không chào kg nào (0 kg), nên không có gì để bán."
    if not situation.lines:
        return f"Lô chưa bán được kg nào (0 kg); cả {kilograms(unsold)} chưa có người mua."
    part = f" ({show_percent(Fraction(sold, offered))} lượng chào bán)" if offered else ""
    rest = f"còn lại {kilograms(unsold)} chưa có người mua" if unsold else "không còn kg nào chưa bán"
    head = f"Bán được {kilograms(sold)}{part}, {rest}:"
    promised = promised_kg(situation)
    shown = [f"– {_line(situation, line, promised)}" for line in situation.lines[:MOST_LINES]]
    hidden = situation.lines[MOST_LINES:]
    if hidden:
        kg = sum(line.kg for line in hidden)
        shown.append(f"– và {show_number(len(hidden))} chuyến nữa, cộng {kilograms(kg)}.")
    return "\n".join([head, *shown])


def _line(situation: Situation, line: Assignment, promised: Counter[LineKey]) -> str:
    words, demand = situation.words, situation.demands.get(line.demand_id)
    to = words.demand(line.demand_id)
    where = f" ở {words.market(demand.market)}" if demand else ""
    kept = min(line.kg, promised[line.demand_id, line.point_id, line.harvest_date, line.dispatch_date])
    promise = (
        "" if not kept else " theo cam kết" if kept == line.kg else f" (có {kilograms(kept)} theo cam kết)"
    )
    waits = line.dispatch_date > line.harvest_date
    sent = f"lưu tại điểm, gửi {show_date(line.dispatch_date)}" if waits else "gửi trong ngày"
    return (
        f"{kilograms(line.kg)} cho {to}{where}{promise}: thu {show_date(line.harvest_date)}, "
        f"qua {words.point(line.point_id)}, {sent}, giao {show_date(line.delivery_date)}; "
        f"{_price(situation, line)}, cước {show_price(line.freight_vnd_per_kg)}."
    )


def _price(situation: Situation, line: Assignment) -> str:
    if line.price_vnd_per_kg is None:
        return "giá chưa thoả thuận"
    demand = situation.demands.get(line.demand_id)
    at_market = demand is not None and demand.price_at is PriceAt.MARKET
    return f"giá {show_price(line.price_vnd_per_kg)} tại {'thị trường' if at_market else 'điểm tập kết'}"
