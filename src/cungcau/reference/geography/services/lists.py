"""Comparing a list of units, such as an office keeps, with the units loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cungcau.kernel.vntext import show_date
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.geography import messages, policies
from cungcau.reference.geography.models import KINDS, Spelling, Unit
from cungcau.reference.geography.selectors import units_by_code
from cungcau.reference.recording import Faults
from cungcau.reference.search import words

_KINDS = sorted({kind for kinds in KINDS.values() for kind in kinds}, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """One row of somebody's list: its code, and the name, kind, full name and parent's code as they write them."""

    code: str
    name: str = ""
    kind: str = ""
    full_name: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """How many rows are the units loaded, and which spell them otherwise and had not been noted before."""

    unchanged: int
    spellings: tuple[str, ...] = ()


@transaction.atomic
def compare_units(*, rows: Sequence[ListedUnit], on: date, source: str, actor: User | None) -> Compared:
    """Hold a list against the units of a day; other spellings of a name or kind are noted, not doubled.

    Raises ``not_allowed``, or ``InputInvalid``: a code that is no unit's on that day, a row whose name, kind or
    parent is another one altogether, a code given twice.
    """
    if actor is not None:
        require(actor, policies.RECORD, "")
    faults = Faults("units")
    known = units_by_code((row.code for row in rows), on)
    seen: dict[str, int] = {}
    noted: list[Spelling] = []
    for number, row in enumerate(rows, faults.first):
        first = seen.setdefault(row.code, number)
        faults.unless(first == number, number, "code", row.code, f"trùng với dòng {first}")
        unit = known.get(row.code)
        faults.unless(
            unit is not None, number, "code", row.code,
            f"không có đơn vị mã này ngày {show_date(on)}; đơn vị mới thì ghi cả cột «Có từ ngày»",
        )  # fmt: skip
        if unit is not None:
            _check(row, unit, number, faults)
            noted += [
                Spelling(unit=unit, text=text[:120], source=source[:300]) for text in _otherwise(row, unit)
            ]
    faults.refuse()
    there = set(Spelling.objects.filter(unit__in=known.values()).values_list("unit_id", "text"))
    fresh = [one for one in noted if (one.unit_id, one.text) not in there]
    Spelling.objects.bulk_create(fresh, ignore_conflicts=True)
    done = Compared(len(rows), tuple(f"{one.unit.code} {one.unit.title}: {one.text}" for one in fresh))
    record(
        actor=actor, verb=messages.UNITS_COMPARED, thing=None, source=source, unchanged=done.unchanged,
        spellings=len(done.spellings), found=list(done.spellings[:500]), on=on,
    )  # fmt: skip
    return done


def kind_meant(text: str) -> str:
    """The kind of unit a text begins with: ``Đặc khu tại hải đảo`` is a đặc khu; blank for none."""
    wanted = f"{words(text)} "
    return next((kind for kind in _KINDS if wanted.startswith(f"{words(kind)} ")), "")


def _check(row: ListedUnit, unit: Unit, number: int, faults: Faults) -> None:
    here = f"mã {unit.code} là {unit.title}; đổi tên, đổi loại thì nhập ở «Nghị quyết mới»"
    faults.unless(not row.name or words(row.name) == unit.folded, number, "name", row.name, here)
    faults.unless(not row.kind or kind_meant(row.kind) == unit.kind, number, "kind", row.kind, here)
    full = words(row.full_name)
    faults.unless(not full or full == words(unit.title), number, "full_name", row.full_name, here)
    above = {step.code for step in (unit.parent, unit.parent.parent if unit.parent else None) if step}
    faults.unless(
        not row.parent or row.parent in above, number, "parent", row.parent,
        f"{unit.title} thuộc {unit.parent.title if unit.parent else ''} ({', '.join(sorted(above))})",
    )  # fmt: skip


def _otherwise(row: ListedUnit, unit: Unit) -> list[str]:
    """What the row writes otherwise than the unit is written; capitals of a kind make no difference."""
    found = []
    if row.name and row.name != unit.name:
        found.append(row.name)
    if row.kind and row.kind.lower() != unit.kind:
        found.append(row.kind)
    if not found and row.full_name and row.full_name != unit.title:
        found.append(row.full_name)
    return found
