"""``cungcau text …`` (being written)."""

import typer

text_app = typer.Typer(no_args_is_help=True)
