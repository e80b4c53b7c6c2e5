"""Whether a file is complete, computed from what its set asks; the commune reads it and judges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from cungcau.domain.ocop.models import Citation, Dossier, DossierKind, Evidence
from cungcau.domain.ocop.paper_kinds import PaperKind
from cungcau.domain.ocop.paper_kinds import label as paper_label
from cungcau.domain.ocop.registration import missing
from cungcau.domain.ocop.selectors.evidence import ENDED, ENDING, standing
from cungcau.domain.ocop.selectors.rules import sheet_of
from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.engines import scoring
from cungcau.kernel.vntext import show_date
from cungcau.platform.ui import clock

PAPER_OF_GROUND: Mapping[str, tuple[str, ...]] = {
    "NO_FOOD_SAFETY_CERT": (PaperKind.FOOD_SAFETY,),
    "NO_PRODUCTION_LICENCE": (PaperKind.LICENCE,),
    "NO_GMP_OR_PRODUCTION_CERT": (PaperKind.LICENCE, PaperKind.STANDARD),
    "NO_SPECIALISED_PRODUCTION_CONDITION": (PaperKind.LICENCE,),
    "NO_PRODUCT_DECLARATION": (PaperKind.DECLARATION,),
}
"""Which kind of paper (``Evidence.paper``) answers which printed ground of rejection."""

OK, GAP, LOOK = "ok", "gap", "look"
"""In order; missing or wrong; for a person to look at, since the software cannot tell."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to say of a line; ``ask`` is what the entity would be asked (blank: nothing), about which criterion."""

    text: str
    ask: str = ""
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the checklist: how it stands, and what exactly is missing."""

    code: str
    label: str
    standing: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Completeness:
    """The whole checklist."""

    points: tuple[Point, ...]

    @property
    def gaps(self) -> tuple[Point, ...]:
        """What is missing or wrong."""
        return tuple(point for point in self.points if point.standing == GAP)

    @property
    def asks(self) -> tuple[Note, ...]:
        """What the entity could be asked, in the order of the checklist."""
        return tuple(note for point in self.points for note in point.notes if note.ask)


def completeness(dossier: Dossier) -> Completeness:
    """The checklist of a file as it stands: three queries besides the rule book's."""
    sheet = sheet_of(dossier.criteria_set)
    chosen = dict(dossier.choices.values_list("criterion", "points"))
    cited = list(
        Citation.objects.filter(dossier=dossier).select_related("evidence").order_by("criterion", "pk")
    )
    today = clock.today()
    points = [
        _registration(dossier),
        _committed(dossier),
        _choices(sheet, chosen),
        _evidence(sheet, chosen, cited),
        *_papers(sheet, cited, today),
        _expiry(cited, today),
    ]
    points += [point for point in (_renewal(dossier),) if point]
    return Completeness(tuple(points))


def _registration(dossier: Dossier) -> Point:
    notes = tuple(
        Note(_("chưa có: %s") % field.label, f"Ghi mục “{field.label}” của phiếu đăng ký (Mẫu 01)")
        for field in missing(dossier.registration)
    )
    return Point("form_01", _("Mẫu 01: phiếu đăng ký ghi đủ"), GAP if notes else OK, notes)


def _committed(dossier: Dossier) -> Point:
    fine = dossier.committed_at is not None
    notes = () if fine else (Note(_("chưa cam kết"), "Cam kết tính đúng, thật của hồ sơ"),)
    return Point("commitment", _("Cam kết của chủ thể"), OK if fine else GAP, notes)


def _choices(sheet: scoring.Sheet, chosen: dict[str, int]) -> Point:
    notes = tuple(
        Note(f"{row.code} {row.name}", f"Tự chấm tiêu chí {row.code} {row.name}", row.code)
        for row in sheet.scorable
        if row.code not in chosen
    )
    return Point("form_02", _("Mẫu 02: mọi tiêu chí đã tự chấm"), GAP if notes else OK, notes)


