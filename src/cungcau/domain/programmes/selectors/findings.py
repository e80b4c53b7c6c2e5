"""What the checks find in a plan, and what people set aside of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cungcau.domain.programmes.checking import Finding, Mend, check, wording
from cungcau.domain.programmes.checking.loading import around_of, sheet_of
from cungcau.domain.programmes.models import Dismissal, Plan


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as pages show it; ``dismissal`` where somebody set it aside."""

    finding: Finding
    sentence: str
    where: str
    mends: tuple[tuple[Mend, str], ...]
    dismissal: Dismissal | None = None

    @property
    def label(self) -> str:
        """How serious it is, in words."""
        return str(wording.SERIOUSNESS[self.finding.seriousness])

    @property
    def tone(self) -> str:
        """How serious it is, as a colour."""
        return wording.TONES[self.finding.seriousness]


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of a plan: those standing, and those set aside that still hold."""

    standing: tuple[Found, ...]
    dismissed: tuple[Found, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many stand, by seriousness."""
        return {
            str(level): sum(found.finding.seriousness == level for found in self.standing)
            for level in wording.SERIOUSNESS
        }


def checked(plan: Plan, today: date) -> Checked:
    """Check a plan as it stands on a day."""
    sheet = sheet_of(plan)
    findings = check(sheet, around_of(plan, sheet, today))
    rows = Dismissal.objects.filter(plan=plan, withdrawn_at=None).select_related("by")
    aside = {one.key: one for one in rows}
    every = [_shown(finding, aside.get(finding.key)) for finding in findings]
    return Checked(
        tuple(one for one in every if one.dismissal is None),
        tuple(one for one in every if one.dismissal is not None),
    )


def _shown(finding: Finding, dismissal: Dismissal | None) -> Found:
    return Found(
        finding, wording.sentence(finding), wording.where(finding.row),
        tuple((mend, wording.offer(mend)) for mend in finding.mends), dismissal,
    )  # fmt: skip
