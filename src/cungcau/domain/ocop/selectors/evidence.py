"""Questions about evidence: whose it is, who may look at it, what cites it, which papers run out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.models import Citation, Dossier, Evidence
from cungcau.domain.ocop.selectors.dossiers import shown_q
from cungcau.domain.ocop.selectors.products import own_q
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import acting_for
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.ui import clock
from cungcau.reference.search import matching, words

SOON = timedelta(days=60)
"""A paper that ends within so many days may have ended before the council meets."""

VALID, ENDING, ENDED, OPEN = "valid", "ending", "ended", "open"
STANDING_LABELS = {
    VALID: _("còn hạn"),
    ENDING: _("sắp hết hạn"),
    ENDED: _("đã hết hạn"),
    OPEN: _("không ghi hạn"),
}
STANDING_TONES = {VALID: "good", ENDING: "warn", ENDED: "bad", OPEN: ""}


TAKEN_BACK, UNUSED, UNDATED = "taken_back", "unused", "undated"
LOOKS = (
    (ENDING, _("hết hạn hoặc sắp hết hạn")),
    (UNDATED, _("chưa ghi ngày hết hạn")),
    (UNUSED, _("chưa hồ sơ nào dẫn")),
    (TAKEN_BACK, _("đã rút lại")),
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of evidence where it is cited, and how it stands today."""

    citation: Citation
    evidence: Evidence
    standing: str

    @property
    def label(self) -> str:
        """How it stands, in words; blank where there is nothing to say."""
        if self.evidence.withdrawn_at is not None:
            return str(_("chủ thể đã rút lại"))
        return str(STANDING_LABELS[self.standing]) if self.standing in (ENDING, ENDED) else ""

    @property
    def tone(self) -> str:
        """The tone of that."""
        return "warn" if self.evidence.withdrawn_at is not None else STANDING_TONES[self.standing]


@dataclass(frozen=True, slots=True)
class Ending:
    """A paper a file cites that has ended or soon will; ``criteria`` that cite it ("": the file as a whole)."""

    evidence: Evidence
    standing: str
    criteria: tuple[str, ...]

    @property
    def label(self) -> str:
        """How it stands, in words."""
        return str(STANDING_LABELS[self.standing])

    @property
    def tone(self) -> str:
        """The tone of that."""
        return STANDING_TONES[self.standing]


def standing(evidence: Evidence, on: date) -> str:
    """How a paper stands on a day: :data:`VALID`, :data:`ENDING` within 60 days, :data:`ENDED`, :data:`OPEN`."""
    if evidence.expires_on is None:
        return OPEN
    if evidence.expires_on < on:
        return ENDED
    return ENDING if evidence.expires_on <= on + SOON else VALID


def library_of(organisation: Organisation) -> QuerySet[Evidence]:
    """An organisation's evidence, the newest first, each with ``times`` cited."""
    return (
        Evidence.objects.filter(organisation=organisation)
        .select_related("uploaded_by")
        .annotate(times=Count("citations"))
        .order_by("-uploaded_at", "-id")
    )


def offered(organisation_id: int) -> QuerySet[Evidence]:
    """What may be cited: not taken back."""
    return Evidence.objects.filter(organisation=organisation_id, withdrawn_at=None).order_by(
        "-uploaded_at", "-id"
    )


def called(rows: QuerySet[Evidence], text: str) -> QuerySet[Evidence]:
    """Those whose title, number or issuer holds every word of a text, with or without marks."""
    wanted = words(text[:200].replace("\x00", "")).split()
    if not wanted:
        return rows
    found = [
        pk
        for pk, *texts in rows.order_by().values_list("pk", "title", "number", "issuer", "file_name", "url")
        if all(word in words(*texts) for word in wanted)
    ]
    return rows.filter(pk__in=found)


def looking(rows: QuerySet[Evidence], look: str, on: date) -> QuerySet[Evidence]:
    """Those of :data:`LOOKS`; blank: what is offered."""
    if look == TAKEN_BACK:
        return rows.filter(withdrawn_at__isnull=False)
    rows = rows.filter(withdrawn_at=None)
    if look == ENDING:
        return rows.filter(expires_on__lte=on + SOON)
    if look == UNDATED:
        return rows.filter(expires_on=None)
    return rows.filter(~Exists(Citation.objects.filter(evidence=OuterRef("pk")))) if look == UNUSED else rows


def may_look(user: Somebody, evidence: Evidence) -> bool:
    """Whether somebody may open a piece: its own people, officers who write for it, readers of a file that cites it."""
    if may_keep(user, evidence.organisation_id, evidence.area_code):
        return True
    return Citation.objects.filter(shown_q(user, "dossier__"), evidence=evidence).exists()


def may_keep(user: Somebody, organisation_id: int, area: str) -> bool:
    """Whether somebody may add to an organisation's evidence: its own people, officers who write files there."""
    if allows(user, policies.WRITE_DOSSIERS, area):
        return True
    return allows(user, policies.WRITE_OWN) and organisation_id in acting_for(user, clock.today())


def keepers(user: Somebody) -> QuerySet[Organisation]:
    """The organisations whose evidence somebody keeps and that have some, or act for."""
    own = own_q(user, "pk")
    held = areas_with(user, policies.WRITE_DOSSIERS)
    there = Exists(Evidence.objects.filter(organisation=OuterRef("pk")))
    seen = (within("area_code", held) & Q(there)) if held else Q(pk__in=[])
    return Organisation.objects.filter(own | seen, merged_into=None).order_by("folded", "pk")


def keepers_called(rows: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    """Those whose name, code or place holds every word of a text."""
    return matching(rows, text)


def warnings_of(dossier: Dossier, on: date) -> list[Ending]:
    """The papers a file cites that have ended or end within 60 days, those ended first."""
    rows = Citation.objects.filter(dossier=dossier, evidence__expires_on__lte=on + SOON)
    found: dict[int, tuple[Evidence, list[str]]] = {}
    for one in rows.select_related("evidence").order_by("evidence__expires_on", "evidence", "criterion"):
        found.setdefault(one.evidence_id, (one.evidence, []))[1].append(one.criterion)
    return [
        Ending(evidence, standing(evidence, on), tuple(criteria)) for evidence, criteria in found.values()
    ]


def cited_by(dossier: Dossier, on: date, criterion: str | None = None) -> dict[str, list[Cited]]:
    """The evidence a file cites, by criterion ("": the file as a whole), or for one criterion, as it was added."""
    rows = Citation.objects.filter(dossier=dossier).select_related("evidence").order_by("criterion", "id")
    if criterion is not None:
        rows = rows.filter(criterion=criterion)
    found: dict[str, list[Cited]] = {}
    for one in rows:
        found.setdefault(one.criterion, []).append(Cited(one, one.evidence, standing(one.evidence, on)))
    return found


def files_citing(evidence: Evidence, user: Somebody) -> list[Dossier]:
    """The files that cite a piece, of those somebody may see."""
    rows = Dossier.objects.filter(shown_q(user), pk__in=evidence.citations.values("dossier"))
    return list(rows.select_related("product").defer("words", "folded", "product__words")[:100])
