"""Keeping copied areas in step with the units."""

from cungcau.domain.network import services
from cungcau.reference.geography.services.areas import follow

follow(services.refresh_areas)
