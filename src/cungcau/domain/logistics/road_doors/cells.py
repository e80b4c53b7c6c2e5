"""Reading the cells of these tables, and saying at which row a service refuses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.selectors.fleet import carriers_for
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import named
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.kernel.vntext import fold
from cungcau.platform.intake.doors import Context, Row
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import season as season_of
from cungcau.reference.catalogue.selectors import seasons

SPACE = UUID("6f1f0c52-3c0e-4d0e-9a51-6a1f1a3f5b10")
"""From which the number of a row is made: the same row in a table sent again is the same paper or event."""
_YES, _NO = frozenset({"co", "x", "yes", "1"}), frozenset({"khong", "no", "0"})


class SeasonOptions(forms.Form):
    """Which season the rows belong to."""

    season = forms.ChoiceField(label=_("Mùa vụ"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["season"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.name) for one in seasons()]


class Cells:
    """Reads rows, noting what cannot be read."""

    def __init__(self, context: Context) -> None:
        self.faults: list[Fault] = []
        self.context = context
        self.carriers: dict[str, Organisation | None] = {}

    def refuse(self, row: Row, column: str, expected: str, value: str | None = None) -> None:
        """Note what is wrong with a cell."""
        shown = text(row, column) if value is None else value
        self.faults.append(Fault(row.sheet, row.line, column, shown[:200], expected))

    def stop(self) -> None:
        """Refuse the table if anything is wrong."""
        if self.faults:
            raise InputInvalid(sorted(self.faults))

    def carrier(self, row: Row) -> int | None:
        """The carrier a row names, of those the bringer may enter for."""
        told = text(row, "carrier")
        if told not in self.carriers:
            found = named(carriers_for(self.context.actor), told) if told else []
            self.carriers[told] = found[0] if len(found) == 1 else None
        one = self.carriers[told]
        if one is None:
            expected = "cần tên hoặc mã một đơn vị vận tải đã có, chỉ một đơn vị mang tên đó"
            self.refuse(row, "carrier", expected)
        return one.pk if one is not None else None

    def among(self, row: Row, column: str, known: Mapping[str, Any], usual: Any = None) -> Any:
        """What a word of a known list means; ``usual`` for an empty cell, where there is one."""
        told = fold(text(row, column)).strip()
        if told in known:
            return known[told]
        if told or usual is None:
            self.refuse(row, column, "cần một trong: " + ", ".join(sorted(known)))
        return usual

    def yes(self, row: Row, column: str) -> bool | None:
        """Yes or no; None for an empty cell."""
        told = fold(text(row, column)).strip()
        if told and told not in _YES | _NO:
            self.refuse(row, column, "cần có hoặc không")
        return told in _YES if told else None


def text(row: Row, column: str) -> str:
    """A cell as text, "" for none."""
    value = row.values.get(column)
    return "" if value is None else str(value).strip()


def day(row: Row, column: str) -> date | None:
    """A cell as a day."""
    value = row.values.get(column)
    return value if isinstance(value, date) else None


def whole(row: Row, column: str) -> int | None:
    """A cell as a whole number."""
    value = row.values.get(column)
    return value if isinstance(value, int) else None


def season_in(context: Context) -> Season:
    """The season chosen beside the table; raises ``season_unknown``."""
    found = season_of(str(context.options.get("season") or ""))
    if found is None:
        raise DomainError("season_unknown", value=str(context.options.get("season") or ""))
    return found


def lines_of(text: str) -> str:
    """Places parted by semicolons or line breaks, one a line."""
    return "\n".join(part.strip() for part in text.replace("\n", ";").split(";") if part.strip())


def place(cells: Cells, row: Row, refused: DomainError) -> None:
    """A refusal of a service at its row."""
    if isinstance(refused, InputInvalid):
        for one in refused.faults:
            cells.faults.append(Fault(row.sheet, row.line, one.column, one.value, one.expected))
    else:
        cells.refuse(row, "", answer(refused).text, "")
