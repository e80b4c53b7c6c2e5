"""A chat message matched to what is on record: proposals of lots for a person to correct and confirm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cungcau.domain.registry.fields import label_of as producer_label
from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply.selectors import producers_coded, producers_for, producers_like
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext.chat import Lexicon, Price, Proposal, Slot, Window, read_message
from cungcau.kernel.vntext.chat.reader import LONGEST
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.phones import normalise
from cungcau.platform.ui import figures
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import CommodityNames, SeasonWords, season_words
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import Resolver, label_of
from cungcau.reference.search import words

MOST = 30
"""Lots proposed at one time; the rest of a message is read when these are written."""
MOST_PLACES = 80
"""Names of places looked up in one portion; a word beyond them stays a word to be asked about."""
PORTION, MOST_LINES = 3_000, 60
"""Characters and lines read at one time, so that the answer does not keep anybody waiting."""
_CODE = re.compile(r"(?<![\w-])[A-Za-z]{1,10}-\w[\w-]{0,40}")
_MOST_CODES = 20
_SLOTS = ("who", "place", "commodity", "quantity", "grade", "size", "window", "price")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message, and what it was read as (blank: as nothing)."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One lot proposed: first values of its form, the words it came from, what is to be asked, what was assumed."""

    initial: dict[str, Any]
    text: str
    pieces: tuple[Piece, ...]
    questions: tuple[str, ...]
    assumptions: tuple[str, ...]
    sure: bool = field(default=False)
    found: bool = field(default=True)
    """Whether the producer is on record."""


def portion(text: str) -> tuple[str, str]:
    """What of a message is read now, and the rest; cut between lines, else at a sign or a blank."""
    ends = [found.start() for found in re.finditer(r"\n", text)]
    most = min(PORTION, ends[MOST_LINES - 1]) if len(ends) >= MOST_LINES else PORTION
    if len(text) <= most:
        return text, ""
    room = text[: most + 1]
    cut = max(room.rfind("\n"), 0) or max(room.rfind(sign) + 1 for sign in ",;. ") or most
    return text[:cut], text[cut:].lstrip("\n")


def propose(text: str, *, season: Season, user: User, today: date) -> tuple[list[Proposed], str]:
    """The first lots a message speaks of, and the part of it still to be read; raises ``message_too_long``.

    At most ``PORTION`` characters, ``MOST_LINES`` lines and ``MOST`` lots at one time.
    """
    if len(text) > LONGEST:
        raise DomainError("message_too_long", most=LONGEST)
    matcher = _Matcher(season, user, today)
    now, rest = portion(text.replace("\x00", " "))
    found = read_message(now, today=today, known=matcher.lexicon)
    if len(found) > MOST:
        rest = now[found[MOST].start :] + ("\n" if rest else "") + rest
    return [matcher.proposed(one) for one in found[:MOST]], rest


