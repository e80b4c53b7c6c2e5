"""Form 02: choosing levels, alone and together; what they come to."""

from __future__ import annotations

import json
import os
import re
import time
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.ocop.models import Choice, Citation, CriteriaSet, Dossier, Evidence, RuleBook
from cungcau.domain.ocop.selectors.rules import bands_of, sheet_of
from cungcau.domain.ocop.selectors.standing import standing, standing_of
from cungcau.domain.ocop.services import choices as services
from cungcau.domain.ocop.services.choices import Said
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock
from tests.at_once import at_once
from tests.domain.ocop import ocop_rows as rows
from tests.domain.ocop.test_products import certificate
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of

COUNTS = Path(__file__).with_name("file_query_counts.json")


@pytest.fixture
def mine(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product()


@pytest.fixture
def draft(mine: rows.Entity) -> Dossier:
    return rows.drafted(mine, points={})


def choose(dossier: Dossier, code: str, points: int | None, **facts: object) -> object:
    said = Said(points, str(facts.pop("case", "")), str(facts.pop("text", "")))
    given = {"dossier": dossier, "criterion": code, "said_now": said, "seen": None, "actor": None, **facts}
    return services.choose(**given)  # type: ignore[arg-type]


def test_every_option_of_every_set_can_be_chosen(book: RuleBook) -> None:
    bands = bands_of(book.instrument)
    entity = rows.entity_with_product()
    for one in (
        CriteriaSet.objects.filter(book=book).select_related("book__instrument").defer("book__content")
    ):
        sheet = sheet_of(one)
        dossier = Dossier(product=entity.product, criteria_set=one, area_code=rows.AREA, folded="x")
        Dossier.objects.all().delete()
        dossier.save()
        for place in range(max(len(row.options) for row in sheet.scorable)):
            options = {row.code: row.options[min(place, len(row.options) - 1)] for row in sheet.scorable}
            wanted = {code: Said(option.points, option.case or "") for code, option in options.items()}
            found = services.choose_all(dossier=dossier, wanted=wanted, seen=None, actor=None)
            assert found.total == sum(option.points for option in options.values()), one.code
            assert services.saved(dossier) == wanted, one.code
        best = standing(sheet, bands, rows.best(sheet))
        assert (best.total, best.star, best.unanswered) == (100, 5, ()), one.code


def test_a_choice_is_kept_counted_and_taken_back(draft: Dossier) -> None:
    sheet = sheet_of(draft.criteria_set)
    row = sheet.criterion("3.5")
    found = choose(draft, "3.5", row.most, text="  Có giấy. \r\n")
    draft.refresh_from_db()
    assert (draft.self_total, found.total) == (row.most, row.most)  # type: ignore[attr-defined]
    assert Choice.objects.get().explanation == "Có giấy."
    choose(draft, "3.5", None)
    draft.refresh_from_db()
    assert (Choice.objects.count(), draft.self_total) == (0, 0)


@pytest.mark.parametrize(
    ("code", "points", "text"),
    [("3.5", 99, ""), ("A", 1, ""), ("99", 1, ""), ("3.5", None, "chữ"), ("3.5", 1, "x" * 4001)],
)
def test_what_the_sheet_does_not_know_is_named(
    draft: Dossier, code: str, points: int | None, text: str
) -> None:
    with pytest.raises(InputInvalid) as refused:
        choose(draft, code, points, text=text)
    assert code in refused.value.faults[0].column
    assert Choice.objects.count() == 0


def test_two_at_one_criterion_are_shown_each_other(draft: Dossier) -> None:
    choose(draft, "3.5", 2, text="của tôi")
    with pytest.raises(EditedMeanwhile) as met:
        choose(draft, "3.5", 1, seen=Said(), text="của xã")
    assert {clash.field for clash in met.value.clashes} == {"option", "explanation"}
    choose(draft, "3.5", 2, seen=Said(), text="của tôi")
    assert Choice.objects.get().points == 2


def test_on_the_whole_sheet_only_what_both_changed_is_asked_about(draft: Dossier) -> None:
    choose(draft, "3.5", 2)
    choose(draft, "4.1", 1)
    seen: dict[str, Said] = {}
    services.choose_all(dossier=draft, wanted={"3.4": Said(1)}, seen=seen, actor=None)
    assert set(Choice.objects.values_list("criterion", "points")) == {("3.4", 1), ("3.5", 2), ("4.1", 1)}
    with pytest.raises(EditedMeanwhile) as met:
        services.choose_all(dossier=draft, wanted={"3.5": Said(1), "3.1": Said(1)}, seen=seen, actor=None)
    assert [(clash.field, clash.theirs) for clash in met.value.clashes] == [("3.5", "2")]
    assert not Choice.objects.filter(criterion="3.1").exists()


def test_only_while_the_entity_may_write(mine: rows.Entity) -> None:
    sent = rows.submitted(mine)
    with pytest.raises(DomainError, match="ocop_dossier_not_editable"):
        choose(sent, "3.5", 1, actor=mine.user)
    other = rows.entity_with_product("HTX-2", "Mật ong")
    with pytest.raises(DomainError, match="not_found"):
        choose(sent, "3.5", 1, actor=other.user)


def test_the_worked_check_of_the_trademark(book: RuleBook) -> None:
    sheet = sheet_of(rows.set_named())
    found = standing(sheet, bands_of(book.instrument), rows.best(sheet, _3_5=1))
    assert (found.total, found.star, found.band_star) == (98, 3, 5)
    assert found.short is not None and found.short.star == 4
    assert [(need.criterion, need.need) for need in found.missing] == [("3.5", 2)]
    assert found.ascent is not None and found.ascent.by_steps is not None
    assert [move.criterion for move in found.ascent.by_steps.moves] == ["3.5"]


@pytest.mark.django_db(transaction=True)
def test_many_criteria_chosen_at_one_moment_are_all_kept(book: RuleBook) -> None:
    entity = rows.entity_with_product()
    dossier = rows.drafted(entity, points={})
    codes = [row.code for row in sheet_of(dossier.criteria_set).scorable][:8]

    def one(code: str) -> object:
        with clock.living(rows.DAY):
            return choose(dossier, code, 1, seen=Said(), actor=entity.user)

    ends = at_once(*(lambda code=code: one(code) for code in codes))
    assert not [end for end in ends if isinstance(end, Exception)]
    dossier.refresh_from_db()
    assert dossier.self_total == 8
    assert standing_of(dossier).total == 8


# --- pages ---------------------------------------------------------------------------------------------


def hidden(response: object, name: str = "seen") -> str:
    """The value of a hidden field."""
    html = response.content.decode()  # type: ignore[attr-defined]
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None
    return found[1]


def test_the_sheet_follows_what_is_ticked_and_saves_it(mine: rows.Entity, draft: Dossier) -> None:
    own = client_of(mine.user)
    place = f"/ocop/ho-so/{draft.pk}/tu-cham/"
    sheet = sheet_of(draft.criteria_set)
    page = own.get(place)
    ticked = {f"p-{row.code}": str(row.most) for row in sheet.scorable}
    tried = own.post(f"{place}tinh/", ticked | {"p-3.5": "1"})
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", tried.content.decode()))
    for words in ("98/100 điểm", "3 sao", "Để lên 4 sao còn thiếu", "3.5"):
        assert words in said, words
    assert Choice.objects.count() == 0
    answer = own.post(place, ticked | {"p-3.5": "1", "seen": hidden(page)})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.self_total, draft.self_star) == (98, 3)
    assert "98 điểm, 3 sao" in text_of(own.get(place))


