"""Units and successions from plain rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.geography import messages, policies
from cungcau.reference.geography.models import CODE_LENGTH, KINDS, Level, Succession, Unit
from cungcau.reference.geography.services.areas import renew
from cungcau.reference.geography.services.turns import take_turn
from cungcau.reference.recording import Faults, Recorded, check, upsert
from cungcau.reference.search import words

_KIND_WORDS = {kind: words(kind) for kinds in KINDS.values() for kind in kinds}
_LEVEL_OF = {length: level for level, length in CODE_LENGTH.items()}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit: ``parent`` is the code of the one above it in the same days; open days are None.

    A row with the code and first day of a known unit corrects it, as when a decree ends it.
    """

    code: str
    kind: str
    name: str
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    decree: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """The unit that bore code ``old`` until the day ``ended`` became, from the next day, ``new``."""

    old: str
    ended: date
    new: str
    extent: str = Succession.Extent.WHOLE
    is_main: bool = True
    decree: str = ""
    note: str = ""


@transaction.atomic
def record_units(*, rows: Sequence[UnitRow], source: str, actor: User | None) -> Recorded:
    """Write units, those above first; raises ``InputInvalid`` with every fault, or ``not_allowed``."""
    if actor is not None:
        require(actor, policies.RECORD, "")
    take_turn()
    done = write_units(rows, source, Faults("units"))
    renew()
    record(actor=actor, verb=messages.UNITS_RECORDED, thing=None, source=source, **done.facts())
    return done


@transaction.atomic
def record_successions(*, rows: Sequence[SuccessionRow], source: str, actor: User | None) -> Recorded:
    """Write what became of ended units; raises ``InputInvalid`` with every fault, or ``not_allowed``."""
    if actor is not None:
        require(actor, policies.RECORD, "")
    take_turn()
    done = write_successions(rows, source, Faults("successions"))
    renew()
    record(actor=actor, verb=messages.SUCCESSIONS_RECORDED, thing=None, source=source, **done.facts())
    return done


