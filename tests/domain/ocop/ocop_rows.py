"""An entity with a product, files of it at every stage, and the people around; for tests of the OCOP rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Choice, CriteriaSet, Dossier, Evidence, Product, Stage, Step
from cungcau.domain.ocop.selectors.rules import bands_of, sheet_of
from cungcau.domain.registry.models import Agent, Organisation
from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.engines import scoring
from cungcau.platform.accounts.models import User
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words
from tests.domain.season_rows import SOURCE, person

DAY = date(2026, 6, 1)
SET = "QD26-01"
COMMUNE, OTHER_COMMUNE = "06172", "06124"
AREA, OTHER_AREA = "20.06172", "20.06124"


REGISTRATION = {
    "legal_name": "HTX Na Hoàng Văn Thụ", "legal_form": "Hợp tác xã", "address": "Xã Hoàng Văn Thụ",
    "representative": "Hoàng Thị Na", "phone": "0912345678", "summary": "Na dai.", "ingredients": "Na trồng tại xã.",
    "place_of_making": "Thôn Nà Chi", "output": "12.000 kg", "labour_total": "24", "labour_local": "22",
    "target_star": "4",
}  # fmt: skip
"""Form 01 with all that must be filled in."""


@dataclass(frozen=True, slots=True)
class Entity:
    """An OCOP entity, who speaks for it, and its product."""

    organisation: Organisation
    user: User
    product: Product


def at(day: date = DAY, hour: int = 9) -> datetime:
    """A moment of a day."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def office(username: str = "vp-ocop") -> User:
    """Somebody of the province's OCOP office."""
    return person(username, "ocop_office", "20")


def officer(username: str = "can-bo-xa", area: str = AREA) -> User:
    """The commune's officer."""
    return person(username, "commune_officer", area)


def adviser(username: str = "tu-van") -> User:
    """Somebody of the advisory team."""
    return person(username, "adviser", "20")


def councillor(username: str = "uy-vien") -> User:
    """A member of the province's council."""
    return person(username, "councillor", "20")


def viewer(username: str = "nguoi-xem") -> User:
    """Somebody who may only look."""
    return person(username, "viewer", "20")


def organisation(
    code: str = "HTX-NA",
    name: str = "HTX Na Hoàng Văn Thụ",
    kind: str = "cooperative",
    place: str = COMMUNE,
    **facts: Any,
) -> Organisation:
    """An organisation, recorded once."""
    rows = [OrganisationRow(code, name, kind, SOURCE, place, **facts)]
    record_organisations(rows=rows, on=DAY, actor=None)
    return Organisation.objects.defer("words").get(code=code)


def agent_of(one: Organisation, username: str = "") -> User:
    """Somebody who acts for an organisation."""
    user = person(username or f"dai-dien-{one.code.lower()}", "representative", one.area_code)
    Agent.objects.create(user=user, organisation=one, valid_from=date(2025, 7, 1), source=SOURCE)
    return user


def product_of(one: Organisation, name: str = "Na Chi Lăng", **facts: Any) -> Product:
    """A product of an organisation, not registered yet."""
    given: dict[str, Any] = {
        "set_code": SET, "category": "I", "unit": Unit.objects.get(code=one.area_code[3:], valid_to=None),
        "area_code": one.area_code, "source": SOURCE, "folded": words(name, one.name)[:700], **facts,
    }  # fmt: skip
    return Product.objects.create(entity=one, name=name, **given)


@transaction.atomic
def entity_with_product(
    code: str = "HTX-NA", name: str = "Na Chi Lăng", place: str = COMMUNE, org_name: str = "", **facts: Any
) -> Entity:
    """An organisation with its representative and one product."""
    one = organisation(code, org_name or f"HTX {name} {code}", place=place)
    return Entity(one, agent_of(one), product_of(one, name, **facts))


def set_named(code: str = SET) -> CriteriaSet:
    """A set of the published book."""
    return CriteriaSet.objects.select_related("book__instrument").get(code=code, book__state=states.PUBLISHED)


def best(sheet: scoring.Sheet, **changes: int) -> dict[str, int]:
    """The most points of every criterion; ``changes`` as ``_3_5=1``."""
    points = {row.code: row.most for row in sheet.scorable}
    for key, value in changes.items():
        points[key.strip("_").replace("_", ".")] = value
    return points


@transaction.atomic
def drafted(
    entity: Entity | None = None,
    *,
    points: Mapping[str, int] | None = None,
    set_code: str = SET,
    **facts: Any,
) -> Dossier:
    """A file being written, with every criterion at its most unless ``points`` say otherwise."""
    entity = entity or entity_with_product()
    chosen = set_named(set_code)
    sheet = sheet_of(chosen)
    given = dict(points) if points is not None else best(sheet)
    came = scoring.score(sheet, bands_of(chosen.book.instrument), {"entity": given})
    product = entity.product
    dossier = Dossier.objects.create(
        product=product, criteria_set=chosen, area_code=product.area_code, created_by=entity.user,
        folded=words(product.name, entity.organisation.name)[:700], self_total=int(came.average),
        self_star=came.star, **facts,
    )  # fmt: skip
    Choice.objects.bulk_create(
        Choice(
            dossier=dossier, criterion=code, points=value, explanation="Theo giấy tờ kèm theo.",
            case=next((o.case or "" for o in sheet.criterion(code).options if o.points == value), ""),
        )
        for code, value in given.items()
    )  # fmt: skip
    return dossier


_SLIPS = iter(range(1, 1_000_000))


@transaction.atomic
def submitted(entity: Entity | None = None, **facts: Any) -> Dossier:
    """A file the commune has got today."""
    return _sent(drafted(entity, **facts), states.SUBMITTED, Stage.COMMUNE)


@transaction.atomic
def forwarded(entity: Entity | None = None, **facts: Any) -> Dossier:
    """A file the province has got from the commune today."""
    return _sent(drafted(entity, **facts), states.FORWARDED, Stage.OFFICE, forwarded_at=at())


@transaction.atomic
def reviewing(entity: Entity | None = None, **facts: Any) -> Dossier:
    """A file the advisory team is looking at."""
    return _sent(drafted(entity, **facts), states.REVIEWING, Stage.ADVISORY, forwarded_at=at())


@transaction.atomic
def ready(entity: Entity | None = None, **facts: Any) -> Dossier:
    """A file that may come before the council."""
    return _sent(drafted(entity, **facts), states.READY, Stage.COUNCIL, forwarded_at=at())


def _sent(dossier: Dossier, state: str, stage: str, **facts: Any) -> Dossier:
    number = next(_SLIPS)
    moment = at()
    Dossier.objects.filter(pk=dossier.pk).update(
        state=state, code=f"{number}/PĐK-20-{dossier.area_code[3:]}-{DAY.year}", slip_no=number, slip_year=DAY.year,
        committed_by=dossier.created_by, committed_at=moment, submitted_at=moment, **facts,
    )  # fmt: skip
    Step.objects.create(dossier=dossier, stage=stage, started_at=moment, area_code=dossier.area_code)
    return Dossier.objects.select_related("product__entity", "criteria_set__book__instrument").get(
        pk=dossier.pk
    )


def link_of(one: Organisation, title: str = "Bài báo về sản phẩm", **facts: Any) -> Evidence:
    """A piece of evidence without a file."""
    url = facts.pop("url", f"https://example.vn/{title[:20].replace(' ', '-')}/{Evidence.objects.count()}")
    return Evidence.objects.create(
        organisation=one, kind="link", title=title, url=url, area_code=one.area_code, **facts
    )
