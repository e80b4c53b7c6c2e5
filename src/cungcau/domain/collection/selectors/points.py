"""Whether a point may be used on a day, who keeps it, what the province asks of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cungcau.domain.collection.models import PointApproval, PointKeeper, PointRules
from cungcau.domain.network.models import Closure, CollectionPoint
from cungcau.platform.access import areas

DEFAULT_CHECKPOINT_M = 500
"""Metres from a checkpoint asked for while nobody named a figure; no source gives one (marked "?")."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in force for an area; ``source`` is "?" while nobody named one."""

    min_checkpoint_m: int
    source: str
    area_code: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the agencies let a point be used on a day; ``why`` says what is missing, ``factor`` what of its
    capacity the closures leave."""

    approved: bool
    why: str
    closed: bool = False
    closed_why: str = ""
    factor: Decimal = Decimal(1)

    @property
    def usable(self) -> bool:
        """Approved and not closed."""
        return self.approved and not self.closed


def rules_for(area_code: str) -> Rules:
    """The rules of the narrowest area around this one, else the default."""
    rows = [row for row in PointRules.objects.all() if areas.covers(row.area_code, area_code)]
    if not rows:
        return Rules(DEFAULT_CHECKPOINT_M, "?")
    nearest = max(rows, key=lambda row: len(row.area_code))
    return Rules(nearest.min_checkpoint_m, nearest.source, nearest.area_code)


def in_force(on: date) -> Q:
    """Rows whose days hold a day."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def approvals_of(point: CollectionPoint) -> list[PointApproval]:
    """Every decision about a point, the latest first."""
    rows = PointApproval.objects.filter(point=point).select_related("recorded_by", "document")
    return list(rows.order_by("-id")[:200])


def standing(point: CollectionPoint, on: date) -> Standing:
    """How a point stands on a day; :func:`standings` for one."""
    return standings([point], on)[point.pk]


def standings(points: Iterable[CollectionPoint], on: date) -> dict[int, Standing]:
    """How points stand on a day, by id.

    Where decisions of agencies are recorded: at least one yes in force, and no agency's latest one in force a
    no. Where none is recorded, the point's own mark of approval counts.
    """
    some = list(points)
    ids = [one.pk for one in some]
    said: dict[int, dict[str, PointApproval]] = {pk: {} for pk in ids}
    recorded = set()
    for row in PointApproval.objects.filter(point__in=ids).order_by("id"):
        recorded.add(row.point_id)
        if row.valid_from <= on and (row.valid_to is None or row.valid_to >= on):
            said[row.point_id][row.agency.casefold()] = row
    shut = _closures(ids, on)
    return {one.pk: _judged(one, on, said[one.pk], one.pk in recorded, shut.get(one.pk, [])) for one in some}


def _closures(ids: list[int], on: date) -> dict[int, list[Closure]]:
    rows = Closure.objects.filter(kind=Closure.Kind.POINT, point__in=ids, first__lte=on, last__gte=on)
    found: dict[int, list[Closure]] = {}
    for row in rows:
        if row.point_id is not None:
            found.setdefault(row.point_id, []).append(row)
    return found


def _judged(
    point: CollectionPoint, on: date, said: dict[str, PointApproval], recorded: bool, shut: list[Closure]
) -> Standing:
    noes = [row.agency for row in said.values() if not row.approved]
    if noes:
        why = _("%(agencies)s không đồng ý.") % {"agencies": ", ".join(noes)}
    elif recorded and not said:
        why = _("ý kiến đã ghi không còn hiệu lực trong ngày này.")
    elif not recorded and not point.approved:
        why = _("chưa ghi ý kiến của ngành nào.")
    else:
        why = ""
    factor = Decimal(1)
    for row in shut:
        factor *= row.factor
    closed_why = "; ".join(row.reason or row.source for row in shut if row.factor == 0)
    outside = (point.open_from and on < point.open_from) or (point.open_to and on > point.open_to)
    if outside:
        closed_why = _("ngoài những ngày điểm mở cửa.")
    return Standing(not why, why, bool(outside) or factor == 0, closed_why, Decimal(0) if outside else factor)


def keepers_of(point: CollectionPoint) -> QuerySet[PointKeeper]:
    """Who keeps or kept a point, the latest first."""
    return PointKeeper.objects.filter(point=point).select_related("user", "appointed_by").order_by("-id")
