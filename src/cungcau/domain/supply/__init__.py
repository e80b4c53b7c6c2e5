"""Lots offered for a season."""
