"""Fixtures every room shares."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
"""How long an example takes depends on what else the machine does: nothing is judged by it."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tests that commit are emptied by TRUNCATE, which the trail refuses; only here that one guard is off."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_truncate")
