"""The road's places in the main menu and on pages of files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import policies
from cungcau.platform.ui import slots
from cungcau.platform.ui.menu import Label, MenuEntry, add


def add_road(group: Label) -> None:
    """Put the list of who waits for whom and the rounds in the menu, the road beside each file."""
    may = policies.SEE_WAITING
    add(MenuEntry(_("Ai đang chờ ai"), "ocop:waiting", icon="clock", order=72, permission=may, group=group))
    add(
        MenuEntry(
            _("Đợt, thời hạn"), "ocop:rounds", icon="plan", order=74, permission=may, group=group,
            prefix="/ocop/thoi-han/",
        )
    )  # fmt: skip
    slots.add("ocop.dossier.tabs", "ocop/road/tab.html", order=10)
    slots.add("ocop.dossier.actions", "ocop/road/actions.html", order=10)
    slots.add("ocop.dossier.top", "ocop/road/top.html", order=10)