def _evidence(sheet: scoring.Sheet, chosen: dict[str, int], cited: list[Citation]) -> Point:
    """Every criterion with points needs something behind them."""
    have = {one.criterion for one in cited}
    notes = tuple(
        Note(
            _("%(criterion)s (tự chấm %(points)s điểm)")
            % {"criterion": f"{row.code} {row.name}", "points": chosen[row.code]},
            f"Bổ sung minh chứng cho tiêu chí {row.code} {row.name}", row.code,
        )
        for row in sheet.scorable
        if chosen.get(row.code) and row.code not in have
    )  # fmt: skip
    return Point("evidence", _("Mỗi tiêu chí có điểm đều có minh chứng"), GAP if notes else OK, notes)


def _papers(sheet: scoring.Sheet, cited: list[Citation], today: date) -> Iterator[Point]:
    """The papers without which the set turns a file down; whether the product needs one only a person can tell."""
    for ground in sheet.rejections:
        kinds = PAPER_OF_GROUND.get(ground.code)
        if kinds is None:
            continue
        found = _once([one.evidence for one in cited if one.evidence.paper in kinds])
        named = " / ".join(_lowered(paper_label(kind)) for kind in kinds)
        label = _("Giấy tờ bắt buộc nếu thuộc diện: %s") % named
        if not found:
            note = Note(_("chưa có: xã xem sản phẩm có thuộc diện không"), f"Bổ sung {named}")
            yield Point(ground.code, label, LOOK, (note,))
        elif all(standing(one, today) == ENDED for one in found):
            notes = tuple(Note(f"{one.title}: {_until(one, today)}") for one in found)
            yield Point(ground.code, label, GAP, notes)
        else:
            good = (one for one in found if standing(one, today) != ENDED)
            yield Point(ground.code, label, OK, tuple(Note(one.title) for one in good))


def _expiry(cited: list[Citation], today: date) -> Point:
    """Papers that have run out, and those that will before long."""
    papers = _once([one.evidence for one in cited])
    over = [one for one in papers if standing(one, today) == ENDED]
    soon = [one for one in papers if standing(one, today) == ENDING]
    notes = tuple(
        Note(f"{one.title}: {_until(one, today)}", f"Thay giấy “{one.title}”, hạn {one.expires_on:%d/%m/%Y}")
        for one in (*over, *soon)
    )
    return Point("expiry", _("Giấy tờ còn hiệu lực"), GAP if over else LOOK if soon else OK, notes)


def _renewal(dossier: Dossier) -> Point | None:
    """A re-evaluation is filed within its window before the certificate ends."""
    if dossier.kind == DossierKind.FIRST:
        return None
    label = _("Giấy chứng nhận đang xin nâng hạng, đánh giá lại")
    old = dossier.renews
    if old is None:
        return Point("renews", label, GAP, (Note(_("chưa ghi giấy chứng nhận cũ")),))
    note = Note(
        _("%(star)s sao, có giá trị đến hết %(day)s") % {"star": old.star, "day": show_date(old.last_day)}
    )
    if dossier.kind != DossierKind.RENEWAL or dossier.submitted_at is None:
        return Point("renews", label, OK, (note,))
    sent = timezone.localtime(dossier.submitted_at).date()
    opens, closes = terms_on(sent).window(old.expires_on)
    if opens <= sent <= closes:
        return Point("renews", label, OK, (note,))
    late = Note(
        _("nộp ngày %(day)s, ngoài kỳ nộp %(first)s – %(last)s")
        % {"day": show_date(sent), "first": show_date(opens), "last": show_date(closes)}
    )
    return Point("renews", label, LOOK, (note, late))


def _until(one: Evidence, today: date) -> str:
    if one.expires_on is None:
        return ""
    said = _("đã hết hạn sau ngày %s") if one.expires_on < today else _("sắp hết hạn, đến hết ngày %s")
    return said % show_date(one.expires_on)


def _lowered(text: str) -> str:
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _once(found: list[Evidence]) -> list[Evidence]:
    return list({one.pk: one for one in found}.values())
