"""The head of a plan's text: number, symbol, issuer, place and day, title, period, legal basis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from cungcau.domain.programmes.drafting.headings import opened
from cungcau.domain.programmes.drafting.proposals import Proposal
from cungcau.kernel.vntext import Kind, TextUnreadable, fold, parse

_NUMBER = re.compile(r"Số\s*:?\s*(?P<number>\d{0,6}[a-z]?)\s*/\s*(?P<symbol>[A-ZĐ][\wĐ&-]{1,30})")
_DAY = re.compile(r"(?P<place>[^,\d]{2,60}),\s*ngày\s+(?P<said>\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})")
_NATION = re.compile(r"CỘNG H[ÒO]?[ÀA]? XÃ HỘI|Độc lập", re.IGNORECASE)
_BASIS = re.compile(r"^(?:[-–]\s*)?(?:Căn cứ|Thực hiện|Theo)\s", re.IGNORECASE)
_ISSUER = re.compile(
    r"^(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|SỞ|TỈNH ĐOÀN|BAN |LIÊN MINH|HỘI|TỔ CÔNG TÁC|HUYỆN|TỈNH|XÃ|PHƯỜNG)"
)
_OF_WHERE = re.compile(r"^(?:TỈNH|HUYỆN|XÃ|PHƯỜNG|THÀNH PHỐ)\s")
_PLAN = re.compile(r"^(?:DỰ THẢO\s+)?(?:KẾ HOẠCH|PHƯƠNG ÁN|CHƯƠNG TRÌNH)\b[:\s]*(?P<rest>.*)$")
_SPAN = re.compile(r"giai đoạn\s+\d{4}\s*[-–]\s*\d{4}", re.IGNORECASE)
_YEAR = re.compile(r"năm\s+\d{4}", re.IGNORECASE)
_PERIOD = re.compile(r"thời gian(?: thực hiện)?\s*(?::|là|từ)\s*(?P<said>[^.;]{4,80})", re.IGNORECASE)
_KINDS = (
    ("ocop", ("ocop", "moi xa mot san pham")),
    ("youth", ("doan thanh nien", "tinh doan", "doan vien", "huyen doan")),
    ("alliance", ("lien minh hop tac xa", "lien minh htx")),
    ("conference", ("hoi nghi", "hoi cho", "tuan le")),
    ("harvest", ("tieu thu", "thu hoach", "vu mua", "nong san")),
)


def head(lines: Sequence[str]) -> tuple[Proposal, list[Proposal], int]:
    """The head, the passages of its legal basis, and how many lines it took."""
    end = _end(lines)
    facts: dict[str, object] = {}
    said: list[str] = []
    for line in lines[:end]:
        _line(line, facts, said)
    title, where = _title(lines, end)
    if title:
        facts["title"] = title[:400]
        said.append(title)
    facts.setdefault("kind", _kind(" ".join((title, *lines[: end + 40]))))
    facts |= _period([title, *lines])
    place = where or 1
    note = (
        "Tên in hoa đã chuyển thành chữ thường: hãy viết hoa lại tên riêng."
        if where and _shouted(lines, where)
        else ""
    )
    first = Proposal("head", facts, place, " · ".join(said)[:600], note=note)
    return first, list(_bases(lines[:end], title)), end


def _end(lines: Sequence[str]) -> int:
    """The first line that opens a part of the body."""
    for place, line in enumerate(lines):
        first = opened(line)
        if first.part and (first.mark or line.isupper()) and first.part != "basis":
            return place
    return min(len(lines), 40)


def _line(line: str, facts: dict[str, object], said: list[str]) -> None:
    if match := _NUMBER.search(line):
        facts.setdefault("number", match["number"])
        facts.setdefault("symbol", match["symbol"])
        said.append(match[0])
    if match := _DAY.search(line):
        day = _as_day(f"ngày {match['said']}")
        if day is not None and "issued_on" not in facts:
            facts["issued_on"], facts["place"] = day.isoformat(), match["place"].strip(" |-")
            said.append(match[0])
    if "issuer_name" not in facts and _ISSUER.match(line) and line.isupper() and not _NATION.search(line):
        facts["issuer_name"] = line.split("|")[0].strip()
        said.append(str(facts["issuer_name"]))
    elif str(facts.get("issuer_name", "")).endswith("NHÂN DÂN") and _OF_WHERE.match(line) and line.isupper():
        facts["issuer_name"] = f"{facts['issuer_name']} {line.split('|')[0].strip()}"


def _title(lines: Sequence[str], end: int) -> tuple[str, int]:
    """The lines behind "KẾ HOẠCH" up to the legal basis, and where they begin."""
    for place, line in enumerate(lines[:end]):
        match = _PLAN.match(line)
        if match is None or (not line.isupper() and match["rest"] and match["rest"][0].islower()):
            continue
        found = [match["rest"]] if match["rest"] else []
        for further in lines[place + 1 : end]:
            if _is_basis(further) or opened(further).mark or len(" ".join(found)) > 300 or len(further) > 300:
                break
            if found and further.endswith((":", ".")):
                break
            found.append(further)
        return _as_sentence(" ".join(found), lines), place + 1
    return "", 0


def _shouted(lines: Sequence[str], where: int) -> bool:
    return any(line.isupper() and not _PLAN.match(line) for line in lines[where : where + 2])


def _as_sentence(title: str, lines: Sequence[str]) -> str:
    """A title in capitals written as a sentence; names of several words are spelled as the body spells them."""
    if not title.isupper():
        return title
    said = title[:1] + title[1:].lower()
    body = " ".join(line for line in lines if not line.isupper())
    for name in sorted(set(_names(body)), key=len, reverse=True):
        said = re.sub(rf"(?<!\w){re.escape(name.lower())}(?!\w)", name, said)
    return said


def _names(text: str) -> Iterator[str]:
    """Runs of two or more capitalised words inside a sentence: Lạng Sơn."""
    run: list[str] = []
    inside = False
    for word in [*re.findall(r"[^\W\d_]+|[^\w\s]", text), "."]:
        if word[0].isupper() and not word.isupper() and (inside or run):
            run.append(word)
            continue
        if len(run) > 1:
            yield " ".join(run)
        run, inside = [], word[0].islower()


def _bases(lines: Sequence[str], title: str) -> Iterator[Proposal]:
    for place, line in enumerate(lines, 1):
        if _is_basis(line) and line not in title:
            text = re.split(r",\s*(?:Ủy ban|Uỷ ban|UBND|Ban Thường vụ|Sở|Liên minh)[^,]*ban hành", line)[0]
            clean = re.sub(r"^[-–]\s*", "", text).rstrip(" ;.,")
            yield Proposal("passage", {"part": "basis", "mark": "", "text": clean}, place, line)


def _is_basis(line: str) -> bool:
    """A legal ground; a title in capitals that begins "THỰC HIỆN ĐỀ ÁN" is none."""
    return bool(_BASIS.match(line)) and not line.isupper()


def _period(lines: Sequence[str]) -> dict[str, str]:
    """The first time the text gives itself, else the years of its title."""
    for line in lines:
        if match := _PERIOD.search(line):
            found = _as_span(match["said"])
            if found:
                return found
    for pattern in (_SPAN, _YEAR):
        if match := pattern.search(lines[0]):
            found = _as_span(match[0].lower())
            if found:
                return found
    return {}


def _as_span(said: str) -> dict[str, str]:
    try:
        reading = parse(said.strip())
    except TextUnreadable:
        return {}
    if (
        reading.kind != Kind.DATE_RANGE
        or not isinstance(reading.min, date)
        or not isinstance(reading.max, date)
    ):
        return {}
    return {"starts_on": reading.min.isoformat(), "ends_on": reading.max.isoformat()}


def _as_day(said: str) -> date | None:
    try:
        reading = parse(said)
    except TextUnreadable:
        return None
    return reading.min if isinstance(reading.min, date) else None


def _kind(text: str) -> str:
    said = fold(text)
    return next((kind for kind, names in _KINDS if any(name in said for name in names)), "other")
