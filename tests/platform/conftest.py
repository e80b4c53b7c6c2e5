"""People and rights for the tests of the platform."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from people import PASSWORD, MakeUser, Together, client_of

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
        ready = threading.Barrier(len(works))
        results: list[object] = [None] * len(works)

        def one(place: int, work: Callable[[], object]) -> None:
            try:
                ready.wait(20)
                results[place] = work()
            except Exception as error:
                results[place] = error
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=pair) for pair in enumerate(works)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive(), "a thread hangs"
        return results

    return run
