"""What the forms of this room share."""

from __future__ import annotations

from typing import Any

from django import forms

from cungcau.domain.promotion import policies
from cungcau.platform.access.selectors import Somebody, areas_with
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui import clock
from cungcau.reference.geography.fields import PlaceField
from cungcau.reference.geography.models import Level

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PLACE_LEVELS = (Level.PROVINCE, Level.COMMUNE)


class PlacedForm(VersionedForm):
    """A form with a place (``unit``), looked for first where somebody may write."""

    def __init__(self, *args: Any, user: Somebody, row: Versioned | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        place = self.fields.get("unit")
        if isinstance(place, PlaceField):
            place.on = clock.today()
            held = areas_with(user, policies.RECORD)
            place.area = min(held, key=len) if held else ""

    def facts(self) -> dict[str, Any]:
        """What was typed, by attribute: of records their ids."""
        found: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if name in ("version", "seen"):
                continue
            if name in self.records:
                found[f"{name}_id"] = value.pk if value is not None else None
            else:
                found[name] = value
        return found

    records: tuple[str, ...] = ("unit",)
