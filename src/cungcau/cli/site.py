"""Commands that need the database run in a program of their own, so that planning starts without Django."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import typer

_ANY = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def attach(app: typer.Typer) -> None:
    """Add ``run``, ``manage``, ``audit`` and ``user``."""
    for name, module, words, text in (
        ("run", "cungcau.config.run", (), "Chạy trang web, tiến trình nền và cơ sở dữ liệu"),
        ("manage", "cungcau.config.manage", (), "Lệnh quản trị của Django"),
        ("audit", "cungcau.config.admin", ("audit",), "Kiểm tra nhật ký"),
        ("user", "cungcau.config.admin", ("user",), "Tài khoản"),
    ):
        app.command(name, context_settings=_ANY, help=text)(_goes_to(module, *words))


def _goes_to(module: str, *words: str) -> Callable[[typer.Context], None]:
    def run(context: typer.Context) -> None:
        os.execv(sys.executable, [sys.executable, "-m", module, *words, *context.args])  # noqa: S606 - our own module

    return run
