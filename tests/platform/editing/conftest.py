"""The table of the made-up record, which no migration knows."""

from __future__ import annotations

from typing import Any

import pytest
from basket import Basket
from django.db import connection


@pytest.fixture(scope="session")
def basket_table(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        if Basket._meta.db_table not in connection.introspection.table_names():
            with connection.schema_editor() as editor:
                editor.create_model(Basket)


@pytest.fixture
def basket(basket_table: None, db: None) -> Basket:
    return Basket.objects.create(name="Hồng nhà Lan", kg=500, price="25000.00", ready="2021-09-15", grade="1")
