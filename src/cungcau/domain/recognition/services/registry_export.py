"""Handing the registry out: who took it, with or without people's names and phones, stays in the trail."""

from __future__ import annotations

from django.db import transaction

from cungcau.domain.ocop import policies as ocop
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.messages import registry as said
from cungcau.domain.recognition.registry_book.workbook import registry_workbook
from cungcau.domain.recognition.selectors.registry_book import registered, workbook_rows
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock
from cungcau.reference.geography.selectors import counted_at

_WITH, _WITHOUT = "có họ tên, điện thoại", "che họ tên, điện thoại"


@transaction.atomic
def export_registry(*, actor: User, area: str = "", people: bool = False) -> bytes:
    """The workbook of somebody's areas, or of one of them, brought in again without a change.

    ``people``: with names and phones, for whom ``ocop.export_representatives`` allows it over all of it. Raises
    ``not_allowed``.
    """
    access.require(actor, policies.FIGURES, area or None)
    held = [area] if area else sorted(areas_with(actor, policies.FIGURES))
    if people:
        for one in held:
            access.require(actor, ocop.EXPORT_PEOPLE, one)
    rows = list(workbook_rows(registered(actor, area), people=people))
    unit = counted_at(held[0]) if len(held) == 1 else None
    note = "Dùng để nhập lại được; sửa ở đây rồi nhập ở mục Nhập bảng tính."
    if not people:
        note = f"Họ tên, điện thoại được che. {note}"
    made = registry_workbook(rows, place=unit.title if unit else "", day=clock.today(), note=note)
    record(
        actor=actor, verb=said.EXPORTED, thing=None, area=held[0], rows=len(rows),
        people=_WITH if people else _WITHOUT,
    )  # fmt: skip
    return made
