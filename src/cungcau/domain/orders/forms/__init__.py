"""Forms of orders and slips."""
