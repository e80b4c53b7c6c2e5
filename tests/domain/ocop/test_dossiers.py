"""A file from its first line to the commune: starting, form 01, rules, commitment, numbers."""

from __future__ import annotations

from datetime import date

import pytest

from cungcau.domain.ocop import registration, states
from cungcau.domain.ocop.models import Dossier, DossierKind, Product, RuleBook, Stage
from cungcau.domain.ocop.services import dossiers as services
from cungcau.domain.ocop.services.dossiers import Commitment
from cungcau.domain.ocop.services.rules import load_book, publish_book
from cungcau.engines import scoring
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.audit.models import Entry
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock
from tests.at_once import at_once
from tests.domain.ocop import ocop_rows as rows
from tests.domain.ocop.test_products import certificate

SAID = Commitment("Bà Hoàng Thị Na")


@pytest.fixture
def mine(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product()


def start(entity: rows.Entity, **facts: object) -> Dossier:
    given = {
        "product": entity.product, "criteria_set": rows.set_named(), "kind": "first", "actor": entity.user, **facts
    }  # fmt: skip
    return services.start_dossier(**given)  # type: ignore[arg-type]


def test_a_file_begins_under_the_rules_of_the_day(mine: rows.Entity) -> None:
    made = start(mine)
    assert (made.state, made.kind, made.area_code) == (states.DRAFT, "first", rows.AREA)
    assert registration.said(made.registration, "legal_name") == mine.organisation.name
    assert "phone" not in made.registration
    assert made.steps.count() == 0
    with pytest.raises(DomainError, match="ocop_dossier_live"):
        start(mine)
    with clock.living(date(2026, 5, 21)), pytest.raises(DomainError, match="ocop_set_not_in_force"):
        start(rows.entity_with_product("HTX-2", "Mật ong"))


def test_an_upgrade_and_a_re_evaluation_need_the_certificate(mine: rows.Entity) -> None:
    for kind in (DossierKind.UPGRADE, DossierKind.RENEWAL):
        with pytest.raises(DomainError, match="ocop_certificate_needed"):
            start(mine, kind=kind)
    held = certificate(mine.product, 3, date(2023, 9, 1), date(2026, 9, 1))
    other = rows.entity_with_product("HTX-2", "Mật ong")
    with pytest.raises(DomainError, match="ocop_certificate_needed"):
        start(other, kind=DossierKind.RENEWAL, renews=held)
    assert start(mine, kind=DossierKind.RENEWAL, renews=held).renews == held


def test_only_its_entity_and_the_officers_of_the_place_begin_a_file(mine: rows.Entity) -> None:
    other = rows.entity_with_product("HTX-2", "Mật ong", rows.OTHER_COMMUNE)
    for actor in (other.user, rows.officer("xa-khac", rows.OTHER_AREA), rows.adviser(), rows.viewer()):
        with pytest.raises(DomainError, match="not_allowed"):
            start(mine, actor=actor)
    assert start(mine, actor=rows.officer()).created_by.username == "can-bo-xa"  # type: ignore[union-attr]


def form_of(dossier: Dossier) -> dict[str, object]:
    return {name: registration.said(dossier.registration, name) for name in registration.FIELDS}


def test_form_01_is_kept_unfinished_and_checked_field_by_field(mine: rows.Entity) -> None:
    made = start(mine)
    seen = form_of(made)
    typed = {**seen, "labour_total": "1.200", "revenue_vnd": "250.000.000", "phone": "0912 345 678"}
    kept = services.save_registration(dossier=made, version=1, seen=seen, mine=typed, actor=mine.user)
    assert (kept.registration["labour_total"], kept.registration["revenue_vnd"]) == ("1200", "250000000")
    assert kept.version == 2
    wrong = {
        "labour_total": "vài người",
        "email": "không",
        "business_on": "hôm qua",
        "target_star": "6",
        "la": "x",
    }
    with pytest.raises(InputInvalid) as refused:
        services.save_registration(dossier=made, version=2, seen={}, mine=wrong, actor=mine.user)
    assert {fault.column for fault in refused.value.faults} == set(wrong)


def test_two_people_at_form_01_see_each_other(mine: rows.Entity) -> None:
    made = start(mine)
    seen = form_of(made)
    services.save_registration(
        dossier=made, version=1, seen=seen, mine={**seen, "summary": "của tôi"}, actor=mine.user
    )
    with pytest.raises(EditedMeanwhile) as met:
        services.save_registration(
            dossier=made, version=1, seen=seen, mine={**seen, "summary": "của xã", "email": "a@b.vn"},
            actor=rows.officer(),
        )  # fmt: skip
    assert [(clash.field, clash.theirs) for clash in met.value.clashes] == [("summary", "của tôi")]


def test_sending_gives_the_numbers_and_starts_the_clock(mine: rows.Entity) -> None:
    made = rows.drafted(mine, registration=rows.REGISTRATION)
    sent = services.submit_dossier(dossier=made, commitment=SAID, actor=mine.user)
    product = Product.objects.get()
    assert (sent.state, sent.code, sent.slip_no) == (states.SUBMITTED, "1/PĐK-20-06172-2026", 1)
    assert (product.code, product.serial, product.code_year) == ("20-06172-1-2026", 1, 2026)
    assert (sent.committed_by, sent.registration["commitment"]["name"]) == (mine.user, SAID.name)
    assert (sent.self_total, sent.self_star) == (100, 5)
    step = sent.steps.get()
    assert (step.stage, step.due_on is not None) == (Stage.COMMUNE, True)
    assert Entry.objects.filter(verb="dossier.submit").exists()
    with pytest.raises(DomainError, match="ocop_dossier_not_editable"):
        services.submit_dossier(dossier=made, commitment=SAID, actor=mine.user)


def test_what_is_missing_is_named_and_nothing_half_done(mine: rows.Entity) -> None:
    bare = rows.drafted(mine, points={})
    with pytest.raises(DomainError) as refused:
        services.submit_dossier(dossier=bare, commitment=SAID, actor=mine.user)
    assert refused.value.code == "ocop_form_incomplete"
    assert "Điện thoại" in str(refused.value.facts["fields"])
    Dossier.objects.update(registration=rows.REGISTRATION)
    with pytest.raises(DomainError, match="ocop_nothing_chosen"):
        services.submit_dossier(dossier=bare, commitment=SAID, actor=mine.user)
    bare.choices.create(criterion="3.5", points=2)
    with pytest.raises(DomainError, match="ocop_unanswered"):
        services.submit_dossier(dossier=bare, commitment=SAID, actor=mine.user)
    with pytest.raises(InputInvalid):
        services.submit_dossier(
            dossier=bare, commitment=Commitment(" "), actor=mine.user, despite_unanswered=True
        )
    assert Product.objects.get().code is None
    assert Dossier.objects.get().state == states.DRAFT
    sent = services.submit_dossier(dossier=bare, commitment=SAID, actor=mine.user, despite_unanswered=True)
    assert sent.state == states.SUBMITTED


def test_an_officer_who_sends_says_how_the_entity_committed(mine: rows.Entity) -> None:
    made = rows.drafted(mine, registration=rows.REGISTRATION)
    officer = rows.officer()
    with pytest.raises(InputInvalid) as refused:
        services.submit_dossier(dossier=made, commitment=SAID, actor=officer)
    assert [fault.column for fault in refused.value.faults] == ["heard"]
    heard = Commitment(SAID.name, "giấy ký tay ngày 30/5")
    sent = services.submit_dossier(dossier=made, commitment=heard, actor=officer)
    assert (sent.committed_by, sent.registration["commitment"]["heard"]) == (officer, "giấy ký tay ngày 30/5")


def newer_rules() -> RuleBook:
    """Other rules in force from 2027 on: the first two sets, the first criterion of each named otherwise."""
    values = scoring.values_of(scoring.newest_book())
    sheets: list[dict[str, object]] = values["sheets"][:2]  # type: ignore[index]
    first: list[dict[str, object]] = values["instruments"]  # type: ignore[assignment]
    fresh = {
        **first[0], "code": "QD99_2027", "number": "99/2027/QĐ-TTg", "date": "2027-01-01",
        "effective_from": "2027-01-01",
    }  # fmt: skip
    for sheet in sheets:
        row = next(row for row in sheet["parts"][0]["criteria"] if row.get("options"))  # type: ignore[index]
        row["name"] = f"{row['name']} (mới)"
    book = load_book(
        {**values, "instrument": "QD99_2027", "instruments": [*first, fresh], "sheets": sheets}, None
    )
    return publish_book(book, None)


def test_rules_that_changed_meanwhile_are_followed_before_sending(mine: rows.Entity) -> None:
    made = rows.drafted(mine, registration=rows.REGISTRATION)
    changed = made.criteria_set.book.sets.get(code="QD26-01")
    rows.link_of(mine.organisation)
    first = made.choices.first()
    assert first is not None
    made.citations.create(evidence=rows.link_of(mine.organisation, "Sổ"), criterion=first.criterion)
    newest = newer_rules()
    with clock.living(date(2027, 2, 1)):
        with pytest.raises(DomainError, match="ocop_rules_outdated"):
            services.submit_dossier(dossier=made, commitment=SAID, actor=mine.user)
        target = newest.sets.get(code="QD26-01")
        lost = services.follow_current_rules(dossier=made, criteria_set=target, actor=mine.user)
        assert lost == [first.criterion]
        assert made.citations.get().criterion == ""
        made.refresh_from_db()
        assert (made.criteria_set_id, changed.pk != target.pk) == (target.pk, True)
        sent = services.submit_dossier(
            dossier=made, commitment=SAID, actor=mine.user, despite_unanswered=True
        )
        assert sent.code == "1/PĐK-20-06172-2027"


def test_what_was_sent_keeps_its_rules_whatever_comes(mine: rows.Entity) -> None:
    sent = rows.submitted(mine)
    newest = newer_rules()
    with clock.living(date(2027, 2, 1)):
        with pytest.raises(DomainError, match="ocop_dossier_not_editable"):
            services.follow_current_rules(
                dossier=sent, criteria_set=newest.sets.get(code="QD26-01"), actor=mine.user
            )
        assert Dossier.objects.get().criteria_set.book.instrument.code == "QD26_2026"


@pytest.mark.django_db(transaction=True)
def test_files_sent_at_one_moment_get_different_numbers(book: RuleBook) -> None:
    entities = [rows.entity_with_product(f"HTX-{number}", f"Sản phẩm {number}") for number in range(4)]
    made = [rows.drafted(one, registration=rows.REGISTRATION) for one in entities]

    def send(place: int) -> object:
        with clock.living(rows.DAY):
            return services.submit_dossier(
                dossier=made[place], commitment=SAID, actor=entities[place].user
            ).code

    ends = at_once(*(lambda place=place: send(place) for place in range(4)))
    assert sorted(map(str, ends)) == [f"{number}/PĐK-20-06172-2026" for number in range(1, 5)]
    assert sorted(Product.objects.values_list("serial", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_a_product_gets_one_file_however_many_begin_it(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    chosen = rows.set_named()

    def begin() -> object:
        with clock.living(rows.DAY):
            return services.start_dossier(
                product=entity.product, criteria_set=chosen, kind="first", actor=entity.user
            ).pk

    ends = at_once(begin, begin, begin)
    assert sum(isinstance(end, int) for end in ends) == 1
    assert {getattr(end, "code", "") for end in ends if not isinstance(end, int)} == {"ocop_dossier_live"}
