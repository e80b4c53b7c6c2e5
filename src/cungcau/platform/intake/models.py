"""Tables that came in: the file as it was sent, how it was read, what is wrong with it, what was mended."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from cungcau.platform.intake.states import INTAKE, LABELS, TONES
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField

MOST_VALUE = 500
"""Characters of a cell that are kept with a fault or a fix; two cells equal so far are the same to a fix."""


class Intake(models.Model):
    """One table somebody brought in through a door.

    The id is the client's, so that a form or request sent twice is one intake. ``area_code`` is the area of the
    owner's right, under which the trail files it. ``mapping`` is what a person chose: column key → {"header",
    "unit"}; ``sheets`` the sheets chosen (empty: all whose header fits). Counts are rows, of the last preview or
    of what was written; ``faults`` counts cells.
    """

    lifecycle = INTAKE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    door = models.CharField("loại bảng", max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="intakes", verbose_name="người gửi"
    )
    area_code = models.CharField("địa bàn", max_length=40, blank=True)
    file_name = models.CharField("tên tệp", max_length=200)
    size_bytes = models.PositiveBigIntegerField("cỡ tệp (byte)")
    sha256 = models.CharField(max_length=64)
    options = models.JSONField("lựa chọn", default=dict)
    source = models.CharField("nguồn", max_length=300)
    mapping = models.JSONField("ghép cột", default=dict)
    sheets = models.JSONField("trang tính được chọn", default=list)
    state = models.CharField("trạng thái", max_length=12, default=INTAKE.start)
    keep_good = models.BooleanField("ghi các dòng đúng, trả lại dòng lỗi", default=False)
    rows = models.PositiveIntegerField("số dòng", default=0)
    created = models.PositiveIntegerField("dòng mới", default=0)
    changed = models.PositiveIntegerField("dòng đổi", default=0)
    unchanged = models.PositiveIntegerField("dòng không đổi", default=0)
    faulty = models.PositiveIntegerField("dòng lỗi", default=0)
    faults = models.PositiveIntegerField("ô lỗi", default=0)
    notes = models.PositiveIntegerField("điều cần biết", default=0)
    questions = models.PositiveIntegerField("câu hỏi", default=0)
    unread = models.JSONField("cột không đọc", default=list)
    problem = models.TextField("vì sao không đọc được", blank=True)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    folded = models.CharField(max_length=900, editable=False)
    created_at = MomentField("gửi lúc", auto_now_add=True)
    previewed_at = models.DateTimeField("xem trước lúc", null=True)
    applied_at = models.DateTimeField("ghi lúc", null=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người ghi",
    )

    class Meta:
        ordering = ("-created_at", "id")
        verbose_name = "lần nhập bảng"
        indexes = (
            models.Index(fields=("owner", "-created_at", "id"), name="intake_of_owner"),
            models.Index(fields=("-created_at", "id"), name="intake_latest"),
            models.Index(fields=("sha256", "door"), name="intake_same_file"),
        )
        constraints = (state_check(INTAKE),)

    def __str__(self) -> str:
        return self.file_name

    @property
    def state_label(self) -> str:
        """The state in words."""
        return LABELS[self.state]

    @property
    def tone(self) -> str:
        """The state's tone."""
        return TONES.get(self.state, "")

    @property
    def good(self) -> int:
        """Rows without a fault."""
        return self.created + self.changed + self.unchanged


class SentFile(models.Model):
    """The bytes of an intake and, once read, the rows sent back as a workbook.

    Kept in the database and not in a folder: workers may run on other machines, the file is there exactly when
    its intake is, and one backup holds both. In a table of its own, so that lists never read it.
    """

    intake = models.OneToOneField(Intake, on_delete=models.CASCADE, related_name="file", primary_key=True)
    content = models.BinaryField()
    returned = models.BinaryField(null=True)

    class Meta:
        verbose_name = "tệp đã gửi"

    def __str__(self) -> str:
        return str(self.intake_id)


class CellFault(models.Model):
    """One cell that cannot be taken as it stands: where, what was expected, what may be meant.

    ``line`` 0 is the table as a whole; ``column`` is the door's key, ``header`` as it stands in the file.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="cell_faults")
    sheet = models.CharField("trang tính", max_length=200, blank=True)
    line = models.PositiveIntegerField("dòng")
    column = models.CharField("cột", max_length=80, blank=True)
    header = models.CharField("tên cột trong tệp", max_length=300, blank=True)
    value = models.CharField("giá trị", max_length=MOST_VALUE, blank=True)
    expected = models.TextField("cần")
    proposals = models.JSONField("có thể là", default=list)

    class Meta:
        ordering = ("id",)
        verbose_name = "ô lỗi"
        indexes = (models.Index(fields=("intake", "column", "value"), name="intake_fault_kind"),)

    def __str__(self) -> str:
        return f"{self.sheet}:{self.line}: {self.header} = {self.value!r}: {self.expected}"


class CellNote(models.Model):
    """What a person should know of a row that was taken: where, the value, how it was read; no reason to refuse."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="cell_notes")
    sheet = models.CharField("trang tính", max_length=200, blank=True)
    line = models.PositiveIntegerField("dòng")
    header = models.CharField("cột", max_length=300, blank=True)
    value = models.CharField("giá trị", max_length=MOST_VALUE, blank=True)
    text = models.TextField("điều cần biết")

    class Meta:
        ordering = ("id",)
        verbose_name = "điều cần biết về một ô"

    def __str__(self) -> str:
        return f"{self.sheet}:{self.line}: {self.text}"


class CellFix(models.Model):
    """What a person says should stand in a cell (or, with line 0, in every cell of a column that holds this value)."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="fixes")
    column = models.CharField("cột", max_length=80)
    value = models.CharField("giá trị trong tệp", max_length=MOST_VALUE, blank=True)
    sheet = models.CharField("trang tính", max_length=200, blank=True)
    line = models.PositiveIntegerField("dòng", default=0)
    replacement = models.CharField("sửa thành", max_length=MOST_VALUE, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = MomentField("lúc", auto_now=True)

    class Meta:
        ordering = ("id",)
        verbose_name = "chỗ đã sửa"
        constraints = (
            models.UniqueConstraint(
                fields=("intake", "column", "value", "sheet", "line"), name="intake_fix_once_a_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.column}: {self.value!r} → {self.replacement!r}"
