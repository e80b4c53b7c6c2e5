"""One observation about to be recorded, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cungcau.domain.survey.models import Confidence
from cungcau.domain.survey.places import Place
from cungcau.domain.survey.reading import Goods, Period, Value


@dataclass(frozen=True, slots=True)
class Entry:
    """One observation to record: of what, where, when; the value in the metric's unit; who says so."""

    metric: str
    goods: Goods
    place: Place
    period: Period
    value: Value
    source: str
    source_date: date | None = None
    about: str = ""
    confidence: str = Confidence.MEDIUM
    note: str = ""
    is_demo: bool = False
