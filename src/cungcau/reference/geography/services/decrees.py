"""A new decree: units that end, units it makes, and what became of what, from one table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from cungcau.kernel.errors import InputInvalid
from cungcau.kernel.vntext import show_date
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.geography import messages, policies
from cungcau.reference.geography.models import KINDS, Level, Succession, Unit
from cungcau.reference.geography.selectors import on_day
from cungcau.reference.geography.services.areas import renew
from cungcau.reference.geography.services.rows import (
    SuccessionRow,
    UnitRow,
    write_successions,
    write_units,
)
from cungcau.reference.geography.services.turns import take_turn
from cungcau.reference.recording import Faults, Recorded, placed
from cungcau.reference.search import words

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DecreeRow:
    """One line of a decree: from ``effective`` on, ``old`` (whole or a part) belongs to ``new``.

    ``old_name`` and ``parent`` may be blank: the name only checks the code, the new unit's parent is then the
    old one's. ``main`` None is left to the extent: the whole is main, of parts one has to be named.
    """

    decree: str
    effective: date
    old: str
    new: str
    kind: str
    name: str
    old_name: str = ""
    parent: str = ""
    extent: str = Succession.Extent.WHOLE
    main: bool | None = None


@dataclass(frozen=True, slots=True)
class DecreeOutcome:
    """What a decree did: units ended and made, links written, and copies brought along by app."""

    ended: int
    units: Recorded
    links: Recorded
    copies: Mapping[str, int]


@transaction.atomic
def record_decree(*, rows: Sequence[DecreeRow], source: str, actor: User | None) -> DecreeOutcome:
    """End, make and link units, then bring every copy of areas along; all rows or none.

    Communes only. Raises ``not_allowed``, or ``InputInvalid`` with every fault (rows numbered from 1): an old
    code not in force the day before, a unit not fully accounted for, a code in force twice, days out of order.
    The same table again changes nothing.
    """
    if actor is not None:
        require(actor, policies.RECORD, "")
    take_turn()
    faults = Faults("nghị quyết")
    _check_words(rows, faults)
    faults.refuse()
    ended, units, links = 0, Recorded(), Recorded()
    for effective in sorted({row.effective for row in rows}):
        here = [(number, row) for number, row in enumerate(rows, 1) if row.effective == effective]
        step = _one_day(effective, here, source, faults)
        ended, units, links = ended + step[0], units + step[1], links + step[2]
    copies = renew()
    outcome = DecreeOutcome(ended, units, links, copies)
    record(
        actor=actor, verb=messages.DECREE_RECORDED, thing=None, source=source, ended=ended,
        decrees=", ".join(sorted({row.decree for row in rows})), copies=dict(copies), **units.facts(),
    )  # fmt: skip
    return outcome


_Numbered = Sequence[tuple[int, DecreeRow]]


def _one_day(effective: date, rows: _Numbered, source: str, faults: Faults) -> tuple[int, Recorded, Recorded]:
    """What takes effect on one day; later days of the same table build on it."""
    last = effective - _DAY
    codes = {row.old for _, row in rows} | {row.new for _, row in rows}
    before = {
        unit.code: unit
        for unit in Unit.objects.select_for_update(of=("self",))
        .select_related("parent")
        .filter(on_day(last), code__in=codes)
    }
    _check_old(rows, before, last, faults)
    _check_shares(rows, faults)
    news = _new_units(rows, before, effective, faults)
    faults.refuse()
    over = [before[code] for code in {row.old for _, row in rows} if before[code].valid_to is None]
    Unit.objects.filter(pk__in=[unit.pk for unit in over]).update(valid_to=last)
    units = _placed(lambda: write_units([unit for _, unit in news], source, Faults("units")), news)
    joined = [
        (number, SuccessionRow(row.old, last, row.new, row.extent, _is_main(row), row.decree))
        for number, row in rows
    ]
    links = _placed(
        lambda: write_successions([link for _, link in joined], source, Faults("successions")), joined
    )
    return len(over), units, links


def _placed(write: Callable[[], Recorded], rows: Sequence[tuple[int, object]]) -> Recorded:
    """The result of a batch; its faults numbered as the rows of the decree are."""
    try:
        return write()
    except InputInvalid as error:
        raise placed(error, [("nghị quyết", number) for number, _ in rows]) from error


def _check_words(rows: Sequence[DecreeRow], faults: Faults) -> None:
    kinds = KINDS[Level.COMMUNE]
    for number, row in enumerate(rows, 1):
        faults.unless(bool(row.decree), number, "decree", row.decree, "cần số nghị quyết")
        faults.unless(len(row.decree) <= 80, number, "decree", row.decree, "dài nhất 80 ký tự")
        in_time = date(1945, 9, 2) < row.effective < date(2200, 1, 1)
        faults.unless(in_time, number, "effective", row.effective, "cần ngày từ 1945 đến 2199")
        for column, code in (("old", row.old), ("new", row.new)):
            fits = len(code) == 5 and code.isascii() and code.isdecimal()
            faults.unless(fits, number, column, code, "cần mã cấp xã gồm 5 chữ số")
        faults.unless(row.kind in kinds, number, "kind", row.kind, "cần một trong: " + ", ".join(kinds))
        faults.unless(bool(row.name), number, "name", row.name, "cần tên đơn vị mới")
        faults.unless(
            row.extent in Succession.Extent.values, number, "extent", row.extent, "cần whole hoặc part"
        )


def _check_old(rows: _Numbered, before: Mapping[str, Unit], last: date, faults: Faults) -> None:
    for number, row in rows:
        old = before.get(row.old)
        day = show_date(last)
        faults.unless(old is not None, number, "old", row.old, f"cần mã một đơn vị còn hiệu lực ngày {day}")
        if old is None:
            continue
        free = old.valid_to in (None, last)
        ended = show_date(old.valid_to) if old.valid_to else ""
        faults.unless(free, number, "old", row.old, f"{old.title} đã hết hiệu lực ngày {ended}")
        same = not row.old_name or words(row.old_name) in (old.folded, words(old.title))
        faults.unless(same, number, "old_name", row.old_name, f"mã {row.old} ngày {day} là {old.title}")


def _check_shares(rows: _Numbered, faults: Faults) -> None:
    """Every old unit goes somewhere as a whole, or in two parts or more of which one is the main one."""
    shares: dict[str, list[tuple[int, DecreeRow]]] = defaultdict(list)
    for number, row in rows:
        shares[row.old].append((number, row))
    for old, parts in shares.items():
        number, first = parts[0]
        seen: set[str] = set()
        for line, row in parts:
            faults.unless(row.new not in seen, line, "new", row.new, f"dòng này lặp lại {old} → {row.new}")
            seen.add(row.new)
        whole = [row for _, row in parts if row.extent == Succession.Extent.WHOLE]
        if whole:
            faults.unless(
                len(parts) == 1, number, "extent", first.extent,
                f"{old} đã đi toàn bộ nên chỉ có một dòng; nếu chia ra, ghi «một phần» ở mọi dòng",
            )  # fmt: skip
        else:
            faults.unless(
                len(parts) > 1, number, "extent", first.extent,
                f"còn thiếu: phần còn lại của {old} thuộc đơn vị nào? (nếu vẫn là {old}, thêm dòng {old} → {old})",
            )  # fmt: skip
        mains = sum(_is_main(row) for _, row in parts)
        faults.unless(
            mains == 1, number, "main", first.main, f"cần đúng một dòng chính cho {old}: nơi tính số liệu cũ"
        )


def _is_main(row: DecreeRow) -> bool:
    return row.extent == Succession.Extent.WHOLE if row.main is None else row.main


def _new_units(
    rows: _Numbered, before: Mapping[str, Unit], effective: date, faults: Faults
) -> list[tuple[int, UnitRow]]:
    made: dict[str, list[tuple[int, DecreeRow]]] = defaultdict(list)
    for number, row in rows:
        made[row.new].append((number, row))
    olds = {row.old for _, row in rows}
    parents = set(
        Unit.objects.filter(on_day(effective)).exclude(level=Level.COMMUNE).values_list("code", flat=True)
    )
    later = set(
        Unit.objects.filter(Q(valid_from__gt=effective), code__in=made).values_list("code", flat=True)
    )
    found = []
    for code, lines in made.items():
        number, first = lines[0]
        for line, row in lines:
            same = (row.kind, row.name, row.decree) == (first.kind, first.name, first.decree)
            faults.unless(
                same, line, "name", row.name, f"khác dòng trước của mã {code}: {first.kind} {first.name}"
            )
        taken = before.get(code)
        free = taken is None or code in olds
        faults.unless(
            free, number, "new", code,
            f"mã này đang là {taken.title if taken else ''}; nếu đơn vị ấy được nhập thêm, thêm dòng {code} → {code}",
        )  # fmt: skip
        faults.unless(code not in later, number, "new", code, "mã này đã có đơn vị lập sau ngày này")
        parent = _parent_of([row for _, row in lines], before)
        faults.unless(
            parent in parents,
            number,
            "parent",
            parent,
            f"cần mã cấp trên còn hiệu lực ngày {show_date(effective)}",
        )
        spot = _middle(before[row.old] for _, row in lines if row.old in before)
        found.append(
            (number, UnitRow(code, first.kind, first.name, parent, effective, None, first.decree, *spot))
        )
    return found


def _parent_of(rows: Sequence[DecreeRow], before: Mapping[str, Unit]) -> str:
    named = {row.parent for row in rows if row.parent}
    if not named:
        olds = (before.get(row.old) for row in rows)
        named = {old.parent.code for old in olds if old is not None and old.parent is not None}
    return named.pop() if len(named) == 1 else ", ".join(sorted(named))


def _middle(units: Iterable[Unit]) -> tuple[float | None, float | None]:
    """The middle of what a unit is made of, as its spot until a better one is known."""
    spots = [(unit.lat, unit.lon) for unit in units if unit.lat is not None and unit.lon is not None]
    if not spots:
        return None, None
    lats, lons = zip(*spots, strict=True)
    return round(sum(lats) / len(spots), 6), round(sum(lons) / len(spots), 6)
