"""Questions about decisions: which products one may be made of, what stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from cungcau.domain.council import policies, states
from cungcau.domain.council.models import Decision, DecisionLine, Item, Session
from cungcau.domain.council.regulation import regulation_of
from cungcau.domain.council.rounding import Shown, shown
from cungcau.domain.council.selectors.sessions import FULL, HEAVY
from cungcau.domain.council.selectors.sheets import bands_for
from cungcau.domain.ocop import states as ocop_states
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import Somebody, visible

MINISTRY_STAR = 5
LEAST_STAR = 3


class Purpose(StrEnum):
    """What a decision is made for: its kind, and who signs it."""

    RECOGNISE = "recognise"
    """The province's chair recognises 3 and 4 stars."""
    SEND_UP = "send_up"
    """The province asks the Ministry to judge for 5 stars."""
    MINISTRY = "ministry"
    """The minister recognises 5 stars."""

    @property
    def kind(self) -> str:
        """The kind the decision is kept as."""
        return Decision.Kind.SEND_UP if self is Purpose.SEND_UP else Decision.Kind.RECOGNISE


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product a decision may name: with what star, by what average."""

    item: Item
    star: int
    average: Fraction


def decisions_shown(user: Somebody) -> QuerySet[Decision]:
    """The decisions of the provinces somebody may look into."""
    return visible(Decision.objects.all(), user, policies.VIEW)


def decision_for(user: Somebody, pk: int) -> Decision:
    """One of them; raises ``ocop_decision_not_found``."""
    rows = decisions_shown(user).select_related("session__council", "session__round", "signed_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise DomainError("ocop_decision_not_found")
    return found


def listed(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """Decisions with the number of their products."""
    return rows.select_related("session__council").annotate(products=Count("lines"))


def lines_of(decision: Decision) -> QuerySet[DecisionLine]:
    """What stands on a decision, the highest star first."""
    rows = DecisionLine.objects.filter(decision=decision).select_related(
        "certificate", "item", *(f"item__{one}" for one in FULL)
    )
    heavy = [f"item__{one}" for one in HEAVY]
    return rows.defer(*heavy).order_by("-star", "item__no", "pk")


def purpose_of(decision: Decision, lines: Sequence[DecisionLine]) -> Purpose:
    """What a decision was made for."""
    if decision.kind == Decision.Kind.SEND_UP:
        return Purpose.SEND_UP
    return Purpose.MINISTRY if any(one.star == MINISTRY_STAR for one in lines) else Purpose.RECOGNISE


def candidates(session: Session, purpose: Purpose) -> list[Candidate]:
    """Products of a session with a result that such a decision may name and none names yet."""
    taken = DecisionLine.objects.filter(item__session=session, decision__kind=purpose.kind)
    taken = taken.exclude(decision__state=states.CANCELLED)
    rows = Item.objects.filter(session=session, state=states.DONE).exclude(pk__in=taken.values("item"))
    rows = rows.select_related(*FULL).defer(*HEAVY).order_by("no")
    return [found for item in rows if (found := candidate(item, purpose)) is not None]


def candidate(item: Item, purpose: Purpose) -> Candidate | None:
    """The star a product may stand with on such a decision; None where it may not."""
    star, average = standing(item)
    if star is None or average is None:
        return None
    state = item.dossier.state
    if purpose is Purpose.RECOGNISE:
        fits = state == ocop_states.SCORED and LEAST_STAR <= star < MINISTRY_STAR
    elif purpose is Purpose.SEND_UP:
        fits = state == ocop_states.SCORED and star == MINISTRY_STAR and item.dossier.ministry_num is None
    else:
        known = state == ocop_states.SCORED and item.dossier.ministry_num is not None
        fits = star == MINISTRY_STAR and (known or state == ocop_states.AT_MINISTRY)
    return Candidate(item, star, average) if fits else None


def standing(item: Item) -> tuple[int | None, Fraction | None]:
    """Star and average a product stands at: the council's, or by the Ministry's average once that is known.

    Below 90 at the Ministry the province may use that result for 3 or 4 stars (26/2026/QĐ-TTg); a council's star is
    never raised by it.
    """
    own, dossier = item.result_star, item.dossier
    if item.result_num is None or item.result_den is None:
        return own, None
    average = Fraction(item.result_num, item.result_den)
    if dossier.ministry_num is None or dossier.ministry_den is None or own is None:
        return own, average
    theirs = Fraction(dossier.ministry_num, dossier.ministry_den)
    band = next((one.star for one in bands_for(item) if one.lower <= theirs), own)
    return min(own, band), theirs


def shown_standing(item: Item) -> Shown | None:
    """The average a product stands with, as its council shows it."""
    _star, average = standing(item)
    if average is None:
        return None
    return shown(average, regulation_of(item.session).shown_decimals, bands_for(item))


def unrecognised(session: Session) -> list[Item]:
    """Products with a result too low for a decision, or rejected, whose files still wait."""
    rows = Item.objects.filter(session=session, state=states.DONE, dossier__state=ocop_states.SCORED)
    low = rows.filter(Q(result_star=None) | Q(result_star__lt=LEAST_STAR))
    return list(low.select_related(*FULL).defer(*HEAVY).order_by("no"))
