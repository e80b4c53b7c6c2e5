"""All units, loaded once for the tests of this folder and taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from cungcau.reference.geography.services import load_files


class _Undo(Exception):
    pass


@pytest.fixture(scope="package")
def whole_country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The country in one open transaction, rolled back after the last test of the folder.

    Tests marked ``django_db`` run in savepoints of it.
    """
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                load_files()
                yield
                raise _Undo
        except _Undo:
            pass
