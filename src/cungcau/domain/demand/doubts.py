"""What is doubtful about a need as entered: asked with the reason, never a hard block."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand.models import Frequency, Need
from cungcau.domain.demand.rhythm import delivery_days
from cungcau.domain.demand.selectors import other_prices
from cungcau.domain.survey.wording import Words, register
from cungcau.engines.plausibility import Doubt
from cungcau.engines.plausibility.days import day_against_season
from cungcau.engines.plausibility.prices import price_against_others
from cungcau.engines.plausibility.sums import bags_against_weight

_TOLERANCE = 1
"""Percent by which deliveries and their total may differ."""

DELIVERIES = register(
    "deliveries_unlike_total",
    Words(
        _(
            "%(count)s lần giao × %(delivery_kg)s = %(expected_kg)s, nhưng tổng ghi %(total_kg)s. Số nào đúng?"
        ),
        _("Số lần giao nhân khối lượng mỗi lần lệch tổng hơn một phần trăm."),
        (_("có ngày bên mua không lấy hàng"), _("khối lượng mỗi lần thay đổi"), _("tổng là mức cam kết")),
    ),
)
NO_WINDOW = register(
    "window_not_stated",
    Words(
        _("Bên mua chưa nêu nhận hàng từ ngày nào đến ngày nào; mới tính một lần giao %(delivery_kg)s."),
        _("Không biết khoảng ngày thì không biết tổng khối lượng."),
    ),
)


def doubts_of(
    need: Need, *, bags: int | None = None, bag_kg: int | None = None, others: Sequence[int] | None = None
) -> tuple[Doubt, ...]:
    """All doubts about a need's values (saved or not): price, deliveries, days, bags.

    ``others`` are the prices to compare with, asked for where they are not given.
    """
    found: list[Doubt] = []
    if need.price_vnd_per_kg is not None:
        if others is None:
            others = other_prices(need.season, need.commodity_id, need.price_at, need.pk)
        found += price_against_others(
            price_vnd_per_kg=need.price_vnd_per_kg, others=others, field="price_vnd_per_kg"
        )
    found += deliveries_against_total(need)
    for field in ("deliver_from", "deliver_to"):
        day = getattr(need, field)
        found += day_against_season(day=day, first=need.season.start, last=need.season.end, field=field)
    found += bags_against_weight(bags=bags, kg_per_bag=bag_kg, total_kg=need.quantity_kg or None)
    if need.frequency != Frequency.ONCE and not need.window_stated:
        found.append(
            Doubt(
                "window_not_stated",
                ("deliver_from", "deliver_to"),
                {"delivery_kg": need.kg_per_delivery or 0},
            )
        )
    return tuple(found)


def deliveries_against_total(need: Need) -> tuple[Doubt, ...]:
    """Deliveries × kg a delivery against the stated total, within 1 %; a blank total says nothing."""
    per = need.kg_per_delivery
    if need.frequency == Frequency.ONCE or per is None or not need.quantity_kg or not need.window_stated:
        return ()
    days = delivery_days(
        frequency=need.frequency,
        first=need.deliver_from,
        last=need.deliver_to,
        weekdays=need.weekdays,
        every_days=need.every_days,
        skip_holidays=need.skip_holidays,
    )
    expected = per * len(days)
    if abs(expected - need.quantity_kg) * 100 <= need.quantity_kg * _TOLERANCE:
        return ()
    facts: dict[str, object] = {
        "count": len(days), "delivery_kg": per, "expected_kg": expected, "total_kg": need.quantity_kg,
    }  # fmt: skip
    return (Doubt("deliveries_unlike_total", ("kg_per_delivery", "quantity_kg"), facts),)
