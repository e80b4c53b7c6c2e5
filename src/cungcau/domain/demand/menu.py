"""The needs' place in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(MenuEntry(_("Nhu cầu"), "demand:list", icon="basket", order=31, permission=policies.VIEW))
