"""Runnable comparisons of the product's engines with what else one could use."""
