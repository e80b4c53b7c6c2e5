"""The province's key products, as a document in force lists them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cungcau.reference.catalogue.models.commodities import Commodity


class KeyProduct(models.Model):
    """One key product (sản phẩm chủ lực) of a list that an authority decided, in its group and order.

    A list is a document over an area from a day on; ``commodities`` are the goods it covers here.
    """

    area_code = models.CharField("mã địa bàn", max_length=40, db_collation="C")
    group = models.CharField("nhóm", max_length=120)
    group_rank = models.PositiveSmallIntegerField("thứ tự nhóm")
    rank = models.PositiveSmallIntegerField("thứ tự trong nhóm")
    name = models.CharField("sản phẩm", max_length=120)
    folded = models.CharField(max_length=300, editable=False)
    commodities = models.ManyToManyField(
        Commodity, blank=True, related_name="key_products", verbose_name="nông sản"
    )
    document = models.CharField("văn bản", max_length=120)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("area_code", "-valid_from", "group_rank", "rank")
        verbose_name = "sản phẩm chủ lực"
        constraints = (
            models.UniqueConstraint(fields=("area_code", "document", "name"), name="key_product_once_a_list"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="key_product_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(group="") & ~Q(document="") & ~Q(source=""),
                name="key_product_named_and_sourced",
            ),
        )

    def __str__(self) -> str:
        return self.name
