"""Asks every page through the WSGI application and says how long it took."""

from __future__ import annotations

import gc
import random
import time
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

from benchmarks.pages.addresses import HEALTH, addresses
from benchmarks.pages.plan import copy_plan, keep_plan
from benchmarks.pages.report import Page, markdown
from benchmarks.pages.season import AREA, SEED, build
from cungcau.config.wsgi import application
from cungcau.domain.matching.models.plan import MAIN
from cungcau.domain.matching.services import compare_plans
from cungcau.platform.access import roles
from cungcau.platform.access import services as access
from cungcau.platform.accounts import services as people
from cungcau.platform.accounts.models import User


def measure(lots: int, rounds: int, end: float) -> tuple[str, bool]:
    """Build a season of ``lots`` lots and ask each page ``rounds`` times, or until ``end`` (monotonic seconds).

    Returns the Markdown report, and whether every page answered 200.
    """
    begun = time.monotonic()
    reverse(
        "home"
    )  # reads the pages' code now: who edits it while this runs does not change what is measured
    call_command("migrate", interactive=False, verbosity=0)
    season, scenario = build(lots)
    loaded = time.monotonic()
    plan = keep_plan(season, scenario)
    kept = time.monotonic()
    tried = copy_plan(plan, scenario)
    other = copy_plan(plan, scenario, MAIN)
    comparing = time.monotonic()
    compare_plans(before=plan, after=other, actor=None)
    compared = time.monotonic() - comparing
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    cookie = _sign_in()
    pages = addresses(plan, tried, other, scenario)
    print(
        f"season {loaded - begun:.0f} s, plan kept {kept - loaded:.0f} s, compared {compared:.1f} s",
        flush=True,
    )
    queries = {name: _queries(given[0], cookie) for name, given in pages.items()}
    bad = {name: status for name, (status, _count, _bytes) in queries.items() if status != 200}
    times = _rounds(pages, rounds, end, cookie)
    rows = [Page(name, times[name], queries[name][1], queries[name][2]) for name in pages]
    size = {
        "lots": len(scenario.lots), "producers": plan.shares.count(), "lines": plan.lines.count(),
        "unsold": plan.unsold.count(), "needs": len(scenario.demands), "bottlenecks": plan.bottlenecks.count(),
    }  # fmt: skip
    return markdown(rows, HEALTH, size) + "".join(
        f"\n{name}: HTTP {code}" for name, code in bad.items()
    ), not bad


def _rounds(pages: dict[str, list[str]], rounds: int, end: float, cookie: str) -> dict[str, list[float]]:
    """Seconds of every asking; the pages of a round in random order, so that noise spreads evenly."""
    times: dict[str, list[float]] = defaultdict(list)
    order, chance = list(pages), random.Random(SEED)
    for turn in range(-1, rounds):
        if time.monotonic() > end and turn > 4:
            break
        chance.shuffle(order)
        for name in order:
            gc.collect(1)
            started = time.perf_counter()
            ask(pages[name][turn % len(pages[name])], cookie)
            if turn >= 0:
                times[name].append(time.perf_counter() - started)
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


def _sign_in() -> str:
    """The cookie of a coordinator's session."""
    user: User = people.create_user(
        username="dieuphoi", full_name="Điều phối", password="mat-khau-do-trang-2026", is_demo=True
    )
    access.grant_role(user=user, role=roles.COORDINATOR, area_code=AREA, actor=None, note="minh hoạ")
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    cookie: SimpleCookie = SimpleCookie({settings.SESSION_COOKIE_NAME: str(request.session.session_key)})
    return cookie.output(header="", attrs=[]).strip()
