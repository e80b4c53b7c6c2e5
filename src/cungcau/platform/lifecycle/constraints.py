"""Database constraints made from a table of states."""

from __future__ import annotations

from django.db.models import CheckConstraint, Q

from cungcau.kernel.lifecycle import Lifecycle


def state_check(lifecycle: Lifecycle, field: str = "state") -> CheckConstraint:
    """The column holds one of the table's states, whoever writes it; to stand in ``Meta.constraints``."""
    return CheckConstraint(
        condition=Q(**{f"{field}__in": list(lifecycle.states)}), name=f"%(app_label)s_%(class)s_{field}"
    )
