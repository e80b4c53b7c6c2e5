"""Fills the OCOP rooms of a site on show, once; everything made up says so."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from cungcau.domain.council.models import Council
from cungcau.domain.ocop.day import ocop_day
from cungcau.domain.ocop.models import CertificateKind, Dossier, Evidence, Product
from cungcau.domain.ocop.services.certificates import record_old_certificate
from cungcau.domain.ocop.services.rounds import add_proposed
from cungcau.domain.ocop.services.rules import load_shipped_rules
from cungcau.domain.recognition.models import Ground
from cungcau.domain.recognition.services import inspections, revocations
from cungcau.domain.recognition.services.demo import files, sitting
from cungcau.domain.recognition.services.demo.entities import (
    PRODUCTS,
    SHOWN,
    record_entities,
    record_products,
)
from cungcau.domain.recognition.services.known_products import load_known_products
from cungcau.domain.recognition.services.targets import load_plan_targets
from cungcau.platform.accounts import selectors as accounts
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock

_DAY = timedelta(days=1)
_POINTS = {one.key: one.points for one in PRODUCTS}
_PAST, _COMING = ("recognised", "ministry", "refused"), ("session-1", "session-2", "session-3")
_STAGES = {key: key for key in ("submitted", "forwarded", "reviewing")} | {"returned": "submitted"}
PEOPLE = ("chutich", "hoidong", "hoidong2", "hoidong3", "vanphong")
"""Accounts of the made-up council: its chair, three members, its secretary."""


@transaction.atomic
def show_ocop(*, since: date) -> bool:
    """Write the made-up files, the council and certificates down, the days before today one by one.

    Beside them stand the province's announced products with their real stars and days, and the aims of its plan.
    ``since`` is the first day the rules are in force (nothing is sent before it). Returns False where they are there
    already or the people of the council have no accounts.
    """
    users = {name: accounts.find(name) for name in PEOPLE}
    if Council.objects.filter(is_demo=True).exists() or not all(users.values()):
        return False
    with ocop_day():
        today = clock.today()
        if today < since + 5 * _DAY:
            return False
        load_shipped_rules()
        load_known_products(actor=None)
        load_plan_targets(actor=None)
        add_proposed(area="20", year=today.year, actor=None)
        entities = record_entities(on=today)
        products = record_products(entities)
        _old_certificates(products, today)
    with clock.living(today - 5 * _DAY):
        evidence = {code: files.papers_of(one) for code, one in entities.items()}
        written = _written(products, evidence)
        council = sitting.set_up(_people(users), first=since)
    with clock.living(today - 4 * _DAY):
        written |= _carried(written)
        session = sitting.convene(council, [written[key] for key in _PAST], held_on=clock.today())
        sitting.begin(session, _people(users))
        sitting.go_through(session, _people(users), {written[key].pk: _POINTS[key] for key in _PAST})
    with clock.living(today - 3 * _DAY):
        sitting.decide(session)
    with clock.living(today):
        coming = sitting.convene(council, [written[key] for key in _COMING], held_on=today)
        sitting.begin(coming, _people(users))
        _after(products)
    return True


def _written(products: dict[str, Product], evidence: dict[str, list[Evidence]]) -> dict[str, Dossier]:
    found = {}
    for one in PRODUCTS:
        if one.key in ("closing", "opening", "inspected", "revoked"):
            continue
        found[one.key] = files.write(
            products[one.key], one.points, evidence[one.entity], whole=one.key != "draft"
        )
    return found


def _carried(written: dict[str, Dossier]) -> dict[str, Dossier]:
    """Every file moved to the stage its key names; those the council gets become ready."""
    found = {}
    for key, dossier in written.items():
        if key == "draft":
            continue
        found[key] = files.carry(dossier, _STAGES.get(key, "ready"))
        if key == "returned":
            files.give_back(found[key])
        elif key == "reviewing":
            files.ask_more(found[key])
    return found


def _old_certificates(products: dict[str, Product], today: date) -> None:
    """Certificates of the rules before: one whose time to file is over, one whose time has come, two others."""
    for key, star, left in (
        ("closing", 3, 100),
        ("opening", 3, 150),
        ("inspected", 4, 400),
        ("revoked", 3, 500),
    ):
        expires = today + left * _DAY
        record_old_certificate(
            product=products[key],
            star=star,
            starts_on=expires.replace(year=expires.year - 3),
            source=SHOWN,
            actor=None,
            kind=CertificateKind.FIRST,
            is_demo=True,
        )


def _after(products: dict[str, Product]) -> None:
    """An inspection with what it found, one planned, and a case for taking a certificate back."""
    wrong = inspections.FindingRow(
        text="Nhãn chưa ghi ngày đóng gói.",
        to_do="In lại nhãn",
        due_on=clock.today() + 20 * _DAY,
        criterion="2.3",
    )
    looked = inspections.order_inspection(
        product=products["inspected"], planned_on=clock.today(), why=f"phản ánh về nhãn ({SHOWN})",
        team=f"Tổ kiểm tra ({SHOWN})", actor=None, is_demo=True,
    )  # fmt: skip
    inspections.finish_inspection(
        inspection=looked, done_on=clock.today(), conclusion=f"Đạt, còn một điều phải sửa ({SHOWN}).",
        findings=[wrong], actor=None,
    )  # fmt: skip
    inspections.plan_inspections(
        products=[products["opening"]], planned_on=clock.today() + 14 * _DAY, team=f"Tổ kiểm tra ({SHOWN})",
        why=f"kế hoạch năm ({SHOWN})", actor=None, is_demo=True,
    )  # fmt: skip
    case = products["revoked"].certificates.get()
    revocations.open_revocation(
        certificate=case, ground=Ground.STOPPED, facts=f"Chủ thể báo ngừng sản xuất ({SHOWN}).",
        concluded_on=clock.today() - 2 * _DAY, actor=None, is_demo=True,
    )  # fmt: skip


def _people(users: dict[str, User | None]) -> sitting.People:
    chair, one, two, three, secretary = (users[name] for name in PEOPLE)
    assert chair and one and two and three and secretary, "asked before"
    return sitting.People(chair, (one, two, three), secretary)
