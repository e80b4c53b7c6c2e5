"""Which pages are asked: every page of a plan and the lists beside it, each with several addresses in turn."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.urls import reverse

from cungcau.domain.demand.models import Need
from cungcau.domain.matching.models import Line, Plan, Unsold
from cungcau.domain.matching.tables import BottleneckTable, FillTable, LineTable, ShareTable, UnsoldTable
from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply.models import Lot
from cungcau.engines.allocation.model import Scenario

HEALTH = "health"
PAGE = 50


def addresses(plan: Plan, tried: Plan, other: Plan, scenario: Scenario) -> dict[str, list[str]]:
    """Name of a page → its addresses."""
    plan_page = reverse("matching:plan", args=[plan.pk])
    found = {
        HEALTH: ["/healthz"],
        "home": ["/", f"/?tuan={scenario.start}", f"/?tuan={scenario.end}"],
        "plans": [reverse("matching:plans")],
        "plan overview": [plan_page],
        "what-if form": [f"{plan_page}thu-neu/"],
        "compare": [reverse("matching:compare", args=[tried.pk])],
        "readiness": [reverse("matching:readiness")],
        "promise": [reverse("matching:promise")],
        "overrides": [reverse("matching:overrides", args=[plan.pk])],
        "decide on a line": [
            reverse("matching:override", args=[plan.pk, pk])
            for pk in Line.objects.filter(plan=plan).order_by("pk").values_list("pk", flat=True)[:10]
        ],
        "versions": [reverse("matching:versions", args=[plan.pk])],
        "ledger": [reverse("matching:ledger", args=[plan.pk])],
        "comparison": [
            f"{reverse('matching:comparison', args=[plan.pk, other.pk])}{part}"
            for part in ("", "?page=20", "?sort=-change", "?q=nguyen", "?how=changed")
        ],
        "why": [reverse("matching:why", args=[plan.pk, code]) for code in _lots(plan)],
    }
    tabs = (
        ("lines", "dong/", LineTable, plan.lines.count(), _line_filters(plan)),
        ("shares", "chia-phan/", ShareTable, plan.shares.count(), ["sold=none", "sold=part", "sold=all"]),
        (
            "unsold",
            "con-lai/",
            UnsoldTable,
            plan.unsold.count(),
            ["reason=point_capacity", "reason=no_access"],
        ),
        ("fills", "nhu-cau/", FillTable, plan.fills.count(), ["full=no", "full=yes"]),
        (
            "bottlenecks",
            "diem-nghen/",
            BottleneckTable,
            plan.bottlenecks.count(),
            ["kind=point", "kind=lane"],
        ),
    )
    for name, below, table, count, narrowed in tabs:
        address, columns = f"{plan_page}{below}", _sortable(table)
        pages = [count // PAGE * tenth // 10 + 1 for tenth in range(1, 11)]
        found[name] = [address]
        found[f"{name}, sorted"] = [
            f"{address}?sort={sign}{column}" for column in columns for sign in ("", "-")
        ]
        found[f"{name}, deep page"] = [f"{address}?page={page}" for page in pages]
        found[f"{name}, sorted, deep page"] = [
            f"{address}?sort={column}&page={pages[number % 10]}" for number, column in enumerate(columns * 3)
        ]
        found[f"{name}, filtered"] = [f"{address}?{part}" for part in narrowed]
    for name, below, words in (
        ("lines", "dong/", _words(plan)), ("shares", "chia-phan/", _words(plan)), ("unsold", "con-lai/", _words(plan)),
    ):  # fmt: skip
        found[f"{name}, searched"] = [f"{plan_page}{below}?q={quote(word)}" for word in words]
    found["lines, searched, filtered, sorted"] = [
        f"{plan_page}dong/?q={quote(word)}&{part}&sort=-kg"
        for word, part in zip(_words(plan), _line_filters(plan), strict=False)
    ]
    return found | _lists(scenario) | _api(plan)


def _sortable(table: type) -> list[str]:
    """The columns of a table one may sort by."""
    columns: dict[str, Any] = table.base_columns  # type: ignore[attr-defined]
    return [name for name, column in columns.items() if column.orderable is not False]


def _lots(plan: Plan) -> list[str]:
    rows = Unsold.objects.filter(plan=plan).order_by("lot__code").values_list("lot__code", flat=True)
    return list(rows[:: max(1, rows.count() // 10)][:10])


def _line_filters(plan: Plan) -> list[str]:
    line = Line.objects.filter(plan=plan).select_related("point", "market")[0]
    point, market = quote(line.point.code), quote(line.market.code)
    day = line.dispatch_date
    return [
        f"point={point}", f"market={market}", f"first={day}", f"last={day}", f"point={point}&market={market}",
        f"first={day}&last={day}&market={market}",
    ]  # fmt: skip


def _words(plan: Plan) -> list[str]:
    """A lot, a person, a family name half the season has, a place, one letter, nothing that exists."""
    lot = _lots(plan)[0]
    return [lot, "Nguyễn Thị Lan", "nguyen", "hộ", "xuân đào", "bình", "n", "L0", "khongcogi"]


def _lists(scenario: Scenario) -> dict[str, list[str]]:
    lots, needs, organisations = reverse("supply:list"), reverse("demand:list"), reverse("registry:list")
    last = len(scenario.lots) // PAGE
    return {
        "supply list": [
            lots,
            f"{lots}?page={last // 2}",
            f"{lots}?page={last}",
            f"{lots}?q=nguyen",
            f"{lots}?sort=producer",
        ],
        "needs list": [needs, f"{needs}?page=5", f"{needs}?q=cho"],
        "supply to ask about": [reverse("supply:due"), f"{reverse('supply:due')}?page=9"],
        "a lot": [reverse("supply:lot", args=[pk]) for pk in _some(Lot)],
        "edit a lot": [reverse("supply:edit", args=[pk]) for pk in _some(Lot)],
        "new lot": [reverse("supply:new")],
        "a need": [reverse("demand:need", args=[pk]) for pk in _some(Need)],
        "consolidate": [reverse("demand:consolidate", args=[pk]) for pk in _some(Need)],
        "organisations list": [
            organisations,
            f"{organisations}?page=50",
            f"{organisations}?q=nguyen",
            f"{organisations}?kind=cooperative",
            f"{organisations}?sort=-name",
        ],
        "an organisation": [reverse("registry:organisation", args=[pk]) for pk in _some(Organisation)],
        "forecast weeks": [reverse("forecast:weeks")],
        "forecast to ask": [reverse("forecast:ask")],
        "survey figures": [reverse("survey:list")],
        "questions": [reverse("survey:questions")],
        "catalogue": [reverse("catalogue:commodities")],
        "places": [reverse("geography:list"), f"{reverse('geography:list')}?q=xa"],
        "tables brought in": [reverse("intake:doors")],
        "points list": [reverse("network:points")],
        "lanes list": [reverse("network:lanes")],
    }


def _some(kind: type[Lot] | type[Need] | type[Organisation]) -> list[int]:
    """Ten rows from all over a table."""
    rows = kind._default_manager.order_by("pk").values_list("pk", flat=True)
    return list(rows[:: max(1, rows.count() // 10)][:10])


def _api(plan: Plan) -> dict[str, list[str]]:
    below = f"/api/v1/plans/{plan.pk}"
    found = {
        "API seasons": ["/api/v1/seasons"],
        "API weeks": [f"/api/v1/seasons/{plan.season.code}/weeks"],
        "API plans": [f"/api/v1/plans?season={plan.season.code}"],
        "API plan": [below],
    }
    counts = {
        "lines": plan.lines.count(), "shares": plan.shares.count(), "unsold": plan.unsold.count(),
        "demands": plan.fills.count(), "bottlenecks": plan.bottlenecks.count(),
    }  # fmt: skip
    for name, count in counts.items():
        deep = [f"{below}/{name}?offset={count * tenth // 10}" for tenth in range(10)]
        found[f"API {name}"] = deep
        if name in {"lines", "shares", "unsold"}:
            found[f"API {name}, searched"] = [f"{below}/{name}?q={quote(word)}" for word in _words(plan)]
    return found
