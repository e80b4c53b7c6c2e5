"""The lines of a registry workbook as products, headings, sums and repetitions; what was odd is said of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cungcau.domain.recognition.registry_book import cells, groups
from cungcau.domain.recognition.registry_book.columns import (
    AWARD_KEYS,
    FIRST,
    GROUPS,
    KEYS,
    PERSONAL,
    UPGRADE,
)
from cungcau.kernel.errors import Fault
from cungcau.kernel.vntext import show_date
from cungcau.platform.exchange.columns import Cell
from cungcau.platform.intake.doors import Row
from cungcau.reference.search import words

_SUM = re.compile(r"(?:tong(?: cong| so)?|cong)(?: \d.*| san pham.*| toan .*| cac .*)?")
_PLACE_LEVEL = re.compile(r"(?:[ivxl]+ )?(huyen|thanh pho|thi xa|tp|tx|xa|phuong|thi tran|dac khu) ")
_DISTRICTS = ("huyen", "thanh pho", "thi xa", "tp", "tx")
_COMMUNE_IN_ADDRESS = re.compile(r"\b((?:xã|phường|thị trấn|đặc khu)\s+[^,;.\d]+)", re.IGNORECASE)
_LEAST_STAR = 3
_LONGEST = {"product": 300, "entity": 200, "representative": 200, "phone": 120, "code": 40} | {
    AWARD_KEYS[group][leaf]: most for group in GROUPS for leaf, most in (("decision", 80), ("authority", 200))
}
_HEADING_KEYS = ("number", "product")


@dataclass(frozen=True, slots=True)
class Award:
    """One recognition as a line gives it; without a ``day`` no certificate can be written of it."""

    group: str
    star: int | None
    day: date | None
    year: int | None
    decision: str
    authority: str


@dataclass(frozen=True, slots=True)
class Line:
    """One product as the workbook gives it; ``said`` are its cells as they stood."""

    row: Row
    said: dict[str, str]
    product: str
    entity: str
    category: str
    commune: str
    district: str
    star: int | None
    expires: date | None
    first: Award | None
    upgrade: Award | None

    @property
    def awards(self) -> tuple[Award, ...]:
        """First, then upgrade, those there are."""
        return tuple(one for one in (self.first, self.upgrade) if one is not None)

    @property
    def person(self) -> dict[str, str]:
        """What the line says of a person, unless it is masked or broken."""
        return {
            key: "" if cells.is_masked(self.said[key]) or cells.is_broken(self.said[key]) else self.said[key]
            for key in PERSONAL
        }


@dataclass(slots=True)
class Book:
    """All lines read: products, and what is odd (``notes``) or wrong (``faults``) by row and column."""

    today: date
    lines: list[Line] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def note(self, row: Row, column: str, value: object, text: str) -> None:
        """Something to know of a row that is taken."""
        self.notes.append(Fault(row.sheet, row.line, column, str(value), text))

    def fault(self, row: Row, column: str, value: object, expected: str) -> None:
        """Something that keeps a row from being taken."""
        self.faults.append(Fault(row.sheet, row.line, column, str(value), expected))


@dataclass(frozen=True, slots=True)
class _Under:
    """What headings above say of the rows below them."""

    district: str = ""
    commune: str = ""
    category: str = ""


def read_book(rows: Sequence[Row], *, districts: frozenset[str], today: date) -> Book:
    """Tell products from headings and sums; ``districts`` are folded names of the province's, former ones too."""
    book, under = Book(today), dict[str, _Under]()
    for row in rows:
        said = {key: _text(row.values.get(key)) for key in KEYS}
        under[row.sheet] = under.get(row.sheet) or _of_sheet(row, districts, book)
        if not said["entity"] and _is_heading(said):
            under[row.sheet] = _heading(row, said, under[row.sheet], districts, book)
            continue
        for key, line in row.merged.items():
            if said[key] and key not in PERSONAL:
                book.note(row, key, said[key], f"ô gộp từ dòng {line}: lấy giá trị của dòng ấy")
        _line(row, _without_broken(row, said, book), under[row.sheet], book)
    return book


