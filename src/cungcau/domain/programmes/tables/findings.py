"""Findings of a plan as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cungcau.domain.programmes.selectors.findings import Found
from cungcau.platform.exchange.services import Column

SHEET = (
    Column("label", "Mức"),
    Column("where", "Chỗ", width=60),
    Column("sentence", "Phát hiện", width=80),
    Column("mends", "Cách sửa", width=60),
    Column("reason", "Lý do bỏ qua", width=40),
)


def finding_rows(found: Iterable[Found]) -> Iterator[dict[str, str]]:
    """A row per finding, in their order."""
    for one in found:
        yield {
            "label": one.label, "where": one.where, "sentence": one.sentence,
            "mends": "; ".join(offer for _mend, offer in one.mends),
            "reason": one.dismissal.reason if one.dismissal else "",
        }  # fmt: skip
