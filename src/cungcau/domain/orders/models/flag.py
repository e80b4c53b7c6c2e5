"""A price below what was agreed or usual, with its evidence and what each side says of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders import states
from cungcau.domain.orders.models.line import OrderLine
from cungcau.domain.orders.models.order import Order
from cungcau.domain.orders.models.terms import Side, Terms
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class FlagWhy(models.TextChoices):
    """Below what."""

    FROZEN = "frozen", _("Thấp hơn giá đã chốt")
    BAND = "band", _("Thấp hơn khoảng giá tham khảo")
    BOTH = "both", _("Thấp hơn giá đã chốt và khoảng giá tham khảo")


class Outcome(models.TextChoices):
    """What the coordinator found when closing."""

    KEPT = "kept", _("Cuối cùng trả đúng giá đã chốt")
    AGREED = "agreed", _("Hai bên thoả thuận lại, có lý do")
    BROKEN = "broken", _("Đã trả thấp hơn giá đã chốt")
    MISTAKEN = "mistaken", _("Ghi nhầm, không có việc ép giá")


class PriceFlag(models.Model):
    """A price said or paid below the frozen one or below the reference band: whole đồng per kg, never an accusation.

    Shown to the order's two sides and the coordinator of its area alone. ``terms`` is the revision in force when
    it was noticed (none while nothing was frozen), ``line`` the delivery it was said of (none: the whole order).
    ``band_sources`` are [{"text", "low", "high", "source"}], the observations the band was made of.
    """

    lifecycle = states.FLAG

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="price_flags")
    line = models.ForeignKey(
        OrderLine, null=True, blank=True, on_delete=models.PROTECT, related_name="price_flags"
    )
    terms = models.ForeignKey(Terms, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("trạng thái", max_length=12, default=states.FLAG.start, editable=False)
    why = models.CharField("vì sao", max_length=6, choices=FlagWhy.choices)
    said_vnd_per_kg = models.BigIntegerField("giá nói, trả (đồng/kg)")
    frozen_vnd_per_kg = models.BigIntegerField("giá đã chốt (đồng/kg)", null=True, blank=True)
    band_low_vnd_per_kg = models.BigIntegerField("đầu thấp khoảng tham khảo", null=True, blank=True)
    band_high_vnd_per_kg = models.BigIntegerField("đầu cao khoảng tham khảo", null=True, blank=True)
    band_sources = models.JSONField(default=list)
    evidence = models.CharField("căn cứ", max_length=80)
    noticed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    noticed_at = MomentField("ghi nhận lúc", auto_now_add=True)
    outcome = models.CharField("kết quả", max_length=8, choices=Outcome.choices, blank=True)
    closed_reason = models.CharField("lý do khép", max_length=300, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField("khép lúc", null=True, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")

    class Meta:
        ordering = ("-noticed_at", "-id")
        verbose_name = "cảnh báo giá"
        indexes = (
            models.Index(fields=("state", "area_code", "-id"), name="price_flag_by_state"),
            models.Index(fields=("-noticed_at", "-id"), name="price_flag_by_time"),
        )
        constraints = (
            state_check(states.FLAG),
            models.UniqueConstraint(
                fields=("order", "line", "evidence", "said_vnd_per_kg"),
                nulls_distinct=False,
                name="price_flag_noticed_once",
            ),
            models.CheckConstraint(
                condition=Q(why__in=FlagWhy.values) & Q(outcome__in=["", *Outcome.values]),
                name="price_flag_words_known",
            ),
            models.CheckConstraint(
                condition=Q(why=FlagWhy.BAND)
                | Q(frozen_vnd_per_kg__isnull=False, frozen_vnd_per_kg__gt=F("said_vnd_per_kg")),
                name="price_flag_below_the_frozen",
            ),
            models.CheckConstraint(
                condition=Q(why=FlagWhy.FROZEN)
                | Q(band_low_vnd_per_kg__isnull=False, band_low_vnd_per_kg__gt=F("said_vnd_per_kg")),
                name="price_flag_below_the_band",
            ),
            models.CheckConstraint(
                condition=Q(said_vnd_per_kg__gte=0) & ~Q(evidence=""), name="price_flag_has_evidence"
            ),
            models.CheckConstraint(
                condition=~Q(state=states.CLOSED)
                | (Q(closed_at__isnull=False) & ~Q(outcome="") & ~Q(closed_reason="")),
                name="price_flag_closed_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return (
            f"{self.order_id}: {self.said_vnd_per_kg} < {self.frozen_vnd_per_kg or self.band_low_vnd_per_kg}"
        )


class FlagAnswer(models.Model):
    """What a side, or the coordinator, says of a flag; rows are only ever added."""

    flag = models.ForeignKey(PriceFlag, on_delete=models.PROTECT, related_name="answers")
    side = models.CharField("bên", max_length=6, choices=Side.choices)
    text = models.CharField("trả lời", max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = MomentField("lúc", auto_now_add=True)

    class Meta:
        ordering = ("flag", "id")
        verbose_name = "trả lời cảnh báo giá"
        constraints = (
            models.CheckConstraint(condition=Q(side__in=Side.values), name="flag_answer_side_known"),
            models.CheckConstraint(condition=~Q(text=""), name="flag_answer_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.flag_id} {self.side}"
