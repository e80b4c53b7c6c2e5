"""Who belongs to whom, who speaks for whom, which person acts for which organisation; all with their days."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from cungcau.reference.geography.models import DaySpan

_BOTH_ENDS = RangeBoundary(inclusive_lower=True, inclusive_upper=True)


class IdSpan(Func):
    """An id as a range of one: core PostgreSQL can exclude overlaps of ranges, not of numbers."""

    function = "INT8RANGE"
    output_field = BigIntegerRangeField()


def _same(name: str) -> tuple[IdSpan, str]:
    return IdSpan(name, name, Value("[]")), RangeOperators.OVERLAPS


_DAYS = (DaySpan("valid_from", "valid_to", _BOTH_ENDS), RangeOperators.OVERLAPS)
_IN_ORDER = Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))


class Tie(models.Model):
    """What holds from a day to a day, both included; a blank day is not known or still open."""

    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        abstract = True


class Membership(Tie):
    """A household in a group or cooperative, a cooperative in a union."""

    class Role(models.TextChoices):
        """What the member is there."""

        MEMBER = "member", _("Thành viên")
        HEAD = "head", _("Người đứng đầu")
        ASSOCIATE = "associate", _("Liên kết")

    member = models.ForeignKey(
        "registry.Organisation",
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name="thành viên",
    )
    of = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="members", verbose_name="thuộc"
    )
    role = models.CharField("vai trò", max_length=10, choices=Role.choices, default=Role.MEMBER)

    class Meta:
        ordering = ("of_id", "member_id", F("valid_from").asc(nulls_first=True))
        verbose_name = "thành viên"
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=("member", "head", "associate")), name="membership_role_known"
            ),
            models.CheckConstraint(condition=~Q(member=F("of")), name="membership_of_another"),
            models.CheckConstraint(condition=_IN_ORDER, name="membership_days_in_order"),
            models.CheckConstraint(condition=~Q(source=""), name="membership_sourced"),
            ExclusionConstraint(
                name="membership_once_a_day", expressions=[_same("member_id"), _same("of_id"), _DAYS]
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} ∈ {self.of_id}"


class Representation(Tie):
    """Who speaks for a household in those days; one at a time."""

    represented = models.ForeignKey(
        "registry.Organisation",
        on_delete=models.PROTECT,
        related_name="representations",
        verbose_name="được đại diện",
    )
    representative = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="speaks_for", verbose_name="đại diện"
    )

    class Meta:
        ordering = ("represented_id", F("valid_from").asc(nulls_first=True))
        verbose_name = "đại diện"
        constraints = (
            models.CheckConstraint(
                condition=~Q(represented=F("representative")), name="representation_of_another"
            ),
            models.CheckConstraint(condition=_IN_ORDER, name="representation_days_in_order"),
            ExclusionConstraint(
                name="representation_one_a_day", expressions=[_same("represented_id"), _DAYS]
            ),
        )

    def __str__(self) -> str:
        return f"{self.representative_id} → {self.represented_id}"


class Agent(Tie):
    """A person with an account who acts for an organisation in those days."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agencies", verbose_name="người dùng"
    )
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="agents", verbose_name="tổ chức"
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("organisation_id", "user_id", F("valid_from").asc(nulls_first=True))
        verbose_name = "người thay mặt"
        constraints = (
            models.CheckConstraint(condition=_IN_ORDER, name="agent_days_in_order"),
            ExclusionConstraint(
                name="agent_once_a_day", expressions=[_same("user_id"), _same("organisation_id"), _DAYS]
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.organisation_id}"
