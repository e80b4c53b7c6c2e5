"""What a record needs so that two people can change it without losing either's work."""

from __future__ import annotations

from django.db import models


class Versioned(models.Model):
    """A record that counts its changes; a form carries the version it was filled from."""

    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    class Meta:
        abstract = True
