"""The paper a vehicle shows at checkpoints, its stops, and the papers it rests on."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models.trip import Trip
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class TransitPaper(Versioned):
    """A vehicle may carry these goods over this route in these days (giấy nhận diện "luồng xanh").

    For a trip, or entered by itself. ``leaves_on`` to ``back_on`` are the days of the journey, ``valid_from`` to
    ``valid_to`` those the paper holds, both included; loads are whole kg. ``driver_name`` and ``driver_phone`` are
    personal data: shown to the carrier and to officers, never on the page a QR opens. Approved, it is signed:
    ``signed_facts`` is what was signed, ``signature`` the HMAC over it made with the key ``key_id`` names; a
    database trigger then refuses every change but revoking. Whether it is expired is judged when it is read.
    """

    lifecycle = states.PAPER

    season = models.ForeignKey(
        "catalogue.Season", on_delete=models.PROTECT, related_name="transit_papers", verbose_name="mùa vụ"
    )
    code = models.CharField("số giấy", max_length=40, unique=True)
    state = models.CharField("trạng thái", max_length=12, default=states.PAPER.start, editable=False)
    trip = models.ForeignKey(
        Trip, null=True, blank=True, on_delete=models.PROTECT, related_name="papers", verbose_name="chuyến"
    )
    carrier = models.ForeignKey(
        "registry.Organisation",
        on_delete=models.PROTECT,
        related_name="transit_papers",
        verbose_name="đơn vị vận tải",
    )
    plate = models.CharField("biển số", max_length=20)
    trailer_plate = models.CharField("biển số rơ-moóc", max_length=20, blank=True)
    capacity_kg = models.PositiveIntegerField("xe chở được (kg)", null=True, blank=True)
    load_kg = models.PositiveIntegerField("khối lượng hàng (kg)", null=True, blank=True)
    goods = models.CharField("hàng hoá", max_length=300, blank=True)
    route_text = models.CharField("lộ trình", max_length=600, blank=True)
    leaves_on = models.DateField("ngày đi")
    back_on = models.DateField("ngày về")
    valid_from = models.DateField("có hiệu lực từ ngày")
    valid_to = models.DateField("đến hết ngày")
    wants_return = models.BooleanField("đi cả chiều về", default=True)
    driver_name = models.CharField("họ tên lái xe", max_length=120, blank=True)
    driver_phone = models.CharField("điện thoại lái xe", max_length=16, null=True, blank=True)  # noqa: DJ001 - unknown is not empty
    returned_items = models.JSONField("các mục phải sửa", default=list, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField("ký lúc", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signer = models.CharField("người ký, chức vụ", max_length=200, blank=True)
    key_id = models.CharField(max_length=16, blank=True, editable=False)
    signature = models.CharField(max_length=64, blank=True, editable=False)
    signed_facts = models.JSONField(default=dict, blank=True, editable=False)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    area_code = models.CharField("mã địa bàn hiện nay", max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=1200, editable=False, db_collation="C")
    words = searchable("folded")
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField("nguồn", max_length=300)
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("lập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = "giấy đi đường"
        indexes = (
            GinIndex(fields=("words",), name="transit_paper_words"),
            models.Index(fields=("season", "state", "-id"), name="transit_paper_by_state"),
            models.Index(fields=("season", "-id"), name="transit_paper_by_season"),
            models.Index(fields=("carrier", "-id"), name="transit_paper_by_carrier"),
            models.Index(fields=("plate", "-id"), name="transit_paper_by_plate"),
        )
        constraints = (
            state_check(states.PAPER),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from"), back_on__gte=F("leaves_on")),
                name="transit_paper_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(states.APPROVED, states.REVOKED))
                | (Q(signed_at__isnull=False) & ~Q(signature="") & ~Q(key_id="")),
                name="transit_paper_approved_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.REVOKED) | (~Q(reason="") & Q(revoked_at__isnull=False)),
                name="transit_paper_revoked_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(driver_phone=None) | Q(driver_phone__regex=r"^\+\d{8,15}$"),
                name="transit_paper_phone",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(plate="") & ~Q(source=""), name="transit_paper_named_and_sourced"
            ),
        )

    def __str__(self) -> str:
        return self.code

    def state_on(self, day: date) -> str:
        """The state as it reads on a day: an approved paper is not valid before or after its days."""
        if self.state != states.APPROVED:
            return self.state
        if day > self.valid_to:
            return states.EXPIRED
        return states.NOT_YET if day < self.valid_from else self.state

    def places(self, kind: str) -> str:
        """The stops of a kind in their order, one a line."""
        return "\n".join(stop.place for stop in self.stops.all() if stop.kind == kind)

    @property
    def pick_ups(self) -> str:
        """Where goods are taken, one place a line."""
        return self.places(StopKind.PICK_UP)

    @property
    def drops(self) -> str:
        """Where goods are given, one place a line."""
        return self.places(StopKind.DROP)

    @property
    def returns(self) -> str:
        """Where the vehicle returns to, one place a line."""
        return self.places(StopKind.RETURN)


class StopKind(models.TextChoices):
    """What happens at a stop."""

    PICK_UP = "pick_up", _("Nhận hàng")
    DROP = "drop", _("Giao hàng")
    RETURN = "return", _("Chiều về")


class PaperStop(models.Model):
    """A place of the journey in its order: where goods are taken, given, or the vehicle returns to."""

    paper = models.ForeignKey(TransitPaper, on_delete=models.CASCADE, related_name="stops")
    no = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("việc", max_length=8, choices=StopKind.choices)
    place = models.CharField("nơi đến", max_length=300)

    class Meta:
        ordering = ("paper", "no")
        verbose_name = "điểm dừng trên giấy"
        constraints = (
            models.UniqueConstraint(fields=("paper", "no"), name="paper_stop_once"),
            models.CheckConstraint(condition=Q(kind__in=StopKind.values), name="paper_stop_kind_known"),
            models.CheckConstraint(condition=~Q(place=""), name="paper_stop_placed"),
        )

    def __str__(self) -> str:
        return f"{self.no}. {self.place}"


class ProofKind(models.TextChoices):
    """A paper of the driver or the vehicle."""

    LICENCE = "licence", _("Giấy phép lái xe")
    INSPECTION = "inspection", _("Đăng kiểm xe")
    BADGE = "badge", _("Phù hiệu xe tải")
    INSURANCE = "insurance", _("Bảo hiểm bắt buộc")
    TEST = "test", _("Kết quả xét nghiệm")


class PaperProof(models.Model):
    """A paper of the driver or vehicle: its number and the last day it counts."""

    paper = models.ForeignKey(TransitPaper, on_delete=models.CASCADE, related_name="proofs")
    kind = models.CharField("loại giấy", max_length=10, choices=ProofKind.choices)
    number = models.CharField("số", max_length=60, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        ordering = ("paper", "kind")
        verbose_name = "giấy kèm theo"
        constraints = (
            models.UniqueConstraint(fields=("paper", "kind"), name="paper_proof_once"),
            models.CheckConstraint(condition=Q(kind__in=ProofKind.values), name="paper_proof_kind_known"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
