"""Pages of the network."""

from cungcau.domain.network.views.edit import edit, end, new
from cungcau.domain.network.views.lists import closures, lanes, markets, points, ways
from cungcau.domain.network.views.point import point

__all__ = ["closures", "edit", "end", "lanes", "markets", "new", "point", "points", "ways"]
