"""Evidence: uploaded once, cited by many, taken back without being lost, looked at by those who may."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cungcau.domain.ocop.models import Citation, Evidence, RuleBook
from cungcau.domain.ocop.selectors import evidence as selectors
from cungcau.domain.ocop.services import evidence as services
from cungcau.domain.registry.services import merge_organisations
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.audit.models import Entry
from cungcau.platform.ui import clock
from tests.at_once import at_once
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import person
from tests.pdf_files import pdf


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def mine(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product()


def paper(entity: rows.Entity, no: int = 1, **facts: Any) -> Evidence:
    """A PDF of an entity."""
    content = pdf(tail=b"% " + str(no).encode() + b"\n")
    added = services.add_file(
        organisation=entity.organisation,
        content=content,
        name=f"giay-{no}.pdf",
        actor=entity.user,
        facts=facts,
    )
    return added.evidence


def test_one_file_is_one_piece_however_often_it_is_sent(mine: rows.Entity) -> None:
    first = paper(mine, paper="food_safety", number="12/ATTP")
    again = services.add_file(
        organisation=mine.organisation, content=pdf(tail=b"% 1\n"), name="ten khac.pdf", actor=mine.user
    )
    assert (again.evidence.pk, again.again, again.evidence.title) == (first.pk, True, "giay-1")
    other = rows.entity_with_product("HTX-2", "Mật ong")
    assert paper(other).pk != first.pk
    assert (first.pages, first.mime, first.area_code) == (1, "application/pdf", rows.AREA)


def test_a_link_is_kept_once_and_has_to_be_one(mine: rows.Entity) -> None:
    given = {"organisation": mine.organisation, "actor": mine.user}
    one = services.add_link(url="https://bao.vn/na", facts={"title": "Bài báo"}, **given)  # type: ignore[arg-type]
    assert services.add_link(url=" https://bao.vn/na ", **given).evidence == one.evidence  # type: ignore[arg-type]
    for bad in ("javascript:alert(1)", "bao.vn/na", "ftp://x/y", ""):
        with pytest.raises(InputInvalid):
            services.add_link(url=bad, **given)  # type: ignore[arg-type]


def test_days_out_of_order_and_unknown_kinds_are_named(mine: rows.Entity) -> None:
    with pytest.raises(InputInvalid) as refused:
        paper(mine, paper="la", issued_on=date(2026, 1, 2), expires_on=date(2026, 1, 1), number="x" * 81)
    assert {fault.column for fault in refused.value.faults} == {"paper", "expires_on", "number"}
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize("who", ["other", "viewer", "adviser", "foreign"])
def test_nobody_else_adds_to_an_entity_s_evidence(mine: rows.Entity, who: str) -> None:
    other = rows.entity_with_product("HTX-2", "Mật ong", rows.OTHER_COMMUNE)
    actor = {
        "other": other.user, "viewer": rows.viewer(), "adviser": rows.adviser(),
        "foreign": rows.officer("xa-khac", rows.OTHER_AREA),
    }[who]  # fmt: skip
    with pytest.raises(DomainError, match="not_allowed"):
        services.add_file(organisation=mine.organisation, content=pdf(), name="a.pdf", actor=actor)


def test_pieces_are_cited_by_many_criteria_and_only_their_own_entity_s(mine: rows.Entity) -> None:
    draft = rows.drafted(mine)
    one, two = paper(mine, 1), paper(mine, 2)
    cite = services.cite
    assert cite(dossier=draft, evidence=[one, two], criterion="3.5", actor=mine.user) == 2
    assert cite(dossier=draft, evidence=[one, two], criterion="3.5", actor=mine.user) == 0
    assert cite(dossier=draft, evidence=[one], criterion="", actor=rows.officer()) == 1
    with pytest.raises(InputInvalid):
        cite(dossier=draft, evidence=[one], criterion="99", actor=mine.user)
    foreign = paper(rows.entity_with_product("HTX-2", "Mật ong"), 3)
    with pytest.raises(DomainError, match="ocop_evidence_foreign"):
        cite(dossier=draft, evidence=[foreign], criterion="", actor=mine.user)
    citation = Citation.objects.get(evidence=two)
    services.change_citation(citation=citation, where=" trang 2 ", actor=mine.user)
    services.uncite(citation=citation, actor=mine.user)
    assert Evidence.objects.filter(pk=two.pk).exists()
    assert Citation.objects.count() == 2


def test_a_sent_file_keeps_its_evidence_even_when_it_is_taken_back(mine: rows.Entity) -> None:
    draft = rows.drafted(mine)
    one = paper(mine)
    services.cite(dossier=draft, evidence=[one], criterion="3.5", actor=mine.user)
    services.withdraw_evidence(evidence=one, actor=mine.user)
    assert list(selectors.offered(mine.organisation.pk)) == []
    assert Citation.objects.get().evidence == one
    assert selectors.cited_by(draft, rows.DAY)["3.5"][0].label == "chủ thể đã rút lại"
    second = rows.entity_with_product("HTX-2", "Mật ong")
    with pytest.raises(DomainError, match="ocop_evidence_foreign"):
        services.cite(dossier=rows.drafted(second), evidence=[one], criterion="", actor=second.user)
    assert services.offer_again(evidence=one, actor=mine.user).withdrawn_at is None
    sent = rows.submitted(rows.entity_with_product("HTX-3", "Miến dong"))
    with pytest.raises(DomainError, match="ocop_dossier_not_editable"):
        services.cite(dossier=sent, evidence=[], criterion="", actor=rows.officer())


def test_papers_that_end_are_told_of_in_the_file(mine: rows.Entity) -> None:
    draft = rows.drafted(mine)
    days = {1: date(2026, 5, 31), 2: date(2026, 6, 1), 3: date(2026, 7, 31), 4: date(2026, 8, 1), 5: None}
    made = {number: paper(mine, number, expires_on=last) for number, last in days.items()}
    services.cite(dossier=draft, evidence=made.values(), criterion="3.5", actor=mine.user)
    services.cite(dossier=draft, evidence=[made[1]], criterion="", actor=mine.user)
    found = {one.evidence.pk: (one.standing, one.criteria) for one in selectors.warnings_of(draft, rows.DAY)}
    assert found == {
        made[1].pk: ("ended", ("", "3.5")), made[2].pk: ("ending", ("3.5",)), made[3].pk: ("ending", ("3.5",)),
    }  # fmt: skip
    page = text_of(client_of(mine.user).get(f"/ocop/ho-so/{draft.pk}/"))
    assert "3 giấy tờ trong hồ sơ đã hết hạn hoặc sắp hết hạn" in page


def test_who_opens_a_file_is_somebody_who_may_and_is_written_down(mine: rows.Entity) -> None:
    one = paper(mine)
    place = f"/ocop/minh-chung/{one.key}/tep/"
    other = rows.entity_with_product("HTX-2", "Mật ong")
    for user in (mine.user, rows.officer(), rows.office()):
        answer = client_of(user).get(place)
        assert answer.status_code == 200
        assert answer.getvalue().startswith(b"%PDF-")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
    assert Entry.objects.filter(verb="ocop.evidence_seen").count() == 3
    adviser, councillor = rows.adviser(), rows.councillor()
    for user in (other.user, adviser, councillor, rows.viewer()):
        assert client_of(user).get(place).status_code == 404
    ready = rows.ready(mine)
    Citation.objects.create(dossier=ready, evidence=one, criterion="3.5")
    for user in (adviser, councillor):
        answer = client_of(user).get(place)
        assert answer.status_code == 200
        assert answer.getvalue()


def test_several_files_are_sent_at_once_each_for_itself(mine: rows.Entity) -> None:
    draft = rows.drafted(mine)
    out = io.BytesIO()
    Image.new("RGB", (30, 30)).save(out, "JPEG")
    sent = {
        "papers": [
            SimpleUploadedFile("tot.pdf", pdf()), SimpleUploadedFile("xau.pdf", pdf(b"<< /JS (x) >>")),
            SimpleUploadedFile("la.exe", b"MZ"),
        ],
        "camera": SimpleUploadedFile("anh.jpg", out.getvalue()), "paper": "label", "ho-so": str(draft.pk),
        "tieu-chi": "3.5", "ve": f"/ocop/ho-so/{draft.pk}/tu-cham/3.5/",
    }  # fmt: skip
    own = client_of(mine.user)
    answer = own.post(
        f"/ocop/minh-chung/{mine.organisation.pk}/tai-len/", sent, headers={"Accept": "application/json"}
    )
    said = answer.json()
    assert answer.status_code == 400
    assert [one["title"] for one in said["made"]] == ["tot", "anh"]
    assert [one["name"] for one in said["refused"]] == ["xau.pdf", "la.exe"]
    assert "JavaScript" in said["refused"][0]["message"]
    assert Citation.objects.filter(dossier=draft, criterion="3.5").count() == 2
    assert set(Evidence.objects.values_list("paper", flat=True)) == {"label"}
    plain = own.post(
        f"/ocop/minh-chung/{mine.organisation.pk}/tai-len/",
        {"papers": SimpleUploadedFile("hai.pdf", pdf(pages=2)), "ve": "//xau.vn/"},
    )
    assert plain["Location"] == f"/ocop/minh-chung/{mine.organisation.pk}/"


def test_pages_of_the_library(mine: rows.Entity) -> None:
    one = paper(mine, 1, title="Giấy an toàn thực phẩm", paper="food_safety", expires_on=date(2026, 6, 20))
    paper(mine, 2, title="Hợp đồng bán na", paper="contract")
    own, officer = client_of(mine.user), client_of(rows.officer())
    assert own.get("/ocop/minh-chung/")["Location"] == f"/ocop/minh-chung/{mine.organisation.pk}/"
    place = f"/ocop/minh-chung/{mine.organisation.pk}/"
    page = text_of(officer.get(f"{place}?q=giay an toan"))
    assert "Giấy an toàn thực phẩm" in page and "sắp hết hạn" in page and "Hợp đồng bán na" not in page
    assert "Hợp đồng bán na" in text_of(own.get(f"{place}?xem=undated"))
    assert "Giấy an toàn" not in text_of(own.get(f"{place}?loai=contract"))
    piece = f"/ocop/minh-chung/{one.key}/"
    answer = own.post(piece, {"title": "Giấy ATTP", "expires_on": "2027-06-20"})
    assert answer.status_code == 302
    one.refresh_from_db()
    assert (one.title, one.expires_on) == ("Giấy ATTP", date(2027, 6, 20))
    own.post(f"{piece}rut/")
    assert "đã rút lại" in text_of(own.get(f"{place}?xem=taken_back"))
    link = own.post(
        f"{place}duong-dan/", {"url": "https://bao.vn/na", "title": "Bài báo", "paper": "promotion"}
    )
    assert "Bài báo" in text_of(own.get(link["Location"]))
    stranger = client_of(rows.entity_with_product("HTX-2", "Mật ong").user)
    assert stranger.get(place).status_code == 404
    assert stranger.post(piece, {"title": "x"}).status_code == 404
    assert client_of(rows.viewer()).get("/ocop/minh-chung/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_same_file_sent_twice_at_one_moment_is_kept_once(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    content = pdf()

    def send() -> object:
        with clock.living(rows.DAY):
            return services.add_file(
                organisation=entity.organisation, content=content, name="a.pdf", actor=entity.user
            ).evidence.pk

    assert len(set(at_once(send, send, send))) == 1
    assert Evidence.objects.count() == 1


def test_evidence_and_search_follow_a_merge(mine: rows.Entity) -> None:
    twin = rows.organisation("HTX-NA-CU", "HTX Na cũ")
    draft = rows.drafted(mine)
    shared, own = (
        rows.link_of(twin, url="https://bao.vn/chung"),
        rows.link_of(twin, url="https://bao.vn/rieng"),
    )
    rows.link_of(mine.organisation, url="https://bao.vn/chung")
    Citation.objects.create(dossier=draft, evidence=shared)
    product = rows.product_of(twin, "Na sấy dẻo")
    merge_organisations(
        kept=mine.organisation.pk, merged=twin.pk, chosen={}, actor=person("gop", "coordinator"), on=rows.DAY,
        versions={mine.organisation.pk: mine.organisation.version, twin.pk: twin.version},
    )  # fmt: skip
    for one, organisation in ((own, mine.organisation), (shared, twin)):
        one.refresh_from_db()
        assert one.organisation_id == organisation.pk
    assert Citation.objects.get().evidence == shared
    product.refresh_from_db()
    assert (product.entity_id, "na chi lang" in product.folded) == (mine.organisation.pk, True)
