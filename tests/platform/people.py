"""Names the platform's tests share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from django.test import Client

from cungcau.platform.accounts.models import User

PASSWORD = "hồng-vành-khuyên-2021"

Together = Callable[[Sequence[Callable[[], object]]], list[object]]
"""Runs functions at the same moment and returns what each gave or raised."""


class MakeUser(Protocol):
    """Makes a person, with a role over an area when one is named."""

    def __call__(self, username: str = ..., *, role: str = ..., area: str = ..., **facts: Any) -> User: ...


def client_of(user: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client
