from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation

from cungcau.platform.ui import views

PAGES = {
    400: lambda request: views.error_400(request, ValueError()),
    403: lambda request: views.error_403(request, PermissionDenied()),
    404: lambda request: views.error_404(request, Http404()),
    429: views.error_429,
    500: views.error_500,
}


@pytest.mark.parametrize("status", PAGES)
def test_each_error_is_answered_by_its_page_without_a_database(status: int) -> None:
    response = PAGES[status](RequestFactory().get("/x/"))
    html = response.content.decode()
    assert response.status_code == status
    assert f"Lỗi {status}" in html
    assert html.count("<h1>") == 1
    assert '<html lang="vi"' in html


def test_the_error_page_speaks_english_too() -> None:
    with translation.override("en"):
        assert b"Page not found" in views.error_404(RequestFactory().get("/x/")).content


def test_too_many_requests_says_when_to_come_back() -> None:
    assert views.error_429(RequestFactory().get("/"))["Retry-After"] == "60"
