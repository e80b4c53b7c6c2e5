"""Why a lot got what it got, in Vietnamese: read off a scenario and its plan, never solved again."""

from __future__ import annotations

from cungcau.engines.allocation.explain.answer import explain
from cungcau.engines.allocation.explain.explanation import Change, Explanation, Standing

__all__ = ["Change", "Explanation", "Standing", "explain"]
