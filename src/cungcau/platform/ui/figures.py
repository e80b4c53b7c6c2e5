"""Figures as pages print them: kg, tấn, đồng, percent, dates, in the language of the moment.

Everything is printed by ``kernel.vntext``; in English the separators and the word for tonne are changed, so
that "5.200 kg" is not read as five kilograms.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cungcau.kernel import vntext

Value = int | float | Decimal | Fraction
Show = Callable[[Value], str]

_ENGLISH_MARKS = str.maketrans(".,", ",.")
_ENGLISH_WORDS = {"tấn": "t", "đồng": "VND", "đ": "VND", "tỷ": "billion", "triệu": "million"}


def _spoken(text: str) -> str:
    """A Vietnamese figure for the reader's language."""
    if not (get_language() or "vi").startswith("en"):
        return text
    return " ".join(_ENGLISH_WORDS.get(word, word.translate(_ENGLISH_MARKS)) for word in text.split(" "))


def _trimmed(value: Value, most: int) -> str:
    """At most ``most`` decimals, no zeros at the end."""
    text = vntext.show_number(Fraction(value), most)
    return text.rstrip("0").rstrip(",") if "," in text else text


def number(value: Value, most: int = 2) -> str:
    """A plain number with at most ``most`` decimals: "27.404,97"."""
    return _spoken(_trimmed(value, most))


def decimal(value: Value, digits: int) -> str:
    """A number with exactly ``digits`` decimals: "0,30"."""
    return _spoken(vntext.show_number(Fraction(value), digits))


def kg(value: Value) -> str:
    """Kilograms, rounded to whole ones: "5.200 kg"."""
    return _spoken(f"{_trimmed(value, 0)} kg")


def tonnes(value: Value, most: int = 2) -> str:
    """Kilograms as tấn with at most ``most`` decimals: "5,2 tấn"."""
    return _spoken(f"{_trimmed(Fraction(value) / 1000, most)} tấn")


def mass(value: Value) -> str:
    """Kilograms in the unit that reads best: tấn from one tấn on (two decimals at most), else kg."""
    return tonnes(value) if is_tonnes(value) else kg(value)


def is_tonnes(value: Value) -> bool:
    """Whether so many kg make a tonne or more, either way."""
    return value >= 1000 or value <= -1000


def money(dong: Value, *, short: bool = False) -> str:
    """Đồng: "15.000 đ", or short "1,2 tỷ đồng"."""
    value = Fraction(round(Fraction(dong)))
    if not short:
        return _spoken(vntext.show_money(value))
    figure, words = vntext.show_money(value, short=True, digits=1).split(" ", 1)
    return _spoken(f"{figure.removesuffix(',0')} {words}")


def percent(ratio: Value, most: int = 1) -> str:
    """A ratio of one as percent, at most ``most`` decimals: 0.415 is "41,5%"."""
    return _spoken(vntext.show_percent(Fraction(ratio), most))


def date(day: dt.date) -> str:
    """A day, or the local day of a moment: "05/6/2021"."""
    if isinstance(day, dt.datetime):
        day = timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return vntext.show_date(day)


def day_month(day: dt.date) -> str:
    """A day without its year, where the year stands beside it: "05/6"."""
    return date(day).rpartition("/")[0]


def moment(when: dt.datetime) -> str:
    """A moment of the local day: "14:05 05/9/2021"."""
    local = timezone.localtime(when)
    return f"{local:%H:%M} {date(local.date())}"


def axis(top: Value) -> tuple[str, Show]:
    """The unit for an axis or grid of kg that reaches ``top``, and how to print a value in it."""
    if top < 1000:
        return _spoken("kg"), lambda value: number(value, 0)
    return _spoken("tấn"), lambda value: number(Fraction(value) / 1000, 1)


def ago(when: dt.datetime, now: dt.datetime) -> str:
    """How long before ``now``: minutes, hours, days; the date from 60 days on; the future is "vừa xong"."""
    minutes = int((now - when).total_seconds() // 60)
    if minutes < 1:
        return _("vừa xong")
    if minutes < 60:
        return ngettext("%(n)s phút trước", "%(n)s phút trước", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 24:
        return ngettext("%(n)s giờ trước", "%(n)s giờ trước", hours) % {"n": hours}
    days = hours // 24
    if days < 60:
        return ngettext("%(n)s ngày trước", "%(n)s ngày trước", days) % {"n": days}
    return date(when)
