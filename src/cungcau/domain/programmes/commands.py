"""``cungcau programme …``: checking a plan's text in a file, or a plan of the database by its number."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from cungcau.domain.programmes.checking import Around, Finding, Seriousness, check, wording
from cungcau.domain.programmes.checking.gazetteer import shipped_places
from cungcau.domain.programmes.drafting import lines_of, recognise, sheet_of_text
from cungcau.domain.programmes.models import Plan
from cungcau.domain.programmes.selectors.findings import checked
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer

FOUND, REFUSED = 1, 2
"""Exit codes besides 0: something is wrong with the plan; the plan could not be read."""


def programme_check(
    what: Annotated[
        str, typer.Argument(metavar="FILE|NUMBER", help="Tệp .docx, .txt; hoặc số, ký hiệu: 129/KH-UBND.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Kiểm tra một kế hoạch: ngày, tổng, trùng, thiếu người chủ trì, địa danh đã hết, trái kế hoạch khác."""
    try:
        name, findings = _of_file(Path(what)) if Path(what).is_file() else _of_number(what)
    except DomainError as refused:
        typer.echo(answer(refused).text, err=True)
        raise typer.Exit(REFUSED) from None
    if as_json:
        typer.echo(json.dumps([_plain(one) for one in findings], ensure_ascii=False))
    else:
        for line in _lines(name, findings):
            typer.echo(line)
    if any(one.seriousness == Seriousness.ERROR for one in findings):
        raise typer.Exit(FOUND)


def _of_file(path: Path) -> tuple[str, list[Finding]]:
    """The text of a file; nothing of the database is asked."""
    proposals = recognise(lines_of(path.name, path.read_bytes()))
    today = clock.today()
    sheet = sheet_of_text(path.name, proposals, year=today.year)
    return path.name, list(check(sheet, Around(today=today, places=shipped_places())))


def _of_number(number: str) -> tuple[str, list[Finding]]:
    """The plan of that number and symbol, the newest of several; findings set aside are left out."""
    mark, _, symbol = number.strip().partition("/")
    plan = Plan.objects.filter(number=mark, symbol=symbol).order_by("-starts_on", "-pk").first()
    if plan is None:
        raise DomainError("programme_number_unknown", number=number[:60])
    return str(plan), [one.finding for one in checked(plan, clock.today()).standing]


def _lines(name: str, findings: Iterable[Finding]) -> Iterable[str]:
    rows = list(findings)
    for one in rows:
        yield f"{wording.SERIOUSNESS[one.seriousness]}: {wording.where(one.row)}"
        yield f"    {wording.sentence(one)}"
        yield from (f"    → {wording.offer(mend)}" for mend in one.mends)
    wrong = sum(one.seriousness == Seriousness.ERROR for one in rows)
    yield f"{name}: {len(rows)} phát hiện, {wrong} chỗ sai." if rows else f"{name}: không tìm thấy gì sai."


def _plain(one: Finding) -> dict[str, Any]:
    return {
        "key": one.key, "rule": one.rule, "seriousness": one.seriousness.value, "kind": one.row.kind,
        "number": one.row.number, "where": wording.where(one.row), "sentence": wording.sentence(one),
        "mends": [wording.offer(mend) for mend in one.mends],
    }  # fmt: skip
