"""How much room goods take in a vehicle's box: the crate they travel in."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class Stowage(Versioned):
    """The crate (box, basket, sack) a commodity travels in: kg in one, outer centimetres of one.

    ``pack_text`` is the pack as orders' terms write it; blank: any pack of the commodity. Only a pack written alike
    makes a computed volume certain. ``pack_key`` is its bare letters and digits. ``in_use`` False: not reckoned
    with.
    """

    commodity = models.ForeignKey(
        "catalogue.Commodity", on_delete=models.PROTECT, related_name="+", verbose_name="nông sản"
    )
    pack_text = models.CharField("quy cách", max_length=200, blank=True)
    pack_key = models.CharField(max_length=200, blank=True, editable=False, db_collation="C")
    crate_kg = models.PositiveIntegerField("mỗi sọt, thùng (kg)")
    length_cm = models.PositiveSmallIntegerField("dài (cm)")
    width_cm = models.PositiveSmallIntegerField("rộng (cm)")
    height_cm = models.PositiveSmallIntegerField("cao (cm)")
    in_use = models.BooleanField("đang dùng", default=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    folded = models.CharField(max_length=400, editable=False, db_collation="C")
    words = searchable("folded")
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("nhập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("commodity", "pack_key")
        verbose_name = "cỡ sọt, thùng"
        indexes = (GinIndex(fields=("words",), name="stowage_words"),)
        constraints = (
            models.UniqueConstraint(fields=("commodity", "pack_key"), name="stowage_once"),
            models.CheckConstraint(
                condition=Q(crate_kg__gt=0, length_cm__gt=0, width_cm__gt=0, height_cm__gt=0),
                name="stowage_holds_something",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="stowage_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.commodity_id} {self.pack_text}".strip()

    @property
    def crate_l(self) -> int:
        """Litres one crate takes outside, rounded up."""
        return -(-self.length_cm * self.width_cm * self.height_cm // 1000)
