"""From the day's goods and vehicles to the routing engine's problem, and from its answer back to words."""
