"""Django's management commands: ``python -m cungcau.config.manage …``."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from cungcau.config.refusal import sentence
from cungcau.kernel.errors import DomainError


def main() -> int:
    """Run one command; a refusal at start-up is one sentence on stderr and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cungcau.config.settings")
    try:
        execute_from_command_line(sys.argv)
    except DomainError as error:
        print(sentence(error), file=sys.stderr)  # noqa: T201 - the one place a command may speak
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
