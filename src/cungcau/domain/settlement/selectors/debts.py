"""Who owes how much for how long."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet, Sum

from cungcau.domain.settlement.models import Statement
from cungcau.domain.settlement.selectors.statements import OWED
from cungcau.domain.settlement.sums import AGES, age_of
from cungcau.platform.ui import clock

BUCKETS = (*(name for _, name in AGES), "older")


@dataclass(slots=True)
class Debt:
    """What one payer owes: đồng by age (the buckets of :data:`BUCKETS`), statements, the longest days late."""

    payer_id: int
    payer: str
    statements: int = 0
    longest_late: int = 0
    by_age: dict[str, int] = field(default_factory=lambda: dict.fromkeys(BUCKETS, 0))

    @property
    def whole_vnd(self) -> int:
        """Đồng in all."""
        return sum(self.by_age.values())


def debts(rows: QuerySet[Statement]) -> list[Debt]:
    """The debts of these statements by payer, the most late first."""
    today = clock.today()
    found: dict[int, Debt] = {}
    owed = rows.filter(state__in=OWED, due_vnd__gt=F("paid_vnd")).order_by()
    sums = owed.values_list("payer_id", "payer__name", "due_on").annotate(
        n=Count("pk"), left=Sum(F("due_vnd") - F("paid_vnd"))
    )
    for payer_id, name, due_on, count, left in sums:
        debt = found.setdefault(payer_id, Debt(payer_id, name))
        late = (today - due_on).days if due_on else 0
        debt.by_age[age_of(late)] += int(left)
        debt.statements += count
        debt.longest_late = max(debt.longest_late, late)
    return sorted(found.values(), key=lambda debt: (-debt.longest_late, -debt.whole_vnd, debt.payer))


def debts_total(found: list[Debt]) -> dict[str, int]:
    """Đồng by age over all payers."""
    whole: dict[str, int] = defaultdict(int)
    for debt in found:
        for name, vnd in debt.by_age.items():
            whole[name] += vnd
    return dict(whole)
