"""Questions about plans."""

from cungcau.domain.matching.by_hand import LineKey
from cungcau.domain.matching.selectors.names import Names, names_of, with_names
from cungcau.domain.matching.selectors.overrides import (
    decision_on,
    decisions,
    facts_for,
    history_of,
    overrides_of,
    rows_by_code,
    standing,
)
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
from cungcau.domain.matching.selectors.readiness import Readiness, readiness
from cungcau.domain.matching.selectors.review import (
    carries_of,
    changed_since,
    comparable,
    compared,
    compared_lines,
    earlier_version,
    latest_version,
    ledger_after,
    ledger_sum,
    versions_of,
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
    "LineKey",
    "Names",
    "Readiness",
    "Week",
    "answer_of",
    "bottlenecks_of",
    "carries_of",
    "changed_since",
    "comparable",
    "compared",
    "compared_lines",
    "comparison",
    "current_plan",
    "decision_on",
    "decisions",
    "earlier_version",
    "explanation_of",
    "facts_for",
    "fills_of",
    "history_of",
    "is_kept",
    "latest_version",
    "ledger_after",
    "ledger_sum",
    "lines_of",
    "lot_of",
    "movers",
    "names_of",
    "overrides_of",
    "page_of",
    "plans_of",
    "readiness",
    "rows_by_code",
    "scenario_of_plan",
    "scenario_of_season",
    "season_has_supply",
    "season_weeks",
    "shares_of",
    "standing",
    "unsold_of",
    "unsold_reasons",
    "versions_of",
    "ways_of_plan",
    "what_ifs_of",
    "with_names",
    "worth_relieving",
]
