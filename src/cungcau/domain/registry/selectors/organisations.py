"""Questions about organisations and households themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from cungcau.domain.registry import policies
from cungcau.domain.registry.models import PARTNERS, Organisation
from cungcau.domain.registry.selectors.ties import acting_for
from cungcau.platform.access import areas
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.reference.geography.models import Unit, title_of
from cungcau.reference.search import matching, words

_HIDDEN = "•••"


def organisations() -> QuerySet[Organisation]:
    """All organisations that stand for themselves (doubles merged away left out), their place read along."""
    return Organisation.objects.filter(merged_into=None).select_related("unit__parent", "representative")


def shown_to(user: Somebody, on: date) -> QuerySet[Organisation]:
    """The organisations somebody may see on a day.

    Officers: those of their areas, and partners wherever they sit. Representatives and buyers: those they act
    for, and all below these.
    """
    rows = Organisation.objects.filter(merged_into=None)
    seen = Q(pk__in=[])
    held = areas_with(user, policies.BROWSE)
    if areas.EVERYWHERE in held:
        return rows
    if held:
        seen |= areas.within("area_code", held) | Q(kind__in=PARTNERS)
    if allows(user, policies.EDIT_OWN):
        seen |= Q(pk__in=acting_for(user, on))
    return rows.filter(seen)


def may_see(user: Somebody, one: Organisation, on: date) -> bool:
    """Is this organisation among those?"""
    return allows(user, policies.VIEW) and shown_to(user, on).filter(pk=one.pk).exists()


def may_edit(user: Somebody, one: Organisation, on: date) -> bool:
    """May they write it: as an officer there, or because they act for it or for one above it?"""
    if policies.may_record(user, kind=one.kind, area=one.area_code):
        return True
    return allows(user, policies.EDIT_OWN) and one.pk in acting_for(user, on)


def organisation(pk: int) -> Organisation | None:
    """One organisation with its place, representative and, where it was merged, the one kept."""
    rows = Organisation.objects.select_related(
        "unit__parent__parent", "representative", "merged_into__unit"
    ).defer("words", "unit__words", "representative__words")
    return rows.filter(pk=pk).first()


def may_edit_ids(user: Somebody, some: Sequence[Organisation], on: date) -> frozenset[int]:
    """Ids of those among these that they may write; :func:`may_edit` for many."""
    mine = {one.pk for one in some if policies.may_record(user, kind=one.kind, area=one.area_code)}
    if len(mine) < len({one.pk for one in some}) and allows(user, policies.EDIT_OWN):
        mine |= {one.pk for one in some} & acting_for(user, on)
    return frozenset(mine)


def by_code(codes: Iterable[str]) -> dict[str, Organisation]:
    """Organisations by code, a merged one's code giving the one kept; unknown codes are absent.

    Inside a transaction they are held until its end, so that none is merged away before what is written of
    it stands; a merge going on is waited for.
    """
    wanted = set(codes)
    _hold(_HOLD_CODES, wanted)
    found = Organisation.objects.select_related("merged_into").filter(code__in=wanted)
    return {one.code: one.merged_into or one for one in found}


def ids_by_code(codes: Iterable[str]) -> dict[str, int]:
    """Ids by code, held and followed as in :func:`by_code`; unknown codes are absent."""
    wanted = set(codes)
    _hold(_HOLD_CODES, wanted)
    rows = Organisation.objects.filter(code__in=wanted)
    return dict(rows.values_list("code", Coalesce("merged_into_id", "pk")))


def present_ids(ids: Iterable[int]) -> dict[int, int]:
    """The id that stands today for each of these, held as in :func:`by_code`: itself, or the one kept."""
    wanted = set(ids)
    _hold(_HOLD_IDS, wanted)
    rows = Organisation.objects.filter(pk__in=wanted)
    return dict(rows.values_list("pk", Coalesce("merged_into_id", "pk")))


_HOLD_CODES = "SELECT id FROM registry_organisation WHERE code = ANY(%s) ORDER BY id FOR KEY SHARE"
_HOLD_IDS = "SELECT id FROM registry_organisation WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"


def _hold(statement: str, wanted: Collection[str] | Collection[int]) -> None:
    """Lock rows against being merged, though not against each other, while a transaction runs."""
    if wanted and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(statement, [list(wanted)])


def phone_for(organisation: Organisation) -> str:
    """The phone number as any reader may see it: the first and last digits, ``+8491•••78``; blank if none.

    The whole number is given by ``services.reveal_phone`` alone, which leaves an entry in the trail.
    """
    return masked(organisation.phone)


def masked(phone: str | None) -> str:
    """A phone number with its middle hidden; blank for none."""
    return f"{phone[:5]}{_HIDDEN}{phone[-2:]}" if phone else ""


def suggested(
    rows: QuerySet[Organisation], text: str, kinds: Iterable[str] = (), limit: int = 8
) -> list[Organisation]:
    """Organisations a text may mean, for choosing: every word begun in name, code or place; names come first."""
    if not text.strip():
        return []
    wanted = tuple(kinds)
    found = matching(rows.filter(kind__in=wanted) if wanted else rows, text).defer("words")
    found = found.select_related("unit").order_by("folded", "pk")
    first = list(found.filter(called(text))[:limit])
    if len(first) == limit:
        return first
    return first + list(found.exclude(pk__in=[one.pk for one in first])[: limit - len(first)])


def called(text: str, *, whole: bool = False) -> Q:
    """Whose name holds every word of a text, from its beginning or (``whole``) to its end."""
    end = "( |$)" if whole else ""
    return Q(*(Q(folded_name__regex=f"(^| ){re.escape(word)}{end}") for word in words(text).split()))


def named(rows: QuerySet[Organisation], text: str, kinds: Iterable[str] = ()) -> list[Organisation]:
    """The one a text means: its code, ``name (code)`` or the whole name; else all that it may mean."""
    wanted = tuple(kinds)
    rows = rows.filter(kind__in=wanted) if wanted else rows
    code = text.rsplit("(", 1)[1].removesuffix(")") if text.endswith(")") and "(" in text else text
    exact = (
        rows.defer("words").filter(code__in={text.strip(), code.strip()})[:1]
        or rows.defer("words").filter(folded_name=words(text)).exclude(folded_name="")[:2]
    )
    return list(exact) if len(exact) == 1 else suggested(rows, text)


def listed(user: Somebody, on: date) -> QuerySet[Organisation]:
    """The organisations somebody may see, for a list: what stands beside them is read for the page's rows alone."""
    rows = shown_to(user, on).defer("words", "folded", "folded_name", "note")
    return rows.prefetch_related("unit__parent", "representative").order_by("folded", "pk")


_AREAS = """
WITH RECURSIVE step (area) AS (
  (SELECT area_code FROM registry_organisation WHERE area_code > '' ORDER BY area_code LIMIT 1)
  UNION ALL
  SELECT (SELECT area_code FROM registry_organisation WHERE area_code > step.area ORDER BY area_code LIMIT 1)
    FROM step WHERE step.area IS NOT NULL
) SELECT area FROM step WHERE area IS NOT NULL
"""
"""Distinct values by leaps through the index: one step per place, however many organisations."""


def areas_shown(user: Somebody) -> list[tuple[str, str]]:
    """(area code, name) of the places within somebody's areas where organisations count today, by name."""
    held = areas_with(user, policies.BROWSE)
    with connection.cursor() as cursor:
        cursor.execute(_AREAS)
        codes = [code for (code,) in cursor.fetchall() if any(areas.covers(wide, code) for wide in held)]
    units = Unit.objects.filter(area_code__in=codes, valid_to=None).order_by("folded", "code")
    return [
        (area, title_of(kind, name)) for area, kind, name in units.values_list("area_code", "kind", "name")
    ]
