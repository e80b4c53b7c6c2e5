"""The shapes in which the API tells of products."""

from __future__ import annotations

from datetime import date

from ninja import Field, Schema

from cungcau.domain.ocop.models import Product
from cungcau.domain.ocop.selectors.products import Star, star_of
from cungcau.platform.ui import clock


class OcopAliasOut(Schema):
    """Another code or name of a product."""

    id: int
    kind: str
    text: str
    source: str


class OcopProductOut(Schema):
    """A product in a list; ``star`` is of the latest certificate, ``standing`` how that stands today."""

    id: int
    version: int
    code: str | None
    name: str
    entity: str = Field(alias="entity.code")
    entity_name: str = Field(alias="entity.name")
    entity_kind: str = Field(alias="entity.kind")
    area_code: str
    category: str
    set_code: str
    star: int | None
    standing: str
    last_day: date | None
    stopped_on: date | None

    @staticmethod
    def resolve_star(one: Product) -> int | None:
        """Of the latest certificate; null for never recognised."""
        return _star(one).star

    @staticmethod
    def resolve_standing(one: Product) -> str:
        """valid, lapsing, lapsed, ended, never or stopped."""
        return _star(one).standing

    @staticmethod
    def resolve_last_day(one: Product) -> date | None:
        """The certificate's last day."""
        return _star(one).last_day


class OcopProductWholeOut(OcopProductOut):
    """A product with what stands about it."""

    province_code: str
    commune_code: str
    serial: int | None
    code_year: int | None
    description: str
    revenue_vnd: int | None
    revenue_year: int | None
    note: str
    source: str
    aliases: list[OcopAliasOut]

    @staticmethod
    def resolve_aliases(one: Product) -> list[object]:
        """Every other code and name."""
        return list(one.aliases.all())


def _star(one: Product) -> Star:
    return star_of(one, clock.today())
