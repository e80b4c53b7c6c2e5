"""PDF by typst. The paper travels as JSON beside the template, never inside its source."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst

from cungcau.platform.documents.paper import MOTTO, NATION, Block, Heading, Paper, Paragraph, clean
from cungcau.platform.documents.typeset import pdf_of

_TEMPLATE = Path(__file__).parent / "templates" / "documents" / "paper.typ"


def to_pdf(paper: Paper) -> bytes:
    """The paper as a PDF (tagged, A4); raises ``paper_invalid`` when it cannot be typeset."""
    return pdf_of(_TEMPLATE, inputs(paper))


def to_png(paper: Paper, *, dots_per_inch: int = 110) -> list[bytes]:
    """The pages as pictures, for a preview on screen."""
    made = typst.compile(
        _TEMPLATE, root=_TEMPLATE.parent, format="png", ppi=dots_per_inch, sys_inputs=inputs(paper)
    )
    return [made] if isinstance(made, bytes) else list(made or ())


def inputs(paper: Paper) -> dict[str, str]:
    """What the template reads: one JSON text under ``paper``."""
    content = {
        "nation": NATION,
        "motto": MOTTO,
        "parent": clean(paper.parent_organisation).upper(),
        "organisation": clean(paper.organisation).upper(),
        "numbering": paper.numbering,
        "place": paper.place_and_day,
        "day": [paper.day.year, paper.day.month, paper.day.day],
        "kind": clean(paper.kind).upper(),
        "subject": clean(paper.subject),
        "addressees": [clean(text) for text in paper.addressees],
        "bases": [clean(text) for text in paper.bases],
        "body": [item for block in paper.body for item in _block(block)],
        "capacity": [clean(text).upper() for text in paper.signature.capacity],
        "signer": clean(paper.signature.name),
        "recipients": list(paper.recipient_lines),
    }
    return {"paper": json.dumps(content, ensure_ascii=False)}


def _block(block: Block) -> list[dict[str, object]]:
    if isinstance(block, Paragraph):
        return [{"is": "text", "text": clean(line)} for line in block.text.splitlines() if clean(line)]
    if isinstance(block, Heading):
        return [{"is": "heading", "text": clean(block.text), "level": block.level}]
    return [
        {
            "is": "table",
            "caption": clean(block.caption),
            "columns": [{**asdict(column), "header": clean(column.header)} for column in block.columns],
            "cells": [clean(cell) for row in block.rows for cell in row],
        }
    ]
