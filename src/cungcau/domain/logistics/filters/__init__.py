"""Filters of this app, one file per noun."""
