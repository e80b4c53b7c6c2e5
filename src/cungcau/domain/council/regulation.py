"""The province's regulation a council works by: settings of the council, frozen as its session is opened.

26/2026/QĐ-TTg says who sits on a council, not how many, nor quorum, spread, rounding or how a minimum is tested where
members differ: each province regulates that itself.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from cungcau.domain.council.models import Council, MinimumRule, Session


@dataclass(frozen=True, slots=True)
class Regulation:
    """The settings that decide something; see :class:`~cungcau.domain.council.models.Council`."""

    quorum_percent: int
    chair_must_attend: bool
    least_members: int
    spread_limit: int
    minimum_rule: str
    shown_decimals: int

    def needed(self, seats: int) -> int:
        """How many of the seats that score must be there: the percentage, rounded up."""
        return -(-seats * self.quorum_percent // 100)

    def apart(self, spread: int) -> bool:
        """Whether totals lie too far apart; a limit of 0 is none."""
        return bool(self.spread_limit) and spread > self.spread_limit

    def as_data(self) -> dict[str, object]:
        """For ``Session.rules``."""
        return asdict(self)

    @property
    def rule_label(self) -> str:
        """How a minimum is tested, in words."""
        return str(MinimumRule(self.minimum_rule).label)


def regulation_of(session: Session) -> Regulation:
    """What a session works by: its own once it was opened, the council's until then."""
    if session.opened_at is None:
        return settings_of(session.council)
    return Regulation(**{one.name: session.rules[one.name] for one in fields(Regulation)})


def settings_of(council: Council) -> Regulation:
    """The settings of a council as they stand."""
    return Regulation(**{one.name: getattr(council, one.name) for one in fields(Regulation)})
