from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import NoReverseMatch, path

from cungcau.platform.ui import menu
from cungcau.platform.ui.menu import MenuEntry


def judge(user: Any, permission: str) -> bool:
    return permission in user.permissions


@pytest.fixture(autouse=True)
def own_menu(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    monkeypatch.setattr(menu, "_ENTRIES", {})
    settings.MENU_JUDGE = f"{__name__}.judge"
    settings.ROOT_URLCONF = Places
    yield


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class Places:
    """The addresses of this test."""

    urlpatterns = [
        path("", nothing, name="home"),
        path("a/", nothing, name="a"),
        path("a/b/", nothing, name="b"),
        path("c/", nothing, name="c"),
    ]


def request(where: str = "/", *permissions: str, signed_in: bool = True) -> HttpRequest:
    made = RequestFactory().get(where)
    made.user = SimpleNamespace(is_authenticated=signed_in, permissions=permissions)  # type: ignore[assignment]
    return made


def labels(asked: HttpRequest) -> list[str]:
    return [str(link.entry.label) for link in menu.links(asked)]


def test_entries_stand_in_their_order() -> None:
    for label, name, order in (("Ba", "c", 30), ("Một", "a", 10), ("Hai", "b", 20)):
        menu.add(MenuEntry(label, name, order=order))
    assert labels(request()) == ["Một", "Hai", "Ba"]


def test_only_what_one_may_use_is_shown() -> None:
    menu.add(MenuEntry("Ai cũng xem", "home", public=True))
    menu.add(MenuEntry("Đã đăng nhập", "a"))
    menu.add(MenuEntry("Có quyền", "c", permission="plan.view"))
    assert labels(request(signed_in=False)) == ["Ai cũng xem"]
    assert labels(request("/", "other")) == ["Đã đăng nhập", "Ai cũng xem"]
    assert labels(request("/", "plan.view")) == ["Đã đăng nhập", "Có quyền", "Ai cũng xem"]


@pytest.mark.parametrize(
    ("where", "current"),
    [
        ("/", ["page", "", ""]),
        ("/a/", ["", "page", ""]),
        ("/a/7/", ["", "true", ""]),
        ("/a/b/", ["", "", "page"]),
        ("/a/b/x/", ["", "", "true"]),
        ("/z/", ["", "", ""]),
    ],
)
def test_the_closest_entry_is_the_present_place(where: str, current: list[str]) -> None:
    for order, name in enumerate(("home", "a", "b")):
        menu.add(MenuEntry(name, name, order=order))
    assert [link.current for link in menu.links(request(where))] == current


def test_a_group_is_headed_once() -> None:
    menu.add(MenuEntry("Một", "home", order=1))
    menu.add(MenuEntry("Hai", "a", order=2, group="Hệ thống"))
    menu.add(MenuEntry("Ba", "c", order=3, group="Hệ thống"))
    assert [str(link.heading) for link in menu.links(request())] == ["", "Hệ thống", ""]


def test_an_entry_that_leads_nowhere_is_a_crash() -> None:
    menu.add(MenuEntry("Hỏng", "no-such-place"))
    with pytest.raises(NoReverseMatch):
        menu.links(request())
