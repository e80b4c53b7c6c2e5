"""Whom the lines of a registry workbook name: organisations that are known, or new ones to record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cungcau.domain.recognition.registry_book.lines import Book, Line
from cungcau.domain.registry.kind_words import EXPECTED, kind_of
from cungcau.domain.registry.models import Kind, Organisation
from cungcau.domain.registry.selectors import by_code
from cungcau.domain.registry.services import OrganisationRow, code_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.phones import normalise
from cungcau.reference.geography.models import Level, Unit
from cungcau.reference.search import words

_SHORT = (
    ("htx", "hợp tác xã"), ("tht", "tổ hợp tác"), ("cty", "công ty"), ("dn", "doanh nghiệp"),
    ("hkd", "hộ kinh doanh"), ("dntn", "doanh nghiệp tư nhân"),
)  # fmt: skip
_FORMS = tuple((words(short), words(long)) for short, long in _SHORT)
_SEVERAL = 5


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a line names: an organisation that is there, or the code of one to be recorded."""

    code: str
    there: Organisation | None


def key_of(name: str) -> str:
    """A name as it is compared: folded, "HTX" and "hợp tác xã" alike."""
    folded = words(name)
    for short, long in _FORMS:
        if folded.startswith(f"{long} "):
            return f"{short} {folded.removeprefix(f'{long} ')}"
    return folded


def spellings(name: str) -> set[str]:
    """The folded names under which an organisation of this name may stand."""
    key = key_of(name)
    found = {key, words(name)}
    found |= {
        f"{long} {key.removeprefix(f'{short} ')}" for short, long in _FORMS if key.startswith(f"{short} ")
    }
    return {one[:200] for one in found}


class Entities:
    """Recognises the organisations of a workbook; three questions however many lines there are."""

    def __init__(self, lines: Sequence[Line], province: Unit) -> None:
        self._province = province
        self._coded = by_code({line.entity for line in lines} | set(map(_code_in, lines)) - {""})
        names = set[str]().union(*(spellings(line.entity) for line in lines))
        rows = Organisation.objects.filter(folded_name__in=names, merged_into=None).defer("words")
        self._named: dict[str, list[Organisation]] = defaultdict(list)
        for one in rows.select_related("unit").order_by("pk"):
            if not one.area_code or one.area_code.split(".")[0] == province.code:
                self._named[key_of(one.name)].append(one)
        self._new: dict[str, OrganisationRow] = {}
        self._first_line: dict[str, Line] = {}

    @property
    def new(self) -> list[OrganisationRow]:
        """Those to be recorded, by code."""
        return [self._new[code] for code in sorted(self._new)]

    def line_of(self, code: str) -> Line:
        """The first line that names one of :attr:`new`."""
        return self._first_line[code]

    def of(self, line: Line, place: Unit, source: str, book: Book) -> Named | None:
        """Whom a line names; None with a fault where that is not clear."""
        coded = self._coded.get(line.entity) or self._coded.get(_code_in(line))
        if coded is not None:
            return Named(coded.code, coded)
        said = line.said["legal_form"]
        kind = kind_of(said, "") or kind_of("", line.entity)
        alike = self._alike(line, place, kind)
        if len(alike) > 1:
            codes = ", ".join(one.code for one in alike[:_SEVERAL])
            expected = f"có {len(alike)} nơi tên như vậy ({codes}); hãy ghi mã thay cho tên"
            book.fault(line.row, "entity", line.entity, expected)
            return None
        if alike:
            self._compare(line, alike[0], kind, book)
            return Named(alike[0].code, alike[0])
        if not kind:
            book.fault(line.row, "legal_form", said, EXPECTED)
            return None
        return self._to_record(line, place, kind, source, book)

    def _alike(self, line: Line, place: Unit, kind: str) -> list[Organisation]:
        """Those of the name that may be meant: of the same place where both say one; a household never elsewhere."""
        named = self._named.get(key_of(line.entity), [])
        exact = [one for one in named if "." in place.area_code and one.area_code == place.area_code]
        if exact or kind == Kind.HOUSEHOLD:
            return exact
        return [one for one in named if "." not in one.area_code or "." not in place.area_code]

    def _compare(self, line: Line, there: Organisation, kind: str, book: Book) -> None:
        if words(there.name) != words(line.entity):
            book.note(line.row, "entity", line.entity, f"là tổ chức đã có “{there.name}” ({there.code})")
        if kind and kind != there.kind:
            text = f"tổ chức đã có ghi là {there.get_kind_display().lower()}: giữ như đã có"
            book.note(line.row, "legal_form", line.said["legal_form"], text)
        phone = line.person["phone"]
        if phone and _phone(phone) != there.phone:
            book.note(line.row, "phone", "", "điện thoại khác số đã ghi của tổ chức: giữ số đã có")

    def _to_record(self, line: Line, place: Unit, kind: str, source: str, book: Book) -> Named:
        code = code_for(line.entity, place.area_code)
        first = self._first_line.setdefault(code, line)
        if first is not line:
            return Named(code, None)
        other = next((one for one in self._first_line.values() if self._same_elsewhere(one, line)), None)
        if other is not None or self._named.get(key_of(line.entity)):
            where = f"dòng {other.row.line}" if other is not None else "sổ tổ chức"
            text = f"cùng tên với một nơi khác ở {where}, khác xã: ghi là nơi mới; nếu là một, hãy gộp hai tổ chức"
            book.note(line.row, "entity", line.entity, text)
        phone = line.person["phone"]
        if phone and not _phone(phone):
            book.note(
                line.row,
                "phone",
                "",
                "không đọc được số điện thoại: giữ trong danh bạ, không ghi vào tổ chức",
            )
        self._new[code] = OrganisationRow(
            code=code, name=line.entity, kind=kind, source=source[:300], phone=_phone(phone) or "",
            place=place.code if place.level == Level.COMMUNE else self._province.code,
        )  # fmt: skip
        return Named(code, None)

    def _same_elsewhere(self, one: Line, line: Line) -> bool:
        return one is not line and key_of(one.entity) == key_of(line.entity)


def _code_in(line: Line) -> str:
    """The code a person added in brackets: "HTX Rượu Hữu Lễ (HTX-RUOU)"."""
    text = line.entity
    return text.rsplit("(", 1)[1].removesuffix(")").strip() if text.endswith(")") and "(" in text else ""


def _phone(said: str) -> str | None:
    try:
        return normalise(said)
    except DomainError:
        return None
