"""A second scorer, written from the rules and the raw values of a rule file alone; slow and plain on purpose.

It shares no code with the engine: no dataclasses, no dynamic programming. Ways up are found by trying every vector of
choices.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any


def leaves(sheet: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for part in sheet["parts"] for row in part["criteria"] if row["scorable"]]


def tested(
    sheet: dict[str, Any], members: dict[str, dict[str, int]], agreed: dict[str, int], code: str
) -> Fraction:
    if code in agreed:
        return Fraction(agreed[code])
    return Fraction(sum(points.get(code, 0) for points in members.values()), len(members))


def zeros(
    sheet: dict[str, Any],
    grounds: dict[str, Any],
    members: dict[str, dict[str, int]],
    agreed: dict[str, int],
) -> set[str]:
    """Grounds that hold because a 0 was given."""
    found = set()
    for row in (row for part in sheet["parts"] for row in part["criteria"]):
        for ground in row.get("eliminators", []):
            trigger = grounds[ground].get("trigger", "stated")
            for other in leaves(sheet):
                mine = other["code"] == row["code"]
                if trigger == "zero" and not mine:
                    continue
                if trigger == "zero_in_group" and not mine and other["parent"] != row["parent"]:
                    continue
                if trigger == "stated":
                    continue
                code = other["code"]
                given = (
                    [agreed[code]] if code in agreed else [points.get(code) for points in members.values()]
                )
                if 0 in given and tested(sheet, members, agreed, code) == 0:
                    found.add(ground)
    return found


def outcome(
    book: dict[str, Any],
    sheet: dict[str, Any],
    members: dict[str, dict[str, int]],
    agreed: dict[str, int],
    stated: list[str],
) -> dict[str, Any]:
    decision = next(row for row in book["instruments"] if row["code"] == book["instrument"])
    average = Fraction(0)
    for points in members.values():
        for value in points.values():
            average += Fraction(value, len(members))
    bands = {band["star"]: band for band in decision["bands"]}
    band_star = max(star for star, band in bands.items() if band["lower"] <= average)

    def holds(star: int) -> bool:
        for text, wanted in sheet["star_conditions"].items():
            if int(text) > star:
                continue
            for code, points in wanted.items():
                if tested(sheet, members, agreed, code) < points:
                    return False
        return True

    fitting = [star for star in bands if star <= band_star and holds(star)]
    rejected = zeros(sheet, book["rejections"], members, agreed) | set(stated)
    star = max(fitting, default=None)
    if rejected:
        star = None
    missed = []
    order = [row["code"] for row in leaves(sheet)]
    for text in sorted(sheet["star_conditions"], key=int):
        for code in sorted(sheet["star_conditions"][text], key=order.index):
            have = tested(sheet, members, agreed, code)
            if int(text) <= band_star and have < sheet["star_conditions"][text][code]:
                missed.append((int(text), code, sheet["star_conditions"][text][code], have))
    certifiable = star is not None and bands[star]["certifiable"]
    return {
        "average": average,
        "star": star,
        "band_star": band_star,
        "certifiable": certifiable,
        "decided_by": bands[star]["decided_by"] if star is not None and certifiable else None,
        "missed": missed,
        "unanswered": [code for code in order if any(code not in points for points in members.values())],
        "rejected": rejected,
    }


def best_ways(
    book: dict[str, Any], sheet: dict[str, Any], choice: dict[str, int], star: int, fixed: frozenset[str]
) -> tuple[tuple[int, int, int], tuple[int, int, int]] | None:
    """Least (steps, criteria, points) and least (points, steps, criteria) to reach ``star``; None if impossible."""
    rows = leaves(sheet)
    ladders = []
    for row in rows:
        now = choice.get(row["code"], 0)
        options = sorted({option["points"] for option in row["options"]})
        ladders.append([now] if row["code"] in fixed else [now, *(p for p in options if p > now)])
    by_steps, by_points = [], []
    for vector in product(*ladders):
        after = {row["code"]: points for row, points in zip(rows, vector, strict=True)}
        found = outcome(book, sheet, {"m": after}, {}, [])
        if found["star"] is None or found["star"] < star:
            continue
        steps = points = touched = 0
        for row in rows:
            now, then = choice.get(row["code"], 0), after[row["code"]]
            steps += len({option["points"] for option in row["options"] if now < option["points"] <= then})
            points += then - now
            touched += then != now
        by_steps.append((steps, touched, points))
        by_points.append((points, steps, touched))
    return (min(by_steps), min(by_points)) if by_steps else None
