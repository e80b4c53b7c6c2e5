"""Whether somebody may write these lots: in the area, and for these producers."""

from __future__ import annotations

from collections.abc import Iterable

from cungcau.domain.supply import policies
from cungcau.domain.supply.selectors.producers import reach_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock


def require_writing(actor: User, lots: Iterable[tuple[int, str]]) -> None:
    """Let pass or raise for lots given as (producer's id, area): ``not_allowed``, ``producer_not_yours``.

    An officer writes for everybody in their area; a representative, in the area, for those they act for.
    """
    pairs = set(lots)
    for area in {area for _, area in pairs}:
        require(actor, policies.RECORD, area)
    reach = reach_of(actor, clock.today())
    if not all(reach.holds(producer, area) for producer, area in pairs):
        raise DomainError("producer_not_yours")
