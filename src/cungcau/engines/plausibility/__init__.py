"""Figures that can hardly be true, found by simple arithmetic; a doubt is a question, never a refusal."""

from cungcau.engines.plausibility.doubts import Doubt

__all__ = ["Doubt"]
