"""Who meets which part of a buyer's specification: every missing thing by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cungcau.domain.demand.models import Need, Offer
from cungcau.domain.registry.selectors.certificates import Proof, proofs
from cungcau.platform.ui import figures
from cungcau.reference.catalogue.selectors import SeasonWords

FITS, MISSING, UNKNOWN = "fits", "missing", "unknown"
_Held = Mapping[tuple[int, str], Proof]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the specification: met, missing or not known, in words."""

    part: str
    state: str
    words: str


def fitting(need: Need, offers: Sequence[Offer], words: SeasonWords, on: date) -> dict[int, list[Part]]:
    """For each offer (by id) the parts of the need's specification it meets, misses or leaves open, in one question.

    A certificate counts while the registry holds a paper of that kind, good for these goods, in force ``on``
    that day; one that ran out, or is only claimed, is told so.
    """
    wanted = (*need.certificates, *need.certificates_preferred)
    claims = {(one.organisation_id, code) for one in offers for code in wanted}
    held = proofs(claims, on, commodity_id=need.commodity_id) if claims else {}
    return {one.pk: [*_parts(need, one, words, held)] for one in offers}


def _parts(need: Need, offer: Offer, words: SeasonWords, held: _Held) -> Iterable[Part]:
    if need.min_grade is not None:
        wanted = words.grade(need.commodity_id, need.min_grade)
        if offer.grade is None:
            yield Part("grade", UNKNOWN, _("chưa nêu loại (cần từ %(grade)s)") % {"grade": wanted})
        elif offer.grade < need.min_grade:
            got = words.grade(need.commodity_id, offer.grade)
            yield Part("grade", MISSING, _("%(got)s, cần từ %(grade)s") % {"got": got, "grade": wanted})
        else:
            yield Part("grade", FITS, words.grade(need.commodity_id, offer.grade))
    for code in need.certificates:
        yield _certificate(code, offer, words, held)
    for code in need.certificates_preferred:
        if held.get((offer.organisation_id, code)) is Proof.SEEN:
            yield Part("preferred", FITS, words.certificate(code))
    for test in need.tests:
        done = test in offer.tests
        name = test if done else _("thiếu kiểm nghiệm %(test)s") % {"test": test}
        yield Part("tests", FITS if done else MISSING, name)
    if need.pack:
        yield _said(
            "pack",
            offer.pack_fits,
            _("đóng gói theo quy cách"),
            _("không đóng gói được: %(pack)s") % {"pack": need.pack},
        )
    if need.hours_to or need.hours_from:
        yield _said("hours", offer.hours_fit, _("giao đúng giờ"), _("không giao được đúng giờ"))
    yield _quantity(need, offer)


def _certificate(code: str, offer: Offer, words: SeasonWords, held: _Held) -> Part:
    name = {"name": words.certificate(code)}
    proof = held.get((offer.organisation_id, code), Proof.UNSEEN)
    if proof is Proof.SEEN:
        return Part("certificates", FITS, name["name"])
    if proof is Proof.EXPIRED:
        return Part("certificates", MISSING, _("chứng nhận %(name)s đã hết hạn") % name)
    if code in offer.certificates:
        return Part("certificates", UNKNOWN, _("%(name)s: bên bán nói có, chưa thấy giấy") % name)
    return Part("certificates", MISSING, _("thiếu chứng nhận %(name)s") % name)


def _said(part: str, answer: bool | None, yes: str, no: str) -> Part:
    if answer is None:
        return Part(part, UNKNOWN, _("chưa hỏi: %(what)s") % {"what": yes})
    return Part(part, FITS, yes) if answer else Part(part, MISSING, no)


def _quantity(need: Need, offer: Offer) -> Part:
    """Whether the offer alone would do; less is no fault where several are put together."""
    wanted, got = need.quantity_kg, offer.kg
    if need.kg_per_delivery is not None and offer.kg_per_delivery is not None:
        wanted, got = need.kg_per_delivery, offer.kg_per_delivery
    if got * 100 >= wanted * (100 - need.tolerance_under):
        return Part("quantity", FITS, _("đủ khối lượng"))
    facts = {"got": figures.kg(got), "wanted": figures.kg(wanted)}
    return Part("quantity", MISSING, _("%(got)s trong %(wanted)s: cần gộp thêm") % facts)
