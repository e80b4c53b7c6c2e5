"""A session of a council, the products on it, who is there and who stands out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.council import states
from cungcau.domain.council.models.members import Council, Seat
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField


class Session(Versioned):
    """One meeting, or one asking for written opinions; ``rules`` are the council's settings as it was opened."""

    class Mode(models.TextChoices):
        """How it is held; a re-evaluation is decided by written opinions unless disputed (26/2026/QĐ-TTg)."""

        MEETING = "meeting", _("Họp")
        WRITTEN = "written", _("Lấy ý kiến bằng văn bản")

    lifecycle = states.SESSION

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="sessions")
    round = models.ForeignKey("ocop.Round", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField("mã phiên", max_length=40, unique=True)
    mode = models.CharField("hình thức", max_length=7, choices=Mode.choices, default=Mode.MEETING)
    state = models.CharField("trạng thái", max_length=10, default=states.SESSION.start, editable=False)
    held_on = models.DateField("ngày họp")
    place = models.CharField("địa điểm", max_length=200, blank=True)
    answer_by = models.DateField("hạn trả lời (lấy ý kiến bằng văn bản)", null=True, blank=True)
    rules = models.JSONField("quy chế khi khai mạc", default=dict, blank=True, editable=False)
    opened_at = models.DateTimeField("khai mạc lúc", null=True, blank=True)
    closed_at = models.DateTimeField("bế mạc lúc", null=True, blank=True)
    conclusion = models.TextField("kết luận", blank=True, max_length=4000)
    end_reason = models.CharField("lý do huỷ", max_length=600, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_at = MomentField("lập lúc", auto_now_add=True)

    class Meta:
        ordering = ("-held_on", "-id")
        verbose_name = "phiên hội đồng"
        constraints = (
            state_check(states.SESSION),
            models.CheckConstraint(condition=Q(mode__in=("meeting", "written")), name="council_session_mode"),
            models.CheckConstraint(
                condition=Q(state=states.PLANNED) | Q(state=states.CANCELLED) | Q(opened_at__isnull=False),
                name="council_session_opened_when",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Item(models.Model):
    """A dossier on a session; ``attempt`` counts the scorings, ``result_*`` are written when it is finished.

    Sheets of attempts up to ``closed_attempt`` are open to the council; those above are seen by their own member alone.
    ``follows`` is the item of a session by written opinions whose dispute this meeting settles.
    """

    lifecycle = states.ITEM

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    dossier = models.ForeignKey("ocop.Dossier", on_delete=models.PROTECT, related_name="council_items")
    no = models.PositiveSmallIntegerField("thứ tự")
    state = models.CharField("trạng thái", max_length=10, default=states.ITEM.start, editable=False)
    attempt = models.PositiveSmallIntegerField("lần chấm", default=1, editable=False)
    closed_attempt = models.PositiveSmallIntegerField("lần chấm đã khép", default=0, editable=False)
    result_num = models.PositiveIntegerField(null=True, blank=True, editable=False)
    result_den = models.PositiveIntegerField(null=True, blank=True, editable=False)
    result_band_star = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    result_star = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    result = models.JSONField("kết quả đầy đủ", default=dict, blank=True, editable=False)
    finished_at = models.DateTimeField("có kết quả lúc", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=600, blank=True)
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")

    class Meta:
        ordering = ("session", "no")
        verbose_name = "sản phẩm trong phiên"
        constraints = (
            state_check(states.ITEM),
            models.UniqueConstraint(
                fields=("session", "no"),
                name="council_item_numbered",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=("session", "dossier"), name="council_item_once"),
            models.UniqueConstraint(
                fields=("dossier",),
                condition=Q(state__in=(states.WAITING, states.SCORING, states.DISCUSSING, states.AGREEING)),
                name="council_dossier_in_one_session",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.DONE) | Q(finished_at__isnull=False), name="council_item_done_when"
            ),
            models.CheckConstraint(
                condition=Q(result_num=None, result_den=None) | Q(result_num__isnull=False, result_den__gt=0),
                name="council_item_result_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_attempt__lte=F("attempt"))
                & (~Q(state=states.SCORING) | Q(closed_attempt__lt=F("attempt"))),
                name="council_item_blind_while_scoring",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.session_id}/{self.no}"


class Attendance(models.Model):
    """Whether a seat is taken on a session; by written opinions: whether its holder is asked.

    ``reason`` says why not, or by what the deputy presides; from the opening on the rows are who was on the council.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField("có mặt")
    chairs = models.BooleanField("chủ trì", default=False)
    reason = models.CharField("lý do vắng, uỷ quyền", max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = MomentField("ghi lúc", auto_now=True)

    class Meta:
        ordering = ("session", "seat")
        verbose_name = "điểm danh"
        constraints = (
            models.UniqueConstraint(fields=("session", "seat"), name="council_attendance_once"),
            models.UniqueConstraint(
                fields=("session",), condition=Q(chairs=True), name="council_one_presides"
            ),
            models.CheckConstraint(
                condition=Q(chairs=False) | Q(present=True), name="council_chair_is_there"
            ),
        )

    def __str__(self) -> str:
        return f"{self.session_id} {self.seat_id}"


class Recusal(models.Model):
    """A member who stands out of one item for an interest in it."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="recusals")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("lý do", max_length=300)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = MomentField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering = ("item", "seat")
        verbose_name = "thành viên đứng ngoài"
        constraints = (
            models.UniqueConstraint(fields=("item", "seat"), name="council_recusal_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="council_recusal_reasoned"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.seat_id}"
