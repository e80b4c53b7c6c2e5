"""``cungcau text …``: read and fold Vietnamese text from the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from cungcau.kernel.vntext import Region, TextUnreadable, fold, parse, say

text_app = typer.Typer(no_args_is_help=True, help="Đọc và chuẩn hoá chữ viết tiếng Việt.")

Text = Annotated[str, typer.Argument(help='Chữ người ta viết, ví dụ "5-7 tạ".')]
Year = Annotated[
    int | None, typer.Option(min=1900, max=2100, help="Năm của ngày tháng không ghi năm (của đầu khoảng).")
]
Place = Annotated[Region | None, typer.Option("--region", help="Miền, để biết sào và mẫu rộng bao nhiêu.")]
Gia = Annotated[int | None, typer.Option("--kg-per-gia", min=1, help="Một giạ ở nơi này là bao nhiêu kg.")]
Json = Annotated[bool, typer.Option("--json", help="In JSON một dòng.")]


@text_app.command("parse")
def parse_command(
    text: Text, year: Year = None, region: Place = None, kg_per_gia: Gia = None, json: Json = False
) -> None:
    """Đọc một số lượng, giá, khoảng ngày hoặc hạn; mã 2 nếu không đọc được."""
    try:
        reading = parse(text, year=year, region=region, kg_per_gia=kg_per_gia)
    except TextUnreadable as refusal:
        typer.echo(_printable(refusal.sentence), err=True)
        raise typer.Exit(2) from None
    typer.echo(_printable(reading.as_json() if json else say(reading)))


@text_app.command("fold")
def fold_command(text: Text) -> None:
    """In khoá tìm kiếm của TEXT: không dấu, chữ thường, khoảng trắng gọn."""
    typer.echo(_printable(fold(text)))


def _printable(line: str) -> str:
    """Return ``line`` with the bytes the shell could not decode made visible instead of fatal."""
    return line.encode("utf-8", "backslashreplace").decode("utf-8")
