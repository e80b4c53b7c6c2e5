"""Tables of orders and slips."""
