"""A refusal kept with its job: both sentences and the first faults, so that the page can show them later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cungcau.kernel.errors import DomainError, Fault
from cungcau.platform.ui.messages import Answer, answer

MOST_FAULTS = 50
"""Faults kept with a job; how many there were is kept beside them."""
_LONGEST = 300


def kept(error: DomainError) -> dict[str, Any]:
    """The refusal as a JSON object: ``code``, ``status``, ``vi``, ``en``, ``faults`` (the first), ``count`` of all."""
    said = answer(error)
    faults = [
        {**asdict(fault), "value": fault.value[:_LONGEST], "expected": fault.expected[:_LONGEST]}
        for fault in said.faults[:MOST_FAULTS]
    ]
    return {
        "code": said.code, "status": said.status, "vi": said.vi, "en": said.en,
        "faults": faults, "count": len(said.faults),
    }  # fmt: skip


def said(problem: Mapping[str, Any]) -> Answer | None:
    """What :func:`kept` kept, as an answer to show; None when the job did not end by a refusal."""
    if not problem:
        return None
    faults = tuple(Fault(**fault) for fault in problem["faults"])
    return Answer(problem["code"], problem["status"], problem["vi"], problem["en"], faults)
