"""A need's rhythm, hours and age in words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cungcau.domain.demand.models import Frequency, Need
from cungcau.platform.ui import figures

STALE_DAYS = 7
"""A need not confirmed for so long is shown as old."""


def rhythm_of(need: Need) -> str:
    """ "2.000 kg hằng ngày", "500 kg thứ 2, 5"; blank for a need delivered once."""
    if need.frequency == Frequency.ONCE:
        return ""
    per = figures.kg(need.kg_per_delivery) + " " if need.kg_per_delivery else ""
    if need.frequency == Frequency.WEEKDAYS:
        named = [_("chủ nhật") if day == 8 else str(day) for day in need.weekdays]
        return per + _("vào thứ %(days)s") % {"days": ", ".join(named)}
    if need.frequency == Frequency.EVERY:
        return per + ngettext("cách %(days)s ngày", "cách %(days)s ngày", need.every_days or 0) % {
            "days": need.every_days
        }
    return per + (_("hằng ngày") if need.frequency == Frequency.DAILY else _("mỗi tuần một lần"))


def hours_of(need: Need) -> str:
    """ "trước 06:00", "từ 04:00 đến 06:00"; blank where the buyer named none."""
    first, last = need.hours_from, need.hours_to
    if first and last:
        return _("từ %(first)s đến %(last)s") % {"first": f"{first:%H:%M}", "last": f"{last:%H:%M}"}
    if last:
        return _("trước %(last)s") % {"last": f"{last:%H:%M}"}
    return _("từ %(first)s") % {"first": f"{first:%H:%M}"} if first else ""


def age_of(need: Need, today: date) -> str:
    """How long ago the buyer confirmed it."""
    if need.confirmed_on is None:
        return _("chưa ai xác nhận")
    days = (today - need.confirmed_on).days
    if days <= 0:
        return _("xác nhận hôm nay")
    return ngettext("xác nhận %(days)s ngày trước", "xác nhận %(days)s ngày trước", days) % {"days": days}


def deposit_of(need: Need) -> str:
    """The deposit in đồng or percent; blank for none named."""
    parts = []
    if need.deposit_vnd:
        parts.append(figures.money(need.deposit_vnd))
    if need.deposit_percent:
        parts.append(f"{need.deposit_percent} %")
    return " + ".join(parts)
