"""Plans and what stands in them."""

from cungcau.domain.programmes.models.agency import Agency, AgencyKind, Post
from cungcau.domain.programmes.models.indicator import Direction, Indicator, Reading, Source
from cungcau.domain.programmes.models.money import BudgetLine, Fund, Level, Scenario, ScenarioRow, Spending
from cungcau.domain.programmes.models.plan import Part, Passage, Plan, PlanKind
from cungcau.domain.programmes.models.review import Dismissal, Manuscript
from cungcau.domain.programmes.models.task import Task, TaskNote

__all__ = [
    "Agency",
    "AgencyKind",
    "BudgetLine",
    "Direction",
    "Dismissal",
    "Fund",
    "Indicator",
    "Level",
    "Manuscript",
    "Part",
    "Passage",
    "Plan",
    "PlanKind",
    "Post",
    "Reading",
    "Scenario",
    "ScenarioRow",
    "Source",
    "Spending",
    "Task",
    "TaskNote",
]
