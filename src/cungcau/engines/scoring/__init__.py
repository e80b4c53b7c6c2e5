"""The star of an OCOP product from the points of its council, by rules that are data.

:func:`read` loads a rule file or names every fault in it, :func:`score` gives average and star with what was missed,
:func:`why_not_higher` says what each higher star lacks, :func:`ways_up` the cheapest steps there. Pure: no database,
no network, no clock; nothing here knows a particular decision.
"""

from cungcau.engines.scoring.dump import dump, fingerprint, sheet_values, values_of
from cungcau.engines.scoring.read import read
from cungcau.engines.scoring.result import Missed, Note, Rejection, Result
from cungcau.engines.scoring.score import score
from cungcau.engines.scoring.sheet import (
    Band,
    Condition,
    Criterion,
    Effect,
    Flag,
    Ground,
    Instrument,
    Option,
    Part,
    Rule,
    RuleBook,
    Sheet,
    Trigger,
)
from cungcau.engines.scoring.shipped import newest_book, shipped, shipped_book
from cungcau.engines.scoring.ways import Ascent, Move, Way, ways_up
from cungcau.engines.scoring.why import Need, Shortfall, why_not_higher

__all__ = [
    "Ascent",
    "Band",
    "Condition",
    "Criterion",
    "Effect",
    "Flag",
    "Ground",
    "Instrument",
    "Missed",
    "Move",
    "Need",
    "Note",
    "Option",
    "Part",
    "Rejection",
    "Result",
    "Rule",
    "RuleBook",
    "Sheet",
    "Shortfall",
    "Trigger",
    "Way",
    "dump",
    "fingerprint",
    "newest_book",
    "read",
    "score",
    "sheet_values",
    "shipped",
    "shipped_book",
    "values_of",
    "ways_up",
    "why_not_higher",
]
