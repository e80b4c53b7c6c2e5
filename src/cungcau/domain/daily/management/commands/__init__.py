"""Commands: ``prepare``."""
