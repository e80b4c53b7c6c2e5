"""The forecasts' place in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.forecast import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(MenuEntry(_("Dự báo"), "forecast:weeks", icon="chart", order=29, permission=policies.VIEW))
