"""Template tags of orders and slips."""
