"""``intake``: bring a table in from this machine, by the same steps as the pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cungcau.platform.accounts.selectors import find
from cungcau.platform.intake import services
from cungcau.platform.intake.doors import every


class Command(BaseCommand):
    """Faults go to stderr, one a line; exit code 2 while there are any, unless ``--keep-good``."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Kind, file, answers, source, person."""
        parser.add_argument("kind", help=", ".join(door.kind for door in every()))
        parser.add_argument("file", type=Path)
        parser.add_argument("--option", action="append", default=[], metavar="TÊN=GIÁ_TRỊ")
        parser.add_argument("--source", default="", help="Nguồn của số liệu; bỏ trống: tên tệp")
        parser.add_argument("--as", dest="username", required=True, help="Tên đăng nhập của người nhập")
        parser.add_argument("--sheet", action="append", default=[], help="Chỉ đọc trang này")
        parser.add_argument("--keep-good", action="store_true", help="Ghi các dòng đúng dù có dòng lỗi")

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring it in."""
        actor = find(options["username"])
        if actor is None:
            raise CommandError(f"Không có tài khoản {options['username']}.")
        if not options["file"].is_file():
            raise CommandError(f"Không có tệp {options['file']}.")
        done = services.bring_in(
            options["kind"], options["file"], source=options["source"] or options["file"].name, actor=actor,
            options=dict(self._pair(text) for text in options["option"]), sheets=options["sheet"],
            keep_good=options["keep_good"],
        )  # fmt: skip
        for fault in done.faults:
            where = f"{fault.sheet or done.intake.file_name}:{fault.line}: {fault.header}"
            self.stderr.write(f"{where} = “{fault.value}”: {fault.expected}")
        if done.unread:
            self.stderr.write(f"Không đọc: {', '.join(done.unread)}")
        made = done.outcome
        self.stdout.write(
            f"{made.created} dòng mới, {made.changed} đổi, {made.unchanged} không đổi,"
            f" {done.intake.faulty} lỗi{'' if done.written else '; chưa ghi gì'}."
        )
        if done.faults and not options["keep_good"]:
            sys.exit(2)

    def _pair(self, text: str) -> tuple[str, str]:
        name, sign, value = text.partition("=")
        if not sign:
            raise CommandError(f"--option cần dạng TÊN=GIÁ_TRỊ, không phải {text}.")
        return name, value
