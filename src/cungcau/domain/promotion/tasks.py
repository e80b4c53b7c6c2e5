"""Keeping copied areas in step with the units."""

from cungcau.domain.promotion.services.areas import refresh_promotion_areas
from cungcau.reference.geography.services.areas import follow

follow(refresh_promotion_areas)
