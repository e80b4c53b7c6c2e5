"""How much one intake may hold; beyond it the file is refused with a sentence, never cut."""

from __future__ import annotations

from cungcau.platform.exchange.services import Limits

LIMITS = Limits(most_bytes=50 * 2**20, most_unpacked=700 * 2**20, most_rows=200_000)
"""``most_rows`` counts the rows of all sheets together."""

MOST_FAULTS_A_ROW = 8
"""Faults kept of one row; mending them brings the rest to light at the next preview."""

MOST_NOTES = 20_000
"""Notes kept of one table; a door that has more to say of it is not a door but a report."""

MOST_PROPOSED = 5_000
"""Different wrong values a door is asked about in one preview."""

MOST_ROUNDS = 30
"""How often the good rows are tried again after rows at fault were set aside."""

MOST_PASTED = 1_000_000
"""Characters of cells pasted into the form."""
