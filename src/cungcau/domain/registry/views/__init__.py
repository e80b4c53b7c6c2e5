"""Pages of organisations and households."""
