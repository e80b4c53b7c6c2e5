"""Questions about points, turns and tickets."""
