"""What every statement of this app holds: of whom, by whom, and which earlier one it replaces."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from cungcau.platform.ui.moments import MomentField


class Said(models.Model):
    """A statement about one subject (a producer or a place) in a season; nothing in it is ever overwritten.

    A change is a new row with the next ``revision``, its ``reason`` and what it ``replaces``; ``is_current``
    marks the newest. ``as_of`` is the day for which it was said. ``reported_by`` gave the figures,
    ``entered_by`` typed them (nobody: the installation), ``confirmed_by`` checked them with the subject.
    ``area_code`` is where the subject counts today.
    """

    season = models.ForeignKey(
        "catalogue.Season", on_delete=models.PROTECT, related_name="+", verbose_name="mùa vụ"
    )
    commodity = models.ForeignKey(
        "catalogue.Commodity", on_delete=models.PROTECT, related_name="+", verbose_name="nông sản"
    )
    variety = models.CharField("giống", max_length=80, blank=True)
    producer = models.ForeignKey(
        "registry.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="hộ, tổ chức",
    )
    place = models.ForeignKey(
        "geography.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="địa bàn",
    )
    reported_by = models.ForeignKey(
        "registry.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="nơi báo",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    as_of = models.DateField("báo ngày")
    revision = models.PositiveIntegerField("lần", default=1)
    reason = models.CharField("lý do sửa", max_length=300, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    is_current = models.BooleanField("đang dùng", default=True)
    client_id = models.UUIDField("mã của phiếu", unique=True, default=uuid.uuid4)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("nhập lúc", auto_now_add=True)

    class Meta:
        abstract = True


def constraints(name: str, *key: str) -> tuple[models.BaseConstraint, ...]:
    """What every table of statements refuses; ``key`` are the columns that, beside the subject, tell one apart."""
    same: tuple[str, ...] = ("season", "commodity", "variety", *key)
    found: list[Any] = [
        models.CheckConstraint(
            condition=Q(producer=None, place__isnull=False) | Q(producer__isnull=False, place=None),
            name=f"{name}_one_subject",
        ),
        models.CheckConstraint(
            condition=Q(revision=1, replaces=None)
            | (Q(revision__gt=1, replaces__isnull=False) & ~Q(reason="")),
            name=f"{name}_change_has_reason",
        ),
        models.CheckConstraint(condition=~Q(source=""), name=f"{name}_sourced"),
        models.CheckConstraint(
            condition=Q(confirmed_by=None, confirmed_at=None)
            | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            name=f"{name}_confirmed_whole",
        ),
    ]
    for subject in ("producer", "place"):
        there = Q(**{f"{subject}__isnull": False})
        found += [
            models.UniqueConstraint(
                fields=(subject, *same),
                condition=there & Q(is_current=True),
                name=f"{name}_{subject}_current",
            ),
            models.UniqueConstraint(
                fields=(subject, *same, "revision"), condition=there, name=f"{name}_{subject}_revision"
            ),
        ]
    return tuple(found)
