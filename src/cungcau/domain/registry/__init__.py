"""Organisations and households: who sells, who buys, who represents."""
