"""Small rule files made for tests, and random ones; nothing of them comes from a real decision."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any

BANDS = [
    {
        "star": 3,
        "lower": 8,
        "upper": 10,
        "upper_inclusive": True,
        "level": "top",
        "certifiable": True,
        "decided_by": "crown",
        "recognised_by": None,
    },
    {
        "star": 2,
        "lower": 5,
        "upper": 8,
        "upper_inclusive": False,
        "level": None,
        "certifiable": True,
        "decided_by": "town",
        "recognised_by": None,
    },
    {
        "star": 1,
        "lower": 0,
        "upper": 5,
        "upper_inclusive": False,
        "level": None,
        "certifiable": False,
        "decided_by": None,
        "recognised_by": None,
    },
]


def option(points: int, label: str, **more: Any) -> dict[str, Any]:
    return {"points": points, "label": label, **more}


def leaf(
    code: str, most: int, options: list[dict[str, Any]], parent: str | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "code": code,
        "parent": parent,
        "name": f"Tiêu chí {code}",
        "most": most,
        "scorable": True,
        "options": options,
        **more,
    }


def group(code: str, most: int, parent: str | None = None) -> dict[str, Any]:
    return {"code": code, "parent": parent, "name": f"Nhóm {code}", "most": most, "scorable": False}


def small() -> dict[str, Any]:
    """A decision of three stars and ten points with one sheet: two parts, a group, a stop, branches, a flag."""
    sheet = {
        "code": "T-01",
        "number": 1,
        "name": "Bánh thử",
        "category": "X",
        "legal_basis": "Phụ lục thử",
        "most": 10,
        "samples": 2,
        "rejections": ["FAKE"],
        "star_conditions": {"2": {"1.1": 1}, "3": {"1.1": 2, "3": 2}},
        "flags": [{"criterion": "4", "text": "in hai mức cùng điểm"}],
        "parts": [
            {
                "code": "A",
                "name": "Làm",
                "most": 6,
                "criteria": [
                    group("1", 4),
                    leaf(
                        "1.1",
                        2,
                        [option(0, "không"), option(1, "ít", star=2), option(2, "nhiều", star=3)],
                        "1",
                        eliminators=["ZERO"],
                    ),
                    leaf("1.2", 2, [option(0, "nhạt"), option(2, "đậm")], "1"),
                    leaf(
                        "2",
                        2,
                        [option(1, "một", case="a"), option(2, "hai", case="a"), option(2, "b", case="b")],
                    ),
                ],
            },
            {
                "code": "B",
                "name": "Bán",
                "most": 4,
                "criteria": [
                    leaf("3", 2, [option(1, "gần"), option(2, "xa", star=3)], rules=["LOOK"], note="xem kỹ"),
                    leaf("4", 2, [option(1, "a"), option(1, "b"), option(2, "c")]),
                ],
            },
        ],
    }
    return {
        "format": 1,
        "instrument": "THU",
        "instruments": [
            {
                "code": "THU",
                "number": "1/THU",
                "date": "2030-01-02",
                "most": 10,
                "parts": {"A": 6, "B": 4},
                "bands": deepcopy(BANDS),
            }
        ],
        "categories": {"X": "Bánh"},
        "rejections": {
            "FAKE": {"effect": "reject_dossier", "label": "giả"},
            "ZERO": {"effect": "stop_evaluation", "label": "có mùi lạ", "trigger": "zero_in_group"},
        },
        "rules": {"LOOK": "nhìn tận nơi"},
        "sheets": [sheet],
    }


def ladder(draw: random.Random, most: int) -> list[int]:
    inner = draw.sample(range(most), draw.randint(0, min(3, most)))
    return sorted({*inner, most})


def random_book(draw: random.Random, criteria: int = 6) -> dict[str, Any]:
    """One random sheet that obeys every rule of reading: nested groups, marks, stops and a random set of bands."""
    rows: list[dict[str, Any]] = []
    for place in range(1, criteria + 1):
        most = draw.randint(1, 5)
        rows.append(leaf(str(place), most, [option(p, f"mức {p}") for p in ladder(draw, most)]))
    if criteria > 2 and draw.random() < 0.7:
        inside = rows[: draw.randint(2, criteria)]
        for row in inside:
            row["parent"] = "G"
        rows.insert(0, group("G", sum(row["most"] for row in inside)))
    total = sum(row["most"] for row in rows if row["scorable"])
    stars = draw.randint(2, 5)
    edges = sorted(draw.sample(range(1, total + 1), min(stars - 1, total)))
    lows = [0, *edges]
    bands = []
    for place, low in enumerate(lows, 1):
        top = place == len(lows)
        named = draw.random() < 0.6
        bands.append(
            {
                "star": place,
                "lower": low,
                "upper": total if top else lows[place],
                "upper_inclusive": top,
                "level": None,
                "certifiable": named,
                "decided_by": f"level{place}" if named else None,
                "recognised_by": None,
            }
        )
    conditions: dict[str, dict[str, int]] = {}
    for row in rows:
        if not row["scorable"]:
            continue
        free = sorted(draw.sample(range(1, len(lows) + 1), draw.randint(0, min(2, len(lows)))))
        marked = sorted(draw.sample(range(len(row["options"])), min(len(free), len(row["options"]))))
        for star, at in zip(free, marked, strict=False):
            row["options"][at]["star"] = star
            conditions.setdefault(str(star), {})[row["code"]] = row["options"][at]["points"]
        if draw.random() < 0.15:
            row["eliminators"] = [draw.choice(["STATED", "ZERO", "GROUP"])]
    return {
        "format": 1,
        "instrument": "R",
        "instruments": [
            {
                "code": "R",
                "number": "R/1",
                "date": "2030-01-01",
                "most": total,
                "parts": {"A": total},
                "bands": bands,
            }
        ],
        "categories": {"X": "x"},
        "rejections": {
            "STATED": {"effect": "reject", "label": "nói ra"},
            "ZERO": {"effect": "stop_evaluation", "label": "0 điểm", "trigger": "zero"},
            "GROUP": {"effect": "stop_evaluation", "label": "0 điểm trong nhóm", "trigger": "zero_in_group"},
        },
        "rules": {},
        "sheets": [
            {
                "code": "R-1",
                "number": 1,
                "name": "Ngẫu nhiên",
                "category": "X",
                "legal_basis": "thử",
                "most": total,
                "samples": 0,
                "rejections": [],
                "star_conditions": conditions,
                "parts": [{"code": "A", "name": "A", "most": total, "criteria": rows}],
            }
        ],
    }


def random_choice(draw: random.Random, sheet: dict[str, Any], left_out: float = 0.1) -> dict[str, int]:
    found = {}
    for part in sheet["parts"]:
        for row in part["criteria"]:
            if row["scorable"] and draw.random() >= left_out:
                found[row["code"]] = draw.choice(row["options"])["points"]
    return found
