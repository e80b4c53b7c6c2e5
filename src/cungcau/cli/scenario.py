"""``cungcau scenario …`` (being written)."""

import typer

scenario_app = typer.Typer(no_args_is_help=True)
