"""Putting a claim's picture where the product keeps its files."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from cungcau.domain.collection.services.photos import path_of


def put(sha256: str, content: bytes) -> None:
    """Keep a file under its hash, whole or not at all: written beside its place, then put there."""
    path = path_of(sha256)
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
