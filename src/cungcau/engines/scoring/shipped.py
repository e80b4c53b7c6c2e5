"""The rule books that come with the product, one JSON file each in ``data``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from cungcau.engines.scoring.read.book import read_values
from cungcau.engines.scoring.read.json_file import parse_json
from cungcau.engines.scoring.sheet import RuleBook

_FOLDER = files("cungcau.engines.scoring") / "data"


def shipped() -> tuple[str, ...]:
    """Names of the rule books shipped, for example ``qd26_2026``."""
    return tuple(
        sorted(row.name.removesuffix(".json") for row in _FOLDER.iterdir() if row.name.endswith(".json"))
    )


def shipped_bytes(name: str) -> bytes:
    """The file of a shipped rule book. Raises ``FileNotFoundError`` for a name not in :func:`shipped`."""
    return (_FOLDER / f"{name}.json").read_bytes()


@cache
def shipped_book(name: str) -> RuleBook:
    """A shipped rule book, read once per process. Raises ``FileNotFoundError`` for a name not in :func:`shipped`."""
    return read_values(parse_json(shipped_bytes(name), f"{name}.json"), f"{name}.json")


@cache
def newest_book() -> RuleBook:
    """The shipped rule book whose decision was issued last."""
    books = [shipped_book(name) for name in shipped()]
    return max(books, key=lambda book: (book.instruments[book.instrument].issued, book.instrument))
