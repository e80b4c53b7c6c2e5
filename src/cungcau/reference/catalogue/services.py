"""Recording the catalogue and opening seasons; the only writers of this app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue import messages, policies
from cungcau.reference.catalogue.models import CertificateKind, Commodity, GradeName, Season
from cungcau.reference.catalogue.selectors import commodity_ids
from cungcau.reference.recording import Faults, Recorded, check, upsert
from cungcau.reference.search import words

_AIMS = ("sold", "fair", "cost")


@dataclass(frozen=True, slots=True)
class CommodityRow:
    """One commodity; ``source`` is the document cited, or ``minh hoạ``."""

    code: str
    name_vi: str
    source: str
    name_en: str = ""
    group: str = ""
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class GradeRow:
    """The name of one grade of a commodity (its code); a higher rank is better."""

    commodity: str
    rank: int
    name: str
    source: str
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One kind of certificate; ``code`` is what lots and needs write."""

    code: str
    name: str
    source: str
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """One season; ``order`` holds sold, fair and cost in the order they count, ``commodities`` codes."""

    code: str
    name: str
    start: date
    end: date
    source: str
    commodities: tuple[str, ...] = ()
    area_code: str = ""
    order: tuple[str, str, str] = ("sold", "fair", "cost")
    description: str = ""
    is_demo: bool = False


@transaction.atomic
def record_commodities(*, rows: Sequence[CommodityRow], actor: User | None) -> Recorded:
    """Write commodities by code; raises ``InputInvalid`` with every fault, or ``not_allowed``."""
    _may_record(actor)
    faults = Faults("commodities")
    objects = [
        Commodity(
            code=row.code,
            name_vi=row.name_vi,
            name_en=row.name_en,
            group=row.group,
            folded=words(row.code, row.name_vi, row.name_en)[:300],
            source=row.source,
            is_demo=row.is_demo,
        )
        for row in rows
    ]
    check(objects, key=("code",), faults=faults)
    faults.refuse()
    done = upsert(objects, key=("code",), among=Commodity.objects.all())
    record(actor=actor, verb=messages.COMMODITIES_RECORDED, thing=None, **done.facts())
    return done


@transaction.atomic
def record_grades(*, rows: Sequence[GradeRow], actor: User | None) -> Recorded:
    """Write the names of grades by commodity and rank; raises as :func:`record_commodities`."""
    _may_record(actor)
    faults = Faults("grades")
    ids = commodity_ids(row.commodity for row in rows)
    objects = []
    for number, row in enumerate(rows, faults.first):
        faults.unless(row.rank >= 0, number, "rank", row.rank, "cần số nguyên từ 0")
        commodity = faults.look_up(ids, number, "commodity", row.commodity)
        objects.append(
            GradeName(
                commodity_id=commodity, rank=row.rank, name=row.name, source=row.source, is_demo=row.is_demo
            )
        )
    faults.refuse()
    check(objects, key=("commodity_id", "rank"), faults=faults)
    check(objects, key=("commodity_id", "name"), faults=faults)
    faults.refuse()
    done = upsert(objects, key=("commodity_id", "rank"), among=GradeName.objects.all())
    record(actor=actor, verb=messages.GRADES_RECORDED, thing=None, **done.facts())
    return done


@transaction.atomic
def record_certificates(*, rows: Sequence[CertificateRow], actor: User | None) -> Recorded:
    """Write kinds of certificates by code; raises as :func:`record_commodities`."""
    _may_record(actor)
    faults = Faults("certificates")
    objects = [
        CertificateKind(code=row.code, name=row.name, source=row.source, is_demo=row.is_demo) for row in rows
    ]
    check(objects, key=("code",), faults=faults)
    faults.refuse()
    done = upsert(objects, key=("code",), among=CertificateKind.objects.all())
    record(actor=actor, verb=messages.CERTIFICATES_RECORDED, thing=None, **done.facts())
    return done


@transaction.atomic
def record_season(*, row: SeasonRow, actor: User | None) -> Season:
    """Open a season, or correct the one with this code; raises ``InputInvalid`` or ``not_allowed``."""
    if actor is not None:
        require(actor, policies.RECORD_SEASON, row.area_code)
    faults = Faults("season")
    ids = commodity_ids(row.commodities)
    for code in row.commodities:
        faults.look_up(ids, faults.first, "commodities", code)
    faults.unless(row.start <= row.end, faults.first, "end", row.end, "không được trước ngày bắt đầu")
    complete = len(row.order) == len(_AIMS) and set(row.order) == set(_AIMS)
    faults.unless(
        complete, faults.first, "order", ", ".join(row.order), "cần đủ sold, fair, cost, mỗi thứ một lần"
    )
    season = Season(
        code=row.code,
        name=row.name,
        area_code=row.area_code,
        start=row.start,
        end=row.end,
        order=list(row.order),
        description=row.description,
        folded=words(row.code, row.name)[:300],
        source=row.source,
        is_demo=row.is_demo,
    )
    check([season], key=("code",), faults=faults)
    faults.refuse()
    done = upsert([season], key=("code",), among=Season.objects.all())
    season.commodities.set(ids.values())
    record(actor=actor, verb=messages.SEASON_RECORDED, thing=season, **done.facts())
    return season


def _may_record(actor: User | None) -> None:
    if actor is not None:
        require(actor, policies.RECORD, "")
