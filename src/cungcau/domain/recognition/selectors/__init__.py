"""The room's selectors."""
