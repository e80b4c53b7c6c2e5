"""A folder that is written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from cungcau.kernel.errors import DomainError


def require_replaceable(folder: Path, mark: str) -> None:
    """May ``folder`` be written? Only where nothing stands, or an empty folder, or one holding ``mark``.

    Raises ``DomainError``: ``folder_is_file``, ``folder_occupied`` or ``folder_not_writable`` with ``path``.
    """
    folder = folder.resolve()
    if folder.exists():
        if not folder.is_dir():
            raise DomainError("folder_is_file", path=str(folder))
        if any(folder.iterdir()) and not (folder / mark).is_file():
            raise DomainError("folder_occupied", path=str(folder), mark=mark)
    above = next(parent for parent in folder.parents if parent.exists())
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        raise DomainError("folder_not_writable", path=str(above))


@contextmanager
def whole_folder(folder: Path, mark: str, known: Container[str]) -> Iterator[Path]:
    """A draft folder that takes the place of ``folder`` once the block ends well, and vanishes otherwise.

    Files of a replaced folder that are not ``known`` are somebody's own and move over to the new one.
    """
    folder = folder.resolve()
    require_replaceable(folder, mark)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = _sibling(folder)
    draft.mkdir()
    try:
        yield draft
        _take_place(draft, folder, known)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _sibling(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.{token_hex(4)}")


def _take_place(draft: Path, folder: Path, known: Container[str]) -> None:
    if not folder.exists():
        draft.rename(folder)
        return
    before = _sibling(folder)
    folder.rename(before)
    try:
        draft.rename(folder)
    except BaseException:
        before.rename(folder)
        raise
    for kept in before.iterdir():
        if kept.name not in known:
            kept.rename(folder / kept.name)
    shutil.rmtree(before)
