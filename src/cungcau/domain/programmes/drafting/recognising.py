"""The whole of a plan's text: head, passages, targets, tasks with their agencies and deadlines, money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cungcau.domain.programmes.checking.text_dates import DAY, deadlines
from cungcau.domain.programmes.drafting import agencies, figures
from cungcau.domain.programmes.drafting.headings import Opened, opened
from cungcau.domain.programmes.drafting.heads import head
from cungcau.domain.programmes.drafting.proposals import Known, Proposal
from cungcau.kernel.vntext import TextUnreadable, fold, parse

_RECIPIENTS = re.compile(r"^nơi nhận\b", re.IGNORECASE)
_CAPACITY = re.compile(
    r"^(?:TM\.|KT\.|TL\.|TUQ\.|Q\.)|^(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|TỔ TRƯỞNG|TRƯỞNG BAN|CHÁNH VĂN PHÒNG)\b"
)
_BEFORE = re.compile(r"truoc(?: het)?(?: ngay)?\s*$")
_CLOSING = re.compile(
    r"^(?:Trên đây là|Trong quá trình|Yêu cầu các|Kế hoạch này|(?:UBND|Ủy ban nhân dân)[^:]{0,40}yêu cầu)"
)
_REPORTS = ("bao cao",)
_LONGEST_HEADING = 300


@dataclass
class _Place:
    """Where the reading is: the part, the heading tasks stand under, the agencies a list is for."""

    part: str = ""
    heading: str = ""
    leads: tuple[str, ...] = ()


def recognise(lines: Sequence[str], known: Sequence[Known] = ()) -> list[Proposal]:
    """Everything a text proposes, in its order; the head first. Nothing is written and nothing is guessed silently.

    ``known`` are the agencies there are; one the text names and nobody knows is proposed as well.
    """
    first, bases, start = head(lines)
    body, tail = _split(lines, start)
    found = [*bases]
    place = _Place()
    for number, line in body:
        found += _line(number, line, place)
    found += _tail(tail)
    total = next(
        (one.facts["amount_vnd"] for one in found if one.kind == "line" and one.facts.get("total")), None
    )
    facts = dict(first.facts)
    if total is not None:
        facts["stated_total_vnd"] = total
    capacity = ", ".join(line for _number, line in tail if _CAPACITY.match(line))
    if capacity:
        facts["signer"] = capacity[:120]
    whole = Proposal("head", facts, first.line, first.sentence, note=first.note)
    parts = [one for one in found if not (one.kind == "line" and one.facts.get("total"))]
    return _with_agencies([whole, *parts], known)


def _split(lines: Sequence[str], start: int) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The body, and from "Nơi nhận" or the signature on the tail."""
    numbered = list(enumerate(lines, 1))[start:]
    for place, (_number, line) in enumerate(numbered):
        if _RECIPIENTS.match(line) or (_CAPACITY.match(line) and line.isupper()):
            return numbered[:place], numbered[place:]
    return numbered, []


def _tail(tail: Sequence[tuple[int, str]]) -> Iterator[Proposal]:
    """Recipients. The name below the signature is nobody's business here."""
    listing = False
    for number, line in tail:
        if _RECIPIENTS.match(line):
            listing = True
            continue
        first = opened(line)
        if listing and first.mark == "-":
            text = first.rest.rstrip(" ;.")
            yield Proposal("passage", {"part": "recipient", "mark": "", "text": text}, number, line)
        elif listing and _CAPACITY.match(line):
            listing = False


def _line(number: int, line: str, place: _Place) -> Iterator[Proposal]:
    first = opened(line)
    if _opens_part(first, place):
        place.part, place.heading, place.leads = first.part, "", ()
        if first.rest.isupper() or (
            ":" not in first.rest and len(first.rest) < 200 and not _speaks(first.rest)
        ):
            return
    elif place.part == "solution" and first.mark[:1].isdigit() and len(first.rest) <= _LONGEST_HEADING:
        place.heading = f"{first.mark} {first.rest}".rstrip(":. ")
    elif place.part == "organisation" and first.mark[:1].isdigit():
        place.leads = tuple(agencies.leads_of(first.rest)) or place.leads
    if place.part == "money":
        mark = "" if first.mark == "-" else first.mark
        yield Proposal("passage", {"part": "solution", "mark": mark, "text": first.rest}, number, line)
        yield from figures.money(number, line)
        return
    part = "reporting" if place.part == "organisation" and _is_report(line) else place.part
    yield Proposal(
        "passage", {"part": part or "situation", "mark": first.mark if first.mark != "-" else "-", "text": first.rest},
        number, line, sure=bool(part), note="" if part else "Chưa rõ đoạn này thuộc phần nào.",
    )  # fmt: skip
    if part == "objective":
        yield from figures.targets(number, line)
    if part in ("solution", "organisation") and not _CLOSING.match(line):
        yield from _tasks(number, line, first, place)
    yield from figures.money(number, line)


