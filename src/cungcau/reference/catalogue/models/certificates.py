"""Kinds of certificates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


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
