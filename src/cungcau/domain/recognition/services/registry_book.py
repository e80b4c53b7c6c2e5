"""Bringing in a province's registry workbook: organisations, products, certificates, and what has no other place.

Rows nobody can take are refused by name (the intake gives them back); of the others whatever is odd is said. The
same workbook again changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from cungcau.domain.ocop import policies as ocop
from cungcau.domain.ocop.services.entities import CARETAKER
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.messages import registry as said
from cungcau.domain.recognition.registry_book.entities import Entities, Named
from cungcau.domain.recognition.registry_book.lines import Book, Line, read_book
from cungcau.domain.recognition.registry_book.places import Places
from cungcau.domain.recognition.services.registry_products import UNCHANGED, Writer
from cungcau.domain.registry.selectors import by_code
from cungcau.domain.registry.services import record_organisations
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.intake.doors import Row
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows come from: said of everything written; the kept table, its file's name."""

    text: str
    intake: UUID | None = None
    file_name: str = ""


@dataclass(slots=True)
class Brought:
    """How many lines were new, changed something or nothing; what is odd, by row."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    notes: list[Fault] = field(default_factory=list)

    def count(self, became: str) -> None:
        """One more line that became this."""
        setattr(self, became, getattr(self, became) + 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line with its place and whom it names."""

    line: Line
    place: Unit
    named: Named

    @property
    def key(self) -> tuple[str, str, str]:
        """What a product is known by: its entity and name; of an unknown entity also where it is."""
        unowned = self.named.code.startswith(CARETAKER)
        return (
            self.named.code,
            words(self.line.product),
            self.place.area_code if not unowned else str(self.place.pk),
        )


@transaction.atomic
def record_registry(*, rows: Sequence[Row], province: Unit, source: Source, actor: User | None) -> Brought:
    """Write the workbook's rows, all or none. Raises ``not_allowed``, ``InputInvalid`` with every fault by row."""
    if actor is not None:
        access.require(actor, policies.BRING_IN, province.area_code)
        access.require(actor, ocop.CERTIFY, province.area_code)
    places = Places(province, clock.today())
    book = read_book(rows, districts=frozenset(places.districts), today=clock.today())
    entities = Entities(book.lines, province)
    done = Brought()
    entries = _without_repeats(_entries(book, places, entities, source), book, done)
    _refuse(book)
    _record_entities(entities, book, actor)
    organisations = by_code({entry.named.code for entry in entries})
    writer = Writer(list(organisations.values()), province, source.text, actor, book)
    for entry in sorted(entries, key=lambda one: one.key):
        try:
            became = writer.write(
                entry.line, entry.place, organisations[entry.named.code], source.intake, source.file_name
            )
            done.count(became)
        except InputInvalid as refused:
            book.faults.extend(_placed(entry.line, fault) for fault in refused.faults)
        except DomainError as refused:
            if refused.code == "not_allowed":
                raise
            book.faults.append(_at(entry.line, answer(refused).vi, entry.line.product))
    _refuse(book)
    done.notes = sorted(book.notes, key=lambda note: (note.file, note.line))
    record(
        actor=actor, verb=said.BROUGHT_IN, thing=None, area=province.area_code, created=done.created,
        changed=done.changed, unchanged=done.unchanged, file=source.file_name,
    )  # fmt: skip
    return done


def _placed(line: Line, fault: Fault) -> Fault:
    """A fault of the line's own keeps its column; one a service raised stands at the product."""
    own = (fault.file, fault.line) == (line.row.sheet, line.row.line)
    return fault if own else _at(line, fault.expected, fault.value)


def _at(line: Line, expected: str, value: str) -> Fault:
    return Fault(line.row.sheet, line.row.line, "product", value, expected)


def _refuse(book: Book) -> None:
    if book.faults:
        raise InputInvalid(book.faults)


def _entries(book: Book, places: Places, entities: Entities, source: Source) -> list[Entry]:
    found = []
    for line in book.lines:
        place = places.of(line, book)
        named = entities.of(line, place, source.text, book) if place is not None else None
        if place is not None and named is not None:
            found.append(Entry(line, place, named))
    return found


def _without_repeats(entries: Sequence[Entry], book: Book, done: Brought) -> list[Entry]:
    """A line given twice alike counts once; one given twice otherwise is asked about. Namesakes are said."""
    first: dict[tuple[str, str], Entry] = {}
    named: dict[str, Entry] = {}
    kept = []
    for entry in entries:
        code, name, place = entry.key
        key = (code, f"{name} {place}" if code.startswith(CARETAKER) else name)
        there = first.setdefault(key, entry)
        line = entry.line
        if there is not entry:
            if _alike(there.line, line):
                text = f"trùng dòng {_where(there.line)}: chỉ ghi một lần"
                book.note(line.row, "product", line.product, text)
                done.count(UNCHANGED)
            else:
                text = f"cùng chủ thể, cùng tên với dòng {_where(there.line)} mà ghi khác; giữ dòng đúng, bỏ dòng kia"
                book.fault(line.row, "product", line.product, text)
            continue
        other = named.setdefault(name, entry)
        if other is not entry:
            text = f"cùng tên với dòng {_where(other.line)} nhưng khác chủ thể: là hai sản phẩm"
            book.note(line.row, "product", line.product, text)
        kept.append(entry)
    return kept


def _alike(one: Line, other: Line) -> bool:
    return one.awards == other.awards and one.expires == other.expires and one.star == other.star


def _where(line: Line) -> str:
    return f"{line.row.line} (trang {line.row.sheet})" if line.row.sheet else str(line.row.line)


def _record_entities(entities: Entities, book: Book, actor: User | None) -> None:
    """Record the organisations that are new; what registry refuses is said at the first line that names one."""
    new = entities.new
    try:
        record_organisations(rows=new, on=clock.today(), actor=actor)
    except InputInvalid as refused:
        raise InputInvalid(
            [
                _at(entities.line_of(new[fault.line - 1].code), fault.expected, fault.value)
                for fault in refused.faults
            ]
        ) from refused
