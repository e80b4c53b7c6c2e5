"""What is done after administrative units or the names of goods change."""

from cungcau.domain.survey import services
from cungcau.reference.catalogue.services import followers
from cungcau.reference.geography.services.areas import follow

follow(services.refresh_areas)
followers.follow(services.link_goods)
