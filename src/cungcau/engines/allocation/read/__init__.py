"""Files into values: ``read_scenario`` for a scenario folder, ``read_plan`` for a plan folder."""

from cungcau.engines.allocation.read.plan import read_plan
from cungcau.engines.allocation.read.scenario import read_scenario

__all__ = ["read_plan", "read_scenario"]
