"""Organisations that look like one and the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry.models import GrowingArea, KnownDifferent, Organisation
from cungcau.domain.registry.selectors.organisations import masked
from cungcau.reference.search import words

_CANDIDATES = 200
_NEAR = 0.86
_KIND_WORDS = frozenset(
    words(
        "hộ ông bà anh chị cô chú bác gia đình nhà htx hợp tác xã thl tht tổ liên hiệp lhhtx nông nghiệp dịch vụ"
        " sản xuất kinh doanh công ty tnhh cp cổ phần mtv dntn doanh nghiệp"
    ).split()
)
"""Words that many names share; they say little about who is meant."""

PHONE, NAME, NEAR, CODE = "phone", "name", "near", "growing_code"
AGREES = {
    PHONE: _("cùng số điện thoại"),
    NAME: _("cùng tên, cùng địa bàn"),
    NEAR: _("tên gần giống, cùng địa bàn"),
    CODE: _("cùng mã số vùng trồng"),
}


@dataclass(frozen=True, slots=True)
class Alike:
    """One that may be the same, and in what they agree (keys of :data:`AGREES`), the surest first."""

    organisation: Organisation
    agrees: tuple[str, ...]

    @property
    def told(self) -> str:
        """``cùng số điện thoại (+8491•••78), cùng tên, cùng địa bàn``."""
        said = []
        for key in self.agrees:
            phone = f" ({masked(self.organisation.phone)})" if key == PHONE else ""
            said.append(f"{AGREES[key]}{phone}")
        return "; ".join(said)


def core(name: str) -> str:
    """A name's telling words, folded; the whole name where nothing else is left."""
    whole = words(name)
    return " ".join(word for word in whole.split() if word not in _KIND_WORDS) or whole


def look_alikes(
    *,
    name: str,
    phone: str | None,
    area: str,
    growing_codes: Collection[str] = (),
    own: int | None = None,
    limit: int = 10,
) -> list[Alike]:
    """Who may be the same as somebody of this name, phone (``+84…``) and place, the surest first.

    ``own`` is the organisation itself when it is there already; those said to be different from it are left out.
    Four indexed questions, however many organisations there are.
    """
    rows = Organisation.objects.filter(merged_into=None).exclude(pk=own or 0)
    if own is not None:
        rows = rows.exclude(pk__in=_others_said(own))
    found: dict[int, list[str]] = defaultdict(list)
    if phone:
        _note(found, PHONE, rows.filter(phone=phone).values_list("pk", flat=True)[:limit])
    folded = words(name)[:200]
    if folded:
        same = rows.filter(_around(area), folded_name=folded).values_list("pk", flat=True)[:limit]
        _note(found, NAME, same)
        _note(found, NEAR, [pk for pk in _near(name, area, own, limit) if NAME not in found.get(pk, [])])
    if growing_codes:
        areas = GrowingArea.objects.filter(growing_code__in=list(growing_codes)).exclude(growing_code="")
        _note(found, CODE, areas.values_list("organisation", flat=True).distinct()[:limit])
    kept = rows.defer("words").select_related("unit").in_bulk(list(found))
    answers = [Alike(kept[pk], tuple(agrees)) for pk, agrees in found.items() if pk in kept]
    return sorted(answers, key=lambda one: (-len(one.agrees), one.agrees, one.organisation.name))[:limit]


def look_alikes_of(one: Organisation, limit: int = 10) -> list[Alike]:
    """Who may be the same as an organisation that is there."""
    codes = GrowingArea.objects.filter(organisation=one).exclude(growing_code="")
    return look_alikes(
        name=one.name, phone=one.phone, area=one.area_code, own=one.pk, limit=limit,
        growing_codes=set(codes.values_list("growing_code", flat=True)[:50]),
    )  # fmt: skip


def alikes_of_many(new: Sequence[Organisation]) -> dict[int, list[Alike]]:
    """For rows just written: others with the same phone, or the same name around the same place; two questions."""
    phones = {one.phone for one in new if one.phone}
    names = {one.folded_name for one in new if one.folded_name}
    rows = Organisation.objects.filter(merged_into=None).defer("words").select_related("unit")
    by_phone, by_name = defaultdict(list), defaultdict(list)
    for one in rows.filter(phone__in=phones):
        by_phone[one.phone].append(one)
    for one in rows.filter(folded_name__in=names):
        by_name[one.folded_name].append(one)
    answers: dict[int, list[Alike]] = {}
    for one in new:
        agrees: dict[int, tuple[Organisation, list[str]]] = {}
        for other in by_phone.get(one.phone, []) if one.phone else []:
            agrees.setdefault(other.pk, (other, []))[1].append(PHONE)
        for other in by_name.get(one.folded_name, []):
            if _meets(one.area_code, other.area_code):
                agrees.setdefault(other.pk, (other, []))[1].append(NAME)
        agrees.pop(one.pk, None)
        if agrees:
            answers[one.pk] = [Alike(other, tuple(said)) for other, said in list(agrees.values())[:3]]
    return answers


def _note(found: dict[int, list[str]], key: str, ids: Iterable[int]) -> None:
    for pk in ids:
        found[pk].append(key)


def _around(area: str) -> Q:
    """The same place, one within it, one around it, or no place known."""
    parts = area.split(".") if area else []
    around = Q(area_code__in=["", *[".".join(parts[:n]) for n in range(1, len(parts) + 1)]])
    return around | Q(area_code__startswith=f"{area}.") if area else around


def _meets(one: str, other: str) -> bool:
    return not one or not other or f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _near(name: str, area: str, own: int | None, limit: int) -> list[int]:
    """Near names among those around the place that share a telling word, the nearest first."""
    mine = core(name)
    wanted = " | ".join(sorted(set(mine.split())))
    query = SearchQuery(wanted, search_type="raw", config="simple")
    rows = Organisation.objects.filter(_around(area), merged_into=None, words=query).exclude(pk=own or 0)
    scored = []
    for pk, other in rows.values_list("pk", "name")[:_CANDIDATES]:
        matcher = SequenceMatcher(None, mine, core(other), autojunk=False)
        if matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR:
            scored.append((-matcher.ratio(), pk))
    return [pk for _, pk in sorted(scored)[:limit]]


def _others_said(own: int) -> list[int]:
    pairs = KnownDifferent.objects.filter(Q(first=own) | Q(second=own)).values_list("first", "second")
    return [first if second == own else second for first, second in pairs]