def write_units(
    rows: Sequence[UnitRow], source: str, faults: Faults, successions: Sequence[SuccessionRow] = ()
) -> Recorded:
    """Upsert units level by level inside the caller's transaction; areas are left to the caller.

    Where the successions are at hand, new units are written with the area they will come to.
    """
    areas = _foreseen_areas(rows, successions)
    for number, row in enumerate(rows, faults.first):
        _check_unit(row, number, faults)
    faults.refuse()
    total = Recorded()
    above: dict[str, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.exclude(level=Level.COMMUNE).select_related("parent"):
        above[unit.code].append(unit)
    for level, length in CODE_LENGTH.items():
        here = [(number, row) for number, row in enumerate(rows, faults.first) if len(row.code) == length]
        units = [_unit(row, number, Level(level), above, source, faults) for number, row in here]
        for unit in units:
            unit.area_code = areas.get((unit.code, unit.valid_from), "")
        check(units, key=("valid_from", "code"), faults=faults, numbers=[number for number, _ in here])
        faults.refuse()
        done = upsert(units, key=("valid_from", "code"), among=Unit.objects.all(), derived=("area_code",))
        total += done
        if level != Level.COMMUNE:
            _replace(above, units)
    return total


def write_successions(rows: Sequence[SuccessionRow], source: str, faults: Faults) -> Recorded:
    """Upsert successions inside the caller's transaction; areas are left to the caller."""
    codes = {row.old for row in rows} | {row.new for row in rows}
    ending: dict[tuple[str, date], int] = {}
    starting: dict[tuple[str, date], int] = {}
    for pk, code, first, last in Unit.objects.filter(code__in=codes).values_list(
        "pk", "code", "valid_from", "valid_to"
    ):
        if last is not None:
            ending[code, last] = pk
        if first is not None:
            starting[code, first] = pk
    links: list[Succession] = []
    for number, row in enumerate(rows, faults.first):
        old = ending.get((row.old, row.ended), 0)
        new = starting.get((row.new, row.ended + timedelta(days=1)), 0)
        faults.unless(old != 0, number, "old", row.old, f"cần mã một đơn vị hết hiệu lực ngày {row.ended}")
        faults.unless(new != 0, number, "new", row.new, f"cần mã một đơn vị có từ sau ngày {row.ended}")
        faults.unless(
            row.extent in Succession.Extent.values, number, "extent", row.extent, "cần whole hoặc part"
        )
        links.append(_succession(row, old, new, source))
    faults.refuse()
    check(links, key=("old_id", "new_id"), faults=faults)
    _check_mains(links, faults)
    _check_standing(links, faults)
    faults.refuse()
    return upsert(links, key=("new_id", "old_id"), among=Succession.objects.all())


def _foreseen_areas(
    units: Sequence[UnitRow], successions: Sequence[SuccessionRow]
) -> dict[tuple[str, date | None], str]:
    """By code and first day, for units in force and those whose main successor is."""
    areas = {
        (row.code, row.valid_from): f"{row.parent}.{row.code}" if row.parent else row.code
        for row in units
        if row.valid_to is None
    }
    ended = {
        (row.code, row.valid_to): (row.code, row.valid_from) for row in units if row.valid_to is not None
    }
    for link in successions:
        now = areas.get((link.new, link.ended + timedelta(days=1)))
        if link.is_main and now is not None and (link.old, link.ended) in ended:
            areas[ended[link.old, link.ended]] = now
    return areas


def _check_unit(row: UnitRow, number: int, faults: Faults) -> None:
    level = _LEVEL_OF.get(len(row.code))
    fits = level is not None and row.code.isdecimal() and row.code.isascii()
    faults.unless(fits, number, "code", row.code, "cần 2 (tỉnh), 3 (huyện) hoặc 5 (xã) chữ số")
    if level is not None:
        faults.unless(
            row.kind in KINDS[level], number, "kind", row.kind, "cần một trong: " + ", ".join(KINDS[level])
        )
        faults.unless(
            bool(row.parent) == (level != Level.PROVINCE), number, "parent", row.parent, "cần mã cấp trên"
        )
    in_order = row.valid_from is None or row.valid_to is None or row.valid_from <= row.valid_to
    faults.unless(in_order, number, "valid_to", row.valid_to, "không được trước valid_from")
    faults.unless(
        (row.lat is None) == (row.lon is None), number, "lat", row.lat, "cần cả lat và lon, hoặc không"
    )
    faults.unless(row.lat is None or 5 <= row.lat <= 25, number, "lat", row.lat, "cần vĩ độ từ 5 đến 25")
    faults.unless(
        row.lon is None or 100 <= row.lon <= 120, number, "lon", row.lon, "cần kinh độ từ 100 đến 120"
    )


def _unit(
    row: UnitRow, number: int, level: Level, above: Mapping[str, list[Unit]], source: str, faults: Faults
) -> Unit:
    parent = _parent(row, above) if row.parent else None
    faults.unless(
        parent is not None or not row.parent, number, "parent", row.parent, "cần mã cấp trên cùng thời gian"
    )
    unit = Unit(
        code=row.code,
        kind=row.kind,
        name=row.name,
        level=level,
        parent=parent,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        decree=row.decree,
        lat=row.lat,
        lon=row.lon,
        folded=words(row.name),
        source=source,
    )
    unit.folded_path = " ".join(_path_words(unit))
    return unit


def _path_words(unit: Unit) -> Iterable[str]:
    step: Unit | None = unit
    while step is not None:
        yield _KIND_WORDS[step.kind]
        yield step.folded
        step = step.parent


def _parent(row: UnitRow, above: Mapping[str, list[Unit]]) -> Unit | None:
    """The unit of that code in force when the row's unit began, or for an unknown beginning when it ended."""
    moment = row.valid_from or row.valid_to
    for unit in above.get(row.parent, ()):
        begun = unit.valid_from is None or (moment is not None and unit.valid_from <= moment)
        lasts = unit.valid_to is None or (moment is not None and moment <= unit.valid_to)
        if begun and lasts:
            return unit
    return None


def _replace(above: dict[str, list[Unit]], units: Iterable[Unit]) -> None:
    for unit in units:
        kept = [other for other in above[unit.code] if other.valid_from != unit.valid_from]
        above[unit.code] = [*kept, unit]


def _succession(row: SuccessionRow, old: int, new: int, source: str) -> Succession:
    return Succession(
        old_id=old, new_id=new, extent=row.extent, is_main=row.is_main,
        decree=row.decree, note=row.note, source=source,
    )  # fmt: skip


def _check_mains(links: Sequence[Succession], faults: Faults) -> None:
    mains: dict[int, int] = defaultdict(int)
    for link in links:
        mains[link.old_id] += link.is_main
    for number, link in enumerate(links, faults.first):
        faults.unless(
            mains[link.old_id] == 1, number, "main", link.is_main, "mỗi đơn vị cũ cần đúng một dòng chính"
        )
        whole = link.extent == Succession.Extent.WHOLE
        faults.unless(
            not whole or link.is_main, number, "main", link.is_main, "phần toàn bộ phải là dòng chính"
        )


def _check_standing(links: Sequence[Succession], faults: Faults) -> None:
    """The main part of an old unit stays where it is recorded, unless this batch says otherwise of that line too."""
    said = {(link.old_id, link.new_id): link.is_main for link in links}
    mains = Succession.objects.filter(old__in={old for old, _ in said}, is_main=True).select_related("new")
    standing = {link.old_id: link for link in mains}
    for number, link in enumerate(links, faults.first):
        main = standing.get(link.old_id)
        if main is not None and link.is_main and (main.old_id, main.new_id) not in said:
            faults.unless(
                False, number, "new", link.new.code, f"đơn vị cũ này đã ghi là thành {main.new.title}"
            )
    moved = [main.pk for main in standing.values() if said.get((main.old_id, main.new_id)) is False]
    Succession.objects.filter(pk__in=moved).update(is_main=False, extent=Succession.Extent.PART)
