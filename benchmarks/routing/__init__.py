"""How well and how fast trips are planned, against plain ways of doing it."""
