"""A typst template and what it reads, made a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import typst

from cungcau.kernel.errors import DomainError


def pdf_of(template: Path, inputs: Mapping[str, str]) -> bytes:
    """The template typeset with these inputs (texts, JSON for more); raises ``paper_invalid`` where it cannot be."""
    try:
        made = typst.compile(template, root=template.parent, format="pdf", sys_inputs=dict(inputs))
    except typst.TypstError as error:
        raise DomainError("paper_invalid", why=str(error).splitlines()[0]) from error
    assert isinstance(made, bytes), "one document, one file"
    return made
