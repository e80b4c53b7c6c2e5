"""Dated legal instruments, and the sheets one of them scores by, in sealed versions."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from cungcau.domain.ocop import states
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class Instrument(models.Model):
    """A decision that sets the rules: its number and days; ``bands`` its star bands as the engine reads them.

    ``effective_to`` is the last day it counts (26/2026/QĐ-TTg article on transition: 148 and 1489 lapse 21/7/2026);
    certificates given under it keep its bands for ever.
    """

    code = models.CharField("mã", max_length=20, unique=True)
    number = models.CharField("số, ký hiệu", max_length=60, unique=True)
    issued_on = models.DateField("ngày ban hành")
    effective_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    effective_to = models.DateField("hết hiệu lực sau ngày", null=True, blank=True)
    replaces = models.JSONField("thay cho", default=list, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    note = models.TextField("ghi chú", blank=True, max_length=2000)
    bands = models.JSONField("khung sao", default=list, blank=True)
    confidence = models.CharField("mức chắc chắn", max_length=40, blank=True)
    source = models.CharField("nguồn", max_length=300)

    class Meta:
        ordering = ("-issued_on", "code")
        verbose_name = "văn bản OCOP"
        constraints = (
            models.CheckConstraint(
                condition=Q(effective_from=None)
                | Q(effective_to=None)
                | Q(effective_to__gte=F("effective_from")),
                name="ocop_instrument_days_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.number


class RuleBook(models.Model):
    """One loaded version of an instrument's sheets; ``content`` is the engine's canonical form of it.

    ``sha256`` is of that form, so that the same rules are not loaded twice. Once published nothing of it changes:
    the database refuses.
    """

    lifecycle = states.RULE_BOOK

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="books")
    no = models.PositiveIntegerField("lần nạp")
    state = models.CharField("trạng thái", max_length=10, default=states.RULE_BOOK.start, editable=False)
    content = models.JSONField("nội dung")
    sha256 = models.CharField(max_length=64, unique=True)
    file_name = models.CharField("tệp", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=600, blank=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    loaded_at = MomentField("nạp lúc", auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField("ban hành lúc", null=True, blank=True)

    class Meta:
        ordering = ("-instrument__issued_on", "-no")
        verbose_name = "bộ tiêu chí OCOP (một lần nạp)"
        constraints = (
            state_check(states.RULE_BOOK),
            models.UniqueConstraint(fields=("instrument", "no"), name="ocop_rule_book_numbered"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="ocop_rule_book_hash"),
            models.CheckConstraint(
                condition=Q(state=states.DRAFT) | Q(published_at__isnull=False),
                name="ocop_rule_book_published_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.instrument} ({self.no})"


class CriteriaSet(models.Model):
    """One of a book's sheets, to choose and search by; its criteria stand in the book's ``content``."""

    book = models.ForeignKey(RuleBook, on_delete=models.CASCADE, related_name="sets")
    code = models.CharField("mã bộ", max_length=20)
    number = models.PositiveSmallIntegerField("số thứ tự")
    name = models.CharField("tên bộ", max_length=300)
    name_en = models.CharField("tên tiếng Anh", max_length=300, blank=True)
    category = models.CharField("ngành", max_length=6)
    group = models.CharField("nhóm", max_length=200, blank=True)
    subgroup = models.CharField("phân nhóm", max_length=200, blank=True)
    samples = models.PositiveSmallIntegerField("số mẫu phải nộp", default=0)
    flags = models.JSONField("chỗ văn bản chưa rõ", default=list, blank=True)
    folded = models.CharField(max_length=700, editable=False, db_collation="C")
    words = searchable("folded")

    class Meta:
        ordering = ("book", "number")
        verbose_name = "bộ tiêu chí"
        indexes = (GinIndex(fields=("words",), name="ocop_set_words"),)
        constraints = (
            models.UniqueConstraint(fields=("book", "code"), name="ocop_set_code_once"),
            models.UniqueConstraint(fields=("book", "number"), name="ocop_set_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
