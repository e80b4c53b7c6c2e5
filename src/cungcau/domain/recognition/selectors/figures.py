"""Products counted on a day: by star, group, commune, kind of entity, and by how their certificate stands then.

A product goes by the latest certificate that had begun by the day asked for; so any day, past or to come, gives its
own figures. What is counted and what is listed behind a figure come from the same query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Certificate, Dossier, Product
from cungcau.domain.ocop.models.certificate import LAST_DAY
from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.domain.recognition import policies
from cungcau.domain.registry.models import Kind, Organisation
from cungcau.engines import scoring
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, areas_with
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

VALID, LAPSING, LAPSED, REVOKED = "valid", "lapsing", "lapsed", "revoked"
STANDINGS = {
    VALID: _("Còn hiệu lực"),
    LAPSING: _("Sắp hết hạn"),
    LAPSED: _("Đã hết hạn"),
    REVOKED: _("Đã thu hồi"),
}
"""How a product stands on a day; those about to lapse are still valid, and counted under both words."""

STANDING_TONES = {VALID: "good", LAPSING: "warn", LAPSED: "bad", REVOKED: "bad"}
_K = TypeVar("_K")
UNKNOWN = ""
"""The key of what is not known: the group, the kind of entity."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Products by how they stand: ``valid`` holds those about to lapse too."""

    valid: int = 0
    lapsing: int = 0
    lapsed: int = 0
    revoked: int = 0

    @property
    def all(self) -> int:
        """All that were ever recognised."""
        return self.valid + self.lapsed + self.revoked

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.valid + other.valid, self.lapsing + other.lapsing, self.lapsed + other.lapsed,
            self.revoked + other.revoked,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Products that agree in everything that is counted by."""

    star: int
    standing: str
    category: str
    area: str
    unit: int | None
    kind: str
    products: int

    @property
    def tally(self) -> Tally:
        """These products by how they stand."""
        n = self.products
        return Tally(
            valid=n if self.standing in (VALID, LAPSING) else 0,
            lapsing=n if self.standing == LAPSING else 0,
            lapsed=n if self.standing == LAPSED else 0,
            revoked=n if self.standing == REVOKED else 0,
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """The groups of a day; every table of the page is a sum over them."""

    day: date
    groups: tuple[Group, ...]

    @property
    def total(self) -> Tally:
        """All of them."""
        return sum((one.tally for one in self.groups), Tally())

    def by_star(self) -> dict[int, Tally]:
        """Five stars first."""
        return dict(sorted(self._by(lambda one: one.star).items(), reverse=True))

    def by_category(self) -> dict[str, Tally]:
        """Groups in the order of the rules, what is not known last."""
        found = self._by(lambda one: one.category)
        order = list(categories())
        return dict(
            sorted(found.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))
        )

    def by_kind(self) -> dict[str, Tally]:
        """Kinds of entity, the most products first, what is not known last."""
        found = self._by(lambda one: one.kind)
        return dict(sorted(found.items(), key=lambda pair: (pair[0] == UNKNOWN, -pair[1].all, pair[0])))

    def by_place(self) -> dict[tuple[str, int | None], Tally]:
        """Communes; where only the province is known, the unit the list named (a former district)."""
        return self._by(lambda one: (one.area, one.unit if "." not in one.area else None))

    def valid_by_place_and_star(self) -> dict[tuple[str, int | None], dict[int, int]]:
        """Valid products of each place by star."""
        found: dict[tuple[str, int | None], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for one in self.groups:
            if one.tally.valid:
                key = (one.area, one.unit if "." not in one.area else None)
                found[key][one.star] += one.tally.valid
        return {key: dict(sorted(stars.items(), reverse=True)) for key, stars in found.items()}

    def _by(self, key: Callable[[Group], _K]) -> dict[_K, Tally]:
        found: dict[_K, Tally] = defaultdict(Tally)
        for one in self.groups:
            found[key(one)] += one.tally
        return dict(found)


def figures_of(user: Somebody, day: date, area: str = "") -> Figures:
    """Everything somebody may see counted on a day, of one area or of all theirs; one question."""
    rows = held_rows(user, day, area).order_by().values_list(
        "star", "standing", "product__category", "area_code", "product__unit", "entity_kind"
    ).annotate(n=Count("pk"))  # fmt: skip
    return Figures(day, tuple(Group(*row) for row in rows))


def held_rows(user: Somebody, day: date, area: str = "") -> QuerySet[Any]:
    """By which certificate each product went on a day, with ``last``, ``standing`` and ``entity_kind``.

    Only products in areas whose figures somebody may see, and of those only in ``area``.
    """
    seen = within("area_code", areas_with(user, policies.FIGURES))
    if area:
        seen &= within("area_code", frozenset({area}))
    return with_standing(latest(Certificate.objects.filter(seen), day), day)


def latest(rows: QuerySet[Certificate], day: date) -> QuerySet[Certificate]:
    """Of each product the certificate that began last by a day."""
    begun = rows.filter(starts_on__lte=day).order_by("product_id", "-starts_on", "-pk").distinct("product_id")
    return Certificate.objects.filter(pk__in=begun.values("pk"))


def with_standing(rows: QuerySet[Certificate], day: date) -> QuerySet[Certificate]:
    """Certificates with their last day, how they stand on a day and the kind of the entity (blank: not known)."""
    soon = day + timedelta(days=terms_on(day).opens_days)
    standing = Case(
        When(revoked_on__lte=day, then=Value(REVOKED)),
        When(last__lt=day, then=Value(LAPSED)),
        When(last__lte=soon, then=Value(LAPSING)),
        default=Value(VALID),
        output_field=CharField(),
    )
    kind = Case(
        When(product__entity_unknown=True, then=Value(UNKNOWN)),
        default=F("product__entity__kind"),
        output_field=CharField(),
    )
    return rows.annotate(last=LAST_DAY).annotate(standing=standing, entity_kind=kind)


def still_valid() -> Q:
    """Rows of :func:`with_standing` that count on the day, about to lapse or not."""
    return Q(standing__in=(VALID, LAPSING))


def categories() -> dict[str, str]:
    """The groups of the newest rules by code, in their order."""
    return dict(scoring.newest_book().categories)


def category_name(code: str) -> str:
    """What a group is called; of an unknown one, that it is not known."""
    return categories().get(code) or str(_("Chưa rõ nhóm"))


def kind_name(code: str) -> str:
    """What a kind of entity is called."""
    return str(Kind(code).label) if code in Kind.values else str(_("Chưa rõ chủ thể"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the figures: its area, its name, where it lies; ``is_commune`` False where only more is known."""

    area: str
    unit: int | None
    name: str
    lat: float | None
    lon: float | None
    is_commune: bool


