"""Tables of units that come in: a list, successions, and a new decree in one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.reference.geography import policies, selectors
from cungcau.reference.geography.models import Succession
from cungcau.reference.geography.services import (
    DecreeRow,
    ListedUnit,
    SuccessionRow,
    UnitRow,
    compare_units,
    kind_meant,
    record_decree,
    record_successions,
    record_units,
)
from cungcau.reference.recording import Recorded, placed
from cungcau.reference.search import words

_WHOLE, _PART = Succession.Extent.WHOLE, Succession.Extent.PART
_EXTENTS = {
    "": _WHOLE, "whole": _WHOLE, "toan bo": _WHOLE, "toan phan": _WHOLE, "ca": _WHOLE, "nguyen trang": _WHOLE,
    "part": _PART, "mot phan": _PART, "phan": _PART, "phan con lai": _PART,
}  # fmt: skip
_YES, _NO = {"1", "x", "co", "chinh", "phan chinh", "yes", "true"}, {"0", "khong", "no", "false"}


class ListOptions(forms.Form):
    """The day whose units a list gives."""

    on = forms.DateField(
        label=_("Danh sách này là của ngày"),
        help_text=_("Mã được dùng lại sau khi sáp nhập, nên phải biết danh sách nói về ngày nào."),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _text(row: Row, key: str) -> str:
    value = row.values.get(key)
    return "" if value is None else " ".join(str(value).split())


def _day(row: Row, key: str) -> date | None:
    value = row.values.get(key)
    return value if isinstance(value, date) else None


def _refused(row: Row, column: str, value: object, expected: str) -> Fault:
    return Fault(row.sheet, row.line, column, "" if value is None else str(value), expected)


def _code(row: Row, key: str, digits: int) -> str:
    """A code whose leading zeros a spreadsheet may have eaten."""
    text = _text(row, key)
    return text.zfill(digits) if text.isdecimal() and len(text) == digits - 1 else text


def _listed(values: Row) -> bool:
    """A row that only names a unit, without its days."""
    return not (_day(values, "valid_from") or _day(values, "valid_to"))


def _at_their_rows(rows: Sequence[Row], write: Callable[[], Recorded]) -> Recorded:
    try:
        return write()
    except InputInvalid as error:
        raise placed(error, [(row.sheet, row.line) for row in rows]) from error


def record_unit_rows(rows: Sequence[Row], context: Context) -> Outcome:
    """A list is held against the units loaded; rows with days are units to write."""
    listed = [row for row in rows if _listed(row)]
    dated = [row for row in rows if not _listed(row)]
    on = date.fromisoformat(str(context.options.get("on") or timezone.localdate().isoformat())[:10])
    faults: list[Fault] = []
    units = [_unit(row, faults) for row in dated]
    if faults:
        raise InputInvalid(faults)
    done = Recorded()
    if units:
        done = _at_their_rows(
            dated, lambda: record_units(rows=units, source=context.source, actor=context.actor)
        )
    if not listed:
        return Outcome(done.created, done.changed, done.unchanged)
    plain = [
        ListedUnit(
            _code(row, "code", 5), _text(row, "name"), _text(row, "kind"), _text(row, "full_name"),
            _code(row, "parent", 2),
        )
        for row in listed
    ]  # fmt: skip
    try:
        same = compare_units(rows=plain, on=on, source=context.source, actor=context.actor)
    except InputInvalid as error:
        raise placed(error, [(row.sheet, row.line) for row in listed]) from error
    return Outcome(done.created, done.changed, done.unchanged + same.unchanged, len(same.spellings))


def _unit(row: Row, faults: list[Fault]) -> UnitRow:
    spot: list[float | None] = []
    for key in ("lat", "lon"):
        text = _text(row, key).replace(",", ".")
        try:
            spot.append(float(Decimal(text)) if text else None)
        except InvalidOperation:
            faults.append(_refused(row, key, text, "cần số độ thập phân như 21.97987"))
            spot.append(None)
    kind = _text(row, "kind")
    return UnitRow(
        _text(row, "code"), kind_meant(kind) or kind.lower(), _text(row, "name"), _text(row, "parent"),
        _day(row, "valid_from"), _day(row, "valid_to"), _text(row, "decree"), spot[0], spot[1],
    )  # fmt: skip


def record_succession_rows(rows: Sequence[Row], context: Context) -> Outcome:
    """What became of units that ended."""
    faults: list[Fault] = []
    links = []
    for row in rows:
        ended = _day(row, "ended")
        if ended is None:
            faults.append(_refused(row, "ended", row.values.get("ended"), "cần ngày cuối cùng của đơn vị cũ"))
        main = _main(row, faults)
        extent = _extent(row, faults)
        links.append(
            SuccessionRow(
                _code(row, "old", 5), ended or date.min, _code(row, "new", 5), extent,
                extent == _WHOLE if main is None else main, _text(row, "decree"), _text(row, "note"),
            )
        )  # fmt: skip
    if faults:
        raise InputInvalid(faults)
    done = _at_their_rows(
        rows, lambda: record_successions(rows=links, source=context.source, actor=context.actor)
    )
    return Outcome(done.created, done.changed, done.unchanged)


def _extent(row: Row, faults: list[Fault]) -> str:
    text = _text(row, "extent")
    found = _EXTENTS.get(words(text))
    if found is None:
        faults.append(_refused(row, "extent", text, "cần «toàn bộ» hoặc «một phần»"))
    return found or _WHOLE


def _main(row: Row, faults: list[Fault]) -> bool | None:
    text = _text(row, "main")
    said = words(text)
    if not said:
        return None
    if said not in _YES | _NO:
        faults.append(_refused(row, "main", text, "cần «x» ở dòng chính, bỏ trống hoặc «không» ở dòng khác"))
    return said in _YES


def record_decree_rows(rows: Sequence[Row], context: Context) -> Outcome:
    """A decree: units that end, units it makes, what became of what."""
    faults: list[Fault] = []
    lines = []
    marked = {_code(row, "old", 5) for row in rows if _text(row, "main")}
    for row in rows:
        effective = _day(row, "effective")
        if effective is None:
            faults.append(_refused(row, "effective", row.values.get("effective"), "cần ngày có hiệu lực"))
        old, main, kind = _code(row, "old", 5), _main(row, faults), _text(row, "kind")
        lines.append(
            DecreeRow(
                _text(row, "decree"), effective or date.min, old, _code(row, "new", 5),
                kind_meant(kind) or kind.lower(), _text(row, "name"), _text(row, "old_name"),
                _code(row, "parent", 2), _extent(row, faults),
                False if main is None and old in marked else main,
            )
        )  # fmt: skip
    if faults:
        raise InputInvalid(faults)
    try:
        done = record_decree(rows=lines, source=context.source, actor=context.actor)
    except InputInvalid as error:
        raise placed(error, [(row.sheet, row.line) for row in rows]) from error
    links = done.links
    return Outcome(links.created, links.changed, links.unchanged)


def propose(column: str, value: str, context: Context) -> str:
    """The code of the place somebody wrote by name, the kind it begins with, the extent meant."""
    if column == "kind":
        return kind_meant(value)
    if column in {"code", "old", "new", "parent"}:
        answer: Any = selectors.resolve(value, timezone.localdate())
        return "" if isinstance(answer, list) else str(answer.code)
    return ""


_CODE = ("ma xa", "ma", "code", "ma don vi", "ma dvhc", "ma so")
_PARENT = ("ma tinh", "parent", "ma cap tren", "ma huyen", "thuoc", "tinh thanh pho")
_DECREE = Column("decree", "Nghị quyết", also=("decree", "van ban", "so nghi quyet", "nghi quyet so"))

open_door(
    Door(
        kind="geography.units",
        title=_("Danh sách đơn vị hành chính"),
        help=_(
            "Danh sách xã, phường của tỉnh: được đối chiếu với danh mục đang có, cách viết khác được ghi nhận, "
            "không nhân đôi. Dòng có ngày là đơn vị cần ghi thêm hoặc sửa."
        ),
        columns=(
            Column("code", "Mã đơn vị", required=True, also=_CODE),
            Column("name", "Tên", also=("ten", "ten don vi", "ten xa", "name")),
            Column("kind", "Loại", also=("loai", "kind", "cap")),
            Column("full_name", "Tên đầy đủ", also=("ten day du", "full name")),
            Column("parent", "Mã cấp trên", also=_PARENT),
            Column("parent_name", "Tên cấp trên", also=("tinh", "ten tinh", "tinh thanh")),
            Column("valid_from", "Có từ ngày", "date", also=("valid from", "tu ngay", "hieu luc tu")),
            Column("valid_to", "Đến hết ngày", "date", also=("valid to", "den ngay", "hieu luc den")),
            _DECREE,
            Column("lat", "Vĩ độ", also=("lat", "latitude")),
            Column("lon", "Kinh độ", also=("lon", "lng", "longitude")),
        ),
        permission=policies.RECORD,
        record=record_unit_rows,
        propose=propose,
        options=ListOptions,
        done_url="geography:list",
        examples=({"code": "06172", "name": "Hoàng Văn Thụ", "kind": "Xã", "parent": "20"},),
    )
)
open_door(
    Door(
        kind="geography.successions",
        title=_("Kế thừa địa giới"),
        help=_("Đơn vị cũ hết ngày nào, thành đơn vị nào. Cả hai phải đã có trong danh mục."),
        columns=(
            Column("old", "Mã cũ", required=True, also=("old", "ma xa cu", "ma don vi cu")),
            Column("ended", "Ngày cuối của đơn vị cũ", "date", required=True, also=("ended", "het ngay")),
            Column("new", "Mã mới", required=True, also=("new", "ma xa moi", "ma don vi moi")),
            Column("extent", "Toàn bộ hay một phần", also=("extent", "phan", "pham vi")),
            Column("main", "Phần chính", also=("main", "dong chinh", "chinh")),
            _DECREE,
            Column("note", "Ghi chú", also=("note", "ghi chu")),
        ),
        permission=policies.RECORD,
        record=record_succession_rows,
        propose=propose,
        done_url="geography:list",
    )
)
open_door(
    Door(
        kind="geography.decree",
        title=_("Nghị quyết mới về xã, phường"),
        help=_(
            "Mỗi dòng: từ ngày hiệu lực, đơn vị cũ (toàn bộ hay một phần) thuộc đơn vị mới nào. Đơn vị cũ hết "
            "hiệu lực ngày hôm trước, số liệu đã ghi vẫn giữ tên cũ và được tính về đơn vị mới."
        ),
        columns=(
            Column("decree", "Nghị quyết", required=True, also=("decree", "van ban", "so nghi quyet")),
            Column(
                "effective", "Ngày hiệu lực", "date", required=True, also=("effective date", "hieu luc tu")
            ),
            Column("old", "Mã cũ", required=True, also=("old code", "ma xa cu", "ma don vi cu")),
            Column("old_name", "Tên cũ", also=("old name", "ten xa cu", "don vi cu")),
            Column("new", "Mã mới", required=True, also=("new code", "ma xa moi", "ma don vi moi")),
            Column("kind", "Loại mới", required=True, also=("new kind", "loai", "loai don vi moi")),
            Column("name", "Tên mới", required=True, also=("new name", "ten xa moi", "don vi moi")),
            Column("parent", "Mã cấp trên", also=("parent", "ma tinh")),
            Column("extent", "Toàn bộ hay một phần", also=("whole part", "pham vi", "phan", "extent")),
            Column("main", "Phần chính", also=("main", "dong chinh", "chinh")),
        ),
        permission=policies.RECORD,
        record=record_decree_rows,
        propose=propose,
        done_url="geography:list",
    )
)
