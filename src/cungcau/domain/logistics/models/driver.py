"""Who drives."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class Driver(Versioned):
    """A driver or boatman of a carrier; name, phone and licence are personal data.

    Pages show the name through ``selectors.driver_name_for`` and the phone masked; the whole of both is given by
    ``services.reveal_driver`` alone, which writes the look to the trail. ``code`` is what everybody may read.
    The name is not searchable. ``in_use`` False: not planned with.
    """

    carrier = models.ForeignKey(
        "registry.Organisation",
        on_delete=models.PROTECT,
        related_name="drivers",
        verbose_name="đơn vị vận tải",
    )
    code = models.CharField("mã lái xe", max_length=40, unique=True)
    name = models.CharField("họ tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=16, null=True, blank=True)  # noqa: DJ001 - unknown is not empty
    licence_class = models.CharField("hạng giấy phép", max_length=20, blank=True)
    licence_until = models.DateField("giấy phép đến hết ngày", null=True, blank=True)
    in_use = models.BooleanField("đang làm", default=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=400, editable=False, db_collation="C")
    words = searchable("folded")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("nhập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("code", "id")
        verbose_name = "lái xe"
        indexes = (
            GinIndex(fields=("words",), name="driver_words"),
            models.Index(fields=("carrier", "code"), name="driver_by_carrier"),
            models.Index(fields=("licence_until", "id"), name="driver_by_licence"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(phone=None) | Q(phone__regex=r"^\+\d{8,15}$"), name="driver_phone"
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name="") & ~Q(source=""), name="driver_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return self.code
