"""What stands on one lot's page beside its columns: papers, history, the season to copy it to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import models

from cungcau.domain.registry.selectors.certificates import Proof, proofs
from cungcau.domain.supply import policies
from cungcau.domain.supply.models import Lot
from cungcau.platform.access.selectors import Somebody, areas_with
from cungcau.platform.audit.models import Entry
from cungcau.platform.audit.verbs import say
from cungcau.platform.ui import figures
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import SeasonWords, seasons_touching

_ENTRIES = 50
_BEST = (Proof.SEEN, Proof.EXPIRED, Proof.UNSEEN)


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of a lot's history: who did what, and the figures changed as (label, before, after)."""

    entry: Entry
    sentence: str
    changes: tuple[tuple[str, str, str], ...]


def papers_of(lot: Lot, words: SeasonWords, today: date) -> list[tuple[str, Proof]]:
    """The certificates a lot names, each with what the registry holds of its producer or representative."""
    holders = [pk for pk in (lot.producer_id, lot.representative_id) if pk]
    claims = [(pk, code) for pk in holders for code in lot.certificates]
    found = proofs(claims, today, commodity_id=lot.commodity_id) if claims else {}
    return [
        (words.certificate(code), min((found[pk, code] for pk in holders), key=_BEST.index))
        for code in lot.certificates
    ]


def history_of(lot: Lot, *, without: Sequence[str] = ()) -> list[Deed]:
    """What was done to a lot, newest first, at most fifty deeds; for those who may see the lot.

    Changes of the columns ``without`` are left out.
    """
    rows = Entry.objects.filter(object_type=Lot._meta.label_lower, object_id=str(lot.pk))
    entries = rows.select_related("actor").order_by("-pk")[:_ENTRIES]
    return [
        Deed(entry, say(entry.verb, lot.code, _facts(entry)), _changes(entry, without)) for entry in entries
    ]


def _facts(entry: Entry) -> dict[str, object]:
    return dict(entry.facts) if isinstance(entry.facts, dict) else {}


def _changes(entry: Entry, without: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    changes = _facts(entry).get("changes")
    if not isinstance(changes, dict):
        return ()
    order = {field.name: i for i, field in enumerate(Lot._meta.concrete_fields)}
    named = sorted(changes.items(), key=lambda item: order.get(item[0].removesuffix("_id"), 0))
    return tuple(
        (_label(name), _shown(name, str(pair[0])), _shown(name, str(pair[1])))
        for name, pair in named
        if isinstance(pair, list) and len(pair) == 2 and name not in without
    )


def _shown(name: str, text: str) -> str:
    """A day, number or choice of the trail as people here write it; other text as it stands."""
    field = next((one for one in Lot._meta.concrete_fields if one.name == name), None)
    try:
        if text and isinstance(field, models.DateField):
            return figures.date(date.fromisoformat(text))
        if text and isinstance(field, models.IntegerField):
            return figures.number(int(text), 0)
    except ValueError:
        return text
    return str(dict(field.flatchoices).get(text, text)) if field is not None and field.choices else text


def _label(name: str) -> str:
    bare = name.removesuffix("_id")
    known = {field.name: str(getattr(field, "verbose_name", field.name)) for field in Lot._meta.get_fields()}
    return known.get(bare, name)


def point_name(code: str) -> str:
    """What a collection point is called; its code where it is gone, blank for none."""
    if not code:
        return ""
    rows = apps.get_model("network", "CollectionPoint").objects.filter(code=code)
    name = rows.values_list("name", flat=True).first()
    return f"{name} ({code})" if name else code


def season_after(lot: Lot, user: Somebody) -> Season | None:
    """The latest season of the same goods after a lot's own in which its reader may enter lots."""
    later = [
        season
        for season in seasons_touching(areas_with(user, policies.RECORD))
        if season.start > lot.season.start
    ]
    goods = Season.objects.filter(pk__in=[one.pk for one in later], commodities=lot.commodity_id)
    return goods.order_by("-start").first() if later else None
