"""What people decide about a computed plan: changes by hand, comparisons of two runs, the ledger carried on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.matching.models.plan import Plan
from cungcau.platform.ui.moments import MomentField

SET, APART = "set", "apart"
ACTIONS = ((SET, _("Định số kg")), (APART, _("Không ghép")))


class ReasonCode(models.TextChoices):
    """Why somebody changed what was computed."""

    BUYER = "buyer_asked", _("Bên mua yêu cầu")
    HOUSEHOLD = "household_asked", _("Hộ yêu cầu")
    QUALITY = "quality", _("Chất lượng hàng")
    WEATHER = "weather", _("Thời tiết")
    ROAD = "road", _("Đường sá, chốt kiểm soát")
    AGREEMENT = "agreement", _("Đã thoả thuận từ trước")
    ERROR = "error_in_data", _("Số liệu sai")
    OTHER = "other", _("Lý do khác")


class Override(models.Model):
    """One decision by hand on a plan: so many kg on a line (0: none), or a lot and a need kept apart.

    Nothing is changed or deleted: another decision on the same line ``follows`` this one, and taking it
    back fills ``withdrawn_at``. ``computed_kg`` is what the plan had on the line (0: no such line).
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="overrides")
    action = models.CharField(max_length=5, choices=ACTIONS, default=SET)
    lot = models.ForeignKey("supply.Lot", on_delete=models.PROTECT, related_name="+")
    need = models.ForeignKey("demand.Need", on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(
        "network.CollectionPoint", null=True, on_delete=models.PROTECT, related_name="+"
    )
    harvest_date = models.DateField(null=True)
    dispatch_date = models.DateField(null=True)
    computed_kg = models.BigIntegerField("kg máy tính")
    kg = models.BigIntegerField("kg người định")
    reason_code = models.CharField("lý do", max_length=20, choices=ReasonCode.choices)
    reason = models.CharField("nói rõ", max_length=500, blank=True)
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = MomentField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name = "sửa tay"
        indexes = (models.Index(fields=("plan", "-created_at", "-id"), name="override_by_time"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    action=SET, point__isnull=False, harvest_date__isnull=False, dispatch_date__isnull=False
                )
                | Q(action=APART, point=None, harvest_date=None, dispatch_date=None, kg=0),
                name="override_whole",
            ),
            models.CheckConstraint(
                condition=Q(kg__gte=0, computed_kg__gte=0), name="override_kg_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(reason_code__in=ReasonCode.values), name="override_reason_known"
            ),
            models.CheckConstraint(
                condition=~Q(reason_code=ReasonCode.OTHER) | ~Q(reason=""), name="override_other_said"
            ),
            models.CheckConstraint(
                condition=Q(harvest_date=None) | Q(dispatch_date__gte=F("harvest_date")),
                name="override_days_in_order",
            ),
            models.UniqueConstraint(
                fields=("plan", "lot", "need", "point", "harvest_date", "dispatch_date"),
                condition=Q(action=SET, withdrawn_at=None),
                name="override_one_a_line",
            ),
            models.UniqueConstraint(
                fields=("plan", "lot", "need"),
                condition=Q(action=APART, withdrawn_at=None),
                name="override_apart_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.action} {self.lot_id} → {self.need_id} {self.kg} kg"


class Comparison(models.Model):
    """Two runs of one season side by side; what they hold cannot change any more, so it is worked out once.

    ``figures`` holds what changed by need, by commune and for the people who gain or lose most.
    """

    before = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    figures = models.JSONField(default=dict)
    added_lines = models.PositiveIntegerField(default=0)
    removed_lines = models.PositiveIntegerField(default=0)
    changed_lines = models.PositiveIntegerField(default=0)
    moved_kg = models.BigIntegerField(default=0)
    created_at = MomentField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("before", "after"), name="comparison_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="comparison_of_two"),
        )

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"


class ComparedLine(models.Model):
    """A line whose kg differ between the two runs of a comparison (0: not there); ``change`` is after − before."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="lines", db_index=False)
    lot = models.ForeignKey("supply.Lot", on_delete=models.PROTECT, related_name="+", db_index=False)
    producer = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    need = models.ForeignKey("demand.Need", on_delete=models.PROTECT, related_name="+", db_index=False)
    point = models.ForeignKey(
        "network.CollectionPoint", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    harvest_date = models.DateField()
    dispatch_date = models.DateField()
    kg_before = models.BigIntegerField()
    kg_after = models.BigIntegerField()
    change = models.BigIntegerField()

    class Meta:
        ordering = ("dispatch_date", "id")
        indexes = (
            models.Index(fields=("comparison", "dispatch_date", "id"), name="compared_by_day"),
            models.Index(fields=("comparison", "change", "id"), name="compared_by_change"),
            models.Index(fields=("comparison", "producer"), name="compared_by_producer"),
        )

    def __str__(self) -> str:
        return f"{self.comparison_id}: {self.kg_before} → {self.kg_after} kg"


class LedgerCarry(models.Model):
    """The ledger of one season handed on to the next, once: who offered and sold how much goes on counting."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="carried")
    season = models.ForeignKey("catalogue.Season", on_delete=models.PROTECT, related_name="carried_on")
    into = models.ForeignKey("catalogue.Season", on_delete=models.PROTECT, related_name="carried_from")
    producers = models.PositiveIntegerField()
    offered_kg = models.BigIntegerField()
    sold_kg = models.BigIntegerField()
    reason = models.CharField(max_length=500)
    carried_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    carried_at = MomentField(auto_now_add=True)

    class Meta:
        ordering = ("-carried_at", "-id")
        verbose_name = "chuyển sổ vụ"
        constraints = (
            models.UniqueConstraint(fields=("season", "into"), name="ledger_carried_once"),
            models.CheckConstraint(condition=~Q(season=F("into")), name="ledger_carried_to_another"),
            models.CheckConstraint(
                condition=Q(sold_kg__gte=0, sold_kg__lte=F("offered_kg")), name="ledger_carried_within_offer"
            ),
        )

    def __str__(self) -> str:
        return f"{self.season_id} → {self.into_id}"
