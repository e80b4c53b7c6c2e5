"""What is grown and sold: commodities, their grades, certificates, and the seasons planned for."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Commodity(models.Model):
    """Goods under one name, such as ``hồng vành khuyên``; ``code`` is what files and the planner write."""

    code = models.CharField("mã", max_length=60, unique=True)
    name_vi = models.CharField("tên", max_length=120)
    name_en = models.CharField("tên tiếng Anh", max_length=120, blank=True)
    group = models.CharField("nhóm", max_length=80, blank=True)
    folded = models.CharField(max_length=300, editable=False)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("name_vi", "code")
        verbose_name = "nông sản"
        constraints = (
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name_vi="") & ~Q(source=""), name="commodity_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return self.name_vi


class GradeName(models.Model):
    """What people call a grade of a commodity; a higher ``rank`` is better and satisfies a lower one."""

    commodity = models.ForeignKey(Commodity, on_delete=models.CASCADE, related_name="grades")
    rank = models.PositiveIntegerField("bậc")
    name = models.CharField("tên loại", max_length=60)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("commodity", "-rank")
        verbose_name = "loại"
        constraints = (
            models.UniqueConstraint(fields=("commodity", "rank"), name="grade_rank_once"),
            models.UniqueConstraint(fields=("commodity", "name"), name="grade_name_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="grade_named_and_sourced"),
        )

    def __str__(self) -> str:
        return self.name


class CertificateKind(models.Model):
    """A kind of certificate a buyer may require, such as VietGAP."""

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=120)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("name", "code")
        verbose_name = "chứng nhận"
        constraints = (
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name="") & ~Q(source=""), name="certificate_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Season(models.Model):
    """A harvest planned as one whole: its days (both included), its area, and what is put first.

    ``order`` is a permutation of ``sold``, ``fair`` and ``cost``; ``area_code`` the path of the area.
    """

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=200)
    commodities = models.ManyToManyField(Commodity, related_name="seasons", verbose_name="nông sản")
    area_code = models.CharField("mã địa bàn", max_length=40, blank=True)
    start = models.DateField("từ ngày")
    end = models.DateField("đến hết ngày")
    order = ArrayField(models.CharField(max_length=4), size=3, verbose_name="thứ tự mục tiêu")
    description = models.TextField("mô tả", blank=True)
    folded = models.CharField(max_length=300, editable=False)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("-start", "code")
        verbose_name = "mùa vụ"
        constraints = (
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="season_days_in_order"),
            models.CheckConstraint(
                condition=Q(order__len=3, order__contains=["sold", "fair", "cost"]),
                name="season_order_complete",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name="") & ~Q(source=""), name="season_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return self.name
