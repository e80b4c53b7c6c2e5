"""The file an entity sends in for one product: form 01, form 02 with its evidence, and what it came to."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models.certificate import Certificate
from cungcau.domain.ocop.models.product import Product
from cungcau.domain.ocop.models.rules import CriteriaSet
from cungcau.platform.editing.models import Versioned
from cungcau.platform.lifecycle.constraints import state_check
from cungcau.platform.ui.moments import MomentField
from cungcau.reference.search import searchable


class DossierKind(models.TextChoices):
    """Why the file is sent (26/2026/QĐ-TTg, form 01)."""

    FIRST = "first", _("Đánh giá lần đầu")
    UPGRADE = "upgrade", _("Nâng hạng sao")
    RENEWAL = "re_evaluation", _("Đánh giá lại")


class Dossier(Versioned):
    """One product's file under one set of one published rule book, frozen when it is first submitted.

    ``registration`` is form 01 as filled in (field name → text; ``forms`` of the app names the fields). ``self_total``
    and ``self_star`` are what the entity's own choices come to, kept for lists. ``result_*`` are the council's,
    written when an item is closed: the average as an exact fraction. ``renews`` is the certificate a re-evaluation
    or an upgrade is about. ``slip_no`` and ``slip_year`` number the registration slip in its commune.
    """

    lifecycle = states.DOSSIER

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="dossiers")
    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="dossiers")
    kind = models.CharField(
        "loại hồ sơ", max_length=13, choices=DossierKind.choices, default=DossierKind.FIRST
    )
    state = models.CharField("trạng thái", max_length=16, default=states.DOSSIER.start, editable=False)
    returned_by = models.CharField(max_length=10, blank=True, editable=False)
    code = models.CharField("mã hồ sơ", max_length=60, null=True, blank=True, unique=True)
    slip_no = models.PositiveIntegerField("số phiếu đăng ký", null=True, blank=True)
    slip_year = models.PositiveSmallIntegerField("năm của phiếu", null=True, blank=True)
    renews = models.ForeignKey(
        Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="renewals"
    )
    round = models.ForeignKey(
        "ocop.Round", null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers"
    )
    registration = models.JSONField("phiếu đăng ký (Mẫu 01)", default=dict, blank=True)
    self_total = models.PositiveSmallIntegerField("tự chấm", null=True, blank=True)
    self_star = models.PositiveSmallIntegerField("sao tự chấm", null=True, blank=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    committed_at = models.DateTimeField("cam kết lúc", null=True, blank=True)
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    forwarded_at = models.DateTimeField("xã chuyển lúc", null=True, blank=True)
    result_num = models.PositiveIntegerField(null=True, blank=True, editable=False)
    result_den = models.PositiveIntegerField(null=True, blank=True, editable=False)
    result_band_star = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    result_star = models.PositiveSmallIntegerField("sao hội đồng", null=True, blank=True, editable=False)
    ministry_num = models.PositiveIntegerField(null=True, blank=True, editable=False)
    ministry_den = models.PositiveIntegerField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField("có kết quả lúc", null=True, blank=True)
    end_reason = models.CharField("lý do", max_length=600, blank=True)
    reject_grounds = models.JSONField("căn cứ loại", default=list, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    folded = models.CharField(max_length=700, editable=False, db_collation="C")
    words = searchable("folded")
    is_demo = models.BooleanField("minh hoạ", default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = MomentField("lập lúc", auto_now_add=True)
    updated_at = MomentField("cập nhật lúc", auto_now=True)

    class Meta:
        ordering = ("-updated_at", "-id")
        verbose_name = "hồ sơ OCOP"
        indexes = (
            GinIndex(fields=("words",), name="ocop_dossier_words"),
            models.Index(fields=("-updated_at", "-id"), name="ocop_dossier_age"),
            models.Index(fields=("area_code", "state"), name="ocop_dossier_area"),
            models.Index(fields=("state", "-updated_at"), name="ocop_dossier_state"),
            models.Index(fields=("product", "-created_at"), name="ocop_dossier_product"),
        )
        constraints = (
            state_check(states.DOSSIER),
            models.CheckConstraint(condition=Q(kind__in=DossierKind.values), name="ocop_dossier_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=DossierKind.FIRST) | Q(renews__isnull=False) | Q(state=states.DRAFT),
                name="ocop_dossier_renews_something",
            ),
            models.UniqueConstraint(
                fields=("product",), condition=Q(state__in=states.LIVE_DOSSIERS), name="ocop_one_live_dossier"
            ),
            models.CheckConstraint(
                condition=Q(code=None, slip_no=None, slip_year=None)
                | (Q(slip_no__gt=0, slip_year__gte=2018) & ~Q(code="")),
                name="ocop_dossier_slip_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(states.DRAFT, states.WITHDRAWN))
                | Q(code__isnull=False, committed_at__isnull=False, submitted_at__isnull=False),
                name="ocop_dossier_sent_is_committed",
            ),
            models.CheckConstraint(
                condition=Q(result_num=None, result_den=None) | Q(result_num__isnull=False, result_den__gt=0),
                name="ocop_dossier_result_whole",
            ),
            models.CheckConstraint(
                condition=Q(ministry_num=None, ministry_den=None)
                | Q(ministry_num__isnull=False, ministry_den__gt=0),
                name="ocop_dossier_ministry_whole",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.code or str(self.pk or "")


class Choice(models.Model):
    """What the entity chose for one criterion on form 02, with its explanation; ``case`` for sheets with branches."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="choices")
    criterion = models.CharField("tiêu chí", max_length=12)
    points = models.PositiveSmallIntegerField("điểm")
    case = models.CharField("trường hợp", max_length=4, blank=True)
    explanation = models.TextField("giải trình", blank=True, max_length=4000)

    class Meta:
        ordering = ("dossier", "id")
        verbose_name = "mức tự chọn"
        constraints = (models.UniqueConstraint(fields=("dossier", "criterion"), name="ocop_choice_once"),)

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class EvidenceKind(models.TextChoices):
    """What a piece of evidence is made of."""

    PAPER = "paper", _("Văn bản (PDF)")
    PICTURE = "picture", _("Ảnh")
    LINK = "link", _("Đường dẫn")


