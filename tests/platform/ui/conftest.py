"""What tests of the front share: the language, and rendering a template's text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

Render = Callable[..., str]


@pytest.fixture(autouse=True)
def vietnamese() -> Any:
    with translation.override("vi"):
        yield


@pytest.fixture
def render() -> Render:
    def _render(source: str, path: str = "/trang/", **values: object) -> str:
        request = RequestFactory().get(path)
        return Template("{% load ui %}" + source).render(Context({"request": request, **values}))

    return _render
