"""Cung Cầu: a Vietnamese province sells its harvest, as one flow from survey to money in hand."""

__version__ = "0.1.0"
