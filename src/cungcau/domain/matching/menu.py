"""The plan's places in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.matching import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(MenuEntry(_("Trang điều phối"), "home", icon="home", order=10, permission=policies.VIEW))
add(MenuEntry(_("Kế hoạch"), "matching:plans", icon="plan", order=20, permission=policies.VIEW))
add(MenuEntry(_("Còn hứa được"), "matching:promise", icon="scale", order=28, permission=policies.VIEW))
