"""Somebody who may bring goods in, and a clean door."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from goods_door import HOOKS
from people import MakeUser

from cungcau.platform.access.roles import ADMINISTRATOR, COORDINATOR
from cungcau.platform.accounts.models import User


@pytest.fixture(autouse=True)
def no_hooks() -> Iterator[None]:
    yield
    HOOKS.before = HOOKS.after = None


@pytest.fixture
def officer(make_user: MakeUser) -> User:
    return make_user("dieu.phoi", role=COORDINATOR)


@pytest.fixture
def administrator(make_user: MakeUser) -> User:
    return make_user("quan.tri", role=ADMINISTRATOR)


@pytest.fixture
def stranger(make_user: MakeUser) -> User:
    return make_user("nguoi.la")
