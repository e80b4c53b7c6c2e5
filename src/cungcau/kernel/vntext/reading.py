"""What reading a text gives: a :class:`Reading`, or the refusal :class:`TextUnreadable`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext.decimals import plain


class Kind(StrEnum):
    """What a text speaks of."""

    MASS = "mass"
    AREA = "area"
    MONEY = "money"
    PRICE = "price"
    YIELD = "yield"
    COUNT = "count"
    DURATION = "duration"
    DATE_RANGE = "date_range"
    DEADLINE = "deadline"


class Approx(StrEnum):
    """How the writer hedged: khoảng (about), trên (over), gần or dưới (under)."""

    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class Region(StrEnum):
    """The region whose sào and mẫu are meant: Bắc Bộ, Trung Bộ, Nam Bộ."""

    NORTH = "bac"
    CENTRE = "trung"
    SOUTH = "nam"


Value = Fraction | date


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a text.

    ``min`` and ``max`` are exact fractions in ``unit`` (kg, m2, dong, dong/kg, kg/ha, …), or dates
    for ``date_range`` and ``deadline`` (unit "date"); ``None`` is an open end. When ``ambiguous``, both
    ends are ``None``: nothing is guessed, ``readings`` lists what may be meant (empty where a fact
    is missing, such as the year or the kg in a giạ) and ``note`` says in Vietnamese what to ask.
    """

    kind: Kind
    min: Value | None
    max: Value | None
    unit: str
    approx: Approx | None = None
    ambiguous: bool = False
    readings: tuple[Reading, ...] = ()
    note: str = ""

    def as_dict(self) -> dict[str, object]:
        """Return the reading as plain values: numbers ``int`` or exact ``Decimal``, dates ISO text.

        A fraction whose decimals never end (5 tạ on a sào of 360 m² in kg/ha) is rounded to three.
        The key ``note`` is there only when there is something to say.
        """
        shape: dict[str, object] = {
            "kind": self.kind.value,
            "min": _plain_value(self.min),
            "max": _plain_value(self.max),
            "unit": self.unit,
            "approx": self.approx.value if self.approx else None,
            "ambiguous": self.ambiguous,
            "readings": [reading.as_dict() for reading in self.readings],
        }
        if self.note:
            shape["note"] = self.note
        return shape

    def as_json(self) -> str:
        """Return :meth:`as_dict` as one line of JSON, its decimals written digit for digit."""
        return _dump(self.as_dict())


def _plain_value(value: Value | None) -> int | Decimal | str | None:
    if value is None:
        return None
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if value.denominator == 1 else Decimal(plain(value))


def _dump(value: object) -> str:
    """Write JSON; the standard writer would turn a Decimal into a float."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_dump(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_dump(item) for item in value) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)


class Trouble(StrEnum):
    """Why a text could not be read."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_NUMBER = "no_number"
    VAGUE = "vague"
    NOT_UNDERSTOOD = "not_understood"
    INCOMPLETE = "incomplete"
    NO_SUCH_DATE = "no_such_date"


_SENTENCES = {
    Trouble.EMPTY: "không có gì để đọc",
    Trouble.TOO_LONG: "dài quá, chỉ đọc được một số lượng hoặc một khoảng ngày mỗi lần",
    Trouble.NO_NUMBER: "không thấy con số hay ngày tháng nào",
    Trouble.VAGUE: "«{part}» không nói rõ là bao nhiêu",
    Trouble.NOT_UNDERSTOOD: "không hiểu «{part}»",
    Trouble.INCOMPLETE: "hiểu từng phần nhưng không ghép được thành một số lượng hay thời gian",
    Trouble.NO_SUCH_DATE: "trong lịch không có «{part}»",
}


class TextUnreadable(DomainError):
    """A text that holds no quantity, money, date or deadline we can read.

    ``facts`` are ``text`` (what was given), ``trouble`` (:class:`Trouble`) and ``part`` (words at fault).
    """

    def __init__(self, text: str, trouble: Trouble, part: str = "") -> None:
        super().__init__("text_unreadable", text=text, trouble=trouble, part=part)
        self.text = text
        self.trouble = trouble
        self.part = part

    @property
    def sentence(self) -> str:
        """The refusal as one Vietnamese line."""
        shown = " ".join(self.text.split())
        shown = shown if len(shown) <= 80 else shown[:79] + "…"
        return f"Không đọc được «{shown}»: {_SENTENCES[self.trouble].format(part=self.part)}."
