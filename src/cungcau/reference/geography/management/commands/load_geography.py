"""``load_geography``: the units that came with the product, or a new decree's files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from cungcau.reference.geography import services


class Command(BaseCommand):
    """Load units and successions; the same files again change nothing."""

    help = "Nạp đơn vị hành chính: bản đi kèm, hoặc tệp của một nghị quyết mới."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two files, both or none."""
        parser.add_argument("--units", type=Path, default=services.UNITS_FILE)
        parser.add_argument("--successions", type=Path, default=services.SUCCESSIONS_FILE)
        parser.add_argument("--source", default=services.SOURCE)

    def handle(self, *args: object, **options: object) -> None:
        """Load and say what changed."""
        edition = services.load_files(
            units_file=Path(str(options["units"])),
            successions_file=Path(str(options["successions"])),
            source=str(options["source"]),
            actor=None,
        )
        if edition is None:
            self.stdout.write("Bản này đã nạp từ trước.")
        else:
            self.stdout.write(f"Đã nạp {edition.units} đơn vị, {edition.successions} kế thừa.")