def _text(value: Cell) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _of_sheet(row: Row, districts: frozenset[str], book: Book) -> _Under:
    """A sheet named after a district says where its rows are."""
    name = words(row.sheet)
    plain = next((name.removeprefix(f"{kind} ") for kind in _DISTRICTS if name.startswith(f"{kind} ")), name)
    if plain not in districts:
        return _Under()
    book.note(
        row, "district", "", f"trang “{row.sheet}” mang tên huyện: dòng không ghi huyện lấy theo tên trang"
    )
    return _Under(district=row.sheet)


def _is_heading(said: dict[str, str]) -> bool:
    """A row that says nothing but in its first columns, or a sum."""
    if any(_SUM.fullmatch(words(said[key])) for key in _HEADING_KEYS):
        return True
    others = (said[key] for key in KEYS if key not in (*_HEADING_KEYS, "note"))
    return bool(said["product"] or said["number"]) and not any(others)


def _heading(row: Row, said: dict[str, str], under: _Under, districts: frozenset[str], book: Book) -> _Under:
    text = said["product"] or said["number"]
    if any(_SUM.fullmatch(words(said[key])) for key in _HEADING_KEYS):
        book.note(row, "product", text, "dòng cộng, không phải sản phẩm: không ghi")
        return under
    level = _PLACE_LEVEL.match(f"{words(text)} ")
    if level and level.group(1) in _DISTRICTS:
        book.note(row, "product", text, "dòng tiêu đề: các dòng dưới không ghi huyện thì lấy huyện này")
        return _Under(district=text, category=under.category)
    if level:
        book.note(row, "product", text, "dòng tiêu đề: các dòng dưới không ghi xã thì lấy xã này")
        return replace(under, commune=text)
    category = groups.category_of(text)
    if category:
        book.note(row, "product", text, "dòng tiêu đề: các dòng dưới không ghi nhóm thì lấy nhóm này")
        return replace(under, category=category)
    book.note(row, "product", text, "dòng không có chủ thể, địa bàn, hạng sao: coi là tiêu đề, không ghi")
    return under


def _without_broken(row: Row, said: dict[str, str], book: Book) -> dict[str, str]:
    """Broken formulas say nothing; in the columns a row is known by they keep it out."""
    kept = dict(said)
    for key, text in said.items():
        if not cells.is_broken(text):
            continue
        kept[key] = ""
        if key in ("product", "entity"):
            book.fault(row, key, text, "ô công thức hỏng: hãy ghi lại chữ vào ô này")
        else:
            book.note(row, key, text, "ô công thức hỏng: coi như trống, các cột khác vẫn ghi")
    return kept


def _line(row: Row, said: dict[str, str], under: _Under, book: Book) -> None:
    before = len(book.faults)
    broken = {fault.column for fault in book.faults if (fault.file, fault.line) == (row.sheet, row.line)}
    if not said["product"] and "product" not in broken:
        book.fault(row, "product", "", "cần tên sản phẩm")
    if not said["entity"] and "entity" not in broken:
        book.fault(row, "entity", "", "cần tên chủ thể")
    for key, most in _LONGEST.items():
        if len(said[key]) > most:
            book.fault(row, key, said[key][:60], f"dài nhất {most} ký tự")
    first, upgrade = (_award(row, said, group, book) for group in GROUPS)
    star = _star(row, said, "star", book)
    first = _with_present_star(row, first, upgrade, star, book)
    expires = _expires(row, said, book)
    category = groups.category_of(said["group"]) or under.category
    if said["group"] and not groups.category_of(said["group"]):
        book.note(row, "group", said["group"], "không rõ là nhóm nào trong sáu nhóm: để chưa rõ nhóm")
    commune = said["commune"] or _commune_of_address(row, said, book) or under.commune
    if len(book.faults) > before or broken:
        return
    line = Line(
        row, said, said["product"], said["entity"], category, commune, said["district"] or under.district,
        star, expires, first, upgrade,
    )  # fmt: skip
    _compare(line, book)
    book.lines.append(line)


