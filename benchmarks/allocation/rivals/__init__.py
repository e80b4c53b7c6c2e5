"""The contestants: each a module with ``solve(scenario, seconds)``, which returns an ``Answer``."""
