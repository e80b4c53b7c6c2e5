"""The rooms that carry a plan out, over the API on a season under way: odd input to things that are really there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cungcau.config.wsgi import application
from cungcau.domain.collection.models import Booking, Ticket
from cungcau.domain.logistics.models import Arrival, Claim, RouteEvent, TransitPaper, Trip, TripLoad, TripStop
from cungcau.domain.logistics.services import claims
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import Order, OrderLine, Slip
from cungcau.domain.orders.services import slips
from cungcau.domain.orders.services.splitting import propose
from cungcau.domain.registry.models import Agent
from cungcau.domain.settlement.models import Payment, Statement
from cungcau.domain.settlement.services.statements import draft_statements, issue_statement
from cungcau.platform.access import services as access
from cungcau.platform.notify.models import Incoming, Outgoing
from cungcau.platform.notify.services import incoming
from tests.api.test_api import CSRF, schema
from tests.domain.collection.scale_rows import TODAY, point, turn, weigh
from tests.domain.logistics.road_rows import paper
from tests.domain.logistics.test_claims import BAD, arrived
from tests.domain.logistics.test_events import shut
from tests.domain.orders.order_rows import agreed_order, organisation
from tests.domain.orders.slip_rows import open_order, record_orchards
from tests.domain.orders.test_terms import entered
from tests.domain.season_rows import SOURCE, Small, person, record_all

pytestmark = pytest.mark.django_db
ROOMS = r"^/api/v1/(orders|collection|logistics|settlement|daily|messages)\b"
SECRET = "mot-hai-ba"
EXAMPLES = int(os.environ.get("CUNGCAU_EXAMPLES", "8"))
"""How many odd inputs each operation is sent; more for a thorough run."""


def _known() -> dict[str, list[Any]]:
    """What is there, by the part of the path before its number."""
    return {
        "orders/slips/split": list(OrderLine.objects.values_list("pk", flat=True)),
        "orders/slips": list(Slip.objects.values_list("pk", flat=True)),
        "orders": list(Order.objects.values_list("pk", flat=True)),
        "points": list(CollectionPoint.objects.values_list("pk", flat=True)),
        "bookings": list(Booking.objects.values_list("pk", flat=True)),
        "tickets": list(Ticket.objects.values_list("pk", flat=True)),
        "trips": list(Trip.objects.values_list("pk", flat=True)),
        "stops": list(TripStop.objects.values_list("pk", flat=True)),
        "loads": list(TripLoad.objects.values_list("pk", flat=True)),
        "papers": list(TransitPaper.objects.values_list("pk", flat=True)),
        "events": list(RouteEvent.objects.values_list("pk", flat=True)),
        "arrivals": list(Arrival.objects.values_list("pk", flat=True)),
        "claims": list(Claim.objects.values_list("pk", flat=True)),
        "statements": list(Statement.objects.values_list("pk", flat=True)),
        "payments": list(Payment.objects.values_list("pk", flat=True)),
        "messages/incoming": list(Incoming.objects.values_list("pk", flat=True)),
        "messages": list(Outgoing.objects.values_list("pk", flat=True)),
        "terms": [1, 2],
        "days": ["2021-09-28"],
    }


def _numbers(path: str, known: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """For each blank of a path the numbers of things that are there."""
    found = {}
    for place in re.finditer(r"\{(\w+)\}", path):
        before = path[: place.start()].rstrip("/")
        fits = [name for name in known if before.endswith(f"/{name}")]
        if fits:
            found[place.group(1)] = known[max(fits, key=len)]
    return found


@pytest.fixture
def season(settings: Any, tmp_path: Path) -> Small:
    """Orders at every step: proposed, agreed, weighed and booked, stated, on the road, come with a claim."""
    settings.SHOWN_DAY, settings.VAR = TODAY, tmp_path
    settings.SMS_SECRET, settings.SMS_INCOMING = SECRET, '{"auth": "token"}'
    small = record_all()
    point()
    entered(small, None, as_draft=True)
    entered(small, None)
    agreed_order(small, "DH-X", accepted=False)
    turn(agreed_order(small, "DH-B").slips)
    weighed = agreed_order(small, "DH-C")
    for one in weighed.slips:
        weigh(one, 300, rejected_kg=10)
    first, *_others = draft_statements(order=weighed.order, actor=None)
    issue_statement(statement=first, actor=None)
    _ordered, arrival = arrived(small, "DH-D")
    claims.open_claim(arrival=arrival, side="buyer", asked=BAD, actor=None)
    paper(small)
    shut(small)
    record_orchards(small, {"A": 700, "B": 700})
    asked = open_order(small, "DH-S").line
    slips.keep_split(line=asked, parts=propose(asked, "ledger").parts, actor=None)
    slips.send_slips(line=asked, actor=None)
    for number, text in enumerate(("CO 1", "xin chào")):
        incoming.receive(gateway_id=f"g-{number}", phone="+84912345678", text=text)
    return small


@pytest.fixture
def client_cookies(season: Small, client: Client) -> dict[str, str]:
    """Somebody of every role, for both sides, so that what is refused is refused for its own sake."""
    user = person("tat-ca", "coordinator", "20")
    for role in ("keeper", "buyer", "representative", "carrier"):
        access.grant_role(user=user, role=role, area_code="20", actor=None)
    for code in ("TL", "HTX", "VT"):
        Agent.objects.create(user=user, organisation=organisation(code), source=SOURCE)
    client.force_login(user)
    return {"sessionid": client.cookies["sessionid"].value, "csrftoken": CSRF}


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The site closes its connections after each request; inside a test's transaction that would end the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def rooms() -> list[Any]:
    wanted = re.compile(os.environ.get("CUNGCAU_OPERATIONS", ROOMS))
    return [one for one in (found.ok() for found in schema.get_all_operations()) if wanted.search(one.path)]


def test_the_description_covers_every_room() -> None:
    names = {one.path.split("/")[3] for one in rooms()}
    assert os.environ.get("CUNGCAU_OPERATIONS") or names == {
        "orders", "collection", "logistics", "settlement", "daily", "messages",
    }  # fmt: skip


def test_no_operation_breaks_on_things_that_are_there(client_cookies: dict[str, str]) -> None:
    """No 5xx, every status and shape as described; what an input changes is undone before the next."""
    known, checks = _known(), [status_code_conformance, content_type_conformance, response_schema_conformance]
    assert all(known[name] for name in known if name != "payments")
    headers = {"X-CSRFToken": CSRF, "Authorization": f"Bearer {SECRET}"}
    few = settings(
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    broken = []
    for operation in rooms():
        numbers = _numbers(operation.path, known)
        picks = st.fixed_dictionaries(
            {}, optional={name: st.sampled_from(ids) for name, ids in numbers.items() if ids}
        )

        def answers_as_described(case: Any, picked: dict[str, Any]) -> None:
            case.path_parameters = {**(case.path_parameters or {}), **picked}
            with transaction.atomic():
                answer = case.call(app=application, cookies=client_cookies, headers=headers)
                transaction.set_rollback(True)
            assert answer.status_code < 500
            case.validate_response(answer, checks=checks)

        try:
            few(given(case=operation.as_strategy(), picked=picks)(answers_as_described))()
        except Exception as error:
            broken.append(f"{operation.label}: {str(error)[:1500]}")
    assert broken == [], "\n\n".join(broken)
