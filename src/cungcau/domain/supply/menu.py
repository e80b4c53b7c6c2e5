"""The lots' place in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.supply import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(MenuEntry(_("Nguồn cung"), "supply:list", icon="leaf", order=30, permission=policies.VIEW))
add(MenuEntry(_("Cần nhắc"), "supply:due", icon="clock", order=31, permission=policies.RECORD))
