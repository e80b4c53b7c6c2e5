"""How far plans are: tasks by state, money by source, control sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from cungcau.domain.programmes import states
from cungcau.domain.programmes.models import BudgetLine, Fund, Indicator, Plan, Spending, Task
from cungcau.domain.programmes.selectors.plans import plans_shown
from cungcau.platform.access.selectors import Somebody

SOON_DAYS = 7
WAITING = (states.OPEN, states.DOING)


@dataclass(frozen=True, slots=True)
class Counts:
    """A plan's tasks by state; ``late`` and ``soon`` of those still to be done."""

    open: int = 0
    doing: int = 0
    done: int = 0
    dropped: int = 0
    late: int = 0
    soon: int = 0

    @property
    def wanted(self) -> int:
        """Those that are to be done, or were."""
        return self.open + self.doing + self.done


@dataclass(frozen=True, slots=True)
class FundSum:
    """Đồng of a fund: what a plan's lines come to and what was spent on them."""

    fund: str
    label: str
    planned_vnd: int
    spent_vnd: int


@dataclass(frozen=True, slots=True)
class Control:
    """A sum the plan states and what its lines come to, đồng; ``holds``: they agree."""

    line: BudgetLine | None
    label: str
    stated_vnd: int
    lines_vnd: int

    @property
    def holds(self) -> bool:
        """Whether they agree."""
        return self.stated_vnd == self.lines_vnd

    @property
    def difference_vnd(self) -> int:
        """What the lines come to less what is stated."""
        return self.lines_vnd - self.stated_vnd


def late(today: date) -> Q:
    """Tasks still to be done whose last day is over."""
    return Q(state__in=WAITING, due_on__lt=today)


def soon(today: date) -> Q:
    """Tasks still to be done within the week."""
    return Q(state__in=WAITING, due_on__range=(today, today + timedelta(days=SOON_DAYS)))


def task_counts(plans: Iterable[int], today: date) -> dict[int, Counts]:
    """The tasks of plans by state; one question. A plan without tasks is not in it."""
    rows: Any = (
        Task.objects.filter(plan__in=list(plans))
        .order_by()
        .values("plan")
        .annotate(
            late=Count("pk", filter=late(today)),
            soon=Count("pk", filter=soon(today)),
            **{state: Count("pk", filter=Q(state=state)) for state in states.TASK.states},
        )
    )
    names = ("open", "doing", "done", "dropped", "late", "soon")
    return {row["plan"]: Counts(*(row[name] for name in names)) for row in rows}


def money_by_fund(plan: Plan) -> list[FundSum]:
    """What a plan's lines come to by fund, and what was spent; stated sums left out. Two questions."""
    own = BudgetLine.objects.filter(plan=plan, is_control=False).order_by()
    planned = dict(own.values_list("fund").annotate(sum=Sum("amount_vnd")))
    paid = Spending.objects.filter(line__plan=plan, line__is_control=False).order_by()
    spent = dict(paid.values_list("line__fund").annotate(sum=Sum("amount_vnd")))
    return [
        FundSum(fund, str(label), int(planned[fund]), int(spent.get(fund, 0)))
        for fund, label in Fund.choices
        if fund in planned
    ]


def controls(plan: Plan, lines: Iterable[BudgetLine]) -> list[Control]:
    """Each sum a plan states beside what its lines come to: the whole, and per fund or year where stated."""
    rows = list(lines)
    parts = [one for one in rows if not one.is_control]
    found = []
    if plan.stated_total_vnd is not None:
        found.append(Control(None, "", plan.stated_total_vnd, sum(one.amount_vnd for one in parts)))
    for one in rows:
        if one.is_control:
            same = [
                part.amount_vnd for part in parts
                if one.fund in ("", part.fund) and (one.year is None or part.year == one.year)
            ]  # fmt: skip
            found.append(Control(one, one.name, one.amount_vnd, sum(same)))
    return found


def spent_on(lines: Iterable[BudgetLine]) -> Mapping[int, int]:
    """Đồng spent, by line; one question."""
    rows = Spending.objects.filter(line__in=[one.pk for one in lines]).order_by()
    return {pk: int(total) for pk, total in rows.values_list("line").annotate(sum=Sum("amount_vnd"))}


def tasks_shown(user: Somebody) -> QuerySet[Task]:
    """The tasks of the plans somebody may see, with plan and lead."""
    rows = Task.objects.filter(plan__in=plans_shown(user).order_by().values("pk"))
    return rows.select_related("plan", "lead").defer("words", "folded", "plan__words", "lead__words")


@dataclass(frozen=True, slots=True)
class Board:
    """What is asked of an agency, plans in force alone: tasks by how they stand, help, figures."""

    late: list[Task]
    soon: list[Task]
    later: list[Task]
    done: list[Task]
    helped: list[Task]
    figures: list[Indicator]

    @property
    def waiting(self) -> int:
        """Tasks it leads and has still to do."""
        return len(self.late) + len(self.soon) + len(self.later)


MOST_ON_BOARD = 200
_MOST_DONE = 20


def board_of(agency: int, user: Somebody, today: date) -> Board:
    """An agency's board, as far as this reader may see its plans; at most 200 tasks of a kind."""
    rows = tasks_shown(user).filter(plan__state=states.ISSUED)
    led = list(
        rows.filter(lead=agency, state__in=WAITING).order_by(F("due_on").asc(nulls_last=True), "pk")[
            :MOST_ON_BOARD
        ]
    )
    groups: dict[str, list[Task]] = defaultdict(list)
    for one in led:
        when = "later"
        if one.due_on is not None and one.due_on <= today + timedelta(days=SOON_DAYS):
            when = "late" if one.due_on < today else "soon"
        groups[when].append(one)
    done = rows.filter(lead=agency, state=states.DONE).order_by("-done_on", "-pk")[:_MOST_DONE]
    helped = rows.filter(helpers=agency, state__in=WAITING).order_by(F("due_on").asc(nulls_last=True), "pk")
    figures = Indicator.objects.filter(
        reporter=agency, plan__state=states.ISSUED, plan__in=plans_shown(user).order_by().values("pk")
    )
    return Board(
        groups["late"], groups["soon"], groups["later"], list(done), list(helped[:MOST_ON_BOARD]),
        list(figures.select_related("plan").defer("plan__words").order_by("plan", "position")[:MOST_ON_BOARD]),
    )  # fmt: skip
