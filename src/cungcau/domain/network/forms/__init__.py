"""Forms of points, markets, lanes, ways and closures."""

from cungcau.domain.network.forms.point import MarketForm, PointForm
from cungcau.domain.network.forms.ways import AccessForm, ClosureForm, LaneForm

__all__ = ["AccessForm", "ClosureForm", "LaneForm", "MarketForm", "PointForm"]
