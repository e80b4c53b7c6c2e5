"""Figures, the observations that compete for each, and the questions that doubtful figures raise."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from cungcau.domain.survey import metrics, states
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable

METRIC_CHOICES = [(one.code, one.label) for one in metrics.METRICS.values()]


class Confidence(models.TextChoices):
    """How far the person who entered it trusts the source."""

    HIGH = "high", pgettext_lazy("độ tin cậy", "chắc chắn")
    MEDIUM = "medium", pgettext_lazy("độ tin cậy", "tương đối")
    LOW = "low", pgettext_lazy("độ tin cậy", "còn ngờ")


class Hedge(models.TextChoices):
    """The word the writer hedged with."""

    NONE = "", pgettext_lazy("mức chắc", "đúng số")
    ABOUT = "about", pgettext_lazy("mức chắc", "khoảng")
    OVER = "over", pgettext_lazy("mức chắc", "trên")
    UNDER = "under", pgettext_lazy("mức chắc", "gần, dưới")


class Figure(Versioned):
    """What is asked for: one metric of one commodity and variety, at one place, over one period.

    ``place`` is the unit as entered; a place that is no unit, or several, has only ``place_text``. ``area_code`` is
    where the figure counts today, or, for a place outside everybody's area, the area of those who keep it.
    An unknown period has neither end; its ``period_text`` says what was written. ``in_use`` is the observation
    others reckon with, by a person (``chosen_by``, ``chosen_reason``) or by rule (``use_reason``). ``low``,
    ``high``, ``count``, ``unconfirmed`` and ``conflicting`` sum the observations up; services keep them.
    """

    key = models.CharField(max_length=64, editable=False)
    metric = models.CharField("chỉ tiêu", max_length=20, choices=METRIC_CHOICES)
    commodity_code = models.CharField("mã nông sản", max_length=60, blank=True)
    commodity_text = models.CharField("nông sản", max_length=120)
    variety = models.CharField("giống, dạng", max_length=120, blank=True)
    place = models.ForeignKey(
        "geography.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="địa bàn",
    )
    place_text = models.CharField("nơi", max_length=200)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    follows_place = models.BooleanField(default=True, editable=False)
    period_from = models.DateField("từ ngày", null=True, blank=True)
    period_to = models.DateField("đến hết ngày", null=True, blank=True)
    period_text = models.CharField("thời gian như đã ghi", max_length=120, blank=True)
    in_use = models.ForeignKey(
        "survey.Observation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="số đang dùng",
    )
    use_reason = models.CharField(max_length=20, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người chọn",
    )
    chosen_at = models.DateTimeField("chọn lúc", null=True, blank=True)
    chosen_reason = models.CharField("lý do chọn", max_length=500, blank=True)
    low = models.BigIntegerField(null=True, blank=True)
    high = models.BigIntegerField(null=True, blank=True)
    count = models.PositiveIntegerField("số nguồn", default=0)
    unconfirmed = models.PositiveIntegerField("chưa xác nhận", default=0)
    conflicting = models.BooleanField("mâu thuẫn", default=False)
    folded = models.CharField(max_length=700, editable=False, db_collation="C")
    words = searchable("folded")
    is_demo = models.BooleanField("minh hoạ", default=False)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("folded", "id")
        verbose_name = "số liệu"
        indexes = (
            GinIndex(fields=("words",), name="figure_words"),
            models.Index(fields=("folded", "id"), name="figure_by_name"),
            models.Index("area_code", "folded", "id", name="figure_by_area"),
            models.Index(fields=("metric", "folded", "id"), name="figure_by_metric"),
            models.Index(fields=("commodity_code", "metric", "period_to"), name="figure_by_commodity"),
            models.Index(fields=("period_to", "id"), name="figure_by_period"),
            models.Index(fields=("updated_at", "id"), name="figure_by_update"),
            models.Index(fields=("folded", "id"), condition=Q(conflicting=True), name="figure_conflicting"),
        )
        constraints = (
            models.UniqueConstraint(fields=("key", "area_code"), name="figure_once"),
            models.CheckConstraint(condition=Q(metric__in=list(metrics.METRICS)), name="figure_metric_known"),
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_to=None) | Q(period_to__gte=F("period_from")),
                name="figure_period_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(commodity_text="") & ~Q(place_text=""), name="figure_of_something_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(chosen_at=None, chosen_reason="")
                | (Q(chosen_at__isnull=False, in_use__isnull=False) & ~Q(chosen_reason="")),
                name="figure_choice_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{metrics.metric(self.metric).label} {self.goods} {self.period}, {self.place_text}"

    @property
    def goods(self) -> str:
        """The commodity with its variety or form."""
        return f"{self.commodity_text} ({self.variety})" if self.variety else self.commodity_text

    @property
    def period(self) -> str:
        """The time it is for: "2021", "2019–2021", "8–12/2021", what was written where that is unknown."""
        return metrics.show_period(self.period_from, self.period_to, self.period_text)

    @property
    def unit(self) -> str:
        """The unit its values are kept in."""
        return metrics.metric(self.metric).unit


class Observation(models.Model):
    """What one source says of a figure: a value or a range in the metric's unit, as whole numbers.

    A single value has both ends equal; "trên 35.000" has no ``high``. ``written`` and ``written_unit`` are what
    stood in the source. Never changed: a correction is a new row that points at the one it ``corrects``; that one
    is then no longer ``is_current``. Confirmed by somebody other than who entered it.
    """

    figure = models.ForeignKey(
        Figure, on_delete=models.PROTECT, related_name="observations", verbose_name="số liệu"
    )
    low = models.BigIntegerField("từ", null=True, blank=True)
    high = models.BigIntegerField("đến", null=True, blank=True)
    hedge = models.CharField("mức chắc", max_length=5, choices=Hedge.choices, blank=True)
    written = models.CharField("như đã ghi", max_length=200)
    place_written = models.CharField("nơi như đã ghi", max_length=200, blank=True)
    written_unit = models.CharField("đơn vị đã ghi", max_length=40, blank=True)
    about = models.CharField("tổ chức, hộ", max_length=200, blank=True)
    source = models.CharField("nguồn", max_length=500)
    source_date = models.DateField("ngày của nguồn", null=True, blank=True)
    confidence = models.CharField(
        "độ tin cậy", max_length=6, choices=Confidence.choices, default=Confidence.MEDIUM
    )
    note = models.TextField("ghi chú", blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người nhập",
    )
    entered_at = MomentField("nhập lúc", auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người xác nhận",
    )
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    corrects = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrected_by",
        verbose_name="sửa cho",
    )
    correction_reason = models.CharField("lý do sửa", max_length=500, blank=True)
    is_current = models.BooleanField(default=True, editable=False)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("-is_current", "-source_date", "-id")
        verbose_name = "quan sát"
        indexes = (
            models.Index(fields=("figure", "is_current"), name="observation_of_figure"),
            models.Index(fields=("source",), name="observation_by_source"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(low__isnull=False) | Q(high__isnull=False), name="observation_has_value"
            ),
            models.CheckConstraint(
                condition=(Q(low=None) | Q(low__gte=0)) & (Q(high=None) | Q(high__gte=0)),
                name="observation_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(high__gte=F("low")), name="observation_in_order"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="observation_confirmed_when",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(entered_by=None) | ~Q(confirmed_by=F("entered_by")),
                name="observation_confirmed_by_other",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(correction_reason=""), name="observation_correction_reason"
            ),
            models.CheckConstraint(condition=~Q(source="") & ~Q(written=""), name="observation_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.figure}: {self.written}"


class Question(models.Model):
    """A doubt about a record's figures, kept until somebody answers or the figures change.

    The record is named by ``thing_type`` (``supply.lot``) and ``thing_id``; ``digest`` tells the figures asked about,
    so that a question is asked once, and anew when they change.
    """

    lifecycle = states.QUESTION

    thing_type = models.CharField(max_length=100)
    thing_id = models.CharField(max_length=60)
    thing_label = models.CharField("về", max_length=200)
    app = models.CharField(max_length=40)
    rule = models.CharField("quy tắc", max_length=60)
    fields = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=32)
    state = models.CharField("tình trạng", max_length=10, default=states.OPEN)
    answer = models.CharField("trả lời", max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField("hỏi lúc")
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=400, editable=False, db_collation="C")
    words = searchable("folded")
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("asked_at", "id")
        verbose_name = "câu hỏi"
        indexes = (
            GinIndex(fields=("words",), name="question_words"),
            models.Index(fields=("state", "asked_at", "id"), name="question_by_age"),
            models.Index("state", "area_code", "asked_at", name="question_by_area"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("thing_type", "thing_id", "rule", "digest"), name="question_once"
            ),
            state_check(states.QUESTION),
            models.CheckConstraint(
                condition=~Q(state=states.ANSWERED) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="question_answered_with",
            ),
        )

    def __str__(self) -> str:
        return f"{self.thing_label}: {self.rule}"
