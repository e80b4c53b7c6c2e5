"""How long the pages take when a season is large."""
