"""``cungcau programme``: check a plan of a programme. Runs in a program of its own, a file without the database."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

programme_app = typer.Typer(
    no_args_is_help=True, help="Kế hoạch, chương trình: kiểm tra văn bản hoặc kế hoạch đã có."
)


@programme_app.command("check")
def check_command(
    what: Annotated[
        str, typer.Argument(metavar="FILE|NUMBER", help="Tệp .docx, .txt; hoặc số, ký hiệu: 129/KH-UBND.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Nêu mọi chỗ sai hoặc cần xem lại, mỗi chỗ kèm cách sửa; mã 1 nếu có chỗ sai, 2 nếu không đọc được."""
    environment = dict(os.environ)
    if Path(what).is_file():
        environment["CUNGCAU_NO_DATABASE"] = "1"
    words = ["programme", "check", *(["--json"] if as_json else []), "--", what]
    command = [sys.executable, "-m", "cungcau.config.admin", *words]
    os.execve(sys.executable, command, environment)  # noqa: S606 - our own module
