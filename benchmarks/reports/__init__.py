"""How long a province's report takes over a million order lines, and the lists of many plans and tasks."""
