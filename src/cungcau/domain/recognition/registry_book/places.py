"""Where the lines of a registry workbook are today: communes and districts that are gone among them."""

from __future__ import annotations

import re
from datetime import date

from cungcau.domain.recognition.registry_book.lines import Book, Line
from cungcau.reference.geography.models import Level, Unit
from cungcau.reference.geography.selectors import Resolver, label_of
from cungcau.reference.search import words

_BEFORE_NAME = re.compile(r"^(?:[ivx]+ |\d+ )?(?:huyen|thanh pho|thi xa|tp|tx) ")
_KIND = re.compile(r"^(?:xa|phuong|thi tran|dac khu|tt|p|x) ")
_MOST_MEANT = 5


def districts_of(province: Unit) -> dict[str, Unit]:
    """Districts of a province, former ones too, by their folded names."""
    units = Unit.objects.defer("words").filter(level=Level.DISTRICT, parent__code=province.code)
    return {unit.folded: unit for unit in units.order_by("valid_to")}


def district_key(text: str) -> str:
    """A district's folded name without its kind and number: "I. Huyện Chi Lăng" → "chi lang"."""
    return _BEFORE_NAME.sub("", f"{words(text)} ").strip()


class Places:
    """Finds where lines are; each text is looked up once."""

    def __init__(self, province: Unit, on: date) -> None:
        self.province = province
        self.districts = districts_of(province)
        self._resolver = Resolver(on, area=province.area_code, levels=(Level.COMMUNE,))

    def of(self, line: Line, book: Book) -> Unit | None:
        """The unit a line is in; where only a former district or the province is known, that; None with a fault."""
        district = self._district(line, book)
        if not line.commune:
            return self._without_commune(line, district, book)
        asked = f"{line.commune}, {district.name}" if district is not None else line.commune
        found = self._resolver.resolve(asked)
        if isinstance(found, list):
            meant = "; ".join(label_of(one.unit) for one in found[:_MOST_MEANT])
            expected = f"có thể là: {meant}" if meant else "cần tên xã, phường của tỉnh (tên cũ cũng được)"
            book.fault(line.row, "commune", line.commune, expected)
            return None
        if not found.area_code.startswith(f"{self.province.area_code}."):
            book.fault(line.row, "commune", line.commune, f"{found.title} không thuộc {self.province.title}")
            return None
        if _KIND.sub("", words(line.commune)) != found.folded:
            book.note(line.row, "commune", line.commune, f"nay là {found.title}")
        return found

    def proposed(self, text: str) -> str:
        """What a commune that is not clear may be, to write instead of it; blank where several may."""
        found = self._resolver.resolve(text)
        if isinstance(found, list):
            return label_of(found[0].unit) if len(found) == 1 else ""
        return label_of(found)

    def _district(self, line: Line, book: Book) -> Unit | None:
        if not line.district:
            return None
        found = self.districts.get(district_key(line.district))
        if found is None:
            text = "không có huyện tên này trong tỉnh: không dùng để tìm xã"
            book.note(line.row, "district", line.district, text)
        return found

    def _without_commune(self, line: Line, district: Unit | None, book: Book) -> Unit:
        if district is not None:
            text = f"chỉ biết {district.title} (cũ), chưa rõ xã: tính vào tỉnh, hãy bổ sung xã"
            book.note(line.row, "commune", line.district, text)
            return district
        book.note(line.row, "commune", "", "không ghi xã: tính vào tỉnh, hãy bổ sung xã")
        return self.province
