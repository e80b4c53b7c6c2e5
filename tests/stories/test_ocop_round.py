"""A whole OCOP round: sent back, asked about, scored twice, certified, shown, and due again in three years."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.test import Client

from cungcau.domain.council import states as council_states
from cungcau.domain.council.models import Session
from cungcau.domain.council.selectors.decisions import Purpose
from cungcau.domain.council.services import (
    agreed,
    closing,
    decisions,
    results,
    sessions,
)
from cungcau.domain.council.services.agreed import Agreement
from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Certificate, CriteriaSet, Dossier, DossierKind, ItemRequest, RuleBook
from cungcau.domain.ocop.selectors.rules import sheet_of
from cungcau.domain.ocop.services import requests
from cungcau.domain.ocop.services.choices import Said, choose, choose_all
from cungcau.domain.ocop.services.dossiers import Commitment, save_registration, start_dossier, submit_dossier
from cungcau.domain.ocop.services.evidence import add_link, cite
from cungcau.domain.ocop.services.report import Findings, save_report
from cungcau.domain.ocop.services.request_rows import Item as Asked
from cungcau.domain.ocop.services.road_commune import Letter, forward, resubmit, send_back
from cungcau.domain.ocop.services.road_office import finish_review, take_up
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from tests.domain.council import council_rows
from tests.domain.ocop import ocop_rows as rows
from tests.domain.ocop.conftest import book
from tests.domain.reading_pages import client_of, text_of

__all__ = ["book"]
pytestmark = [pytest.mark.story, pytest.mark.django_db]
DAY = date(2026, 6, 1)
FORM = {
    "legal_name": "HTX Na Chi Lăng", "legal_form": "Hợp tác xã", "address": "Xã Hoàng Văn Thụ",
    "representative": "Người đại diện", "phone": "0900000000", "summary": "Na tươi.", "ingredients": "Na của xã.",
    "place_of_making": "Xã Hoàng Văn Thụ", "output": "40.000 kg", "labour_total": "20", "labour_local": "18",
    "target_star": "4",
}  # fmt: skip


def test_a_whole_round(book: RuleBook) -> None:
    with clock.living(DAY):
        entity = rows.entity_with_product()
        officer, office, adviser = rows.officer(), rows.office(), rows.adviser()
        dossier = filled_in(entity)
        product = dossier.product
        product.refresh_from_db()
        assert product.code == "20-06172-1-2026" and dossier.code == "1/PĐK-20-06172-2026"
    with clock.living(DAY + timedelta(days=2)):
        dossier = sent_back_and_mended(dossier, officer, entity.user)
    with clock.living(DAY + timedelta(days=4)):
        dossier = carried_up(dossier, officer)
        dossier = reviewed(dossier, office, adviser, entity.user)
    with clock.living(DAY + timedelta(days=10)):
        sitting = council_rows.sitting(dossier)
        scored_twice(sitting)
        certificate = decided(sitting, dossier)
    shown_while_it_lasts(certificate)
    due_again(certificate, entity.user)


def filled_in(entity: rows.Entity) -> Dossier:
    """The entity's file: form 01, the best of every criterion but the trade mark, something behind each, sent."""
    chosen = CriteriaSet.objects.get(code="QD26-01", book__state=states.PUBLISHED)
    dossier = start_dossier(
        product=entity.product, criteria_set=chosen, kind=DossierKind.FIRST, actor=entity.user
    )
    save_registration(
        dossier=dossier, version=dossier.version, seen=dossier.registration, mine=FORM, actor=entity.user
    )
    sheet = sheet_of(chosen)
    wanted = {row.code: Said(row.most, "", "") for row in sheet.scorable} | {"3.5": Said(1, "", "")}
    standing = choose_all(dossier=dossier, wanted=wanted, seen=None, actor=entity.user)
    assert (standing.total, standing.star, standing.band_star) == (98, 3, 5)
    link = add_link(
        organisation=entity.organisation, url="https://example.vn/giay-to", actor=entity.user,
        facts={"title": "Giấy tờ", "paper": "food_safety"},
    ).evidence  # fmt: skip
    for code in wanted:
        if code != "1.2":
            cite(dossier=dossier, evidence=[link], criterion=code, actor=entity.user)
    return submit_dossier(dossier=dossier, commitment=Commitment("Người đại diện"), actor=entity.user)


def sent_back_and_mended(dossier: Dossier, officer: User, user: User) -> Dossier:
    """The commune misses evidence; the entity answers from the phone and keeps all it had."""
    before = dossier.citations.count()
    page = text_of(client_of(officer).get(f"/ocop/ho-so/{dossier.pk}/"))
    assert "Na Chi Lăng" in page
    due = clock.today() + timedelta(days=5)
    send_back(
        dossier=dossier, items=[Asked("Bổ sung giấy VietGAP.", due, "1.2")], reason="thiếu minh chứng",
        actor=officer,
    )  # fmt: skip
    waiting = ItemRequest.objects.get()
    with pytest.raises(DomainError) as refused:
        resubmit(dossier=dossier, actor=user)
    assert refused.value.code == "ocop_requests_open"
    paper = add_link(
        organisation=dossier.product.entity, url="https://example.vn/vietgap", actor=user,
        facts={"title": "Giấy chứng nhận VietGAP", "paper": "standard"},
    ).evidence  # fmt: skip
    requests.answer(request=waiting, text="Gửi giấy VietGAP.", evidence=[paper], actor=user)
    again = resubmit(dossier=dossier, actor=user)
    assert again.state == states.SUBMITTED and again.citations.count() == before + 1
    return again


