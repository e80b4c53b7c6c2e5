"""Recording commodities, their grades, and kinds of certificates."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue import messages, policies
from cungcau.reference.catalogue.models import CertificateKind, Commodity, GradeName
from cungcau.reference.catalogue.selectors import commodity_ids
from cungcau.reference.catalogue.services import followers
from cungcau.reference.catalogue.services.rows import CertificateRow, CommodityRow, GradeRow
from cungcau.reference.recording import Faults, Recorded, check, upsert
from cungcau.reference.search import words


@transaction.atomic
def record_commodities(*, rows: Sequence[CommodityRow], actor: User | None) -> Recorded:
    """Write commodities by code; raises ``InputInvalid`` with every fault, or ``not_allowed``."""
    may_record(actor)
    done = write_commodities(rows, Faults("commodities"))
    record(actor=actor, verb=messages.COMMODITIES_RECORDED, thing=None, **done.facts())
    return done


def write_commodities(
    rows: Sequence[CommodityRow], faults: Faults, numbers: Sequence[int] | None = None
) -> Recorded:
    """Upsert commodities inside the caller's transaction; the caller asked for the right to."""
    codes = {row.code for row in rows}
    kept = dict(Commodity.objects.filter(code__in=codes).values_list("code", "aliases"))
    objects = [
        commodity_of(row, list(row.aliases) if row.aliases is not None else kept.get(row.code, []))
        for row in rows
    ]
    for number, one in zip(numbers or range(faults.first, faults.first + len(rows)), objects, strict=True):
        for alias in one.aliases:
            fits = 0 < len(alias) <= 120 and "\x00" not in alias
            faults.unless(fits, number, "aliases", alias, "cần tên dài 1 đến 120 ký tự")
    check(objects, key=("code",), faults=faults, numbers=numbers)
    faults.refuse()
    done = upsert(objects, key=("code",), among=Commodity.objects.all(), derived=("version",))
    Commodity.objects.filter(code__in=done.changes).update(version=F("version") + 1)
    if done.created or done.changed:
        followers.tell()
    return done


def commodity_of(row: CommodityRow, aliases: Sequence[str]) -> Commodity:
    """The commodity a row describes, with the search words of its names."""
    known = list(dict.fromkeys(" ".join(alias.split()) for alias in aliases if alias.strip()))
    names = dict.fromkeys(words(name)[:120] for name in (row.name_vi, *known, row.name_en))
    return Commodity(
        code=row.code,
        name_vi=row.name_vi,
        name_en=row.name_en,
        group=row.group,
        aliases=known,
        names=[name for name in names if name],
        folded=words(row.code, row.name_vi, row.name_en, *known)[:300],
        source=row.source,
        is_demo=row.is_demo,
    )


@transaction.atomic
def record_grades(*, rows: Sequence[GradeRow], actor: User | None) -> Recorded:
    """Write the names of grades by commodity and rank; raises as :func:`record_commodities`."""
    may_record(actor)
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
    _check_grade_names(objects, faults)
    faults.refuse()
    done = upsert(objects, key=("commodity_id", "rank"), among=GradeName.objects.all())
    record(actor=actor, verb=messages.GRADES_RECORDED, thing=None, **done.facts())
    return done


def _check_grade_names(grades: Sequence[GradeName], faults: Faults) -> None:
    """A name that stands at another rank, which this batch does not rename, is taken."""
    rewritten = {(one.commodity_id, one.rank) for one in grades}
    taken = {
        (commodity, name): rank
        for commodity, name, rank in GradeName.objects.filter(
            commodity__in={one.commodity_id for one in grades}
        ).values_list("commodity_id", "name", "rank")
        if (commodity, rank) not in rewritten
    }
    for number, one in enumerate(grades, faults.first):
        rank = taken.get((one.commodity_id, one.name))
        faults.unless(rank is None, number, "name", one.name, f"tên này đang là bậc {rank}")


@transaction.atomic
def record_certificates(*, rows: Sequence[CertificateRow], actor: User | None) -> Recorded:
    """Write kinds of certificates by code; raises as :func:`record_commodities`."""
    may_record(actor)
    faults = Faults("certificates")
    objects = [
        CertificateKind(code=row.code, name=row.name, source=row.source, is_demo=row.is_demo) for row in rows
    ]
    check(objects, key=("code",), faults=faults)
    faults.refuse()
    done = upsert(objects, key=("code",), among=CertificateKind.objects.all())
    record(actor=actor, verb=messages.CERTIFICATES_RECORDED, thing=None, **done.facts())
    return done


def may_record(actor: User | None) -> None:
    """Raises ``not_allowed``; nobody is the installation itself."""
    if actor is not None:
        require(actor, policies.RECORD)
