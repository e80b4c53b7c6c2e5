"""People and rights for the tests of the platform."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client
from people import PASSWORD, MakeUser, Together, client_of
from tests.at_once import at_once

from cungcau.platform.access.services import grant_role
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.services import create_user


@pytest.fixture
def make_user(db: None) -> MakeUser:
    """Makes a person, with a role over an area when one is named."""
    numbers = itertools.count(1)

    def make(username: str = "", *, role: str = "", area: str = "", **facts: Any) -> User:
        name = username or f"nguoi{next(numbers)}"
        given = {"full_name": f"Người {name}", "password": PASSWORD, **facts}
        user = create_user(username=name, **given)
        if role:
            grant_role(user=user, role=role, area_code=area, actor=None)
        return user

    return make


@pytest.fixture
def user(make_user: MakeUser) -> User:
    return make_user("an.nguyen", full_name="Nguyễn Văn An", phone="0912 345 678", email="an@example.vn")


@pytest.fixture
def as_user(user: User) -> Client:
    return client_of(user)


@pytest.fixture
def together() -> Together:
    """Runs functions at the same moment, each in a thread with its own connection; errors are results too."""

    def run(works: Sequence[Callable[[], object]]) -> list[object]:
        return at_once(*works)

    return run