def _opens_part(first: Opened, place: _Place) -> bool:
    """A heading of the first level always opens a part; a lower one only another part of its family."""
    if not first.part or first.mark == "-":
        return False
    if first.is_roman or not first.mark:
        return True
    inner = {"purpose", "requirement", "objective", "solution", "reporting", "money"}
    return first.part in inner and place.part not in ("organisation",) and len(first.rest) < 120


def _speaks(text: str) -> bool:
    """Whether a heading says something by itself: a sentence with a figure or a day."""
    return bool(DAY.search(text) or re.search(r"\d{3,}", text))


def _is_report(line: str) -> bool:
    said = fold(line)
    return any(word in said for word in _REPORTS) and (
        "truoc" in said or "dinh ky" in said or "cham nhat" in said
    )


def _tasks(number: int, line: str, first: Opened, place: _Place) -> Iterator[Proposal]:
    """A task per dashed line or paragraph under an agency; a heading alone is none."""
    text, leads = first.rest, place.leads
    if place.part == "organisation":
        name = agencies.lead_of(first.rest) if first.mark[:1].isdigit() else ""
        if name:
            text = first.rest.partition(":")[2].strip()
        if not text or not leads:
            return
    elif first.mark != "-" and not (place.heading and not first.mark):
        return
    due = _due(line)
    for lead in leads or ("",):
        facts = {
            "heading": place.heading[:300], "text": text[:4000], "lead_name": lead,
            "helper_names": agencies.helpers_of(text), "due_on": due.isoformat() if due else None,
        }  # fmt: skip
        yield Proposal(
            "task", facts, number, line, sure=bool(lead) or place.part == "solution",
            note="" if lead else "Chưa thấy cơ quan chủ trì.",
        )  # fmt: skip


def _due(line: str) -> date | None:
    """The last day a line sets; "trước ngày 30/10/2023" leaves the 29th as the last."""
    found = None
    for printed, day in deadlines(line):
        if day is not None:
            before = fold(line[: line.index(printed)])
            found = day - timedelta(days=1) if _BEFORE.search(before) else day
    if found is None and (
        match := re.search(r"(?:trong|hết|xong)\s+(quý\s+[IVX]+[/ ]\s*\d{4}|tháng\s+\d{1,2}/\d{4})", line)
    ):
        try:
            reading = parse(match[1])
        except TextUnreadable:
            return None
        found = reading.max if isinstance(reading.max, date) else None
    return found


def _with_agencies(proposals: list[Proposal], known: Sequence[Known]) -> list[Proposal]:
    """Names matched with known agencies; each unknown one proposed once, after the head."""
    strange: dict[str, Proposal] = {}
    matched: list[Proposal] = []
    for one in proposals:
        facts = dict(one.facts)
        for field in ("issuer_name", "lead_name"):
            name = str(facts.get(field) or "")
            if name:
                facts[field.replace("_name", "")] = _key(name, one, known, strange)
        if "helper_names" in facts:
            keys = [_key(name, one, known, strange) for name in facts["helper_names"]]
            facts["helpers"] = [key for key in keys if key is not None]
        matched.append(Proposal(one.kind, facts, one.line, one.sentence, one.sure, one.note))
    return [matched[0], *strange.values(), *matched[1:]]


def _key(name: str, one: Proposal, known: Sequence[Known], strange: dict[str, Proposal]) -> int | None:
    key = agencies.match(name, known)
    if key is None:
        facts = {"name": " ".join(name.split())[:200]}
        strange.setdefault(
            agencies.same_name(name),
            Proposal("agency", facts, one.line, one.sentence, False, "Chưa có cơ quan này trong danh mục."),
        )
    return key
