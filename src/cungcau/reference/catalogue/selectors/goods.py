"""Questions about commodities and what belongs to them, key products and certificates."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from cungcau.kernel.vntext import fold
from cungcau.reference.catalogue.models import (
    CertificateKind,
    Commodity,
    GradeName,
    KeyProduct,
    Pack,
    Season,
    ShelfLife,
    SizeClass,
    Variety,
)
from cungcau.reference.search import words


def commodity(code: str) -> Commodity | None:
    """One commodity with all that its page shows."""
    return (
        Commodity.objects.filter(code=code)
        .prefetch_related(
            Prefetch("varieties", queryset=Variety.objects.order_by("name")),
            Prefetch("grades", queryset=GradeName.objects.order_by("-rank")),
            Prefetch("sizes", queryset=SizeClass.objects.order_by("name")),
            Prefetch("packs", queryset=Pack.objects.order_by("name")),
            Prefetch("seasons", queryset=Season.objects.order_by("-start")),
            Prefetch("shelf_lives", queryset=ShelfLife.objects.select_related("chosen_by")),
            Prefetch("key_products", queryset=KeyProduct.objects.order_by("group_rank", "rank")),
        )
        .first()
    )


def listed_commodities() -> QuerySet[Commodity]:
    """Commodities for a list, with how much is known of each."""
    counts = {
        name: Count(name, distinct=True)
        for name in ("varieties", "grades", "sizes", "shelf_lives", "seasons")
    }
    rows = Commodity.objects.annotate(**{f"n_{name}": count for name, count in counts.items()})
    return rows.prefetch_related("key_products").order_by("name_vi", "code")


def holding_words(rows: QuerySet[Commodity], text: str) -> QuerySet[Commodity]:
    """The commodities whose names hold every word of a text, with or without marks; few enough to look through."""
    for word in words(text).split():
        rows = rows.filter(folded__contains=word)
    return rows


def groups() -> list[str]:
    """The groups commodities are in, by name."""
    found = Commodity.objects.exclude(group="").order_by("group").values_list("group", flat=True).distinct()
    return list(found)


def packs_for(commodity: Commodity) -> QuerySet[Pack]:
    """The packs a commodity may come in: its own and those for any."""
    return Pack.objects.filter(Q(commodity=commodity) | Q(commodity=None)).order_by("name", "grams")


def pack_kg(commodity_id: int) -> dict[str, int]:
    """Kg in a counted pack by the word it is counted with ("sot" → 25); words that mean several weights are absent."""
    weights: dict[str, set[int]] = {}
    packs = Pack.objects.filter(Q(commodity=commodity_id) | Q(commodity=None))
    for name, grams in packs.values_list("name", "grams"):
        weights.setdefault(next(iter(fold(name).split()), ""), set()).add(grams)
    return {
        word: grams // 1000
        for word, (grams, *others) in weights.items()
        if word and not others and grams % 1000 == 0
    }


def key_products(on: date | None = None, area_code: str = "") -> QuerySet[KeyProduct]:
    """Key products by list, group and order; those of lists in force on a day, of an area."""
    rows = KeyProduct.objects.prefetch_related("commodities")
    if on is not None:
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)
    return rows.filter(area_code=area_code) if area_code else rows


def certificates() -> QuerySet[CertificateKind]:
    """All kinds of certificates, by name."""
    return CertificateKind.objects.all()
