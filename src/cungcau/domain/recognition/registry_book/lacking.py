"""What nobody has said yet of a product known from a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cungcau.domain.ocop.models import Product
from cungcau.domain.recognition.models import Lack, RegistryLine
from cungcau.domain.recognition.registry_book import cells
from cungcau.domain.recognition.registry_book.columns import AWARD_KEYS, FIRST, UPGRADE


@dataclass(frozen=True, slots=True)
class Open:
    """A recognition a list tells of without its day, or without its star (None)."""

    group: str
    star: int | None
    year: int | None
    decision: str
    authority: str
    expires: date | None


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is to be filled in."""

    entity: bool
    commune: bool
    category: bool
    awards: tuple[Open, ...]

    @property
    def anything(self) -> bool:
        """Whether anything is."""
        return self.entity or self.commune or self.category or bool(self.awards)


def lacking_of(product: Product, line: RegistryLine | None) -> Lacking:
    """What is lacking of a product, with the line its registry brought, if one did."""
    return Lacking(
        entity=product.entity_unknown,
        commune="." not in product.area_code,
        category=not product.category,
        awards=_open(line) if line is not None else (),
    )


def _open(line: RegistryLine) -> tuple[Open, ...]:
    lacks = set(line.lacks)
    groups = []
    if Lack.FIRST_DAY in lacks or (Lack.STAR in lacks and _any(line, FIRST)):
        groups.append(FIRST)
    if Lack.UPGRADE_DAY in lacks or (Lack.STAR in lacks and FIRST not in groups and _any(line, UPGRADE)):
        groups.append(UPGRADE)
    return tuple(_award(line, group, last=group == UPGRADE or not _any(line, UPGRADE)) for group in groups)


def _any(line: RegistryLine, group: str) -> bool:
    return any(line.said.get(key) for key in AWARD_KEYS[group].values())


def _award(line: RegistryLine, group: str, *, last: bool) -> Open:
    keys, said = AWARD_KEYS[group], line.said
    star = _star(said.get(keys["star"], "")) or (_star(said.get("star", "")) if last else None)
    when, year = _when(said.get(keys["day"], "")), _when(said.get(keys["year"], ""))
    return Open(
        group=group,
        star=star,
        year=year.year or when.year,
        decision=said.get(keys["decision"], ""),
        authority=said.get(keys["authority"], ""),
        expires=_when(said.get("expires", "")).day if last else None,
    )


def _star(text: str) -> int | None:
    try:
        return cells.star_of(text)
    except cells.Unreadable:
        return None


def _when(text: str) -> cells.When:
    try:
        return cells.when_of(text)
    except cells.Unreadable:
        return cells.When()