def test_a_clash_on_the_sheet_is_asked_about_and_then_settled(mine: rows.Entity, draft: Dossier) -> None:
    own = client_of(mine.user)
    place = f"/ocop/ho-so/{draft.pk}/tu-cham/"
    seen = hidden(own.get(place))
    choose(draft, "3.5", 2)
    answer = own.post(place, {"p-3.5": "1", "p-4.1": "1", "seen": seen})
    assert answer.status_code == 409
    assert "Người khác vừa chọn: 2 điểm" in text_of(answer)
    assert not Choice.objects.filter(criterion="4.1").exists()
    again = {"p-3.5": "1", "p-4.1": "1", "seen": hidden(answer)}
    assert own.post(place, again).status_code == 409
    assert own.post(place, again | {"giu-3.5": "theirs"}).status_code == 302
    assert set(Choice.objects.values_list("criterion", "points")) == {("3.5", 2), ("4.1", 1)}
    assert own.post(place, again | {"giu-3.5": "mine"}).status_code == 302
    assert set(Choice.objects.values_list("criterion", "points")) == {("3.5", 1), ("4.1", 1)}
    assert own.post(place, {"p-3.5": "7", "seen": hidden(own.get(place))}).status_code == 400
    assert own.post(place, {"p-3.5": "1", "seen": "giả"}).status_code == 400


