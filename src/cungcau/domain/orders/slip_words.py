"""What a household is told of its slip: one text of 160 letters without marks, one with marks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from cungcau.kernel.vntext import show_date, show_number
from cungcau.platform.notify.sms_text import ONE_SMS, length, without_marks

_LEAST_NAME = 6
"""No name is cut below so many letters."""


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of a slip as people read them; ``link`` and ``phone`` (of the seller) may be blank, not both missed.

    ``sms_number`` is where an SMS with ``sms_code`` is taken for an answer, both blank where none is.
    """

    goods: str
    grade: str
    kg: int
    day: date
    point: str
    price_vnd_per_kg: int
    slot_from: datetime | None = None
    slot_to: datetime | None = None
    until: datetime | None = None
    link: str = ""
    phone: str = ""
    sms_number: str = ""
    sms_code: str = ""


def full(told: Told) -> str:
    """The text with marks, for Zalo, paper and copying; nothing is shortened."""
    goods = " ".join(filter(None, (told.goods, told.grade.lower())))
    where = f", giao tại {told.point}" if told.point else ""
    if told.slot_from and told.slot_to:
        where += f" lúc {_clock(told.slot_from)}–{_clock(told.slot_to)}"
    text = (
        f"Mời hái {show_number(told.kg)} kg {goods} ngày {show_date(told.day)}{where},"
        f" giá chốt {show_number(told.price_vnd_per_kg)} đ/kg."
    )
    if told.until:
        text += f" Xin trả lời trước {_clock(told.until)} ngày {show_date(_local(told.until).date())}."
    if told.link:
        text += f" Trả lời tại: {told.link}"
    if told.sms_number:
        text += (
            f" Hoặc nhắn đến {told.sms_number}: CO {told.sms_code} (nhận đủ), IT <số kg> {told.sms_code} (nhận ít hơn),"
            f" KHONG {told.sms_code} (không nhận)."
        )
    return text + (f" Hoặc gọi {told.phone}." if told.phone and told.link else _call(told.phone, told.link))


def short(told: Told) -> str:
    """The text without marks in one SMS.

    Where it is too long the longer of the names of goods and point loses its last word, again and again, down to
    six letters; then the grade; then answering by SMS is not told; then the link gives way to the phone. Figures,
    days and hours are never shortened.
    """
    text = _plain(told)
    while length(text) > ONE_SMS:
        shorter = _shorter(told)
        if shorter is None:
            break
        told = shorter
        text = _plain(told)
    if length(text) > ONE_SMS and told.sms_number:
        return short(replace(told, sms_number=""))
    if length(text) > ONE_SMS and told.link:
        return short(replace(told, link=""))
    return text


def _plain(told: Told) -> str:
    goods = " ".join(filter(None, (told.goods, told.grade.lower())))
    where = f" giao {told.point}" if told.point else ""
    if told.slot_from and told.slot_to:
        where += f" {_brief(told.slot_from)}-{_brief(told.slot_to)}"
    text = (
        f"Hai {show_number(told.kg)}kg {goods} {told.day.day}/{told.day.month}{where}"
        f" {show_number(told.price_vnd_per_kg)}d/kg."
    )
    if told.until:
        until = _local(told.until)
        text += f" Dap truoc {_brief(told.until)} {until.day}/{until.month}:"
    if told.sms_number:
        text += f" nhan CO/KHONG {told.sms_code} den {told.sms_number} hay"
    if told.link:
        return without_marks(f"{text} {told.link}")
    return without_marks(f"{text} goi {told.phone}" if told.phone else f"{text} goi dai dien")


def _shorter(told: Told) -> Told | None:
    name = max(("goods", "point"), key=lambda one: (len(getattr(told, one)), one))
    if len(getattr(told, name)) <= _LEAST_NAME:
        name = "grade"
    value = getattr(told, name)
    if len(value) <= _LEAST_NAME:
        return None
    kept = value.rsplit(" ", 1)[0] if " " in value else value[:_LEAST_NAME]
    return replace(told, **{name: kept if len(kept) >= _LEAST_NAME else value[:_LEAST_NAME].strip()})


def _call(phone: str, link: str) -> str:
    if link:
        return ""
    return f" Trả lời qua điện thoại {phone}." if phone else " Xin gọi cho người đại diện."


def _local(at: datetime) -> datetime:
    return timezone.localtime(at)


def _clock(at: datetime) -> str:
    return f"{_local(at):%H:%M}"


def _brief(at: datetime) -> str:
    """ "7h", "7h30"."""
    local = _local(at)
    return f"{local.hour}h{local.minute:02d}" if local.minute else f"{local.hour}h"
