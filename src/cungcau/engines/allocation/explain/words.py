"""How things of a scenario are called in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cungcau.engines.allocation.model import Objective
from cungcau.kernel.vntext import fold, show_kg, show_number

MOST_NAMED = 5
_AIMS = {
    Objective.SOLD: "bán được nhiều kg nhất",
    Objective.FAIR: "chia đều, nâng người có tỷ lệ bán thấp nhất trước",
    Objective.COST: "cước vận chuyển rẻ nhất",
}


class Words:
    """Names instead of ids where they are known, each with the word for what it is."""

    def __init__(self, names: Mapping[str, str] | None) -> None:
        self._names = names or {}

    def name(self, known: str) -> str:
        """The name of an id, or the id itself."""
        return self._names.get(known, known)

    def _with_kind(self, kind: str, known: str, given: str) -> str:
        name = self.name(known)
        return name if fold(name).startswith(fold(given)) else f"{kind} {name}"

    def point(self, point_id: str) -> str:
        """A collection point: "điểm tập kết P1"."""
        return self._with_kind("điểm tập kết", point_id, "điểm ")

    def market(self, market: str) -> str:
        """A market: "thị trường Hà Nội"."""
        return self._with_kind("thị trường", market, "thị trường ")

    def lane(self, point_id: str, market: str) -> str:
        """A lane: "tuyến P1 → Hà Nội"."""
        return f"tuyến {self.name(point_id)} → {self.name(market)}"

    def demand(self, demand_id: str) -> str:
        """A demand: "nhu cầu D1"."""
        return self._with_kind("nhu cầu", demand_id, "nhu cầu ")

    def producer(self, producer_id: str) -> str:
        """A producer: its name, or "người bán H1" where none is known."""
        return self._names.get(producer_id) or f"người bán {producer_id}"


def kilograms(kg: int) -> str:
    """1234567 as "1.234.567 kg"."""
    return show_kg(kg, unit="kg")


def days(count: int) -> str:
    """3 as "3 ngày"."""
    return f"{show_number(count)} ngày"


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", ":")) else ".")


def grade_words(grade: int | None) -> str:
    """A grade number: "bậc 2"; None is "chưa phân bậc"."""
    return "chưa phân bậc" if grade is None else f"bậc {show_number(grade)}"


def certificate_words(certificates: Iterable[str]) -> str:
    """Certificates in order: "chứng nhận OCOP, VietGAP"."""
    return f"chứng nhận {', '.join(sorted(certificates))}"


def aims(order: Iterable[Objective]) -> str:
    """The objectives in words, in order: "bán được nhiều kg nhất; rồi chia đều, …"."""
    return "; rồi ".join(_AIMS[objective] for objective in order)


def few(parts: Sequence[str], what: str = "lần") -> str:
    """The first of many parts, and how many more: "a; b; c; d; e và 29 người khác"."""
    more = len(parts) - MOST_NAMED
    return "; ".join(parts[:MOST_NAMED]) + (f" và {show_number(more)} {what} khác" if more > 0 else "")