def _award(row: Row, said: dict[str, str], group: str, book: Book) -> Award | None:
    keys = AWARD_KEYS[group]
    if not any(said[key] for key in keys.values()):
        return None
    star = _star(row, said, keys["star"], book)
    when = _when(row, said, keys["day"], book)
    year = when.year
    try:
        year_said = cells.year_of(said[keys["year"]])
    except cells.Unreadable as error:
        book.fault(row, keys["year"], said[keys["year"]], str(error))
        year_said = None
    day = when.day
    if day is None:
        day = cells.day_in(said[keys["decision"]])
        if day is not None:
            book.note(row, keys["day"], said[keys["day"]], f"ngày {show_date(day)} lấy từ cột số quyết định")
    if day is not None and year_said is not None and year_said != day.year:
        text = f"năm {year_said} khác ngày {show_date(day)}: lấy theo ngày"
        book.note(row, keys["year"], said[keys["year"]], text)
    if day is None:
        year = year_said or year
        text = when.note or ("chỉ có năm" if year else "không có ngày")
        ask = f"{text}: ghi sản phẩm, chưa ghi giấy chứng nhận; hãy bổ sung ngày sau"
        book.note(row, keys["day"], said[keys["day"]] or said[keys["year"]], ask)
    elif day > book.today:
        book.fault(row, keys["day"], said[keys["day"]], "ngày công nhận không được sau hôm nay")
    return Award(group, star, day, year, said[keys["decision"]], said[keys["authority"]])


def _when(row: Row, said: dict[str, str], key: str, book: Book) -> cells.When:
    try:
        return cells.when_of(said[key])
    except cells.Unreadable as error:
        book.fault(row, key, said[key], str(error))
        return cells.When()


def _star(row: Row, said: dict[str, str], key: str, book: Book) -> int | None:
    try:
        star = cells.star_of(said[key])
    except cells.Unreadable as error:
        book.fault(row, key, said[key], str(error))
        return None
    if star is not None and star < _LEAST_STAR:
        book.fault(row, key, said[key], "1–2 sao không được cấp giấy chứng nhận; cần 3, 4 hoặc 5 sao")
        return None
    return star


def _with_present_star(
    row: Row, first: Award | None, upgrade: Award | None, star: int | None, book: Book
) -> Award | None:
    """Where only one recognition is told, and without its star, the present star is its."""
    if first is None and upgrade is None and star is not None:
        book.note(
            row, "first_day", "", "không ghi lần công nhận: ghi sản phẩm, chưa ghi giấy; hãy bổ sung ngày"
        )
        return Award(FIRST, star, None, None, "", "")
    if first is not None and first.star is None and upgrade is None and star is not None:
        book.note(row, "first_star", "", "không ghi hạng sao lần đầu: lấy hạng sao hiện tại")
        return replace(first, star=star)
    return first


def _expires(row: Row, said: dict[str, str], book: Book) -> date | None:
    when = _when(row, said, "expires", book)
    if when.year is not None:
        book.note(row, "expires", said["expires"], f"{when.note}: hạn tính 36 tháng từ ngày công nhận")
    return when.day


def _commune_of_address(row: Row, said: dict[str, str], book: Book) -> str:
    found = _COMMUNE_IN_ADDRESS.search(said["address"])
    if not found:
        return ""
    book.note(row, "address", said["address"], f"{found.group(1).strip()} lấy từ địa chỉ")
    return found.group(1).strip()


def _compare(line: Line, book: Book) -> None:
    """What a line says twice and not alike."""
    last = line.upgrade or line.first
    if line.star is not None and last is not None and last.star is not None and last.star != line.star:
        text = f"hạng sao hiện tại {line.star} khác hạng sao lần gần nhất {last.star}: ghi theo lần công nhận"
        book.note(line.row, "star", line.said["star"], text)
    first, upgrade = line.first, line.upgrade
    if first and upgrade and first.day and upgrade.day and upgrade.day <= first.day:
        book.faults.append(
            Fault(
                line.row.sheet, line.row.line, AWARD_KEYS[UPGRADE]["day"], line.said["upgrade_day"],
                "ngày nâng hạng phải sau ngày công nhận lần đầu",
            )
        )  # fmt: skip
