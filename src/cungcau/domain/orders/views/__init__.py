"""Views of orders and slips."""
