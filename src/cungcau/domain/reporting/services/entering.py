"""Typing all figures of a report that no data can give, in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from cungcau.domain.reporting.messages import reports as said
from cungcau.domain.reporting.models import Line, Report
from cungcau.domain.reporting.services.writing import check_size, locked_draft
from cungcau.domain.reporting.wording import figure
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed figure: of which line, read at which version; None leaves it unknown."""

    line: int
    version: int
    value: Decimal | None


@transaction.atomic
def type_figures(*, report: Report, given: Sequence[Typed], actor: User | None) -> int:
    """Keep the figures that differ from those there, all or none; returns how many.

    Raises ``report_part_not_found``, ``report_figure_changed`` where somebody typed one meanwhile,
    ``report_figure_too_large``, ``report_closed``, ``not_allowed``.
    """
    held, way = locked_draft(report.pk, actor)
    rows = {
        one.pk: one for one in Line.objects.select_for_update().filter(report=held, source=Line.Source.TYPED)
    }
    changed = 0
    for typed in given:
        row = rows.get(typed.line)
        if row is None:
            raise DomainError("report_part_not_found")
        value = None if typed.value is None else check_size(typed.value, row.name)
        if value == row.entered:
            continue
        if row.version != typed.version:
            raise DomainError("report_figure_changed", name=row.name, value=figure(row.entered), line=row.pk)
        row.entered, row.entered_by, row.version = value, actor, row.version + 1
        row.save(update_fields=["entered", "entered_by", "version"])
        if value is None:
            record(actor=actor, verb=said.CLEARED, thing=held, area=way[1], name=row.name, computed="")
        else:
            record(
                actor=actor, verb=said.ENTERED, thing=held, area=way[1], name=row.name, value=figure(value),
                reason="", computed="",
            )  # fmt: skip
        changed += 1
    return changed
