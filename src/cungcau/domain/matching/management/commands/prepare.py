"""``prepare``: bring the database to the present shape, and load the demo season where asked."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from cungcau.domain.matching import selectors, services
from cungcau.platform.access import roles
from cungcau.platform.access import services as access
from cungcau.platform.accounts import selectors as accounts
from cungcau.platform.accounts import services as people
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.geography import selectors as geography
from cungcau.reference.geography.services import load_files

_DEMO = "examples/van-lang-2021"
_ACCOUNTS = (
    ("dieuphoi", "Điều phối viên (minh hoạ)", roles.COORDINATOR, "20"),
    ("canboxa", "Cán bộ xã (minh hoạ)", roles.COMMUNE_OFFICER, "20"),
    ("xem", "Người xem (minh hoạ)", roles.VIEWER, "20"),
    ("quantri", "Quản trị (minh hoạ)", roles.ADMINISTRATOR, ""),
)
_SHOWN_ONCE = "(đã đặt lần đầu)"
_LOCAL_PASSWORD = "cung-cau-2021"  # noqa: S105 - demo accounts on this machine only; see _password


class Command(BaseCommand):
    """Migrate; with ``--demo`` load the demo season, make its accounts, ask for its plan."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """``--demo``."""
        parser.add_argument("--demo", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is still to be done; a second call finds nothing to do and is quick."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stderr.write("Chuẩn bị cơ sở dữ liệu …")
            call_command("migrate", interactive=False, verbosity=0)
        if not geography.units().exists():
            self.stderr.write("Nạp địa bàn hành chính …")
            load_files()
        if options["demo"]:
            self._demo()

    def _demo(self) -> None:
        folder = Path(settings.ROOT) / _DEMO
        if not folder.is_dir():
            self.stderr.write(f"Không có thư mục {_DEMO}: bỏ qua mùa vụ minh hoạ.")
            return
        with transaction.atomic():
            known = catalogue.seasons().filter(code=folder.name).first()
            if known is None:
                self.stderr.write("Nạp mùa vụ minh hoạ …")
                known = services.load_season(folder=folder, actor=None)
            if not selectors.plans_of(known).exists():
                services.request_plan(season=known, actor=None)
        self._accounts()

    def _accounts(self) -> None:
        """Make the demo accounts once and say how to sign in."""
        self.stdout.write("  Tài khoản minh hoạ (tên đăng nhập / mật khẩu):")
        for username, full_name, role, area in _ACCOUNTS:
            password = self._password()
            person = accounts.find(username)
            if person is None:
                with transaction.atomic():
                    person = people.create_user(
                        username=username, full_name=full_name, password=password, is_demo=True
                    )
                    access.grant_role(
                        user=person, role=role, area_code=area, actor=None, valid_from=date(2021, 1, 1),
                        note="minh hoạ",
                    )  # fmt: skip
            elif not self._local():
                password = _SHOWN_ONCE
            self.stdout.write(f"    {username:<10} {password:<16} {full_name}")

    def _local(self) -> bool:
        return settings.HOST in {"127.0.0.1", "localhost", "::1"}

    def _password(self) -> str:
        """The well-known one where only this machine can reach the site, else a random one, shown once."""
        return _LOCAL_PASSWORD if self._local() else secrets.token_urlsafe(9)