def test_one_criterion_on_a_page_of_its_own(mine: rows.Entity, draft: Dossier) -> None:
    own = client_of(mine.user)
    place = f"/ocop/ho-so/{draft.pk}/tu-cham/3.5/"
    page = own.get(place)
    sent = {"p-3.5": "2", "explanation": "Đã có giấy", "seen": hidden(page)}
    answer = own.post(place, sent | {"tiep": "1"})
    assert answer["Location"] == f"/ocop/ho-so/{draft.pk}/tu-cham/4.1/"
    assert (Choice.objects.get().points, Choice.objects.get().explanation) == (2, "Đã có giấy")
    clash = own.post(place, sent | {"p-3.5": "1", "explanation": "khác"})
    assert clash.status_code == 409
    assert "Người khác vừa lưu tiêu chí này" in text_of(clash)
    assert own.post(place, sent | {"p-3.5": "1", "seen": hidden(clash)})["Location"].endswith("#tc-3.5")
    assert (
        own.post(place, {"p-3.5": "", "explanation": "chữ", "seen": hidden(own.get(place))}).status_code
        == 400
    )
    assert own.get(f"/ocop/ho-so/{draft.pk}/tu-cham/A/").status_code == 404


def test_a_file_is_filled_in_and_sent_on_the_pages(mine: rows.Entity) -> None:
    own = client_of(mine.user)
    answer = own.post(
        f"/ocop/ho-so/moi/?san-pham={mine.product.pk}", {"kind": "first", "set": rows.set_named().pk}
    )
    place = answer["Location"]
    draft = Dossier.objects.get()
    page = own.get(f"{place}dang-ky/")
    typed = rows.REGISTRATION | {
        "version": hidden(page, "version"),
        "seen": page.context["form"]["seen"].value(),
    }
    assert own.post(f"{place}dang-ky/", typed | {"email": "không phải thư"}).status_code == 400
    assert own.post(f"{place}dang-ky/", typed | {"sang-tu-cham": "1"})["Location"] == f"{place}tu-cham/"
    assert "0912345678" in text_of(own.get(place))
    services.choose_all(
        dossier=draft,
        wanted={c: Said(p) for c, p in rows.best(sheet_of(draft.criteria_set)).items()},
        seen=None,
        actor=None,
    )
    refused = own.post(f"{place}nop/", {"name": "Hoàng Thị Na"})
    assert refused.status_code == 400
    assert "Cần đánh dấu cam kết" in text_of(refused)
    assert own.post(f"{place}nop/", {"name": "Hoàng Thị Na", "agreed": "on"})["Location"] == place
    page_text = text_of(own.get(place))
    assert "1/PĐK-20-06172-2026" in page_text
    assert "20-06172-1-2026" in page_text
    assert own.get(f"{place}dang-ky/").status_code == 409


def test_the_phone_is_whole_for_those_who_work_with_the_entity_only(mine: rows.Entity) -> None:
    ready = rows.ready(mine, registration=rows.REGISTRATION)
    for user, whole in (
        (mine.user, True),
        (rows.officer(), True),
        (rows.adviser(), False),
        (rows.councillor(), False),
    ):
        page = text_of(client_of(user).get(f"/ocop/ho-so/{ready.pk}/"))
        assert ("0912345678" in page) is whole, user.username


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("form", ["mau-01", "mau-02"])
def test_both_forms_are_printed(mine: rows.Entity, form: str, kind: str) -> None:
    sent = rows.submitted(mine, registration=rows.REGISTRATION)
    for number in range(3):
        Citation.objects.create(
            dossier=sent, evidence=rows.link_of(mine.organisation, f"Bài {number}"), criterion="3.5"
        )
    answer = client_of(rows.officer()).get(f"/ocop/ho-so/{sent.pk}/in/{form}.{kind}")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-" if kind == "pdf" else b"PK")


# --- bounds --------------------------------------------------------------------------------------------


def with_evidence(entity: rows.Entity, dossier: Dossier, count: int, first: int = 0) -> None:
    """So many pieces of evidence, spread over the criteria."""
    codes = [row.code for row in sheet_of(dossier.criteria_set).scorable]
    pieces = Evidence.objects.bulk_create(
        Evidence(
            organisation=entity.organisation, kind="link", title=f"Minh chứng {number}", area_code=rows.AREA,
            url=f"https://example.vn/{entity.organisation.pk}/{number}",
        )
        for number in range(first, first + count)
    )  # fmt: skip
    Citation.objects.bulk_create(
        Citation(dossier=dossier, evidence=one, criterion=codes[number % len(codes)])
        for number, one in enumerate(pieces)
    )


def queries(client: Client, place: str) -> int:
    client.get(place)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(place).status_code == 200, place
    return len(seen)