class Evidence(models.Model):
    """One paper, picture or link of an entity, uploaded once and cited by many criteria and files.

    A file is kept under its SHA-256; ``expires_on`` is the last day a paper counts. Taken back (``withdrawn_at``)
    it is no longer offered, files that cite it keep it.
    """

    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("dạng", max_length=7, choices=EvidenceKind.choices)
    paper = models.CharField("loại giấy tờ", max_length=30, blank=True)
    title = models.CharField("tên", max_length=200)
    number = models.CharField("số hiệu", max_length=80, blank=True)
    issuer = models.CharField("nơi cấp", max_length=200, blank=True)
    issued_on = models.DateField("ngày cấp", null=True, blank=True)
    expires_on = models.DateField("có giá trị đến hết ngày", null=True, blank=True)
    url = models.URLField("đường dẫn", max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    mime = models.CharField(max_length=60, blank=True)
    bytes = models.PositiveIntegerField("cỡ (byte)", default=0)
    pages = models.PositiveSmallIntegerField("số trang", null=True, blank=True)
    file_name = models.CharField("tên tệp", max_length=200, blank=True)
    area_code = models.CharField(max_length=40, blank=True, db_collation="C")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = MomentField("tải lên lúc", auto_now_add=True)
    withdrawn_at = models.DateTimeField("rút lại lúc", null=True, blank=True)
    is_demo = models.BooleanField("minh hoạ", default=False)

    class Meta:
        ordering = ("-uploaded_at", "-id")
        verbose_name = "minh chứng"
        indexes = (models.Index(fields=("organisation", "-uploaded_at"), name="ocop_evidence_of"),)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "sha256"), condition=~Q(sha256=""), name="ocop_evidence_file_once"
            ),
            models.UniqueConstraint(
                fields=("organisation", "url"), condition=~Q(url=""), name="ocop_evidence_link_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.LINK, sha256="", bytes=0) & ~Q(url="")
                | Q(kind__in=(EvidenceKind.PAPER, EvidenceKind.PICTURE), url="", bytes__gt=0,
                    sha256__regex=r"^[0-9a-f]{64}$"),
                name="ocop_evidence_is_file_or_link",
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
                name="ocop_evidence_days_in_order",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="ocop_evidence_titled"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Citation(models.Model):
    """A piece of evidence cited by a file: for one criterion, or the file as a whole (``criterion`` blank).

    ``request`` is the request it answers, where it was handed in for one.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="citations")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="citations")
    criterion = models.CharField("tiêu chí", max_length=12, blank=True)
    where = models.CharField("trang, chỗ xem", max_length=120, blank=True)
    request = models.ForeignKey(
        "ocop.ItemRequest", null=True, blank=True, on_delete=models.SET_NULL, related_name="citations"
    )
    added_at = MomentField("thêm lúc", auto_now_add=True)

    class Meta:
        ordering = ("dossier", "criterion", "id")
        verbose_name = "trích dẫn minh chứng"
        constraints = (
            models.UniqueConstraint(fields=("dossier", "evidence", "criterion"), name="ocop_citation_once"),
        )

    def __str__(self) -> str:
        return f"{self.criterion} ← {self.evidence_id}"
