"""The commands that need Django: ``cungcau audit …``, ``cungcau user …``, ``cungcau programme …``."""

from __future__ import annotations

import importlib
import os
import sys

import django
import typer

from cungcau.config.refusal import sentence
from cungcau.kernel.errors import DomainError


def build() -> typer.Typer:
    """The command tree; Django is set up first, as the commands read its models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cungcau.config.settings")
    django.setup()
    commands = importlib.import_module("cungcau.platform.audit.commands")
    people = importlib.import_module("cungcau.platform.access.commands")
    plans = importlib.import_module("cungcau.domain.programmes.commands")
    app = typer.Typer(
        name="cungcau", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False
    )
    audit = typer.Typer(no_args_is_help=True, help="Nhật ký")
    audit.command("verify")(commands.audit_verify)
    user = typer.Typer(no_args_is_help=True, help="Tài khoản")
    user.command("add")(people.user_add)
    app.add_typer(audit, name="audit")
    app.add_typer(user, name="user")
    programme = typer.Typer(no_args_is_help=True, help="Kế hoạch, chương trình")
    programme.command("check")(plans.programme_check)
    programme.callback()(lambda: None)
    app.add_typer(programme, name="programme")
    return app


def main() -> int:
    """Run one command; a refusal is one sentence on stderr and exit code 1."""
    try:
        build()(prog_name="cungcau")
    except DomainError as error:
        print(sentence(error), file=sys.stderr)  # noqa: T201 - the one place a command may speak
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
