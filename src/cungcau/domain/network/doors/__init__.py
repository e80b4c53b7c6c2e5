"""The doors through which tables of the network come in."""

from cungcau.domain.network.doors import points, ways

__all__ = ["points", "ways"]
