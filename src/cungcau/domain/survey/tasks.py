"""What is done after administrative units change."""

from cungcau.domain.survey import services
from cungcau.reference.geography.services.areas import follow

follow(services.refresh_areas)
