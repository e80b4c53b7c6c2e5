"""To the Ministry and back: five stars are its to give; below that the province may use its result.

Source: 26/2026/QĐ-TTg, article 3(3) (bands) and the procedure of the Ministry's rounds.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from django.db import transaction

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import road as said
from cungcau.domain.ocop.models import Dossier
from cungcau.domain.ocop.selectors.ministry import MINISTRY, band_of
from cungcau.domain.ocop.selectors.rules import bands_of, shown_star
from cungcau.domain.ocop.services import road_telling as telling
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.services.road import clean, happened, held, move, stated
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.kernel.vntext import show_number
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record

_MOST_DENOMINATOR = 10_000
_PLAIN = re.compile(r"(?P<whole>[0-9]{1,3})(?:[.,](?P<part>[0-9]{1,4}))?")
_RATIO = re.compile(r"(?P<num>[0-9]{1,7})\s*/\s*(?P<den>[0-9]{1,5})")


def average_in(text: str) -> Fraction:
    """An average as the Ministry writes it, exactly: "91,25", "91.25" or "731/8". Raises ``InputInvalid``."""
    said_plain, said_ratio = _PLAIN.fullmatch(text.strip()), _RATIO.fullmatch(text.strip())
    value = None
    if said_plain:
        part = said_plain["part"] or ""
        value = Fraction(int(said_plain["whole"] + part), 10 ** len(part))
    elif said_ratio and 0 < int(said_ratio["den"]) <= _MOST_DENOMINATOR:
        value = Fraction(int(said_ratio["num"]), int(said_ratio["den"]))
    if value is None or not 0 <= value <= 100:
        hint = "ghi điểm trung bình từ 0 đến 100, như 91,25 hoặc phân số 731/8"
        raise InputInvalid([Fault("ocop", 1, "average", text[:40], hint)])
    return value


@transaction.atomic
def send_up(*, dossier: Dossier, letter_no: str, letter_on: date, actor: User | None) -> Dossier:
    """The office sends a file to the Ministry: its average and every minimum make a star the Ministry decides on.

    Raises ``ocop_not_for_ministry``, ``not_found``, ``not_allowed``, ``verb_not_allowed``, ``InputInvalid``.
    """
    row = held(dossier)
    require_dossier(actor, row, policies.OFFICE, "")
    if row.state != states.SCORED:
        raise DomainError("verb_not_allowed", state=row.state, verb="send_up")
    _require_rank(row)
    number, day = stated(letter_no, "letter_no", 80), happened(letter_on, "letter_on")
    note = f"Công văn {number} ngày {day:%d/%m/%Y}"
    move(row, "send_up", actor=actor, permission=policies.OFFICE, note=note, letter=number)
    telling.moved(row, "đã gửi Bộ đánh giá 5 sao", actor, note=note)
    return row


@transaction.atomic
def come_back(*, dossier: Dossier, average: Fraction, note: str, actor: User | None) -> Dossier:
    """The Ministry's result comes in, kept as an exact fraction; the province's own result stays as it is.

    Raises ``not_found``, ``not_allowed``, ``verb_not_allowed``, ``InputInvalid``.
    """
    row = held(dossier)
    require_dossier(actor, row, policies.OFFICE, "")
    if not 0 <= average <= 100:
        raise InputInvalid([Fault("ocop", 1, "average", str(average), "điểm từ 0 đến 100")])
    fields: dict[str, object] = {"ministry_num": average.numerator, "ministry_den": average.denominator}
    said_by = clean(note, 4000)
    move(
        row, "come_back", actor=actor, permission=policies.OFFICE, fields=fields, note=said_by,
        average=_points(average),
    )  # fmt: skip
    telling.moved(row, f"Bộ chấm {_points(average)} điểm", actor, note=said_by)
    return row


@transaction.atomic
def use_result(*, dossier: Dossier, actor: User | None) -> Dossier:
    """The province takes the Ministry's average, below the Ministry's own rank, as the result for three or four stars.

    The minimums held at the council for a higher star, so they hold for a lower one. The council's own result stays
    with its session. Raises ``ocop_ministry_result_missing``, ``ocop_ministry_result_stands``, ``verb_not_allowed``, …
    """
    row = held(dossier)
    require_dossier(actor, row, policies.OFFICE, "")
    if row.state != states.SCORED:
        raise DomainError("verb_not_allowed", state=row.state, verb="use_result")
    if row.ministry_num is None or row.ministry_den is None:
        raise DomainError("ocop_ministry_result_missing", dossier=str(row))
    average = Fraction(row.ministry_num, row.ministry_den)
    band = band_of(bands_of(row.criteria_set.book.instrument), average)
    if band is None or band.decided_by == MINISTRY:
        raise DomainError("ocop_ministry_result_stands", dossier=str(row), average=_points(average))
    before = f"{row.result_num}/{row.result_den}"
    row.result_num, row.result_den = average.numerator, average.denominator
    row.result_band_star = band.star
    row.result_star = min(band.star, row.result_star or band.star)
    row.save(update_fields=["result_num", "result_den", "result_band_star", "result_star", "updated_at"])
    record(
        actor=actor,
        verb=said.MINISTRY_USED,
        thing=row,
        average=_points(average),
        star=row.result_star,
        before=before,
    )
    return row


def _require_rank(dossier: Dossier) -> None:
    bands = bands_of(dossier.criteria_set.book.instrument)
    reached = shown_star(bands, dossier.result_star or 0)
    if reached is not None and reached.decided_by == MINISTRY:
        return
    num, den = dossier.result_num or 0, dossier.result_den or 1
    need = next((str(band.lower) for band in bands if band.decided_by == MINISTRY), "…")
    raise DomainError(
        "ocop_not_for_ministry", dossier=str(dossier), average=_points(Fraction(num, den)),
        star=dossier.result_star or 0, need=need,
    )  # fmt: skip


def _points(average: Fraction) -> str:
    return show_number(average, 2)
