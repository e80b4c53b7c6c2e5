"""Builds the province and asks its questions, ours and the plain ways beside them."""

from __future__ import annotations

import os
import platform
import random
import statistics
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Sum
from django.test import Client

from cungcau.domain.forecast.models import ForecastWeek, HarvestReport
from cungcau.domain.forecast.selectors import coverage, judged, roll_up, to_ask
from cungcau.domain.forecast.spreading import WeekKg, Window, propose
from cungcau.domain.registry.models import Organisation
from cungcau.platform.access import services as access
from cungcau.platform.accounts.services import create_user
from cungcau.reference.catalogue import services as catalogue
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography import services as geography
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

AREA, SOURCE, SEED = "20", "minh hoạ", 3
START, END = date(2021, 9, 13), date(2021, 10, 31)
ALLOWED_S = 1.0


def measure(subjects: int, communes: int, rounds: int) -> tuple[str, bool]:
    """The table as Markdown, and whether the roll-up stayed below a second."""
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        season = _build(subjects, communes)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    user = create_user(username="nguoido", full_name="Đo", password=uuid.uuid4().hex)
    access.grant_role(user=user, role="coordinator", area_code=AREA, actor=None)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(get_user_model().objects.get(pk=user.pk))
    asked: dict[str, Callable[[], object]] = {
        "roll-up of the province by commune and week": lambda: roll_up(season),
        "who is expected, who has told": lambda: coverage(season),
        "accuracy of the season": lambda: judged(season, frozenset({""})),
        "how many are to be asked again": lambda: to_ask(season).count(),
        "page: province by week": lambda: _page(client, "/du-bao/"),
        "page: a commune, first page of its households": lambda: _page(
            client, f"/du-bao/dia-ban/{AREA}.00001/"
        ),
        "page: a commune, searched": lambda: _page(client, f"/du-bao/dia-ban/{AREA}.00001/?q=ho+17"),
        "page: accuracy, first page by name": lambda: _page(client, "/du-bao/chinh-xac/"),
        "page: accuracy, searched and by WAPE": lambda: _page(
            client, "/du-bao/chinh-xac/?q=ho+17&sort=-wape"
        ),
        "page: the list to call": lambda: _page(client, "/du-bao/can-hoi/"),
        "plain: the same sums over the forecasts joined": lambda: _joined(season),
        "plain: the same sums in Python": lambda: _in_python(season),
    }
    times = {name: _timed(work, 2 if name.startswith("plain") else rounds) for name, work in asked.items()}
    return _markdown(times, subjects, communes), times["roll-up of the province by commune and week"][
        1
    ] < ALLOWED_S


def _build(subjects: int, communes: int) -> Season:
    """Communes, producers, forecasts of one to eight weeks, one in five revised once, reports of past weeks."""
    chance = random.Random(SEED)
    units = [
        geography.UnitRow(f"{number:05d}", "xã", f"Xã số {number}", AREA) for number in range(1, communes + 1)
    ]
    geography.record_units(
        rows=[geography.UnitRow(AREA, "tỉnh", "Lạng Sơn"), *units], source=SOURCE, actor=None
    )
    catalogue.record_commodities(rows=[catalogue.CommodityRow("na", "Na", SOURCE)], actor=None)
    season = catalogue.record_season(
        row=catalogue.SeasonRow("lon", "Mùa vụ lớn", START, END, SOURCE, ("na",), AREA), actor=None
    )
    goods = season.commodities.get()
    places = list(Unit.objects.filter(level="commune").order_by("code"))
    _copy("registry_organisation", _columns(Organisation), (
        _values(Organisation, code=f"H{n:06d}", name=f"Hộ {n}", kind="household", unit_id=place.pk, weight=1,
                area_code=place.area_code, folded=words(f"Hộ {n}", f"H{n:06d}", place.folded_path)[:400], source=SOURCE)
        for n in range(subjects) for place in [places[n % communes]]
    ))  # fmt: skip
    people = list(Organisation.objects.order_by("pk").values_list("pk", "area_code", "folded"))
    said = [_said(chance, *person) for person in people]
    _forecasts(season.pk, goods.pk, said, revised=False)
    _forecasts(season.pk, goods.pk, said, revised=True)
    _reports(season.pk, goods.pk, said, chance)
    return season


_Said = tuple[int, str, str, list[WeekKg], date, bool]


