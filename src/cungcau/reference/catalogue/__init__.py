"""Commodities, varieties, grades and seasons."""
