"""Questions about plans."""

from cungcau.domain.matching.selectors.names import Names, names_of, with_names
from cungcau.domain.matching.selectors.plans import (
    comparison,
    current_plan,
    is_kept,
    movers,
    plans_of,
    scenario_of_plan,
    season_has_supply,
    ways_of_plan,
    what_ifs_of,
)
from cungcau.domain.matching.selectors.rows import (
    bottlenecks_of,
    fills_of,
    lines_of,
    page_of,
    shares_of,
    unsold_of,
    unsold_reasons,
    worth_relieving,
)
from cungcau.domain.matching.selectors.scenario import scenario_of_season
from cungcau.domain.matching.selectors.weeks import Week, season_weeks
from cungcau.domain.matching.selectors.why import answer_of, explanation_of, lot_of

__all__ = [
    "Names",
    "Week",
    "answer_of",
    "bottlenecks_of",
    "comparison",
    "current_plan",
    "explanation_of",
    "fills_of",
    "is_kept",
    "lines_of",
    "lot_of",
    "movers",
    "names_of",
    "page_of",
    "plans_of",
    "scenario_of_plan",
    "scenario_of_season",
    "season_has_supply",
    "season_weeks",
    "shares_of",
    "unsold_of",
    "unsold_reasons",
    "ways_of_plan",
    "what_ifs_of",
    "with_names",
    "worth_relieving",
]