def _said(chance: random.Random, pk: int, area: str, folded: str) -> _Said:
    first = START + timedelta(days=chance.randrange(0, 8))
    window = Window(first, first + timedelta(days=12), first + timedelta(days=26), END)
    likely = chance.randrange(200, 6000)
    weeks = propose(likely * 4 // 5, likely, likely * 6 // 5, window)
    return pk, area, folded, weeks, START - timedelta(days=1 + chance.randrange(20)), chance.random() < 0.2


def _forecasts(season: int, goods: int, said: list[_Said], *, revised: bool) -> None:
    """First revisions of all, or the second ones of those revised."""
    now = datetime.now(UTC)
    chosen = [one for one in said if one[5] or not revised]
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM forecast_forecast")
        first = cursor.fetchone()[0] + 1
        old = {}
        if revised:
            cursor.execute("SELECT producer_id, id FROM forecast_forecast")
            old = dict(cursor.fetchall())
    columns = (
        "id", "season_id", "commodity_id", "variety", "producer_id", "as_of", "revision", "reason", "replaces_id",
        "is_current", "client_id", "area_code", "source", "is_demo", "created_at", "level", "confidence", "low_kg",
        "likely_kg", "high_kg", "first_week", "last_week", "folded",
    )  # fmt: skip
    _copy("forecast_forecast", columns, (
        (first + n, season, goods, "", pk, date(2021, 10, 16) if revised else as_of, 2 if revised else 1,
         "đếm lại" if revised else "", old.get(pk), revised or not again, uuid.uuid4(), area, SOURCE, True,
         now, 0, "medium", sum(w.low_kg for w in weeks), sum(w.likely_kg for w in weeks), sum(w.high_kg for w in weeks),
         weeks[0].start, weeks[-1].start, folded)
        for n, (pk, area, folded, weeks, as_of, again) in enumerate(chosen)
    ))  # fmt: skip
    _copy("forecast_forecastweek",
         ("forecast_id", "start", "low_kg", "likely_kg", "high_kg", "season_id", "commodity_id", "level", "area_code",
          "is_current"),
         ((first + n, w.start, w.low_kg, w.likely_kg, w.high_kg, season, goods, 0, area, revised or not again)
          for n, (_, area, _f, weeks, _d, again) in enumerate(chosen) for w in weeks))  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('forecast_forecast', 'id'), max(id)) FROM forecast_forecast"
        )


def _reports(season: int, goods: int, said: list[_Said], chance: random.Random) -> None:
    """Nine in ten of the weeks before 18/10 were reported."""
    now = datetime.now(UTC)
    columns = (
        "season_id", "commodity_id", "variety", "producer_id", "as_of", "revision", "reason", "is_current", "client_id",
        "area_code", "source", "is_demo", "created_at", "start", "kg", "level",
    )  # fmt: skip
    _copy("forecast_harvestreport", columns, (
        (season, goods, "", pk, w.start + timedelta(days=7), 1, "", True, uuid.uuid4(), area, SOURCE, True, now,
         w.start, w.likely_kg * chance.randrange(70, 120) // 100, 0)
        for pk, area, _f, weeks, _d, _a in said for w in weeks
        if w.start < date(2021, 10, 11) and chance.random() < 0.9
    ))  # fmt: skip


def _copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as target,
    ):
        for row in rows:
            target.write_row(row)


def _columns(model: type[Organisation]) -> list[str]:
    return [f.column for f in model._meta.concrete_fields if not f.primary_key and not f.generated]


def _values(model: type[Organisation], **given: object) -> list[object]:
    """A row in the order of the columns, what is not given by the field's default."""
    one = model(**given)
    now = datetime.now(UTC)
    fields = [f for f in model._meta.concrete_fields if not f.primary_key and not f.generated]
    return [
        now if getattr(f, "auto_now", False) or getattr(f, "auto_now_add", False) else getattr(one, f.attname)
        for f in fields
    ]


def _page(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def _joined(season: Season) -> object:
    """What one writes first: weeks joined with their forecasts, summed by area and week."""
    rows = ForecastWeek.objects.filter(forecast__season=season, forecast__is_current=True).order_by()
    sums = rows.values_list("forecast__area_code", "start")
    return list(sums.annotate(low=Sum("low_kg"), likely=Sum("likely_kg"), high=Sum("high_kg")))


def _in_python(season: Season) -> object:
    """Every week read, then added up."""
    found: dict[tuple[str, date], list[int]] = {}
    rows = ForecastWeek.objects.filter(season=season, is_current=True)
    for area, start, *kg in rows.values_list("area_code", "start", "low_kg", "likely_kg", "high_kg").iterator(
        20_000
    ):
        sums = found.setdefault((area, start), [0, 0, 0])
        for place, value in enumerate(kg):
            sums[place] += value
    return found


def _timed(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median and longest of some rounds, seconds; one round before them warms the caches."""
    work()
    found = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return statistics.median(found), max(found)


def _markdown(times: dict[str, tuple[float, float]], subjects: int, communes: int) -> str:
    base = times["roll-up of the province by commune and week"][0]
    weeks, reports = ForecastWeek.objects.count(), HarvestReport.objects.count()
    lines = [
        "# A province of forecasts",
        "",
        f"{subjects:,} producers in {communes} communes: {weeks:,} weeks of forecasts (a fifth of them replaced),"
        f" {reports:,} reports. Python {platform.python_version()}, {os.cpu_count()} cores, {sys.platform};"
        f" load average while asking {os.getloadavg()[1]:.1f}. The ratio is to the roll-up.",
        "",
        "| question | median ms | longest ms | ratio |",
        "|---|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {median * 1000:.0f} | {longest * 1000:.0f} | {median / base:.2f} |"
        for name, (median, longest) in times.items()
    ]
    return "\n".join([*lines, ""])
