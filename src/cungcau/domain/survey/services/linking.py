"""Figures of goods nobody had in the catalogue, linked once somebody records them there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from cungcau.domain.survey import messages
from cungcau.domain.survey.models import Figure, Observation
from cungcau.domain.survey.reading import Goods, read_goods
from cungcau.domain.survey.services.figures import digest_of, settle
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue.models import Commodity, Variety
from cungcau.reference.catalogue.selectors import CommodityNames
from cungcau.reference.search import words


@transaction.atomic
def link_goods() -> int:
    """Link every figure whose goods the catalogue now surely knows; returns how many.

    Where a figure of the same goods, place and time is there already, the observations go over to it: they stand
    side by side as if they had been recorded under that name.
    """
    unlinked = Figure.objects.filter(commodity_code="").order_by()
    pairs = list(unlinked.values_list("commodity_text", "variety").distinct())
    if not pairs:
        return 0
    known = {name for names in Commodity.objects.values_list("names", flat=True) for name in names}
    known |= {words(name) for name in Variety.objects.values_list("name", flat=True)}
    near = [pair for pair in pairs if _may_be(pair[0], known)]
    if not near:
        return 0
    names, linked = CommodityNames(), 0
    for text, variety in near:
        goods = read_goods(text, names, variety)
        if goods.code:
            rows = unlinked.filter(commodity_text=text, variety=variety).defer("words").select_for_update()
            linked += _link(list(rows.order_by("pk")), goods)
    if linked:
        record(actor=None, verb=messages.FIGURES_LINKED, thing=None, area="", linked=linked)
    return linked


def _may_be(text: str, known: set[str]) -> bool:
    """Whether a name, or the part before its bracket, is one of the catalogue's."""
    return words(text) in known or words(text.partition("(")[0]) in known or text.strip() in known


def _link(figures: Sequence[Figure], goods: Goods) -> int:
    wanted = {figure.pk: digest_of(figure, goods) for figure in figures}
    there: dict[str, dict[str, int]] = defaultdict(dict)
    for other in Figure.objects.select_for_update().filter(key__in=wanted.values()).order_by("pk"):
        there[other.key][other.area_code] = other.pk
    full: set[int] = set()
    for figure in figures:
        key = wanted[figure.pk]
        twin = there[key].get(figure.area_code)
        if twin is None:
            figure.key, figure.commodity_code = key, goods.code
            figure.folded = _renamed(figure, goods)
            figure.commodity_text, figure.variety = goods.text, goods.variety
            figure.save(update_fields=["key", "commodity_code", "commodity_text", "variety", "folded"])
            there[key][figure.area_code] = figure.pk
            continue
        _move(figure, twin)
        full.add(twin)
    if full:
        settle(full)
    return len(figures)


def _move(figure: Figure, twin: int) -> None:
    """Give a figure's observations to another, with the choice a person made where that one has none."""
    chosen = {
        name: getattr(figure, name) for name in ("in_use_id", "chosen_by_id", "chosen_at", "chosen_reason")
    }
    nothing = {"in_use": None, "chosen_by": None, "chosen_at": None, "chosen_reason": ""}
    Figure.objects.filter(pk=figure.pk).update(**nothing)
    Observation.objects.filter(figure=figure).update(figure=twin)
    if figure.chosen_at:
        Figure.objects.filter(pk=twin, chosen_at=None).update(**chosen)
    Figure.objects.filter(pk=figure.pk).delete()


def _renamed(figure: Figure, goods: Goods) -> str:
    """The words a figure is found by, the new name in front of the old one, which still finds it."""
    return f"{words(goods.text, goods.variety)} {figure.folded}"[:700]
