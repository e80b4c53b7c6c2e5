"""The OCOP rooms at their size: 5,000 products, each with a certificate of its own and a file under way."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from urllib.parse import quote

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from benchmarks.pages.fill import one
from benchmarks.pages.season import AREA, SEED, SOURCE
from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import (
    Certificate,
    CriteriaSet,
    Dossier,
    DossierKind,
    Instrument,
    ItemRequest,
    Product,
    Stage,
    Step,
)
from cungcau.domain.ocop.services.rules import load_shipped_rules
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.platform.ui import clock
from cungcau.reference.geography import services as geography
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

HEALTH, PAGE = "health", 50
TODAY = "2026-06-01"
_COMMUNES, _ENTITIES = 65, 500
_GOODS = ("Na", "Hồng vành khuyên", "Chè", "Tinh dầu hồi", "Mật ong", "Gạo nếp", "Thạch đen", "Măng ớt")
_DESKS = (
    (states.SUBMITTED, Stage.COMMUNE), (states.RETURNED, Stage.ENTITY), (states.FORWARDED, Stage.OFFICE),
    (states.REVIEWING, Stage.ADVISORY), (states.READY, Stage.COUNCIL),
)  # fmt: skip


@transaction.atomic
def build(files: int) -> None:
    """So many products of 500 entities in 65 communes; made up, the same every time."""
    chance, today, now = random.Random(SEED), clock.today(), clock.now()
    load_shipped_rules()
    entities = _entities()
    units = {
        unit.area_code: unit for unit in Unit.objects.filter(area_code__startswith=f"{AREA}.", valid_to=None)
    }
    products = []
    for no in range(files):
        entity = entities[no % len(entities)]
        name = f"{_GOODS[no % len(_GOODS)]} {no}"
        products.append(Product(
            entity=entity, name=name, set_code="QD26-01", category="I", unit=units[entity.area_code],
            area_code=entity.area_code, source=SOURCE, folded=words(f"{name} {entity.name}"), is_demo=True,
        ))  # fmt: skip
    Product.objects.bulk_create(products, batch_size=1000)
    certificates = _certificates(products, chance)
    _files(products, certificates, today, now)


def _entities() -> list[Organisation]:
    units = [geography.UnitRow(AREA, "tỉnh", "Lạng Sơn")] + [
        geography.UnitRow(f"{no:05}", "xã", f"Mẫu {no}", AREA, lat=21.5 + no / 100, lon=106.5)
        for no in range(1, _COMMUNES + 1)
    ]
    geography.record_units(rows=units, source=SOURCE, actor=None)
    rows = [
        OrganisationRow(
            f"CT-{no:04}", f"HTX nông sản số {no}", "cooperative", SOURCE, f"{no % _COMMUNES + 1:05}"
        )
        for no in range(_ENTITIES)
    ]
    record_organisations(rows=rows, on=clock.today(), actor=None)
    return list(Organisation.objects.order_by("code"))


def _certificates(products: list[Product], chance: random.Random) -> list[Certificate]:
    before = Instrument.objects.get(code="QD148_2023")
    rows = []
    for product in products:
        starts = date(2023, 3, 1) + timedelta(days=chance.randrange(1150))
        rows.append(Certificate(
            product=product, instrument=before, star=chance.choice((3, 3, 3, 4, 5)), starts_on=starts,
            expires_on=starts.replace(year=starts.year + 3, day=min(starts.day, 28)), area_code=product.area_code,
            source=SOURCE, decision_no=f"{chance.randrange(999)}/QĐ-UBND", is_demo=True,
        ))  # fmt: skip
    return Certificate.objects.bulk_create(rows, batch_size=1000)


def _files(products: list[Product], certificates: list[Certificate], today: date, now: datetime) -> None:
    chosen = CriteriaSet.objects.get(code="QD26-01")
    files = Dossier.objects.bulk_create(
        (
            Dossier(
                product=product, criteria_set=chosen, kind=DossierKind.RENEWAL, renews=held, state=_DESKS[no % 5][0],
                code=f"{no}/PĐK", slip_no=no + 1, slip_year=today.year, area_code=product.area_code,
                committed_at=now, submitted_at=now, forwarded_at=now, folded=product.folded, self_total=40 + no % 60,
                self_star=1 + no % 5, is_demo=True,
            )
            for no, (product, held) in enumerate(zip(products, certificates, strict=True))
        ),
        batch_size=1000,
    )  # fmt: skip
    Step.objects.bulk_create(
        (
            Step(
                dossier=one, stage=_DESKS[no % 5][1], started_at=now - timedelta(days=no % 40),
                due_on=today + timedelta(days=no % 60 - 20) if no % 3 else None, area_code=one.area_code,
            )
            for no, one in enumerate(files)
        ),
        batch_size=1000,
    )  # fmt: skip
    ItemRequest.objects.bulk_create(
        (
            ItemRequest(
                dossier=one, stage=Stage.ADVISORY, criterion="3.5", text="Bổ sung giấy tờ cho tiêu chí này",
                asked_at=timezone.now(), due_on=today + timedelta(days=no % 50 - 10), area_code=one.area_code,
            )
            for no, one in enumerate(files)
            if no % 2
        ),
        batch_size=1000,
    )  # fmt: skip


def size() -> dict[str, int]:
    """How many rows of what."""
    tables = {
        "products": "ocop_product", "files": "ocop_dossier", "certificates": "ocop_certificate",
        "requests": "ocop_itemrequest",
    }  # fmt: skip
    return {what: int(one(f"SELECT count(*) FROM {table}")) for what, table in tables.items()}


def addresses() -> dict[str, list[str]]:
    """Name of a page → its addresses."""
    waiting, renewals = reverse("ocop:waiting"), reverse("recognition:renewals")
    some = int(one("SELECT id FROM ocop_dossier ORDER BY id LIMIT 1 OFFSET 100"))
    key = one("SELECT key FROM ocop_certificate ORDER BY id LIMIT 1")
    search = reverse("recognition:public-search")
    return {
        HEALTH: ["/healthz"],
        **_list("files", reverse("ocop:dossiers"), ("state=reviewing", "state=submitted", "kind=re_evaluation"),
                ("product", "entity", "state", "self_total", "updated")),
        **_list("products", reverse("ocop:products"), (), ("product",)),
        **_list("certificates", reverse("recognition:certificates"), ("standing=lapsed&star=3", "standing=valid"), ()),
        **_list("re-evaluations due", renewals, ("file=no", "chang=all"), ()),
        "who waits for whom": [waiting, f"{waiting}?q={quote('mật ong')}", f"{waiting}?due=qua-han&sort=-since"],
        "one file": [reverse("ocop:dossier", args=[some + no]) for no in range(5)],
        "figures": [reverse("recognition:figures")],
        "agriculture table": [reverse("recognition:agriculture")],
        "public look-up": [f"{search}?q={quote(text)}" for text in ("mật ong", "HTX so 7")],
        "public certificate": [reverse("recognition:public", args=[key])],
    }  # fmt: skip


def _list(name: str, address: str, narrowed: tuple[str, ...], sorts: tuple[str, ...]) -> dict[str, list[str]]:
    found = {
        name: [address],
        f"{name}, deep page": [f"{address}?page={page}" for page in range(10, 100, 20)],
        f"{name}, searched": [
            f"{address}?q={quote(text)}" for text in ("mật ong", "HTX nong san so 7", "khongcogi")
        ],
    }
    if narrowed:
        found[f"{name}, narrowed"] = [f"{address}?{part}" for part in narrowed]
    if sorts:
        found[f"{name}, sorted"] = [f"{address}?sort={sign}{part}" for part in sorts for sign in ("", "-")]
    return found
