"""The list offers a deed only where some message of the page allows it, and a box only on such messages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from people import MakeUser, client_of
from test_outbox import LIST, message

from cungcau.platform.access import roles
from cungcau.platform.notify import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(make_user: MakeUser) -> Client:
    return client_of(make_user("can.bo", role=roles.COMMUNE_OFFICER, area="20.06172"))


def offered(page: Any) -> tuple[list[int], set[str]]:
    """The messages that can be chosen, and what is offered to do with them."""
    html = page.content.decode()
    boxes = [int(found) for found in re.findall(r'name="chosen" value="(\d+)"', html)]
    return boxes, set(re.findall(r'name="deed" value="(\w+)"', html))


def test_only_what_is_possible_is_offered(client: Client, settings: Any) -> None:
    waiting, sent, over = message(1), message(2, "sent"), message(3, "cancelled")
    assert offered(client.get(LIST)) == ([waiting.pk], {"mark_sent", "cancel"})
    assert offered(client.get(f"{LIST}?state=cancelled")) == ([], set())
    assert "Với các tin đã chọn" not in client.get(f"{LIST}?state=sent").content.decode()
    settings.SMS_URL = "http://127.0.0.1:1/"
    given_up = message(4, "given_up")
    boxes, deeds = offered(client.get(LIST))
    assert (sorted(boxes), "retry" in deeds) == ([waiting.pk, given_up.pk], True)
    assert {sent.pk, over.pk}.isdisjoint(boxes)


def test_what_a_person_cancelled_is_restored_on_its_own_page(client: Client, make_user: MakeUser) -> None:
    row = message(1)
    services.cancel(
        outgoing=row, actor=make_user("truong.phong", role=roles.COORDINATOR, area="20"), note="nhầm"
    )
    page = client.get(f"{LIST}{row.pk}/").content.decode()
    assert "Lấy lại tin đã huỷ" in page and "Gửi lại" not in page
    assert offered(client.get(LIST)) == ([], set())
