"""Asks every page through the WSGI application and says how long it took."""

from __future__ import annotations

import gc
import random
import time
from argparse import Namespace
from collections import defaultdict
from http.cookies import SimpleCookie
from importlib import import_module
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest
from django.urls import reverse

from benchmarks.pages import fulfilment, ocop
from benchmarks.pages.addresses import HEALTH, addresses
from benchmarks.pages.meter import Took, metered, stay_connected
from benchmarks.pages.plan import copy_plan, keep_plan
from benchmarks.pages.report import Page, markdown
from benchmarks.pages.season import AREA, SEED, build
from cungcau.config.wsgi import application
from cungcau.domain.matching.models.plan import MAIN
from cungcau.domain.matching.services import compare_plans
from cungcau.domain.ocop.models import Dossier
from cungcau.domain.orders.models import Order
from cungcau.platform.access import roles
from cungcau.platform.access import services as access
from cungcau.platform.accounts import services as people
from cungcau.platform.accounts.models import User
from cungcau.reference.catalogue.models import Season


def measure(given: Namespace, end: float) -> tuple[str, bool]:
    """Build what the part wants and ask each of its pages ``rounds`` times, or until ``end`` (monotonic seconds).

    Returns the Markdown report, and whether every page answered 200.
    """
    reverse(
        "home"
    )  # reads the pages' code now: who edits it while this runs does not change what is measured
    call_command("migrate", interactive=False, verbosity=0)
    pages, size, what = {"planning": _planning, "fulfilment": _fulfilment, "ocop": _ocop}[given.part](given)
    pages = {name: found for name, found in pages.items() if name == HEALTH or name.startswith(given.only)}
    stay_connected()
    cookie = sign_in()
    queries = {name: _queries(found[0], cookie) for name, found in pages.items()}
    bad = {name: status for name, (status, _count, _bytes) in queries.items() if status != 200}
    times = rounds(pages, given.rounds, end, cookie)
    rows = [Page(name, times[name], queries[name][1], queries[name][2]) for name in pages]
    return markdown(rows, HEALTH, size, what) + "".join(
        f"\n{name}: HTTP {code}" for name, code in bad.items()
    ), not bad


def _planning(given: Namespace) -> tuple[dict[str, list[str]], dict[str, int], str]:
    begun = time.monotonic()
    season, scenario = build(given.lots)
    loaded = time.monotonic()
    plan = keep_plan(season, scenario)
    kept = time.monotonic()
    tried = copy_plan(plan, scenario)
    other = copy_plan(plan, scenario, MAIN)
    comparing = time.monotonic()
    compare_plans(before=plan, after=other, actor=None)
    compared = time.monotonic() - comparing
    settle()
    print(
        f"season {loaded - begun:.0f} s, plan kept {kept - loaded:.0f} s, compared {compared:.1f} s",
        flush=True,
    )
    size = {
        "lots": len(scenario.lots), "producers": plan.shares.count(), "lines": plan.lines.count(),
        "unsold": plan.unsold.count(), "needs": len(scenario.demands), "bottlenecks": plan.bottlenecks.count(),
    }  # fmt: skip
    what = "Pages of a plan; a what-if of the same size stands beside it."
    return addresses(plan, tried, other, scenario), size, what


def _fulfilment(given: Namespace) -> tuple[dict[str, list[str]], dict[str, int], str]:
    begun = time.monotonic()
    if not Order.objects.exists():
        season = Season.objects.first() or build(given.lots)[0]
        loaded = time.monotonic()
        fulfilment.build(season, given.slips)
        print(
            f"season {loaded - begun:.0f} s, orders to messages {time.monotonic() - loaded:.0f} s", flush=True
        )
    settle()
    return fulfilment.addresses(), fulfilment.size(), "Pages of orders, points, trips, payments and messages."


def _ocop(given: Namespace) -> tuple[dict[str, list[str]], dict[str, int], str]:
    begun = time.monotonic()
    if not Dossier.objects.exists():
        ocop.build(given.files)
        print(f"files {time.monotonic() - begun:.0f} s", flush=True)
    settle()
    return ocop.addresses(), ocop.size(), "Pages of OCOP: products, files, certificates, figures."


def settle() -> None:
    """Statistics and visibility as a server that has had time keeps them."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def rounds(pages: dict[str, list[str]], rounds: int, end: float, cookie: str) -> dict[str, list[Took]]:
    """Every asking's times; the pages of a round in random order, so that noise spreads evenly."""
    times: dict[str, list[Took]] = defaultdict(list)
    order, chance = list(pages), random.Random(SEED)
    for turn in range(-1, rounds):
        if time.monotonic() > end and turn > 4:
            break
        chance.shuffle(order)
        for name in order:
            gc.collect(1)
            with metered() as took:
                ask(pages[name][turn % len(pages[name])], cookie)
            if turn >= 0:
                times[name].append(took)
    return times


def _queries(address: str, cookie: str) -> tuple[int, int, int]:
    """Status, number of database questions and bytes of one asking, not timed."""
    asked = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        status, body = ask(address, cookie)
    return status, asked, len(body)


def ask(address: str, cookie: str) -> tuple[int, bytes]:
    """One request through the whole application, as a server would hand it over; the body is read to its end."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "127.0.0.1", "HTTP_COOKIE": cookie,
        "HTTP_ACCEPT_LANGUAGE": "vi", "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(), "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    seen = SimpleNamespace(status=0)

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        seen.status = int(status.split(" ", 1)[0])

    answer: Any = application(environ, start)
    try:
        body = b"".join(answer)
    finally:
        answer.close()
    return seen.status, body


def sign_in() -> str:
    """The cookie of a session of somebody who coordinates and keeps the OCOP office."""
    user: User | None = User.objects.filter(username="dieuphoi").first()
    if user is None:
        user = people.create_user(
            username="dieuphoi", full_name="Điều phối", password="mat-khau-do-trang-2026", is_demo=True
        )
        for role in (roles.COORDINATOR, roles.OCOP_OFFICE):
            access.grant_role(user=user, role=role, area_code=AREA, actor=None, note="minh hoạ")
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    cookie: SimpleCookie = SimpleCookie({settings.SESSION_COOKIE_NAME: str(request.session.session_key)})
    return cookie.output(header="", attrs=[]).strip()
