"""Counts a province's report and asks the lists of plans and tasks, and says how long each took."""

from __future__ import annotations

import os
import platform
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from benchmarks.pages.fill import one
from benchmarks.pages.meter import Took, metered, stay_connected
from benchmarks.pages.report import ALLOWED_MS, Page
from benchmarks.pages.season import AREA, build
from benchmarks.pages.visit import ask, rounds, settle, sign_in
from benchmarks.reports import lines, programmes
from cungcau.domain.orders.models import OrderLine
from cungcau.domain.programmes import figures
from cungcau.domain.programmes.figures import Asked, Kept
from cungcau.domain.programmes.models import Agency, Plan
from cungcau.domain.reporting.layouts import layout
from cungcau.domain.reporting.models import Due, Duty, Report
from cungcau.domain.reporting.selectors.counting import count, lines_of
from cungcau.reference.catalogue.models import Season

ALLOWED_S = 5.0
LAYOUT = "harvest_period"
_DAY = timedelta(days=1)


def measure(given: Namespace) -> tuple[str, bool]:
    """Build what is not there, count and ask; returns the Markdown report, and whether all was in its bounds."""
    reverse("home")
    call_command("migrate", interactive=False, verbosity=0)
    begun = time.monotonic()
    season = _built(given)
    print(f"built in {time.monotonic() - begun:.0f} s", flush=True)
    stay_connected()
    scan = _timed(lambda: one("SELECT sum(kg) FROM orders_entry"), given.times)
    report = _timed(lambda: _report(season), given.times)
    alone = {name: _timed(_figure(name, season), 2) for name in _asked_figures()}
    pages = _pages(given)
    text = _markdown(scan, report, alone, pages)
    slow = max(took.wall for took in report) >= ALLOWED_S
    return text, not slow and all(page.wall(0.95) < ALLOWED_MS for page in pages)


def _built(given: Namespace) -> Season:
    season = Season.objects.first() or build(given.lots)[0]
    if not OrderLine.objects.exists():
        with transaction.atomic():
            _trusting()
            lines.build_lines(season, given.lines)
    if not Plan.objects.exists():
        with transaction.atomic():
            programmes.build_plans(given.plans, given.tasks)
    settle()
    return season


