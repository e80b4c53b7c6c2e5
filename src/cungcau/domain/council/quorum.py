"""Whether a session may be opened: who is there, who presides. Plain values; counts in seats that score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cungcau.domain.council.models import Post
from cungcau.domain.council.regulation import Regulation
from cungcau.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Place:
    """A seat on a session: its post, whether its holder is there, presides, and by what authority."""

    seat: int
    post: str
    present: bool
    presides: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Quorum:
    """``present`` of ``seats`` that score are there, ``needed`` must be; ``why_not`` are the refusals left."""

    seats: int
    present: int
    needed: int
    why_not: tuple[DomainError, ...]

    @property
    def holds(self) -> bool:
        """Whether enough are there, whoever presides."""
        return bool(self.seats) and self.present >= self.needed


def quorum(regulation: Regulation, places: Sequence[Place]) -> Quorum:
    """Count who scores; the first refusal is the one to say.

    A regulation that asks for the chair is content with a deputy who presides with an authorisation in words.
    """
    scoring = [one for one in places if one.post != Post.SECRETARY]
    present = sum(one.present for one in scoring)
    needed = regulation.needed(len(scoring))
    found = []
    if not scoring:
        found.append(DomainError("council_without_members"))
    elif present < needed:
        found.append(
            DomainError(
                "quorum_missing", present=present, seats=len(scoring), needed=needed,
                percent=regulation.quorum_percent,
            )
        )  # fmt: skip
    if present < regulation.least_members:
        found.append(DomainError("members_too_few", present=present, least=regulation.least_members))
    refusal = _presiding(regulation, [one for one in places if one.presides])
    return Quorum(len(scoring), present, needed, tuple(found + ([refusal] if refusal else [])))


def _presiding(regulation: Regulation, chairs: Sequence[Place]) -> DomainError | None:
    if not chairs:
        return DomainError("nobody_presides")
    one = chairs[0]
    if one.post == Post.SECRETARY or (regulation.chair_must_attend and one.post == Post.MEMBER):
        return DomainError("presides_wrongly")
    if one.post != Post.CHAIR and not one.reason:
        return DomainError("authorisation_missing")
    return None
