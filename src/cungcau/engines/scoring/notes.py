"""Sentences beside a result: where what is shown could be misread, and who left what open."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cungcau.engines.scoring.result import Note
from cungcau.engines.scoring.sheet import Band, Criterion, Sheet
from cungcau.kernel.vntext import show_number

DIGITS = 2
"""Decimals an average is shown with; it is compared exactly."""


def exact(value: Fraction) -> str:
    """A value in words that show it exactly: 69,996, or a fraction where decimals never end."""
    text = show_number(value)
    back = Fraction(text.replace(".", "").replace(",", "."))
    return text if back == value else f"{value.numerator}/{value.denominator}"


def rounding_note(ordered: Sequence[Band], average: Fraction) -> Note | None:
    """Where two decimals show a band's first point that the average has not reached."""
    seen = Fraction(round_half_up(average * 10**DIGITS), 10**DIGITS)
    for band in ordered:
        if average < band.lower <= seen:
            text = (
                f"Điểm trung bình {exact(average)} hiện {show_number(seen, DIGITS)} nhưng còn dưới "
                f"{band.lower}, nên chưa vào khung {band.star} sao."
            )
            return Note("rounded_below_band", text)
    return None


def gap_note(ordered: Sequence[Band], average: Fraction) -> Note | None:
    """Where the decision prints its bands apart and the average lies between two."""
    if any(band.holds(average) for band in ordered):
        return None
    star = next((band.star for band in ordered if band.lower <= average), ordered[-1].star)
    text = f"Điểm trung bình {exact(average)} nằm giữa hai khung in rời nhau; tính vào khung {star} sao."
    return Note("between_bands", text)


def partial_note(sheet: Sheet, member: str, codes: Sequence[str]) -> Note:
    """Who left which criteria open."""
    if len(codes) == len(sheet.scorable):
        return Note("unanswered", f"Thành viên {member} chưa chấm tiêu chí nào; tính 0 điểm.")
    return Note("unanswered", f"Thành viên {member} chưa chấm {', '.join(codes)}; tính 0 điểm.")


def zero_note(criterion: Criterion, who: Sequence[str]) -> Note:
    """Where some members, not all, gave the 0 that would stop the evaluation."""
    text = (
        f"{', '.join(who)} chấm 0 ở {criterion.code} ({criterion.name}), mức làm dừng đánh giá; "
        "Hội đồng cần thống nhất giá trị của tiêu chí này."
    )
    return Note("zero_by_some", text)


def round_half_up(value: Fraction) -> int:
    """The nearest whole number, halves upward (values here are not negative)."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