def _trusting() -> None:
    """Leave references unchecked while the generated rows are written: they are right by making, and millions."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")


def _timed(work: Callable[[], Any], times: int) -> list[Took]:
    found = []
    for _turn in range(times):
        with metered() as took:
            work()
        found.append(took)
    return found


def _due(season: Season) -> Due:
    """What the province owes of the season, as a duty of the calendar would open it; not kept."""
    agency = Agency.objects.order_by("pk")[0]
    duty = Duty(
        name="Báo cáo mùa vụ", layout=LAYOUT, rhythm="demand", to_agency=agency, season=season, starts_on=season.start,
        basis="đo tốc độ", area_code=AREA,
    )  # fmt: skip
    return Due(
        duty=duty, agency=agency, period_from=season.start, period_to=season.end - 7 * _DAY, label="kỳ",
        due_on=season.end, area_code=AREA,
    )  # fmt: skip


def _report(season: Season) -> list[Any]:
    """Every figure of the report, in its period and a year before, as the room fills them."""
    due = _due(season)
    due.pk = due.duty.pk = 0
    wanted = lines_of(due, layout(LAYOUT).sections, due.period_to)
    count(Report(due=due), wanted)
    assert any(line.computed for line in wanted), "a report of a full season has figures"
    return wanted


def _asked_figures() -> list[str]:
    return [one.name for one in figures.figures()]


def _figure(name: str, season: Season) -> Callable[[], object]:
    asked = Asked(season.end - 7 * _DAY, season.start, AREA, season.pk)

    def work() -> object:
        kept: Kept = {}
        return figures.measure(name, asked, kept)

    return work


def _pages(given: Namespace) -> list[Page]:
    cookie = sign_in()
    some = (1, given.plans // 6, given.plans // 3, given.plans)
    there = {
        "health": ["/healthz"],
        "plans": [reverse("programmes:plans") + f"?page={n}" for n in (1, 2, 5)],
        "plans, words": [reverse("programmes:plans") + f"?q={words}" for words in ("ket noi", "ocop 12", "xuc tien")],
        "tasks": [reverse("programmes:tasks") + f"?page={n}" for n in (1, 3, 7)],
        "tasks, deep page": [reverse("programmes:tasks") + f"?page={n}" for n in (100, 180, 220)],
        "tasks, words": [reverse("programmes:tasks") + f"?q={words}" for words in ("ket noi", "ho tro 17", "ocop")],
        "agencies": [reverse("programmes:agencies")],
        "board of an agency": [reverse("programmes:agency", args=[n]) for n in (1, 7, 31)],
        "plan": [reverse("programmes:plan", args=[n]) for n in some],
        "tasks of a plan": [reverse("programmes:plan-tasks", args=[n]) for n in some],
        "events": [reverse("promotion:events")],
    }  # fmt: skip
    first = {name: ask(found[0], cookie) for name, found in there.items()}
    bad = {name: status for name, (status, _body) in first.items() if status != 200}
    if bad:
        raise SystemExit(f"pages that do not answer: {bad}")
    times = rounds(there, given.rounds, time.monotonic() + 200, cookie)
    return [Page(name, times[name], 0, len(first[name][1])) for name in there]


def _row(name: str, times: list[Took], base: Took) -> str:
    """A line of the table: by the clock the quickest and slowest, in processor time the median, its ratio."""
    wall = sorted(took.wall for took in times)
    cpu = sorted(took.cpu for took in times)[len(times) // 2]
    return f"| {name} | {wall[0]:.2f} | {wall[-1]:.2f} | {cpu:.2f} | {cpu / base.cpu:.1f} |"


def _markdown(scan: list[Took], report: list[Took], alone: dict[str, list[Took]], pages: list[Page]) -> str:
    size = ", ".join(f"{n:,} {name}" for name, n in {**lines.sizes(), **programmes.sizes()}.items())
    base = sorted(scan, key=lambda took: took.cpu)[len(scan) // 2]
    slowest, health = max(took.wall for took in report), pages[0].wall(0.5)
    found = [
        "# A province's report over many order lines", "",
        f"A synthetic season: {size}.",
        f"The report is the periodic one of the harvest (`{LAYOUT}`), every figure counted from live rows for its",
        "period and for the same period a year before, as the room fills it. Seconds by the clock (quickest, slowest)",
        "and in processor time of this process and its database server together (median); the ratio is in processor",
        f"time to one sum over all entries. Python {platform.python_version()}, {os.cpu_count()} cores,",
        f"{sys.platform}; load average {os.getloadavg()[1]:.1f} (about 1 is this benchmark alone; more is other work",
        "that slows every figure by the clock).", "",
        "| what | quickest s | slowest s | CPU s | ratio |", "|---|---:|---:|---:|---:|",
        _row("sum over all entries", scan, base), _row("**the report**", report, base),
        *[_row(f"{name}, by itself", times, base) for name, times in alone.items()], "",
        f"Bound {ALLOWED_S:.0f} s: the slowest of {len(report)} reports took {slowest:.2f} s"
        f" ({'kept' if slowest < ALLOWED_S else 'missed'}).", "",
        "# Lists of plans and tasks", "",
        f"Each page asked {len(pages[0].times)} times through the WSGI application; milliseconds by the clock and in",
        "processor time; the ratio is the median to the health page's.", "",
        "| page | p50 ms | p95 ms | max ms | CPU p50 | CPU p95 | ratio | kB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *[
            f"| {page.name} | {page.wall(0.5):.0f} | {page.wall(0.95):.0f} | {page.wall(1):.0f} | {page.cpu(0.5):.0f} "
            f"| {page.cpu(0.95):.0f} | {page.wall(0.5) / health:.1f} | {page.size / 1000:.0f} |"
            for page in pages
        ], "",
    ]  # fmt: skip
    over = [page.name for page in pages if page.wall(0.95) >= ALLOWED_MS]
    over_cpu = [page.name for page in pages if page.cpu(0.95) >= ALLOWED_MS]
    return "\n".join([
        *found, f"Above {ALLOWED_MS} ms at the 95th percentile: {', '.join(over) or 'none'}.",
        f"Of these by processor time alone: {', '.join(over_cpu) or 'none'}.", "",
    ])  # fmt: skip
