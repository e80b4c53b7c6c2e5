"""Plain rows of commodities, grades and certificates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommodityRow:
    """One commodity; ``source`` is the document cited, or ``minh hoạ``; ``aliases`` None keeps those known."""

    code: str
    name_vi: str
    source: str
    name_en: str = ""
    group: str = ""
    is_demo: bool = False
    aliases: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class GradeRow:
    """The name of one grade of a commodity (its code); a higher rank is better."""

    commodity: str
    rank: int
    name: str
    source: str
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One kind of certificate; ``code`` is what lots and needs write."""

    code: str
    name: str
    source: str
    is_demo: bool = False
