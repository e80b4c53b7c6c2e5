"""Keeping copied areas in step with the units."""

from cungcau.domain.collection.services.areas import refresh_areas
from cungcau.reference.geography.services.areas import follow

follow(refresh_areas)
