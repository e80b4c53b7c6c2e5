"""The source plans, entered from the package's data files: facts and names of public papers, wording our own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from cungcau.domain.programmes.models import Agency, Plan, Post
from cungcau.domain.programmes.services import agencies, indicators, plans, tasks
from cungcau.domain.programmes.services.whole import GivenScenario, GivenTask, Whole, write_whole
from cungcau.platform.accounts.selectors import find
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography import selectors as geography

FOLDER = Path(__file__).parents[1] / "data"
ORDER = (
    "lang-son-ocop-2021-2025", "van-lang-hong-2021", "chi-lang-hoi-nghi-2021", "an-giang-lien-minh-2021",
    "kien-giang-doan-2023", "bac-giang-vai-2021",
)  # fmt: skip
"""The files of ``data/plans``, a plan after those it stands under."""
POSTS = (
    ("dieuphoi", "ls-tt-xttm"), ("canboxa", "ls-xa-tan-my"), ("vanphong", "ls-snnptnt"), ("xem", "ls-sct"),
)  # fmt: skip
"""Whom of the demo's accounts which agency's board belongs to."""
_SINCE = date(2021, 1, 1)
_UNITS_ON = date(2021, 9, 27)
_SHOWN = "minh hoạ"


def record_source_plans() -> int:
    """Enter the agencies, the source plans and the demo's posts; returns how many plans were written.

    What is there is left alone, so that a second call changes nothing and is quick.
    """
    wanted = {code: _read(f"plans/{code}.json") for code in ORDER}
    titles = set(Plan.objects.filter(is_demo=True).values_list("title", flat=True))
    missing = [code for code in ORDER if wanted[code]["plan"]["title"] not in titles]
    if missing:
        with transaction.atomic():
            known = _agencies()
            for code in missing:
                _write(wanted[code], known, wanted)
    _posts()
    return len(missing)


def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _agencies() -> dict[str, Agency]:
    """The agencies by code; those that are there are not touched."""
    rows = _read("agencies.json")
    known = {one.code: one for one in Agency.objects.filter(code__in=[row["code"] for row in rows])}
    units = geography.units_by_code([row["unit"] for row in rows if "unit" in row], _UNITS_ON)
    for row in rows:
        if row["code"] in known:
            continue
        facts = {name: value for name, value in row.items() if name not in ("parent", "merged_into", "unit")}
        if row.get("unit") in units:
            facts["area_code"] = units[row["unit"]].area_code
        for name in ("parent", "merged_into"):
            if name in row:
                facts[name] = known[row[name]]
        known[row["code"]] = agencies.record_agency(facts=facts, actor=None, is_demo=True)
    return known


def _write(one: Mapping[str, Any], known: Mapping[str, Agency], every: Mapping[str, Any]) -> None:
    plan = write_whole(
        whole=_whole(one, known, every), origin=one["plan"]["source"], actor=None, is_demo=True
    )
    if one["state"] == "draft":
        return
    head = one["plan"]
    day = date.fromisoformat
    plan = plans.issue_plan(
        plan=plan,
        symbol=head["symbol"],
        number=head.get("number", ""),
        issued_on=day(head["issued_on"]),
        actor=None,
    )
    rows = list(plan.indicators.order_by("position"))
    for said in one.get("readings", ()):
        indicators.record_reading(
            indicator=rows[said["indicator"] - 1], as_of=day(said["as_of"]), value=Decimal(said["value"]),
            provenance=said["provenance"], actor=None,
        )  # fmt: skip
    _moves(plan, one.get("moves", ()))
    if one["state"] == "closed":
        plans.close_plan(plan=plan, actor=None)


def _moves(plan: Plan, moves: Iterable[Mapping[str, Any]]) -> None:
    """How far the demo's season is with its tasks."""
    rows = {task.position: task for task in plan.tasks.all()} if moves else {}
    for move in moves:
        task = rows[move["task"]]
        if "done_on" in move:
            tasks.finish_task(
                task=task, done_on=date.fromisoformat(move["done_on"]), evidence=move["evidence"], actor=None
            )
        else:
            tasks.start_task(task=task, actor=None)


def _whole(one: Mapping[str, Any], known: Mapping[str, Agency], every: Mapping[str, Any]) -> Whole:
    head = dict(one["plan"])
    for name in ("issuer", "lead"):
        if name in head:
            head[name] = known[head[name]]
    if "parent" in head:
        head["parent"] = Plan.objects.filter(
            is_demo=True, title=every[head["parent"]]["plan"]["title"]
        ).first()
    if "season" in head:
        head["season"] = Season.objects.filter(code=head["season"]).first()
    for name in ("starts_on", "ends_on", "issued_on"):
        if name in head:
            head[name] = date.fromisoformat(head[name])
    return Whole(
        head=head,
        passages=[{"part": part, "mark": mark, "text": text} for part, mark, text in one["passages"]],
        indicators=[_named(row, "reporter", known) for row in one["indicators"]],
        tasks=[
            GivenTask(
                _named({name: value for name, value in row.items() if name != "helpers"}, "lead", known),
                [known[code] for code in row.get("helpers", ())],
            )
            for row in one["tasks"]
        ],
        lines=one.get("lines", ()),
        scenarios=[
            GivenScenario({name: value for name, value in row.items() if name != "rows"}, row["rows"])
            for row in one.get("scenarios", ())
        ],
    )  # fmt: skip


def _named(row: Mapping[str, Any], name: str, known: Mapping[str, Agency]) -> dict[str, Any]:
    return {**row, name: known[row[name]]} if name in row else dict(row)


def _posts() -> None:
    """Give the demo's accounts their boards, those that are there and have none yet."""
    held = set(
        Post.objects.filter(agency__code__in=[code for _, code in POSTS], ends_on=None).values_list(
            "user__username", "agency__code"
        )
    )
    for username, code in POSTS:
        user = find(username) if (username, code) not in held else None
        agency = Agency.objects.filter(code=code).first() if user else None
        if user is not None and agency is not None and user.is_demo:
            agencies.give_post(agency=agency, user=user, starts_on=_SINCE, source=_SHOWN, actor=None)
