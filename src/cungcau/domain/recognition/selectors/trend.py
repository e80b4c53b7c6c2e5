"""What happened to products year by year: recognised, upgraded, re-evaluated, lapsed, revoked; valid at the end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Certificate, CertificateKind, Product
from cungcau.domain.ocop.models.certificate import LAST_DAY
from cungcau.domain.recognition import policies
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, areas_with

NEW, UPGRADED, RENEWED, ENDED, TAKEN_BACK = "new", "upgraded", "renewed", "lapsed", "revoked"
EVENTS = {
    NEW: _("Công nhận mới"),
    UPGRADED: _("Nâng hạng"),
    RENEWED: _("Đánh giá lại"),
    ENDED: _("Hết hạn"),
    TAKEN_BACK: _("Thu hồi"),
}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A certificate as this needs it; ``last`` is its last day, the extension included."""

    product: int
    starts_on: date
    kind: str
    star: int
    last: date
    revoked_on: date | None


@dataclass(frozen=True, slots=True)
class Period:
    """What happened between two days, both included, and what was valid on the last of them."""

    first: date
    last: date
    new: int
    upgraded: int
    renewed: int
    lapsed: int
    revoked: int
    valid: int
    stars: dict[int, int]

    @property
    def year(self) -> int:
        """The year it ends in."""
        return self.last.year


def spans(user: Somebody, area: str = "") -> list[Span]:
    """Every certificate of the products whose figures somebody may see, by product and day; one question."""
    seen = within("area_code", areas_with(user, policies.FIGURES))
    if area:
        seen &= within("area_code", frozenset({area}))
    rows = Certificate.objects.filter(seen).annotate(last=LAST_DAY).order_by("product_id", "starts_on", "pk")
    return [
        Span(*row)
        for row in rows.values_list("product_id", "starts_on", "kind", "star", "last", "revoked_on")
    ]


def years(found: Sequence[Span], day: date) -> list[Period]:
    """The years from the first certificate up to a day, the last one up to that day only."""
    begun = [one.starts_on.year for one in found if one.starts_on <= day]
    if not begun:
        return []
    ends = [min(date(year, 12, 31), day) for year in range(min(begun), day.year + 1)]
    return periods(found, [(date(end.year, 1, 1), end) for end in ends])


def periods(found: Sequence[Span], wanted: Sequence[tuple[date, date]]) -> list[Period]:
    """What happened within each of these, which follow each other without overlap.

    The certificates come by product and day, as :func:`spans` gives them; each is looked at once.
    """
    counts = [dict.fromkeys((NEW, UPGRADED, RENEWED, ENDED, TAKEN_BACK), 0) for _one in wanted]
    stars: list[dict[int, int]] = [{} for _one in wanted]
    windows = _Windows(wanted)
    for _product, rows in groupby(found, key=lambda span: span.product):
        own = list(rows)
        for place, event in _events(own, windows):
            counts[place][event] += 1
        for one, last in _lives(own):
            for place in windows.ending(one.starts_on, last):
                stars[place][one.star] = stars[place].get(one.star, 0) + 1
    return [
        Period(
            first, last, counts[n][NEW], counts[n][UPGRADED], counts[n][RENEWED], counts[n][ENDED],
            counts[n][TAKEN_BACK], sum(stars[n].values()), dict(sorted(stars[n].items(), reverse=True)),
        )
        for n, (first, last) in enumerate(wanted)
    ]  # fmt: skip


class _Windows:
    """Periods that follow each other, to find the one a day lies in."""

    def __init__(self, wanted: Sequence[tuple[date, date]]) -> None:
        self._firsts = [first for first, _last in wanted]
        self._lasts = [last for _first, last in wanted]

    def of(self, day: date) -> int | None:
        """The place of the period a day lies in."""
        place = bisect_right(self._firsts, day) - 1
        return place if place >= 0 and day <= self._lasts[place] else None

    def ending(self, first: date, last: date) -> range:
        """The places of the periods that end between two days, both included."""
        return range(bisect_left(self._lasts, first), bisect_right(self._lasts, last))


def happened(event: str, first: date, last: date) -> Q:
    """The products something happened to between two days, as :func:`periods` counts them.

    A product counts as new by its first certificate, if nothing says that there was one before; as lapsed on the day
    after its certificate's last one, where none followed by then.
    """
    rows = Certificate.objects.filter(product=OuterRef("pk")).annotate(end=LAST_DAY)
    begun = rows.filter(starts_on__gte=first, starts_on__lte=last)
    if event == NEW:
        return Q(Exists(begun.filter(kind=CertificateKind.FIRST))) & ~Q(
            Exists(rows.filter(starts_on__lt=first))
        )
    if event == UPGRADED:
        return Q(Exists(begun.filter(kind=CertificateKind.UPGRADE)))
    if event == RENEWED:
        return Q(Exists(begun.filter(kind=CertificateKind.RENEWAL)))
    if event == TAKEN_BACK:
        return Q(Exists(rows.filter(revoked_on__gte=first, revoked_on__lte=last)))
    later = Certificate.objects.filter(product=OuterRef("product"), starts_on__lte=OuterRef("end") + _DAY)
    later = later.filter(
        Q(starts_on__gt=OuterRef("starts_on")) | Q(starts_on=OuterRef("starts_on"), pk__gt=OuterRef("pk"))
    )
    over = rows.filter(end__gte=first - _DAY, end__lt=last).exclude(revoked_on__lte=F("end"))
    return Q(Exists(over.filter(~Exists(later))))


def products_with(event: str, first: date, last: date) -> QuerySet[Product]:
    """The products of :func:`happened`, everybody's."""
    return Product.objects.filter(happened(event, first, last))


_EVENT_OF = {CertificateKind.UPGRADE.value: UPGRADED, CertificateKind.RENEWAL.value: RENEWED}


def _events(own: Sequence[Span], windows: _Windows) -> set[tuple[int, str]]:
    """What happened to one product, as (place of the period, event), each thing once a period."""
    found: set[tuple[int, str]] = set()
    begun = windows.of(own[0].starts_on)
    for place, one in enumerate(own):
        within = windows.of(one.starts_on)
        if within is not None:
            event = _EVENT_OF.get(one.kind)
            if event is not None:
                found.add((within, event))
            elif within == begun:
                found.add((within, NEW))
        taken = windows.of(one.revoked_on) if one.revoked_on is not None else None
        if taken is not None:
            found.add((taken, TAKEN_BACK))
        lapsed = windows.of(one.last + _DAY)
        if lapsed is None or (one.revoked_on is not None and one.revoked_on <= one.last):
            continue
        if place + 1 == len(own) or own[place + 1].starts_on > one.last + _DAY:
            found.add((lapsed, ENDED))
    return found


def _lives(own: Sequence[Span]) -> Iterable[tuple[Span, date]]:
    """Each certificate with the last day the product went by it: its own, or the day before the next or the end."""
    for place, one in enumerate(own):
        last = one.last
        if one.revoked_on is not None:
            last = min(last, one.revoked_on - _DAY)
        if place + 1 < len(own):
            last = min(last, own[place + 1].starts_on - _DAY)
        if last >= one.starts_on:
            yield one, last
