"""Which commodity a text means: for chat messages, tables, forms. Nothing is guessed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cungcau.reference.catalogue.models import Commodity, Variety
from cungcau.reference.search import words

MOST = 8
_LIKENESS = 0.72
_LONGEST = 200
_BRACKET = re.compile(r"\(([^()]*)\)")
_EITHER = re.compile(r"[/;,]|\bhoặc\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A commodity a text may mean, by which of its names; ``variety`` where the name is a variety's.

    ``sure`` is true of one candidate at most: the text is a name of this commodity and of no other.
    """

    commodity: Commodity
    name: str
    sure: bool = False
    variety: Variety | None = None


class CommodityNames:
    """Everything goods are called, read once: for tables and messages with many names."""

    def __init__(self, goods: Iterable[Commodity] | None = None) -> None:
        known = list(Commodity.objects.all() if goods is None else goods)
        self._by_id = {one.pk: one for one in known}
        self._by_code = {one.code: one for one in known}
        self._names: dict[str, dict[tuple[int, int], Candidate]] = {}
        for one in known:
            for name in (one.name_vi, *one.aliases, one.name_en):
                self._add(name, Candidate(one, name))
        for variety in Variety.objects.filter(commodity__in=self._by_id):
            goods_of = self._by_id[variety.commodity_id]
            for name in (variety.name, f"{goods_of.name_vi} {variety.name}", *variety.aliases):
                self._add(name, Candidate(goods_of, name, variety=variety))

    def _add(self, name: str, candidate: Candidate) -> None:
        key = words(name)
        if key:
            mark = (candidate.commodity.pk, candidate.variety.pk if candidate.variety else 0)
            self._names.setdefault(key, {}).setdefault(mark, candidate)

    def named(self, text: str) -> list[Candidate]:
        """The commodities a text may mean, best first, at most eight; a sure one stands alone.

        ``Na (mãng cầu dai)`` is tried as a whole, then before the bracket, within it, and at each side of a
        stroke. A name with more or other words is offered, never sure; a code written as it is, is.
        """
        coded = self._by_code.get(text.strip())
        if coded is not None:
            return [Candidate(coded, coded.code, sure=True)]
        wanted = list(_ways(text[:_LONGEST]))
        for key in wanted[:1]:
            found = self._exactly(key)
            if found:
                return found
        near: dict[int, Candidate] = {}
        for key in wanted:
            for one in (*self._exactly(key), *self._sharing(key), *self._alike(key)):
                near.setdefault(one.commodity.pk, Candidate(one.commodity, one.name, False, one.variety))
        return list(near.values())[:MOST]

    def _exactly(self, key: str) -> list[Candidate]:
        found = list(self._names.get(key, {}).values())
        own = [one for one in found if one.variety is None] or found
        if len({one.commodity.pk for one in own}) == 1:
            one = own[0]
            return [Candidate(one.commodity, one.name, True, one.variety if len(own) == 1 else None)]
        return own

    def _sharing(self, key: str) -> Iterator[Candidate]:
        """Names that hold all the words, or are held whole in the text; the closest in length first."""
        wanted = set(key.split())
        hits = []
        for name, candidates in self._names.items():
            parts = set(name.split())
            if wanted <= parts or parts <= wanted:
                hits.append((len(wanted ^ parts), name, candidates))
        for _, _, candidates in sorted(hits, key=lambda hit: hit[:2]):
            yield from candidates.values()

    def _alike(self, key: str) -> Iterator[Candidate]:
        for name in difflib.get_close_matches(key, self._names, n=3, cutoff=_LIKENESS):
            yield from self._names[name].values()


def commodity_named(text: str) -> list[Candidate]:
    """:meth:`CommodityNames.named` for one text."""
    return CommodityNames().named(text)


def _ways(text: str) -> Iterator[str]:
    """The text as search words: whole, without its brackets, each side of a stroke, within the brackets."""
    outside = _BRACKET.sub(" ", text)
    pieces = [text, outside, *_EITHER.split(outside)]
    for inside in _BRACKET.findall(text):
        pieces += [inside, *_EITHER.split(inside)]
    yield from (key for key in dict.fromkeys(map(words, pieces)) if key)