def test_pages_cost_a_pinned_number_of_queries_however_much_there_is(mine: rows.Entity) -> None:
    own, office = client_of(mine.user), client_of(rows.office())
    draft = rows.drafted(mine, registration=rows.REGISTRATION)
    other = rows.submitted(rows.entity_with_product("HTX-2", "Mật ong"))
    book = rows.set_named().book_id
    places = {
        "list": (office, "/ocop/ho-so/"), "file": (own, f"/ocop/ho-so/{draft.pk}/"),
        "sheet": (own, f"/ocop/ho-so/{draft.pk}/tu-cham/"),
        "sheet, read": (office, f"/ocop/ho-so/{other.pk}/tu-cham/"),
        "criterion": (own, f"/ocop/ho-so/{draft.pk}/tu-cham/3.5/"),
        "cited": (own, f"/ocop/ho-so/{draft.pk}/minh-chung/"),
        "cite": (own, f"/ocop/ho-so/{draft.pk}/minh-chung/dan/?tieu-chi=3.5"),
        "form 01": (own, f"/ocop/ho-so/{draft.pk}/dang-ky/"), "submit": (own, f"/ocop/ho-so/{draft.pk}/nop/"),
        "library": (own, f"/ocop/minh-chung/{mine.organisation.pk}/"),
        "products": (office, "/ocop/san-pham/"), "product": (own, f"/ocop/san-pham/{mine.product.pk}/"),
        "rules": (office, "/ocop/tieu-chi/"), "book": (office, f"/ocop/tieu-chi/{book}/"),
        "rules sheet": (office, f"/ocop/tieu-chi/{book}/QD26-01/"),
    }  # fmt: skip
    with_evidence(mine, draft, 60)
    few = {name: queries(*place) for name, place in places.items()}
    with_evidence(mine, draft, 240, first=60)
    for number in range(12):
        made = rows.entity_with_product(f"HTX-M{number}", f"Chè {number}")
        rows.submitted(made)
        certificate(made.product, 3, date(2024, 1, 1), date(2026, 12, 31))
    many = {name: queries(*place) for name, place in places.items()}
    assert many == few
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(many, indent=2) + "\n", encoding="utf-8")
    assert many == json.loads(COUNTS.read_text(encoding="utf-8"))


def test_three_hundred_pieces_of_evidence_stay_quick_and_within_bounds(mine: rows.Entity) -> None:
    own = client_of(mine.user)
    draft = rows.drafted(mine, registration=rows.REGISTRATION)
    with_evidence(mine, draft, 300)
    for place in (
        "",
        "tu-cham/",
        "tu-cham/3.5/",
        "minh-chung/",
        "minh-chung/dan/?tieu-chi=3.5",
        "in/mau-02.pdf",
    ):
        began = time.perf_counter()
        answer = own.get(f"/ocop/ho-so/{draft.pk}/{place}")
        took = time.perf_counter() - began
        assert answer.status_code == 200
        assert took < 10, (place, took)
        assert len(answer.content) < 3_000_000, place
    assert "300 minh chứng, dẫn 300 lần" in text_of(own.get(f"/ocop/ho-so/{draft.pk}/minh-chung/"))


def test_the_list_of_files(book: RuleBook) -> None:
    one, two = (
        rows.entity_with_product("HTX-1", "Na dai"),
        rows.entity_with_product("HTX-2", "Mật ong", rows.OTHER_COMMUNE),
    )
    draft = rows.drafted(one)
    rows.submitted(two)
    office = client_of(rows.office())
    assert set(cells_of(office.get("/ocop/ho-so/"))) == {"Na dai", "Mật ong"}
    for query, names in (
        ("q=mat ong", ["Mật ong"]), ("state=draft", ["Na dai"]), ("stage=commune", ["Mật ong"]),
        (f"area={rows.OTHER_AREA}", ["Mật ong"]), ("set=QD26-01&state=draft", ["Na dai"]),
        ("star=5&kind=first&state=submitted", ["Mật ong"]), ("first=2026-06-01", ["Mật ong"]),
    ):  # fmt: skip
        assert cells_of(office.get(f"/ocop/ho-so/?{query}")) == names, query
    assert office.get("/ocop/ho-so/?first=2026-06-02&last=2026-06-01").status_code == 400
    line = csv_of(office.get("/ocop/ho-so/?state=submitted&xuat=csv"))[0]
    assert (line["Sản phẩm"], line["Đang ở"], line["Theo văn bản"]) == (
        "Mật ong",
        "UBND xã",
        "26/2026/QĐ-TTg",
    )
    assert cells_of(client_of(one.user).get("/ocop/ho-so/")) == ["Na dai"]
    assert client_of(two.user).get(f"/ocop/ho-so/{draft.pk}/").status_code == 404
    assert client_of(rows.viewer()).get("/ocop/ho-so/").status_code == 403
