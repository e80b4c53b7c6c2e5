"""What the product raises when it will not do something, as codes with facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class DomainError(Exception):
    """A refusal with a stable ``code`` and the facts that explain it.

    The code, never the text, is what callers test; one place (``platform.ui.messages``) turns the
    code and facts into a sentence for people and into problem+json for programs.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(f"{code} {facts}" if facts else code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One thing wrong in an input: where it stands, what stood there, what was expected.

    ``line`` is 1-based as an editor shows it (the header is line 1); 0 means the file as a whole.
    """

    file: str
    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column} = {self.value!r}: {self.expected}"


class InputInvalid(DomainError):
    """An input was refused as a whole; ``faults`` lists every fault found, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("input_invalid", faults=len(self.faults))
