"""The command line: ``cungcau plan``, ``scenario``, ``text``, ``ocop``, ``programme`` and the site's commands."""

from __future__ import annotations

import typer

from cungcau.cli import site
from cungcau.cli.ocop import ocop_app
from cungcau.cli.plan import plan_app
from cungcau.cli.programme import programme_app
from cungcau.cli.scenario import scenario_app
from cungcau.cli.text import text_app

app = typer.Typer(name="cungcau", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
app.add_typer(plan_app, name="plan")
app.add_typer(scenario_app, name="scenario")
app.add_typer(text_app, name="text")
app.add_typer(ocop_app, name="ocop")
app.add_typer(programme_app, name="programme")
site.attach(app)


def main() -> None:
    """Entry point of the ``cungcau`` script."""
    app()
