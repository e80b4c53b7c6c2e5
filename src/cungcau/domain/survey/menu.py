"""The places of figures and questions in the main menu."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.survey import policies
from cungcau.platform.ui.menu import MenuEntry, add

add(MenuEntry(_("Số liệu"), "survey:list", icon="scale", order=60, permission=policies.VIEW))
add(MenuEntry(_("Câu hỏi"), "survey:questions", icon="question", order=61, permission=policies.ASK))
