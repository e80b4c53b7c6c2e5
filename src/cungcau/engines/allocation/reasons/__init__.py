"""Why kilograms stay unsold and why demands stay open, read off a plan whoever made it.

Both sides use one vocabulary. What no plan could do is told first, gate by gate (goods, way, price, days,
life, closures); what this plan's own lines fill up is told after. ``no_supply`` stands on the demands' side
for "nothing fits, or all that fits is sold".
"""

from __future__ import annotations

from cungcau.engines.allocation.reasons.demands import NO_SUPPLY, demand_rows
from cungcau.engines.allocation.reasons.unsold import unsold_rows

__all__ = ["NO_SUPPLY", "demand_rows", "unsold_rows"]
