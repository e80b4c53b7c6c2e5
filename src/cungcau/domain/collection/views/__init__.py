"""Pages of collection points."""
