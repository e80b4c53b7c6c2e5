"""What one need's or offer's values must be, as faults by field name."""

from __future__ import annotations

from cungcau.domain.demand import rhythm
from cungcau.domain.demand.models import EntryChannel, FreightBy, Frequency, Need, NeedKind, Offer, PriceAt
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.kernel.vntext import show_date
from cungcau.reference.recording import Faults, check

MOST_KG = 10**12
MOST_VND = 10**12


def check_facts(need: Need) -> None:
    """Refuse a need whose values cannot stand; ``InputInvalid`` names the fields as ``column``."""
    faults = Faults("need")

    def unless(fine: bool, column: str, expected: str) -> None:
        faults.unless(fine, 1, column, getattr(need, column, ""), expected)

    unless(need.commodity_id is not None, "commodity", "cần một nông sản")
    unless(0 < need.quantity_kg <= MOST_KG, "quantity_kg", "cần số kg lớn hơn 0")
    low, high = need.quantity_low_kg, need.quantity_high_kg
    both = (low is None) == (high is None)
    unless(both, "quantity_high_kg", "cần cả hai đầu của khoảng, hoặc không đầu nào")
    if low is not None and high is not None:
        unless(0 < low <= high, "quantity_high_kg", "không được nhỏ hơn đầu thấp")
        unless(low <= need.quantity_kg <= high, "quantity_kg", "phải nằm trong khoảng đã nêu")
    per = need.kg_per_delivery
    unless(per is None or 0 < per <= MOST_KG, "kg_per_delivery", "cần số kg lớn hơn 0")
    unless(need.deliver_from <= need.deliver_to, "deliver_to", "không được trước ngày đầu")
    unless(
        need.market_id is not None or bool(need.place_text.strip()),
        "market",
        "chọn một thị trường, hoặc ghi nơi giao bằng lời",
    )
    _check_words(need, unless)
    _check_rhythm(need, unless)
    for column in ("price_vnd_per_kg", "deposit_vnd", "max_kg_per_day", "min_grade", "min_life_left_days"):
        value = getattr(need, column)
        unless(value is None or 0 <= value <= MOST_VND, column, "cần số nguyên từ 0")
    for column, most in (
        ("deposit_percent", 100), ("tolerance_under", 100), ("tolerance_over", 100), ("payment_days", 3650),
    ):  # fmt: skip
        value = getattr(need, column)
        unless(value is None or 0 <= value <= most, column, f"cần số nguyên từ 0 đến {most}")
    faults.refuse()
    need.code = need.code or "-"
    check([need], key=("season_id", "code"), faults=faults)
    faults.refuse()


def _check_words(need: Need, unless: object) -> None:
    assert callable(unless)
    for column, words in (
        ("kind", NeedKind.values), ("price_at", PriceAt.values), ("frequency", Frequency.values),
        ("freight_by", ["", *FreightBy.values]), ("channel", EntryChannel.values),
    ):  # fmt: skip
        unless(getattr(need, column) in words, column, "cần một trong: " + ", ".join(filter(None, words)))
    for column in ("certificates", "certificates_preferred", "tests"):
        unless(len(getattr(need, column)) <= 50, column, "nhiều nhất 50 mục")


def _check_rhythm(need: Need, unless: object) -> None:
    assert callable(unless)
    if need.frequency == Frequency.ONCE:
        return
    unless(need.kg_per_delivery is not None, "kg_per_delivery", "nhu cầu theo nhịp cần số kg mỗi lần giao")
    days = (need.deliver_to - need.deliver_from).days + 1
    unless(
        not need.window_stated or days <= rhythm.MOST_DELIVERIES,
        "deliver_to",
        f"nhu cầu theo nhịp kéo dài nhất {rhythm.MOST_DELIVERIES} ngày",
    )
    if need.frequency == Frequency.WEEKDAYS:
        fits = bool(need.weekdays) and all(2 <= day <= 8 for day in need.weekdays)
        unless(fits, "weekdays", "chọn ít nhất một thứ (2 đến 8, 8 là chủ nhật)")
    if need.frequency == Frequency.EVERY:
        unless(1 <= (need.every_days or 0) <= 366, "every_days", "cần số ngày từ 1 đến 366")


def check_offer(offer: Offer, need: Need) -> None:
    """Refuse an offer whose values cannot stand."""
    found: list[Fault] = []

    def unless(fine: bool, column: str, expected: str) -> None:
        if not fine:
            found.append(Fault("offer", 1, column, str(getattr(offer, column)), expected))

    unless(0 < offer.kg <= MOST_KG, "kg", "cần số kg lớn hơn 0")
    per = offer.kg_per_delivery
    unless(per is None or 0 < per <= offer.kg, "kg_per_delivery", "cần số kg lớn hơn 0, không quá tổng")
    unless(offer.first <= offer.last, "last", "không được trước ngày đầu")
    inside = need.deliver_from <= offer.first and offer.last <= need.deliver_to
    unless(inside, "first", f"cần nằm trong {show_date(need.deliver_from)} – {show_date(need.deliver_to)}")
    for column in ("price_vnd_per_kg", "grade"):
        value = getattr(offer, column)
        unless(value is None or 0 <= value <= MOST_VND, column, "cần số nguyên từ 0")
    unless(offer.price_at in PriceAt.values, "price_at", "cần point hoặc market")
    for column in ("certificates", "tests"):
        unless(len(getattr(offer, column)) <= 50, column, "nhiều nhất 50 mục")
    unless("\x00" not in offer.note and len(offer.note) <= 4000, "note", "dài nhất 4.000 ký tự")
    if found:
        raise InputInvalid(sorted(found))
