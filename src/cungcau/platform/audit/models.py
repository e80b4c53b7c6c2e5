"""The trail: what was done, by whom, to what; written once and never changed."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

from cungcau.platform.audit import canonical, verbs


class Entry(models.Model):
    """One thing somebody did.

    The database seals entries as their transaction commits, in commit order: ``sequence`` (1, 2, 3 … without
    a gap), ``previous_hash`` and ``hash`` are empty until then. Triggers refuse any other change.
    ``folded`` is for search only and not part of what is sealed.
    """

    id = models.BigAutoField(primary_key=True)
    sequence = models.BigIntegerField(null=True, unique=True, editable=False)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    object_label = models.CharField(max_length=200, blank=True)
    area_code = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)
    folded = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ("-id",)
        verbose_name = "mục nhật ký"
        indexes = (
            models.Index(fields=("actor", "-id")),
            models.Index(fields=("verb", "-id")),
            models.Index(fields=("object_type", "object_id", "-id")),
            models.Index(fields=("at",)),
            GinIndex(SearchVector("folded", config="simple"), name="audit_entry_words"),
        )

    def __str__(self) -> str:
        return f"{self.sequence or '–'} {self.verb} {self.object_label}"

    @property
    def sentence(self) -> str:
        """What was done, in Vietnamese, to be read after the actor's name."""
        return verbs.say(self.verb, self.object_label, {**self.facts, "area": self.area_code})

    def expected_digest(self) -> str:
        """The digest of the columns as they stand now."""
        return canonical.digest(
            at=self.at,
            actor=self.actor_id,
            verb=self.verb,
            thing=(self.object_type, self.object_id, self.object_label),
            area=self.area_code,
            facts=self.facts,
        )