def places_of(keys: Iterable[tuple[str, int | None]]) -> dict[tuple[str, int | None], Place]:
    """The places of :meth:`Figures.by_place`; two questions."""
    wanted = list(keys)
    now = {
        unit.area_code: unit
        for unit in Unit.objects.defer("words").filter(
            area_code__in={area for area, _unit in wanted}, valid_to=None
        )
    }
    named = Unit.objects.defer("words").in_bulk({pk for _area, pk in wanted if pk is not None})
    return {key: _place(key, now, named) for key in wanted}


def _place(key: tuple[str, int | None], now: dict[str, Unit], named: dict[int, Unit]) -> Place:
    area, pk = key
    own = now.get(area)
    said = named.get(pk) if pk is not None else None
    if "." in area or said is None or said == own:
        known = "." in area
        name = own.title if own is not None else str(_("Chưa rõ địa bàn"))
        if not known and own is not None:
            name = str(_("Chưa rõ xã, phường (%s)") % own.title)
        spot = (own.lat, own.lon) if known and own is not None else (None, None)
        return Place(area, pk, name, *spot, is_commune=known)
    name = str(_("Chưa rõ xã (%s cũ)") % said.title) if said.valid_to is not None else said.title
    return Place(area, pk, name, said.lat, said.lon, is_commune=False)


def place_code(area: str, unit: int | None) -> str:
    """A place of the figures as lists name it: a commune's area, ``20:5123`` where only that unit is known."""
    return area if "." in area else f"{area}:{unit or 0}"


def in_place(code: str) -> Q:
    """The certificates of such a place."""
    area, _colon, unit = code.partition(":")
    if not unit:
        return within("area_code", frozenset({area}))
    return Q(area_code=area, product__unit=int(unit) or None)


def place_choices(user: Somebody) -> list[tuple[str, str]]:
    """(code, name) of every place with products that somebody may see figures of, by name; three questions."""
    seen = within("area_code", areas_with(user, policies.FIGURES))
    keys = Product.objects.filter(seen).order_by().values_list("area_code", "unit").distinct()
    places = places_of({(area, unit if "." not in area else None) for area, unit in keys})
    rows = [(place_code(*key), place.name) for key, place in places.items()]
    return sorted(rows, key=lambda pair: words(pair[1]))


def entities_of(user: Somebody, day: date, area: str = "") -> QuerySet[Organisation]:
    """The known entities with a product that had been certified, or whose file had been sent, by a day."""
    seen = within("area_code", areas_with(user, policies.FIGURES))
    if area:
        seen &= within("area_code", frozenset({area}))
    begun = Certificate.objects.filter(seen, product__entity_unknown=False, starts_on__lte=day).order_by()
    sent = Dossier.objects.filter(seen, submitted_at__date__lte=day).order_by()
    return Organisation.objects.filter(
        Q(pk__in=begun.values("product__entity")) | Q(pk__in=sent.values("product__entity"))
    )


def tallies_of(user: Somebody, day: date, entities: Iterable[int]) -> dict[int, Tally]:
    """Products of entities by how they stand on a day; one question."""
    rows = held_rows(user, day).filter(product__entity__in=list(entities)).order_by()
    found: dict[int, Tally] = defaultdict(Tally)
    for entity, standing, n in rows.values_list("product__entity", "standing").annotate(n=Count("pk")):
        found[entity] += Group(0, standing, "", "", None, "", n).tally
    return dict(found)
