"""Periodic reports: who owes what until when, figures from live data, sign-off, roll-up, papers."""
