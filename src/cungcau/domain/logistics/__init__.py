"""Vehicles, trips, transit papers, what is shut on the way, arrivals and claims."""
