"""Whether a file is complete, computed from what its set asks; the commune reads it and judges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from cungcau.domain.ocop.models import Citation, Dossier, DossierKind, Evidence
from cungcau.domain.ocop.registration import missing
from cungcau.domain.ocop.selectors.rules import sheet_of
from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.engines import scoring
from cungcau.kernel.vntext import show_date
from cungcau.platform.ui import clock

SOON = timedelta(days=60)
"""A paper that ends within so many days may have ended before the council meets."""

PAPER_OF_GROUND: Mapping[str, tuple[str, ...]] = {
    "NO_FOOD_SAFETY_CERT": ("food_safety",),
    "NO_PRODUCTION_LICENCE": ("production_licence",),
    "NO_GMP_OR_PRODUCTION_CERT": ("gmp", "production_condition"),
    "NO_SPECIALISED_PRODUCTION_CONDITION": ("production_condition",),
    "NO_PRODUCT_DECLARATION": ("product_declaration",),
}
"""Which kind of paper (``Evidence.paper``) answers which printed ground of rejection."""

OK, GAP, LOOK = "ok", "gap", "look"
"""In order; missing or wrong; for a person to look at, since the software cannot tell."""


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the checklist: how it stands, and what exactly is missing."""

    code: str
    label: str
    standing: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completeness:
    """The whole checklist."""

    points: tuple[Point, ...]

    @property
    def gaps(self) -> tuple[Point, ...]:
        """What is missing or wrong."""
        return tuple(point for point in self.points if point.standing == GAP)

    @property
    def looks(self) -> tuple[Point, ...]:
        """What a person has to look at."""
        return tuple(point for point in self.points if point.standing == LOOK)


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
    lacking = missing(dossier.registration)
    notes = tuple(f"chưa có: {field.label}" for field in lacking)
    return Point("form_01", "Mẫu 01: phiếu đăng ký ghi đủ", GAP if notes else OK, notes)


def _committed(dossier: Dossier) -> Point:
    fine = dossier.committed_at is not None
    return Point("commitment", "Cam kết của chủ thể", OK if fine else GAP, () if fine else ("chưa cam kết",))


def _choices(sheet: scoring.Sheet, chosen: dict[str, int]) -> Point:
    lacking = [row for row in sheet.scorable if row.code not in chosen]
    notes = tuple(f"{row.code} {row.name}" for row in lacking)
    return Point("form_02", "Mẫu 02: mọi tiêu chí đã tự chấm", GAP if notes else OK, notes)


def _evidence(sheet: scoring.Sheet, chosen: dict[str, int], cited: list[Citation]) -> Point:
    """Every criterion with points needs something behind them."""
    have = {one.criterion for one in cited}
    lacking = [row for row in sheet.scorable if chosen.get(row.code) and row.code not in have]
    notes = tuple(f"{row.code} {row.name} (tự chấm {chosen[row.code]} điểm)" for row in lacking)
    return Point("evidence", "Mỗi tiêu chí có điểm đều có minh chứng", GAP if notes else OK, notes)


def _papers(sheet: scoring.Sheet, cited: list[Citation], today: date) -> Iterator[Point]:
    """The papers without which the set turns a file down; whether the product needs one only a person can tell."""
    for ground in sheet.rejections:
        kinds = PAPER_OF_GROUND.get(ground.code)
        if kinds is None:
            continue
        found = [one.evidence for one in cited if one.evidence.paper in kinds]
        label = f"Giấy tờ bắt buộc: {ground.label}"
        if not found:
            yield Point(
                ground.code, label, LOOK, ("chưa có giấy này: nếu sản phẩm thuộc diện thì phải bổ sung",)
            )
        elif all(_over(one, today) for one in found):
            yield Point(ground.code, label, GAP, tuple(f"{one.title}: {_until(one)}" for one in _once(found)))
        else:
            good = (one for one in _once(found) if not _over(one, today))
            yield Point(ground.code, label, OK, tuple(one.title for one in good))


def _expiry(cited: list[Citation], today: date) -> Point:
    """Papers that have run out, and those that will before long."""
    papers = _once([one.evidence for one in cited if one.evidence.expires_on is not None])
    over = [one for one in papers if _over(one, today)]
    soon = [one for one in papers if one not in over and one.expires_on and one.expires_on <= today + SOON]
    notes = tuple(f"{one.title}: {_until(one)}" for one in (*over, *soon))
    return Point("expiry", "Giấy tờ còn hiệu lực", GAP if over else LOOK if soon else OK, notes)


def _renewal(dossier: Dossier) -> Point | None:
    """A re-evaluation is filed within its window before the certificate ends."""
    if dossier.kind == DossierKind.FIRST:
        return None
    label = "Giấy chứng nhận đang xin nâng hạng, đánh giá lại"
    old = dossier.renews
    if old is None:
        return Point("renews", label, GAP, ("chưa ghi giấy chứng nhận cũ",))
    note = f"{old.star} sao, có giá trị đến hết {show_date(old.last_day)}"
    if dossier.kind != DossierKind.RENEWAL or dossier.submitted_at is None:
        return Point("renews", label, OK, (note,))
    sent = timezone.localtime(dossier.submitted_at).date()
    opens, closes = terms_on(sent).window(old.expires_on)
    if opens <= sent <= closes:
        return Point("renews", label, OK, (note,))
    late = f"nộp ngày {show_date(sent)}, ngoài kỳ nộp {show_date(opens)} – {show_date(closes)}"
    return Point("renews", label, LOOK, (note, late))


def _over(one: Evidence, today: date) -> bool:
    return one.expires_on is not None and one.expires_on < today


def _until(one: Evidence) -> str:
    assert one.expires_on is not None
    verb = "hết hạn từ sau" if one.expires_on < clock.today() else "sắp hết hạn:"
    return f"{verb} {show_date(one.expires_on)}"


def _once(found: list[Evidence]) -> list[Evidence]:
    return list({one.pk: one for one in found}.values())
