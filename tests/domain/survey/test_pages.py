"""The pages of figures: found, filtered, entered with their doubts, chosen; only by those who may."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.survey import services
from cungcau.domain.survey.doors import FIGURES
from cungcau.domain.survey.models import Figure, Observation, Question
from cungcau.platform.accounts.models import User
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import person
from tests.domain.survey.conftest import bring
from tests.domain.survey.test_observations import entry
from tests.domain.survey.test_source_tables import MANY

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("query_counts.json")
LIST = "/so-lieu/"
FORM = {
    "metric": "output", "value": "11.000 tấn", "commodity": "Thạch đen", "variety": "khô", "place": "huyện Tràng Định",
    "period": "2022", "source": "Báo Tiền Phong", "confidence": "medium",
}  # fmt: skip


@pytest.fixture
def browser(officer: User) -> Client:
    return client_of(officer)


@pytest.fixture
def full(officer: User, goods: None, browser: Client) -> Client:
    bring(FIGURES, MANY, officer)
    return browser


def one_of(**wanted: object) -> Figure:
    return Figure.objects.filter(**wanted).order_by("pk")[0]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 92),
        ({"q": "hong vanh khuyen tan mi"}, 5),
        ({"metric": "price"}, 12),
        ({"goods": "Na", "metric": "price"}, 3),
        ({"place": "Chi Lăng", "metric": "price"}, 2),
        ({"place": "việt nam"}, 3),
        ({"year": "2014"}, 4),
        ({"year": "2020", "metric": "planted_area"}, 9),
        ({"source": "vietnamplus"}, 9),
        ({"only": "mau-thuan"}, 1),
        ({"only": "nhieu-nguon"}, 2),
        ({"only": "chua-xac-nhan"}, 92),
        ({"q": "xoài cát"}, 0),
    ],
)
def test_figures_are_found(full: Client, query: dict[str, str], count: int) -> None:
    rows = csv_of(full.get(LIST, {**query, "xuat": "csv"}))
    assert len(rows) == count


def test_the_list_shows_what_is_in_use_and_sorts(full: Client) -> None:
    assert len(cells_of(full.get(LIST))) == 50
    text = text_of(full.get(LIST, {"q": "hồng vành khuyên 2022", "sort": "-metric"}))
    for words in ("72 tỷ đồng", "15.000 đ/kg – 25.000 đ/kg", "6.000 tấn", "1.350 ha", "Huyện Văn Lãng, Tỉnh Lạng Sơn",
                  "Chưa xác nhận"):  # fmt: skip
        assert words in text, words
    for order in ("goods", "metric", "place_text", "-period", "updated_at", "la-hoac"):
        assert full.get(LIST, {"sort": order}).status_code == 200
    header, *body = xlsx_of(full.get(LIST, {"only": "mau-thuan", "xuat": "xlsx"}))
    assert header[0] == "Chỉ tiêu" and body[0][8:11] == (36_000_000, 36_000_000, "kg")
    assert full.get(LIST, {"year": "abc"}).status_code == 400
    assert full.get(LIST, {"xuat": "pdf"}).status_code == 400


def test_an_empty_list_says_what_to_do(browser: Client) -> None:
    assert "Chưa có số liệu nào" in text_of(browser.get(LIST))


def test_who_may_see_and_do_what(full: Client) -> None:
    figure = one_of(conflicting=True)
    away = client_of(person("an-giang", "coordinator", "91"))
    assert "Chưa có số liệu nào" in text_of(away.get(LIST))
    assert away.get(f"{LIST}{figure.pk}/").status_code == 404
    seen = figure.observations.order_by("pk")[0]
    for path in ("", "sua/"):
        assert away.get(f"{LIST}quan-sat/{seen.pk}/{path}").status_code == 404
    assert away.post(f"{LIST}quan-sat/{seen.pk}/xac-nhan").status_code == 404
    viewer = client_of(person("xem", "viewer"))
    text = text_of(viewer.get(f"{LIST}{figure.pk}/"))
    assert "Dùng số này" not in text and "Ghi thêm" not in text
    assert viewer.get(f"{LIST}ghi/").status_code == 403
    assert (
        viewer.post(
            f"{LIST}{figure.pk}/chon", {"observation": seen.pk, "version": 1, "reason": "x"}
        ).status_code
        == 403
    )
    assert client_of(person("khong-quyen")).get(LIST).status_code == 403
    assert Client().get(f"{LIST}ghi/").status_code == 302


def test_a_figure_s_page_puts_the_sources_side_by_side(full: Client) -> None:
    figure = one_of(conflicting=True)
    text = text_of(full.get(f"{LIST}{figure.pk}/"))
    for words in (
        "Số đang dùng",
        "36.000 tấn",
        "35.000 tấn",
        "được nhập sau cùng",
        "Mâu thuẫn",
        "Chưa ai chọn",
        "tỉnh Lạng Sơn (kế hoạch tiêu thụ)",
        "Nơi bên trong và bao quanh",
        "Thời gian khác",
        "2023",
    ):
        assert words in text, words
    assert full.get(f"{LIST}{figure.pk}/").content.decode().count('class="c-bar"') == 2


def test_choosing_and_being_told_that_somebody_chose_meanwhile(full: Client) -> None:
    figure = one_of(conflicting=True)
    one, two = figure.observations.order_by("pk")
    path = f"{LIST}{figure.pk}/chon"
    sent = {"observation": one.pk, "version": figure.version, "reason": "số của tỉnh"}
    assert full.post(path, sent).status_code == 302
    text = text_of(full.get(f"{LIST}{figure.pk}/"))
    assert "chọn ngày" in text and "số của tỉnh" in text
    late = full.post(path, {**sent, "observation": two.pk, "reason": "kế hoạch mới hơn"})
    assert late.status_code == 409
    assert "vừa chọn" in text_of(late) and 'value="kế hoạch mới hơn"' in late.content.decode()
    assert full.post(path, {"observation": one.pk}).status_code == 409
    assert full.post(path, {**sent, "observation": 10**9}).status_code == 404
    figure.refresh_from_db()
    assert figure.in_use_id == one.pk


def test_a_figure_is_entered_with_its_doubts_asked_once(browser: Client) -> None:
    for metric, value in (("planted_area", "300 ha"), ("yield", "6 tấn/ha")):
        assert browser.post(f"{LIST}ghi/", {**FORM, "metric": metric, "value": value}).status_code == 302
    asked = browser.post(f"{LIST}ghi/", FORM)
    assert asked.status_code == 422
    text = text_of(asked)
    assert (
        "300 ha × 6 tấn/ha = 1.800 tấn" in text
        and "Lưu, trả lời sau" in text
        and "Hiểu là: 11.000 tấn" in text
    )
    assert not Observation.objects.filter(figure__metric="output").exists()
    answered = browser.post(f"{LIST}ghi/", {**FORM, "doubt-output_beyond_area-reason": "0"}, follow=True)
    assert "Đã ghi: 11.000 tấn." in text_of(answered) or answered.status_code == 200
    question = Question.objects.get()
    assert (question.state, question.answer) == ("answered", "sản lượng gồm cả diện tích khác")
    later = browser.post(
        f"{LIST}ghi/", {**FORM, "value": "7.000-11.000 tấn", "source": "Nguồn khác", "doubts-later": "1"}
    )
    assert later.status_code == 302


def test_a_form_sent_twice_is_recorded_once(browser: Client) -> None:
    sent = {**FORM, "once_token": "6f1c7a52-6a55-4d55-8f2e-3f60bb4f9b10"}
    assert browser.post(f"{LIST}ghi/", sent).status_code == 302
    assert browser.post(f"{LIST}ghi/", sent).status_code == 302
    assert Observation.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "5,550"}, "5,55 tấn"),
        ({"value": "300 ha"}, "không phải sản lượng"),
        ({"value": ""}, "bắt buộc"),
        ({"metric": "la"}, "la"),
        ({"source": ""}, "bắt buộc"),
        ({"source_date": "hôm qua"}, "ngày"),
    ],
)
def test_bad_input_is_told_by_the_field_and_kept(browser: Client, change: dict[str, str], said: str) -> None:
    response = browser.post(f"{LIST}ghi/", {**FORM, **change})
    assert response.status_code == 422
    assert said in text_of(response)
    assert "Thạch đen" in response.content.decode() and not Observation.objects.exists()


def test_how_a_value_is_read_is_told_while_typing(browser: Client) -> None:
    def said(metric: str, value: str) -> tuple[str, bool]:
        reply = browser.get(f"{LIST}doc", {"metric": metric, "value": value}).json()
        return reply["said"], reply["fine"]

    assert said("planted_area", "gần 500") == ("Hiểu là: đến 500 ha", True)
    assert said("price", "15-25.000") == ("Hiểu là: 15.000 đ/kg – 25.000 đ/kg", True)
    assert said("price", "abc")[1] is False
    assert said("la", "5") == ("", True)


def test_another_source_begins_with_the_same_figure(full: Client) -> None:
    figure = one_of(
        commodity_code="hong", metric="planted_area", place__name="Tân Mỹ", period_from=date(2021, 1, 1)
    )
    page = full.get(f"{LIST}ghi/", {"so-lieu": figure.pk}).content.decode()
    assert 'value="Xã Tân Mỹ, Huyện Văn Lãng, Tỉnh Lạng Sơn"' in page and 'value="2021"' in page
    sent = {**FORM, "metric": "planted_area", "value": "640 ha", "commodity": "Hồng vành khuyên", "variety": "",
            "place": "Xã Tân Mỹ, Huyện Văn Lãng, Tỉnh Lạng Sơn", "period": "2021", "doubts-later": "1"}  # fmt: skip
    assert full.post(f"{LIST}ghi/", sent)["Location"] == f"{LIST}{figure.pk}/"
    figure.refresh_from_db()
    assert (figure.count, figure.conflicting) == (2, True)
    assert full.get(f"{LIST}ghi/", {"so-lieu": "999999999"}).status_code == 404
    assert full.get(f"{LIST}ghi/", {"so-lieu": "x"}).status_code == 200


def test_confirming_and_correcting_from_the_page(full: Client) -> None:
    seen = Observation.objects.order_by("pk")[0]
    page = f"{LIST}quan-sat/{seen.pk}/"
    assert full.post(f"{page}xac-nhan").status_code == 409
    other = client_of(person("nguoi-hai", "coordinator"))
    assert other.post(f"{page}xac-nhan").status_code == 302
    assert other.get(page)["Location"] == f"{LIST}{seen.figure_id}/#quan-sat-{seen.pk}"
    assert full.get(f"{page}sua/").status_code == 200
    assert full.post(f"{page}sua/", {"value": "1.500 ha"}).status_code == 422
    assert full.post(f"{page}sua/", {"value": "1.500 ha", "reason": "thừa một chữ số"}).status_code == 302
    text = text_of(full.get(f"{LIST}{seen.figure_id}/"))
    assert "1.500 ha" in text and "thừa một chữ số" in text and "1 dòng đã được sửa" in text
    assert not Question.objects.filter(rule="digit_off", state="open").exists()


def test_pages_ask_as_many_questions_of_the_database_as_pinned(full: Client, officer: User) -> None:
    figure = one_of(conflicting=True)
    pages = {
        "list": LIST,
        "list filtered": f"{LIST}?q=na&metric=output&place=lang+son&year=2021&source=vn",
        "figure": f"{LIST}{figure.pk}/",
        "enter": f"{LIST}ghi/",
        "correct": f"{LIST}quan-sat/{figure.in_use_id}/sua/",
        "questions": f"{LIST}cau-hoi/",
    }
    found = {}
    for name, path in pages.items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert full.get(path).status_code == 200
        found[name] = len(queries)
    if os.environ.get("CUNGCAU_PIN_QUERIES"):
        COUNTS.write_text(json.dumps(found, indent=1) + "\n")
    assert found == json.loads(COUNTS.read_text())
    for number in range(6):
        services.enter_observation(entry=entry(f"{number + 1} tấn", f"nguồn {number}"), actor=officer)
    with CaptureQueriesContext(connection) as queries:
        full.get(LIST)
    assert len(queries) == found["list"]