def carried_up(dossier: Dossier, officer: User) -> Dossier:
    """Form 03, a letter, five samples."""
    fine = "Đúng như hồ sơ."
    save_report(
        dossier=dossier, findings=Findings(True, True, fine, True, fine, True, fine, True, fine, "Đề nghị."),
        actor=officer,
    )  # fmt: skip
    letter = Letter("12/UBND", clock.today())
    with pytest.raises(DomainError) as refused:
        forward(dossier=dossier, letter=letter, samples=4, actor=officer)
    assert refused.value.code == "ocop_samples_too_few"
    up = forward(dossier=dossier, letter=letter, samples=5, actor=officer)
    stay = up.steps.get(stage="commune", ended_at__isnull=False, started_at__date=DAY + timedelta(days=2))
    assert stay.due_on is not None and (stay.due_on - DAY).days > 15
    return up


def reviewed(dossier: Dossier, office: User, adviser: User, user: User) -> Dossier:
    """The advisory team asks once more, and is content with the answer."""
    taken = take_up(dossier=dossier, actor=office)
    requests.ask(
        dossier=taken, items=[Asked("Nói rõ nhãn hiệu đang ở bước nào.", clock.today() + timedelta(days=3), "3.5")],
        actor=adviser,
    )  # fmt: skip
    with pytest.raises(DomainError) as refused:
        finish_review(dossier=taken, conclusion="Đủ.", actor=adviser)
    assert refused.value.code == "ocop_requests_live"
    asked = ItemRequest.objects.get(stage="advisory")
    requests.answer(request=asked, text="Đã qua thẩm định hình thức.", actor=user)
    requests.accept(request=ItemRequest.objects.get(pk=asked.pk), actor=adviser)
    done = finish_review(dossier=taken, conclusion="Đủ điều kiện.", actor=adviser)
    with pytest.raises(DomainError):
        choose(dossier=done, criterion="3.5", said_now=Said(3, "", ""), seen=None, actor=user)
    return done


def scored_twice(sitting: council_rows.Sitting) -> None:
    """Totals lie 12 points apart: discussed, scored again; the trade mark is agreed on; 3 stars for 97.6 points."""
    sitting.open()
    best = rows.best(sheet_of(sitting.item.dossier.criteria_set), _3_5=1)
    low = {**best, "1.1": 1, "1.3": 1, "2.2": 0, "4.3": 1, "12": 1}
    for place, user in enumerate(sitting.judges):
        sitting.score(user, low if place == 0 else best)
    assert sitting.close().state == council_states.DISCUSSING
    secretary = sitting.secretary
    closing.discuss(item=sitting.item, again=True, text="Xem lại nguồn gốc, bao bì.", actor=secretary)
    assert sitting.item.attempt == 2
    for place, user in enumerate(sitting.judges):
        sitting.score(user, {**best, "1.1": 1} if place == 0 else best)
    assert sitting.close().state == council_states.AGREEING
    agreed.agree(item=sitting.item, values={"3.5": Agreement(1, "đơn mới qua hình thức")}, actor=secretary)
    done = results.finish(item=sitting.item, actor=secretary)
    assert Fraction(done.result_num or 0, done.result_den or 1) == Fraction(488, 5)
    assert (done.result_star, done.result_band_star) == (3, 5)
    assert done.sheets.count() == 2 * len(sitting.judges)


def decided(sitting: council_rows.Sitting, dossier: Dossier) -> Certificate:
    """Minutes, the closed session, a signed decision: a certificate for 36 months."""
    client = client_of(sitting.secretary)
    sessions.close_session(session=sitting.session, conclusion="Thông qua.", actor=sitting.secretary)
    for name in ("bien-ban.pdf", "bien-ban.docx", "tong-hop.pdf"):
        paper = client.get(f"/ocop/hoi-dong/phien/{sitting.session.pk}/{name}")
        assert paper.status_code == 200 and len(paper.getvalue()) > 5_000, name
    session = Session.objects.get(pk=sitting.session.pk)
    drawn = decisions.draft(
        session=session, purpose=Purpose.RECOGNISE, items=[sitting.item.pk], authority="UBND tỉnh Lạng Sơn",
        actor=sitting.office,
    )  # fmt: skip
    decisions.sign(
        decision=drawn,
        number="1500/QĐ-UBND",
        signed_on=clock.today(),
        signer="Chủ tịch",
        actor=sitting.office,
    )
    certificate = Certificate.objects.get(dossier=dossier)
    assert certificate.star == 3 and certificate.expires_on == date(2029, 6, 11)
    dossier.refresh_from_db()
    assert dossier.state == states.RECOGNISED
    return certificate


def shown_while_it_lasts(certificate: Certificate) -> None:
    """Anybody may look it up; the day after its last it is no longer a star."""
    place = f"/ocop/cong-nhan/tra-cuu/{certificate.key}/"
    with clock.living(certificate.expires_on):
        assert "Còn hiệu lực" in text_of(Client().get(place))
    with clock.living(certificate.expires_on + timedelta(days=1)):
        page = text_of(Client().get(place))
        assert "Còn hiệu lực" not in page and "hết hạn" in page.lower()


def due_again(certificate: Certificate, user: User) -> None:
    """180 days before its end the queue names it, to its entity too."""
    queue = "/ocop/cong-nhan/danh-gia-lai/"
    with clock.living(certificate.expires_on - timedelta(days=181)):
        assert "Na Chi Lăng" not in text_of(client_of(user).get(queue, {"stage": "open"}))
    with clock.living(certificate.expires_on - timedelta(days=180)):
        assert "Na Chi Lăng" in text_of(client_of(user).get(queue, {"stage": "open"}))
