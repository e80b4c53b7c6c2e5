"""The column for a moment the site writes down by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.expressions import Combinable

from cungcau.platform.ui import clock

if TYPE_CHECKING:
    _DateTimeField = models.DateTimeField[str | datetime | date | Combinable, datetime]
else:
    _DateTimeField = models.DateTimeField


class MomentField(_DateTimeField):
    """A ``DateTimeField`` whose ``auto_now`` and ``auto_now_add`` take the time from the site's clock.

    So that on a site that shows a past season a record is dated in that season, as its history is. To migrations it is
    Django's own field: no column changes.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The moment by :func:`clock.now` where Django would take the machine's; else what the row holds."""
        if self.auto_now or (self.auto_now_add and add):
            value = clock.now()
            setattr(model_instance, self.attname, value)
            return value
        return super().pre_save(model_instance, add)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """As Django's own field."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs
