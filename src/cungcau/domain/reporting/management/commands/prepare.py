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

from cungcau.domain.daily.services.demo import keep_point, live_on
from cungcau.domain.matching import selectors, services
from cungcau.domain.matching.services import showing
from cungcau.domain.ocop.day import ocop_day
from cungcau.domain.programmes.services.demo import record_source_plans
from cungcau.domain.promotion.services.demo import show_promotion
from cungcau.domain.recognition.services.demo import record_entities, show_ocop
from cungcau.domain.reporting.services.demo import record_reporting
from cungcau.platform.accounts import selectors as accounts
from cungcau.platform.ui import clock
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.catalogue.services import load_shipped
from cungcau.reference.geography import selectors as geography
from cungcau.reference.geography.services import load_files

_DEMO, _TABLES = "examples/van-lang-2021", "examples/source-tables"
_OCOP_RULES_SINCE = date(2026, 5, 22)
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
        load_shipped()
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
        with ocop_day():
            record_entities(on=clock.today())
        self._accounts()
        actor = accounts.find("quantri")
        if actor is not None:
            showing.fill(season=known, tables=Path(settings.ROOT) / _TABLES, actor=actor)
        keep_point(username="diemcan")
        if live_on(season=known):
            self.stderr.write("Ghi ba ngày giao hàng minh hoạ …")
        if show_ocop(since=_OCOP_RULES_SINCE):
            self.stderr.write("Ghi hồ sơ OCOP minh hoạ …")
        if show_promotion():
            self.stderr.write("Ghi hội nghị, điểm trưng bày …")
        self.stderr.write("Ghi các kế hoạch, báo cáo định kỳ …")
        record_source_plans()
        record_reporting(season=known)

    def _accounts(self) -> None:
        """Make the demo accounts once and say how to sign in."""
        self.stdout.write("  Tài khoản minh hoạ (tên đăng nhập / mật khẩu):")
        for username, full_name, *_ in showing.ACCOUNTS:
            password = self._password()
            made = showing.make_account(username=username, password=password)
            if not made and not self._local():
                password = _SHOWN_ONCE
            self.stdout.write(f"    {username:<10} {password:<16} {full_name}")

    def _local(self) -> bool:
        return settings.HOST in {"127.0.0.1", "localhost", "::1"}

    def _password(self) -> str:
        """The well-known one where only this machine can reach the site, else a random one, shown once."""
        return _LOCAL_PASSWORD if self._local() else secrets.token_urlsafe(9)
