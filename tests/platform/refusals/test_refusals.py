"""Refusals become sentences and pages for people, problem documents for programs."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.ui import messages
from cungcau.platform.ui.middleware import DomainErrorMiddleware

messages.register(
    "tree_too_high",
    409,
    "Cây {tree} cao {metres} m, đo ngày {day}.",
    "Tree {tree} is {metres} m high, measured on {day}.",
)


def raised(error: Exception, path: str = "/vuon/", method: str = "GET", **headers: str) -> HttpResponse:
    """What the middleware answers when a view raises this."""
    request = RequestFactory().generic(method, path, headers=headers)
    request.user = AnonymousUser()

    def view(_: HttpRequest) -> HttpResponse:
        raise AssertionError("never called")

    answer = DomainErrorMiddleware(view).process_exception(request, error)
    assert answer is not None
    return answer


def test_facts_are_written_as_the_language_writes_them() -> None:
    error = DomainError("tree_too_high", tree="hồng", metres=1250, day=date(2021, 6, 5))
    said = messages.answer(error)
    assert said.status == 409
    assert said.vi == "Cây hồng cao 1.250 m, đo ngày 05/6/2021."
    assert said.en == "Tree hồng is 1,250 m high, measured on 2021-06-05."
    assert (
        messages.answer(DomainError("tree_too_high", metres=Decimal("2.5"))).vi
        == "Cây … cao 2,5 m, đo ngày …."
    )


def test_the_text_follows_the_language_of_the_moment() -> None:
    said = messages.answer(DomainError("not_found"))
    with override("en"):
        assert said.text == said.en
    with override("vi"):
        assert said.text == said.vi


def test_a_code_without_a_sentence_is_answered_in_general_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        said = messages.answer(DomainError("never_heard_of", secret="mật"))
    assert said.status == 400
    assert "never_heard_of" in said.vi and "mật" not in said.vi
    assert "never_heard_of" in caplog.text and "mật" not in caplog.text


def test_a_code_has_one_answer() -> None:
    with pytest.raises(ValueError, match="answered twice"):
        messages.register("not_found", 410, "Mất rồi.", "Gone.")
    with pytest.raises(ValueError, match="not the status"):
        messages.register("all_well", 200, "Tốt.", "Fine.")


def test_every_sentence_is_whole_in_both_languages() -> None:
    known = messages.known()
    assert len(known) > 20
    for code, sentence in known.items():
        assert sentence.vi.strip()[-1] in ".:?)}", code
        assert sentence.en.strip()[-1] in ".:?)}", code
        assert sentence.vi != sentence.en, code


def test_facts_are_never_looked_into() -> None:
    said = messages.answer(DomainError("tree_too_high", tree="{day.__class__}", metres=True, day="{tree}"))
    assert said.vi == "Cây {day.__class__} cao True m, đo ngày {tree}."


def test_a_page_for_people(db: None) -> None:
    page = raised(DomainError("tree_too_high", tree="<b>hồng</b>", metres=3, day="nay"))
    text = page.content.decode()
    assert page.status_code == 409
    assert "<h1>Trạng thái đã thay đổi</h1>" in text
    assert "Cây &lt;b&gt;hồng&lt;/b&gt; cao 3 m" in text and 'role="alert"' in text
    assert "no-store" in page["Cache-Control"]


def test_a_fragment_for_htmx(db: None) -> None:
    page = raised(DomainError("not_found"), **{"HX-Request": "true"})
    text = page.content.decode()
    assert page.status_code == 404
    assert "<html" not in text and "Không tìm thấy" in text
    assert page["HX-Retarget"] == "#problems"


def test_a_problem_document_for_programs() -> None:
    page = raised(DomainError("tree_too_high", tree="hồng", metres=3, day="nay"), "/api/v1/trees")
    assert page["Content-Type"] == "application/problem+json"
    assert "Accept-Language" in page["Vary"]
    assert json.loads(page.content) == {
        "type": "urn:cungcau:problem:tree_too_high",
        "title": "Trạng thái đã thay đổi",
        "status": 409,
        "detail": "Cây hồng cao 3 m, đo ngày nay.",
        "code": "tree_too_high",
        "detail_vi": "Cây hồng cao 3 m, đo ngày nay.",
        "detail_en": "Tree hồng is 3 m high, measured on nay.",
        "instance": "/api/v1/trees",
    }


def faults(count: int) -> InputInvalid:
    return InputInvalid(Fault("lo.csv", line, "Sản lượng", "<x>", "một số") for line in range(2, count + 2))


def test_all_faults_of_an_input_are_named_on_the_page_and_in_the_document(db: None) -> None:
    text = raised(faults(3)).content.decode()
    assert "Dữ liệu có 3 chỗ cần sửa:" in text
    assert "lo.csv, dòng 4, cột “Sản lượng”: “&lt;x&gt;” – một số" in text
    body = json.loads(raised(faults(3), "/api/v1/lots").content)
    assert body["faults"][0] == {
        "file": "lo.csv", "line": 2, "column": "Sản lượng", "value": "<x>", "expected": "một số",
    }  # fmt: skip
    assert len(body["faults"]) == 3


def test_thousands_of_faults_are_counted_not_hidden(db: None) -> None:
    text = raised(faults(1250)).content.decode()
    assert "Dữ liệu có 1.250 chỗ cần sửa:" in text
    assert text.count("<li>lo.csv") == 200 and "… và 1050 chỗ khác" in text


def test_strangers_are_led_to_sign_in_and_back() -> None:
    sign_in = reverse("accounts:sign-in")
    page = raised(DomainError("not_signed_in"), "/ke-hoach/?tuan=39&x=a")
    assert (page.status_code, page["Location"]) == (302, f"{sign_in}?next=%2Fke-hoach%2F%3Ftuan%3D39%26x%3Da")
    assert raised(DomainError("not_signed_in"), "/ke-hoach/", "POST")["Location"] == f"{sign_in}?next=%2F"
    htmx = {"HX-Request": "true", "HX-Current-URL": "https://evil.example/ke-hoach/?tuan=39"}
    page = raised(DomainError("not_signed_in"), "/viec/7/", **htmx)
    assert (page.status_code, page["HX-Redirect"]) == (401, f"{sign_in}?next=%2Fke-hoach%2F%3Ftuan%3D39")
    page = raised(DomainError("not_signed_in"), "/api/v1/trees")
    assert (page.status_code, page["WWW-Authenticate"]) == (401, "Session")


def test_our_own_faults_are_logged(db: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        page = raised(DomainError("audit_outside_transaction", verb="x"))
    assert page.status_code == 500
    assert "audit_outside_transaction" in caplog.text


def test_other_errors_pass(rf: Any) -> None:
    quiet: Callable[[HttpRequest], HttpResponse] = lambda request: HttpResponse("tốt")  # noqa: E731
    middleware = DomainErrorMiddleware(quiet)
    assert middleware.process_exception(rf.get("/"), ValueError("x")) is None
    assert middleware(rf.get("/")).content.decode() == "tốt"
