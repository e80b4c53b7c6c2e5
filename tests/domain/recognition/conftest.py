"""The OCOP rooms' day, places and rule book."""

from tests.domain.ocop.conftest import book, ocop_today

__all__ = ["book", "ocop_today"]
