"""Dated administrative units and how old ones became new ones."""