class _Matcher:
    """The season's goods, grades and places, and whom the reader may enter for."""

    def __init__(self, season: Season, user: User, today: date) -> None:
        self._season, self._user, self._today = season, user, today
        self._goods = list(season.commodities.all())
        self._names = CommodityNames(self._goods)
        self._words: SeasonWords = season_words(season)
        self._places = Resolver(season.start, area=season.area_code)
        self.lexicon = Lexicon(commodity=self._is_commodity, place=self._is_place)

    def _is_commodity(self, text: str) -> bool:
        return any(one.sure for one in self._names.named(text))

    def _is_place(self, text: str) -> bool:
        return self._places.sure(text, most=MOST_PLACES) is not None

    def proposed(self, one: Proposal) -> Proposed:
        """One proposal with its words matched; nothing is guessed."""
        questions = list(one.questions)
        initial: dict[str, Any] = {"message": one.text, "take": True}
        place = self._place(one, initial)
        initial["producer"] = self._producer(one, place, questions)
        found = not questions[len(one.questions) :]
        self._commodity(one, initial, questions)
        initial["grade"] = self._grade(one, initial.get("commodity"))
        if one.quantity is not None:
            initial["quantity_kg"] = one.quantity.text
        if one.size is not None:
            initial["size_class"] = one.size.value or one.size.text
        self._window(one, initial, questions)
        self._price(one, initial, questions)
        return Proposed(
            initial,
            one.text,
            pieces_of(one),
            tuple(dict.fromkeys(questions)),
            one.assumptions,
            not questions,
            found,
        )

    def _place(self, one: Proposal, initial: dict[str, Any]) -> Unit | None:
        if one.place is None:
            return None
        text = one.place.value or one.place.text
        found = self._places.sure(text, most=MOST_PLACES + MOST)
        initial["place"] = label_of(found) if found is not None else text
        return found

    def _producer(self, one: Proposal, place: Unit | None, questions: list[str]) -> str:
        """The label of the one meant; else the name as it stands in the message, and a question."""
        called = self._by_phone(one) or self._by_code(one)
        if called is not None:
            return producer_label(called)
        name = self._name(one)
        if not name:
            questions.append(_("Hàng của ai?"))
            return ""
        found = producers_like(self._user, name, self._today)
        near = [each for each in found if place is not None and each.area_code == place.area_code] or found
        if len(near) == 1:
            return producer_label(near[0])
        questions.append(
            _("“%(name)s” là ai trong %(n)s người, tổ chức có tên như vậy?") % {"name": name, "n": len(near)}
            if near
            else _("Chưa có “%(name)s” trong danh sách hộ. Hãy chọn người khác hoặc thêm hộ trước.")
            % {"name": name}
        )
        return name

    def _name(self, one: Proposal) -> str:
        if one.who is None:
            return one.sender
        person = one.who.value or (one.who.readings[0] if one.who.readings else None)
        return person.name if person and person.name else one.sender

    def _by_phone(self, one: Proposal) -> Organisation | None:
        """The one whose number stands in the message, where it is one alone."""
        numbers = set()
        for slot in one.phones:
            try:
                numbers.add(normalise(slot.value or slot.text))
            except DomainError:
                continue
        if not numbers:
            return None
        found = list(producers_for(self._user, self._today).filter(phone__in=numbers)[:2])
        return found[0] if len(found) == 1 else None

    def _by_code(self, one: Proposal) -> Organisation | None:
        """The one whose code stands in the message, where it is one alone."""
        codes = {code.upper() for code in _CODE.findall(one.text)[:_MOST_CODES]}
        found = producers_coded(self._user, codes, self._today) if codes else []
        return found[0] if len(found) == 1 else None

    def _commodity(self, one: Proposal, initial: dict[str, Any], questions: list[str]) -> None:
        text = (one.commodity.value or one.commodity.text) if one.commodity else ""
        found = self._names.named(text) if text else []
        if found and (found[0].sure or len(found) == 1):
            initial["commodity"] = found[0].commodity.pk
            initial["variety"] = found[0].variety.name if found[0].variety else ""
        elif not text and len(self._goods) == 1:
            initial["commodity"] = self._goods[0].pk
        elif text:
            questions.append(_("“%(text)s” là nông sản nào của mùa vụ?") % {"text": text})

    def _grade(self, one: Proposal, commodity: object) -> int | None:
        if one.grade is None or one.grade.value is None:
            return None
        said = {
            words(one.grade.value.words),
            f"loai {words(one.grade.value.code)}",
            words(one.grade.value.code),
        }
        for (goods, rank), name in self._words.grades.items():
            if goods == commodity and words(name) in said:
                return rank
        return None

    def _window(self, one: Proposal, initial: dict[str, Any], questions: list[str]) -> None:
        slot: Slot[Window] | None = one.window
        span = slot.value if slot else None
        initial["harvest_from"] = span.first if span else None
        initial["harvest_to"] = span.last if span else None
        if not slot:
            questions.append(_("Hái từ ngày nào đến ngày nào?"))
        elif span and span.last is None:
            questions.append(_("Hái đến hết ngày nào?"))

    def _price(self, one: Proposal, initial: dict[str, Any], questions: list[str]) -> None:
        price: Price | None = one.price.value if one.price else None
        if price is None:
            return
        if price.low == price.high:
            initial["offered_price_vnd_per_kg"] = price.low
        else:
            low, high = figures.money(price.low), figures.money(price.high)
            questions.append(_("Giá %(low)s hay %(high)s một kg?") % {"low": low, "high": high})


def pieces_of(one: Proposal) -> tuple[Piece, ...]:
    """The message's words in order, those that were read marked with what as."""
    slots = [(slot, kind) for kind in _SLOTS if (slot := getattr(one, kind)) is not None]
    inside = sorted(
        (
            (slot.start - one.start, slot.end - one.start, kind)
            for slot, kind in slots
            if one.start <= slot.start and slot.end <= one.end
        )
    )
    found: list[Piece] = []
    at = 0
    for start, end, kind in inside:
        if start < at or one.text[start:end].strip() == "":
            continue
        if start > at:
            found.append(Piece(one.text[at:start]))
        found.append(Piece(one.text[start:end], kind))
        at = end
    if at < len(one.text):
        found.append(Piece(one.text[at:]))
    return tuple(found)


def wholes(proposals: Sequence[Proposed]) -> int:
    """How many proposals ask nothing."""
    return sum(one.sure for one in proposals)
