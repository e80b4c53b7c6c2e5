"""``cungcau ocop``: score a sheet of criteria, list and print the sheets, check a rule file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cungcau.cli.ocop_text import check_lines, score_lines, set_lines, sheet_lines
from cungcau.cli.refusals import refusing
from cungcau.engines.scoring import RuleBook, fingerprint, newest_book, read, score, sheet_values
from cungcau.engines.scoring.plain import plain
from cungcau.engines.scoring.question import read_question
from cungcau.kernel.errors import DomainError

ocop_app = typer.Typer(
    no_args_is_help=True, help="OCOP: tính điểm và hạng sao của một phiếu chấm; xem và kiểm tra bộ tiêu chí."
)

Rules = Annotated[
    Path | None,
    typer.Option(
        "--rules", metavar="RULES", help="Tệp quy định (JSON), thay cho quy định mới nhất kèm theo."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]


@ocop_app.command("score")
def score_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp điểm (JSON).")],
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Tính điểm trung bình, hạng sao, vì sao chưa cao hơn và các bước ít nhất để lên hạng."""
    with refusing():
        book = _book(rules)
        question = read_question(file, book)
        result = score(question.sheet, book.bands, question.members, question.agreed, question.rejections)
    if as_json:
        typer.echo(json.dumps(plain(result), ensure_ascii=False))
        return
    for line in score_lines(book, question, result):
        typer.echo(line)


@ocop_app.command("sets")
def sets_command(rules: Rules = None, as_json: AsJson = False) -> None:
    """Liệt kê các bộ tiêu chí."""
    with refusing():
        book = _book(rules)
    if as_json:
        rows = [
            {"code": row.code, "number": row.number, "name": row.name, "category": row.category}
            for row in book
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for line in set_lines(book):
        typer.echo(line)


@ocop_app.command("sheet")
def sheet_command(
    code: Annotated[str, typer.Argument(metavar="SET", help="Mã bộ tiêu chí, ví dụ QD26-01.")],
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """In một phiếu chấm: tiêu chí, mức, điều kiện sao, lý do loại."""
    with refusing():
        book = _book(rules)
        if code not in book.sheets:
            raise DomainError("set_unknown", set=code, first=next(iter(book.sheets)), last=[*book.sheets][-1])
    if as_json:
        typer.echo(json.dumps(sheet_values(book.sheets[code]), ensure_ascii=False, indent=2))
        return
    for line in sheet_lines(book, book.sheets[code]):
        typer.echo(line)


@ocop_app.command("check")
def check_command(
    file: Annotated[Path, typer.Argument(metavar="RULES", help="Tệp quy định (JSON).")],
    as_json: AsJson = False,
) -> None:
    """Đọc một tệp quy định, nêu mọi lỗi hoặc in các con số và dấu vân tay của nó."""
    with refusing():
        book = read(file)
    if as_json:
        counts: dict[str, object] = {
            "instrument": book.instrument,
            "sets": len(book.sheets),
            "criteria": sum(len(row.scorable) for row in book),
            "options": sum(len(inner.options) for row in book for inner in row.scorable),
            "flags": sum(len(row.flags) for row in book),
            "sha256": fingerprint(book),
        }
        typer.echo(json.dumps(counts, ensure_ascii=False, indent=2))
        return
    for line in check_lines(book):
        typer.echo(line)


def _book(rules: Path | None) -> RuleBook:
    return newest_book() if rules is None else read(rules)
