"""What transit papers must have, as the province loads it: dated editions, each whole and never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cungcau.platform.ui.moments import MomentField


class RuleEdition(models.Model):
    """A whole table of rules, in force for journeys that leave on ``valid_from`` or later, until the next one.

    Of two from the same day the later loaded counts. Rows are only ever added (database trigger).
    """

    number = models.PositiveIntegerField("bản số", unique=True)
    valid_from = models.DateField("áp dụng từ ngày")
    source = models.CharField("nguồn", max_length=300)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    loaded_at = MomentField("nạp lúc", auto_now_add=True)

    class Meta:
        ordering = ("-valid_from", "-number")
        verbose_name = "bản quy định giấy đi đường"
        indexes = (models.Index(fields=("-valid_from", "-number"), name="rule_edition_latest"),)
        constraints = (models.CheckConstraint(condition=~Q(source=""), name="rule_edition_sourced"),)

    def __str__(self) -> str:
        return f"Quy định giấy đi đường, bản {self.number}"


class PaperRule(models.Model):
    """One rule of an edition: a test (``checklist.CHECKS``), when it is asked (``WHEN``), what is said, its source."""

    edition = models.ForeignKey(RuleEdition, on_delete=models.PROTECT, related_name="rules")
    no = models.PositiveSmallIntegerField("thứ tự")
    code = models.CharField("mã", max_length=40)
    test = models.CharField("phép kiểm", max_length=40)
    value = models.CharField("giá trị", max_length=40, blank=True)
    when = models.CharField("khi nào", max_length=40)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    item_vi = models.CharField("mục", max_length=120)
    item_en = models.CharField("mục (tiếng Anh)", max_length=120)
    message_vi = models.CharField("câu báo", max_length=400)
    message_en = models.CharField("câu báo (tiếng Anh)", max_length=400)
    source = models.CharField("căn cứ", max_length=300)

    class Meta:
        ordering = ("edition", "no")
        verbose_name = "quy định giấy đi đường"
        constraints = (
            models.UniqueConstraint(fields=("edition", "code"), name="paper_rule_once"),
            models.UniqueConstraint(fields=("edition", "no"), name="paper_rule_in_order"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="paper_rule_days_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.code
