"""What the doors share: whom a cell names, where a refusal stands in the sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import by_code, organisations
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.intake.doors import Row
from cungcau.reference.catalogue.models import CertificateKind, Commodity
from cungcau.reference.search import words

_MOST_NAMED = 5


def text(row: Row, key: str) -> str:
    """A cell as trimmed text, blank when empty."""
    value = row.values.get(key)
    return "" if value is None else str(value).strip()


def day(row: Row, key: str) -> date | None:
    """A cell that holds a day."""
    value = row.values.get(key)
    return value if isinstance(value, date) else None


def number(row: Row, key: str) -> int | None:
    """A cell that holds a whole number."""
    value = row.values.get(key)
    return value if isinstance(value, int) else None


class Faults:
    """Collects what is wrong, by the row of the sheet it stands in."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def note(self, row: Row, column: str, value: object, expected: str) -> None:
        """One fault."""
        self.found.append(Fault(row.sheet, row.line, column, "" if value is None else str(value), expected))

    def refuse(self) -> None:
        """Raise ``InputInvalid`` with everything found."""
        if self.found:
            raise InputInvalid(self.found)


def placed(error: InputInvalid, rows: Sequence[Row], columns: Mapping[str, str]) -> InputInvalid:
    """A refusal of rows numbered from 1, said of the sheet's lines and columns; ``columns`` maps field to key."""
    faults = []
    for fault in error.faults:
        row = rows[fault.line - 1] if 0 < fault.line <= len(rows) else None
        column = columns.get(fault.column, fault.column)
        file, line = (row.sheet, row.line) if row else (fault.file, 0)
        faults.append(Fault(file, line, column, fault.value, fault.expected))
    return InputInvalid(faults)


class Named:
    """Whom the cells of a table name, by code or by whole name: two questions for all of them."""

    def __init__(self, said: Iterable[str]) -> None:
        texts = {one for one in said if one}
        self._codes = by_code(texts)
        self._names: dict[str, list[Organisation]] = defaultdict(list)
        folded = {words(one)[:200] for one in texts - set(self._codes)} - {""}
        for one in (
            organisations()
            .defer("words", "unit__words", "representative__words")
            .filter(folded_name__in=folded)
        ):
            self._names[one.folded_name].append(one)

    def one(self, said: str) -> Organisation | None:
        """The organisation meant, None where nobody or several are."""
        found = self._codes.get(said)
        if found is not None:
            return found
        many = self._names.get(words(said)[:200], [])
        return many[0] if len(many) == 1 else None

    def expected(self, said: str) -> str:
        """What to write instead."""
        many = self._names.get(words(said)[:200], [])
        if not many:
            return "cần mã hoặc tên đúng một tổ chức, hộ đã có"
        codes = ", ".join(one.code for one in many[:_MOST_NAMED])
        return f"có {len(many)} nơi tên như vậy, hãy ghi mã: {codes}"


def kinds_of_papers() -> dict[str, CertificateKind]:
    """Kinds of certificates by folded code and name."""
    found: dict[str, CertificateKind] = {}
    for kind in CertificateKind.objects.all():
        found[words(kind.name)] = kind
        found[words(kind.code)] = kind
    return found


def goods() -> dict[str, Commodity]:
    """Commodities by folded code and name."""
    found: dict[str, Commodity] = {}
    for one in Commodity.objects.all():
        found[words(one.name_vi)] = one
        found[words(one.code)] = one
    return found
