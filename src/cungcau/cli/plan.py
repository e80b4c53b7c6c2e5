"""``cungcau plan …`` (being written)."""

import typer

plan_app = typer.Typer(no_args_is_help=True)
